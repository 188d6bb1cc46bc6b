/* pilot-query-list-order.c: which rows a query shows, in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-order.h"

#include "pilot-collation.h"
#include "pilot-query-list-sort.h"
#include "pilot-search.h"
#include "pilot-sort-index.h"
#include "pilot-statement.h"

#include <string.h>

/*
 * What matches (filters, search) is first collected as one bit for each row, from indexes alone where there are any.
 * Then the index of the sort column is walked in order and gives the rows whose bit is set: 60 ms for a million rows,
 * whatever the filter. Where few rows match, walking would pass over too many for the first rows to come soon: those
 * are sorted in memory instead, and so is a column without an index.
 */

#define FEW_ROWS 3000
#define CANCEL_INTERVAL 4096

typedef struct
{
  guint8 *bits; /* (owned) (nullable) */
  gint64 n_bits;
  guint64 n_set;
} RowSet;

typedef struct
{
  PilotDatabase *db;
  const PilotQuery *query;
  const PilotSchema *schema;
  const PilotField *sort_field;
  gboolean by_title; /* the sort field refers to another record */
  GCancellable *cancellable; /* (nullable) */
  gint64 max_row;
  RowSet wanted;  /* without bits: all */
  RowSet written; /* rows given so far; kept only where some may be left over */
  PilotRowOrder *order;
  gsize capacity;
  guint n_first;
  PilotRowOrderFirstFunc first_func;
  gpointer first_data;
} Run;

typedef void (*RunRowFunc) (Run *run, PilotStatement *statement, gpointer user_data);

static void
row_set_init (RowSet *self, gint64 max_row)
{
  self->n_bits = max_row + 1;
  self->n_set = 0;
  self->bits = g_malloc0 (self->n_bits / 8 + 1);
}

static void
row_set_clear (RowSet *self)
{
  g_clear_pointer (&self->bits, g_free);
}

static gboolean
row_set_contains (const RowSet *self, gint64 row)
{
  return row >= 0 && row < self->n_bits && (self->bits[row / 8] & (1 << (row % 8))) != 0;
}

static void
row_set_add (RowSet *self, gint64 row)
{
  if (row < 0 || row >= self->n_bits || row_set_contains (self, row))
    return;
  self->bits[row / 8] |= 1 << (row % 8);
  self->n_set++;
}

static void
run_clear (Run *run)
{
  row_set_clear (&run->wanted);
  row_set_clear (&run->written);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
run_reserve (Run *run, gsize n_rows)
{
  if (run->capacity >= n_rows)
    return;
  run->capacity = MAX (n_rows, run->capacity * 2);
  run->order->rows = g_renew (guint32, run->order->rows, run->capacity);
}

static void
run_write (Run *run, gint64 row)
{
  if (run->wanted.bits != NULL && !row_set_contains (&run->wanted, row))
    return;
  if (run->written.bits != NULL)
    row_set_add (&run->written, row);
  if (run->order->length == run->capacity)
    run_reserve (run, MAX (1024, run->capacity + 1));
  run->order->rows[run->order->length++] = (guint32) row;
  if (run->order->length == run->n_first && run->first_func != NULL)
    run->first_func (run->order->rows, run->order->length, run->first_data);
}

static void
write_row (Run *run, PilotStatement *statement, gpointer user_data)
{
  run_write (run, pilot_statement_get_int64 (statement, 0));
}

static void
write_left_over_row (Run *run, PilotStatement *statement, gpointer user_data)
{
  gint64 row = pilot_statement_get_int64 (statement, 0);

  if (!row_set_contains (&run->written, row))
    run_write (run, row);
}

static gboolean
run_step_through (Run *run, PilotStatement *statement, RunRowFunc func, gpointer user_data, GError **error)
{
  gboolean row;

  for (guint n_steps = 1; pilot_statement_step (statement, &row, error); n_steps++)
    {
      if (!row)
        return TRUE;
      func (run, statement, user_data);
      if (n_steps % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (run->cancellable, error))
        {
          pilot_statement_reset (statement);
          return FALSE;
        }
    }
  return FALSE;
}

/* Runs @sql, with @value bound to its first parameter where it has one. */
static gboolean
run_select (Run *run, const char *sql, const char *value, RunRowFunc func, gpointer user_data, GError **error)
{
  g_autoptr (PilotStatement) statement = pilot_statement_new (run->db, sql, error);

  if (statement == NULL)
    return FALSE;
  if (value != NULL)
    pilot_statement_bind_static (statement, 1, value, -1);
  return run_step_through (run, statement, func, user_data, error);
}

static void
add_to_set (Run *run, PilotStatement *statement, gpointer user_data)
{
  row_set_add (user_data, pilot_statement_get_int64 (statement, 0));
}

/* What is in @user_data and in run->wanted too. */
static void
add_common (Run *run, PilotStatement *statement, gpointer user_data)
{
  gint64 row = pilot_statement_get_int64 (statement, 0);

  if (row_set_contains (&run->wanted, row))
    row_set_add (user_data, row);
}

static gboolean
field_is_number (const PilotField *field)
{
  return field->type == PILOT_FIELD_INTEGER || field->type == PILOT_FIELD_BOOLEAN || field->type == PILOT_FIELD_TIME;
}

static gboolean
collect_filtered (Run *run, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (PilotStatement) statement = NULL;

  g_string_printf (sql, "SELECT rowid FROM \"%s\" WHERE 1", run->schema->name);
  for (guint i = 0; i < run->query->n_filters; i++)
    {
      guint field = run->query->filters[i].field;

      if (field == PILOT_FIELD_ID)
        g_string_append_printf (sql, " AND \"id\" IN (SELECT value FROM json_each('[\"'||replace(?%u,',','\",\"')||'\"]'))", i + 1);
      else
        g_string_append_printf (sql, " AND \"%s\" IS ?%u", run->schema->fields[field].name, i + 1);
    }
  statement = pilot_statement_new (run->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < run->query->n_filters; i++)
    {
      const PilotFilter *filter = &run->query->filters[i];

      if (filter->value != NULL && field_is_number (&run->schema->fields[filter->field]))
        pilot_statement_bind_int64 (statement, i + 1, g_ascii_strtoll (filter->value, NULL, 10));
      else
        pilot_statement_bind_text (statement, i + 1, filter->value);
    }
  row_set_init (&run->wanted, run->max_row);
  return run_step_through (run, statement, add_to_set, &run->wanted, error);
}

static gboolean
collect_found (Run *run, const char *match, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH ?1", run->schema->name,
                                          run->schema->name);
  RowSet found;
  gboolean narrowed = run->wanted.bits != NULL;

  row_set_init (&found, run->max_row);
  if (!run_select (run, sql, match, narrowed ? add_common : add_to_set, &found, error))
    {
      row_set_clear (&found);
      return FALSE;
    }
  row_set_clear (&run->wanted);
  run->wanted = found;
  return TRUE;
}

