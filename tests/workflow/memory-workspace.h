/* memory-workspace.h: a workspace over a connection in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-fake-connection.h"
#include "pilot-test.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  PilotFakeConnection *connection;   /* (owned): records are put here, read-only fields too */
  PilotConnectionProvider *provider; /* (owned) */
  PilotWorkspace *workspace;         /* (owned) (nullable): once it is open */
} MemoryWorkspace;

/** memory_workspace_set_up: a company without a workspace yet: put the records, then open it. */
void memory_workspace_set_up (MemoryWorkspace *self);

/** memory_workspace_open: opens it and waits until all was pulled. */
void memory_workspace_open (MemoryWorkspace *self);
void memory_workspace_tear_down (MemoryWorkspace *self);

/** memory_workspace_put: somebody else writes: pairs of a field and its text, then -1. */
void memory_workspace_put (MemoryWorkspace *self, PilotEntity entity, const char *id, ...);

/** memory_workspace_pull: waits until what was put is here. */
void memory_workspace_pull (MemoryWorkspace *self, PilotEntity entity, const char *id);

/** memory_workspace_keep_result_cb: @user_data: where the result goes (a GAsyncResult **). */
void memory_workspace_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
