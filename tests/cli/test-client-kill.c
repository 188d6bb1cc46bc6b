/* test-client-kill.c: application and portal killed at random moments of a migration run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-portal.h"

#include <signal.h>
#include <string.h>

#include "client-fixture.h"
#include "pilot-demo.h"
#include "pilot-portal-rows.h"
#include "pilot-run-manifest.h"
#include "pilot-run-rules.h"
#include "pilot-test-run.h"
#include "pilot-test.h"
#include "pilot-workspace-private.h"

#define N_PILOT_AGENCIES 4

static const char *life_program;

/* One company on its way, a pilot with a few agencies and then all the rest, and one admin's computer. */
typedef struct
{
  char *dir;               /* (owned): the portal's data */
  char *home;              /* (owned): the application's */
  char *journal;           /* (owned): path: what the application was told is saved */
  PilotTestPortal *portal; /* (owned) */
  GSubprocess *life;       /* (owned) (nullable): the application; %NULL: it was killed */
  GRand *random;           /* (owned) */
  char *runs[2];           /* (owned): ids */
  guint current;           /* the run that is running */
  PilotRunManifestKind expected; /* of the current run: all kinds together */
} Company;

/* What the campaign saw. */
typedef struct
{
  GRand *random; /* (owned) */
  guint n_kills;
  guint n_clients;  /* of them: of the application */
  guint n_in_a_run; /* that fell before the end of a run */
  guint n_runs;
  guint n_edits;    /* that the application said were saved */
  guint n_looks;    /* at a cache beside the portal's data */
} Campaign;

static PilotPortalDb *
open_db (Company *self, PilotPortalDbMode mode)
{
  g_autoptr (GError) error = NULL;
  PilotPortalDb *db = pilot_portal_db_open (self->dir, mode, pilot_clock_get_system (), &error);

  g_assert_no_error (error);
  return db;
}

static PilotStore *
open_cache (Company *self)
{
  g_autofree char *path = g_strdup_printf ("%s/" CLIENT_PROFILE_ID ".cache", self->home);
  g_autoptr (GError) error = NULL;
  PilotStore *store = pilot_store_open (path, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

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

/* @whole: everything was pulled; otherwise they agree as far as the cache has come. */
static void
compare (PilotStore *store, PilotPortalDb *db, gboolean whole)
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

/* The cache as the killed application left it: whole, and no other than the portal's data were. */
static void
check_cache (Company *self, Campaign *campaign)
{
  PilotStore *store = open_cache (self);
  g_autoptr (PilotDatabase) reader = NULL;
  g_autoptr (PilotPortalDb) db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (pilot_store_get_recovery_report (store), ==, NULL);
  reader = pilot_store_open_reader (store, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_database_check (reader, TRUE, &error));
  /* The portal may be working on: its state is read behind the cache's. */
  db = open_db (self, PILOT_PORTAL_DB_READ);
  compare (store, db, FALSE);
  campaign->n_looks++;
  g_clear_pointer (&reader, pilot_database_close);
  pilot_store_close (store);
  g_object_unref (store);
}

/* --- processes --- */

static void
start_life (Company *self)
{
  g_autofree char *seed = g_strdup_printf ("%u", g_rand_int (self->random));
  g_autoptr (GError) error = NULL;

  self->life = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, life_program, self->home, pilot_test_portal_get_address (self->portal),
                                 pilot_test_portal_get_token (self->portal), self->runs[self->current], self->journal, seed, NULL);
  g_assert_no_error (error);
}

static void
kill_life (Company *self, Campaign *campaign)
{
  g_subprocess_send_signal (self->life, SIGKILL);
  g_subprocess_wait (self->life, NULL, NULL);
  /* It ends in no other way. */
  g_assert_true (g_subprocess_get_if_signaled (self->life));
  g_assert_cmpint (g_subprocess_get_term_sig (self->life), ==, SIGKILL);
  g_clear_object (&self->life);
  campaign->n_kills++;
  campaign->n_clients++;
}

static void
kill_portal (Company *self, Campaign *campaign)
{
  pilot_test_portal_kill (self->portal);
  campaign->n_kills++;
}

/* --- a run --- */

/* (transfer full): the manifest that a newly started application makes; it and the portal are idle and agree. */
static PilotRunManifest *
make_manifest (Company *self)
{
  Client client;
  PilotRunManifest *manifest;
  g_autoptr (PilotRecord) run = NULL;
  g_autoptr (GError) error = NULL;

  client_open (&client, self->home, pilot_test_portal_get_address (self->portal), pilot_test_portal_get_token (self->portal));
  PILOT_TEST_WAIT_UNTIL (client_is_in_step (&client));
  run = pilot_workspace_get_record (client.workspace, PILOT_ENTITY_RUN, self->runs[self->current]);
  g_assert_nonnull (run);
  manifest = pilot_run_manifest_write (client.workspace, run, NULL, NULL, &error);
  g_assert_no_error (error);
  client_close (&client);
  return manifest;
}

/* The run is ordered with the application's list, and begins with the portal's next start. */
static void
start_run (Company *self)
{
  g_autoptr (PilotRunManifest) manifest = make_manifest (self);
  g_autoptr (PilotPortalDb) db = NULL;

  self->expected = (PilotRunManifestKind){ 0 };
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      self->expected.n += manifest->kinds[i].n;
      self->expected.n_moved += manifest->kinds[i].n_moved;
      self->expected.n_linked += manifest->kinds[i].n_linked;
      self->expected.n_skipped += manifest->kinds[i].n_skipped;
    }
  g_assert_cmpuint (self->expected.n_moved, >, 0);
  pilot_test_portal_stop (self->portal);
  db = open_db (self, PILOT_PORTAL_DB_WRITE);
  test_run_set (db, PILOT_ENTITY_RUN, self->runs[self->current], "manifest_sha256", manifest->sha256, "state", "running", NULL);
  g_clear_pointer (&db, pilot_portal_db_free);
  pilot_test_portal_restart (self->portal);
}

