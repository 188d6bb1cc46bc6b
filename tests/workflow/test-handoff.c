/* test-handoff.c: hand-offs are made from the cache, edited, handed over, confirmed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "memory-workspace.h"
#include "pilot-archive-password.h"
#include "pilot-error.h"
#include "pilot-handoff-acts.h"
#include "pilot-handoff-maker.h"
#include "pilot-handoff-text.h"
#include "pilot-name-uuid.h"
#include "pilot-workspace-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

#define COMPANY "00000000-0000-4000-8000-000000000001"
#define RUN "10000000-0000-4000-8000-000000000001"
#define PROCESS "20000000-0000-4000-8000-000000000001"
#define STAGE "30000000-0000-4000-8000-000000000001"

/* The notice in German, as a translator would give it. */
static const char po[] =
  "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
  "msgid \"{company}: no agency portal on Friday, {date}\"\nmsgstr \"{company}: kein Agenturportal am Freitag, {date}\"\n"
  "msgid \"No agency portal: {company}\"\nmsgstr \"Kein Agenturportal: {company}\"\n";

typedef struct
{
  MemoryWorkspace memory;
} Fixture;

static void
put_agency (Fixture *self, guint n, const char *email, const char *language, const char *status)
{
  g_autofree char *id = g_strdup_printf ("40000000-0000-4000-8000-%012u", n);
  g_autofree char *user_id = g_strdup_printf ("50000000-0000-4000-8000-%012u", n);
  g_autofree char *name = g_strdup_printf ("Agency %u", n);
  g_autofree char *user = g_strdup_printf ("User %u", n);

  memory_workspace_put (&self->memory, PILOT_ENTITY_AGENCY, id, PILOT_AGENCY_DATASET, "legacy", PILOT_AGENCY_NAME, name, PILOT_AGENCY_EMAIL, email,
                        PILOT_AGENCY_LANGUAGE, language, PILOT_AGENCY_STATUS, status, PILOT_AGENCY_CONTRACT_STATE, "none", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_RECRUITER, user_id, PILOT_RECRUITER_DATASET, "legacy", PILOT_RECRUITER_NAME, user,
                        PILOT_RECRUITER_AGENCY_ID, id, PILOT_RECRUITER_STATUS, "active", -1);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *project = pilot_project_make_id ();
  g_autofree char *settings = pilot_settings_make_id ();
  g_autofree char *mapping = pilot_mapping_make_id (PROCESS, "INTERVIEW", NULL);

  memory_workspace_set_up (&self->memory);
  memory_workspace_put (&self->memory, PILOT_ENTITY_COMPANY, COMPANY, PILOT_COMPANY_NAME, "Example {Foods}", PILOT_COMPANY_ENVIRONMENT, "production",
                        PILOT_COMPANY_TIME_ZONE, "Europe/Dublin", PILOT_COMPANY_LANGUAGE, "en", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_PROJECT, project, PILOT_PROJECT_RENEWAL_DATE, "2027-06-30", PILOT_PROJECT_CSM_NAME, "Kim Smith",
                        PILOT_PROJECT_CSM_EMAIL, "kim@vendor.example", PILOT_PROJECT_HIREPORT_ID, "HP-4711", PILOT_PROJECT_HISTORY, "legacy",
                        PILOT_PROJECT_ON_HOLD, "in", PILOT_PROJECT_TRANSFERRED, "out", PILOT_PROJECT_SNAPSHOT_SHA256, "abc123", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_SETTINGS, settings, PILOT_SETTINGS_LANGUAGE, "en", PILOT_SETTINGS_CURRENCY, "EUR",
                        PILOT_SETTINGS_DUPLICATE_SCOPE, "all_jobs", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_PROCESS, PROCESS, PILOT_PROCESS_NAME, "Standard", PILOT_PROCESS_ACTIVE, "1", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_STAGE, STAGE, PILOT_STAGE_PROCESS_ID, PROCESS, PILOT_STAGE_STATUS, "INTERVIEW", PILOT_STAGE_SUB_STATUS,
                        "Phone screen", PILOT_STAGE_POSITION, "1", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_MAPPING, mapping, PILOT_MAPPING_PROCESS_ID, PROCESS, PILOT_MAPPING_STATUS, "INTERVIEW",
                        PILOT_MAPPING_STAGE_ID, STAGE, -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_NAME, "All agencies", PILOT_RUN_KIND, "production", PILOT_RUN_STATE, "scheduled",
                        PILOT_RUN_CHOICE, "all", PILOT_RUN_HISTORY, "legacy", PILOT_RUN_ON_HOLD, "in", PILOT_RUN_TRANSFERRED, "out",
                        PILOT_RUN_SCHEDULED_ON, "2026-12-04", PILOT_RUN_N_EXPECTED, "1234", PILOT_RUN_MANIFEST_SHA256, "feed", -1);
  put_agency (self, 1, "one@agency.example", "de", "active");
  put_agency (self, 2, "two@agency.example", "en", "active");
  put_agency (self, 3, NULL, "en", "active");
  put_agency (self, 4, "four@agency.example", "en", "inactive");
  put_agency (self, 5, "two@agency.example", NULL, "invited"); /* the mailbox of another */
  if (data == NULL)
    memory_workspace_open (&self->memory);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  memory_workspace_tear_down (&self->memory);
}

