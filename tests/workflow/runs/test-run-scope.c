/* test-run-scope.c: what a run takes along, in numbers, lists and a checksum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-compare.h"
#include "pilot-run-manifest.h"
#include "pilot-run-scope.h"
#include "run-fixture.h"

static const PilotRunLine *
find_line (const PilotRunCounts *counts, PilotEntity entity, const char *status)
{
  guint n_rules;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);

  return &counts->lines[pilot_scope_find_rule (entity, status) - rules];
}

static PilotRunCounts *
count (RunFixture *self, const char *id)
{
  g_autoptr (PilotRecord) run = run_get (self, id);
  g_autoptr (GError) error = NULL;
  PilotRunCounts *counts = pilot_run_counts_make (self->workspace, run, NULL, &error);

  g_assert_no_error (error);
  return counts;
}

static void
test_everybody (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (PilotRunCounts) counts = count (self, id);

  g_assert_cmpuint (counts->kinds[PILOT_ENTITY_AGENCY].n_goes, ==, RUN_N_AGENCIES);
  g_assert_cmpuint (counts->kinds[PILOT_ENTITY_RECRUITER].n_goes, ==, 2 * RUN_N_AGENCIES);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_JOB, "SOURCING")->n_goes, ==, 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_JOB, "FILLED")->n, ==, 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_JOB, "FILLED")->n_goes, ==, 0);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_JOB, "ON_HOLD")->n_goes, ==, 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "NEW")->n, ==, 3);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "NEW")->n_goes, ==, 2);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "NEW")->n_skipped, ==, 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "HIRED")->n, ==, 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "HIRED")->n_goes, ==, 0);
  g_assert_cmpuint (counts->kinds[PILOT_ENTITY_CANDIDATE].n_left, ==, 0);
  g_assert_cmpuint (pilot_run_counts_get_reason (counts, PILOT_ENTITY_CANDIDATE, "no_job"), ==, 1);
  g_assert_cmpuint (pilot_run_counts_get_reason (counts, PILOT_N_ENTITIES, "no_agency"), ==, 0);
  /* 6 agencies, 12 users, 2 jobs, 2 assignments, 4 candidates, of whom one can't go. */
  g_assert_cmpuint (counts->n_in_scope, ==, 26);
  g_assert_cmpuint (counts->n_skipped, ==, 1);
}

static void
test_chosen (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");
  g_autoptr (PilotRunCounts) counts = NULL;

  run_choose (self, id, TRUE, 1u, G_MAXUINT);
  /* Whoever hangs on nobody belongs to no agency that is chosen. */
  run_set (self, PILOT_ENTITY_CANDIDATE, 7, PILOT_CANDIDATE_AGENCY_ID, NULL);
  run_set (self, PILOT_ENTITY_CANDIDATE, 7, PILOT_CANDIDATE_RECRUITER_ID, NULL);
  counts = count (self, id);
  g_assert_cmpuint (counts->kinds[PILOT_ENTITY_AGENCY].n_goes, ==, 1);
  g_assert_cmpuint (counts->kinds[PILOT_ENTITY_AGENCY].n_left, ==, RUN_N_AGENCIES - 1);
  g_assert_cmpuint (counts->kinds[PILOT_ENTITY_RECRUITER].n_left, ==, 2 * RUN_N_AGENCIES - 2);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "NEW")->n, ==, 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "NEW")->n_left, ==, 2);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "HIRED")->n, ==, 0);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "HIRED")->n_left, ==, 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_ASSIGNMENT, "IN_PROGRESS")->n_goes, ==, 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_ASSIGNMENT, "NEW")->n_left, ==, 1);
}

