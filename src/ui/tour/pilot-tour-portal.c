/* pilot-tour-portal.c: the tour's hand on the portal, and its second client
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tour-portal.h"

typedef enum {
  JOB_STOP = 1 << 0,
  JOB_START = 1 << 1,
  JOB_CHANGE = 1 << 2,
  JOB_FETCH = 1 << 3,
} JobFlags;

typedef struct
{
  JobFlags flags;
  PilotPortalHost *host;             /* (owned) (nullable) */
  char *demo_dir;                    /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  PilotConnectionProfile *profile;   /* (owned) */
  PilotEntity entity;
  char *id;                          /* (owned) (nullable) */
  guint field;
  char *value;                       /* (owned) (nullable) */
  char *fetched;                     /* (owned) (nullable) */
} Job;

static void
job_free (Job *self)
{
  g_clear_object (&self->host);
  g_clear_object (&self->provider);
  g_clear_pointer (&self->profile, pilot_connection_profile_free);
  g_clear_pointer (&self->demo_dir, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->fetched, g_free);
  g_free (self);
}

static gboolean
run_client (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotConnection) connection = pilot_connection_provider_open (job->provider, job->profile, cancellable, error);
  g_autoptr (PilotOperation) operation = NULL;
  g_auto (PilotPushResult) before = { 0 };
  g_auto (PilotPushResult) after = { 0 };

  if (connection == NULL || !pilot_connection_fetch (connection, job->entity, job->id, &before, cancellable, error))
    return FALSE;
  if (job->flags & JOB_FETCH)
    job->fetched = g_strdup (before.record != NULL ? pilot_record_get_text (before.record, job->field) : NULL);
  if ((job->flags & JOB_CHANGE) == 0)
    return TRUE;
  operation = pilot_operation_new (PILOT_OPERATION_UPDATE, job->entity);
  g_free (operation->id);
  operation->id = g_uuid_string_random ();
  g_free (operation->entity_id);
  operation->entity_id = g_strdup (job->id);
  operation->base_revision = before.record != NULL ? pilot_record_get_integer (before.record, PILOT_FIELD_REVISION) : 0;
  operation->record = pilot_record_new (job->entity);
  pilot_record_set_text (operation->record, PILOT_FIELD_ID, job->id);
  pilot_record_set_text (operation->record, job->field, job->value);
  return pilot_connection_push (connection, operation, &after, cancellable, error);
}

static void
run_job (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  GError *error = NULL;

  if ((job->flags & JOB_STOP) && !pilot_portal_host_stop (job->host, &error))
    g_task_return_error (task, error);
  else if ((job->flags & JOB_START)
           && !pilot_portal_host_start (job->host, job->demo_dir, FALSE, &address, &token, cancellable, &error))
    g_task_return_error (task, error);
  else if ((job->flags & (JOB_CHANGE | JOB_FETCH)) && !run_client (job, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PilotTour *tour = PILOT_TOUR (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    pilot_tour_fail (tour, error->message);
  pilot_tour_set (tour, "fetched", job->fetched);
  pilot_tour_set (tour, "portal-busy", "");
  if (pilot_tour_get_workspace (tour) != NULL && (job->flags & (JOB_STOP | JOB_START)))
    pilot_workspace_sync_now (pilot_tour_get_workspace (tour));
}

static void
start_job (PilotTour *tour, JobFlags flags, PilotEntity entity, const char *id, guint field, const char *value)
{
  PilotContext *context = pilot_tour_get_context (tour);
  PilotPortalHost *host = pilot_context_get_host (context);
  Job *job;
  g_autoptr (GTask) task = NULL;

  if (host == NULL || pilot_tour_get_workspace (tour) == NULL)
    {
      pilot_tour_fail (tour, "there is no portal to work with");
      return;
    }
  job = g_new0 (Job, 1);
  job->flags = flags;
  job->host = g_object_ref (host);
  job->demo_dir = g_build_filename (pilot_context_get_data_dir (context), "demo-company", NULL);
  job->profile = pilot_connection_profile_copy (pilot_workspace_get_profile (pilot_tour_get_workspace (tour)));
  job->provider = g_object_ref (pilot_context_get_provider (context, job->profile->kind));
  job->entity = entity;
  job->id = g_strdup (id);
  job->field = field;
  job->value = g_strdup (value);
  pilot_tour_set (tour, "portal-busy", "yes");
  task = g_task_new (tour, NULL, job_done_cb, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run_job);
}

gboolean
pilot_tour_portal_is_idle (PilotTour *tour)
{
  return *pilot_tour_get (tour, "portal-busy") == '\0';
}

void
pilot_tour_portal_stop (PilotTour *tour)
{
  start_job (tour, JOB_STOP, 0, NULL, 0, NULL);
}

void
pilot_tour_portal_start (PilotTour *tour)
{
  start_job (tour, JOB_START, 0, NULL, 0, NULL);
}

void
pilot_tour_portal_start_with_change (PilotTour *tour, PilotEntity entity, const char *id, guint field, const char *value)
{
  start_job (tour, JOB_START | JOB_CHANGE, entity, id, field, value);
}

void
pilot_tour_portal_fetch (PilotTour *tour, PilotEntity entity, const char *id, guint field)
{
  start_job (tour, JOB_FETCH, entity, id, field, NULL);
}