static gboolean
collect_wanted (Run *run, GError **error)
{
  g_autofree char *match = pilot_search_is_searched (run->schema) ? pilot_search_make_match (run->query->search) : NULL;

  if (run->query->n_filters > 0 && !collect_filtered (run, error))
    return FALSE;
  return match == NULL || collect_found (run, match, error);
}

/* --- by the index of the column --- */

static gboolean
walk_index (Run *run, GError **error)
{
  const char *suffix = pilot_sort_index_has_key (run->sort_field) ? "_key" : "";
  const char *table = run->schema->name;
  const char *column = run->sort_field->name;
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE \"%s%s\" IS NOT NULL ORDER BY \"%s%s\" %s", table, column,
                                          suffix, column, suffix, run->query->descending ? "DESC" : "ASC");
  g_autofree char *empty_sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE \"%s%s\" IS NULL", table, column, suffix);

  return run_select (run, sql, NULL, write_row, NULL, error) && run_select (run, empty_sql, NULL, write_row, NULL, error);
}

/* Rows that no group held: an unknown value, a reference to nothing. */
static gboolean
write_left_over (Run *run, GError **error)
{
  g_autofree char *count_sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", run->schema->name);
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s\" ORDER BY rowid", run->schema->name);
  gint64 n_expected = (gint64) run->wanted.n_set;

  if (run->wanted.bits == NULL && !pilot_database_query_int64 (run->db, count_sql, 0, &n_expected, error))
    return FALSE;
  return run->order->length >= n_expected || run_select (run, sql, NULL, write_left_over_row, NULL, error);
}

/* In the order of the table of choices, which is the order of the process that they belong to. */
static gboolean
walk_choices (Run *run, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE \"%s\" = ?1", run->schema->name, run->sort_field->name);
  const PilotChoice *choices = run->sort_field->choices;
  guint n_choices = 0;

  while (choices[n_choices].value != NULL)
    n_choices++;
  for (guint i = 0; i < n_choices; i++)
    {
      const PilotChoice *choice = &choices[run->query->descending ? n_choices - 1 - i : i];

      if (!run_select (run, sql, choice->value, write_row, NULL, error))
        return FALSE;
    }
  return write_left_over (run, error);
}

static char *
dup_title_column (const PilotSchema *target)
{
  const PilotField *title = &target->fields[target->title_field];

  return g_strconcat (title->name, pilot_sort_index_has_key (title) ? "_key" : "", NULL);
}

