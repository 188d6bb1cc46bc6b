/* pilot-import-store.h: imports into a workspace's cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-target.h"
#include "pilot-store.h"

G_BEGIN_DECLS

#define PILOT_TYPE_IMPORT_STORE (pilot_import_store_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportStore, pilot_import_store, PILOT, IMPORT_STORE, GObject)

/** pilot_import_store_new: (transfer full): a target over @store: the rows and one row of the outbox in one transaction. */
PilotImportTarget *pilot_import_store_new (PilotStore *store);

G_END_DECLS
