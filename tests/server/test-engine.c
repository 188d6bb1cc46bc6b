/* test-engine.c: runs are executed record by record, whatever comes between
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-engine.h"
#include "pilot-manifest.h"
#include "pilot-name-uuid.h"
#include "pilot-run-plan.h"
#include "pilot-test-data.h"
#include "pilot-test-run.h"

/* A company of which every record is known. */
typedef struct
{
  TestData *data; /* (owned) */
  PilotPortalDb *db;
  PilotEngine *engine; /* (owned) */
  char *process;       /* (owned), as all ids */
  char *stage;
  char *agency;
  char *recruiter;
  char *job;
  char *filled;
  char *assignment;
  char *candidate;
} Small;

static Small *
small_new (void)
{
  Small *self = g_new0 (Small, 1);

  self->data = test_data_new (0);
  self->db = self->data->db;
  self->engine = pilot_engine_new (2);
  self->process = test_run_put (self->db, PILOT_ENTITY_PROCESS, NULL, "name", "Hiring", NULL);
  self->stage = test_run_put (self->db, PILOT_ENTITY_STAGE, NULL, "process_id", self->process, "status", "INTERVIEW", "sub_status",
                              "Phone screen", NULL);
  g_free (test_run_put (self->db, PILOT_ENTITY_MAPPING, NULL, "process_id", self->process, "status", "NEW", "stage_id", self->stage, NULL));
  self->agency = test_run_put (self->db, PILOT_ENTITY_AGENCY, NULL, "dataset", "legacy", "name", "Old Oak", "status", "active",
                               "contract_state", "accepted", "email", "office@oak.example", "notes", "Pays late.", NULL);
  self->recruiter = test_run_put (self->db, PILOT_ENTITY_RECRUITER, NULL, "dataset", "legacy", "name", "Kim", "email", "kim@oak.example",
                                  "status", "active", "agency_id", self->agency, NULL);
  self->job = test_run_put (self->db, PILOT_ENTITY_JOB, NULL, "dataset", "legacy", "title", "Welder", "status", "SOURCING",
                            "posting_status", "PUBLIC", "process_id", self->process, "notes", "Three of them.", NULL);
  self->filled = test_run_put (self->db, PILOT_ENTITY_JOB, NULL, "dataset", "legacy", "title", "Turner", "status", "FILLED",
                               "posting_status", "NOT_PUBLISHED", "process_id", self->process, "notes", "Done.", NULL);
  self->assignment = test_run_put (self->db, PILOT_ENTITY_ASSIGNMENT, NULL, "recruiter_id", self->recruiter, "job_id", self->job,
                                   "status", "NEW", "assigned_at", "1000", NULL);
  self->candidate = test_run_put (self->db, PILOT_ENTITY_CANDIDATE, NULL, "dataset", "legacy", "name", "Robin", "email",
                                  "robin@mail.example", "phone", "+49 1", "agency_id", self->agency, "recruiter_id", self->recruiter,
                                  "job_id", self->job, "status", "NEW", "submitted_at", "2000", "notes", "Call back.", NULL);
  return self;
}

static void
small_free (Small *self)
{
  pilot_engine_free (self->engine);
  test_data_free (self->data);
  g_free (self->process);
  g_free (self->stage);
  g_free (self->agency);
  g_free (self->recruiter);
  g_free (self->job);
  g_free (self->filled);
  g_free (self->assignment);
  g_free (self->candidate);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Small, small_free)

static char *
add_candidate (Small *self, const char *status)
{
  return test_run_put (self->db, PILOT_ENTITY_CANDIDATE, NULL, "dataset", "legacy", "name", "Sasha", "email", "sasha@mail.example",
                       "agency_id", self->agency, "recruiter_id", self->recruiter, "job_id", self->job, "status", status, NULL);
}

/* FALSE: nothing was to be done. */
static gboolean
step_on (PilotEngine *engine, PilotPortalDb *db)
{
  g_autoptr (GError) error = NULL;
  gboolean more;
  gint64 revision;

  pilot_engine_step (engine, db, &more, &revision, &error);
  g_assert_no_error (error);
  g_assert_true (more || revision == 0);
  return more;
}

