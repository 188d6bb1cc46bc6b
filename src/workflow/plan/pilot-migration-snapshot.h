/* pilot-migration-snapshot.h: the legacy snapshot that stands before the gate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-legacy-snapshot.h"
#include "pilot-migration.h"

G_BEGIN_DECLS

/**
 * pilot_migration_snapshot_async:
 * @folder: (nullable): in it a folder with all legacy records as files is made: see pilot_legacy_snapshot_make()
 * @func: (nullable): progress; in the main thread
 *
 * Sends and pulls what waits, reads every legacy record of the cache, and has the portal record it: it compares counts and
 * revision with its own. Without the Portal API the step is confirmed with the checksum and the counts. Errors: those of
 * pilot_workspace_flush_async(), pilot_legacy_snapshot_make() and pilot_workspace_command_async(). Files that were written
 * before the portal refused stay where they are.
 */
void pilot_migration_snapshot_async (PilotMigration *self, GFile *folder, PilotLegacyProgressFunc func, gpointer func_data,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** pilot_migration_snapshot_finish: (transfer full) (nullable): what was recorded; %NULL with @error. */
PilotLegacySnapshot *pilot_migration_snapshot_finish (PilotMigration *self, GAsyncResult *result, GError **error);

/** pilot_migration_may_snapshot: whether it can be made now; @reason (out) (optional) (transfer full): why not, translated. */
gboolean pilot_migration_may_snapshot (PilotMigration *self, char **reason);

G_END_DECLS
