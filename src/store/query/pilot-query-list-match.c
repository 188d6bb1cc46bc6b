/* pilot-query-list-match.c: which rows a query wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-match.h"

#include "pilot-store-private.h"

#include "pilot-search-words.h"
#include "pilot-search.h"
#include "pilot-statement.h"

/* How long to collect before single rows may be tested; 0: these are tested whenever it is possible. */
static gint64 patience_usec = 4 * G_TIME_SPAN_MILLISECOND;

/* How long to test single rows at most: those that match may stand at the end of the order, and the rest waits. */
#define MAX_TEST_USEC (20 * G_TIME_SPAN_MILLISECOND)

/* One row, read and cut into words. */
#define TEST_USEC 4.0

/* So few that one of search and filters lets through are tested one by one, whatever the other takes. */
#define FEW 3000

#define CANCEL_INTERVAL 4096
#define CLOCK_INTERVAL 256

struct _PilotRowMatch
{
  PilotRowMemo *memo;
  PilotDatabase *db;
  const PilotQuery *query;
  const PilotSchema *schema;
  gint64 max_row;
  GCancellable *cancellable; /* (nullable) */

  char *match;                  /* (owned) (nullable): the search, as FTS5 reads it */
  PilotStatement *searching;    /* (owned) (nullable): gives the rows by their numbers */
  PilotRowSet found;            /* by the search */
  gint64 found_through;         /* rows up to this one are in found, or not to be found */
  gint64 finding_usec;          /* what that took */
  PilotStatement *filtering;    /* (owned) (nullable) */
  PilotRowSet filtering_rows;   /* passed by the filters so far */
  gboolean hides_moved;         /* a filter besides those of the query */
  const PilotRowSet *filtered;  /* (nullable): all that pass the filters, once that is known */
  gboolean whole;

  PilotStatement *looking;      /* (owned) (nullable): one row, where it passes the filters, with the texts that are searched */
  PilotSearchWords *words;      /* (owned) (nullable) */
  gint64 indexed_through;       /* rows after this one are not in the full-text index yet */
};

