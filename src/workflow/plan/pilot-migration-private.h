/* pilot-migration-private.h: what the files of the migration share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-migration-facts.h"
#include "pilot-migration.h"

G_BEGIN_DECLS

/** pilot_migration_has_portal_api: whether the other side carries out commands, even if nobody is signed in there just now. */
gboolean pilot_migration_has_portal_api (PilotWorkspace *workspace);

/** pilot_migration_get_processes: (transfer none) (nullable): ids of the hiring processes that jobs in scope have; not changed any more. */
GHashTable *pilot_migration_get_processes (PilotMigration *self);

/** pilot_migration_dup_actor: (transfer full) (nullable): the member's id; without members a name of at most 36 characters. */
char *pilot_migration_dup_actor (PilotMigration *self);

/** pilot_migration_make_step_changes: (transfer full): what saving @edit changes in the step's record; the evidence is left to the caller. */
PilotRecord *pilot_migration_make_step_changes (PilotMigration *self, const PilotPlanStep *step, const PilotStepEdit *edit);

/** pilot_migration_forward_edits_cb: a GAsyncReadyCallback of pilot_edits_apply_async(); @user_data (transfer full): a GTask that returns the undo. */
void pilot_migration_forward_edits_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
