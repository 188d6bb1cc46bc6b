/* pilot-portal-db.h: one thread's connection to the portal's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"
#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotPortalDb: one connection to the portal's database, used by one thread at a time. One writing connection migrates
 * when it is opened; reading ones are opened after it.
 */
typedef struct _PilotPortalDb PilotPortalDb;

typedef enum {
  PILOT_PORTAL_DB_WRITE,
  PILOT_PORTAL_DB_READ,
} PilotPortalDbMode;

/**
 * pilot_portal_db_open:
 * @data_dir: folder of the portal's data; made (0700) by the writing connection
 * @error: PILOT_ERROR: _TOO_NEW, _CORRUPT, _BUSY (another portal process has it), _NO_SPACE, _FAILED
 */
PilotPortalDb *pilot_portal_db_open (const char *data_dir, PilotPortalDbMode mode, GError **error);

/** pilot_portal_db_free: closes it; the writing one leaves the write-ahead log checkpointed. */
void pilot_portal_db_free (PilotPortalDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotPortalDb, pilot_portal_db_free)

/** pilot_portal_db_get_database: (transfer none): for tables that aren't entities (accounts). */
PilotDatabase *pilot_portal_db_get_database (PilotPortalDb *self);

/** pilot_portal_db_get_epoch: (transfer none): the epoch, a UUID, as long as this data has not been replaced by a backup. */
const char *pilot_portal_db_get_epoch (PilotPortalDb *self);

/** pilot_portal_db_get_revision: the newest revision. */
gint64 pilot_portal_db_get_revision (PilotPortalDb *self);

/** pilot_portal_db_checkpoint: moves the write-ahead log into the file. */
gboolean pilot_portal_db_checkpoint (PilotPortalDb *self, GError **error);

/** pilot_portal_db_backup: a consistent copy of the data while it is in use, to @file (0600; it must not exist). */
gboolean pilot_portal_db_backup (PilotPortalDb *self, const char *file, GError **error);

G_END_DECLS
