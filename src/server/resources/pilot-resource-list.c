/* pilot-resource-list.c: the records of a collection, page by page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-resource.h"

#include "pilot-portal-db-schema.h"
#include "pilot-resource-common.h"
#include "pilot-statement.h"
#include "pilot-time.h"
#include "pilot-wire.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000
/* A list looks through so many rows at a time, twice as many where that was quick; and answers with what it has after so
 * long, so that no filter or search holds up the others: the page's cursor goes on. */
#define FIRST_ROWS 20000
#define QUICK_USEC (20 * G_TIME_SPAN_MILLISECOND)
#define MAX_USEC (250 * G_TIME_SPAN_MILLISECOND)
#define CURSOR_PREFIX "r"

/* The parameters of the statement: ?1 the agency's user, ?2 and ?3 the first and last row, ?4 the limit; then what the
 * client asked for. */
#define FIRST_FREE_PARAMETER 5

typedef struct
{
  GString *sql;          /* (owned) */
  GPtrArray *parameters; /* (owned): texts, from FIRST_FREE_PARAMETER */
  gint64 limit;
  gint64 after_row;
} ListQuery;

static void
list_query_clear (ListQuery *self)
{
  g_string_free (self->sql, TRUE);
  g_ptr_array_unref (self->parameters);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListQuery, list_query_clear)

static guint
add_parameter (ListQuery *self, char *text)
{
  g_ptr_array_add (self->parameters, text);
  return FIRST_FREE_PARAMETER + self->parameters->len - 1;
}

static char *
escape_like (const char *text)
{
  GString *pattern = g_string_new ("%");

  for (; *text != '\0'; text++)
    {
      if (*text == '%' || *text == '_' || *text == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *text);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

static gboolean
has_searched_fields (const PilotSchema *schema)
{
  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].flags & PILOT_FIELD_SEARCHED)
      return TRUE;
  return FALSE;
}

/* Every word must be in one of the searched fields. */
static void
add_search (ListQuery *self, const PilotSchema *schema, const char *search)
{
  g_auto (GStrv) words = g_strsplit_set (search, " \t\n", -1);
  guint n_words = 0;

  for (guint w = 0; words[w] != NULL && n_words < 8; w++)
    {
      guint parameter;

      if (words[w][0] == '\0')
        continue;
      n_words++;
      parameter = add_parameter (self, escape_like (words[w]));
      g_string_append (self->sql, " AND (0");
      for (guint i = 0; i < schema->n_fields; i++)
        if (schema->fields[i].flags & PILOT_FIELD_SEARCHED)
          g_string_append_printf (self->sql, " OR \"%s\" LIKE ?%u ESCAPE '\\'", schema->fields[i].name, parameter);
      g_string_append_c (self->sql, ')');
    }
}

static gboolean
add_filter (ListQuery *self, const PilotField *field, const char *text)
{
  if (*text == '\0')
    g_string_append_printf (self->sql, " AND \"%s\" IS NULL", field->name);
  else if (field->choices != NULL && !pilot_choice_contains (field->choices, text))
    return FALSE;
  else
    g_string_append_printf (self->sql, " AND \"%s\" = ?%u", field->name, add_parameter (self, g_strdup (text)));
  return TRUE;
}

static gboolean
add_condition (ListQuery *self, const PilotSchema *schema, const char *name, const char *text, const char **reason)
{
  int field = pilot_schema_find_json (schema, name, strlen (name));
  gint64 usec;

  if (strcmp (name, "limit") == 0 || strcmp (name, "cursor") == 0)
    return TRUE;
  if (strcmp (name, "search") == 0 && has_searched_fields (schema))
    {
      add_search (self, schema, text);
      return TRUE;
    }
  if (strcmp (name, "updatedAfter") == 0)
    {
      if (!pilot_time_parse (text, -1, &usec))
        {
          *reason = "It is no time in the form of RFC 3339.";
          return FALSE;
        }
      g_string_append_printf (self->sql, " AND updated_at > %" G_GINT64_FORMAT, usec);
      return TRUE;
    }
  if (field >= 0 && (schema->fields[field].flags & PILOT_FIELD_FILTERED))
    {
      if (add_filter (self, &schema->fields[field], text))
        return TRUE;
      *reason = "The field has no such value.";
      return FALSE;
    }
  *reason = "It is no parameter of this list.";
  return FALSE;
}

static gboolean
parse_cursor (const char *cursor, gint64 *row)
{
  return cursor == NULL || (g_str_has_prefix (cursor, CURSOR_PREFIX) &&
                            g_ascii_string_to_signed (cursor + strlen (CURSOR_PREFIX), 10, 0, G_MAXINT64 / 2, row, NULL));
}

