/* pilot-workspace-command.h: commands to the other side of a workspace
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-command.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * pilot_workspace_check_company:
 * @info: who answers somewhere
 * @other: (out) (optional) (transfer full) (nullable): who it is instead, in a sentence, for who says by himself what to do
 * @error: PILOT_ERROR_FAILED: another company, or another environment of it, than what is kept here belongs to; in words
 *   for people
 *
 * Whether what waits here may go there. Any thread.
 */
gboolean pilot_workspace_check_company (PilotWorkspace *self, const PilotConnectionInfo *info, char **other, GError **error);

/**
 * pilot_workspace_check_kept_company:
 * @profile: a connection that isn't open
 * @data_dir: where caches lie
 *
 * The same for what is kept here of a connection that isn't open. Where nothing is kept, or it can't be read before it is
 * opened, anybody may answer: the sync asks once more before anything goes. Any thread. Blocks as long as the disk.
 */
gboolean pilot_workspace_check_kept_company (const PilotConnectionProfile *profile, const char *data_dir, const PilotConnectionInfo *info,
                                             char **other, GError **error);

/** pilot_workspace_may_command: whether connection and role allow it now; @reason (out) (optional) (transfer full): why not, translated. */
gboolean pilot_workspace_may_command (PilotWorkspace *self, const char *name, char **reason);

/**
 * pilot_workspace_command_async:
 * @command: (transfer full)
 *
 * Has the portal carry it out now, if it is the company's whose data are kept here; nothing is queued. Edits that wait are not waited for: who commands on what he just
 * edited sends the edits first (pilot_workspace_flush_async()). Afterwards the changes are pulled at once.
 */
void pilot_workspace_command_async (PilotWorkspace *self, PilotCommand *command, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);

/** pilot_workspace_command_finish: (transfer full) (nullable) (element-type utf8 utf8): what the portal told; %NULL with @error. */
GHashTable *pilot_workspace_command_finish (PilotWorkspace *self, GAsyncResult *result, GError **error);

/**
 * pilot_workspace_flush_async:
 *
 * Syncs now, and finishes when the outbox is empty, but for what waits until a migration run has ended, and what the portal
 * had at this call was pulled: a round that runs already doesn't count. Fails with PILOT_ERROR_OFFLINE where the portal is
 * not reached, PILOT_ERROR_CONFLICT where a change is blocked or in conflict, PILOT_ERROR_TIMEOUT after 60 s.
 */
void pilot_workspace_flush_async (PilotWorkspace *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_workspace_flush_finish (PilotWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
