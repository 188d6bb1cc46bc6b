/* pilot-query-list-rows.c: the records of a list that are near what is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-rows.h"

#include "pilot-entity-table.h"

#define N_WINDOWS 10

/** Window: rows that were read together; @items (owned). */
typedef struct
{
  PilotRow *items[PILOT_ROW_CACHE_WINDOW];
  guint n_items;
} Window;

struct _PilotRowCache
{
  PilotDatabase *db; /* (owned) */
  const PilotSchema *schema;
  PilotStatement *statement; /* (owned) (nullable): a record by its row */
  GHashTable *alive;         /* (owned): row number → PilotRow, (unowned), dropped by a weak reference */
  Window windows[N_WINDOWS];
  guint next_window; /* the oldest */
};

/** Gone: what a weak reference needs to know. */
typedef struct
{
  GHashTable *alive; /* (owned) */
  guint32 row;
} Gone;

/* Whether the field refers to another record; the id is of the same type. */
static gboolean
has_title (const PilotSchema *schema, guint field)
{
  return field != PILOT_FIELD_ID && schema->fields[field].type == PILOT_FIELD_REF;
}

/* A record's fields, whether it is pending, and a title for each reference. */
static char *
make_select_sql (const PilotSchema *schema)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < schema->n_fields; i++)
    g_string_append_printf (sql, "t.\"%s\", ", schema->fields[i].name);
  g_string_append (sql, PILOT_ENTITY_TABLE_PENDING_SQL);
  for (guint i = 0; i < schema->n_fields; i++)
    if (has_title (schema, i))
      {
        const PilotSchema *target = pilot_schema_get (schema->fields[i].ref);

        g_string_append_printf (sql, ", (SELECT r.\"%s\" FROM \"%s\" AS r WHERE r.id = t.\"%s\")",
                                target->fields[target->title_field].name, target->name, schema->fields[i].name);
      }
  g_string_append_printf (sql, " FROM \"%s\" AS t WHERE t.rowid = ?1", schema->name);
  return g_string_free (sql, FALSE);
}

