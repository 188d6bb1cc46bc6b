/* pilot-handoff-groups.h: the mails of one notice are one line of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-row.h"

G_BEGIN_DECLS

/** PilotHandoffGroup: one hand-off, or the mails of a notice that were made together. */
typedef struct
{
  char *lead_id;      /* (owned): the first of the list, whose line it is */
  PilotRow *shown;    /* (owned): whose subject stands for all: in the program's language, or English, or the first */
  PilotRow *next;     /* (owned): the one that is furthest behind: a draft before what was handed over before what is confirmed */
  guint n_mails;
  guint n_addresses;
} PilotHandoffGroup;

/** pilot_handoff_groups_make: (transfer full) (element-type utf8 PilotHandoffGroup): of @rows of hand-offs, by the id of each line's lead. Main thread. */
GHashTable *pilot_handoff_groups_make (GListModel *rows);

G_END_DECLS
