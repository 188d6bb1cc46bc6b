/* pilot-workspace-private.h: what other workflows need of a workspace
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/** pilot_workspace_get_store: (transfer none): its cache; for this library alone, the window never sees it. */
PilotStore *pilot_workspace_get_store (PilotWorkspace *self);

/** pilot_workspace_make_cache_path: (transfer full): the file of a connection's cache in the folder @data_dir. */
char *pilot_workspace_make_cache_path (const PilotConnectionProfile *profile, const char *data_dir);

/** pilot_workspace_get_connection: (transfer none) (nullable): the other side; %NULL while nobody is signed in. */
PilotConnection *pilot_workspace_get_connection (PilotWorkspace *self);

/**
 * pilot_workspace_hold_until:
 * @task: (transfer none): not completed yet
 *
 * What a person saved in several steps, of which the last is a write: closing waits until @task has completed. Main thread.
 */
void pilot_workspace_hold_until (PilotWorkspace *self, GTask *task);

/** pilot_workspace_wake: counts what waits, and tells the sync that there may be something to send. */
void pilot_workspace_wake (PilotWorkspace *self);

G_END_DECLS
