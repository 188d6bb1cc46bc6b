/* pilot-migrator.h: brings a database's schema up to date, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"

G_BEGIN_DECLS

/** PilotMigration: one step; step number i (from 1) leads from user_version i - 1 to i. @sql runs first, then @func. */
typedef struct
{
  const char *sql;        /* (nullable): one or several statements */
  PilotDatabaseFunc func; /* (nullable): gets the user_data of pilot_migrator_run() */
} PilotMigration;

/**
 * pilot_migrator_run:
 * @steps: (array length=n_steps)
 * @backup: whether a file that already has a schema is copied to `<path>.backup-v<version>` first
 * @error: PILOT_ERROR; _TOO_NEW where the file is of a newer version than @n_steps: nothing was touched
 *
 * Each step is one transaction together with its user_version. After an error the file stands at the last step that
 * was finished.
 */
gboolean pilot_migrator_run (PilotDatabase *database, const PilotMigration *steps, guint n_steps, gboolean backup,
                             gpointer user_data, GError **error);

G_END_DECLS
