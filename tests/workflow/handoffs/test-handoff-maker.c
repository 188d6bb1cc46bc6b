/* test-handoff-maker.c: hand-offs are made from the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "handoff-fixture.h"
#include "pilot-error.h"
#include "pilot-handoff-acts.h"
#include "pilot-handoff-groups.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-list.h"
#include "pilot-name-uuid.h"
#include "pilot-run-manifest.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

/* The notice in German, as a translator would give it. */
static const char po[] =
  "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
  "msgid \"{company}: no agency portal on Friday, {date}\"\nmsgstr \"{company}: kein Agenturportal am Freitag, {date}\"\n"
  "msgid \"No agency portal: {company}\"\nmsgstr \"Kein Agenturportal: {company}\"\n";

static void
test_kinds (HandoffFixture *self, gconstpointer data)
{
  for (guint i = 0; pilot_handoff_kind_choices[i].value != NULL; i++)
    {
      const char *kind = pilot_handoff_kind_choices[i].value;
      g_autoptr (GError) error = NULL;
      g_autoptr (PilotHandoffBatch) batch = handoff_make (self, kind, RUN, NULL, &error);

      g_assert_no_error (error);
      for (guint n = 0; n < batch->handoffs->len; n++)
        {
          const PilotHandoff *handoff = g_ptr_array_index (batch->handoffs, n);
          g_autofree char *document = pilot_handoff_dup_text (handoff);
          g_auto (GStrv) parts = g_strsplit (document, "Example {Foods}", -1); /* braces in data are data */
          g_autofree char *rest = g_strjoinv ("", parts);

          g_assert_cmpstr (handoff_get (handoff, PILOT_HANDOFF_KIND), ==, kind);
          g_assert_true (pilot_handoff_record_is_draft (handoff->record));
          g_assert_cmpuint (g_strv_length (parts), >, 1);
          g_assert_null (strpbrk (rest, "{}"));
        }
    }
}

static void
test_phase_a (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = handoff_make_one (self, "phase_a_ticket", RUN);
  const char *body = handoff_get (handoff, PILOT_HANDOFF_BODY);
  const PilotHandoffFile *file;

  handoff_assert_has (body, "HirePort Company ID: HP-4711");
  handoff_assert_has (body, "Environment: Production");
  handoff_assert_has (body, "Agencies in the Recruiter Portal: 5");
  handoff_assert_has (body, "Standard: Interview → Interview / Phone screen");
  handoff_assert_has (body, "Default currency: EUR");
  handoff_assert_has (body, "Downtime: Friday, 4 December 2026");
  handoff_assert_has (body, "abc123");
  g_assert_null (strstr (body, "Published job visited")); /* not known: not said */
  g_assert_cmpuint (handoff->files->len, ==, 1);
  file = g_ptr_array_index (handoff->files, 0);
  g_assert_cmpstr (file->name, ==, "stage-mapping.csv");
  handoff_assert_has (g_bytes_get_data (file->bytes, NULL), "Standard,INTERVIEW,,INTERVIEW,Phone screen");
  handoff_assert_has (handoff_get (handoff, PILOT_HANDOFF_ATTACHMENTS), file->sha256);
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
test_own_language (HandoffFixture *self, gconstpointer data)
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
test_notice (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHandoffBatch) batch = handoff_make (self, "downtime_notice", RUN, NULL, &error);
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
  g_assert_cmpstr (handoff_get (handoff, PILOT_HANDOFF_RECIPIENT), ==, "one@agency.example, two@agency.example");
  g_assert_cmpstr (handoff_get (handoff, PILOT_HANDOFF_SUBJECT), ==, "Example {Foods}: no agency portal on Friday, 4 December 2026");
  mail = pilot_handoff_to_mail (handoff, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (mail, NULL), g_bytes_get_size (mail));
  handoff_assert_has (text, "Bcc: one@agency.example");
  handoff_assert_has (text, "downtime-2026-12-04.ics");
  g_assert_null (strstr (text, "\nTo: one@"));
  g_assert_null (pilot_handoff_dup_mailto (handoff));
}