/* What an earlier run moved is linked, and what is decided otherwise goes read only. */
static void
test_linked_and_light (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "rest");
  g_autofree char *earlier = run_id (PILOT_ENTITY_RUN, 9);
  g_autoptr (PilotRecord) history = pilot_record_new (PILOT_ENTITY_RUN);
  g_autoptr (PilotRunCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *expected = NULL;

  run_set (self, PILOT_ENTITY_AGENCY, 0, PILOT_AGENCY_RUN_ID, earlier);
  run_set (self, PILOT_ENTITY_CANDIDATE, 1, PILOT_CANDIDATE_RUN_ID, earlier);
  pilot_record_set_text (history, PILOT_FIELD_ID, id);
  pilot_record_set_text (history, PILOT_RUN_HISTORY, "lightweight");
  run_save (self, history, &error);
  g_assert_no_error (error);
  counts = count (self, id);
  g_assert_cmpuint (counts->kinds[PILOT_ENTITY_AGENCY].n_linked, ==, 1);
  g_assert_cmpuint (counts->kinds[PILOT_ENTITY_AGENCY].n_goes, ==, RUN_N_AGENCIES - 1);
  g_assert_cmpuint (find_line (counts, PILOT_ENTITY_CANDIDATE, "NEW")->n_linked, ==, 1);
  g_assert_cmpuint (pilot_run_counts_get_reason (counts, PILOT_N_ENTITIES, "moved_before"), ==, 2);
  g_assert_cmpuint (counts->n_light[PILOT_ENTITY_CANDIDATE], >=, 1);
  moved = pilot_run_counts_dup_moved (counts);
  expected = g_strdup_printf ("%d new, 1 already moved: it is linked, never doubled", RUN_N_AGENCIES - 1);
  g_assert_cmpstr (moved, ==, expected);
}

