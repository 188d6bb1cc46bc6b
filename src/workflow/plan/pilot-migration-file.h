/* pilot-migration-file.h: a plan without a portal is handed on to a colleague
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-migration.h"
#include "pilot-plan-file.h"

G_BEGIN_DECLS

/** pilot_migration_hand_on_async: writes the plan to @file, e.g. "Lumen.pilotage": see pilot_plan_file_write(). */
void pilot_migration_hand_on_async (PilotMigration *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean pilot_migration_hand_on_finish (PilotMigration *self, GAsyncResult *result, GError **error);

/** pilot_migration_look_into_async: what a file would change here; changes nothing: see pilot_plan_file_read(). */
void pilot_migration_look_into_async (PilotMigration *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
PilotPlanFile *pilot_migration_look_into_finish (PilotMigration *self, GAsyncResult *result, GError **error);

/**
 * pilot_migration_take_over_async:
 * @plan: its edits are taken; the environment too, where none is chosen here
 *
 * PILOT_ERROR_FORBIDDEN where a portal keeps the plan. One step to a person.
 */
void pilot_migration_take_over_async (PilotMigration *self, PilotPlanFile *plan, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

/** pilot_migration_take_over_finish: @undo: (out) (optional) (transfer full) (nullable). */
gboolean pilot_migration_take_over_finish (PilotMigration *self, GAsyncResult *result, PilotEdits **undo, GError **error);

G_END_DECLS
