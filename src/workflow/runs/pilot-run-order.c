/* pilot-run-order.c: a run is checked, requested, scheduled, approved or given up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-order.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-downtime.h"
#include "pilot-error.h"
#include "pilot-run-company.h"
#include "pilot-run-manifest.h"
#include "pilot-workspace-command.h"
#include "pilot-workspace-private.h"

typedef struct
{
  char *run_id;   /* (owned) */
  char *command;  /* (owned) */
  char *argument; /* (owned) (nullable) */
  char *seen;     /* (owned) (nullable): of "schedule-run": the date that was chosen when it was ordered, "": none */
} OrderJob;

/* The last of a state is for runs where the one before it doesn't hold: see pilot_run_order_get_next(). */
static const PilotRunNext nexts[] = {
  { PILOT_RUN_DRAFT, "check-run", N_("_Check"), N_("Choose who goes, decide what is open, then have the run checked.") },
  { PILOT_RUN_CHECKED, "request-run", N_("_Request"),
    N_("The run is checked. With the request its scope is settled, and the list of expected records is sent.") },
  { PILOT_RUN_REQUESTED, NULL, NULL, N_("Requested. The vendor gathers the data and accepts the run; you are told here.") },
  { PILOT_RUN_ACCEPTED, "schedule-run", N_("_Schedule"), N_("Accepted. Choose the Friday of the downtime: one working day.") },
  { PILOT_RUN_ACCEPTED, NULL, NULL, N_("Accepted. In the sandbox nothing stands still: the vendor starts it when ready.") },
  { PILOT_RUN_SCHEDULED, NULL, NULL, N_("Scheduled. On that day the vendor executes the run; tell the agencies beforehand.") },
  { PILOT_RUN_RUNNING, "resume-run", N_("_Resume"), N_("Paused. Records that were moved stay where they are.") },
  { PILOT_RUN_RUNNING, NULL, NULL, N_("Running. Records move in batches; nothing is doubled or lost where it is cut.") },
  { PILOT_RUN_COMPLETED, NULL, NULL, N_("Completed. Every record in scope has its result.") },
  { PILOT_RUN_COMPLETED_WITH_SKIPPED, "approve-run", N_("_Approve"),
    N_("Some records stayed behind. Look at the results, then approve them with a reason, or mend them and have the run tried again.") },
  { PILOT_RUN_COMPLETED_WITH_SKIPPED, NULL, NULL, N_("Completed, and what stayed behind is approved.") },
  { PILOT_RUN_FAILED, "request-retry", N_("_Try Again"),
    N_("The run failed. What was moved stays moved. Ask the vendor to try the rest again, or cancel the run.") },
  { PILOT_RUN_FAILED, NULL, NULL, N_("The run failed. What was moved stays moved. The vendor is asked to try the rest again; you are told here.") },
  { PILOT_RUN_CANCELLED, NULL, NULL, N_("Cancelled. What was moved before stays moved, and a later run links it.") },
};

static void
order_job_free (gpointer data)
{
  OrderJob *self = data;

  g_free (self->run_id);
  g_free (self->command);
  g_free (self->argument);
  g_free (self->seen);
  g_free (self);
}

/* A date that would do, to ask whether any does. */
static char *
make_date (const PilotRunCompany *facts)
{
  g_autoptr (GPtrArray) fridays = pilot_downtime_list (&facts->today, NULL, facts->holidays, 1);
  char text[16];

  if (fridays->len == 0)
    return NULL;
  g_date_strftime (text, sizeof text, "%Y-%m-%d", g_ptr_array_index (fridays, 0));
  return g_strdup (text);
}

static gboolean
judge (PilotWorkspace *workspace, const PilotRecord *run, const char *command, const char *date, GError **error)
{
  g_auto (PilotRunCompany) facts = { NULL };
  g_autofree char *some_date = NULL;

  pilot_run_company_load (workspace, &facts);
  if (facts.company == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("The company’s data are not here yet."));
      return FALSE;
    }
  if (date == NULL && strcmp (command, "schedule-run") == 0)
    some_date = make_date (&facts);
  return pilot_run_judge (run, facts.company, command, date != NULL ? date : some_date, facts.holidays, &facts.today, error);
}

