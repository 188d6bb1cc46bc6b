/* test-engine.c: runs are executed record by record, whatever comes between
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "engine-fixture.h"

#include "pilot-manifest.h"
#include "pilot-name-uuid.h"
#include "pilot-run-plan.h"

static void
test_nothing_to_do (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  gint64 before = test_revision (self->data);

  /* Ordered, but not started; paused; ended. */
  g_assert_false (engine_test_step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "running", "paused", "1", NULL);
  g_assert_false (engine_test_step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "completed", "paused", "0", NULL);
  g_assert_false (engine_test_step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", NULL);
  g_assert_false (engine_test_step (self->engine, self->db));
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM result", NULL), ==, 0);
  g_assert_cmpint (before, <, test_revision (self->data));
}

static void
test_like_for_like (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *agency = pilot_moved_make_id (self->agency);
  g_autofree char *recruiter = pilot_moved_make_id (self->recruiter);
  g_autofree char *job = pilot_moved_make_id (self->job);

  engine_small_run_through (self, run);
  engine_assert_counts (self->db, run, "completed", 5, 0, 0, 0);
  engine_assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "name", "Old Oak");
  engine_assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "dataset", "portal");
  engine_assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "contract_state", "accepted");
  engine_assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "notes", "Pays late.");
  engine_assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "source_id", self->agency);
  engine_assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "run_id", run);
  engine_assert_moved (self->db, PILOT_ENTITY_RECRUITER, self->recruiter, "agency_id", agency);
  engine_assert_moved (self->db, PILOT_ENTITY_RECRUITER, self->recruiter, "email", "kim@oak.example");
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->job, "process_id", self->process);
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->job, "notes", "Three of them.");
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "id", NULL);
  engine_assert_moved (self->db, PILOT_ENTITY_SHARE, self->assignment, "recruiter_id", recruiter);
  engine_assert_moved (self->db, PILOT_ENTITY_SHARE, self->assignment, "job_id", job);
  engine_assert_moved (self->db, PILOT_ENTITY_SHARE, self->assignment, "shared_at", "1000");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "agency_id", agency);
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "recruiter_id", recruiter);
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "job_id", job);
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "phone", "+49 1");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "submitted_at", "2000");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "read_only", NULL);
  /* In the stage that the mapping names. */
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "status", "INTERVIEW");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "sub_status", "Phone screen");
  engine_assert_field (self->db, CANDIDATE, self->candidate, "status", "NEW");
  engine_assert_field (self->db, CANDIDATE, self->candidate, "run_id", run);
  engine_assert_field (self->db, ASSIGNMENT, self->assignment, "run_id", run);
  engine_assert_result (self->db, run, self->candidate, "moved", NULL);
  {
    g_autofree char *result = pilot_result_make_id (run, self->candidate);
    g_autofree char *target = pilot_moved_make_id (self->candidate);

    engine_assert_field (self->db, RESULT, result, "stage_id", self->stage);
    engine_assert_field (self->db, RESULT, result, "target_id", target);
    engine_assert_field (self->db, RESULT, result, "record_kind", "candidate");
  }
}

static void
test_history (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "lightweight");
  g_autofree char *job = pilot_moved_make_id (self->filled);
  g_autofree char *agency = pilot_moved_make_id (self->agency);

  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "status", "HIRED", "job_id", self->filled, "sub_status", "Signed",
                "person_id", "somebody", "external_id", "X1", NULL);
  engine_small_run_through (self, run);
  engine_assert_counts (self->db, run, "completed", 6, 0, 0, 0);
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "title", "Turner");
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "status", "FILLED");
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "read_only", "1");
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "notes", NULL);
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->job, "read_only", NULL);
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "read_only", "1");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "name", "Robin");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "status", "HIRED");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "sub_status", "Signed");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "submitted_at", "2000");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "agency_id", agency);
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "job_id", job);
  for (guint i = 0; i < 6; i++)
    {
      static const char *const left_out[] = { "email", "phone", "notes", "recruiter_id", "person_id", "external_id" };

      engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, left_out[i], NULL);
    }
}

