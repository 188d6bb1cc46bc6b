/* pilot-synonym-table.h: the table behind pilot-synonyms.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** PilotSynonyms: names of one field, as pilot_synonyms_normalise() makes them. The first row that fits counts. */
typedef struct
{
  const char *entity; /* (nullable): every entity that has the field */
  const char *field;
  const char *names;  /* parted by blanks */
  gboolean lesser;    /* a name that gives way to another column of the field */
} PilotSynonyms;

extern const PilotSynonyms pilot_synonyms[];
extern const guint pilot_n_synonyms;

G_END_DECLS