static void
company_init (Company *self, Campaign *campaign, const char *batch_delay)
{
  const char *const args[] = { "--batch-size", "7", "--batch-delay", batch_delay, NULL };
  PilotDemoOptions options = { .n_agencies = 20, .n_recruiters = 40, .n_jobs = 12, .n_candidates = 250,
                               .seed = (gint64) g_rand_int (campaign->random) };
  g_autoptr (PilotPortalDb) db = NULL;
  g_autoptr (GPtrArray) agencies = NULL;
  g_autoptr (GError) error = NULL;

  *self = (Company) { .dir = pilot_test_make_dir (), .home = pilot_test_make_dir (), .random = campaign->random };
  self->journal = g_build_filename (self->home, "journal", NULL);
  db = open_db (self, PILOT_PORTAL_DB_WRITE);
  pilot_demo_seed (db, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  test_run_map (db);
  self->runs[0] = test_run_make (db, "chosen", "lightweight");
  self->runs[1] = test_run_make (db, "rest", "lightweight");
  agencies = pilot_portal_rows_load (db, PILOT_ENTITY_AGENCY, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PILOT_AGENCIES; i++)
    test_run_choose (db, self->runs[0], pilot_record_get_id (g_ptr_array_index (agencies, i)), NULL, TRUE);
  g_clear_pointer (&db, pilot_portal_db_free);
  self->portal = pilot_test_portal_start (self->dir, args);
}

static void
company_clear (Company *self)
{
  g_assert_null (self->life);
  pilot_test_portal_free (self->portal);
  g_free (self->runs[0]);
  g_free (self->runs[1]);
  g_free (self->journal);
  g_free (self->home);
  g_free (self->dir);
}

static gboolean
has_ended (Company *self, PilotPortalDb *db)
{
  return test_run_query (db, "SELECT count(*) FROM run WHERE id = ? AND state <> 'running' AND finished_at IS NOT NULL",
                         self->runs[self->current], NULL) > 0;
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

/* @late: (element-type utf8): ids of candidates whose edit came through at the very end of a run. */
static GHashTable *
read_journal (Company *self, GHashTable *late)
{
  GHashTable *lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, line_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;

  if (!g_file_get_contents (self->journal, &text, NULL, NULL))
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

/* What was told is there; what was only tried may be; and no attempt became two changes. */
static guint
check_journal (GHashTable *lines, PilotPortalDb *db)
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

/* What the application shows of the run: list, results and the portal's own counts. */
static void
check_counts (Company *self, Client *client)
{
  const char *id = self->runs[self->current];
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (client->workspace, PILOT_ENTITY_RUN, id);
  const struct
  {
    const char *outcome;
    guint field;
    guint64 expected;
  } counts[] = {
    { NULL, PILOT_RUN_N_DONE, self->expected.n },
    { "moved", PILOT_RUN_N_MOVED, self->expected.n_moved },
    { "linked", PILOT_RUN_N_LINKED, self->expected.n_linked },
    { "skipped", PILOT_RUN_N_SKIPPED, self->expected.n_skipped },
    { "failed", PILOT_RUN_N_FAILED, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_assert_cmpuint (count_outcome (client, id, counts[i].outcome), ==, counts[i].expected);
      g_assert_cmpint (count_run (run, counts[i].field), ==, (gint64) counts[i].expected);
    }
}

/* What came through at the last moment for a record that was moved is refused, and given up. */
static void
settle_late (Client *client, GHashTable *late)
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

/* The application is started anew, and has all the time it needs. */
static void
check_end (Company *self, Campaign *campaign)
{
  g_autoptr (GHashTable) late = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) lines = read_journal (self, late);
  g_autoptr (PilotPortalDb) db = NULL;
  Client client;

  client_open (&client, self->home, pilot_test_portal_get_address (self->portal), pilot_test_portal_get_token (self->portal));
  PILOT_TEST_WAIT_UNTIL (client_is_in_step (&client));
  settle_late (&client, late);
  db = open_db (self, PILOT_PORTAL_DB_READ);
  test_run_check (db, TRUE);
  compare (pilot_workspace_get_store (client.workspace), db, TRUE);
  check_counts (self, &client);
  campaign->n_edits += check_journal (lines, db);
  campaign->n_runs++;
  client_close (&client);
}

/* Kills one or both somewhere in their work, looks at what is there, and has them go on. FALSE: the company is through. */
static gboolean
kill_once (Company *self, Campaign *campaign)
{
  int who = g_rand_int_range (campaign->random, 0, 4);
  gboolean portal = who != 0;
  gboolean life = who != 1;
  g_autoptr (PilotPortalDb) db = NULL;
  gboolean ended;

  g_usleep ((gulong) g_rand_int_range (campaign->random, 0, 250000));
  if (who == 2)
    kill_portal (self, campaign);
  if (life)
    kill_life (self, campaign);
  if (portal && who != 2)
    kill_portal (self, campaign);
  if (life)
    check_cache (self, campaign);
  db = open_db (self, portal ? PILOT_PORTAL_DB_WRITE : PILOT_PORTAL_DB_READ);
  test_run_check (db, FALSE);
  ended = has_ended (self, db);
  g_clear_pointer (&db, pilot_portal_db_free);
  if (portal)
    pilot_test_portal_restart (self->portal);
  campaign->n_in_a_run += !ended;
  if (ended)
    {
      if (!life)
        kill_life (self, campaign);
      check_end (self, campaign);
      if (++self->current == G_N_ELEMENTS (self->runs))
        return FALSE;
      start_run (self);
    }
  if (self->life == NULL)
    start_life (self);
  return TRUE;
}

static void
test_kill (void)
{
  guint n_rounds = pilot_test_is_long () ? 200 : 16;
  guint32 seed = g_test_rand_int ();
  Campaign campaign = { .random = g_rand_new_with_seed (seed) };

  g_test_message ("seed %u", seed);
  /* The last company is seen to its end. */
  while (campaign.n_kills < n_rounds || campaign.n_runs == 0)
    {
      Company company;

      company_init (&company, &campaign, "20");
      start_run (&company);
      start_life (&company);
      while (kill_once (&company, &campaign))
        ;
      company_clear (&company);
    }
  g_test_message ("%u kills, %u of them of the application, %u rounds within a run; %u runs ended; %u edits; %u caches looked at",
                  campaign.n_kills, campaign.n_clients, campaign.n_in_a_run, campaign.n_runs, campaign.n_edits, campaign.n_looks);
  g_assert_cmpuint (campaign.n_in_a_run, >, 0);
  g_rand_free (campaign.random);
}

/* --- an edit that waited --- */

static PilotPending *
get_pending (Client *client)
{
  return g_list_model_get_item (pilot_workspace_get_outbox (client->workspace), 0);
}

static gboolean
is_pending (Client *client, PilotPendingState state)
{
  g_autoptr (PilotPending) pending = get_pending (client);

  return pending != NULL && pilot_pending_get (pending)->state == state;
}

static gboolean
is_run_over (Company *self, Client *client)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (client->workspace, PILOT_ENTITY_RUN, self->runs[self->current]);

  return pilot_run_get_state (run) > PILOT_RUN_RUNNING;
}

/* (transfer full): an agency that the first run moves. */
static char *
find_chosen_agency (Company *self)
{
  g_autoptr (PilotPortalDb) db = open_db (self, PILOT_PORTAL_DB_READ);
  g_autoptr (GPtrArray) choices = pilot_portal_rows_load (db, PILOT_ENTITY_SCOPE_CHOICE, NULL);

  g_assert_cmpuint (choices->len, ==, N_PILOT_AGENCIES);
  return g_strdup (pilot_record_get_text (g_ptr_array_index (choices, 0), PILOT_SCOPE_CHOICE_AGENCY_ID));
}

static void
edit_agency (Client *client, const char *id)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (changes, PILOT_FIELD_ID, id);
  pilot_record_set_text (changes, PILOT_AGENCY_NOTES, "Waited");
  pilot_workspace_save_async (client->workspace, changes, NULL, client_done_cb, &result);
  client_wait (&result);
  pilot_workspace_save_finish (client->workspace, result, NULL, &error);
  g_assert_no_error (error);
}

/*
 * Edited while the portal could not be reached; when it comes back, a run is on its way. The edit is not sent into it, and
 * where the run has moved the record the person is told, and gives it up.
 */
static void
test_waited (void)
{
  Campaign campaign = { .random = g_rand_new_with_seed (7) };
  Company company;
  Client client;
  g_autofree char *agency_id = NULL;
  g_autoptr (PilotRunManifest) manifest = NULL;
  g_autoptr (PilotPortalDb) db = NULL;
  g_autoptr (PilotPending) pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  company_init (&company, &campaign, "50");
  manifest = make_manifest (&company);
  agency_id = find_chosen_agency (&company);
  client_open (&client, company.home, pilot_test_portal_get_address (company.portal), pilot_test_portal_get_token (company.portal));
  PILOT_TEST_WAIT_UNTIL (client_is_in_step (&client));
  pilot_test_portal_stop (company.portal);
  edit_agency (&client, agency_id);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (client.workspace) == PILOT_SYNC_OFFLINE);
  db = open_db (&company, PILOT_PORTAL_DB_WRITE);
  test_run_set (db, PILOT_ENTITY_RUN, company.runs[0], "manifest_sha256", manifest->sha256, "state", "running", NULL);
  g_clear_pointer (&db, pilot_portal_db_free);
  pilot_test_portal_restart (company.portal);
  pilot_workspace_sync_now (client.workspace);
  PILOT_TEST_WAIT_UNTIL (is_pending (&client, PILOT_PENDING_HELD) || is_run_over (&company, &client));
  g_assert_true (is_pending (&client, PILOT_PENDING_HELD));
  PILOT_TEST_WAIT_UNTIL (is_run_over (&company, &client) && is_pending (&client, PILOT_PENDING_BLOCKED));
  pending = get_pending (&client);
  g_assert_nonnull (strstr (pilot_pending_get (pending)->message, "moved"));
  db = open_db (&company, PILOT_PORTAL_DB_READ);
  g_assert_cmpint (test_run_query (db, "SELECT count(*) FROM agency WHERE notes = 'Waited'", NULL), ==, 0);
  g_assert_cmpint (test_run_query (db, "SELECT count(*) FROM agency WHERE source_id = ?", agency_id, NULL), ==, 1);
  pilot_workspace_discard_async (client.workspace, pilot_pending_get (pending)->seq, client_done_cb, &result);
  client_wait (&result);
  g_assert_true (pilot_workspace_discard_finish (client.workspace, result, NULL));
  PILOT_TEST_WAIT_UNTIL (client_is_in_step (&client));
  compare (pilot_workspace_get_store (client.workspace), db, TRUE);
  g_clear_pointer (&db, pilot_portal_db_free);
  client_close (&client);
  company_clear (&company);
  g_rand_free (campaign.random);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp (argv[i], "--life") == 0)
      life_program = argv[i + 1];
  g_assert_nonnull (life_program);
  g_test_add_func ("/client-kill/an edit that waited is not sent into a run that has begun meanwhile", test_waited);
  g_test_add_func ("/client-kill/nothing is lost or doubled, whoever is killed in a run", test_kill);
  return g_test_run ();
}
