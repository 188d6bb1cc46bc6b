/* test-client-kill.c: application and portal killed at random moments of a migration run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-portal.h"

#include <signal.h>
#include <string.h>

#include "client-judge.h"
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
  client_judge_compare (store, db, FALSE);
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

/* --- the end of a run --- */

/* The application is started anew, and has all the time it needs. */
static void
check_end (Company *self, Campaign *campaign)
{
  g_autoptr (GHashTable) late = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) lines = client_judge_read_journal (self->journal, late);
  g_autoptr (PilotPortalDb) db = NULL;
  Client client;

  client_open (&client, self->home, pilot_test_portal_get_address (self->portal), pilot_test_portal_get_token (self->portal));
  PILOT_TEST_WAIT_UNTIL (client_is_in_step (&client));
  client_judge_settle_late (&client, late);
  db = open_db (self, PILOT_PORTAL_DB_READ);
  test_run_check (db, TRUE);
  client_judge_compare (pilot_workspace_get_store (client.workspace), db, TRUE);
  client_judge_check_counts (&client, self->runs[self->current], &self->expected);
  campaign->n_edits += client_judge_check_journal (lines, db);
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
  client_judge_compare (pilot_workspace_get_store (client.workspace), db, TRUE);
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
