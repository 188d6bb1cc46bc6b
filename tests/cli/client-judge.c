/* client-judge.c: whether application and portal agree, whoever of them was killed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "client-judge.h"

#include <string.h>

#include "pilot-portal-rows.h"
#include "pilot-test-run.h"
#include "pilot-test.h"
#include "pilot-workspace-private.h"

/* --- the cache beside the portal's data --- */

typedef struct
{
  PilotStore *store;
  PilotPortalDb *db;
  PilotEntity entity;
  GHashTable *there;  /* (owned): id → PilotRecord */
  GHashTable *edited; /* (owned): ids of records with changes in the outbox */
  gint64 revision;    /* up to which the cache has everything */
  gboolean whole;     /* nothing is going on: they must be the same */
  guint n_here;
} Comparison;

static gboolean
is_same (const PilotRecord *a, const PilotRecord *b)
{
  const PilotSchema *schema = pilot_record_get_schema (a);

  for (guint i = 0; i < schema->n_fields; i++)
    if (!pilot_value_equal (pilot_record_get_value (a, i), pilot_record_get_value (b, i)))
      return FALSE;
  return TRUE;
}

/* A record of the cache: what the portal has, or something older than what it has. */
static gboolean
here_cb (PilotRecord *record, gpointer user_data)
{
  Comparison *self = user_data;
  const char *id = pilot_record_get_id (record);
  const PilotRecord *there = g_hash_table_lookup (self->there, id);
  gint64 revision = pilot_record_get_integer (record, PILOT_FIELD_REVISION);
  const char *name = pilot_record_get_schema (record)->name;

  if (g_hash_table_contains (self->edited, id))
    return TRUE;
  self->n_here++;
  if (there == NULL)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT coalesce(max(revision), 0) FROM \"%s\" WHERE id = ?", name);

      if (self->whole || test_run_query (self->db, sql, id, NULL) <= self->revision)
        g_error ("%s %s is in the cache, but not in the portal", name, id);
    }
  else if (pilot_record_get_integer (there, PILOT_FIELD_REVISION) == revision)
    {
      if (!is_same (record, there))
        g_error ("%s %s is another one in the portal", name, id);
    }
  else if (self->whole || pilot_record_get_integer (there, PILOT_FIELD_REVISION) <= self->revision)
    g_error ("%s %s is older in the cache", name, id);
  return TRUE;
}

static void
compare_kind (Comparison *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = pilot_portal_rows_load (self->db, self->entity, &error);

  g_assert_no_error (error);
  g_hash_table_remove_all (self->there);
  for (guint i = 0; i < rows->len; i++)
    {
      PilotRecord *record = g_ptr_array_index (rows, i);
      const char *id = pilot_record_get_id (record);
      g_autoptr (PilotRecord) here = pilot_store_get_record (self->store, self->entity, id, NULL, NULL);

      g_hash_table_insert (self->there, g_strdup (id), pilot_record_ref (record));
      if (here == NULL && !g_hash_table_contains (self->edited, id) && (self->whole || pilot_record_get_integer (record, PILOT_FIELD_REVISION) <= self->revision))
        g_error ("%s %s is not in the cache", pilot_record_get_schema (record)->name, id);
    }
  pilot_store_scan (self->store, self->entity, here_cb, self, NULL, &error);
  g_assert_no_error (error);
}

/* (transfer full): ids of records with changes in the outbox. */
static GHashTable *
list_edited (PilotStore *store)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pending = pilot_store_list_pending (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < pending->len; i++)
    g_hash_table_add (ids, g_strdup (pilot_pending_get (g_ptr_array_index (pending, i))->entity_id));
  return ids;
}

void
client_judge_compare (PilotStore *store, PilotPortalDb *db, gboolean whole)
{
  g_autoptr (GHashTable) edited = list_edited (store);
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pilot_record_unref);
  Comparison self = { .store = store, .db = db, .there = there, .edited = edited, .whole = whole };
  g_auto (PilotPull) pull = { 0 };

  g_assert_true (pilot_change_sink_load_pull (PILOT_CHANGE_SINK (store), &pull, NULL));
  self.revision = pull.revision;
  g_assert_true (!whole || (pull.snapshot_done && g_hash_table_size (edited) == 0));
  if (!pull.snapshot_done)
    return;
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      self.entity = i;
      compare_kind (&self);
    }
  g_assert_cmpuint (self.n_here, >, 0);
}

/* --- the journal --- */

/* An agency that the application made: what it was told last, what it tried since (it may be killed twice), and how often it tried. */
typedef struct
{
  char *told;    /* (owned) (nullable): %NULL: nothing yet; "-": it is deleted */
  GHashTable *tried; /* (owned): texts */
  guint n_tried;
} Line;

static void
line_free (gpointer data)
{
  Line *self = data;

  g_free (self->told);
  g_hash_table_unref (self->tried);
  g_free (self);
}