/* Where somebody waits there are steps that change nothing that anybody sees. */
static gboolean
step (PilotEngine *engine, PilotPortalDb *db)
{
  gint64 before = test_run_query (db, "SELECT value FROM meta WHERE key = 'revision'", NULL);
  gboolean more = step_on (engine, db);

  g_assert_true (more == (test_run_query (db, "SELECT value FROM meta WHERE key = 'revision'", NULL) > before));
  return more;
}

static void
start (PilotPortalDb *db, const char *run_id)
{
  test_run_set (db, PILOT_ENTITY_RUN, run_id, "state", "running", NULL);
}

/* Executes until nothing is left to do; what must hold holds after each step. */
static guint
execute (PilotEngine *engine, PilotPortalDb *db)
{
  guint n = 0;

  while (step_on (engine, db))
    {
      test_run_check (db, FALSE);
      n++;
    }
  return n;
}

static void
run_through (Small *self, const char *run_id)
{
  start (self->db, run_id);
  execute (self->engine, self->db);
}

#define assert_field(db, kind, id, column, expected)                                \
  G_STMT_START                                                                      \
  {                                                                                 \
    g_autofree char *value_ = test_run_get (db, PILOT_ENTITY_##kind, id, column);   \
    g_assert_cmpstr (value_, ==, expected);                                         \
  }                                                                                 \
  G_STMT_END

static void
assert_moved (PilotPortalDb *db, PilotEntity kind, const char *source_id, const char *column, const char *expected)
{
  g_autofree char *id = pilot_moved_make_id (source_id);
  g_autofree char *value = test_run_get (db, kind, id, column);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_result (PilotPortalDb *db, const char *run_id, const char *source_id, const char *outcome, const char *reason)
{
  g_autofree char *id = pilot_result_make_id (run_id, source_id);

  assert_field (db, RESULT, id, "outcome", outcome);
  assert_field (db, RESULT, id, "reason", reason);
}

static void
assert_counts (PilotPortalDb *db, const char *run_id, const char *state, gint64 moved, gint64 linked, gint64 skipped, gint64 failed)
{
  assert_field (db, RUN, run_id, "state", state);
  g_assert_cmpint (test_run_query (db, "SELECT n_moved FROM run WHERE id = ?", run_id, NULL), ==, moved);
  g_assert_cmpint (test_run_query (db, "SELECT n_linked FROM run WHERE id = ?", run_id, NULL), ==, linked);
  g_assert_cmpint (test_run_query (db, "SELECT n_skipped FROM run WHERE id = ?", run_id, NULL), ==, skipped);
  g_assert_cmpint (test_run_query (db, "SELECT n_failed FROM run WHERE id = ?", run_id, NULL), ==, failed);
  g_assert_cmpint (test_run_query (db, "SELECT n_done = n_expected FROM run WHERE id = ?", run_id, NULL), ==, 1);
}

static void
test_nothing_to_do (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  gint64 before = test_revision (self->data);

  /* Ordered, but not started; paused; ended. */
  g_assert_false (step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "running", "paused", "1", NULL);
  g_assert_false (step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "completed", "paused", "0", NULL);
  g_assert_false (step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", NULL);
  g_assert_false (step (self->engine, self->db));
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM result", NULL), ==, 0);
  g_assert_cmpint (before, <, test_revision (self->data));
}

static void
test_like_for_like (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *agency = pilot_moved_make_id (self->agency);
  g_autofree char *recruiter = pilot_moved_make_id (self->recruiter);
  g_autofree char *job = pilot_moved_make_id (self->job);

  run_through (self, run);
  assert_counts (self->db, run, "completed", 5, 0, 0, 0);
  assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "name", "Old Oak");
  assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "dataset", "portal");
  assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "contract_state", "accepted");
  assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "notes", "Pays late.");
  assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "source_id", self->agency);
  assert_moved (self->db, PILOT_ENTITY_AGENCY, self->agency, "run_id", run);
  assert_moved (self->db, PILOT_ENTITY_RECRUITER, self->recruiter, "agency_id", agency);
  assert_moved (self->db, PILOT_ENTITY_RECRUITER, self->recruiter, "email", "kim@oak.example");
  assert_moved (self->db, PILOT_ENTITY_JOB, self->job, "process_id", self->process);
  assert_moved (self->db, PILOT_ENTITY_JOB, self->job, "notes", "Three of them.");
  assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "id", NULL);
  assert_moved (self->db, PILOT_ENTITY_SHARE, self->assignment, "recruiter_id", recruiter);
  assert_moved (self->db, PILOT_ENTITY_SHARE, self->assignment, "job_id", job);
  assert_moved (self->db, PILOT_ENTITY_SHARE, self->assignment, "shared_at", "1000");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "agency_id", agency);
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "recruiter_id", recruiter);
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "job_id", job);
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "phone", "+49 1");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "submitted_at", "2000");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "read_only", NULL);
  /* In the stage that the mapping names. */
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "status", "INTERVIEW");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "sub_status", "Phone screen");
  assert_field (self->db, CANDIDATE, self->candidate, "status", "NEW");
  assert_field (self->db, CANDIDATE, self->candidate, "run_id", run);
  assert_field (self->db, ASSIGNMENT, self->assignment, "run_id", run);
  assert_result (self->db, run, self->candidate, "moved", NULL);
  {
    g_autofree char *result = pilot_result_make_id (run, self->candidate);
    g_autofree char *target = pilot_moved_make_id (self->candidate);

    assert_field (self->db, RESULT, result, "stage_id", self->stage);
    assert_field (self->db, RESULT, result, "target_id", target);
    assert_field (self->db, RESULT, result, "record_kind", "candidate");
  }
}