static void
test_skipped_then_mended (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *unmapped = engine_small_add_candidate (self, "OFFERED");
  g_autofree char *mended = engine_small_add_candidate (self, "NEW");
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *result = NULL;

  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, mended, "recruiter_id", NULL, NULL);
  engine_small_run_through (self, run);
  engine_assert_counts (self->db, run, "completed_with_skipped", 5, 0, 2, 0);
  engine_assert_result (self->db, run, unmapped, "skipped", "no_mapping");
  engine_assert_result (self->db, run, mended, "skipped", "no_recruiter");
  engine_assert_field (self->db, CANDIDATE, mended, "run_id", NULL);
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, mended, "id", NULL);

  /* Run again alone: what is mended goes, the other stays, nothing is doubled. */
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, mended, "recruiter_id", self->recruiter, NULL);
  engine_test_start (self->db, run);
  g_assert_true (engine_test_step (self->engine, self->db));
  g_assert_cmpint (test_run_query (self->db, "SELECT n_done FROM run WHERE id = ?", run, NULL), ==, 5);
  engine_test_execute (self->engine, self->db);
  engine_assert_counts (self->db, run, "completed_with_skipped", 6, 0, 1, 0);
  engine_assert_result (self->db, run, mended, "moved", NULL);
  engine_assert_result (self->db, run, unmapped, "skipped", "no_mapping");
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, mended, "status", "INTERVIEW");
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM result", NULL), ==, 7);

  /* A line for the status: and all is through. */
  g_free (test_run_put (self->db, PILOT_ENTITY_MAPPING, NULL, "process_id", self->process, "status", "OFFERED", "stage_id", self->stage, NULL));
  engine_small_run_through (self, run);
  engine_assert_counts (self->db, run, "completed", 7, 0, 0, 0);
  result = pilot_result_make_id (run, unmapped);
  engine_assert_field (self->db, RESULT, result, "stage_id", self->stage);
}

static void
test_changed_since (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *deleted = engine_small_add_candidate (self, "NEW");
  g_autofree char *hired = engine_small_add_candidate (self, "NEW");
  g_autofree char *elsewhere = engine_small_add_candidate (self, "NEW");
  g_autofree char *late = NULL;
  g_autofree char *other_stage = test_run_put (self->db, PILOT_ENTITY_STAGE, NULL, "process_id", self->process, "status", "OFFERED", NULL);
  g_autofree char *line G_GNUC_UNUSED = test_run_put (self->db, PILOT_ENTITY_MAPPING, NULL, "process_id", self->process, "status", "OFFERED", "stage_id",
                                        other_stage, NULL);
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  engine_test_start (self->db, run);
  g_assert_true (engine_test_step (self->engine, self->db));
  /* The list is made: from here on it counts. */
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, deleted, "deleted", "1", "dataset", NULL, "name", NULL, NULL);
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, hired, "status", "HIRED", NULL);
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, elsewhere, "status", "OFFERED", NULL);
  late = engine_small_add_candidate (self, "NEW");
  engine_test_execute (self->engine, self->db);
  engine_assert_counts (self->db, run, "completed_with_skipped", 5, 0, 3, 0);
  engine_assert_result (self->db, run, deleted, "skipped", "deleted_since");
  engine_assert_result (self->db, run, hired, "skipped", "changed_since");
  engine_assert_result (self->db, run, elsewhere, "skipped", "changed_since");
  engine_assert_result (self->db, run, late, NULL, NULL);
  engine_assert_field (self->db, CANDIDATE, late, "run_id", NULL);

  /* Somebody has looked at it and runs it again: it goes to where it belongs now. */
  engine_small_run_through (self, run);
  engine_assert_counts (self->db, run, "completed_with_skipped", 6, 0, 2, 0);
  engine_assert_result (self->db, run, elsewhere, "moved", NULL);
  engine_assert_moved (self->db, PILOT_ENTITY_CANDIDATE, elsewhere, "status", "OFFERED");
  engine_assert_result (self->db, run, hired, "skipped", "changed_since");
}