/* Agencies are written to in their language, those without a translation in English. */
static void
test_languages (HandoffFixture *self, gconstpointer data)
{
  g_autofree char *out_path = pilot_test_make_dir ();
  g_autoptr (GFile) out = g_file_new_for_path (out_path);
  g_autoptr (GFile) german_day = g_file_get_child (out, "downtime-2026-12-04-de.ics");
  g_autoptr (GFile) english_day = g_file_get_child (out, "downtime-2026-12-04.ics");
  g_autoptr (GBytes) list = g_bytes_new_static ("name\n", 5);
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
    g_autoptr (PilotHandoffBatch) first = handoff_make (self, "downtime_notice", RUN, NULL, NULL);

    english = g_ptr_array_steal_index (first->handoffs, 0);
  }
  /* The body's msgid is the English text, with its values taken out again. */
  lines = g_strsplit (handoff_get (english, PILOT_HANDOFF_BODY), "\n", -1);
  g_string_append (catalog, "msgid \"{day} December {year}\"\nmsgstr \"{day}. Dezember {year}\"\n\n");
  g_string_append (catalog, "msgid \"\"\n");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GString) line = g_string_new (lines[i]);

      g_string_replace (line, "Example {Foods}", "{company}", 0);
      g_string_replace (line, "4 December 2026", "{date}", 0);
      g_string_append_printf (catalog, "\"%s%s\"\n", line->str, lines[i + 1] != NULL ? "\\n" : "");
    }
  g_string_append (catalog, "msgstr \"Guten Tag, {company} zieht am {date} um.\"\n");
  g_assert_cmpint (g_mkdir_with_parents (lang, 0700), ==, 0);
  g_assert_true (g_file_set_contents (source, catalog->str, -1, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "msgfmt", "-o", target, source, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  bindtextdomain (GETTEXT_PACKAGE, folder);
  batch = handoff_make (self, "downtime_notice", RUN, NULL, &error);
  languages = pilot_handoff_list_languages ("downtime_notice");
  other_languages = pilot_handoff_list_languages ("csm_notice");
  bindtextdomain (GETTEXT_PACKAGE, bound);
  joined = g_strjoinv (" ", languages);
  g_assert_cmpstr (joined, ==, "de en");
  g_assert_cmpuint (g_strv_length (other_languages), ==, 1); /* that text is not translated */
  assert_language (batch, 0, "de", "de", 1);

  g_assert_no_error (error);
  g_assert_cmpuint (batch->handoffs->len, ==, 2);
  g_assert_cmpstr (handoff_get (g_ptr_array_index (batch->handoffs, 0), PILOT_HANDOFF_LANGUAGE), ==, "de");
  g_assert_cmpstr (handoff_get (g_ptr_array_index (batch->handoffs, 0), PILOT_HANDOFF_RECIPIENT), ==, "one@agency.example");
  g_assert_cmpstr (handoff_get (g_ptr_array_index (batch->handoffs, 0), PILOT_HANDOFF_BODY), ==, "Guten Tag, Example {Foods} zieht am 4. Dezember 2026 um.");
  g_assert_cmpstr (handoff_get (g_ptr_array_index (batch->handoffs, 0), PILOT_HANDOFF_SUBJECT), ==, "Example {Foods}: kein Agenturportal am Freitag, 4. Dezember 2026");
  g_assert_cmpstr (handoff_get (g_ptr_array_index (batch->handoffs, 1), PILOT_HANDOFF_LANGUAGE), ==, "en");
  /* Saved side by side: two mails, two texts, two calendars in two languages. */
  g_assert_true (pilot_handoff_batch_write_files (batch, out, &n_written, &error));
  g_assert_cmpuint (n_written, ==, 6);
  /* What several have in common is one file. */
  for (guint i = 0; i < batch->handoffs->len; i++)
    g_assert_true (pilot_handoff_attach (g_ptr_array_index (batch->handoffs, i), pilot_handoff_file_new ("list.csv", list), &error));
  g_assert_true (pilot_handoff_batch_write_files (batch, out, &n_written, &error));
  g_assert_cmpuint (n_written, ==, 7);
  g_assert_true (g_file_query_exists (german_day, NULL));
  g_assert_true (g_file_query_exists (english_day, NULL));
  g_assert_cmpstr (handoff_get (g_ptr_array_index (batch->handoffs, 1), PILOT_HANDOFF_RECIPIENT), ==, "two@agency.example");
}

static PilotHandoffBatch *
resume (HandoffFixture *self, const char *kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PilotHandoffBatch *batch;

  pilot_handoff_resume_async (self->memory.workspace, kind, RUN, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  batch = pilot_handoff_resume_finish (self->memory.workspace, result, &error);
  g_assert_no_error (error);
  return batch;
}

static void
save (HandoffFixture *self, const PilotHandoff *handoff)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_handoff_save_async (self->memory.workspace, handoff, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (pilot_handoff_act_finish (self->memory.workspace, result, &error));
}

/* Who comes again to a notice is told what was told when it was made, and who came since. */
static void
test_reach (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) made = handoff_make_one (self, "downtime_notice", RUN);
  g_autoptr (PilotHandoffBatch) again = NULL;
  g_autoptr (PilotHandoffBatch) opened = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  pilot_record_set_text (made->record, PILOT_HANDOFF_RECIPIENT, "One <ONE@agency.example>, two@agency.example"); /* as a person may write it */
  save (self, made);
  handoff_put_agency (self, 6, "six@agency.example", "de", "active");
  memory_workspace_pull (&self->memory, PILOT_ENTITY_AGENCY, "40000000-0000-4000-8000-000000000006");
  again = resume (self, "downtime_notice");
  g_assert_cmpuint (again->handoffs->len, ==, 1);
  g_assert_cmpuint (again->languages->len, ==, 2);
  assert_language (again, 0, "de", "en", 1);
  assert_language (again, 1, "en", "en", 2);
  g_assert_cmpuint (again->without_email->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (again->without_email, 0), ==, "Agency 3");
  g_assert_cmpuint (again->left_out->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (again->left_out, 0), ==, "Agency 6");

  pilot_handoff_open_async (self->memory.workspace, pilot_record_get_id (made->record), NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  opened = pilot_handoff_open_finish (self->memory.workspace, result, NULL);
  g_assert_cmpuint (opened->languages->len, ==, 2);
  g_assert_cmpuint (opened->left_out->len, ==, 1);
}

/* The list of what is expected comes with the hand-off that is about it, if it still is the one that was agreed. */
static void
test_list (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHandoffBatch) differs = handoff_make (self, "manifest", RUN, NULL, &error);
  g_autoptr (PilotHandoffBatch) open = NULL;
  g_autoptr (PilotHandoffBatch) again = NULL;
  g_autoptr (PilotRecord) run = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PilotRunManifest) manifest = NULL;
  PilotHandoff *handoff;
  const PilotHandoffFile *file;

  g_assert_no_error (error);
  handoff = g_ptr_array_index (differs->handoffs, 0);
  g_assert_cmpuint (handoff->files->len, ==, 0); /* the run's checksum is another */
  handoff_assert_has (differs->hint, "have changed");
  g_assert_false (pilot_handoff_list_is_attached (handoff));

  run = pilot_workspace_get_record (self->memory.workspace, PILOT_ENTITY_RUN, RUN);
  pilot_run_manifest_make_async (self->memory.workspace, run, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  manifest = pilot_run_manifest_make_finish (self->memory.workspace, result, NULL);
  memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_MANIFEST_SHA256, manifest->sha256, -1);
  memory_workspace_pull (&self->memory, PILOT_ENTITY_RUN, RUN);
  open = handoff_make (self, "manifest", RUN, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (open->hint);
  handoff = g_ptr_array_index (open->handoffs, 0);
  g_assert_true (pilot_handoff_list_is_attached (handoff));
  file = g_ptr_array_index (handoff->files, 0);
  g_assert_cmpstr (file->name, ==, "expected-records-10000000.csv");
  handoff_assert_has (g_bytes_get_data (file->bytes, NULL), "Agency 1,one@agency.example");

  /* What was attached stays what it was, whatever becomes of the records. */
  save (self, handoff);
  handoff_put_agency (self, 7, "seven@agency.example", NULL, "active");
  memory_workspace_pull (&self->memory, PILOT_ENTITY_AGENCY, "40000000-0000-4000-8000-000000000007");
  again = resume (self, "manifest");
  g_assert_cmpstr (((PilotHandoffFile *) g_ptr_array_index (((PilotHandoff *) g_ptr_array_index (again->handoffs, 0))->files, 0))->sha256, ==, file->sha256);
}

/* A list that no mail takes is not even made. */
static void
test_list_too_large (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoffBatch) batch = NULL;

  memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_N_EXPECTED, "1000000", -1);
  memory_workspace_pull (&self->memory, PILOT_ENTITY_RUN, RUN);
  batch = handoff_make (self, "manifest", RUN, NULL, NULL);
  handoff_assert_has (batch->hint, "larger than");
  g_assert_cmpuint (((PilotHandoff *) g_ptr_array_index (batch->handoffs, 0))->files->len, ==, 0);
}