static gboolean
build_query (ListQuery *self, const PilotRequest *request, PilotResponse *response)
{
  const char *scope = pilot_resource_scope (request, request->schema);
  const char *reason = NULL;
  GHashTableIter iter;
  gpointer name = NULL, text;

  self->limit = DEFAULT_LIMIT;
  if (!pilot_request_get_query_number (request, "limit", 1, MAX_LIMIT, &self->limit))
    {
      pilot_response_invalid (response, "limit", "It is a number from 1 to 1000.");
      return FALSE;
    }
  if (!parse_cursor (pilot_request_get_query (request, "cursor"), &self->after_row))
    {
      pilot_response_invalid (response, "cursor", "It was not made by this portal.");
      return FALSE;
    }
  g_string_append (self->sql, "WHERE deleted = 0 AND row > ?2 AND row <= ?3");
  if (scope != NULL)
    g_string_append_printf (self->sql, " AND (%s)", scope);
  g_hash_table_iter_init (&iter, request->query);
  while (reason == NULL && g_hash_table_iter_next (&iter, &name, &text))
    if (!add_condition (self, request->schema, name, text, &reason))
      break;
  g_string_append (self->sql, " ORDER BY row LIMIT ?4");
  if (reason == NULL)
    return TRUE;
  pilot_response_invalid (response, name, reason);
  return FALSE;
}

/* Appends the matching rows behind @after_row up to @last_row; @after_row: (inout): the last one appended. */
static gboolean
append_rows (PilotStatement *statement, const PilotRequest *request, gint64 *after_row, gint64 last_row, gint64 limit,
             gint64 *n_rows, GString *out, GError **error)
{
  pilot_statement_bind_int64 (statement, 2, *after_row);
  pilot_statement_bind_int64 (statement, 3, last_row);
  pilot_statement_bind_int64 (statement, 4, limit - *n_rows);
  while (TRUE)
    {
      PilotPortalRow row;
      gboolean has_row;

      if (!pilot_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      pilot_portal_row_read (&row, request->schema, statement);
      pilot_resource_hide (request, &row);
      if ((*n_rows)++ > 0)
        g_string_append_c (out, ',');
      pilot_portal_row_append_json (&row, out, FALSE);
      *after_row = row.row;
    }
}

static gboolean
list (PilotPortalDb *db, const PilotRequest *request, const ListQuery *query, GString *out, GError **error)
{
  PilotDatabase *database = pilot_portal_db_get_database (db);
  g_autofree char *max_sql = g_strdup_printf ("SELECT max(row) FROM \"%s\"", request->schema->name);
  g_autofree char *sql = pilot_portal_db_schema_select (request->schema, query->sql->str);
  g_autoptr (PilotStatement) statement = pilot_statement_new (database, sql, error);
  gint64 began = g_get_monotonic_time ();
  gint64 last_look = began;
  gint64 step = FIRST_ROWS;
  gint64 after_row = query->after_row;
  gint64 max_row;
  gint64 n_rows = 0;
  gboolean more = TRUE;

  if (statement == NULL || !pilot_database_query_int64 (database, max_sql, 0, &max_row, error))
    return FALSE;
  pilot_statement_bind_text (statement, 1, request->recruiter_id);
  for (guint i = 0; i < query->parameters->len; i++)
    pilot_statement_bind_static (statement, FIRST_FREE_PARAMETER + i, g_ptr_array_index (query->parameters, i), -1);
  g_string_append (out, "{\"items\":[");
  while (more && n_rows < query->limit)
    {
      gint64 last_row = MIN (max_row, after_row + step);
      gint64 now;

      if (!append_rows (statement, request, &after_row, last_row, query->limit, &n_rows, out, error))
        return FALSE;
      if (n_rows < query->limit)
        after_row = MAX (after_row, last_row);
      more = after_row < max_row;
      now = g_get_monotonic_time ();
      if (now - began > MAX_USEC)
        break;
      step *= now - last_look < QUICK_USEC ? 2 : 1;
      last_look = now;
    }
  g_string_append (out, "],\"next\":");
  if (more)
    g_string_append_printf (out, "\"" CURSOR_PREFIX "%" G_GINT64_FORMAT "\"", after_row);
  else
    g_string_append (out, "null");
  g_string_append_c (out, '}');
  return TRUE;
}

void
pilot_resource_list (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_auto (ListQuery) query = { .sql = g_string_new (NULL), .parameters = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GError) error = NULL;

  if (!build_query (&query, request, response))
    return;
  if (!list (db, request, &query, pilot_response_json (response, 200), &error))
    pilot_resource_fail (response, error);
}
