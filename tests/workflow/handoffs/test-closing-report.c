/* test-closing-report.c: an auditor reads what was moved, skipped, by whom approved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "memory-workspace.h"
#include "pilot-closing-report.h"
#include "pilot-csv-reader.h"
#include "pilot-error.h"
#include "pilot-name-uuid.h"

#include <string.h>

#define COMPANY "00000000-0000-4000-8000-000000000001"
#define MEMBER "60000000-0000-4000-8000-000000000001"
#define RUN "10000000-0000-4000-8000-000000000001"
#define AGENCY "40000000-0000-4000-8000-000000000001"
#define N_FAILED 620 /* more than the PDF lists */
#define SOME_TIME "1795855467000000" /* 2026-11-28T08:44:27Z */

typedef struct
{
  MemoryWorkspace memory;
} Fixture;

static void
put_step (Fixture *self, const char *key, const char *note)
{
  g_autofree char *id = pilot_step_make_id (key);

  memory_workspace_put (&self->memory, PILOT_ENTITY_STEP, id, PILOT_STEP_KEY, key, PILOT_STEP_STATE, "done", PILOT_STEP_NOTE, note,
                        PILOT_STEP_EVIDENCE_NAME, "mail.pdf", PILOT_STEP_EVIDENCE_SHA256, "e51de9ce", PILOT_STEP_DONE_AT, SOME_TIME,
                        PILOT_STEP_DONE_BY, MEMBER, PILOT_STEP_REFERENCE, "CASE-1", -1);
}