/* Mail servers refuse long lists: a hundred at most, and nobody is left out. */
static void
test_many (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PilotHandoffBatch) batch = NULL;

  for (guint n = 100; n < 350; n++)
    {
      g_autofree char *email = g_strdup_printf ("office%u@agency.example", n);

      handoff_put_agency (self, n, email, "en", "active");
    }
  memory_workspace_open (&self->memory);
  batch = handoff_make (self, "downtime_notice", RUN, NULL, NULL);
  g_assert_cmpuint (batch->handoffs->len, ==, 3);
  for (guint i = 0; i < batch->handoffs->len; i++)
    {
      g_auto (GStrv) addresses = g_strsplit (handoff_get (g_ptr_array_index (batch->handoffs, i), PILOT_HANDOFF_RECIPIENT), ", ", -1);

      g_assert_cmpuint (g_strv_length (addresses), <=, PILOT_HANDOFF_MAX_RECIPIENTS);
      for (guint n = 0; addresses[n] != NULL; n++)
        g_assert_true (g_hash_table_add (seen, g_strdup (addresses[n])));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 252);
}

static const char *
get_state (PilotRow *row)
{
  return pilot_record_get_text (pilot_row_get_record (row), PILOT_HANDOFF_STATE);
}

/* What was made together is opened together, whichever of it is asked for, and is one line of the list. */
static void
test_batch (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoffBatch) batch = NULL;
  g_autoptr (PilotHandoffBatch) opened = NULL;
  g_autoptr (PilotHandoff) alone = NULL;
  g_autoptr (GListStore) rows = g_list_store_new (PILOT_TYPE_ROW);
  g_autoptr (GHashTable) groups = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const PilotHandoffGroup *group;
  const PilotHandoff *third;

  for (guint n = 100; n < 350; n++)
    {
      g_autofree char *email = g_strdup_printf ("office%u@agency.example", n);

      handoff_put_agency (self, n, email, "en", "active");
    }
  memory_workspace_open (&self->memory);
  batch = handoff_make (self, "downtime_notice", RUN, NULL, NULL);
  alone = handoff_make_one (self, "grouping_request", NULL);
  g_assert_null (handoff_get (alone, PILOT_HANDOFF_BATCH_ID));
  save (self, alone);
  for (guint i = 0; i < batch->handoffs->len; i++)
    save (self, g_ptr_array_index (batch->handoffs, i));
  third = g_ptr_array_index (batch->handoffs, 2);

  pilot_handoff_open_async (self->memory.workspace, pilot_record_get_id (third->record), NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  opened = pilot_handoff_open_finish (self->memory.workspace, result, NULL);
  g_assert_cmpuint (opened->handoffs->len, ==, 3);
  g_assert_cmpuint (pilot_handoff_batch_count_recipients (opened), ==, 252);
  g_assert_cmpstr (pilot_record_get_id (((PilotHandoff *) g_ptr_array_index (opened->handoffs, opened->first))->record), ==,
                   pilot_record_get_id (third->record));

  pilot_record_set_text (((PilotHandoff *) g_ptr_array_index (batch->handoffs, 0))->record, PILOT_HANDOFF_STATE, "confirmed");
  pilot_record_set_text (third->record, PILOT_HANDOFF_STATE, "handed_over");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (PilotRow) row = pilot_row_new (i == 3 ? alone->record : ((PilotHandoff *) g_ptr_array_index (batch->handoffs, i))->record, NULL);

      g_list_store_append (rows, row);
    }
  groups = pilot_handoff_groups_make (G_LIST_MODEL (rows));
  g_assert_cmpuint (g_hash_table_size (groups), ==, 2);
  group = g_hash_table_lookup (groups, pilot_record_get_id (((PilotHandoff *) g_ptr_array_index (batch->handoffs, 0))->record));
  g_assert_cmpuint (group->n_mails, ==, 3);
  g_assert_cmpuint (group->n_addresses, ==, 252);
  g_assert_cmpstr (get_state (group->next), ==, "draft"); /* what is furthest behind is what is to be done */
  group = g_hash_table_lookup (groups, pilot_record_get_id (alone->record));
  g_assert_cmpuint (group->n_mails, ==, 1);
}