static void
test_history (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "lightweight");
  g_autofree char *job = pilot_moved_make_id (self->filled);
  g_autofree char *agency = pilot_moved_make_id (self->agency);

  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "status", "HIRED", "job_id", self->filled, "sub_status", "Signed",
                "person_id", "somebody", "external_id", "X1", NULL);
  run_through (self, run);
  assert_counts (self->db, run, "completed", 6, 0, 0, 0);
  assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "title", "Turner");
  assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "status", "FILLED");
  assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "read_only", "1");
  assert_moved (self->db, PILOT_ENTITY_JOB, self->filled, "notes", NULL);
  assert_moved (self->db, PILOT_ENTITY_JOB, self->job, "read_only", NULL);
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "read_only", "1");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "name", "Robin");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "status", "HIRED");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "sub_status", "Signed");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "submitted_at", "2000");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "agency_id", agency);
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "job_id", job);
  for (guint i = 0; i < 6; i++)
    {
      static const char *const left_out[] = { "email", "phone", "notes", "recruiter_id", "person_id", "external_id" };

      assert_moved (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, left_out[i], NULL);
    }
}

static void
test_skipped_then_mended (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *unmapped = add_candidate (self, "OFFERED");
  g_autofree char *mended = add_candidate (self, "NEW");
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *result = NULL;

  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, mended, "recruiter_id", NULL, NULL);
  run_through (self, run);
  assert_counts (self->db, run, "completed_with_skipped", 5, 0, 2, 0);
  assert_result (self->db, run, unmapped, "skipped", "no_mapping");
  assert_result (self->db, run, mended, "skipped", "no_recruiter");
  assert_field (self->db, CANDIDATE, mended, "run_id", NULL);
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, mended, "id", NULL);

  /* Run again alone: what is mended goes, the other stays, nothing is doubled. */
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, mended, "recruiter_id", self->recruiter, NULL);
  start (self->db, run);
  g_assert_true (step (self->engine, self->db));
  g_assert_cmpint (test_run_query (self->db, "SELECT n_done FROM run WHERE id = ?", run, NULL), ==, 5);
  execute (self->engine, self->db);
  assert_counts (self->db, run, "completed_with_skipped", 6, 0, 1, 0);
  assert_result (self->db, run, mended, "moved", NULL);
  assert_result (self->db, run, unmapped, "skipped", "no_mapping");
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, mended, "status", "INTERVIEW");
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM result", NULL), ==, 7);

  /* A line for the status: and all is through. */
  g_free (test_run_put (self->db, PILOT_ENTITY_MAPPING, NULL, "process_id", self->process, "status", "OFFERED", "stage_id", self->stage, NULL));
  run_through (self, run);
  assert_counts (self->db, run, "completed", 7, 0, 0, 0);
  result = pilot_result_make_id (run, unmapped);
  assert_field (self->db, RESULT, result, "stage_id", self->stage);
}