static void
test_reference_lost (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *job = pilot_moved_make_id (self->job);

  engine_test_start (self->db, run);
  /* List; agency and recruiter; job and assignment. Then somebody deletes the job in the portal. */
  for (guint i = 0; i < 3; i++)
    g_assert_true (engine_test_step (self->engine, self->db));
  engine_assert_moved (self->db, PILOT_ENTITY_JOB, self->job, "title", "Welder");
  {
    g_autofree char *share = pilot_moved_make_id (self->assignment);

    test_run_set (self->db, PILOT_ENTITY_SHARE, share, "deleted", "1", NULL);
    test_run_set (self->db, PILOT_ENTITY_JOB, job, "deleted", "1", NULL);
  }
  while (engine_test_step (self->engine, self->db))
    ;
  engine_assert_result (self->db, run, self->candidate, "skipped", "job_not_moved");
  engine_assert_counts (self->db, run, "completed_with_skipped", 4, 0, 1, 0);
}

static void
test_place_taken (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *place = pilot_moved_make_id (self->agency);

  g_free (test_run_put (self->db, PILOT_ENTITY_AGENCY, place, "dataset", "portal", "name", "Squatter", NULL));
  engine_small_run_through (self, run);
  /* What refers to it can't go either; the job can. */
  engine_assert_counts (self->db, run, "failed", 1, 0, 3, 1);
  engine_assert_result (self->db, run, self->agency, "failed", "id_taken");
  engine_assert_result (self->db, run, self->recruiter, "skipped", "agency_not_moved");
  engine_assert_result (self->db, run, self->assignment, "skipped", "recruiter_not_moved");
  engine_assert_result (self->db, run, self->candidate, "skipped", "agency_not_moved");
  engine_assert_result (self->db, run, self->job, "moved", NULL);
  engine_assert_field (self->db, AGENCY, place, "name", "Squatter");
}

static void
test_pilot_then_rest (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *other = test_run_put (self->db, PILOT_ENTITY_AGENCY, NULL, "dataset", "legacy", "name", "Elm", "status", "active",
                                         "contract_state", "none", NULL);
  g_autofree char *user = test_run_put (self->db, PILOT_ENTITY_RECRUITER, NULL, "dataset", "legacy", "name", "Lou", "email",
                                        "lou@elm.example", "status", "active", "agency_id", other, NULL);
  g_autofree char *candidate = test_run_put (self->db, PILOT_ENTITY_CANDIDATE, NULL, "dataset", "legacy", "name", "Toni", "agency_id",
                                             other, "recruiter_id", user, "job_id", self->job, "status", "NEW", NULL);
  g_autofree char *pilot = test_run_make (self->db, "chosen", "legacy");
  g_autofree char *rest = test_run_make (self->db, "rest", "legacy");
  g_autofree char *again = test_run_make (self->db, "all", "legacy");

  test_run_choose (self->db, pilot, self->agency, NULL, TRUE);
  engine_small_run_through (self, pilot);
  engine_assert_counts (self->db, pilot, "completed", 5, 0, 0, 0);
  engine_assert_field (self->db, CANDIDATE, candidate, "run_id", NULL);
  engine_small_run_through (self, rest);
  engine_assert_counts (self->db, rest, "completed", 3, 5, 0, 0);
  engine_assert_result (self->db, rest, self->candidate, "linked", "moved_before");
  engine_assert_result (self->db, rest, candidate, "moved", NULL);
  engine_assert_field (self->db, CANDIDATE, self->candidate, "run_id", pilot);
  engine_assert_field (self->db, CANDIDATE, candidate, "run_id", rest);
  engine_small_run_through (self, again);
  engine_assert_counts (self->db, again, "completed", 0, 8, 0, 0);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM candidate WHERE dataset = 'portal'", NULL), ==, 2);
}

