/* pilot-migration.c: the migration of a workspace's company: its plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotMigration"

#include "pilot-migration-private.h"

#include <string.h>

#include "pilot-workspace-private.h"

#define ENVIRONMENT_SETTING "environment"

struct _PilotMigration
{
  GObject parent_instance;

  PilotWorkspace *workspace;  /* (owned) */
  PilotMigrationFacts *facts; /* (owned) (nullable) */
  GListStore *rows;           /* (owned): of PilotPlanRow */
  char *environment;          /* (owned) (nullable): chosen where no company's record says it */
  GCancellable *cancellable;  /* (owned): of the reading */
  gboolean reading;
  gboolean read_again;        /* something changed while it was being read */
};

G_DEFINE_FINAL_TYPE (PilotMigration, pilot_migration, G_TYPE_OBJECT)

static guint changed_signal;

typedef struct
{
  PilotStore *store; /* (owned) */
  gboolean has_portal_api;
  char *title;       /* (owned) (nullable): of the company, where no record says it */
  char *environment; /* (owned) (nullable): the same */
} ReadJob;

static void read_facts (PilotMigration *self);

static void
read_job_free (gpointer data)
{
  ReadJob *self = data;

  g_object_unref (self->store);
  g_free (self->title);
  g_free (self->environment);
  g_free (self);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ReadJob *job = task_data;
  GError *error = NULL;
  PilotMigrationFacts *facts = pilot_migration_facts_load (job->store, job->has_portal_api, cancellable, &error);

  if (facts != NULL && facts->company == NULL)
    pilot_migration_facts_set_company (facts, job->title, job->environment);
  if (facts != NULL)
    g_task_return_pointer (task, facts, (GDestroyNotify) pilot_migration_facts_free);
  else
    g_task_return_error (task, error);
}

/* The latest day of the steps that the countdown speaks of; once the Friday is chosen, that is the day. */
static const GDate *
find_due (const PilotCountdown *countdown, const GDate *downtime, const char *key)
{
  if (g_date_valid (downtime) && (strcmp (key, PILOT_PLAN_EXECUTED) == 0 || strcmp (key, PILOT_PLAN_NOTICE) == 0))
    return downtime;
  if (!countdown->known)
    return NULL;
  if (strcmp (key, PILOT_PLAN_MODULE_TICKET) == 0)
    return &countdown->begin_by;
  if (strcmp (key, PILOT_PLAN_MIGRATION_TICKET) == 0)
    return &countdown->ticket_by;
  return strcmp (key, PILOT_PLAN_EXECUTED) == 0 ? &countdown->last_friday : NULL;
}

static void
update_rows (PilotMigration *self)
{
  guint n_steps;
  const PilotPlanStep *steps = pilot_plan_get_steps (&n_steps);
  const PilotRecord *run = pilot_plan_find_run (&self->facts->plan);
  PilotCountdown countdown;
  GDate downtime;

  pilot_migration_get_countdown (self, &countdown);
  g_date_clear (&downtime, 1);
  if (run != NULL)
    pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), &downtime);
  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (PilotPlanRow) row = NULL;
      g_autoptr (PilotPlanRow) before = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      g_autofree char *who = NULL;
      gint64 at_unix_usec;
      const char *by;

      pilot_plan_find_done (&self->facts->plan, &steps[i], &at_unix_usec, &by);
      who = pilot_migration_dup_member_name (self, by);
      row = pilot_plan_row_new (&self->facts->plan, &steps[i], who, find_due (&countdown, &downtime, steps[i].key));
      if (before == NULL)
        g_list_store_append (self->rows, row);
      else if (!pilot_plan_row_equal (before, row))
        g_list_store_splice (self->rows, i, 1, (gpointer *) &row, 1);
    }
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  PilotMigration *self = PILOT_MIGRATION (object);
  g_autoptr (GError) error = NULL;
  PilotMigrationFacts *facts = g_task_propagate_pointer (G_TASK (result), &error);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&facts, pilot_migration_facts_free);
      return;
    }
  if (facts == NULL)
    {
      /* It was closed, or the next change tries again. */
      g_message ("The migration can't be read: %s", error->message);
      return;
    }
  g_clear_pointer (&self->facts, pilot_migration_facts_free);
  self->facts = facts;
  facts->plan.member_id = g_strdup (pilot_workspace_get_member_id (self->workspace));
  update_rows (self);
  g_signal_emit (self, changed_signal, 0);
  if (self->read_again)
    read_facts (self);
}