gboolean
pilot_run_order_may (PilotWorkspace *workspace, const PilotRecord *run, const char *command, const char *date, char **reason)
{
  g_autoptr (GError) error = NULL;

  if (!pilot_workspace_may_command (workspace, command, reason))
    return FALSE;
  if (judge (workspace, run, command, date, &error))
    return TRUE;
  if (reason != NULL)
    *reason = g_strdup (error->message);
  return FALSE;
}

static gboolean
holds (PilotWorkspace *workspace, const PilotRecord *run, const char *command)
{
  const char *kind = pilot_record_get_text (run, PILOT_RUN_KIND);

  if (strcmp (command, "resume-run") == 0)
    return pilot_record_get_integer (run, PILOT_RUN_PAUSED) != 0;
  if (strcmp (command, "request-retry") == 0)
    return pilot_record_get_text (run, PILOT_RUN_RETRY_ASKED_BY) == NULL;
  if (strcmp (command, "approve-run") == 0)
    return pilot_record_get_text (run, PILOT_RUN_APPROVED_BY) == NULL;
  /* In the sandbox nobody's work stands still. */
  if (strcmp (command, "schedule-run") == 0)
    return g_strcmp0 (kind, "pilot") == 0 || g_strcmp0 (kind, "production") == 0;
  return TRUE;
}

static const PilotRunNext tried_again = {
  PILOT_RUN_COMPLETED_WITH_SKIPPED, "approve-run", N_("_Approve"),
  N_("Some records stayed behind. The vendor is asked to try them again; you are told here. Or approve them as they are, with a reason."),
};

/* A person's reason stands there before the approval's does. */
static gboolean
is_retry_cancelled (const PilotRecord *run)
{
  return pilot_run_get_state (run) == PILOT_RUN_COMPLETED_WITH_SKIPPED && pilot_record_get_text (run, PILOT_RUN_APPROVED_BY) == NULL &&
         pilot_record_get_text (run, PILOT_RUN_REASON) != NULL;
}

static const PilotRunNext retry_cancelled = {
  PILOT_RUN_COMPLETED_WITH_SKIPPED, "approve-run", N_("_Approve"),
  N_("Trying again was cancelled: what was moved stays moved, the rest stayed behind. Approve that with a reason, or have it tried again."),
};

static const PilotRunNext cancelled_early = {
  PILOT_RUN_CANCELLED, NULL, NULL, N_("Cancelled before anything was moved: every record is where it was."),
};

static gboolean
is_nothing_moved (const PilotRecord *run)
{
  return pilot_record_get_integer (run, PILOT_RUN_N_MOVED) + pilot_record_get_integer (run, PILOT_RUN_N_LINKED) == 0;
}

const PilotRunNext *
pilot_run_order_get_next (PilotWorkspace *workspace, const PilotRecord *run)
{
  PilotRunState state = pilot_run_get_state (run);

  if (state == tried_again.state && pilot_record_get_text (run, PILOT_RUN_RETRY_ASKED_BY) != NULL)
    return &tried_again;
  if (is_retry_cancelled (run))
    return &retry_cancelled;
  if (state == cancelled_early.state && is_nothing_moved (run))
    return &cancelled_early;
  for (guint i = 0; i < G_N_ELEMENTS (nexts); i++)
    if (nexts[i].state == state && (nexts[i].command == NULL || holds (workspace, run, nexts[i].command)))
      return &nexts[i];
  g_return_val_if_reached (&nexts[0]);
}

char *
pilot_run_order_dup_where (const PilotRecord *run)
{
  gint64 n_there = pilot_record_get_integer (run, PILOT_RUN_N_MOVED) + pilot_record_get_integer (run, PILOT_RUN_N_LINKED);
  gint64 n_here = MAX (pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED) - n_there, 0);
  g_autofree char *there = NULL;

  if (is_nothing_moved (run))
    return NULL;
  there = g_strdup_printf (ngettext ("%'u record of it is in the Advanced Agency Portal", "%'u records of it are in the Advanced Agency Portal",
                                     (gulong) n_there), (guint) n_there);
  if (n_here == 0)
    /* Translators: %s is e.g. “40 records of it are in the Advanced Agency Portal” */
    return g_strdup_printf (_("%s, none was left where it was."), there);
  /* What an earlier run moved and this one did not come to is in the new portal all the same.
   * Translators: %1$s is e.g. “40 records of it are in the Advanced Agency Portal”, %2$u a number of records */
  return g_strdup_printf (ngettext ("%1$s, %2$'u was left where it was.", "%1$s, %2$'u were left where they were.", (gulong) n_here), there,
                          (guint) n_here);
}

