/* pilot-preflight-scan.c: the pre-flight rules over a cache, read in one go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-name-uuid.h"
#include "pilot-scope-walk.h"

#define ROWS_A_STEP 4096
#define REVISION_BIT (G_GUINT64_CONSTANT (1) << PILOT_FIELD_REVISION)
#define KIND(entity) (1u << (entity))

/* The order in which the rules and the scope want their rows. No rule looks at assignments. */
static const PilotEntity kinds[] = {
  PILOT_ENTITY_SCOPE_CHOICE, PILOT_ENTITY_STAGE, PILOT_ENTITY_MAPPING,   PILOT_ENTITY_AGENCY,
  PILOT_ENTITY_RECRUITER,    PILOT_ENTITY_JOB,   PILOT_ENTITY_CANDIDATE, PILOT_ENTITY_ASSIGNMENT,
};

/* What says which records are in the run is read for each. */
#define SCOPE_KINDS \
  (KIND (PILOT_ENTITY_SCOPE_CHOICE) | KIND (PILOT_ENTITY_STAGE) | KIND (PILOT_ENTITY_MAPPING) | KIND (PILOT_ENTITY_AGENCY) | \
   KIND (PILOT_ENTITY_RECRUITER) | KIND (PILOT_ENTITY_JOB))

typedef struct
{
  PilotPreflightScan *scan;
  PilotScopeWalk *walk; /* (owned) (nullable): of a run */
  PilotEntity entity;
  guint64 n_expected;
  PilotPreflightProgressFunc progress; /* (nullable) */
  gpointer user_data;
} Reading;

static gboolean
keep_record_cb (const PilotValue *values, gpointer user_data)
{
  PilotRecord *record = user_data;

  for (guint i = 0; i < pilot_record_get_schema (record)->n_fields; i++)
    pilot_record_set_value (record, i, &values[i]);
  return FALSE;
}

/* @record: (out) (transfer full) (nullable): %NULL: there is none. */
static gboolean
read_record (PilotDatabase *reader, PilotEntity entity, const char *id, PilotRecord **record, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotRecord) found = pilot_record_new (entity);
  g_autofree char *where = NULL;

  *record = NULL;
  if (!g_uuid_string_is_valid (id))
    return TRUE;
  where = g_strdup_printf ("\"id\"='%s'", id);
  if (!pilot_store_walk (reader, entity, G_MAXUINT64, where, NULL, keep_record_cb, found, cancellable, error))
    return FALSE;
  if (pilot_record_get_id (found) != NULL)
    *record = g_steal_pointer (&found);
  return TRUE;
}

/* Which rows of a kind count: the plus keeps SQLite from looking each of a million rows up over an index. */
static char *
make_where (PilotEntity entity, const char *run_id)
{
  if (pilot_schema_find_field (pilot_schema_get (entity), "dataset") >= 0)
    return g_strdup ("+dataset='legacy'");
  return entity == PILOT_ENTITY_SCOPE_CHOICE ? g_strdup_printf ("run_id='%s'", run_id) : NULL;
}

static gboolean
read_row_cb (const PilotValue *values, gpointer user_data)
{
  Reading *self = user_data;
  PilotPreflightScan *scan = self->scan;
  PilotScopeFinding finding;

  scan->newest[self->entity] = MAX (scan->newest[self->entity], values[PILOT_FIELD_REVISION].integer);
  scan->n_rows++;
  if (self->progress != NULL && scan->n_rows % ROWS_A_STEP == 0)
    self->progress (MIN (1.0, scan->n_rows / (double) MAX (1, self->n_expected)), self->user_data);
  if (self->walk == NULL)
    {
      pilot_preflight_add (scan->preflight, self->entity, values);
      return TRUE;
    }
  pilot_scope_walk_add (self->walk, self->entity, values, &finding);
  pilot_preflight_add_judged (scan->preflight, self->entity, values, finding.verdict);
  return TRUE;
}

static gboolean
count_rows (PilotDatabase *reader, guint needed, guint64 *n_rows, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", pilot_schema_get (kinds[i])->name);
      gint64 n = 0;

      if ((needed & KIND (kinds[i])) != 0 && !pilot_database_query_int64 (reader, sql, 0, &n, error))
        return FALSE;
      *n_rows += n;
    }
  return TRUE;
}

