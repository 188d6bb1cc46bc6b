/* pilot-runs.h: migration runs: made, duplicated, deleted; lists of agencies that are saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * pilot_runs_may_create:
 * @kind: a value of pilot_run_kind_choices
 * @reason: (out) (optional) (transfer full): why not, translated: the role, or the kind doesn't fit the environment
 */
gboolean pilot_runs_may_create (PilotWorkspace *workspace, const char *kind, char **reason);

/** pilot_runs_get_warning: (transfer none) (nullable): what the document says of the effort or price of a kind, translated. */
const char *pilot_runs_get_warning (const char *kind);

/** pilot_runs_dup_free_name: (transfer full): @name, or with a number behind it where a run has that name already. Main thread. */
char *pilot_runs_dup_free_name (PilotWorkspace *workspace, const char *name);

/** pilot_runs_make_draft: (transfer full): a new run, to be saved; what the project has decided is taken over. */
PilotRecord *pilot_runs_make_draft (PilotWorkspace *workspace, const char *kind, const char *name);

/**
 * pilot_runs_is_list:
 *
 * A saved list of agencies is kept as a draft that is based on a fixed id: so it is there for the other admins, is synced
 * and undone like all else, and is never ordered. It is no run to anybody else.
 */
gboolean pilot_runs_is_list (const PilotRecord *run);

/**
 * PilotRunsCopy: what is made of another run.
 * @PILOT_RUNS_DUPLICATE: the same again, as a draft
 * @PILOT_RUNS_WIDER: a pilot with the same agencies, for more to be added; what was moved is linked
 * @PILOT_RUNS_REST: a run of all agencies that completes it: “all the rest”; what was moved is linked
 * @PILOT_RUNS_LIST: a saved list of its agencies and users
 */
typedef enum {
  PILOT_RUNS_DUPLICATE,
  PILOT_RUNS_WIDER,
  PILOT_RUNS_REST,
  PILOT_RUNS_LIST,
} PilotRunsCopy;

/** pilot_runs_copy_async: @name: of the copy. The choices are copied in one operation. Errors: as of saving. */
void pilot_runs_copy_async (PilotWorkspace *workspace, const char *run_id, PilotRunsCopy how, const char *name,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** pilot_runs_copy_finish: (transfer full) (nullable): the new run's id. */
char *pilot_runs_copy_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

/**
 * pilot_runs_take_choices_async:
 * @from_id: a saved list or another run
 *
 * The run takes exactly the agencies and users that @from_id takes. Finish with pilot_runs_take_choices_finish(); @undo as
 * in pilot_run_choice_write_finish().
 */
void pilot_runs_take_choices_async (PilotWorkspace *workspace, const char *run_id, const char *from_id, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_runs_take_choices_finish (PilotWorkspace *workspace, GAsyncResult *result, GPtrArray **undo, GError **error);

/** pilot_runs_may_delete: a draft, or a saved list; @reason as above. */
gboolean pilot_runs_may_delete (PilotWorkspace *workspace, const PilotRecord *run, char **reason);

/** pilot_runs_delete_async: with its choices and check results, in one operation. */
void pilot_runs_delete_async (PilotWorkspace *workspace, const char *run_id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/** pilot_runs_delete_finish: @undo: (out) (optional) (transfer full) (element-type PilotRecord): for pilot_runs_restore_async(). */
gboolean pilot_runs_delete_finish (PilotWorkspace *workspace, GAsyncResult *result, GPtrArray **undo, GError **error);

/** pilot_runs_restore_async: saves what pilot_runs_delete_finish() gave; finish with pilot_runs_restore_finish(). */
void pilot_runs_restore_async (PilotWorkspace *workspace, GPtrArray *records, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_runs_restore_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