static void
put_results (Fixture *self)
{
  memory_workspace_put (&self->memory, PILOT_ENTITY_RESULT, "70000000-0000-4000-8000-000000000001", PILOT_RESULT_RUN_ID, RUN, PILOT_RESULT_RECORD_KIND,
                        "agency", PILOT_RESULT_SOURCE_ID, AGENCY, PILOT_RESULT_OUTCOME, "skipped", PILOT_RESULT_REASON, "no_email", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_RESULT, "70000000-0000-4000-8000-000000000002", PILOT_RESULT_RUN_ID, RUN, PILOT_RESULT_RECORD_KIND,
                        "agency", PILOT_RESULT_SOURCE_ID, "40000000-0000-4000-8000-000000000002", PILOT_RESULT_OUTCOME, "moved", -1);
  for (guint n = 0; n < N_FAILED; n++)
    {
      g_autofree char *id = g_strdup_printf ("80000000-0000-4000-8000-%012u", n);
      g_autofree char *source = g_strdup_printf ("90000000-0000-4000-8000-%012u", n);

      memory_workspace_put (&self->memory, PILOT_ENTITY_RESULT, id, PILOT_RESULT_RUN_ID, RUN, PILOT_RESULT_RECORD_KIND, "candidate",
                            PILOT_RESULT_SOURCE_ID, source, PILOT_RESULT_OUTCOME, "failed", PILOT_RESULT_REASON, "no_mapping", -1);
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *project = pilot_project_make_id ();

  memory_workspace_set_up (&self->memory);
  memory_workspace_put (&self->memory, PILOT_ENTITY_COMPANY, COMPANY, PILOT_COMPANY_NAME, "Example Foods", PILOT_COMPANY_ENVIRONMENT, "production", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_MEMBER, MEMBER, PILOT_MEMBER_NAME, "Ada Admin", PILOT_MEMBER_EMAIL, "ada@example.com",
                        PILOT_MEMBER_ROLE, "admin", PILOT_MEMBER_ACTIVE, "1", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_AGENCY, AGENCY, PILOT_AGENCY_DATASET, "legacy", PILOT_AGENCY_NAME, "=Acme Agency",
                        PILOT_AGENCY_STATUS, "active", PILOT_AGENCY_CONTRACT_STATE, "none", -1);
  if (data == NULL)
    {
      memory_workspace_put (&self->memory, PILOT_ENTITY_PROJECT, project, PILOT_PROJECT_RENEWAL_DATE, "2027-06-30", PILOT_PROJECT_HISTORY, "legacy",
                            PILOT_PROJECT_ON_HOLD, "in", PILOT_PROJECT_TRANSFERRED, "out", PILOT_PROJECT_GATE_AT, SOME_TIME, PILOT_PROJECT_GATE_BY, MEMBER,
                            PILOT_PROJECT_CONSENT_OFF_AT, SOME_TIME, PILOT_PROJECT_CONSENT_OFF_BY, MEMBER,
                            PILOT_PROJECT_SNAPSHOT_AT, SOME_TIME, PILOT_PROJECT_SNAPSHOT_SHA256, "5afe", PILOT_PROJECT_SNAPSHOT_COUNTS, "agency 2", -1);
      put_step (self, "z9-unknown", "Of an older plan");
      put_step (self, "a2-csm", "Seen");
      put_step (self, "a1-questions", "Sent");
      memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_NAME, "All", PILOT_RUN_KIND, "production", PILOT_RUN_STATE,
                            "completed_with_skipped", PILOT_RUN_CHOICE, "all", PILOT_RUN_HISTORY, "legacy", PILOT_RUN_ON_HOLD, "in",
                            PILOT_RUN_TRANSFERRED, "out", PILOT_RUN_SCHEDULED_ON, "2026-12-04", PILOT_RUN_REQUESTED_AT, SOME_TIME,
                            PILOT_RUN_REQUESTED_BY, MEMBER, PILOT_RUN_N_EXPECTED, "622", PILOT_RUN_N_MOVED, "1", PILOT_RUN_N_SKIPPED, "1",
                            PILOT_RUN_N_FAILED, "620", PILOT_RUN_MANIFEST_SHA256, "feedbeef", PILOT_RUN_APPROVED_AT, SOME_TIME,
                            PILOT_RUN_APPROVED_BY, MEMBER, PILOT_RUN_REASON, "Mended by hand", PILOT_RUN_RULES_OFF,
                            "recruiter-email: Known", -1);
      memory_workspace_put (&self->memory, PILOT_ENTITY_HANDOFF, "a0000000-0000-4000-8000-000000000001", PILOT_HANDOFF_KIND, "phase_a_ticket",
                            PILOT_HANDOFF_STATE, "confirmed", PILOT_HANDOFF_SUBJECT, "Phase A is complete", PILOT_HANDOFF_REFERENCE, "CASE-2",
                            PILOT_HANDOFF_SHA256, "0ddba11", PILOT_HANDOFF_HANDED_AT, SOME_TIME, -1);
      memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, "20000000-0000-4000-8000-0000000000c1", PILOT_RUN_NAME, "Given up", PILOT_RUN_KIND,
                            "production", PILOT_RUN_STATE, "cancelled", PILOT_RUN_CHOICE, "all", PILOT_RUN_HISTORY, "legacy", PILOT_RUN_ON_HOLD, "in",
                            PILOT_RUN_TRANSFERRED, "out", PILOT_RUN_REQUESTED_AT, SOME_TIME, PILOT_RUN_REQUESTED_BY, MEMBER, PILOT_RUN_REASON,
                            "The works council objected", PILOT_FIELD_UPDATED_AT, SOME_TIME, -1);
      memory_workspace_put (&self->memory, PILOT_ENTITY_AUDIT_EVENT, "b0000000-0000-4000-8000-000000000001", PILOT_AUDIT_EVENT_AT, SOME_TIME,
                            PILOT_AUDIT_EVENT_ACTOR, MEMBER, PILOT_AUDIT_EVENT_ACTION, "run.cancel", PILOT_AUDIT_EVENT_ENTITY, "run",
                            PILOT_AUDIT_EVENT_ENTITY_ID, "20000000-0000-4000-8000-0000000000c1", PILOT_AUDIT_EVENT_COUNT, "1", -1);
      put_results (self);
    }
  memory_workspace_open (&self->memory);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  memory_workspace_tear_down (&self->memory);
}

static GFile *
write_report (Fixture *self, PilotClosingReportFormat format, GError **error)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (GFile) folder = g_file_new_for_path (dir);
  g_autoptr (GFile) file = g_file_get_child (folder, "report");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GDir) left = NULL;

  pilot_closing_report_write_async (self->memory.workspace, file, format, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  if (pilot_closing_report_write_finish (self->memory.workspace, result, error))
    return g_steal_pointer (&file);
  left = g_dir_open (dir, 0, NULL);
  g_assert_null (g_dir_read_name (left));
  return NULL;
}

