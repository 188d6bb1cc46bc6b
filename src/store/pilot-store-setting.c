/* pilot-store-setting.c: small things that the cache remembers by name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"
#include "pilot-store-schema.h"

typedef struct
{
  char *key;   /* (owned) */
  char *value; /* (owned) (nullable) */
} SettingJob;

static void
setting_job_free (SettingJob *job)
{
  g_free (job->key);
  g_free (job->value);
  g_free (job);
}

static gboolean
set_setting_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SettingJob *job = user_data;

  return pilot_store_meta_set (database, job->key, job->value, error);
}

char *
pilot_store_get_setting (PilotStore *self, const char *key)
{
  g_autofree char *full_key = g_strconcat ("setting.", key, NULL);
  char *value = NULL;
  PilotDatabase *reader = pilot_store_lock_reader (self, NULL);

  if (reader == NULL)
    return NULL;
  pilot_store_meta_get (reader, full_key, &value, NULL);
  pilot_store_unlock_reader (self);
  return value;
}

void
pilot_store_set_setting (PilotStore *self, const char *key, const char *value)
{
  SettingJob *job = g_new0 (SettingJob, 1);

  job->key = g_strconcat ("setting.", key, NULL);
  job->value = g_strdup (value);
  pilot_store_write_async (self, set_setting_func, job, (GDestroyNotify) setting_job_free, 0, NULL, NULL, NULL);
}
