/* workspace-fixture.h: a workspace over the other side in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-fake-connection.h"
#include "pilot-test.h"
#include "pilot-workspace.h"

/**
 * WorkspaceFixture: set @connection's records and capabilities before workspace_fixture_open(); a second workspace on another
 * cache is another admin.
 */
typedef struct
{
  PilotFakeConnection *connection; /* (owned) */
  PilotConnectionProfile *profile; /* (owned) */
  char *dir;                       /* (owned) */
  PilotWorkspace *workspace;       /* (owned) (nullable) */
} WorkspaceFixture;

void workspace_fixture_init (WorkspaceFixture *self, const char *kind);

/** workspace_fixture_open: opens it, and waits until it is in step. */
void workspace_fixture_open (WorkspaceFixture *self);
void workspace_fixture_close (WorkspaceFixture *self);
void workspace_fixture_clear (WorkspaceFixture *self);

/** workspace_fixture_keep_cb: a GAsyncReadyCallback; @user_data: GAsyncResult **. */
void workspace_fixture_keep_cb (GObject *source, GAsyncResult *result, gpointer user_data);
