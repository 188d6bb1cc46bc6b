/* pilot-workspace-import.h: imports into a workspace
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * pilot_workspace_create_import:
 * @entity: agencies, recruiters, jobs or candidates (see pilot_importer_can_import())
 *
 * An import into the workspace's cache; what it writes is sent as one operation. It must be done with before the
 * workspace is closed. Whether the person may import says pilot_workspace_may() with %PILOT_ACTION_IMPORT. Main thread.
 *
 * Returns: (transfer full)
 */
PilotImporter *pilot_workspace_create_import (PilotWorkspace *self, PilotEntity entity);

G_END_DECLS