static void
read_facts (PilotMigration *self)
{
  g_autoptr (GTask) task = NULL;
  ReadJob *job;

  self->read_again = self->reading;
  if (self->reading || !pilot_workspace_is_open (self->workspace))
    return;
  self->reading = TRUE;
  job = g_new0 (ReadJob, 1);
  job->store = g_object_ref (pilot_workspace_get_store (self->workspace));
  job->has_portal_api = pilot_migration_has_portal_api (self->workspace);
  job->title = g_strdup (pilot_workspace_get_profile (self->workspace)->title);
  job->environment = g_strdup (self->environment);
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, read_facts);
  g_task_set_task_data (task, job, read_job_free);
  g_task_run_in_thread (task, read_thread);
}

static void
workspace_changed_cb (PilotMigration *self, guint entity_mask)
{
  if ((entity_mask & pilot_migration_facts_get_mask ()) != 0)
    read_facts (self);
}

static void
pilot_migration_dispose (GObject *object)
{
  PilotMigration *self = PILOT_MIGRATION (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (pilot_migration_parent_class)->dispose (object);
}

static void
pilot_migration_finalize (GObject *object)
{
  PilotMigration *self = PILOT_MIGRATION (object);

  g_clear_pointer (&self->facts, pilot_migration_facts_free);
  g_clear_object (&self->rows);
  g_free (self->environment);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (pilot_migration_parent_class)->finalize (object);
}

static void
pilot_migration_class_init (PilotMigrationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pilot_migration_dispose;
  object_class->finalize = pilot_migration_finalize;
  changed_signal = g_signal_new ("changed", PILOT_TYPE_MIGRATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pilot_migration_init (PilotMigration *self)
{
  self->rows = g_list_store_new (PILOT_TYPE_PLAN_ROW);
  self->cancellable = g_cancellable_new ();
}

gboolean
pilot_migration_has_portal_api (PilotWorkspace *workspace)
{
  if (pilot_workspace_get_connection (workspace) != NULL)
    return (pilot_workspace_get_capabilities (workspace) & PILOT_CAPABILITY_COMMAND) != 0;
  return g_strcmp0 (pilot_workspace_get_profile (workspace)->kind, "files") != 0;
}

char *
pilot_migration_dup_actor (PilotMigration *self)
{
  const char *member_id = pilot_workspace_get_member_id (self->workspace);
  guint max_chars = pilot_schema_get (PILOT_ENTITY_STEP)->fields[PILOT_STEP_DONE_BY].max_chars;
  g_autofree char *name = NULL;

  if (member_id != NULL)
    return g_strdup (member_id);
  name = g_strdup (g_get_real_name ());
  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return NULL;
  return g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), (glong) max_chars));
}

PilotMigration *
pilot_migration_new (PilotWorkspace *workspace)
{
  PilotMigration *self = g_object_new (PILOT_TYPE_MIGRATION, NULL);

  self->workspace = g_object_ref (workspace);
  self->environment = pilot_store_get_setting (pilot_workspace_get_store (workspace), ENVIRONMENT_SETTING);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  /* What may be done is part of what is shown. */
  g_signal_connect_object (workspace, "notify::role", G_CALLBACK (read_facts), self, G_CONNECT_SWAPPED);
  read_facts (self);
  return self;
}

PilotWorkspace *
pilot_migration_get_workspace (PilotMigration *self)
{
  return self->workspace;
}

GHashTable *
pilot_migration_get_processes (PilotMigration *self)
{
  return self->facts != NULL ? self->facts->processes : NULL;
}

const PilotPlanFacts *
pilot_migration_get_facts (PilotMigration *self)
{
  return self->facts != NULL ? &self->facts->plan : NULL;
}