/* Reads the row; @item is NULL where there is none. */
static gboolean
read_row (PilotRowCache *self, guint32 row, PilotRow **item, GError **error)
{
  const char *titles[PILOT_MAX_FIELDS] = { NULL };
  g_autoptr (PilotRecord) record = NULL;
  guint column = self->schema->n_fields + 1;
  gboolean found;

  *item = NULL;
  if (self->statement == NULL)
    {
      g_autofree char *sql = make_select_sql (self->schema);

      self->statement = pilot_statement_new (self->db, sql, error);
      if (self->statement == NULL)
        return FALSE;
    }
  pilot_statement_bind_int64 (self->statement, 1, row);
  if (!pilot_statement_step (self->statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  record = pilot_entity_table_read (self->statement, self->schema);
  for (guint i = 0; i < self->schema->n_fields; i++)
    if (has_title (self->schema, i))
      titles[i] = pilot_statement_get_text (self->statement, column++);
  *item = pilot_row_new (record, titles);
  pilot_row_set_pending (*item, pilot_entity_table_read_pending (self->statement, self->schema));
  pilot_statement_reset (self->statement);
  return TRUE;
}

static gboolean
rows_are_equal (const PilotSchema *schema, PilotRow *a, PilotRow *b)
{
  PilotRecord *record_a = pilot_row_get_record (a);
  PilotRecord *record_b = pilot_row_get_record (b);

  if (pilot_row_get_pending (a) != pilot_row_get_pending (b))
    return FALSE;
  for (guint i = 0; i < schema->n_fields; i++)
    {
      if (!pilot_value_equal (pilot_record_get_value (record_a, i), pilot_record_get_value (record_b, i)))
        return FALSE;
      if (has_title (schema, i))
        {
          g_autofree char *title_a = pilot_row_dup_display (a, i);
          g_autofree char *title_b = pilot_row_dup_display (b, i);

          if (g_strcmp0 (title_a, title_b) != 0)
            return FALSE;
        }
    }
  return TRUE;
}

static void
gone_cb (gpointer user_data, GObject *where_the_object_was)
{
  Gone *gone = user_data;

  /* Another object may stand for the row by now. */
  if (g_hash_table_lookup (gone->alive, GUINT_TO_POINTER (gone->row)) == (gpointer) where_the_object_was)
    g_hash_table_remove (gone->alive, GUINT_TO_POINTER (gone->row));
  g_hash_table_unref (gone->alive);
  g_free (gone);
}

static void
add_alive (PilotRowCache *self, guint32 row, PilotRow *item)
{
  Gone *gone = g_new (Gone, 1);

  gone->alive = g_hash_table_ref (self->alive);
  gone->row = row;
  g_hash_table_insert (self->alive, GUINT_TO_POINTER (row), item);
  g_object_weak_ref (G_OBJECT (item), gone_cb, gone);
}

static void
window_clear (Window *window)
{
  for (guint i = 0; i < window->n_items; i++)
    g_object_unref (window->items[i]);
  window->n_items = 0;
}

PilotRowCache *
pilot_row_cache_new (PilotDatabase *db, PilotEntity entity)
{
  PilotRowCache *self = g_new0 (PilotRowCache, 1);

  self->db = db;
  self->schema = pilot_schema_get (entity);
  self->alive = g_hash_table_new (NULL, NULL);
  return self;
}

void
pilot_row_cache_free (PilotRowCache *self)
{
  for (guint i = 0; i < N_WINDOWS; i++)
    window_clear (&self->windows[i]);
  g_hash_table_unref (self->alive);
  g_clear_pointer (&self->statement, pilot_statement_free);
  pilot_database_close (self->db);
  g_free (self);
}

PilotEntity
pilot_row_cache_get_entity (PilotRowCache *self)
{
  return self->schema->entity;
}

PilotRow *
pilot_row_cache_get (PilotRowCache *self, guint32 row)
{
  return g_hash_table_lookup (self->alive, GUINT_TO_POINTER (row));
}

gboolean
pilot_row_cache_load (PilotRowCache *self, const guint32 *rows, guint n_rows, GError **error)
{
  Window window = { .n_items = 0 };

  g_return_val_if_fail (n_rows <= PILOT_ROW_CACHE_WINDOW, FALSE);
  for (guint i = 0; i < n_rows; i++)
    {
      PilotRow *item = pilot_row_cache_get (self, rows[i]);

      if (item != NULL)
        {
          window.items[window.n_items++] = g_object_ref (item);
          continue;
        }
      if (!read_row (self, rows[i], &item, error))
        {
          window_clear (&window);
          return FALSE;
        }
      if (item == NULL)
        continue;
      add_alive (self, rows[i], item);
      window.items[window.n_items++] = item;
    }
  window_clear (&self->windows[self->next_window]);
  self->windows[self->next_window] = window;
  self->next_window = (self->next_window + 1) % N_WINDOWS;
  return TRUE;
}

gboolean
pilot_row_cache_refresh (PilotRowCache *self, GArray *changed, GError **error)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autoptr (PilotRow) fresh = NULL;
      guint32 row = GPOINTER_TO_UINT (key);

      if (!read_row (self, row, &fresh, error))
        return FALSE;
      if (fresh != NULL && rows_are_equal (self->schema, value, fresh))
        continue;
      g_array_append_val (changed, row);
      g_hash_table_iter_remove (&iter);
    }
  return TRUE;
}

gint64
pilot_row_cache_find (PilotRowCache *self, const char *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE id = ?1", self->schema->name);
  PilotStatement *statement = pilot_database_get_statement (self->db, sql, NULL);
  gboolean found = FALSE;
  gint64 row = -1;

  if (statement == NULL)
    return -1;
  pilot_statement_bind_text (statement, 1, id);
  if (pilot_statement_step (statement, &found, NULL) && found)
    row = pilot_statement_get_int64 (statement, 0);
  pilot_statement_reset (statement);
  return row;
}
