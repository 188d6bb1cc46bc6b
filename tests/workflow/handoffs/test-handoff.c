/* test-handoff.c: hand-offs are edited, handed over, confirmed, saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "handoff-fixture.h"
#include "pilot-archive-password.h"
#include "pilot-error.h"
#include "pilot-handoff-acts.h"
#include "pilot-workspace-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

static gboolean
act (HandoffFixture *self, void (*func) (PilotWorkspace *, const PilotHandoff *, GAsyncReadyCallback, gpointer), const PilotHandoff *handoff, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  func (self->memory.workspace, handoff, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_handoff_act_finish (self->memory.workspace, result, error);
}

static gboolean
confirm (HandoffFixture *self, const PilotHandoff *handoff, const char *reference, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_handoff_confirm_async (self->memory.workspace, pilot_record_get_id (handoff->record), reference, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_handoff_act_finish (self->memory.workspace, result, error);
}

/* Another computer has the record, not the file. */
static void
forget_file (HandoffFixture *self, const char *sha256)
{
  g_autofree char *path = g_strconcat (pilot_store_get_path (pilot_workspace_get_store (self->memory.workspace)), ".file-", sha256, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static gboolean
give_again (HandoffFixture *self, PilotHandoff *handoff, const char *name, const char *content, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));

  pilot_handoff_give_again_async (self->memory.workspace, handoff, pilot_handoff_file_new (name, bytes), memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_handoff_act_finish (self->memory.workspace, result, error);
}

/* As any form or program could. */
static gboolean
edit (HandoffFixture *self, const PilotHandoff *handoff, guint field, const char *text, GError **error)
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
delete (HandoffFixture *self, const PilotHandoff *handoff, GError **error)
{
  const char *const ids[] = { pilot_record_get_id (handoff->record), NULL };
  g_autoptr (GAsyncResult) result = NULL;

  pilot_workspace_delete_async (self->memory.workspace, PILOT_ENTITY_HANDOFF, ids, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_workspace_delete_finish (self->memory.workspace, result, NULL, error);
}

static PilotHandoff *
reopen (HandoffFixture *self, const PilotHandoff *handoff)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHandoffBatch) again = NULL;

  pilot_handoff_open_async (self->memory.workspace, pilot_record_get_id (handoff->record), NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  again = pilot_handoff_open_finish (self->memory.workspace, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->handoffs->len, ==, 1);
  return g_ptr_array_steal_index (again->handoffs, 0);
}

static void
test_life (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = handoff_make_one (self, "module_ticket", NULL);
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
  g_assert_cmpstr (handoff_get (handed, PILOT_HANDOFF_STATE), ==, "handed_over");
  g_assert_cmpstr (handoff_get (handed, PILOT_HANDOFF_BODY), ==, "Second");
  g_assert_cmpstr (handoff_get (handed, PILOT_HANDOFF_SHA256), ==, sha256);
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
  g_assert_cmpstr (handoff_get (confirmed, PILOT_HANDOFF_STATE), ==, "confirmed");
  g_assert_cmpstr (handoff_get (confirmed, PILOT_HANDOFF_REFERENCE), ==, "CASE-4711");
  g_assert_cmpstr (handoff_get (confirmed, PILOT_HANDOFF_BODY), ==, "Second");
  g_assert_true (pilot_handoff_is_unchanged (confirmed));

  again = pilot_handoff_new_again (confirmed);
  g_assert_cmpstr (pilot_record_get_id (again->record), !=, pilot_record_get_id (confirmed->record));
  g_assert_true (pilot_handoff_record_is_draft (again->record));
  g_assert_null (handoff_get (again, PILOT_HANDOFF_SHA256));
  g_assert_null (handoff_get (again, PILOT_HANDOFF_REFERENCE));
  g_assert_cmpstr (handoff_get (again, PILOT_HANDOFF_BODY), ==, "Second");
  g_assert_true (act (self, pilot_handoff_save_async, again, &error));
}

static void
test_check (HandoffFixture *self, gconstpointer data)
{
  static const struct
  {
    guint field;
    const char *value;
  } cases[] = {
    { PILOT_HANDOFF_SUBJECT, " " }, { PILOT_HANDOFF_BODY, NULL }, { PILOT_HANDOFF_RECIPIENT, NULL },
    { PILOT_HANDOFF_RECIPIENT, "nobody" }, { PILOT_HANDOFF_STATE, "confirmed" },
  };
  g_autoptr (PilotHandoff) manifest = handoff_make_one (self, "manifest", RUN);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PilotHandoff) handoff = handoff_make_one (self, "csm_notice", NULL);

      g_assert_cmpstr (handoff_get (handoff, PILOT_HANDOFF_RECIPIENT), ==, "kim@vendor.example");
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
test_files (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = handoff_make_one (self, "downtime_notice", RUN);
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
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_true (pilot_handoff_attach (handoff, pilot_handoff_file_new ("/some/where/list.csv", bytes), &error));
  g_assert_true (pilot_handoff_attach (handoff, pilot_handoff_file_new ("list.csv", bytes), &error));
  g_assert_cmpuint (handoff->files->len, ==, 2);
  g_assert_true (act (self, pilot_handoff_hand_over_async, handoff, &error));
  g_assert_true (pilot_handoff_write_files (handoff, folder, names, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (names), ==, 4); /* text, mail, calendar, list */
  document = pilot_handoff_dup_text (handoff);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, document);

  /* The text that was handed over is the one under the checksum. */
  again = reopen (self, handoff);
  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, written, -1);
  g_assert_cmpstr (handoff_get (again, PILOT_HANDOFF_SHA256), ==, sha256);
  /* Byte for byte, so the mail is the same mail. */
  g_assert_cmpuint (again->files->len, ==, 2);
  g_assert_true (pilot_handoff_is_whole (again));
  g_assert_true (g_bytes_equal (((PilotHandoffFile *) g_ptr_array_index (again->files, 1))->bytes, bytes));
}