static void
test_changed_since (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *deleted = add_candidate (self, "NEW");
  g_autofree char *hired = add_candidate (self, "NEW");
  g_autofree char *elsewhere = add_candidate (self, "NEW");
  g_autofree char *late = NULL;
  g_autofree char *other_stage = test_run_put (self->db, PILOT_ENTITY_STAGE, NULL, "process_id", self->process, "status", "OFFERED", NULL);
  g_autofree char *line G_GNUC_UNUSED = test_run_put (self->db, PILOT_ENTITY_MAPPING, NULL, "process_id", self->process, "status", "OFFERED", "stage_id",
                                        other_stage, NULL);
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  start (self->db, run);
  g_assert_true (step (self->engine, self->db));
  /* The list is made: from here on it counts. */
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, deleted, "deleted", "1", "dataset", NULL, "name", NULL, NULL);
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, hired, "status", "HIRED", NULL);
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, elsewhere, "status", "OFFERED", NULL);
  late = add_candidate (self, "NEW");
  execute (self->engine, self->db);
  assert_counts (self->db, run, "completed_with_skipped", 5, 0, 3, 0);
  assert_result (self->db, run, deleted, "skipped", "deleted_since");
  assert_result (self->db, run, hired, "skipped", "changed_since");
  assert_result (self->db, run, elsewhere, "skipped", "changed_since");
  assert_result (self->db, run, late, NULL, NULL);
  assert_field (self->db, CANDIDATE, late, "run_id", NULL);

  /* Somebody has looked at it and runs it again: it goes to where it belongs now. */
  run_through (self, run);
  assert_counts (self->db, run, "completed_with_skipped", 6, 0, 2, 0);
  assert_result (self->db, run, elsewhere, "moved", NULL);
  assert_moved (self->db, PILOT_ENTITY_CANDIDATE, elsewhere, "status", "OFFERED");
  assert_result (self->db, run, hired, "skipped", "changed_since");
}

static void
test_reference_lost (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *job = pilot_moved_make_id (self->job);

  start (self->db, run);
  /* List; agency and recruiter; job and assignment. Then somebody deletes the job in the portal. */
  for (guint i = 0; i < 3; i++)
    g_assert_true (step (self->engine, self->db));
  assert_moved (self->db, PILOT_ENTITY_JOB, self->job, "title", "Welder");
  {
    g_autofree char *share = pilot_moved_make_id (self->assignment);

    test_run_set (self->db, PILOT_ENTITY_SHARE, share, "deleted", "1", NULL);
    test_run_set (self->db, PILOT_ENTITY_JOB, job, "deleted", "1", NULL);
  }
  while (step (self->engine, self->db))
    ;
  assert_result (self->db, run, self->candidate, "skipped", "job_not_moved");
  assert_counts (self->db, run, "completed_with_skipped", 4, 0, 1, 0);
}

static void
test_place_taken (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *place = pilot_moved_make_id (self->agency);

  g_free (test_run_put (self->db, PILOT_ENTITY_AGENCY, place, "dataset", "portal", "name", "Squatter", NULL));
  run_through (self, run);
  /* What refers to it can't go either; the job can. */
  assert_counts (self->db, run, "failed", 1, 0, 3, 1);
  assert_result (self->db, run, self->agency, "failed", "id_taken");
  assert_result (self->db, run, self->recruiter, "skipped", "agency_not_moved");
  assert_result (self->db, run, self->assignment, "skipped", "recruiter_not_moved");
  assert_result (self->db, run, self->candidate, "skipped", "agency_not_moved");
  assert_result (self->db, run, self->job, "moved", NULL);
  assert_field (self->db, AGENCY, place, "name", "Squatter");
}