PilotRecord *
pilot_migration_get_company (PilotMigration *self)
{
  return self->facts != NULL ? self->facts->company : NULL;
}

void
pilot_migration_set_environment (PilotMigration *self, const char *environment)
{
  if (self->facts == NULL || self->facts->company != NULL || !pilot_choice_contains (pilot_environment_choices, environment))
    return;
  g_free (self->environment);
  self->environment = g_strdup (environment);
  pilot_store_set_setting (pilot_workspace_get_store (self->workspace), ENVIRONMENT_SETTING, environment);
  read_facts (self);
}

GListModel *
pilot_migration_get_rows (PilotMigration *self)
{
  return G_LIST_MODEL (self->rows);
}

PilotPlanRow *
pilot_migration_find_row (PilotMigration *self, const char *key)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PilotPlanRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (g_strcmp0 (pilot_plan_row_get_step (row)->key, key) == 0)
        return row; /* the list holds it */
    }
  return NULL;
}

PilotPlanRow *
pilot_migration_get_next (PilotMigration *self)
{
  const PilotPlanStep *next = self->facts != NULL ? pilot_plan_next (&self->facts->plan) : NULL;

  return next != NULL ? pilot_migration_find_row (self, next->key) : NULL;
}

char *
pilot_migration_dup_member_name (PilotMigration *self, const char *member_id)
{
  const char *name = self->facts != NULL && member_id != NULL ? g_hash_table_lookup (self->facts->members, member_id) : NULL;

  if (name == NULL && member_id != NULL && !g_uuid_string_is_valid (member_id))
    name = member_id;
  return g_strdup (name);
}

void
pilot_migration_get_today (PilotMigration *self, GDate *today)
{
  PilotRecord *company = pilot_migration_get_company (self);
  const char *zone = company != NULL ? pilot_record_get_text (company, PILOT_COMPANY_TIME_ZONE) : NULL;

  pilot_downtime_today (pilot_clock_get_unix_usec (pilot_store_get_clock (pilot_workspace_get_store (self->workspace))), zone, today);
}

static guint
get_days (const PilotRecord *project, guint field, guint fallback)
{
  return pilot_record_get_value (project, field)->kind == PILOT_VALUE_INTEGER ? (guint) pilot_record_get_integer (project, field) : fallback;
}

void
pilot_migration_get_countdown (PilotMigration *self, PilotCountdown *countdown)
{
  PilotRecord *project = self->facts != NULL ? self->facts->plan.project : NULL;
  GDate today;

  *countdown = (PilotCountdown) { 0 };
  if (project == NULL)
    return;
  pilot_migration_get_today (self, &today);
  pilot_downtime_count_back (pilot_record_get_text (project, PILOT_PROJECT_RENEWAL_DATE),
                             get_days (project, PILOT_PROJECT_PREPARATION_DAYS, PILOT_COUNTDOWN_PREPARATION_DAYS),
                             get_days (project, PILOT_PROJECT_VENDOR_DAYS, PILOT_COUNTDOWN_VENDOR_DAYS),
                             get_days (project, PILOT_PROJECT_RESERVE_DAYS, PILOT_COUNTDOWN_RESERVE_DAYS),
                             pilot_record_get_text (project, PILOT_PROJECT_HOLIDAYS),
                             pilot_migration_get_begun_unix_usec (self) != 0, &today, countdown);
}

gint64
pilot_migration_get_begun_unix_usec (PilotMigration *self)
{
  guint n_steps;
  const PilotPlanStep *steps = pilot_plan_get_steps (&n_steps);
  gint64 first = 0;

  for (guint i = 0; self->facts != NULL && i < n_steps; i++)
    {
      gint64 at_unix_usec;
      const char *by;

      if (pilot_plan_judge (&self->facts->plan, &steps[i], NULL) != PILOT_STEP_DONE)
        continue;
      pilot_plan_find_done (&self->facts->plan, &steps[i], &at_unix_usec, &by);
      if (at_unix_usec != 0 && (first == 0 || at_unix_usec < first))
        first = at_unix_usec;
    }
  return first;
}
