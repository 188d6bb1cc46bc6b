/* test-run-kill.c: the portal killed at random moments of a migration run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-portal.h"

#include <signal.h>

#include "pilot-demo.h"
#include "pilot-manifest.h"
#include "pilot-portal-rows.h"
#include "pilot-run-rules.h"
#include "pilot-test-run.h"
#include "pilot-test.h"

#define N_PILOT_AGENCIES 4

/* One company on its way: a pilot with a few agencies, then all the rest. */
typedef struct
{
  char *dir;               /* (owned) */
  PilotTestPortal *portal; /* (owned) */
  char *runs[2];           /* (owned): ids */
  gint64 expected[2][3];   /* of the manifest: that go, that are linked, that are skipped */
  guint current;           /* the run that is running */
  gboolean cancelled;      /* the current one was given up */
} Company;

/* What the campaign saw. */
typedef struct
{
  GRand *random; /* (owned) */
  guint n_kills;
  guint n_in_a_run;    /* kills that fell before the end of a run */
  guint n_runs;
  guint n_cancelled;
} Campaign;

static PilotPortalDb *
open_db (Company *self, PilotPortalDbMode mode)
{
  g_autoptr (GError) error = NULL;
  PilotPortalDb *db = pilot_portal_db_open (self->dir, mode, pilot_clock_get_system (), &error);

  g_assert_no_error (error);
  return db;
}

/* A line of the manifest, by its text: what the portal sorts in its own way is sorted here in the plainest one. */
typedef struct
{
  char *id; /* (owned) */
  PilotScopeFinding finding;
} Line;

typedef struct
{
  PilotScopeWalk *walk;
  GArray *lines; /* (element-type Line) */
} Judge;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->id);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Line *) a)->id, ((const Line *) b)->id);
}

static void
judge_cb (PilotEntity entity, const PilotValue *values, gpointer user_data)
{
  Judge *judge = user_data;
  Line line = { .id = g_strdup (values[PILOT_FIELD_ID].text) };

  pilot_scope_walk_add (judge->walk, entity, values, &line.finding);
  g_array_append_val (judge->lines, line);
}

static void
add_kind (PilotPortalDb *db, PilotEntity entity, PilotScopeWalk *walk, PilotManifest *manifest)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  Judge judge = { walk, lines };
  g_autoptr (GError) error = NULL;

  g_array_set_clear_func (lines, line_clear);
  pilot_portal_rows_each (db, entity, pilot_scope_walk_get_fields (entity), judge_cb, &judge, &error);
  g_assert_no_error (error);
  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    pilot_manifest_add (manifest, entity, g_array_index (lines, Line, i).id, &g_array_index (lines, Line, i).finding);
}

/* What the client would order: the manifest of what there is now goes into the run's record, and the run is started. */
static void
start_run (Company *self, PilotPortalDb *db)
{
  const char *run_id = self->runs[self->current];
  g_autoptr (GPtrArray) runs = pilot_portal_rows_load (db, PILOT_ENTITY_RUN, NULL);
  g_autoptr (PilotManifest) manifest = pilot_manifest_new (NULL, NULL);
  g_autoptr (PilotScopeWalk) walk = NULL;
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  for (guint i = 0; i < runs->len; i++)
    if (strcmp (pilot_record_get_id (g_ptr_array_index (runs, i)), run_id) == 0)
      walk = pilot_scope_walk_new (g_ptr_array_index (runs, i));
  g_assert_nonnull (walk);
  for (guint i = 0; i < n_entities; i++)
    add_kind (db, entities[i], walk, manifest);
  self->expected[self->current][0] = (gint64) pilot_manifest_count (manifest, PILOT_N_ENTITIES, "");
  self->expected[self->current][1] = (gint64) pilot_manifest_count (manifest, PILOT_N_ENTITIES, "moved_before");
  self->expected[self->current][2] = (gint64) pilot_manifest_count (manifest, PILOT_N_ENTITIES, NULL) - self->expected[self->current][0] -
                                     self->expected[self->current][1];
  g_assert_cmpint (self->expected[self->current][0], >, 0);
  test_run_set (db, PILOT_ENTITY_RUN, run_id, "manifest_sha256", pilot_manifest_get_sha256 (manifest), "state", "running", NULL);
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

  *self = (Company) { .dir = pilot_test_make_dir () };
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
  start_run (self, db);
  g_clear_pointer (&db, pilot_portal_db_free);
  self->portal = pilot_test_portal_start (self->dir, args);
}

static void
company_clear (Company *self)
{
  pilot_test_portal_free (self->portal);
  g_free (self->runs[0]);
  g_free (self->runs[1]);
  g_free (self->dir);
}

/* The run has ended: manifest, results and portal agree. */
static void
check_end (Company *self, PilotPortalDb *db)
{
  const char *id = self->runs[self->current];
  const gint64 *expected = self->expected[self->current];
  gint64 n_expected = expected[0] + expected[1] + expected[2];

  g_assert_cmpint (test_run_query (db, "SELECT count(*) FROM result WHERE run_id = ?", id, NULL), ==, n_expected);
  g_assert_cmpint (test_run_query (db, "SELECT n_done FROM run WHERE id = ?", id, NULL), ==, n_expected);
  g_assert_cmpint (test_run_query (db, "SELECT n_failed FROM run WHERE id = ?", id, NULL), ==, 0);
  if (self->cancelled)
    return;
  g_assert_cmpint (test_run_query (db, "SELECT n_moved FROM run WHERE id = ?", id, NULL), ==, expected[0]);
  g_assert_cmpint (test_run_query (db, "SELECT n_linked FROM run WHERE id = ?", id, NULL), ==, expected[1]);
  g_assert_cmpint (test_run_query (db, "SELECT n_skipped FROM run WHERE id = ?", id, NULL), ==, expected[2]);
}

