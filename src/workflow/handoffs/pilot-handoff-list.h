/* pilot-handoff-list.h: the list of a run's expected records, as a file of a hand-off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/** pilot_handoff_list_belongs: whether a hand-off of @kind about a run may carry its list. */
gboolean pilot_handoff_list_belongs (const char *kind);

/** The users that a request for groups names. */
#define PILOT_HANDOFF_USERS_FILE "agency-users.csv"

/** pilot_handoff_list_is_attached: whether the list of its run is among its files. */
gboolean pilot_handoff_list_is_attached (const PilotHandoff *handoff);

/** pilot_handoff_list_names_people: whether one of its files is a list of people, as that of its run is: it goes encrypted. */
gboolean pilot_handoff_list_names_people (const PilotHandoff *handoff);

/**
 * pilot_handoff_list_make:
 *
 * The list as the run's page saves it. Where the run was requested it is the list that was agreed, by its checksum.
 * Blocks; for a worker.
 * Returns: (transfer full) (nullable): PILOT_ERROR_CONFLICT: the records are others by now; _INVALID: it is too large
 *   for an attachment; both for people
 */
PilotHandoffFile *pilot_handoff_list_make (PilotWorkspace *workspace, const PilotRecord *run, GCancellable *cancellable, GError **error);

/** pilot_handoff_list_make_async: the same on a worker, of the run @run_id; PILOT_ERROR_NOT_FOUND where it is gone. */
void pilot_handoff_list_make_async (PilotWorkspace *workspace, const char *run_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
PilotHandoffFile *pilot_handoff_list_make_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