static void
count_notify_cb (PilotRunScope *scope, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static guint64
get_agencies (PilotRunScope *scope)
{
  const PilotRunCounts *counts = pilot_run_scope_get_counts (scope);

  return counts != NULL && !pilot_run_scope_get_loading (scope) ? counts->kinds[PILOT_ENTITY_AGENCY].n_goes : G_MAXUINT64;
}

static void
test_live (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");
  g_autoptr (PilotRecord) run = run_get (self, id);
  g_autoptr (PilotRunScope) scope = pilot_run_scope_new (self->workspace);
  guint n = 0;

  g_signal_connect (scope, "notify::counts", G_CALLBACK (count_notify_cb), &n);
  g_assert_null (pilot_run_scope_get_counts (scope));
  pilot_run_scope_set_run (scope, run);
  g_assert_true (pilot_run_scope_get_loading (scope));
  PILOT_TEST_WAIT_UNTIL (get_agencies (scope) == 0);
  run_choose (self, id, TRUE, 1u, 2u, 3u, G_MAXUINT);
  PILOT_TEST_WAIT_UNTIL (get_agencies (scope) == 3);
  /* A row of changes is counted once: not for each. */
  n = 0;
  for (guint i = 0; i < 20; i++)
    pilot_run_scope_set_run (scope, run);
  PILOT_TEST_WAIT_UNTIL (get_agencies (scope) == 3);
  g_assert_cmpuint (n, ==, 1);
  pilot_run_scope_set_run (scope, NULL);
  g_assert_false (pilot_run_scope_get_loading (scope));
  g_signal_handlers_disconnect_by_data (scope, &n);
}

static void
test_cancelled (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (PilotRecord) run = run_get (self, id);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  PilotRunCounts *counts;

  g_cancellable_cancel (cancellable);
  counts = pilot_run_counts_make (self->workspace, run, cancellable, &error);
  /* So few rows may be through before it is seen. */
  g_assert_true (counts != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_pointer (&counts, pilot_run_counts_unref);
}

static PilotRunManifest *
save_manifest (RunFixture *self, const char *id, GFile *file, GError **error)
{
  g_autoptr (PilotRecord) run = run_get (self, id);
  g_autoptr (GAsyncResult) result = NULL;

  pilot_run_manifest_save_async (self->workspace, run, file, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_run_manifest_make_finish (self->workspace, result, error);
}

static void
test_manifest (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autofree char *path = g_build_filename (self->dir, "expected.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunManifest) manifest = save_manifest (self, id, file, &error);
  g_autoptr (PilotRunManifest) again = NULL;
  g_autoptr (PilotRunManifest) changed = NULL;
  g_autofree char *counts = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (manifest->n_expected, ==, 26);
  g_assert_cmpuint (manifest->kinds[PILOT_ENTITY_CANDIDATE].n, ==, 4);
  g_assert_cmpuint (manifest->kinds[PILOT_ENTITY_CANDIDATE].n_skipped, ==, 1);
  g_assert_cmpuint (strlen (manifest->sha256), ==, 64);
  counts = pilot_run_manifest_dup_counts (manifest);
  g_assert_nonnull (strstr (counts, "6 agencies, "));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 26 + 2);
  g_assert_nonnull (strstr (text, "candidate,0000"));
  g_assert_nonnull (strstr (text, ",moved,,00000003-0000-4000-8000-000000000001,NEW,,Person 1,,Agency 0,User 0,Job 1"));
  g_assert_nonnull (strstr (text, ",skipped,no_job,"));
  /* The same data have the same checksum; others have another. */
  again = save_manifest (self, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->sha256, ==, manifest->sha256);
  run_set (self, PILOT_ENTITY_CANDIDATE, 1, PILOT_CANDIDATE_STATUS, "INTERVIEW");
  changed = save_manifest (self, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (changed->sha256, !=, manifest->sha256);
}

/* A file that can't be written whole leaves what was there. */
static void
test_manifest_given_up (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (PilotRecord) run = run_get (self, id);
  g_autofree char *path = g_build_filename (self->dir, "expected.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_cancellable_cancel (cancellable);
  pilot_run_manifest_save_async (self->workspace, run, file, cancellable, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_null (pilot_run_manifest_make_finish (self->workspace, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
}

static void
test_compare (RunFixture *self, gconstpointer data)
{
  g_autofree char *first = run_make (self, 1, "pilot", "chosen");
  g_autofree char *second = run_make (self, 2, "production", "chosen");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunComparison) comparison = NULL;
  guint n_differ = 0;

  run_choose (self, first, TRUE, 0u, 1u, G_MAXUINT);
  run_choose (self, second, TRUE, 1u, 2u, 3u, G_MAXUINT);
  run_set (self, PILOT_ENTITY_RUN, 2, PILOT_RUN_RULES_OFF, "agency-email: They are written to by post.");
  pilot_run_compare_async (self->workspace, first, second, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  comparison = pilot_run_compare_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comparison->n_both, ==, 1);
  g_assert_cmpuint (comparison->only_first->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (comparison->only_first, 0), ==, "Agency 0");
  g_assert_cmpuint (comparison->only_second->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (comparison->only_second, 1), ==, "Agency 3");
  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const PilotRunDifference *line = g_ptr_array_index (comparison->lines, i);

      n_differ += line->differs;
      g_assert_true (line->differs == (g_strcmp0 (line->first, line->second) != 0));
      if (g_str_equal (line->label, "Kind"))
        g_assert_cmpstr (line->second, ==, "Production");
      if (g_str_equal (line->label, "Checks switched off"))
        g_assert_cmpstr (line->second, ==, "Agencies without a valid e-mail: They are written to by post.");
    }
  /* The kind, the check that is off, and the agencies, users, assignments and candidates in scope. */
  g_assert_cmpuint (n_differ, ==, 6);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, RunFixture, NULL, run_fixture_set_up, func, run_fixture_tear_down)
  ADD ("/run-scope/each line of the framework has its numbers", test_everybody);
  ADD ("/run-scope/what a choice leaves behind is counted apart", test_chosen);
  ADD ("/run-scope/what was moved before is linked and closed records may go read only", test_linked_and_light);
  ADD ("/run-scope/the numbers follow the choice and a row of changes is counted once", test_live);
  ADD ("/run-scope/a count can be given up", test_cancelled);
  ADD ("/run-scope/the list of expected records has names and a checksum of the data", test_manifest);
  ADD ("/run-scope/a list that is given up leaves the file that was there", test_manifest_given_up);
  ADD ("/run-scope/two runs are compared by options and agencies", test_compare);
  return g_test_run ();
}