static void
test_pilot_then_rest (void)
{
  g_autoptr (Small) self = small_new ();
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
  run_through (self, pilot);
  assert_counts (self->db, pilot, "completed", 5, 0, 0, 0);
  assert_field (self->db, CANDIDATE, candidate, "run_id", NULL);
  run_through (self, rest);
  assert_counts (self->db, rest, "completed", 3, 5, 0, 0);
  assert_result (self->db, rest, self->candidate, "linked", "moved_before");
  assert_result (self->db, rest, candidate, "moved", NULL);
  assert_field (self->db, CANDIDATE, self->candidate, "run_id", pilot);
  assert_field (self->db, CANDIDATE, candidate, "run_id", rest);
  run_through (self, again);
  assert_counts (self->db, again, "completed", 0, 8, 0, 0);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM candidate WHERE dataset = 'portal'", NULL), ==, 2);
}

static void
test_pause (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  start (self->db, run);
  g_assert_true (step (self->engine, self->db));
  g_assert_true (step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "paused", "1", NULL);
  g_assert_false (step (self->engine, self->db));
  g_assert_cmpint (test_run_query (self->db, "SELECT n_done FROM run WHERE id = ?", run, NULL), ==, 2);
  test_run_check (self->db, FALSE);
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "paused", "0", NULL);
  execute (self->engine, self->db);
  assert_counts (self->db, run, "completed", 5, 0, 0, 0);
}

static void
test_cancel (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *next = test_run_make (self->db, "rest", "legacy");

  start (self->db, run);
  g_assert_true (step (self->engine, self->db));
  g_assert_true (step (self->engine, self->db));
  /* Paused or not: it is wound up. */
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", "paused", "1", "reason", "The agency asked for it.", NULL);
  execute (self->engine, self->db);
  assert_counts (self->db, run, "cancelled", 2, 0, 3, 0);
  assert_field (self->db, RUN, run, "reason", "The agency asked for it.");
  assert_result (self->db, run, self->agency, "moved", NULL);
  assert_result (self->db, run, self->recruiter, "moved", NULL);
  assert_result (self->db, run, self->job, "skipped", "not_executed");
  assert_result (self->db, run, self->candidate, "skipped", "not_executed");
  assert_field (self->db, CANDIDATE, self->candidate, "run_id", NULL);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM candidate WHERE dataset = 'portal'", NULL), ==, 0);
  g_assert_false (step (self->engine, self->db));
  /* Another run goes on from there. */
  run_through (self, next);
  assert_counts (self->db, next, "completed", 3, 2, 0, 0);
}