GHashTable *
client_judge_read_journal (const char *journal, GHashTable *late)
{
  GHashTable *lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, line_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;

  if (!g_file_get_contents (journal, &text, NULL, NULL))
    return lines;
  rows = g_strsplit (text, "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (rows[i], " ", 4);
      Line *line;

      if (g_strv_length (words) != 4)
        continue;
      if (strcmp (words[1], "late") == 0)
        {
          g_hash_table_add (late, g_strdup (words[2]));
          continue;
        }
      line = g_hash_table_lookup (lines, words[2]);
      if (line == NULL)
        {
          line = g_new0 (Line, 1);
          line->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_hash_table_insert (lines, g_strdup (words[2]), line);
        }
      if (*words[0] == '=')
        {
          g_free (line->told);
          line->told = g_strdup (words[3]);
          g_hash_table_remove_all (line->tried);
        }
      else
        {
          g_hash_table_add (line->tried, g_strdup (words[3]));
          line->n_tried++;
        }
    }
  return lines;
}

guint
client_judge_check_journal (GHashTable *lines, PilotPortalDb *db)
{
  GHashTableIter iter;
  const char *id;
  const Line *line;
  guint n = 0;

  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &line))
    {
      gboolean there = test_run_query (db, "SELECT count(*) FROM agency WHERE id = ? AND deleted = 0", id, NULL) > 0;
      g_autofree char *city = there ? test_run_get (db, PILOT_ENTITY_AGENCY, id, "city") : g_strdup ("-");
      gint64 n_changes = test_run_query (db, "SELECT count(*) FROM audit_event WHERE entity_id = ? AND action LIKE 'agency.%'", id, NULL);

      if (g_strcmp0 (city, line->told) != 0 && !g_hash_table_contains (line->tried, city) && !(line->told == NULL && !there))
        g_error ("agency %s was told to be “%s”, and is “%s”", id, line->told, city);
      if (n_changes > line->n_tried)
        g_error ("agency %s was changed %" G_GINT64_FORMAT " times by %u edits", id, n_changes, line->n_tried);
      n += line->n_tried;
    }
  /* And nothing is there that nobody made. */
  g_assert_cmpint (test_run_query (db, "SELECT count(*) FROM agency WHERE deleted = 0 AND name LIKE 'Life-%'", NULL), <=,
                   g_hash_table_size (lines));
  return n;
}

/* --- the end of a run --- */

static guint64
count_outcome (Client *client, const char *run_id, const char *outcome)
{
  g_auto (PilotQuery) query = { 0 };
  g_autoptr (GPtrArray) ids = NULL;

  pilot_query_init (&query, PILOT_ENTITY_RESULT);
  pilot_query_set_filter (&query, PILOT_RESULT_RUN_ID, run_id, FALSE);
  if (outcome != NULL)
    pilot_query_set_filter (&query, PILOT_RESULT_OUTCOME, outcome, FALSE);
  ids = pilot_store_list_ids (pilot_workspace_get_store (client->workspace), &query, NULL, NULL);
  g_assert_nonnull (ids);
  return ids->len;
}

static gint64
count_run (PilotRecord *run, guint field)
{
  return pilot_record_get_integer (run, field);
}

void
client_judge_check_counts (Client *client, const char *id, const PilotRunManifestKind *expected)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (client->workspace, PILOT_ENTITY_RUN, id);
  const struct
  {
    const char *outcome;
    guint field;
    guint64 expected;
  } counts[] = {
    { NULL, PILOT_RUN_N_DONE, expected->n },
    { "moved", PILOT_RUN_N_MOVED, expected->n_moved },
    { "linked", PILOT_RUN_N_LINKED, expected->n_linked },
    { "skipped", PILOT_RUN_N_SKIPPED, expected->n_skipped },
    { "failed", PILOT_RUN_N_FAILED, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_assert_cmpuint (count_outcome (client, id, counts[i].outcome), ==, counts[i].expected);
      g_assert_cmpint (count_run (run, counts[i].field), ==, (gint64) counts[i].expected);
    }
}

void
client_judge_settle_late (Client *client, GHashTable *late)
{
  g_autoptr (GPtrArray) pending = pilot_store_list_pending (pilot_workspace_get_store (client->workspace), NULL);

  for (guint i = 0; i < pending->len; i++)
    {
      const PilotPendingData *data = pilot_pending_get (g_ptr_array_index (pending, i));
      g_autoptr (GAsyncResult) result = NULL;

      if (data->state != PILOT_PENDING_BLOCKED || !g_hash_table_contains (late, data->entity_id))
        g_error ("%s %s is left in the outbox in state %d: %s", pilot_schema_get (data->entity)->name, data->entity_id, data->state,
                 data->message);
      pilot_workspace_discard_async (client->workspace, data->seq, client_done_cb, &result);
      client_wait (&result);
      g_assert_true (pilot_workspace_discard_finish (client->workspace, result, NULL));
    }
}
