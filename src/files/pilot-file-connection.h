/* pilot-file-connection.h: a folder of CSV files as a connection that only pulls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection.h"

G_BEGIN_DECLS

#define PILOT_TYPE_FILE_CONNECTION (pilot_file_connection_get_type ())
G_DECLARE_FINAL_TYPE (PilotFileConnection, pilot_file_connection, PILOT, FILE_CONNECTION, GObject)

/**
 * pilot_file_connection_new:
 * @folder: holds agencies.csv, recruiters.csv, jobs.csv, candidates.csv, or some of them (see pilot-file-set.h)
 *
 * The epoch is a digest of the files: when they change, everything is read anew. Says by itself when they do.
 */
PilotConnection *pilot_file_connection_new (GFile *folder);

G_END_DECLS
