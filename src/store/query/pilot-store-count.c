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
  char *key;        /* (owned) */
  PilotQuery query; /* only its entity and filters count */
  guint64 n;        /* as counted last */
  guint generation; /* counts up with each change of the entity */
  guint counted;    /* generation that @n belongs to */
  gboolean known;
  gboolean running;
} Count;

typedef struct
{
  PilotQuery query;
  char *key; /* (owned) */
  guint generation;
  guint64 n;
} CountJob;

static void
count_free (Count *count)
{
  g_free (count->key);
  pilot_query_clear (&count->query);
  g_free (count);
}

static void
count_job_free (CountJob *job)
{
  g_free (job->key);
  pilot_query_clear (&job->query);
  g_free (job);
}

static char *
make_key (const PilotQuery *query)
{
  GString *key = g_string_new (NULL);

  g_string_append_printf (key, "%d%s", query->entity, query->once ? "+" : "");
  for (guint i = 0; i < query->n_filters; i++)
    g_string_append_printf (key, "\t%u%s%s", query->filters[i].field, query->filters[i].value != NULL ? "=" : "",
                            query->filters[i].value != NULL ? query->filters[i].value : "");
  return g_string_free (key, FALSE);
}

static gboolean
count_rows (PilotDatabase *reader, const PilotQuery *query, guint64 *n, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (query->entity);
  g_autoptr (GString) sql = g_string_new (NULL);
  PilotStatement *statement;
  gboolean hides_moved;
  gboolean row;

  if (!pilot_store_hides_moved (reader, query, &hides_moved, error))
    return FALSE;
  g_string_append_printf (sql, "SELECT count(*) FROM \"%s\"", schema->name);
  for (guint i = 0; i < query->n_filters; i++)
    g_string_append_printf (sql, "%s\"%s\" IS ?%u", i == 0 ? " WHERE " : " AND ", schema->fields[query->filters[i].field].name, i + 1);
  if (hides_moved)
    g_string_append_printf (sql, "%s" PILOT_STORE_NOT_MOVED, query->n_filters == 0 ? " WHERE " : " AND ");
  statement = pilot_database_get_statement (reader, sql->str, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < query->n_filters; i++)
    {
      const char *value = query->filters[i].value;
      PilotFieldType type = schema->fields[query->filters[i].field].type;

      if (value != NULL && (type == PILOT_FIELD_INTEGER || type == PILOT_FIELD_BOOLEAN || type == PILOT_FIELD_TIME))
        pilot_statement_bind_int64 (statement, (int) i + 1, g_ascii_strtoll (value, NULL, 10));
      else
        pilot_statement_bind_text (statement, (int) i + 1, value);
    }
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  *n = row ? (guint64) pilot_statement_get_int64 (statement, 0) : 0;
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
count_now (PilotStore *self, const PilotQuery *query, guint64 *n, GError **error)
{
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (self, error);

  return reader != NULL && count_rows (reader, query, n, error);
}

static void
count_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CountJob *job = task_data;
  GError *error = NULL;

  if (count_now (PILOT_STORE (source), &job->query, &job->n, &error))
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
        g_signal_emit_by_name (self, "changed", 1u << job->query.entity);
    }
  count->known = TRUE;
  count->counted = job->generation;
}

static void
start_count (PilotStore *self, Count *count)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, count_cb, NULL);
  CountJob *job = g_new0 (CountJob, 1);

  pilot_query_copy (&count->query, &job->query);
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
    if ((entity_mask & (1u << count->query.entity)) != 0)
      count->generation++;
}

gboolean
pilot_store_count_now (PilotStore *self, PilotEntity entity, guint field, const char *value, guint64 *count, GError **error)
{
  PilotQuery query = { .entity = entity, .n_filters = field == PILOT_FIELD_ID ? 0 : 1, .filters = { { field, (char *) value } } };

  return count_now (self, &query, count, error);
}

guint64
pilot_store_count (PilotStore *self, PilotEntity entity, guint field, const char *value)
{
  PilotQuery query = { .entity = entity, .n_filters = field == PILOT_FIELD_ID ? 0 : 1, .filters = { { field, (char *) value } } };

  return pilot_store_count_query (self, &query);
}

guint64
pilot_store_count_query (PilotStore *self, const PilotQuery *query)
{
  g_autofree char *key = make_key (query);
  PilotDatabase *reader;
  Count *count;

  if (self->counts == NULL)
    self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) count_free);
  count = g_hash_table_lookup (self->counts, key);
  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->key = g_strdup (key);
      pilot_query_copy (query, &count->query);
      count->generation = 1;
      g_hash_table_insert (self->counts, count->key, count);
    }
  if (count->counted == count->generation)
    return count->n;
  reader = pilot_store_lock_reader (self, NULL);
  if (reader == NULL)
    return count->n;
  if (is_small (reader, query->entity))
    {
      if (count_rows (reader, query, &count->n, NULL))
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
