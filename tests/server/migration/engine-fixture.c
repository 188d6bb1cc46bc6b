/* engine-fixture.c: a company of which every record is known, and runs on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "engine-fixture.h"

#include "pilot-name-uuid.h"

EngineSmall *
engine_small_new (void)
{
  EngineSmall *self = g_new0 (EngineSmall, 1);

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

void
engine_small_free (EngineSmall *self)
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

char *
engine_small_add_candidate (EngineSmall *self, const char *status)
{
  return test_run_put (self->db, PILOT_ENTITY_CANDIDATE, NULL, "dataset", "legacy", "name", "Sasha", "email", "sasha@mail.example",
                       "agency_id", self->agency, "recruiter_id", self->recruiter, "job_id", self->job, "status", status, NULL);
}

gboolean
engine_test_step_on (PilotEngine *engine, PilotPortalDb *db)
{
  g_autoptr (GError) error = NULL;
  gboolean more;
  gint64 revision;

  pilot_engine_step (engine, db, &more, &revision, &error);
  g_assert_no_error (error);
  g_assert_true (more || revision == 0);
  return more;
}

gboolean
engine_test_step (PilotEngine *engine, PilotPortalDb *db)
{
  gint64 before = test_run_query (db, "SELECT value FROM meta WHERE key = 'revision'", NULL);
  gboolean more = engine_test_step_on (engine, db);

  g_assert_true (more == (test_run_query (db, "SELECT value FROM meta WHERE key = 'revision'", NULL) > before));
  return more;
}

void
engine_test_start (PilotPortalDb *db, const char *run_id)
{
  test_run_set (db, PILOT_ENTITY_RUN, run_id, "state", "running", NULL);
}

guint
engine_test_execute (PilotEngine *engine, PilotPortalDb *db)
{
  guint n = 0;

  while (engine_test_step_on (engine, db))
    {
      test_run_check (db, FALSE);
      n++;
    }
  return n;
}

void
engine_small_run_through (EngineSmall *self, const char *run_id)
{
  engine_test_start (self->db, run_id);
  engine_test_execute (self->engine, self->db);
}

void
engine_assert_moved (PilotPortalDb *db, PilotEntity kind, const char *source_id, const char *column, const char *expected)
{
  g_autofree char *id = pilot_moved_make_id (source_id);
  g_autofree char *value = test_run_get (db, kind, id, column);

  g_assert_cmpstr (value, ==, expected);
}

void
engine_assert_result (PilotPortalDb *db, const char *run_id, const char *source_id, const char *outcome, const char *reason)
{
  g_autofree char *id = pilot_result_make_id (run_id, source_id);

  engine_assert_field (db, RESULT, id, "outcome", outcome);
  engine_assert_field (db, RESULT, id, "reason", reason);
}

void
engine_assert_counts (PilotPortalDb *db, const char *run_id, const char *state, gint64 moved, gint64 linked, gint64 skipped, gint64 failed)
{
  engine_assert_field (db, RUN, run_id, "state", state);
  g_assert_cmpint (test_run_query (db, "SELECT n_moved FROM run WHERE id = ?", run_id, NULL), ==, moved);
  g_assert_cmpint (test_run_query (db, "SELECT n_linked FROM run WHERE id = ?", run_id, NULL), ==, linked);
  g_assert_cmpint (test_run_query (db, "SELECT n_skipped FROM run WHERE id = ?", run_id, NULL), ==, skipped);
  g_assert_cmpint (test_run_query (db, "SELECT n_failed FROM run WHERE id = ?", run_id, NULL), ==, failed);
  g_assert_cmpint (test_run_query (db, "SELECT n_done = n_expected FROM run WHERE id = ?", run_id, NULL), ==, 1);
}
