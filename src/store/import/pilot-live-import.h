/* pilot-live-import.h: an import that waits, as pulled records meet it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-outbox.h"

G_BEGIN_DECLS

/** PilotLiveImport: on the writer's connection, inside the caller's transaction. */
typedef struct
{
  gint64 seq;
  char *op_id; /* (owned) */
  PilotEntity entity;
  gboolean frozen; /* on its way: not a byte of it may change */
} PilotLiveImport;

/** pilot_live_import_list: (transfer full) (element-type PilotLiveImport). */
GPtrArray *pilot_live_import_list (PilotDatabase *database, GError **error);

/** pilot_live_import_find: (transfer none) (nullable): the one with the number @seq. */
PilotLiveImport *pilot_live_import_find (GPtrArray *imports, gint64 seq);

/**
 * pilot_live_import_meet:
 * @current: the record as the import has it
 * @theirs: (nullable): as it stands over there
 *
 * The new state goes beneath the import's record. What the import changes of it stays on top.
 */
gboolean pilot_live_import_meet (PilotDatabase *database, const PilotLiveImport *self, const PilotRecord *current,
                                 const PilotRecord *theirs, GError **error);

/**
 * pilot_live_import_miss:
 *
 * A snapshot lacks the record: it goes on being the import's, and waits for what the changes say of it.
 */
gboolean pilot_live_import_miss (PilotDatabase *database, const PilotLiveImport *self, const PilotRecord *current, GError **error);

G_END_DECLS