/* What was deleted, and what waits to be sent, has no row that tells. */
static gboolean
read_traces (PilotDatabase *reader, PilotPreflightScan *scan, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *name = pilot_schema_get (kinds[i])->name;
      g_autofree char *deleted_sql = g_strdup_printf ("SELECT max(revision) FROM tombstone WHERE entity='%s'", name);
      g_autofree char *waiting_sql = g_strdup_printf ("SELECT max(created_unix_usec) FROM outbox WHERE entity='%s'", name);
      gint64 deleted = 0;

      scan->live[kinds[i]] = scan->newest[kinds[i]];
      if (!pilot_database_query_int64 (reader, deleted_sql, 0, &deleted, error) ||
          !pilot_database_query_int64 (reader, waiting_sql, 0, &scan->waiting[kinds[i]], error))
        return FALSE;
      scan->newest[kinds[i]] = MAX (scan->newest[kinds[i]], deleted);
    }
  return TRUE;
}

static gboolean
read_newest (PilotDatabase *reader, PilotPreflightScan *scan, const char *run_id, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *where = make_where (kinds[i], run_id);
      g_autofree char *sql = NULL;

      if (kinds[i] == PILOT_ENTITY_SCOPE_CHOICE && run_id == NULL)
        continue;
      sql = g_strdup_printf ("SELECT max(revision) FROM \"%s\"%s%s", pilot_schema_get (kinds[i])->name, where != NULL ? " WHERE " : "",
                             where != NULL ? where : "");
      if (!pilot_database_query_int64 (reader, sql, 0, &scan->newest[kinds[i]], error))
        return FALSE;
    }
  return TRUE;
}

static guint
find_needed (const char *const *rules, gboolean run)
{
  guint n_rules;
  const PilotPreflightRule *table = pilot_preflight_get_rules (&n_rules);
  guint needed = 0;

  for (guint i = 0; i < n_rules; i++)
    if (rules == NULL || g_strv_contains (rules, table[i].key))
      needed |= pilot_preflight_get_kinds (table[i].key);
  return run ? needed | SCOPE_KINDS : needed & ~KIND (PILOT_ENTITY_SCOPE_CHOICE);
}

static gboolean
read_rows (PilotDatabase *reader, Reading *reading, guint needed, const char *run_id, GCancellable *cancellable, GError **error)
{
  if (!count_rows (reader, needed, &reading->n_expected, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *where = make_where (kinds[i], run_id);
      guint64 fields = REVISION_BIT | pilot_preflight_get_fields (kinds[i]);

      if ((needed & KIND (kinds[i])) == 0)
        continue;
      if (reading->walk != NULL)
        fields |= pilot_scope_walk_get_fields (kinds[i]);
      reading->entity = kinds[i];
      if (!pilot_store_walk (reader, kinds[i], fields, where, NULL, read_row_cb, reading, cancellable, error))
        return FALSE;
    }
  pilot_preflight_finish (reading->scan->preflight);
  return TRUE;
}

static const char *
get_choice (const PilotRecord *record, guint field)
{
  const char *value = record != NULL ? pilot_record_get_text (record, field) : NULL;

  return value != NULL ? value : "undecided";
}

static gboolean
read_plan (PilotDatabase *reader, PilotPreflightScan *scan, const char *run_id, PilotScopeOptions *options, GCancellable *cancellable,
           GError **error)
{
  g_autofree char *project_id = pilot_project_make_id ();
  const PilotRecord *decides;

  if (!read_record (reader, PILOT_ENTITY_PROJECT, project_id, &scan->project, cancellable, error))
    return FALSE;
  if (run_id != NULL && !read_record (reader, PILOT_ENTITY_RUN, run_id, &scan->run, cancellable, error))
    return FALSE;
  if (run_id != NULL && scan->run == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("There is no such run. It may have been deleted."));
      return FALSE;
    }
  decides = scan->run != NULL ? scan->run : scan->project;
  if (decides != NULL)
    pilot_scope_options_from_record (options, decides);
  if (scan->project != NULL)
    scan->newest[PILOT_ENTITY_PROJECT] = pilot_record_get_integer (scan->project, PILOT_FIELD_REVISION);
  scan->decisions = g_strdup_printf ("history=%s on_hold=%s transferred=%s", options->history != NULL ? options->history : "undecided",
                                     options->on_hold != NULL ? options->on_hold : "undecided",
                                     options->transferred != NULL ? options->transferred : "undecided");
  if (scan->run != NULL)
    {
      g_autofree char *decisions = g_steal_pointer (&scan->decisions);

      scan->decisions = g_strdup_printf ("%s choice=%s", decisions, get_choice (scan->run, PILOT_RUN_CHOICE));
    }
  return TRUE;
}