static void
test_pause (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  engine_test_start (self->db, run);
  g_assert_true (engine_test_step (self->engine, self->db));
  g_assert_true (engine_test_step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "paused", "1", NULL);
  g_assert_false (engine_test_step (self->engine, self->db));
  g_assert_cmpint (test_run_query (self->db, "SELECT n_done FROM run WHERE id = ?", run, NULL), ==, 2);
  test_run_check (self->db, FALSE);
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "paused", "0", NULL);
  engine_test_execute (self->engine, self->db);
  engine_assert_counts (self->db, run, "completed", 5, 0, 0, 0);
}

static void
test_cancel (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *next = test_run_make (self->db, "rest", "legacy");

  engine_test_start (self->db, run);
  g_assert_true (engine_test_step (self->engine, self->db));
  g_assert_true (engine_test_step (self->engine, self->db));
  /* Paused or not: it is wound up. */
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", "paused", "1", "reason", "The agency asked for it.", NULL);
  engine_test_execute (self->engine, self->db);
  engine_assert_counts (self->db, run, "cancelled", 2, 0, 3, 0);
  engine_assert_field (self->db, RUN, run, "reason", "The agency asked for it.");
  engine_assert_result (self->db, run, self->agency, "moved", NULL);
  engine_assert_result (self->db, run, self->recruiter, "moved", NULL);
  engine_assert_result (self->db, run, self->job, "skipped", "not_executed");
  engine_assert_result (self->db, run, self->candidate, "skipped", "not_executed");
  engine_assert_field (self->db, CANDIDATE, self->candidate, "run_id", NULL);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM candidate WHERE dataset = 'portal'", NULL), ==, 0);
  g_assert_false (engine_test_step (self->engine, self->db));
  /* Another run goes on from there. */
  engine_small_run_through (self, next);
  engine_assert_counts (self->db, next, "completed", 3, 2, 0, 0);
}

/* @run has left two candidates behind, and has begun to try them again. */
static void
begin_retry (EngineSmall *self, const char *run)
{
  engine_small_run_through (self, run);
  engine_assert_counts (self->db, run, "completed_with_skipped", 5, 0, 2, 0);
  engine_test_start (self->db, run);
  g_assert_true (engine_test_step (self->engine, self->db));
}

static void
test_cancel_while_run_again (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *first = engine_small_add_candidate (self, "OFFERED");
  g_autofree char *second G_GNUC_UNUSED = engine_small_add_candidate (self, "LEAD");

  begin_retry (self, run);
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", NULL);
  engine_test_execute (self->engine, self->db);
  engine_assert_counts (self->db, run, "cancelled", 5, 0, 2, 0);
  engine_assert_result (self->db, run, first, "skipped", "no_mapping");
}

static void
test_cancelled_retry (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *first = engine_small_add_candidate (self, "OFFERED");
  g_autofree char *second G_GNUC_UNUSED = engine_small_add_candidate (self, "LEAD");

  begin_retry (self, run);
  /* Begun, and given up: what the command leaves. */
  g_assert_cmpint (test_run_query (self->db, "SELECT n_skipped FROM run WHERE id = ?", run, NULL), ==, 0);
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "completed_with_skipped", "reason", "Not today", NULL);
  engine_test_execute (self->engine, self->db);
  engine_assert_counts (self->db, run, "completed_with_skipped", 5, 0, 2, 0);
  engine_assert_field (self->db, RUN, run, "reason", "Not today");
  engine_assert_result (self->db, run, first, "skipped", "no_mapping");
  g_assert_false (engine_test_step (self->engine, self->db));
  /* What was left behind is still known: it can be tried again. */
  engine_test_start (self->db, run);
  engine_test_execute (self->engine, self->db);
  engine_assert_counts (self->db, run, "completed_with_skipped", 5, 0, 2, 0);
}

