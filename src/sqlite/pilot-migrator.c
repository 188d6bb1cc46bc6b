/* pilot-migrator.c: brings a database's schema up to date, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-migrator.h"

#include <glib/gi18n-lib.h>

static gboolean
run_step (PilotDatabase *database, const PilotMigration *step, guint version, gpointer user_data, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version=%u", version);

  if (!pilot_database_begin (database, error))
    return FALSE;
  if ((step->sql == NULL || pilot_database_exec (database, step->sql, error)) &&
      (step->func == NULL || step->func (database, user_data, NULL, error)) &&
      pilot_database_exec (database, set_version, error) && pilot_database_commit (database, error))
    return TRUE;
  pilot_database_rollback (database);
  return FALSE;
}

gboolean
pilot_migrator_run (PilotDatabase *database, const PilotMigration *steps, guint n_steps, gboolean backup, gpointer user_data,
                    GError **error)
{
  gint64 version;

  if (!pilot_database_query_int64 (database, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (version > n_steps)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_TOO_NEW,
                           _("The file was written by a newer version of Pilotage. Update Pilotage to open it; nothing was changed."));
      return FALSE;
    }
  if (version < 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, _("The file is damaged."));
      return FALSE;
    }
  if (backup && version > 0 && version < n_steps)
    {
      g_autofree char *path =
        g_strdup_printf ("%s.backup-v%" G_GINT64_FORMAT, pilot_database_get_path (database), version);

      if (!pilot_database_backup (database, path, NULL, error))
        return FALSE;
    }
  for (guint i = (guint) version; i < n_steps; i++)
    if (!run_step (database, &steps[i], i + 1, user_data, error))
      return FALSE;
  return TRUE;
}