static gboolean
scan_database (PilotDatabase *reader, PilotPreflightScan *scan, const char *run_id, const char *const *rules, guint limit, gboolean rows,
               Reading *reading, GCancellable *cancellable, GError **error)
{
  PilotScopeOptions options = { NULL };
  gboolean read;

  if (!read_plan (reader, scan, run_id, &options, cancellable, error))
    return FALSE;
  scan->preflight = pilot_preflight_new (&options, rules);
  pilot_preflight_set_limit (scan->preflight, limit);
  pilot_preflight_set_project (scan->preflight, scan->project);
  if (scan->run != NULL)
    reading->walk = pilot_scope_walk_new (scan->run);
  read = rows ? read_rows (reader, reading, find_needed (rules, run_id != NULL), run_id, cancellable, error)
              : read_newest (reader, scan, run_id, error);
  g_clear_pointer (&reading->walk, pilot_scope_walk_free);
  if (!rows)
    pilot_preflight_finish (scan->preflight);
  return read && read_traces (reader, scan, error);
}

/* Files have no revisions: what they hold says so itself. */
#define NO_REVISIONS 1

static void
note_epoch (PilotPreflightScan *scan, const PilotPull *pull)
{
  g_autofree char *decisions = NULL;

  if (pull->revision > NO_REVISIONS || pull->epoch == NULL)
    return;
  decisions = g_steal_pointer (&scan->decisions);
  scan->decisions = g_strdup_printf ("%s data=%s", decisions, pull->epoch);
}

static PilotPreflightScan *
scan_store (PilotStore *store, const char *run_id, const char *const *rules, guint limit, gboolean rows,
            PilotPreflightProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotPreflightScan) scan = g_new0 (PilotPreflightScan, 1);
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, error);
  Reading reading = { .scan = scan, .progress = progress, .user_data = user_data };
  g_auto (PilotPull) pull = { 0 };
  gboolean done;

  /* Before the rows are read: what comes meanwhile makes the result older than it is, never newer. */
  if (reader == NULL || !pilot_change_sink_load_pull (PILOT_CHANGE_SINK (store), &pull, error) || !pilot_database_begin (reader, error))
    return NULL;
  pilot_database_set_cancellable (reader, cancellable);
  done = scan_database (reader, scan, run_id, rules, limit, rows, &reading, cancellable, error);
  pilot_database_rollback (reader);
  if (done)
    note_epoch (scan, &pull);
  return done ? g_steal_pointer (&scan) : NULL;
}

void
pilot_preflight_scan_free (PilotPreflightScan *self)
{
  g_clear_pointer (&self->preflight, pilot_preflight_free);
  g_clear_pointer (&self->project, pilot_record_unref);
  g_clear_pointer (&self->run, pilot_record_unref);
  g_free (self->decisions);
  g_free (self);
}

PilotPreflightScan *
pilot_preflight_scan_run (PilotStore *store, const char *run_id, const char *const *rules, guint limit,
                          PilotPreflightProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return scan_store (store, run_id, rules, limit, TRUE, progress, user_data, cancellable, error);
}

PilotPreflightScan *
pilot_preflight_scan_peek (PilotStore *store, const char *run_id, GCancellable *cancellable, GError **error)
{
  return scan_store (store, run_id, NULL, 0, FALSE, NULL, NULL, cancellable, error);
}

static gint64
find_max (const gint64 *numbers, const char *rule, gboolean run)
{
  guint looked_at = pilot_preflight_get_kinds (rule);
  gint64 max = 0;

  if (run && looked_at != KIND (PILOT_ENTITY_PROJECT))
    looked_at |= SCOPE_KINDS & ~(KIND (PILOT_ENTITY_STAGE) | KIND (PILOT_ENTITY_MAPPING));
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    if ((looked_at & KIND (i)) != 0)
      max = MAX (max, numbers[i]);
  return max;
}

gboolean
pilot_preflight_scan_is_stale (const PilotPreflightScan *self, const char *rule, const PilotPreflightResult *result)
{
  if (result->outcome >= PILOT_PREFLIGHT_OFF)
    return FALSE;
  /* Commands change the project all the time; what these rules find in it is known at once. */
  if (pilot_preflight_get_kinds (rule) == KIND (PILOT_ENTITY_PROJECT))
    return pilot_preflight_get_n_found (self->preflight, rule) != result->n_found;
  if (pilot_preflight_scan_get_revision (self, rule) > result->data_revision ||
      pilot_preflight_scan_get_waiting (self, rule) > result->checked_unix_usec)
    return TRUE;
  return g_strcmp0 (self->decisions, result->decisions) != 0;
}

gint64
pilot_preflight_scan_get_revision (const PilotPreflightScan *self, const char *rule)
{
  return find_max (self->newest, rule, self->run != NULL);
}

gint64
pilot_preflight_scan_get_waiting (const PilotPreflightScan *self, const char *rule)
{
  return find_max (self->waiting, rule, self->run != NULL);
}