/* Whether the current run has ended, with all that the engine has to do for it. */
static gboolean
has_ended (Company *self, PilotPortalDb *db)
{
  return test_run_query (db, "SELECT count(*) FROM run WHERE id = ? AND state <> 'running' AND finished_at IS NOT NULL",
                         self->runs[self->current], NULL) > 0;
}

/* Kills the portal somewhere in its work, looks at what is there, and has it go on. FALSE: the company is through. */
static gboolean
kill_once (Company *self, Campaign *campaign)
{
  g_autoptr (PilotPortalDb) db = NULL;

  g_usleep ((gulong) g_rand_int_range (campaign->random, 0, 120000));
  pilot_test_portal_kill (self->portal);
  campaign->n_kills++;
  db = open_db (self, PILOT_PORTAL_DB_WRITE);
  test_run_check (db, TRUE);
  if (has_ended (self, db))
    {
      check_end (self, db);
      campaign->n_runs++;
      if (++self->current == G_N_ELEMENTS (self->runs))
        return FALSE;
      self->cancelled = FALSE;
      start_run (self, db);
    }
  else
    {
      campaign->n_in_a_run++;
      if (!self->cancelled && g_rand_int_range (campaign->random, 0, 12) == 0)
        {
          test_run_set (db, PILOT_ENTITY_RUN, self->runs[self->current], "state", "cancelled", NULL);
          /* Without a list there is nothing to wind up. */
          if (test_run_query (db, "SELECT count(*) FROM run_progress JOIN run ON run.row = run WHERE id = ?", self->runs[self->current], NULL) == 0)
            test_run_set (db, PILOT_ENTITY_RUN, self->runs[self->current], "state", "running", NULL);
          else
            {
              self->cancelled = TRUE;
              campaign->n_cancelled++;
            }
        }
    }
  g_clear_pointer (&db, pilot_portal_db_free);
  pilot_test_portal_restart (self->portal);
  return TRUE;
}

static void
test_kill (void)
{
  guint n_rounds = pilot_test_is_long () ? 200 : 12;
  guint32 seed = g_test_rand_int ();
  Campaign campaign = { .random = g_rand_new_with_seed (seed) };

  g_test_message ("seed %u", seed);
  while (campaign.n_kills < n_rounds)
    {
      Company company;

      company_init (&company, &campaign, "0");
      while (campaign.n_kills < n_rounds && kill_once (&company, &campaign))
        ;
      company_clear (&company);
    }
  g_test_message ("%u kills, %u of them within a run; %u runs ended, %u were given up", campaign.n_kills, campaign.n_in_a_run,
                  campaign.n_runs, campaign.n_cancelled);
  g_assert_cmpuint (campaign.n_in_a_run, >, 0);
  g_rand_free (campaign.random);
}

/* Looks at the current run over the API; returns how many records are done. @running: (out) */
static gint64
look (Company *self, gboolean *running)
{
  g_autofree char *path = g_strdup_printf ("/v1/runs/%s", self->runs[self->current]);
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (self->portal, path, pilot_test_portal_get_token (self->portal));
  JsonObject *run = pilot_test_answer_get_object (answer);

  *running = strcmp (json_object_get_string_member (run, "state"), "running") == 0;
  return json_object_get_null_member (run, "nDone") ? 0 : json_object_get_int_member (run, "nDone");
}

static void
stop_and_check (Company *self, gboolean ended)
{
  g_autoptr (PilotPortalDb) db = NULL;

  pilot_test_portal_stop (self->portal);
  db = open_db (self, PILOT_PORTAL_DB_WRITE);
  test_run_check (db, TRUE);
  g_assert_true (has_ended (self, db) == ended);
  if (ended)
    check_end (self, db);
}

/* A run that nobody disturbs, watched over the API for as long as it takes; it may be through before the first look. */
static void
test_watched (void)
{
  Campaign campaign = { .random = g_rand_new_with_seed (5) };
  Company company;
  gint64 last = -1;
  gboolean running = TRUE;

  company_init (&company, &campaign, "5");
  while (running)
    {
      gint64 n_done = look (&company, &running);

      g_assert_cmpint (n_done, >=, last);
      last = n_done;
    }
  stop_and_check (&company, TRUE);
  company_clear (&company);
  g_rand_free (campaign.random);
}

/* Stopped as a service is stopped: at once, not at the end of the run, which goes on with the next start. */
static void
test_stopped (void)
{
  Campaign campaign = { .random = g_rand_new_with_seed (6) };
  Company company;
  gboolean running = TRUE;
  gint64 n_done = 0;

  company_init (&company, &campaign, "1000");
  while (n_done == 0)
    n_done = look (&company, &running);
  stop_and_check (&company, FALSE);
  pilot_test_portal_restart (company.portal);
  g_assert_cmpint (look (&company, &running), >=, n_done);
  stop_and_check (&company, FALSE);
  pilot_test_portal_free (company.portal);
  {
    static const char *const args[] = { "--batch-size", "7", NULL };

    company.portal = pilot_test_portal_start (company.dir, args);
  }
  while (running)
    look (&company, &running);
  stop_and_check (&company, TRUE);
  company_clear (&company);
  g_rand_free (campaign.random);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/run-kill/a run that is watched ends as it was ordered", test_watched);
  g_test_add_func ("/server/run-kill/a stopped portal goes on with its run", test_stopped);
  g_test_add_func ("/server/run-kill/every record is in one place, whenever the portal is killed", test_kill);
  return g_test_run ();
}
