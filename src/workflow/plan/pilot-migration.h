/* pilot-migration.h: the migration of a workspace's company: its plan, and what an admin does about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-command.h"
#include "pilot-downtime.h"
#include "pilot-edits.h"
#include "pilot-plan-row.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * PilotMigration:
 *
 * Follows the records of the migration in a workspace's cache, whoever changes them: another page, another admin, the
 * portal. What takes long is read on a worker. Main thread.
 *
 * Signal "changed": the facts were read anew, at least once after it was made; whatever was borrowed before is gone.
 */
#define PILOT_TYPE_MIGRATION (pilot_migration_get_type ())
G_DECLARE_FINAL_TYPE (PilotMigration, pilot_migration, PILOT, MIGRATION, GObject)

/** pilot_migration_new: begins to read at once; to be dropped before the workspace is closed, or at the latest with it. */
PilotMigration *pilot_migration_new (PilotWorkspace *workspace);
PilotWorkspace *pilot_migration_get_workspace (PilotMigration *self);

/** pilot_migration_get_facts: (transfer none) (nullable): valid until the next "changed"; %NULL until the first. */
const PilotPlanFacts *pilot_migration_get_facts (PilotMigration *self);

/** pilot_migration_get_company: (transfer none) (nullable): the company's record. */
PilotRecord *pilot_migration_get_company (PilotMigration *self);

/**
 * pilot_migration_set_environment: @environment: "sandbox" or "production"
 *
 * Where there is no company's record that says it (files); elsewhere nothing happens. Remembered with the cache.
 */
void pilot_migration_set_environment (PilotMigration *self, const char *environment);

/** pilot_migration_get_rows: (transfer none): a live #GListModel of #PilotPlanRow: every step, in the table's order, those that are not here too. */
GListModel *pilot_migration_get_rows (PilotMigration *self);

/** pilot_migration_find_row: (transfer none) (nullable): the step's row; %NULL until the facts are read. */
PilotPlanRow *pilot_migration_find_row (PilotMigration *self, const char *key);

/** pilot_migration_get_next: (transfer none) (nullable): pilot_plan_next(); %NULL: the plan is at its end, or not read yet. */
PilotPlanRow *pilot_migration_get_next (PilotMigration *self);

/** pilot_migration_dup_member_name: (transfer full) (nullable): of a member's id as records have it (nullable); a name that is no id is told as it is. */
char *pilot_migration_dup_member_name (PilotMigration *self, const char *member_id);

/** pilot_migration_get_today: the civil date in the company's zone. */
void pilot_migration_get_today (PilotMigration *self, GDate *today);

/** pilot_migration_get_countdown: counted back from the project's renewal date: see pilot-downtime.h. */
void pilot_migration_get_countdown (PilotMigration *self, PilotCountdown *countdown);

/** pilot_migration_get_begun_unix_usec: when the first step was done; 0: none was. */
gint64 pilot_migration_get_begun_unix_usec (PilotMigration *self);

/* --- edits: kept in the cache and sent later, undone by pilot_edits_apply_async() --- */

/**
 * PilotStepEdit: what an admin says of a step. Fields that are %NULL stay as they are; an empty text clears them.
 * @state: a value of pilot_step_state_choices
 * @due: YYYY-MM-DD
 * @evidence: a file: its name and SHA-256 are kept, the file stays where it is
 */
typedef struct
{
  const char *state;
  const char *note;
  const char *reference;
  const char *due;
  GFile *evidence;
} PilotStepEdit;

/** pilot_migration_may_edit: whether connection and role allow it; @reason (out) (optional) (transfer full): why not, translated. */
gboolean pilot_migration_may_edit (PilotMigration *self, char **reason);

/**
 * pilot_migration_save_step_async:
 * @edit: copied
 *
 * "done" keeps who and when. Errors: PILOT_ERROR_INVALID, for people: the step can't be confirmed or left out now, a note or
 * a ticket's number is missing, the date is none; PILOT_ERROR_FORBIDDEN; the file can't be read.
 */
void pilot_migration_save_step_async (PilotMigration *self, const char *key, const PilotStepEdit *edit, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);

/**
 * pilot_migration_check_project:
 * @changes: of the project or the settings
 * @field: (out) (optional): the first one that fails
 *
 * More than pilot_check_record(): days and numbers within sense, lines of holidays that begin with a date.
 */
gboolean pilot_migration_check_project (const PilotRecord *changes, guint *field, GError **error);

/**
 * pilot_migration_save_project_async:
 * @changes: fields of the project or of the settings; the id need not be set
 *
 * There is one record of each. Without the Portal API it is made when something is saved first.
 */
void pilot_migration_save_project_async (PilotMigration *self, PilotRecord *changes, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);

/** pilot_migration_save_finish: of both; @undo: (out) (optional) (transfer full) (nullable): %NULL: nothing changed. */
gboolean pilot_migration_save_finish (PilotMigration *self, GAsyncResult *result, PilotEdits **undo, GError **error);

/* --- commands: the portal carries them out now, or not at all --- */

/**
 * pilot_migration_may_command: whether connection, role and plan allow it now: "consent-gate", "pass-gate",
 * "activate-portal", "visit-job"; "record-snapshot" is given by pilot-migration-snapshot.h.
 * @reason: (out) (optional) (transfer full): why not, translated; of the gate the first of pilot_plan_judge_gate()
 */
gboolean pilot_migration_may_command (PilotMigration *self, const char *name, char **reason);

/**
 * pilot_migration_check_command:
 *
 * What a person typed, before it is sent: the company's name exactly as it is, a Company ID of its form.
 * @error: PILOT_ERROR_INVALID, for people
 */
gboolean pilot_migration_check_command (PilotMigration *self, const PilotCommand *command, GError **error);

/**
 * pilot_migration_command_async:
 * @command: (transfer full): a command that pilot_migration_may_command() knows. To try again after _OFFLINE or _TIMEOUT, a
 *   new one with the same id: then it is carried out once, whatever became of the first
 *
 * Sends the edits that wait first: the portal judges by what it has. Errors: see pilot_workspace_flush_async() and
 * pilot_workspace_command_async().
 */
void pilot_migration_command_async (PilotMigration *self, PilotCommand *command, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);

/** pilot_migration_command_finish: (transfer full) (nullable) (element-type utf8 utf8): what the portal told, e.g. "hireport_id"; %NULL with @error. */
GHashTable *pilot_migration_command_finish (PilotMigration *self, GAsyncResult *result, GError **error);

G_END_DECLS
