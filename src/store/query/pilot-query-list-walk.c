/* pilot-query-list-walk.c: goes through the rows of a table in an order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-walk.h"

#include "pilot-collation.h"
#include "pilot-query-list-sort.h"
#include "pilot-sort-index.h"
#include "pilot-statement.h"

#include <string.h>

#define CANCEL_INTERVAL 4096

typedef struct
{
  const PilotRowWalk *walk;
  PilotDatabase *db;
  const PilotSchema *schema;
  const PilotField *field;
  gboolean descending;
  PilotRowWalkFunc func;
  gpointer user_data;
  gboolean enough;
  guint64 n_given;
} Walk;

typedef void (*StepFunc) (Walk *self, PilotStatement *statement, gpointer user_data);

static void
walk_init (Walk *self, const PilotRowWalk *walk, PilotRowWalkFunc func, gpointer user_data)
{
  *self = (Walk){ .walk = walk,
                  .db = walk->db,
                  .schema = pilot_schema_get (walk->query->entity),
                  .descending = walk->query->descending,
                  .func = func,
                  .user_data = user_data };
  self->field = &self->schema->fields[walk->query->sort_field];
}

static gboolean
is_by_title (const Walk *self)
{
  return self->walk->query->sort_field != PILOT_FIELD_ID && self->field->type == PILOT_FIELD_REF;
}

static gboolean
is_indexed (const Walk *self)
{
  guint field = self->walk->query->sort_field;

  return field == PILOT_FIELD_ID || field == PILOT_FIELD_UPDATED_AT || (self->field->flags & PILOT_FIELD_SORTED) != 0;
}

static void
give (Walk *self, gint64 row)
{
  if (self->enough)
    return;
  self->n_given++;
  self->enough = !self->func ((guint32) row, self->user_data);
}

static gboolean
step_through (Walk *self, PilotStatement *statement, StepFunc func, gpointer user_data, GError **error)
{
  gboolean row = TRUE;

  for (guint n_steps = 1; !self->enough; n_steps++)
    {
      if (!pilot_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      func (self, statement, user_data);
      if (n_steps % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (self->walk->cancellable, error))
        {
          pilot_statement_reset (statement);
          return FALSE;
        }
    }
  pilot_statement_reset (statement);
  return TRUE;
}

/* Runs @sql, with @value bound to its first parameter where it has one. */
static gboolean
select_rows (Walk *self, const char *sql, const char *value, StepFunc func, gpointer user_data, GError **error)
{
  g_autoptr (PilotStatement) statement = NULL;

  if (self->enough)
    return TRUE;
  statement = pilot_statement_new (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  if (value != NULL)
    pilot_statement_bind_static (statement, 1, value, -1);
  return step_through (self, statement, func, user_data, error);
}

/* --- by the index of the column --- */

static void
give_row (Walk *self, PilotStatement *statement, gpointer user_data)
{
  give (self, pilot_statement_get_int64 (statement, 0));
}

static gboolean
walk_index (Walk *self, GError **error)
{
  const char *suffix = pilot_sort_index_has_key (self->field) ? "_key" : "";
  const char *table = self->schema->name;
  const char *column = self->field->name;
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE \"%s%s\" IS NOT NULL ORDER BY \"%s%s\" %s", table, column,
                                          suffix, column, suffix, self->descending ? "DESC" : "ASC");
  g_autofree char *empty_sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE \"%s%s\" IS NULL ORDER BY rowid", table, column, suffix);

  return select_rows (self, sql, NULL, give_row, NULL, error) && select_rows (self, empty_sql, NULL, give_row, NULL, error);
}

/* Rows that no group held: an unknown value, a reference to nothing. */
static void
give_left_over_row (Walk *self, PilotStatement *statement, gpointer user_data)
{
  const PilotRowSet *given = user_data;
  gint64 row = pilot_statement_get_int64 (statement, 0);

  if (!pilot_row_set_contains (given, row))
    give (self, row);
}

