/* pilot-store-count.c: how many records match, answered from memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-statement.h"
#include "pilot-store-private.h"

/* A table that had at most so many rows when it was counted last is counted at once: a millisecond or two. */
#define SMALL_ROWS 20000

typedef struct
{
  char *key; /* (owned) */
  PilotEntity entity;
  guint field;
  char *value;      /* (owned) (nullable) */
  guint64 n;        /* as counted last */
  guint generation; /* counts up with each change of the entity */
  guint counted;    /* generation that @n belongs to */
  gboolean known;
  gboolean running;
} Count;

typedef struct
{
  PilotEntity entity;
  guint field;
  char *key;   /* (owned) */
  char *value; /* (owned) (nullable) */
  guint generation;
  guint64 n;
} CountJob;

static void
count_free (Count *count)
{
  g_free (count->key);
  g_free (count->value);
  g_free (count);
}

static void
count_job_free (CountJob *job)
{
  g_free (job->key);
  g_free (job->value);
  g_free (job);
}

static gboolean
count_rows (PilotDatabase *reader, PilotEntity entity, guint field, const char *value, guint64 *n, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autofree char *sql = field == PILOT_FIELD_ID ? g_strdup_printf ("SELECT count(*) FROM \"%s\"", schema->name)
                                                 : g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE \"%s\" IS ?1", schema->name,
                                                                    schema->fields[field].name);
  PilotStatement *statement = pilot_database_get_statement (reader, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (field != PILOT_FIELD_ID)
    {
      PilotFieldType type = schema->fields[field].type;

      if (value != NULL && (type == PILOT_FIELD_INTEGER || type == PILOT_FIELD_BOOLEAN || type == PILOT_FIELD_TIME))
        pilot_statement_bind_int64 (statement, 1, g_ascii_strtoll (value, NULL, 10));
      else
        pilot_statement_bind_text (statement, 1, value);
    }
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  *n = row ? (guint64) pilot_statement_get_int64 (statement, 0) : 0;
  pilot_statement_reset (statement);
  return TRUE;
}

static void
count_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CountJob *job = task_data;
  GError *error = NULL;

  if (pilot_store_count_now (PILOT_STORE (source), job->entity, job->field, job->value, &job->n, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PilotStore *self = PILOT_STORE (source);
  CountJob *job = g_task_get_task_data (G_TASK (result));
  Count *count = self->counts != NULL ? g_hash_table_lookup (self->counts, job->key) : NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  if (count == NULL)
    return;
  count->running = FALSE;
  if (!ok)
    return;
  if (count->n != job->n || !count->known)
    {
      count->n = job->n;
      /* Tells who shows the number; it must not make this very number out of date again. */
      if (!g_atomic_int_get (&self->closing))
        g_signal_emit_by_name (self, "changed", 1u << job->entity);
    }
  count->known = TRUE;
  count->counted = job->generation;
}

static void
start_count (PilotStore *self, Count *count)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, count_cb, NULL);
  CountJob *job = g_new0 (CountJob, 1);

  job->entity = count->entity;
  job->field = count->field;
  job->value = g_strdup (count->value);
  job->key = g_strdup (count->key);
  job->generation = count->generation;
  count->running = TRUE;
  g_task_set_task_data (task, job, (GDestroyNotify) count_job_free);
  g_task_run_in_thread (task, count_thread);
}

static gboolean
is_small (PilotDatabase *reader, PilotEntity entity)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max(row) FROM \"%s\"", pilot_schema_get (entity)->name);
  gint64 last;

  return pilot_database_query_int64 (reader, sql, 0, &last, NULL) && last <= SMALL_ROWS;
}

void
pilot_store_counts_forget (PilotStore *self, guint entity_mask)
{
  GHashTableIter iter;
  Count *count;

  if (self->counts == NULL)
    return;
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &count))
    if ((entity_mask & (1u << count->entity)) != 0)
      count->generation++;
}

gboolean
pilot_store_count_now (PilotStore *self, PilotEntity entity, guint field, const char *value, guint64 *count, GError **error)
{
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (self, error);

  return reader != NULL && count_rows (reader, entity, field, value, count, error);
}

guint64
pilot_store_count (PilotStore *self, PilotEntity entity, guint field, const char *value)
{
  g_autofree char *key = g_strdup_printf ("%d\t%u\t%s%s", entity, field, value != NULL ? "=" : "", value != NULL ? value : "");
  PilotDatabase *reader;
  Count *count;

  if (self->counts == NULL)
    self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) count_free);
  count = g_hash_table_lookup (self->counts, key);
  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->key = g_strdup (key);
      count->entity = entity;
      count->field = field;
      count->value = g_strdup (value);
      count->generation = 1;
      g_hash_table_insert (self->counts, count->key, count);
    }
  if (count->counted == count->generation)
    return count->n;
  reader = pilot_store_lock_reader (self, NULL);
  if (reader == NULL)
    return count->n;
  if (is_small (reader, entity))
    {
      if (count_rows (reader, entity, field, value, &count->n, NULL))
        {
          count->known = TRUE;
          count->counted = count->generation;
        }
    }
  else if (!count->running)
    start_count (self, count);
  pilot_store_unlock_reader (self);
  return count->n;
}