static PilotHandoffBatch *
make (Fixture *self, const char *kind, const char *run_id, const char *language, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_handoff_make_async (self->memory.workspace, kind, run_id, language, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_handoff_make_finish (self->memory.workspace, result, error);
}

static PilotHandoff *
make_one (Fixture *self, const char *kind, const char *run_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHandoffBatch) batch = make (self, kind, run_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (batch->handoffs->len, ==, 1);
  return g_ptr_array_steal_index (batch->handoffs, 0);
}

static gboolean
act (Fixture *self, void (*func) (PilotWorkspace *, const PilotHandoff *, GAsyncReadyCallback, gpointer), const PilotHandoff *handoff, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  func (self->memory.workspace, handoff, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_handoff_act_finish (self->memory.workspace, result, error);
}

static gboolean
confirm (Fixture *self, const PilotHandoff *handoff, const char *reference, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_handoff_confirm_async (self->memory.workspace, pilot_record_get_id (handoff->record), reference, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_handoff_act_finish (self->memory.workspace, result, error);
}

/* Another computer has the record, not the file. */
static void
forget_file (Fixture *self, const char *sha256)
{
  g_autofree char *path = g_strconcat (pilot_store_get_path (pilot_workspace_get_store (self->memory.workspace)), ".file-", sha256, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static gboolean
give_again (Fixture *self, PilotHandoff *handoff, const char *name, const char *content, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));

  pilot_handoff_give_again_async (self->memory.workspace, handoff, pilot_handoff_file_new (name, bytes), memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_handoff_act_finish (self->memory.workspace, result, error);
}

/* As any form or program could. */
static gboolean
edit (Fixture *self, const PilotHandoff *handoff, guint field, const char *text, GError **error)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_HANDOFF);
  g_autoptr (GAsyncResult) result = NULL;

  pilot_record_set_text (changes, PILOT_FIELD_ID, pilot_record_get_id (handoff->record));
  pilot_record_set_text (changes, field, text);
  pilot_workspace_save_async (self->memory.workspace, changes, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_workspace_save_finish (self->memory.workspace, result, NULL, error);
}

static gboolean
delete (Fixture *self, const PilotHandoff *handoff, GError **error)
{
  const char *const ids[] = { pilot_record_get_id (handoff->record), NULL };
  g_autoptr (GAsyncResult) result = NULL;

  pilot_workspace_delete_async (self->memory.workspace, PILOT_ENTITY_HANDOFF, ids, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_workspace_delete_finish (self->memory.workspace, result, NULL, error);
}

static PilotHandoff *
reopen (Fixture *self, const PilotHandoff *handoff)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PilotHandoff *again;

  pilot_handoff_open_async (self->memory.workspace, pilot_record_get_id (handoff->record), NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  again = pilot_handoff_open_finish (self->memory.workspace, result, &error);
  g_assert_no_error (error);
  return again;
}

static const char *
get (const PilotHandoff *handoff, guint field)
{
  return pilot_record_get_text (handoff->record, field);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static void
test_kinds (Fixture *self, gconstpointer data)
{
  for (guint i = 0; pilot_handoff_kind_choices[i].value != NULL; i++)
    {
      const char *kind = pilot_handoff_kind_choices[i].value;
      g_autoptr (GError) error = NULL;
      g_autoptr (PilotHandoffBatch) batch = make (self, kind, RUN, NULL, &error);

      g_assert_no_error (error);
      for (guint n = 0; n < batch->handoffs->len; n++)
        {
          const PilotHandoff *handoff = g_ptr_array_index (batch->handoffs, n);
          g_autofree char *document = pilot_handoff_dup_text (handoff);
          g_auto (GStrv) parts = g_strsplit (document, "Example {Foods}", -1); /* braces in data are data */
          g_autofree char *rest = g_strjoinv ("", parts);

          g_assert_cmpstr (get (handoff, PILOT_HANDOFF_KIND), ==, kind);
          g_assert_true (pilot_handoff_record_is_draft (handoff->record));
          g_assert_cmpuint (g_strv_length (parts), >, 1);
          g_assert_null (strpbrk (rest, "{}"));
        }
    }
}

static void
test_phase_a (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = make_one (self, "phase_a_ticket", RUN);
  const char *body = get (handoff, PILOT_HANDOFF_BODY);
  const PilotHandoffFile *file;

  assert_has (body, "HirePort Company ID: HP-4711");
  assert_has (body, "Environment: Production");
  assert_has (body, "Agencies in the Recruiter Portal: 5");
  assert_has (body, "Standard: Interview → Interview / Phone screen");
  assert_has (body, "Default currency: EUR");
  assert_has (body, "Downtime: Friday, 2026-12-04");
  assert_has (body, "abc123");
  g_assert_null (strstr (body, "Published job visited")); /* not known: not said */
  g_assert_cmpuint (handoff->files->len, ==, 1);
  file = g_ptr_array_index (handoff->files, 0);
  g_assert_cmpstr (file->name, ==, "stage-mapping.csv");
  assert_has (g_bytes_get_data (file->bytes, NULL), "Standard,INTERVIEW,,INTERVIEW,Phone screen");
  assert_has (get (handoff, PILOT_HANDOFF_ATTACHMENTS), file->sha256);
}

static void
assert_language (const PilotHandoffBatch *batch, guint n, const char *wanted, const char *written, guint n_agencies)
{
  const PilotHandoffLanguage *language = g_ptr_array_index (batch->languages, n);

  g_assert_cmpstr (language->wanted, ==, wanted);
  g_assert_cmpstr (language->written, ==, written);
  g_assert_cmpuint (language->n_agencies, ==, n_agencies);
}

/* Nobody who reads English is told that there is no translation into it. */
static void
test_own_language (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *wanted;
    const char *written;
    gboolean own;
  } cases[] = { { "en-AU", "en", TRUE }, { "de", "de", TRUE }, { "de-AT", "de-AT", TRUE }, { "de", "en", FALSE }, { "eng", "en", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PilotHandoffLanguage language = { .wanted = (char *) cases[i].wanted, .written = (char *) cases[i].written };

      g_assert_cmpint (pilot_handoff_language_is_own (&language), ==, cases[i].own);
    }
}

static void
test_notice (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHandoffBatch) batch = make (self, "downtime_notice", RUN, NULL, &error);
  const PilotHandoff *handoff;
  g_autoptr (GBytes) mail = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (batch->handoffs->len, ==, 1); /* no translation is there: all in English */
  g_assert_cmpuint (batch->without_email->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (batch->without_email, 0), ==, "Agency 3");
  /* Who wanted German is told of, so that nobody believes it was written in it. */
  assert_language (batch, 0, "de", "en", 1);
  assert_language (batch, 1, "en", "en", 2);
  g_assert_cmpuint (batch->languages->len, ==, 2);
  handoff = g_ptr_array_index (batch->handoffs, 0);
  g_assert_cmpstr (get (handoff, PILOT_HANDOFF_RECIPIENT), ==, "one@agency.example, two@agency.example");
  g_assert_cmpstr (get (handoff, PILOT_HANDOFF_SUBJECT), ==, "Example {Foods}: no agency portal on Friday, 2026-12-04");
  mail = pilot_handoff_to_mail (handoff, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (mail, NULL), g_bytes_get_size (mail));
  assert_has (text, "Bcc: one@agency.example");
  assert_has (text, "downtime-2026-12-04.ics");
  g_assert_null (strstr (text, "\nTo: one@"));
  g_assert_null (pilot_handoff_dup_mailto (handoff));
}

/* Agencies are written to in their language, those without a translation in English. */
static void
test_languages (Fixture *self, gconstpointer data)
{
  g_autofree char *out_path = pilot_test_make_dir ();
  g_autoptr (GFile) out = g_file_new_for_path (out_path);
  g_autoptr (GFile) german_day = g_file_get_child (out, "downtime-2026-12-04-de.ics");
  g_autoptr (GFile) english_day = g_file_get_child (out, "downtime-2026-12-04.ics");
  guint n_written;
  g_auto (GStrv) languages = NULL;
  g_auto (GStrv) other_languages = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *folder = pilot_test_make_dir ();
  g_autofree char *lang = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *source = g_build_filename (folder, "de.po", NULL);
  g_autofree char *target = g_build_filename (lang, "pilotage.mo", NULL);
  g_autofree char *bound = g_strdup (bindtextdomain (GETTEXT_PACKAGE, NULL));
  g_autoptr (GString) catalog = g_string_new (po);
  g_autoptr (PilotHandoff) english = NULL;
  g_autoptr (PilotHandoffBatch) batch = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  {
    g_autoptr (PilotHandoffBatch) first = make (self, "downtime_notice", RUN, NULL, NULL);

    english = g_ptr_array_steal_index (first->handoffs, 0);
  }
  /* The body's msgid is the English text, with its values taken out again. */
  lines = g_strsplit (get (english, PILOT_HANDOFF_BODY), "\n", -1);
  g_string_append (catalog, "msgid \"\"\n");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GString) line = g_string_new (lines[i]);

      g_string_replace (line, "Example {Foods}", "{company}", 0);
      g_string_replace (line, "2026-12-04", "{date}", 0);
      g_string_append_printf (catalog, "\"%s%s\"\n", line->str, lines[i + 1] != NULL ? "\\n" : "");
    }
  g_string_append (catalog, "msgstr \"Guten Tag, {company} zieht am {date} um.\"\n");
  g_assert_cmpint (g_mkdir_with_parents (lang, 0700), ==, 0);
  g_assert_true (g_file_set_contents (source, catalog->str, -1, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "msgfmt", "-o", target, source, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  bindtextdomain (GETTEXT_PACKAGE, folder);
  batch = make (self, "downtime_notice", RUN, NULL, &error);
  languages = pilot_handoff_list_languages ("downtime_notice");
  other_languages = pilot_handoff_list_languages ("csm_notice");
  bindtextdomain (GETTEXT_PACKAGE, bound);
  joined = g_strjoinv (" ", languages);
  g_assert_cmpstr (joined, ==, "de en");
  g_assert_cmpuint (g_strv_length (other_languages), ==, 1); /* that text is not translated */
  assert_language (batch, 0, "de", "de", 1);

  g_assert_no_error (error);
  g_assert_cmpuint (batch->handoffs->len, ==, 2);
  g_assert_cmpstr (get (g_ptr_array_index (batch->handoffs, 0), PILOT_HANDOFF_LANGUAGE), ==, "de");
  g_assert_cmpstr (get (g_ptr_array_index (batch->handoffs, 0), PILOT_HANDOFF_RECIPIENT), ==, "one@agency.example");
  g_assert_cmpstr (get (g_ptr_array_index (batch->handoffs, 0), PILOT_HANDOFF_BODY), ==, "Guten Tag, Example {Foods} zieht am 2026-12-04 um.");
  g_assert_cmpstr (get (g_ptr_array_index (batch->handoffs, 0), PILOT_HANDOFF_SUBJECT), ==, "Example {Foods}: kein Agenturportal am Freitag, 2026-12-04");
  g_assert_cmpstr (get (g_ptr_array_index (batch->handoffs, 1), PILOT_HANDOFF_LANGUAGE), ==, "en");
  /* Saved side by side: two mails, two texts, two calendars in two languages. */
  g_assert_true (pilot_handoff_batch_write_files (batch, out, &n_written, &error));
  g_assert_cmpuint (n_written, ==, 6);
  g_assert_true (g_file_query_exists (german_day, NULL));
  g_assert_true (g_file_query_exists (english_day, NULL));
  g_assert_cmpstr (get (g_ptr_array_index (batch->handoffs, 1), PILOT_HANDOFF_RECIPIENT), ==, "two@agency.example");
}

/* Mail servers refuse long lists: a hundred at most, and nobody is left out. */
static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PilotHandoffBatch) batch = NULL;

  for (guint n = 100; n < 350; n++)
    {
      g_autofree char *email = g_strdup_printf ("office%u@agency.example", n);

      put_agency (self, n, email, "en", "active");
    }
  memory_workspace_open (&self->memory);
  batch = make (self, "downtime_notice", RUN, NULL, NULL);
  g_assert_cmpuint (batch->handoffs->len, ==, 3);
  for (guint i = 0; i < batch->handoffs->len; i++)
    {
      g_auto (GStrv) addresses = g_strsplit (get (g_ptr_array_index (batch->handoffs, i), PILOT_HANDOFF_RECIPIENT), ", ", -1);

      g_assert_cmpuint (g_strv_length (addresses), <=, PILOT_HANDOFF_MAX_RECIPIENTS);
      for (guint n = 0; addresses[n] != NULL; n++)
        g_assert_true (g_hash_table_add (seen, g_strdup (addresses[n])));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 252);
}

/* A run of chosen agencies concerns those alone. */
static void
test_chosen (Fixture *self, gconstpointer data)
{
  g_autofree char *choice = pilot_scope_choice_make_id (RUN, "40000000-0000-4000-8000-000000000002", NULL);
  g_autoptr (PilotHandoff) handoff = NULL;

  memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_CHOICE, "chosen", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_SCOPE_CHOICE, choice, PILOT_SCOPE_CHOICE_RUN_ID, RUN, PILOT_SCOPE_CHOICE_AGENCY_ID,
                        "40000000-0000-4000-8000-000000000002", PILOT_SCOPE_CHOICE_INCLUDED, "1", -1);
  memory_workspace_pull (&self->memory, PILOT_ENTITY_SCOPE_CHOICE, choice);
  handoff = make_one (self, "downtime_notice", RUN);
  g_assert_cmpstr (get (handoff, PILOT_HANDOFF_RECIPIENT), ==, "two@agency.example");
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (make (self, "downtime_notice", NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (make (self, "manifest", "10000000-0000-4000-8000-000000000099", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_SCHEDULED_ON, NULL, -1);
  memory_workspace_pull (&self->memory, PILOT_ENTITY_RUN, RUN);
  g_assert_null (make (self, "downtime_notice", RUN, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static void
test_life (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = make_one (self, "module_ticket", NULL);
  g_autoptr (PilotHandoff) handed = NULL;
  g_autoptr (PilotHandoff) confirmed = NULL;
  g_autoptr (PilotHandoff) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL;

  pilot_record_set_text (handoff->record, PILOT_HANDOFF_BODY, "First");
  g_assert_true (act (self, pilot_handoff_save_async, handoff, &error));
  g_assert_false (confirm (self, handoff, "4711", &error)); /* not before it was handed over */
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  pilot_record_set_text (handoff->record, PILOT_HANDOFF_BODY, "Second");
  g_assert_true (act (self, pilot_handoff_save_async, handoff, &error));
  g_assert_true (act (self, pilot_handoff_hand_over_async, handoff, &error));

  handed = reopen (self, handoff);
  sha256 = pilot_handoff_dup_sha256 (handed);
  g_assert_cmpstr (get (handed, PILOT_HANDOFF_STATE), ==, "handed_over");
  g_assert_cmpstr (get (handed, PILOT_HANDOFF_BODY), ==, "Second");
  g_assert_cmpstr (get (handed, PILOT_HANDOFF_SHA256), ==, sha256);
  g_assert_true (pilot_handoff_is_unchanged (handed));
  g_assert_cmpint (pilot_record_get_integer (handed->record, PILOT_HANDOFF_HANDED_AT), >, 0);

  /* From now on the text stays, whoever still has it open. */
  pilot_record_set_text (handoff->record, PILOT_HANDOFF_BODY, "Third");
  g_assert_false (act (self, pilot_handoff_save_async, handoff, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (act (self, pilot_handoff_hand_over_async, handoff, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (edit (self, handoff, PILOT_HANDOFF_BODY, "Third", &error)); /* nor by another form */
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (edit (self, handoff, PILOT_HANDOFF_REFERENCE, "CASE-1", &error));
  g_assert_false (delete (self, handoff, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  pilot_record_set_text (handed->record, PILOT_HANDOFF_BODY, "Third");
  g_assert_false (pilot_handoff_is_unchanged (handed));

  g_assert_false (confirm (self, handoff, "  ", &error)); /* a ticket has a number */
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (confirm (self, handoff, " CASE-4711 ", &error));
  confirmed = reopen (self, handoff);
  g_assert_cmpstr (get (confirmed, PILOT_HANDOFF_STATE), ==, "confirmed");
  g_assert_cmpstr (get (confirmed, PILOT_HANDOFF_REFERENCE), ==, "CASE-4711");
  g_assert_cmpstr (get (confirmed, PILOT_HANDOFF_BODY), ==, "Second");
  g_assert_true (pilot_handoff_is_unchanged (confirmed));

  again = pilot_handoff_new_again (confirmed);
  g_assert_cmpstr (pilot_record_get_id (again->record), !=, pilot_record_get_id (confirmed->record));
  g_assert_true (pilot_handoff_record_is_draft (again->record));
  g_assert_null (get (again, PILOT_HANDOFF_SHA256));
  g_assert_null (get (again, PILOT_HANDOFF_REFERENCE));
  g_assert_cmpstr (get (again, PILOT_HANDOFF_BODY), ==, "Second");
  g_assert_true (act (self, pilot_handoff_save_async, again, &error));
}

static void
test_check (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint field;
    const char *value;
  } cases[] = {
    { PILOT_HANDOFF_SUBJECT, " " }, { PILOT_HANDOFF_BODY, NULL }, { PILOT_HANDOFF_RECIPIENT, NULL },
    { PILOT_HANDOFF_RECIPIENT, "nobody" }, { PILOT_HANDOFF_STATE, "confirmed" },
  };
  g_autoptr (PilotHandoff) manifest = make_one (self, "manifest", RUN);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PilotHandoff) handoff = make_one (self, "csm_notice", NULL);

      g_assert_cmpstr (get (handoff, PILOT_HANDOFF_RECIPIENT), ==, "kim@vendor.example");
      g_assert_true (pilot_handoff_check (handoff, NULL));
      pilot_record_set_text (handoff->record, cases[i].field, cases[i].value);
      g_assert_false (pilot_handoff_check (handoff, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_false (pilot_handoff_check (manifest, &error)); /* nothing without its file */
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static void
test_files (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = make_one (self, "downtime_notice", RUN);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("id\n1\n", 5);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (GFile) folder = g_file_new_for_path (dir);
  g_autofree char *name = pilot_handoff_dup_file_name (handoff);
  g_autofree char *document = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%s.txt", dir, name);
  g_autofree char *written = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (PilotHandoff) again = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (pilot_handoff_attach (handoff, pilot_handoff_file_new ("/some/where/list.csv", bytes), &error));
  g_assert_true (pilot_handoff_attach (handoff, pilot_handoff_file_new ("list.csv", bytes), &error));
  g_assert_cmpuint (handoff->files->len, ==, 2);
  g_assert_true (act (self, pilot_handoff_hand_over_async, handoff, &error));
  g_assert_true (pilot_handoff_write_files (handoff, folder, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 4); /* text, mail, calendar, list */
  document = pilot_handoff_dup_text (handoff);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, document);

  /* The text that was handed over is the one under the checksum. */
  again = reopen (self, handoff);
  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, written, -1);
  g_assert_cmpstr (get (again, PILOT_HANDOFF_SHA256), ==, sha256);
  /* Byte for byte, so the mail is the same mail. */
  g_assert_cmpuint (again->files->len, ==, 2);
  g_assert_true (pilot_handoff_is_whole (again));
  g_assert_true (g_bytes_equal (((PilotHandoffFile *) g_ptr_array_index (again->files, 1))->bytes, bytes));
}

/* What was handed over on another computer: told by its checksum when it is given again, and refused where it differs. */
static void
test_elsewhere (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = make_one (self, "downtime_notice", RUN);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("id\n1\n", 5);
  g_autoptr (PilotHandoff) here = NULL;
  g_autoptr (PilotHandoff) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const PilotHandoffFile *list;

  g_assert_true (pilot_handoff_attach (handoff, pilot_handoff_file_new ("list.csv", bytes), &error));
  list = g_ptr_array_index (handoff->files, 1);
  g_assert_true (act (self, pilot_handoff_hand_over_async, handoff, &error));
  forget_file (self, list->sha256);
  forget_file (self, ((PilotHandoffFile *) g_ptr_array_index (handoff->files, 0))->sha256);

  here = reopen (self, handoff);
  g_assert_false (pilot_handoff_is_whole (here));
  g_assert_nonnull (((PilotHandoffFile *) g_ptr_array_index (here->files, 0))->bytes); /* the calendar can be made again */
  g_assert_null (pilot_handoff_to_mail (here, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  before = pilot_handoff_dup_sha256 (here);
  g_assert_false (give_again (self, here, "list.csv", "id\n2\n", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, list->sha256));
  g_clear_error (&error);
  g_assert_false (give_again (self, here, "other.csv", "id\n2\n", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (pilot_handoff_is_whole (here));
  g_assert_true (give_again (self, here, "list (1).csv", "id\n1\n", &error));
  g_assert_no_error (error);
  g_assert_true (pilot_handoff_is_whole (here));
  after = pilot_handoff_dup_sha256 (here);
  g_assert_cmpstr (after, ==, before);

  again = reopen (self, handoff);
  g_assert_true (pilot_handoff_is_whole (again));
  g_assert_true (pilot_handoff_is_unchanged (again));
}

/* The archive is for who has the password, which is nowhere else. */
/* What is in an encrypted archive, as somebody else's program sees it; -1: it can't be read with this password. */
static int
read_entries (const char *path, const char *password)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  char buffer[4096];
  int n = 0;
  la_ssize_t got = 0;

  archive_read_support_format_zip (archive);
  if (password != NULL)
    archive_read_add_passphrase (archive, password);
  g_assert_cmpint (archive_read_open_filename (archive, path, 10240), ==, ARCHIVE_OK);
  while (got == 0 && archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      while ((got = archive_read_data (archive, buffer, sizeof buffer)) > 0)
        ;
      n++;
    }
  archive_read_free (archive);
  return got == 0 ? n : -1;
}

static void
test_archive (Fixture *self, gconstpointer data)
{
  static const char *const own[] = { NULL, "four unrelated words", "Übermäßig-lang-€" };
  g_autoptr (PilotHandoff) handoff = make_one (self, "phase_a_ticket", NULL);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.zip", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autofree char *raw = NULL;
      char *password = NULL;
      gsize length;

      g_assert_true (pilot_handoff_write_archive (handoff, file, own[i], &password, &error));
      g_assert_no_error (error);
      if (own[i] != NULL)
        g_assert_cmpstr (password, ==, own[i]);
      g_assert_true (g_file_get_contents (path, &raw, &length, NULL));
      g_assert_null (memmem (raw, length, "HP-4711", 7));
      g_assert_null (memmem (raw, length, password, strlen (password)));
      g_assert_nonnull (memmem (raw, length, "stage-mapping.csv", strlen ("stage-mapping.csv")));
      g_assert_cmpint (read_entries (path, password), ==, 2);
      g_assert_cmpint (read_entries (path, "not the password"), ==, -1);
      g_assert_cmpint (read_entries (path, NULL), ==, -1);
      pilot_handoff_free_password (password);
    }
  g_assert_false (pilot_handoff_write_archive (handoff, file, "short", &none, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_null (none);
}

static void
test_password (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *password;
    PilotPasswordStrength strength;
  } cases[] = {
    { "", PILOT_PASSWORD_TOO_SHORT },           { "elevenchars", PILOT_PASSWORD_TOO_SHORT },     { "üüüüüüüüüüü", PILOT_PASSWORD_TOO_SHORT },
    { "aaaaaaaaaaaaaaaa", PILOT_PASSWORD_WEAK }, { "1234567890123456", PILOT_PASSWORD_WEAK },     { "abababababababababab", PILOT_PASSWORD_WEAK },
    { "Winter202611!", PILOT_PASSWORD_WEAK },    { "river-magnet-71x", PILOT_PASSWORD_FAIR },     { "correct horse battery staple", PILOT_PASSWORD_STRONG },
    { "kX7vQ2mZ9pR4tW6yB8nD", PILOT_PASSWORD_STRONG },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *hint = NULL;

      g_test_message ("%s", cases[i].password);
      g_assert_cmpint (pilot_archive_password_judge (cases[i].password, &hint), ==, cases[i].strength);
      g_assert_nonnull (hint);
    }
  g_assert_true (pilot_archive_password_check ("four unrelated words", "four unrelated words", NULL));
  g_assert_false (pilot_archive_password_check ("four unrelated words", "four unrelated word", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_false (pilot_archive_password_check ("short", "short", NULL));
}

static void
test_too_big (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = make_one (self, "module_ticket", NULL);
  g_autofree char *half = g_malloc0 (PILOT_HANDOFF_FILE_MAX_BYTES / 2 + 1);
  g_autoptr (GBytes) bytes = g_bytes_new_static (half, PILOT_HANDOFF_FILE_MAX_BYTES / 2 + 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_handoff_attach (handoff, pilot_handoff_file_new ("a", bytes), &error));
  g_assert_false (pilot_handoff_attach (handoff, pilot_handoff_file_new ("b", bytes), &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_cmpuint (handoff->files->len, ==, 1);
}

static void
test_mailto (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = make_one (self, "csm_notice", NULL);
  g_autofree char *uri = NULL;

  pilot_record_set_text (handoff->record, PILOT_HANDOFF_SUBJECT, "A & B?");
  pilot_record_set_text (handoff->record, PILOT_HANDOFF_BODY, "Hello\nyou");
  uri = pilot_handoff_dup_mailto (handoff);
  g_assert_cmpstr (uri, ==, "mailto:kim@vendor.example?subject=A%20%26%20B%3F&body=Hello%0D%0Ayou");
}

/* The day moves: the file is another, under the same event. */
static void
test_calendar (Fixture *self, gconstpointer data)
{
  gint64 sequences[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;

      pilot_handoff_make_calendar_async (self->memory.workspace, RUN, NULL, memory_workspace_keep_result_cb, &result);
      PILOT_TEST_WAIT_UNTIL (result != NULL);
      bytes = pilot_handoff_make_calendar_finish (self->memory.workspace, result, &error);
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      assert_has (text, "UID:run-" RUN "@pilotage");
      assert_has (text, i == 0 ? "20261204" : "20261211");
      sequences[i] = g_ascii_strtoll (strstr (text, "SEQUENCE:") + strlen ("SEQUENCE:"), NULL, 10);
      memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_SCHEDULED_ON, "2026-12-11", -1);
      memory_workspace_pull (&self->memory, PILOT_ENTITY_RUN, RUN);
    }
  g_assert_cmpint (sequences[0], <, sequences[1]);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/workflow/handoff/" name, Fixture, NULL, set_up, func, tear_down)
#define ADD_CLOSED(name, func) g_test_add ("/workflow/handoff/" name, Fixture, "closed", set_up, func, tear_down)
  ADD ("each kind has its text, with every brace filled", test_kinds);
  ADD ("the ticket of phase A tells what is known", test_phase_a);
  ADD ("a notice hides the agencies from each other and brings the calendar", test_notice);
  ADD ("a variant of a language is that language", test_own_language);
  ADD ("agencies are written to in their language", test_languages);
  ADD_CLOSED ("many agencies are several mails", test_many);
  ADD ("a run of chosen agencies concerns those alone", test_chosen);
  ADD ("without its facts there is no hand-off", test_missing);
  ADD ("a draft is edited, handed over and frozen, confirmed with a number", test_life);
  ADD ("what is incomplete is not handed over", test_check);
  ADD ("what was saved is what the checksum says", test_files);
  ADD ("a file that is not here is taken again if it is the same", test_elsewhere);
  ADD ("an archive shows nothing without its password", test_archive);
  ADD ("a password is judged by what it holds", test_password);
  ADD ("attachments that no mail server takes are refused", test_too_big);
  ADD ("a short text fits into a mailto address", test_mailto);
  ADD ("a day that moves is the same event", test_calendar);
  return g_test_run ();
}