/* What was handed over on another computer: told by its checksum when it is given again, and refused where it differs. */
static void
test_elsewhere (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = handoff_make_one (self, "downtime_notice", RUN);
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

/* Takes @handoff. */
static PilotHandoffBatch *
make_batch (PilotHandoff *handoff)
{
  PilotHandoffBatch *batch = pilot_handoff_batch_new (NULL);

  g_ptr_array_add (batch->handoffs, handoff);
  return batch;
}

/* The archive is for who has the password, which is nowhere else. */
static void
test_archive (HandoffFixture *self, gconstpointer data)
{
  static const char *const own[] = { NULL, "four unrelated words", "Übermäßig-lang-€" };
  PilotHandoff *handoff = handoff_make_one (self, "phase_a_ticket", NULL);
  g_autoptr (PilotHandoffBatch) batch = make_batch (handoff);
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

      g_assert_true (pilot_handoff_batch_write_archive (batch, file, own[i], &password, &error));
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
  g_assert_false (pilot_handoff_batch_write_archive (batch, file, "short", &none, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_null (none);
}

/* All that belong together are packed, what they have in common once. */
static void
test_archive_of_several (HandoffFixture *self, gconstpointer data)
{
  PilotHandoff *first = handoff_make_one (self, "phase_a_ticket", NULL);
  PilotHandoff *second = pilot_handoff_new_again (first);
  g_autoptr (PilotHandoffBatch) batch = make_batch (first);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.zip", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = NULL;
  g_autofree char *one = pilot_handoff_batch_dup_file_name (batch);
  g_autofree char *own = pilot_handoff_dup_file_name (first);
  g_autoptr (GBytes) other = g_bytes_new_static ("other", 5);
  g_autoptr (GError) error = NULL;
  char *password = NULL;

  g_assert_cmpstr (one, ==, own);
  g_ptr_array_add (batch->handoffs, second);
  g_ptr_array_set_size (second->files, 0);
  g_assert_true (pilot_handoff_attach (second, pilot_handoff_file_new ("stage-mapping.csv", other), &error));
  name = pilot_handoff_batch_dup_file_name (batch);
  g_assert_true (g_str_has_prefix (own, name));
  g_assert_cmpuint (strlen (name), ==, strlen ("phase_a_ticket-2026-11-28"));
  g_assert_true (pilot_handoff_batch_write_archive (batch, file, NULL, &password, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_entries (path, password), ==, 4);
  pilot_handoff_free_password (password);
  g_ptr_array_set_size (second->files, 0);
  g_assert_true (pilot_handoff_batch_write_archive (batch, file, NULL, &password, &error));
  g_assert_cmpint (read_entries (path, password), ==, 3);
  pilot_handoff_free_password (password);
}

static void
test_password (HandoffFixture *self, gconstpointer data)
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
test_too_big (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = handoff_make_one (self, "module_ticket", NULL);
  g_autofree char *half = g_malloc0 (PILOT_HANDOFF_FILE_MAX_BYTES / 2 + 1);
  g_autoptr (GBytes) bytes = g_bytes_new_static (half, PILOT_HANDOFF_FILE_MAX_BYTES / 2 + 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_handoff_attach (handoff, pilot_handoff_file_new ("a", bytes), &error));
  g_assert_false (pilot_handoff_attach (handoff, pilot_handoff_file_new ("b", bytes), &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_cmpuint (handoff->files->len, ==, 1);
}

static void
test_mailto (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = handoff_make_one (self, "csm_notice", NULL);
  g_autofree char *uri = NULL;

  pilot_record_set_text (handoff->record, PILOT_HANDOFF_SUBJECT, "A & B?");
  pilot_record_set_text (handoff->record, PILOT_HANDOFF_BODY, "Hello\nyou");
  uri = pilot_handoff_dup_mailto (handoff);
  g_assert_cmpstr (uri, ==, "mailto:kim@vendor.example?subject=A%20%26%20B%3F&body=Hello%0D%0Ayou");
}

/* Who closes the dialog and quits in the same moment: its files are written by then, and so is the draft. */
static void
test_quit (HandoffFixture *self, gconstpointer data)
{
  g_autoptr (PilotHandoff) handoff = handoff_make_one (self, "phase_a_ticket", NULL);
  g_autofree char *content = g_strnfill (4 * 1024 * 1024, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_handoff_attach (handoff, pilot_handoff_file_new ("large.txt", bytes), &error));
  pilot_handoff_save_async (self->memory.workspace, handoff, memory_workspace_keep_result_cb, &saved);
  pilot_workspace_close_async (self->memory.workspace, memory_workspace_keep_result_cb, &closed);
  PILOT_TEST_WAIT_UNTIL (saved != NULL && closed != NULL);
  pilot_handoff_act_finish (self->memory.workspace, saved, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_workspace_close_finish (self->memory.workspace, closed, &error));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/workflow/handoff/" name, HandoffFixture, NULL, handoff_fixture_set_up, func, handoff_fixture_tear_down)
  ADD ("a draft is edited, handed over and frozen, confirmed with a number", test_life);
  ADD ("what is incomplete is not handed over", test_check);
  ADD ("what was saved is what the checksum says", test_files);
  ADD ("a file that is not here is taken again if it is the same", test_elsewhere);
  ADD ("a draft with files is kept though the program ends at once", test_quit);
  ADD ("an archive shows nothing without its password", test_archive);
  ADD ("an archive holds all that belong together, what they share once", test_archive_of_several);
  ADD ("a password is judged by what it holds", test_password);
  ADD ("attachments that no mail server takes are refused", test_too_big);
  ADD ("a short text fits into a mailto address", test_mailto);
  return g_test_run ();
}
