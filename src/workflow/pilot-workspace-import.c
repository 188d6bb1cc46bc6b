/* pilot-workspace-import.c: imports into a workspace
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-workspace-import.h"

#include "pilot-import-store.h"
#include "pilot-workspace-private.h"

PilotImporter *
pilot_workspace_create_import (PilotWorkspace *self, PilotEntity entity)
{
  g_autoptr (PilotImportTarget) target = pilot_import_store_new (pilot_workspace_get_store (self));
  PilotImporter *import = pilot_importer_new (target, entity);

  g_signal_connect_object (import, "written", G_CALLBACK (pilot_workspace_wake), self, G_CONNECT_SWAPPED);
  return import;
}