/* The few records that are referred to are walked by their title, and for each those that refer to it. */
static gboolean
walk_references (Run *run, GError **error)
{
  const PilotSchema *target = pilot_schema_get (run->sort_field->ref);
  g_autofree char *title = dup_title_column (target);
  g_autofree char *sql = g_strdup_printf ("SELECT t.rowid FROM \"%s\" AS r CROSS JOIN \"%s\" AS t ON t.\"%s\" = r.id ORDER BY r.\"%s\" %s",
                                          target->name, run->schema->name, run->sort_field->name, title,
                                          run->query->descending ? "DESC" : "ASC");

  return run_select (run, sql, NULL, write_row, NULL, error) && write_left_over (run, error);
}

/* --- in memory --- */

typedef struct
{
  PilotRowSorter *sorter;
  const PilotCollation *collation;
  const PilotChoice *choices; /* (nullable) */
  GHashTable *ranks;          /* (owned) (nullable): id of a record referred to → its place by title */
  gboolean ready_keys;        /* the column holds the key itself */
} Keys;

static void
keys_clear (Keys *keys)
{
  g_clear_pointer (&keys->sorter, pilot_row_sorter_free);
  g_clear_pointer (&keys->ranks, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keys, keys_clear)

static gint64
find_choice (const PilotChoice *choices, const char *value)
{
  for (guint i = 0; choices[i].value != NULL; i++)
    if (strcmp (choices[i].value, value) == 0)
      return i;
  return -1;
}

/* Column 0: the row; column 1: what it is sorted by. */
static void
add_key (Run *run, PilotStatement *statement, gpointer user_data)
{
  Keys *keys = user_data;
  gint64 row = pilot_statement_get_int64 (statement, 0);
  gsize length = 0;

  if (run->wanted.bits != NULL && !row_set_contains (&run->wanted, row))
    return;
  if (pilot_statement_is_null (statement, 1))
    {
      pilot_row_sorter_add_empty (keys->sorter, row);
    }
  else if (keys->ready_keys)
    {
      const guint8 *key = pilot_statement_get_blob (statement, 1, &length);

      pilot_row_sorter_add_bytes (keys->sorter, row, key, length);
    }
  else if (keys->ranks != NULL)
    {
      gpointer rank = g_hash_table_lookup (keys->ranks, pilot_statement_get_text (statement, 1));

      if (rank == NULL)
        pilot_row_sorter_add_empty (keys->sorter, row);
      else
        pilot_row_sorter_add_number (keys->sorter, row, GPOINTER_TO_UINT (rank));
    }
  else if (keys->choices != NULL)
    {
      gint64 place = find_choice (keys->choices, pilot_statement_get_text (statement, 1));

      if (place < 0)
        pilot_row_sorter_add_empty (keys->sorter, row);
      else
        pilot_row_sorter_add_number (keys->sorter, row, place);
    }
  else if (field_is_number (run->sort_field))
    {
      pilot_row_sorter_add_number (keys->sorter, row, pilot_statement_get_int64 (statement, 1));
    }
  else
    {
      const char *text = (const char *) pilot_statement_get_blob (statement, 1, &length);
      guint8 key[PILOT_COLLATION_MAX_KEY_BYTES];

      length = pilot_collation_make_key (keys->collation, text, length, key);
      pilot_row_sorter_add_bytes (keys->sorter, row, key, length);
    }
}

static void
add_rank (Run *run, PilotStatement *statement, gpointer user_data)
{
  Keys *keys = user_data;

  g_hash_table_insert (keys->ranks, pilot_statement_dup_text (statement, 0),
                       GUINT_TO_POINTER (g_hash_table_size (keys->ranks) + 1));
}

static gboolean
collect_ranks (Run *run, Keys *keys, GError **error)
{
  const PilotSchema *target = pilot_schema_get (run->sort_field->ref);
  g_autofree char *title = dup_title_column (target);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" ORDER BY \"%s\"", target->name, title);

  keys->ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return run_select (run, sql, NULL, add_rank, keys, error);
}

/* What a row is sorted by, as SQL over table t. */
static char *
make_key_sql (Run *run, Keys *keys, gboolean few)
{
  const PilotField *field = run->sort_field;

  if (pilot_sort_index_has_key (field))
    {
      keys->ready_keys = TRUE;
      return g_strdup_printf ("t.\"%s_key\"", field->name);
    }
  if (run->by_title && few)
    {
      const PilotSchema *target = pilot_schema_get (field->ref);
      g_autofree char *title = dup_title_column (target);

      keys->ready_keys = TRUE;
      return g_strdup_printf ("(SELECT r.\"%s\" FROM \"%s\" AS r WHERE r.id = t.\"%s\")", title, target->name, field->name);
    }
  return g_strdup_printf ("t.\"%s\"", field->name);
}