/* The rows whose cell @column is @text. */
static guint
count_rows (GFile *file, guint column, const char *text)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  PilotCsvFormat format = { PILOT_ENCODING_UTF8, ',' };
  g_autoptr (PilotCsvReader) reader = pilot_csv_reader_new (G_INPUT_STREAM (stream), &format);
  const PilotCsvRow *row;
  guint n = 0;

  while (pilot_csv_reader_next (reader, &row, NULL, NULL) && row != NULL)
    {
      g_assert_cmpuint (row->n_cells, ==, 8);
      n += strcmp (row->cells[column].text, text) == 0;
    }
  return n;
}

static void
test_csv (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = write_report (self, PILOT_CLOSING_REPORT_CSV, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (file, 0, "Failed records"), ==, N_FAILED);
  g_assert_cmpuint (count_rows (file, 0, "Skipped records"), ==, 1);
  g_assert_cmpuint (count_rows (file, 0, "Steps"), ==, 3);
  g_assert_cmpuint (count_rows (file, 5, "Its status has no stage"), ==, N_FAILED);
  g_assert_cmpuint (count_rows (file, 1, "Agency: =Acme Agency"), ==, 1);
  g_assert_cmpuint (count_rows (file, 1, "Given up: cancelled"), ==, 1);
  g_assert_cmpuint (count_rows (file, 5, "The works council objected"), ==, 1);
  g_assert_cmpuint (count_rows (file, 1, "All: approved"), ==, 1);
  g_assert_cmpuint (count_rows (file, 5, "Mended by hand"), ==, 1); /* the approval's, not what the run ended with */
  g_assert_cmpuint (count_rows (file, 5, "Not asked for"), ==, 1);  /* a second admin */
  g_assert_cmpuint (count_rows (file, 1, "Consent switched off"), ==, 1);
  g_assert_cmpuint (count_rows (file, 4, "Ada Admin"), ==, 9); /* three steps, the gate, the consent, two requests, an approval and a cancel */
  g_assert_cmpuint (count_rows (file, 5, "In scope 622, moved 1, linked 0, skipped 1, failed 620"), ==, 1);
  g_assert_cmpuint (count_rows (file, 6, "CASE-2"), ==, 1);
  g_assert_cmpuint (count_rows (file, 5, "Recruiters without a valid e-mail: Known"), ==, 1); /* a check by its title */
  g_assert_cmpuint (count_rows (file, 5, "2 agencies"), ==, 1); /* what the snapshot holds, in words */
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (count_rows (file, 7, (const char *const[]) { "5afe", "feedbeef", "0ddba11", "e51de9ce" }[i]), ==, i == 3 ? 3 : 1);
  /* What the plan does not know comes last. */
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_assert_true (strstr (text, "Seen") < strstr (text, "Of an older plan"));
  g_assert_true (strstr (text, "Sent") < strstr (text, "Seen"));
}

static void
test_pdf (Fixture *self, gconstpointer data)
{
  static const char *const expected[] = { "Closing report", "Example Foods, Production", "Ada Admin", "feedbeef", "5afe", "0ddba11", "CASE-1", "2026-12-04",
                                          "Mended by hand", "Acme Agency", "120 more records are in the CSV file", "620 records in all", "620 candidates", "1 agency" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = write_report (self, PILOT_CLOSING_REPORT_PDF, &error);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  if (program == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "-layout", g_file_peek_path (file), "-", NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (strstr (text, expected[i]) == NULL)
      g_error ("“%s” is not in:\n%.3000s", expected[i], text);
}

static void
test_nothing (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (write_report (self, i == 0 ? PILOT_CLOSING_REPORT_PDF : PILOT_CLOSING_REPORT_CSV, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, data, func) g_test_add ("/workflow/closing-report/" name, Fixture, data, set_up, func, tear_down)
  ADD ("the CSV has every step, run and record that did not go", NULL, test_csv);
  ADD ("the PDF names people, checksums and how much is left out", NULL, test_pdf);
  ADD ("a company without a migration has no report", "none", test_nothing);
  return g_test_run ();
}