static void
test_cancel_while_run_again (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *first = add_candidate (self, "OFFERED");
  g_autofree char *second G_GNUC_UNUSED = add_candidate (self, "LEAD");

  run_through (self, run);
  assert_counts (self->db, run, "completed_with_skipped", 5, 0, 2, 0);
  start (self->db, run);
  g_assert_true (step (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", NULL);
  execute (self->engine, self->db);
  assert_counts (self->db, run, "cancelled", 5, 0, 2, 0);
  assert_result (self->db, run, first, "skipped", "no_mapping");
}

static void
test_manifest (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *ordered = test_run_make (self->db, "all", "legacy");
  g_autofree char *sha256 = NULL;

  /* Ordered with another manifest: nothing is moved by it, however often. */
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "manifest_sha256", "0123", "n_expected", "77", NULL);
  run_through (self, run);
  assert_field (self->db, RUN, run, "state", "failed");
  g_assert_cmpint (test_run_query (self->db, "SELECT reason IS NOT NULL FROM run WHERE id = ?", run, NULL), ==, 1);
  run_through (self, run);
  assert_field (self->db, RUN, run, "state", "failed");
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
  run_through (self, ordered);
  assert_counts (self->db, ordered, "completed", 5, 0, 0, 0);
  assert_field (self->db, RUN, ordered, "manifest_sha256", sha256);
}

static void
test_counts_are_checked (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  start (self->db, run);
  for (guint i = 0; i < 4; i++)
    g_assert_true (step (self->engine, self->db));
  /* All is moved; before the end somebody's hand is in the data. */
  test_run_set (self->db, PILOT_ENTITY_CANDIDATE, self->candidate, "run_id", NULL, NULL);
  g_test_expect_message ("pilotage-portal", G_LOG_LEVEL_WARNING, "run *candidate*1 results, 0 marked, 1 made");
  while (step (self->engine, self->db))
    ;
  g_test_assert_expected_messages ();
  assert_field (self->db, RUN, run, "state", "failed");
}

static void
test_restart (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  guint n = 0;

  start (self->db, run);
  /* A new process for each step: it goes on where the last one stopped. */
  for (;;)
    {
      g_clear_pointer (&self->engine, pilot_engine_free);
      test_data_reopen (self->data);
      self->db = self->data->db;
      self->engine = pilot_engine_new (2);
      if (!step (self->engine, self->db))
        break;
      test_run_check (self->db, TRUE);
      n++;
    }
  g_assert_cmpuint (n, ==, 5);
  assert_counts (self->db, run, "completed", 5, 0, 0, 0);
}

static gboolean
always_cb (gpointer user_data)
{
  return TRUE;
}

static gboolean
is_listed (Small *self, const char *run_id)
{
  return test_run_query (self->db, "SELECT coalesce(sum(pass), 0) FROM run_progress JOIN run ON run.row = run_progress.run WHERE id = ?",
                         run_id, NULL) > 0;
}

/* Somebody always waits, so that every step is as short as it can be: two records. */
static Small *
hurried_new (void)
{
  Small *self = small_new ();

  pilot_engine_set_waiting (self->engine, always_cb, NULL);
  return self;
}

static char *
find_sha256 (Small *self)
{
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  pilot_engine_set_waiting (self->engine, NULL, NULL);
  start (self->db, run);
  g_assert_true (step (self->engine, self->db));
  pilot_engine_set_waiting (self->engine, always_cb, NULL);
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", NULL);
  execute (self->engine, self->db);
  return test_run_get (self->db, PILOT_ENTITY_RUN, run, "manifest_sha256");
}

static void
test_sliced (void)
{
  g_autoptr (Small) self = hurried_new ();
  g_autofree char *sha256 = find_sha256 (self);
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  gint64 revision;
  guint n_slices = 0;

  start (self->db, run);
  revision = test_revision (self->data);
  while (!is_listed (self, run))
    {
      /* Half a list is nobody's list: nothing is moved by it, and nobody is told of it. */
      g_assert_cmpint (test_revision (self->data), ==, revision);
      g_assert_true (step_on (self->engine, self->db));
      n_slices++;
    }
  g_assert_cmpuint (n_slices, >, 3);
  execute (self->engine, self->db);
  /* What was put off for who waited is as usual again. */
  g_assert_cmpint (test_run_query (self->db, "PRAGMA wal_autocheckpoint", NULL), >, 0);
  assert_counts (self->db, run, "completed", 5, 0, 0, 0);
  assert_field (self->db, RUN, run, "manifest_sha256", sha256);
  test_run_check (self->db, TRUE);
}

/* Killed after any slice of the list: the next process begins anew, with nothing doubled. */
static void
test_list_cut (void)
{
  for (guint n_before = 1; n_before < 8; n_before++)
    {
      g_autoptr (Small) self = hurried_new ();
      g_autofree char *run = test_run_make (self->db, "all", "legacy");

      start (self->db, run);
      for (guint i = 0; i < n_before && !is_listed (self, run); i++)
        g_assert_true (step_on (self->engine, self->db));
      g_clear_pointer (&self->engine, pilot_engine_free);
      test_data_reopen (self->data);
      self->db = self->data->db;
      self->engine = pilot_engine_new (2);
      pilot_engine_set_waiting (self->engine, always_cb, NULL);
      while (!is_listed (self, run))
        g_assert_true (step_on (self->engine, self->db));
      g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM run_plan", NULL), ==, 5);
      execute (self->engine, self->db);
      assert_counts (self->db, run, "completed", 5, 0, 0, 0);
      test_run_check (self->db, TRUE);
    }
}

/* What is listed is of one state of the data. */
static void
test_list_begins_anew (void)
{
  g_autoptr (Small) self = hurried_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *late = NULL;

  start (self->db, run);
  while (test_run_query (self->db, "SELECT count(*) FROM run_plan", NULL) == 0)
    g_assert_true (step_on (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_JOB, self->job, "status", "FILLED", NULL);
  late = add_candidate (self, "NEW");
  execute (self->engine, self->db);
  /* The job stays, and with it what hangs on it. */
  assert_result (self->db, run, self->agency, "moved", NULL);
  assert_result (self->db, run, self->job, NULL, NULL);
  assert_result (self->db, run, self->assignment, NULL, NULL);
  g_assert_cmpint (test_run_query (self->db, "SELECT n_done = n_expected FROM run WHERE id = ?", run, NULL), ==, 1);
  test_run_check (self->db, TRUE);
}

static void
test_list_given_up (void)
{
  g_autoptr (Small) self = hurried_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *next = test_run_make (self->db, "all", "legacy");

  start (self->db, run);
  while (test_run_query (self->db, "SELECT count(*) FROM run_plan", NULL) == 0)
    g_assert_true (step_on (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", NULL);
  execute (self->engine, self->db);
  assert_field (self->db, RUN, run, "state", "cancelled");
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM run_plan", NULL), ==, 0);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM result", NULL), ==, 0);
  run_through (self, next);
  assert_counts (self->db, next, "completed", 5, 0, 0, 0);
}

/* Records that are deleted while the end compares count as made, once. */
static void
test_end_begins_anew (void)
{
  g_autoptr (Small) self = hurried_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *job = pilot_moved_make_id (self->job);
  g_autofree char *share = pilot_moved_make_id (self->assignment);
  g_autofree char *candidate = pilot_moved_make_id (self->candidate);
  guint n = 0;

  start (self->db, run);
  while (test_run_query (self->db, "SELECT coalesce(n_done, 0) FROM run WHERE id = ?", run, NULL) < 5)
    g_assert_true (step_on (self->engine, self->db));
  while (step_on (self->engine, self->db))
    {
      static const char *const buried[] = { "deleted", "1", "run_id", NULL, "source_id", NULL };
      const char *ids[] = { candidate, share, job };
      const PilotEntity entities[] = { PILOT_ENTITY_CANDIDATE, PILOT_ENTITY_SHARE, PILOT_ENTITY_JOB };

      if (n < G_N_ELEMENTS (ids))
        test_run_set (self->db, entities[n], ids[n], buried[0], buried[1], buried[2], buried[3], buried[4], buried[5], NULL);
      n++;
    }
  g_assert_cmpuint (n, >=, 4);
  assert_counts (self->db, run, "completed", 5, 0, 0, 0);
}

static void
test_audit (void)
{
  g_autoptr (Small) self = small_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  run_through (self, run);
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
  start (data->db, pilot);
  execute (engine, data->db);
  n_pilot = test_run_query (data->db, "SELECT n_moved FROM run WHERE id = ?", pilot, NULL);
  g_assert_cmpint (n_pilot, >, 1);
  start (data->db, rest);
  execute (engine, data->db);
  g_assert_cmpint (test_run_query (data->db, "SELECT n_linked FROM run WHERE id = ?", rest, NULL), ==, n_pilot);
  g_assert_cmpint (test_run_query (data->db, "SELECT n_moved FROM run WHERE id = ?", rest, NULL), >, 100);
  start (data->db, again);
  execute (engine, data->db);
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
  g_test_add_func ("/server/engine/nothing is moved by another manifest than the ordered one", test_manifest);
  g_test_add_func ("/server/engine/a run whose counts don't agree fails", test_counts_are_checked);
  g_test_add_func ("/server/engine/a run goes on in another process", test_restart);
  g_test_add_func ("/server/engine/a list made in slices is the same list", test_sliced);
  g_test_add_func ("/server/engine/a list that is cut is made anew", test_list_cut);
  g_test_add_func ("/server/engine/a list is of one state of the data", test_list_begins_anew);
  g_test_add_func ("/server/engine/a run that is given up while it is listed leaves no list", test_list_given_up);
  g_test_add_func ("/server/engine/what is deleted while the end compares is counted once", test_end_begins_anew);
  g_test_add_func ("/server/engine/each step is in the audit chain", test_audit);
  g_test_add_func ("/server/engine/the demo company moves once, whatever the runs", test_demo);
  return g_test_run ();
}