static void
test_manifest (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *ordered = test_run_make (self->db, "all", "legacy");
  g_autofree char *sha256 = NULL;

  /* Ordered with another manifest: nothing is moved by it, however often. */
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "manifest_sha256", "0123", "n_expected", "77", NULL);
  engine_small_run_through (self, run);
  engine_assert_field (self->db, RUN, run, "state", "failed");
  g_assert_cmpint (test_run_query (self->db, "SELECT reason IS NOT NULL FROM run WHERE id = ?", run, NULL), ==, 1);
  engine_small_run_through (self, run);
  engine_assert_field (self->db, RUN, run, "state", "failed");
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM result", NULL), ==, 0);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM agency WHERE dataset = 'portal'", NULL), ==, 0);

  /* With that of the data it goes, and the manifest is the text that everybody makes. */
  {
    g_autoptr (PilotManifest) manifest = pilot_manifest_new (NULL, NULL);
    const PilotScopeFinding goes = { .verdict = PILOT_SCOPE_IN };
    const PilotScopeFinding placed = { .verdict = PILOT_SCOPE_IN, .stage = self->stage };

    pilot_manifest_add (manifest, PILOT_ENTITY_AGENCY, self->agency, &goes);
    pilot_manifest_add (manifest, PILOT_ENTITY_RECRUITER, self->recruiter, &goes);
    pilot_manifest_add (manifest, PILOT_ENTITY_JOB, self->job, &goes);
    pilot_manifest_add (manifest, PILOT_ENTITY_ASSIGNMENT, self->assignment, &goes);
    pilot_manifest_add (manifest, PILOT_ENTITY_CANDIDATE, self->candidate, &placed);
    sha256 = g_strdup (pilot_manifest_get_sha256 (manifest));
  }
  test_run_set (self->db, PILOT_ENTITY_RUN, ordered, "manifest_sha256", sha256, NULL);
  engine_small_run_through (self, ordered);
  engine_assert_counts (self->db, ordered, "completed", 5, 0, 0, 0);
  engine_assert_field (self->db, RUN, ordered, "manifest_sha256", sha256);
}

static void
test_counts_are_checked (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  engine_test_start (self->db, run);
  for (guint i = 0; i < 4; i++)
    g_assert_true (engine_test_step (self->engine, self->db));
  /* All is moved; before the end somebody's hand is in the data. */
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "run_id", NULL, NULL);
  g_test_expect_message ("pilotage-portal", G_LOG_LEVEL_WARNING, "run *candidate*1 results, 0 marked, 1 made");
  while (engine_test_step (self->engine, self->db))
    ;
  g_test_assert_expected_messages ();
  engine_assert_field (self->db, RUN, run, "state", "failed");
}

static void
test_restart (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  guint n = 0;

  engine_test_start (self->db, run);
  /* A new process for each step: it goes on where the last one stopped. */
  for (;;)
    {
      g_clear_pointer (&self->engine, pilot_engine_free);
      test_data_reopen (self->data);
      self->db = self->data->db;
      self->engine = pilot_engine_new (2);
      if (!engine_test_step (self->engine, self->db))
        break;
      test_run_check (self->db, TRUE);
      n++;
    }
  g_assert_cmpuint (n, ==, 5);
  engine_assert_counts (self->db, run, "completed", 5, 0, 0, 0);
}

static void
test_audit (void)
{
  g_autoptr (EngineSmall) self = engine_small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  engine_small_run_through (self, run);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM audit_event WHERE action = 'run.plan' AND count = 5", NULL), ==, 1);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM audit_event WHERE action = 'run.batch'", NULL), ==, 3);
  g_assert_cmpint (test_run_query (self->db, "SELECT sum(count) FROM audit_event WHERE action = 'run.batch'", NULL), ==, 5);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM audit_event WHERE action = 'run.finish' AND entity_id = ?"
                                             " AND detail LIKE 'state=completed %'", run, NULL), ==, 1);
  g_assert_cmpint (test_run_query (self->db, "SELECT finished_at > 0 FROM run", NULL), ==, 1);
}