GPtrArray *
pilot_run_order_list_fridays (PilotWorkspace *workspace, guint max)
{
  g_auto (PilotRunCompany) facts = { NULL };

  pilot_run_company_load (workspace, &facts);
  return pilot_downtime_list (&facts.today, NULL, facts.holidays, max);
}

gboolean
pilot_run_order_get_downtime (PilotWorkspace *workspace, const PilotRecord *run, GDate *day, int *days_left)
{
  g_auto (PilotRunCompany) facts = { NULL };

  if (!pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), day))
    return FALSE;
  pilot_run_company_load (workspace, &facts);
  *days_left = g_date_days_between (&facts.today, day);
  return TRUE;
}

static void
commanded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GHashTable) values = pilot_workspace_command_finish (PILOT_WORKSPACE (source), result, &error);

  if (values != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
command (GTask *task, const char *sha256)
{
  PilotWorkspace *workspace = g_task_get_source_object (task);
  const OrderJob *job = g_task_get_task_data (task);
  PilotCommand *order = pilot_command_new (job->command);

  pilot_command_set (order, "run_id", job->run_id);
  pilot_command_set (order, "manifest_sha256", sha256);
  if (job->argument != NULL)
    pilot_command_set (order, strcmp (job->command, "schedule-run") == 0 ? "date" : "reason", job->argument);
  pilot_command_set (order, "scheduled_on", job->seen);
  pilot_workspace_command_async (workspace, order, g_task_get_cancellable (task), commanded_cb, g_object_ref (task));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (PilotRunManifest) manifest = pilot_run_manifest_make_finish (PILOT_WORKSPACE (source), result, &error);

  if (manifest != NULL)
    command (task, manifest->sha256);
  else
    g_task_return_error (task, error);
}

/* (transfer full): the date of the run as it is here. */
static char *
dup_seen (PilotWorkspace *workspace, const char *run_id)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (workspace, PILOT_ENTITY_RUN, run_id);
  const char *date = run != NULL ? pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON) : NULL;

  return g_strdup (date != NULL ? date : "");
}

/* The list of a run is made of what the portal has: what it doesn't have yet would make another. */
static gboolean
check_held (PilotWorkspace *workspace, const char *command, GError **error)
{
  PilotStoreCounts counts = { 0 };

  if ((strcmp (command, "check-run") != 0 && strcmp (command, "request-run") != 0) ||
      !pilot_store_get_counts (pilot_workspace_get_store (workspace), &counts, NULL) || counts.n_held == 0)
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY,
                       _("Changes of the old portal’s records wait until another run has ended. Wait for it, or discard them in Activity."));
  return FALSE;
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotWorkspace *workspace = PILOT_WORKSPACE (source);
  const OrderJob *job = g_task_get_task_data (task);
  g_autoptr (PilotRecord) run = NULL;
  GError *error = NULL;

  if (!pilot_workspace_flush_finish (workspace, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  run = pilot_workspace_get_record (workspace, PILOT_ENTITY_RUN, job->run_id);
  if (run == NULL)
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, "%s", _("This run is not here: it may have been deleted."));
      return;
    }
  /* Somebody else may have changed it meanwhile. */
  if (!check_held (workspace, job->command, &error) ||
      !judge (workspace, run, job->command, strcmp (job->command, "schedule-run") == 0 ? job->argument : NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (strcmp (job->command, "request-run") == 0)
    pilot_run_manifest_make_async (workspace, run, g_task_get_cancellable (task), made_cb, g_object_ref (task));
  else
    command (task, NULL);
}

void
pilot_run_order_async (PilotWorkspace *workspace, const char *run_id, const char *name, const char *argument,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  OrderJob *job = g_new0 (OrderJob, 1);

  job->run_id = g_strdup (run_id);
  job->command = g_strdup (name);
  job->argument = g_strdup (argument);
  /* What the person sees now: what follows pulls what others did. */
  if (strcmp (name, "schedule-run") == 0)
    job->seen = dup_seen (workspace, run_id);
  g_task_set_source_tag (task, pilot_run_order_async);
  g_task_set_task_data (task, job, order_job_free);
  pilot_workspace_flush_async (workspace, cancellable, flushed_cb, task);
}

gboolean
pilot_run_order_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