/* A run of chosen agencies concerns those alone. */
static void
test_chosen (HandoffFixture *self, gconstpointer data)
{
  g_autofree char *choice = pilot_scope_choice_make_id (RUN, "40000000-0000-4000-8000-000000000002", NULL);
  g_autoptr (PilotHandoff) handoff = NULL;

  memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_CHOICE, "chosen", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_SCOPE_CHOICE, choice, PILOT_SCOPE_CHOICE_RUN_ID, RUN, PILOT_SCOPE_CHOICE_AGENCY_ID,
                        "40000000-0000-4000-8000-000000000002", PILOT_SCOPE_CHOICE_INCLUDED, "1", -1);
  memory_workspace_pull (&self->memory, PILOT_ENTITY_SCOPE_CHOICE, choice);
  handoff = handoff_make_one (self, "downtime_notice", RUN);
  g_assert_cmpstr (handoff_get (handoff, PILOT_HANDOFF_RECIPIENT), ==, "two@agency.example");
}

static void
test_missing (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (handoff_make (self, "downtime_notice", NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (handoff_make (self, "manifest", "10000000-0000-4000-8000-000000000099", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_SCHEDULED_ON, NULL, -1);
  memory_workspace_pull (&self->memory, PILOT_ENTITY_RUN, RUN);
  g_assert_null (handoff_make (self, "downtime_notice", RUN, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

/* The day moves: the file is another, under the same event. */
static void
test_calendar (HandoffFixture *self, gconstpointer data)
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
      handoff_assert_has (text, "UID:run-" RUN "@pilotage");
      handoff_assert_has (text, i == 0 ? "20261204" : "20261211");
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
#define ADD(name, func) g_test_add ("/workflow/handoff-maker/" name, HandoffFixture, NULL, handoff_fixture_set_up, func, handoff_fixture_tear_down)
#define ADD_CLOSED(name, func) g_test_add ("/workflow/handoff-maker/" name, HandoffFixture, "closed", handoff_fixture_set_up, func, handoff_fixture_tear_down)
  ADD ("each kind has its text, with every brace filled", test_kinds);
  ADD ("the ticket of phase A tells what is known", test_phase_a);
  ADD ("a notice hides the agencies from each other and brings the calendar", test_notice);
  ADD ("a variant of a language is that language", test_own_language);
  ADD ("agencies are written to in their language", test_languages);
  ADD_CLOSED ("many agencies are several mails", test_many);
  ADD_CLOSED ("the mails of a notice are opened together and are one line", test_batch);
  ADD ("a run of chosen agencies concerns those alone", test_chosen);
  ADD ("a notice that is there tells whom it reaches", test_reach);
  ADD ("the run's list comes with it while it is the one that was agreed", test_list);
  ADD ("a list that no mail takes is not attached", test_list_too_large);
  ADD ("without its facts there is no hand-off", test_missing);
  ADD ("a day that moves is the same event", test_calendar);
  return g_test_run ();
}