/* The demo company: sizes that a person looks at. */
static void
test_demo (void)
{
  g_autoptr (TestData) data = test_data_new (600);
  g_autoptr (PilotEngine) engine = pilot_engine_new (100);
  g_autofree char *pilot = test_run_make (data->db, "chosen", "lightweight");
  g_autofree char *rest = test_run_make (data->db, "rest", "lightweight");
  g_autofree char *again = test_run_make (data->db, "all", "lightweight");
  g_autofree char *agency = test_first_id (data, "/v1/agencies");
  gint64 n_pilot;

  test_run_map (data->db);
  test_run_choose (data->db, pilot, agency, NULL, TRUE);
  engine_test_start (data->db, pilot);
  engine_test_execute (engine, data->db);
  n_pilot = test_run_query (data->db, "SELECT n_moved FROM run WHERE id = ?", pilot, NULL);
  g_assert_cmpint (n_pilot, >, 1);
  engine_test_start (data->db, rest);
  engine_test_execute (engine, data->db);
  g_assert_cmpint (test_run_query (data->db, "SELECT n_linked FROM run WHERE id = ?", rest, NULL), ==, n_pilot);
  g_assert_cmpint (test_run_query (data->db, "SELECT n_moved FROM run WHERE id = ?", rest, NULL), >, 100);
  engine_test_start (data->db, again);
  engine_test_execute (engine, data->db);
  g_assert_cmpint (test_run_query (data->db, "SELECT n_moved FROM run WHERE id = ?", again, NULL), ==, 0);
  g_assert_cmpint (test_run_query (data->db, "SELECT n_expected FROM run WHERE id = ?", again, NULL), ==,
                   test_run_query (data->db, "SELECT n_expected FROM run WHERE id = ?", rest, NULL));
  g_assert_cmpint (test_run_query (data->db, "SELECT count(*) FROM run_plan WHERE left_behind = 0", NULL), ==, 0);
  test_run_check (data->db, TRUE);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/engine/nothing is done for a run that isn't running", test_nothing_to_do);
  g_test_add_func ("/server/engine/records go like for like, candidates to the stage of the mapping", test_like_for_like);
  g_test_add_func ("/server/engine/history goes along read only and with little", test_history);
  g_test_add_func ("/server/engine/what was skipped is mended and run again alone", test_skipped_then_mended);
  g_test_add_func ("/server/engine/what was deleted or changed after the list was made is skipped", test_changed_since);
  g_test_add_func ("/server/engine/what refers to a record that is gone from the portal is skipped", test_reference_lost);
  g_test_add_func ("/server/engine/a taken place fails and holds back what refers to it", test_place_taken);
  g_test_add_func ("/server/engine/a pilot's records are linked by the rest", test_pilot_then_rest);
  g_test_add_func ("/server/engine/a paused run stands still and goes on", test_pause);
  g_test_add_func ("/server/engine/a cancelled run says what it did not do", test_cancel);
  g_test_add_func ("/server/engine/a run cancelled while it is run again keeps its results", test_cancel_while_run_again);
  g_test_add_func ("/server/engine/a retry that is given up leaves the run completed as it was", test_cancelled_retry);
  g_test_add_func ("/server/engine/nothing is moved by another manifest than the ordered one", test_manifest);
  g_test_add_func ("/server/engine/a run whose counts don't agree fails", test_counts_are_checked);
  g_test_add_func ("/server/engine/a run goes on in another process", test_restart);
  g_test_add_func ("/server/engine/each step is in the audit chain", test_audit);
  g_test_add_func ("/server/engine/the demo company moves once, whatever the runs", test_demo);
  return g_test_run ();
}