static gboolean
sort_few (Run *run, Keys *keys, const char *key_sql, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT t.rowid, %s FROM \"%s\" AS t WHERE t.rowid = ?1", key_sql, run->schema->name);
  g_autoptr (PilotStatement) statement = pilot_statement_new (run->db, sql, error);

  if (statement == NULL)
    return FALSE;
  for (gint64 at = 0; at < run->wanted.n_bits; at++)
    {
      if (run->wanted.bits[at / 8] == 0)
        {
          at |= 7;
          continue;
        }
      if (!row_set_contains (&run->wanted, at))
        continue;
      pilot_statement_bind_int64 (statement, 1, at);
      if (!run_step_through (run, statement, add_key, keys, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sort_all (Run *run, Keys *keys, const char *key_sql, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT t.rowid, %s FROM \"%s\" AS t", key_sql, run->schema->name);

  if (run->by_title && !collect_ranks (run, keys, error))
    return FALSE;
  return run_select (run, sql, NULL, add_key, keys, error);
}

static gboolean
sort_in_memory (Run *run, gboolean few, GError **error)
{
  g_auto (Keys) keys = { .sorter = pilot_row_sorter_new (), .collation = pilot_collation_get_default () };
  g_autofree char *key_sql = make_key_sql (run, &keys, few);

  if (run->sort_field->type == PILOT_FIELD_CHOICE)
    keys.choices = run->sort_field->choices;
  if (!(few ? sort_few (run, &keys, key_sql, error) : sort_all (run, &keys, key_sql, error)) ||
      g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  run_reserve (run, MAX (1, pilot_row_sorter_get_length (keys.sorter)));
  run->order->length = pilot_row_sorter_finish (keys.sorter, run->query->descending, run->order->rows);
  return TRUE;
}

static gboolean
write_in_order (Run *run, GError **error)
{
  const PilotField *field = run->sort_field;
  guint sort_field = run->query->sort_field;
  gboolean indexed = sort_field == PILOT_FIELD_ID || sort_field == PILOT_FIELD_UPDATED_AT || (field->flags & PILOT_FIELD_SORTED) != 0;

  if (run->wanted.bits != NULL && run->wanted.n_set <= FEW_ROWS)
    return sort_in_memory (run, TRUE, error);
  if (!indexed)
    return sort_in_memory (run, FALSE, error);
  if (field->type == PILOT_FIELD_CHOICE || run->by_title)
    row_set_init (&run->written, run->max_row);
  if (field->type == PILOT_FIELD_CHOICE)
    return walk_choices (run, error);
  if (run->by_title)
    return walk_references (run, error);
  return walk_index (run, error);
}

static gboolean
run_all (Run *run, GError **error)
{
  g_autofree char *max_sql = g_strdup_printf ("SELECT max(rowid) FROM \"%s\"", run->schema->name);

  return pilot_database_query_int64 (run->db, max_sql, 0, &run->max_row, error) && collect_wanted (run, error) &&
         write_in_order (run, error);
}

void
pilot_row_order_clear (PilotRowOrder *self)
{
  g_clear_pointer (&self->rows, g_free);
  self->length = 0;
}

gboolean
pilot_row_order_query (PilotDatabase *db, const PilotQuery *query, guint n_first, PilotRowOrderFirstFunc first_func,
                       gpointer user_data, GCancellable *cancellable, PilotRowOrder *order, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (query->entity);
  g_auto (Run) run = { .db = db,
                       .query = query,
                       .schema = schema,
                       .sort_field = &schema->fields[query->sort_field],
                       .by_title = query->sort_field != PILOT_FIELD_ID && schema->fields[query->sort_field].type == PILOT_FIELD_REF,
                       .cancellable = cancellable,
                       .order = order,
                       .n_first = n_first,
                       .first_func = first_func,
                       .first_data = user_data };
  gboolean done;

  *order = (PilotRowOrder){ 0 };
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  /* One transaction, one state of the data: what matched is still there when it is put in order. */
  if (!pilot_database_begin (db, error))
    return FALSE;
  pilot_database_set_cancellable (db, cancellable);
  done = run_all (&run, error);
  pilot_database_set_cancellable (db, NULL);
  pilot_database_rollback (db);
  if (!done)
    {
      pilot_row_order_clear (order);
      return FALSE;
    }
  if (order->length > 0)
    order->rows = g_renew (guint32, order->rows, order->length);
  return TRUE;
}