static gboolean
walk_left_over (Walk *self, PilotRowSet *given, GError **error)
{
  g_autofree char *count_sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", self->schema->name);
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s\" ORDER BY rowid", self->schema->name);
  gint64 n_rows = 0;

  if (self->enough)
    return TRUE;
  return pilot_database_query_int64 (self->db, count_sql, 0, &n_rows, error) &&
         ((gint64) self->n_given >= n_rows || select_rows (self, sql, NULL, give_left_over_row, given, error));
}

static void
add_to_set (Walk *self, PilotStatement *statement, gpointer user_data)
{
  pilot_row_set_add (user_data, pilot_statement_get_int64 (statement, 0));
}

static void
give_set (Walk *self, const PilotRowSet *rows)
{
  if (self->descending)
    for (gint64 row = pilot_row_set_previous (rows, rows->n_bits); row >= 0 && !self->enough; row = pilot_row_set_previous (rows, row - 1))
      give (self, row);
  else
    for (gint64 row = pilot_row_set_next (rows, 0); row >= 0 && !self->enough; row = pilot_row_set_next (rows, row + 1))
      give (self, row);
}

/* In the order of the table of choices, which is the order of the process that they belong to. */
static gboolean
walk_choices (Walk *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE \"%s\" = ?1", self->schema->name, self->field->name);
  const PilotChoice *choices = self->field->choices;
  g_auto (PilotRowSet) given = { 0 };
  guint n_choices = 0;

  pilot_row_set_init (&given, self->walk->max_row);
  while (choices[n_choices].value != NULL)
    n_choices++;
  for (guint i = 0; i < n_choices && !self->enough; i++)
    {
      const PilotChoice *choice = &choices[self->descending ? n_choices - 1 - i : i];
      g_auto (PilotRowSet) rows = { 0 };

      /* The index goes on with other columns: by their numbers they are put here. */
      pilot_row_set_init (&rows, self->walk->max_row);
      if (!select_rows (self, sql, choice->value, add_to_set, &rows, error))
        return FALSE;
      give_set (self, &rows);
      for (gint64 j = 0; j <= rows.n_bits / 8; j++)
        given.bits[j] |= rows.bits[j];
    }
  return walk_left_over (self, &given, error);
}

static char *
dup_title_column (const PilotSchema *target)
{
  const PilotField *title = &target->fields[target->title_field];

  return g_strconcat (title->name, pilot_sort_index_has_key (title) ? "_key" : "", NULL);
}

/* Rows that refer to records of one title. */
typedef struct
{
  PilotStatement *referring; /* (owned): the rows that refer to one record, by their numbers */
  GArray *rows;              /* (owned) (element-type guint32) */
  GByteArray *title;         /* (owned) */
  guint n_referred;          /* records that the rows refer to */
  PilotRowSet *given;
  GError *error; /* (owned) (nullable) */
} Group;

static int
compare_rows_cb (gconstpointer a, gconstpointer b)
{
  guint32 row_a = *(const guint32 *) a;
  guint32 row_b = *(const guint32 *) b;

  return (row_a > row_b) - (row_a < row_b);
}

static void
give_group (Walk *self, Group *group)
{
  guint n_rows = group->rows->len;

  if (group->n_referred > 1)
    g_array_sort (group->rows, compare_rows_cb);
  for (guint i = 0; i < n_rows && !self->enough; i++)
    {
      guint32 row = g_array_index (group->rows, guint32, self->descending ? n_rows - 1 - i : i);

      pilot_row_set_add (group->given, row);
      give (self, row);
    }
  g_array_set_size (group->rows, 0);
  group->n_referred = 0;
}

static void
add_to_group (Walk *self, PilotStatement *statement, gpointer user_data)
{
  Group *group = user_data;
  guint32 row = (guint32) pilot_statement_get_int64 (statement, 0);

  g_array_append_val (group->rows, row);
}