/* Ends when @deadline is over too. */
static gboolean
collect (PilotRowMatch *self, PilotStatement *statement, PilotRowSet *rows, gint64 deadline, gboolean *ended, GError **error)
{
  *ended = FALSE;
  for (guint n_steps = 1; n_steps % CLOCK_INTERVAL != 0 || deadline == G_MAXINT64 || g_get_monotonic_time () < deadline; n_steps++)
    {
      gboolean row;

      if (!pilot_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        {
          *ended = TRUE;
          return TRUE;
        }
      pilot_row_set_add (rows, pilot_statement_get_int64 (statement, 0));
      if (n_steps % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* --- filters --- */

static char *
make_filters_sql (PilotRowMatch *self)
{
  GString *sql = g_string_new (NULL);

  for (guint i = 0; i < self->query->n_filters; i++)
    {
      guint field = self->query->filters[i].field;

      if (field == PILOT_FIELD_ID)
        g_string_append_printf (sql, " AND \"id\" IN (SELECT value FROM json_each('[\"'||replace(?%u,',','\",\"')||'\"]'))", i + 1);
      else
        g_string_append_printf (sql, " AND \"%s\" IS ?%u", self->schema->fields[field].name, i + 1);
    }
  if (self->hides_moved)
    g_string_append (sql, " AND " PILOT_STORE_NOT_MOVED);
  return g_string_free (sql, FALSE);
}

static void
bind_filters (PilotRowMatch *self, PilotStatement *statement)
{
  for (guint i = 0; i < self->query->n_filters; i++)
    {
      const PilotFilter *filter = &self->query->filters[i];

      if (filter->value != NULL && pilot_field_is_number (&self->schema->fields[filter->field]))
        pilot_statement_bind_int64 (statement, i + 1, g_ascii_strtoll (filter->value, NULL, 10));
      else
        pilot_statement_bind_text (statement, i + 1, filter->value);
    }
}

static gboolean
collect_filtered (PilotRowMatch *self, gint64 deadline, GError **error)
{
  gboolean ended;

  if (self->filtering == NULL)
    {
      g_autofree char *filters = make_filters_sql (self);
      g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE 1%s", self->schema->name, filters);

      self->filtering = pilot_statement_new (self->db, sql, error);
      if (self->filtering == NULL)
        return FALSE;
      bind_filters (self, self->filtering);
      pilot_row_set_init (&self->filtering_rows, self->max_row);
    }
  if (!collect (self, self->filtering, &self->filtering_rows, deadline, &ended, error))
    return FALSE;
  if (ended)
    {
      pilot_row_memo_set_filtered (self->memo, self->query, &self->filtering_rows);
      self->filtered = pilot_row_memo_get_filtered (self->memo, self->query);
    }
  return TRUE;
}

static gboolean
filters_are_known (PilotRowMatch *self)
{
  return (self->query->n_filters == 0 && !self->hides_moved) || self->filtered != NULL;
}

/* A list of ids is found by their index, and would be taken apart again for each row that is looked at. */
static gboolean
has_id_filter (PilotRowMatch *self)
{
  for (guint i = 0; i < self->query->n_filters; i++)
    if (self->query->filters[i].field == PILOT_FIELD_ID)
      return TRUE;
  return FALSE;
}

/* --- the search --- */

static gboolean
collect_found (PilotRowMatch *self, gint64 deadline, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  gboolean ended;

  if (self->searching == NULL)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH ?1 ORDER BY rowid",
                                              self->schema->name, self->schema->name);

      self->searching = pilot_statement_new (self->db, sql, error);
      if (self->searching == NULL)
        return FALSE;
      pilot_statement_bind_static (self->searching, 1, self->match, -1);
      pilot_row_set_init (&self->found, self->max_row);
    }
  if (!collect (self, self->searching, &self->found, deadline, &ended, error))
    return FALSE;
  self->finding_usec += g_get_monotonic_time () - start;
  self->found_through = ended ? G_MAXINT64 : pilot_row_set_previous (&self->found, self->max_row);
  return TRUE;
}

static gboolean
search_is_known (PilotRowMatch *self)
{
  return self->match == NULL || self->found_through == G_MAXINT64;
}

/* What the rest of the search may take, were its rows spread evenly. */
static double
guess_finding_usec (PilotRowMatch *self)
{
  if (search_is_known (self) || self->found.n_set == 0)
    return 0;
  return (double) self->finding_usec * (double) (self->max_row - self->found_through) / (double) self->found_through;
}

/* What it may take to come upon @n_rows rows that match, one after the other. */
static double
guess_testing_usec (PilotRowMatch *self, guint n_rows)
{
  if (search_is_known (self) || self->found.n_set == 0)
    return 0;
  return TEST_USEC * n_rows * (double) self->found_through / (double) self->found.n_set;
}

/* --- single rows --- */

static gboolean
prepare_look (PilotRowMatch *self, GError **error)
{
  g_autofree char *filters = make_filters_sql (self);
  g_autoptr (GString) sql = g_string_new ("SELECT 1");

  if (self->looking != NULL)
    return TRUE;
  for (guint i = 0; i < self->schema->n_fields; i++)
    if ((self->schema->fields[i].flags & PILOT_FIELD_SEARCHED) != 0)
      g_string_append_printf (sql, ",\"%s\"", self->schema->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s\" WHERE rowid=?%u%s", self->schema->name, self->query->n_filters + 1, filters);
  self->looking = pilot_statement_new (self->db, sql->str, error);
  if (self->looking == NULL)
    return FALSE;
  bind_filters (self, self->looking);
  return TRUE;
}

/* Whether the row passes the filters and, with @search, holds the words. */
static gboolean
look_at (PilotRowMatch *self, gint64 row, gboolean search, gboolean *matches, GError **error)
{
  int n_columns = pilot_statement_get_n_columns (self->looking);

  pilot_statement_bind_int64 (self->looking, self->query->n_filters + 1, row);
  if (!pilot_statement_step (self->looking, matches, error))
    return FALSE;
  if (*matches && search)
    {
      pilot_search_words_begin (self->words);
      for (int i = 1; i < n_columns; i++)
        {
          gsize length;
          const char *text = pilot_statement_get_blob (self->looking, i, &length);

          pilot_search_words_look_in (self->words, text, length);
        }
      *matches = pilot_search_words_were_seen (self->words);
    }
  pilot_statement_reset (self->looking);
  return TRUE;
}

/* Once both are known. */
static void
finish (PilotRowMatch *self)
{
  if (self->match != NULL && self->filtered != NULL)
    pilot_row_set_intersect (&self->found, self->filtered);
  self->whole = TRUE;
}

static gboolean
prepare_words (PilotRowMatch *self, gboolean *certain, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT through FROM search_progress WHERE entity='%s'", self->schema->name);
  g_auto (GStrv) split = pilot_search_split (self->query->search);

  if (self->words == NULL)
    self->words = pilot_search_words_new (self->db, split, error);
  *certain = self->words != NULL && pilot_search_words_is_certain (self->words);
  return self->words != NULL && pilot_database_query_int64 (self->db, sql, 0, &self->indexed_through, error);
}

/* Tests each row of @few, beside which no other can match. */
static gboolean
test_few (PilotRowMatch *self, const PilotRowSet *few, GError **error)
{
  PilotRowSet passed;

  if (!prepare_look (self, error))
    return FALSE;
  pilot_row_set_init (&passed, self->max_row);
  for (gint64 row = pilot_row_set_next (few, 0); row >= 0; row = pilot_row_set_next (few, row + 1))
    {
      gboolean matches;

      if (!pilot_row_match_test (self, row, &matches, error))
        {
          pilot_row_set_clear (&passed);
          return FALSE;
        }
      if (matches)
        pilot_row_set_add (&passed, row);
    }
  pilot_row_set_clear (&self->found);
  self->found = passed;
  self->whole = TRUE;
  return TRUE;
}

PilotRowMatch *
pilot_row_match_new (PilotRowMemo *memo, const PilotQuery *query, gint64 max_row, GCancellable *cancellable)
{
  PilotRowMatch *self = g_new0 (PilotRowMatch, 1);

  self->memo = memo;
  self->db = pilot_row_memo_get_database (memo);
  self->query = query;
  self->schema = pilot_schema_get (query->entity);
  self->max_row = max_row;
  self->cancellable = cancellable;
  self->match = pilot_search_is_searched (self->schema) ? pilot_search_make_match (query->search) : NULL;
  pilot_store_hides_moved (self->db, query, &self->hides_moved, NULL);
  if (query->n_filters > 0 || self->hides_moved)
    self->filtered = pilot_row_memo_get_filtered (memo, query);
  return self;
}

void
pilot_row_match_free (PilotRowMatch *self)
{
  g_clear_pointer (&self->searching, pilot_statement_free);
  g_clear_pointer (&self->filtering, pilot_statement_free);
  g_clear_pointer (&self->looking, pilot_statement_free);
  g_clear_pointer (&self->words, pilot_search_words_free);
  pilot_row_set_clear (&self->found);
  pilot_row_set_clear (&self->filtering_rows);
  g_free (self->match);
  g_free (self);
}

gboolean
pilot_row_match_collect_some (PilotRowMatch *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + patience_usec;
  gboolean certain = FALSE;

  if (self->match != NULL && !collect_found (self, deadline, error))
    return FALSE;
  if (!filters_are_known (self) && self->match != NULL && search_is_known (self) && self->found.n_set <= FEW && !has_id_filter (self))
    return test_few (self, &self->found, error);
  if (!filters_are_known (self) && has_id_filter (self) && !collect_filtered (self, G_MAXINT64, error))
    return FALSE;
  if (!filters_are_known (self) && self->match == NULL && !collect_filtered (self, deadline, error))
    return FALSE;
  if (!search_is_known (self) && self->filtered != NULL && self->filtered->n_set <= FEW)
    {
      if (!prepare_words (self, &certain, error))
        return FALSE;
      if (certain)
        return test_few (self, self->filtered, error);
    }
  if (filters_are_known (self) && search_is_known (self))
    finish (self);
  return TRUE;
}

gboolean
pilot_row_match_collect_all (PilotRowMatch *self, GError **error)
{
  if (self->whole)
    return TRUE;
  if ((!search_is_known (self) && !collect_found (self, G_MAXINT64, error)) ||
      (!filters_are_known (self) && !collect_filtered (self, G_MAXINT64, error)))
    return FALSE;
  finish (self);
  return TRUE;
}

const PilotRowSet *
pilot_row_match_get_rows (PilotRowMatch *self)
{
  return self->match != NULL ? &self->found : self->filtered;
}

gboolean
pilot_row_match_prepare_test (PilotRowMatch *self, guint n_rows, gint64 *usec, GError **error)
{
  double collecting = filters_are_known (self) ? guess_finding_usec (self) : MAX_TEST_USEC;
  gboolean certain = TRUE;

  *usec = 0;
  if (self->whole || (patience_usec > 0 && guess_testing_usec (self, n_rows) > collecting))
    return TRUE;
  if (!prepare_look (self, error) || (!search_is_known (self) && !prepare_words (self, &certain, error)))
    return FALSE;
  if (certain)
    *usec = patience_usec > 0 ? (gint64) MIN (collecting, MAX_TEST_USEC) : G_MAXINT64 / 2;
  return TRUE;
}

gboolean
pilot_row_match_test (PilotRowMatch *self, gint64 row, gboolean *matches, GError **error)
{
  gboolean search = self->match != NULL && row > self->found_through;

  *matches = FALSE;
  if ((self->filtered != NULL && !pilot_row_set_contains (self->filtered, row)) ||
      (self->match != NULL && !search && !pilot_row_set_contains (&self->found, row)) || (search && row > self->indexed_through))
    return TRUE;
  if (!search && filters_are_known (self))
    {
      *matches = TRUE;
      return TRUE;
    }
  return look_at (self, row, search, matches, error);
}

void
pilot_row_match_set_patience (gint64 usec)
{
  patience_usec = usec;
}
