/* pilot-file-provider.h: connections to folders of CSV files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection-provider.h"

G_BEGIN_DECLS

#define PILOT_TYPE_FILE_PROVIDER (pilot_file_provider_get_type ())
G_DECLARE_FINAL_TYPE (PilotFileProvider, pilot_file_provider, PILOT, FILE_PROVIDER, GObject)

/** pilot_file_provider_new: (transfer full): of kind "files"; a profile's address is the folder's URI. Nobody signs in. */
PilotConnectionProvider *pilot_file_provider_new (void);

G_END_DECLS