/* Columns: the id of a record; its title. */
static void
add_referring (Walk *self, PilotStatement *statement, gpointer user_data)
{
  Group *group = user_data;
  gsize length;
  const guint8 *title = pilot_statement_get_blob (statement, 1, &length);
  g_autofree char *id = NULL;

  if (group->error != NULL)
    return;
  if (length != group->title->len || (length > 0 && memcmp (title, group->title->data, length) != 0))
    give_group (self, group);
  if (self->enough)
    return;
  g_byte_array_set_size (group->title, 0);
  g_byte_array_append (group->title, title, length);
  group->n_referred++;
  id = pilot_statement_dup_text (statement, 0);
  pilot_statement_bind_text (group->referring, 1, id);
  if (!step_through (self, group->referring, add_to_group, group, &group->error))
    self->enough = TRUE;
  pilot_statement_reset (group->referring);
}

/* The few records that are referred to are walked by their title, and for each those that refer to it: a join would tell the
 * same title with each of a million rows. */
static gboolean
walk_references (Walk *self, GError **error)
{
  const PilotSchema *target = pilot_schema_get (self->field->ref);
  g_autofree char *title = dup_title_column (target);
  g_autofree char *sql = g_strdup_printf ("SELECT id, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL ORDER BY \"%s\" %s", title, target->name,
                                          title, title, self->descending ? "DESC" : "ASC");
  g_autofree char *referring_sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE \"%s\" = ?1 ORDER BY rowid", self->schema->name,
                                                    self->field->name);
  g_autoptr (PilotStatement) referring = pilot_statement_new (self->db, referring_sql, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GByteArray) title_bytes = g_byte_array_new ();
  g_auto (PilotRowSet) given = { 0 };
  Group group = { .referring = referring, .rows = rows, .title = title_bytes, .given = &given };

  if (referring == NULL)
    return FALSE;
  pilot_row_set_init (&given, self->walk->max_row);
  if (!select_rows (self, sql, NULL, add_referring, &group, error))
    {
      g_clear_error (&group.error);
      return FALSE;
    }
  if (group.error != NULL)
    {
      g_propagate_error (error, group.error);
      return FALSE;
    }
  give_group (self, &group);
  return walk_left_over (self, &given, error);
}

/* --- in memory --- */

typedef struct
{
  PilotRowSorter *sorter; /* (owned) */
  const PilotCollation *collation;
  const PilotChoice *choices; /* (nullable) */
  GHashTable *ranks;          /* (owned) (nullable): id of a record referred to → its place by title */
  guint rank;
  GByteArray *title;   /* (owned) (nullable): of the last one in ranks */
  gboolean ready_keys; /* the column holds the key itself */
} Keys;

