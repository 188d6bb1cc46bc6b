/* pilot-run-choice.h: one agency, or one of its users, that a run takes or leaves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotRunChoice: what is to be written, or was there before. */
typedef struct
{
  char *agency_id;    /* (owned) */
  char *recruiter_id; /* (owned) (nullable): NULL: the agency as a whole */
  gboolean included;
} PilotRunChoice;

/** pilot_run_choice_new: (transfer full): copies the ids; @recruiter_id: (nullable). */
PilotRunChoice *pilot_run_choice_new (const char *agency_id, const char *recruiter_id, gboolean included);
void pilot_run_choice_free (PilotRunChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRunChoice, pilot_run_choice_free)

/** pilot_run_choice_may_write: whether what @run takes can be changed; @reason: (out) (optional) (transfer full): why not, translated. */
gboolean pilot_run_choice_may_write (PilotWorkspace *workspace, const PilotRecord *run, char **reason);

/**
 * pilot_run_choice_write_async:
 * @choices: (element-type PilotRunChoice) (transfer none): copied
 * @source_name: (nullable): what the person knows it by, e.g. a file's name
 *
 * Writes them into the cache and the outbox; several are one operation and one row of the outbox, thousands too. The
 * record of a choice has an id made from run, agency and user, so that two admins who choose the same meet in it.
 * Errors: PILOT_ERROR_FORBIDDEN: the role, or the run is ordered already; otherwise as pilot_workspace_save_async().
 */
void pilot_run_choice_write_async (PilotWorkspace *workspace, const char *run_id, GPtrArray *choices, const char *source_name,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** pilot_run_choice_write_finish: @undo: (out) (optional) (transfer full) (element-type PilotRunChoice): what to write to take it back. */
gboolean pilot_run_choice_write_finish (PilotWorkspace *workspace, GAsyncResult *result, GPtrArray **undo, GError **error);

G_END_DECLS