static void
keys_clear (Keys *keys)
{
  g_clear_pointer (&keys->sorter, pilot_row_sorter_free);
  g_clear_pointer (&keys->ranks, g_hash_table_unref);
  g_clear_pointer (&keys->title, g_byte_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keys, keys_clear)

/* Column 0: the row; column 1: what it is sorted by. */
static void
add_key (Walk *self, PilotStatement *statement, gpointer user_data)
{
  Keys *keys = user_data;
  gint64 row = pilot_statement_get_int64 (statement, 0);
  gsize length = 0;

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
      gint64 place = pilot_choice_find (keys->choices, pilot_statement_get_text (statement, 1));

      if (place < 0)
        pilot_row_sorter_add_empty (keys->sorter, row);
      else
        pilot_row_sorter_add_number (keys->sorter, row, place);
    }
  else if (pilot_field_is_number (self->field))
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

/* Columns: the id; the title. */
static void
add_rank (Walk *self, PilotStatement *statement, gpointer user_data)
{
  Keys *keys = user_data;
  gsize length;
  const guint8 *title = pilot_statement_get_blob (statement, 1, &length);

  if (keys->rank == 0 || length != keys->title->len || (length > 0 && memcmp (title, keys->title->data, length) != 0))
    keys->rank++;
  g_byte_array_set_size (keys->title, 0);
  g_byte_array_append (keys->title, title, length);
  g_hash_table_insert (keys->ranks, pilot_statement_dup_text (statement, 0), GUINT_TO_POINTER (keys->rank));
}

static gboolean
collect_ranks (Walk *self, Keys *keys, GError **error)
{
  const PilotSchema *target = pilot_schema_get (self->field->ref);
  g_autofree char *title = dup_title_column (target);
  g_autofree char *sql = g_strdup_printf ("SELECT id, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL ORDER BY \"%s\"", title, target->name,
                                          title, title);

  keys->title = g_byte_array_new ();
  keys->ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return select_rows (self, sql, NULL, add_rank, keys, error);
}

/* What a row is sorted by, as SQL over table t. */
static char *
make_key_sql (const Walk *self, Keys *keys, gboolean few)
{
  if (pilot_sort_index_has_key (self->field))
    {
      keys->ready_keys = TRUE;
      return g_strdup_printf ("t.\"%s_key\"", self->field->name);
    }
  if (is_by_title (self) && few)
    {
      const PilotSchema *target = pilot_schema_get (self->field->ref);
      g_autofree char *title = dup_title_column (target);

      keys->ready_keys = TRUE;
      return g_strdup_printf ("(SELECT r.\"%s\" FROM \"%s\" AS r WHERE r.id = t.\"%s\")", title, target->name, self->field->name);
    }
  return g_strdup_printf ("t.\"%s\"", self->field->name);
}

static gboolean
add_few_keys (Walk *self, Keys *keys, const char *key_sql, const PilotRowSet *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT t.rowid, %s FROM \"%s\" AS t WHERE t.rowid = ?1", key_sql, self->schema->name);
  g_autoptr (PilotStatement) statement = pilot_statement_new (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  for (gint64 row = pilot_row_set_next (rows, 0); row >= 0; row = pilot_row_set_next (rows, row + 1))
    {
      pilot_statement_bind_int64 (statement, 1, row);
      if (!step_through (self, statement, add_key, keys, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_all_keys (Walk *self, Keys *keys, const char *key_sql, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT t.rowid, %s FROM \"%s\" AS t ORDER BY t.rowid", key_sql, self->schema->name);

  if (is_by_title (self) && !collect_ranks (self, keys, error))
    return FALSE;
  return select_rows (self, sql, NULL, add_key, keys, error);
}

/* All rows where @few is %NULL. */
static gboolean
walk_sorted (Walk *self, const PilotRowSet *few, GError **error)
{
  g_auto (Keys) keys = { .sorter = pilot_row_sorter_new (), .collation = pilot_collation_get_default () };
  g_autofree char *key_sql = make_key_sql (self, &keys, few != NULL);
  g_autofree guint32 *rows = NULL;
  guint n_rows;

  if (self->field->type == PILOT_FIELD_CHOICE)
    keys.choices = self->field->choices;
  if (!(few != NULL ? add_few_keys (self, &keys, key_sql, few, error) : add_all_keys (self, &keys, key_sql, error)) ||
      g_cancellable_set_error_if_cancelled (self->walk->cancellable, error))
    return FALSE;
  n_rows = pilot_row_sorter_get_length (keys.sorter);
  rows = g_new (guint32, n_rows);
  pilot_row_sorter_finish (keys.sorter, self->descending, rows);
  for (guint i = 0; i < n_rows && !self->enough; i++)
    give (self, rows[i]);
  return TRUE;
}

gboolean
pilot_row_walk_all (const PilotRowWalk *walk, PilotRowWalkFunc func, gpointer user_data, GError **error)
{
  Walk self;

  walk_init (&self, walk, func, user_data);
  if (!is_indexed (&self))
    return walk_sorted (&self, NULL, error);
  if (self.field->type == PILOT_FIELD_CHOICE)
    return walk_choices (&self, error);
  if (is_by_title (&self))
    return walk_references (&self, error);
  return walk_index (&self, error);
}

gboolean
pilot_row_walk_few (const PilotRowWalk *walk, const PilotRowSet *rows, PilotRowWalkFunc func, gpointer user_data, GError **error)
{
  Walk self;

  walk_init (&self, walk, func, user_data);
  return walk_sorted (&self, rows, error);
}

gboolean
pilot_row_walk_begins_soon (const PilotRowWalk *walk)
{
  Walk self;

  walk_init (&self, walk, NULL, NULL);
  return is_indexed (&self) && self.field->type != PILOT_FIELD_CHOICE;
}
