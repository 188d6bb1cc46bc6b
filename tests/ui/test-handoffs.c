/* test-handoffs.c: hand-offs in the window: made, edited, handed over, confirmed, saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-fixture.h"

#include "pilot-archive-question.h"
#include "pilot-calendar-save.h"
#include "pilot-handoff-dialog.h"
#include "pilot-handoff-files.h"
#include "pilot-handoff-row.h"
#include "pilot-handoffs-page.h"
#include "pilot-name-uuid.h"

#include <glib/gstdio.h>
#include <string.h>

#define RUN "10000000-0000-4000-8000-000000000001"

static void
put_run (UiFixture *self, const char *friday, const char *sha256)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN);
  pilot_record_set_text (run, PILOT_RUN_NAME, "All agencies");
  pilot_record_set_text (run, PILOT_RUN_KIND, "production");
  pilot_record_set_text (run, PILOT_RUN_STATE, "scheduled");
  pilot_record_set_text (run, PILOT_RUN_CHOICE, "all");
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "in");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "out");
  pilot_record_set_text (run, PILOT_RUN_SCHEDULED_ON, friday);
  pilot_record_set_text (run, PILOT_RUN_MANIFEST_SHA256, sha256);
  pilot_fake_connection_put (self->connection, run);
  pilot_workspace_sync_now (ui_workspace (self));
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (self), PILOT_ENTITY_RUN, PILOT_FIELD_ID, NULL) == 1);
}

static guint
count (UiFixture *self, const char *state)
{
  return pilot_workspace_count (ui_workspace (self), PILOT_ENTITY_HANDOFF, PILOT_HANDOFF_STATE, state);
}

static PilotHandoffDialog *
present (UiFixture *self, const char *kind, const char *run_id)
{
  PilotHandoffDialog *dialog = PILOT_HANDOFF_DIALOG (pilot_handoff_dialog_present (self->context, GTK_WINDOW (self->window), kind, run_id));

  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog) && gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  ui_wait_idle ();
  return dialog;
}

static void
close_dialog (PilotHandoffDialog *dialog)
{
  gtk_window_close (GTK_WINDOW (dialog));
  ui_wait_idle ();
}

static GtkTextBuffer *
get_buffer (PilotHandoffDialog *dialog)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW)));
}

static char *
dup_body (PilotHandoffDialog *dialog)
{
  char *text;

  g_object_get (get_buffer (dialog), "text", &text, NULL);
  return text;
}

typedef struct
{
  const char *label;
  GtkWidget *found;
} Search;

static void
button_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), search->label) == 0)
    search->found = widget;
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  Search search = { .label = label };

  ui_walk (root, button_cb, &search);
  return search.found;
}

static void
row_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (ADW_IS_ENTRY_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), search->label) == 0)
    search->found = widget;
}

static GtkEditable *
find_entry (PilotHandoffDialog *dialog, const char *title)
{
  Search search = { .label = title };

  ui_walk (GTK_WIDGET (dialog), row_cb, &search);
  return search.found != NULL ? GTK_EDITABLE (search.found) : NULL;
}

static void
collect_checks_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    g_ptr_array_add (user_data, widget);
}

static void
test_ticket (UiFixture *self, gconstpointer data)
{
  PilotHandoffDialog *dialog = present (self, "module_ticket", NULL);
  g_autofree char *body = dup_body (dialog);
  g_autofree char *kept = NULL;

  g_assert_nonnull (strstr (body, "Company: Example Foods"));
  gtk_text_buffer_set_text (get_buffer (dialog), "Please add the module.", -1);
  pilot_handoff_dialog_act (dialog); /* Mark as Handed Over */
  PILOT_TEST_WAIT_UNTIL (count (self, "handed_over") == 1);
  PILOT_TEST_WAIT_UNTIL (find_button (GTK_WIDGET (dialog), "Con_firm") != NULL);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (ui_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW))));

  /* The number is what comes next; without it a ticket is not confirmed. */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)), GTK_WIDGET (find_entry (dialog, "Ticket number"))));
  g_signal_emit_by_name (find_button (GTK_WIDGET (dialog), "Con_firm"), "clicked");
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog));
  ui_wait_idle ();
  g_assert_cmpuint (count (self, "confirmed"), ==, 0);
  gtk_editable_set_text (find_entry (dialog, "Ticket number"), "CASE-4711");
  pilot_handoff_dialog_act (dialog);
  PILOT_TEST_WAIT_UNTIL (count (self, "confirmed") == 1);
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog) && find_button (GTK_WIDGET (dialog), "Con_firm") == NULL);
  g_assert_null (find_button (GTK_WIDGET (dialog), "Save _Number")); /* the number is the one that is kept */
  gtk_editable_set_text (find_entry (dialog, "Ticket number"), "CASE-4712");
  g_assert_nonnull (find_button (GTK_WIDGET (dialog), "Save _Number"));
  pilot_handoff_dialog_act (dialog);
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog) && find_button (GTK_WIDGET (dialog), "Save _Number") == NULL);
  kept = dup_body (dialog);
  g_assert_cmpstr (kept, ==, "Please add the module.");
  close_dialog (dialog);
}

/* Who only looks leaves nothing behind; who changes a word finds it again. */
static void
test_draft (UiFixture *self, gconstpointer data)
{
  PilotHandoffDialog *dialog = present (self, "preparation_request", NULL);
  g_autofree char *body = NULL;

  close_dialog (dialog);
  g_assert_cmpuint (pilot_workspace_count (ui_workspace (self), PILOT_ENTITY_HANDOFF, PILOT_FIELD_ID, NULL), ==, 0);

  dialog = present (self, "preparation_request", NULL);
  gtk_text_buffer_set_text (get_buffer (dialog), "On Tuesday, please.", -1);
  close_dialog (dialog);
  PILOT_TEST_WAIT_UNTIL (count (self, "draft") == 1);

  dialog = present (self, "preparation_request", NULL);
  body = dup_body (dialog);
  g_assert_cmpstr (body, ==, "On Tuesday, please.");
  close_dialog (dialog);
  g_assert_cmpuint (count (self, "draft"), ==, 1);
}

static void
test_again (UiFixture *self, gconstpointer data)
{
  PilotHandoffDialog *dialog = present (self, "module_ticket", NULL);

  pilot_handoff_dialog_act (dialog);
  PILOT_TEST_WAIT_UNTIL (find_button (GTK_WIDGET (dialog), "New From _This") != NULL);
  g_signal_emit_by_name (find_button (GTK_WIDGET (dialog), "New From _This"), "clicked");
  ui_wait_idle ();
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (ui_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW))));
  close_dialog (dialog);
  PILOT_TEST_WAIT_UNTIL (count (self, "draft") == 1);
  g_assert_cmpuint (count (self, "handed_over"), ==, 1);
}

static void
test_wrong_recipient (UiFixture *self, gconstpointer data)
{
  PilotHandoffDialog *dialog = present (self, "grouping_request", NULL);

  gtk_editable_set_text (find_entry (dialog, "To"), "nobody");
  pilot_handoff_dialog_act (dialog);
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog));
  ui_wait_idle ();
  g_assert_cmpuint (count (self, "handed_over"), ==, 0);
  gtk_editable_set_text (find_entry (dialog, "To"), "support@hireport.example");
  pilot_handoff_dialog_act (dialog);
  PILOT_TEST_WAIT_UNTIL (count (self, "handed_over") == 1);
  close_dialog (dialog);
}

static void
label_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), search->label) != NULL)
    search->found = widget;
}

static gboolean
shows (PilotHandoffDialog *dialog, const char *part)
{
  Search search = { .label = part };

  ui_walk (GTK_WIDGET (dialog), label_cb, &search);
  return search.found != NULL;
}

static gboolean
is_suggested (PilotHandoffDialog *dialog, const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (dialog), label);

  g_assert_nonnull (button);
  return gtk_widget_has_css_class (button, "suggested-action");
}

/* What names people is packed first; one thing is suggested at a time. */
static void
test_suggested (UiFixture *self, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *archive_path = g_build_filename (dir, "users.zip", NULL);
  g_autoptr (GFile) archive = g_file_new_for_path (archive_path);
  PilotHandoffDialog *dialog = present (self, "grouping_request", NULL); /* with the list of users */

  g_assert_true (is_suggested (dialog, "Save _Encrypted…"));
  g_assert_false (is_suggested (dialog, "Mark as _Handed Over"));
  pilot_handoff_dialog_save_archive (dialog, archive, "four unrelated words");
  g_assert_false (is_suggested (dialog, "Save _Encrypted…"));
  g_assert_true (is_suggested (dialog, "Mark as _Handed Over"));
  PILOT_TEST_WAIT_UNTIL (count (self, "draft") == 1);
  close_dialog (dialog);
}

static void
test_files (UiFixture *self, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *source = g_build_filename (dir, "manifest.csv", NULL);
  g_autofree char *target = g_build_filename (dir, "out", NULL);
  g_autofree char *copy = g_build_filename (target, "manifest.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (source);
  g_autoptr (GFile) folder = g_file_new_for_path (target);
  g_autoptr (GFile) archive = g_file_get_child (folder, "manifest.zip");
  Search refusal = { .label = "that this is about is missing" };
  PilotHandoffDialog *dialog;
  GtkWidget *password;

  put_run (self, "2026-12-04", "feed"); /* not the records that are here */
  g_assert_true (g_file_set_contents (source, "kind,id\n", -1, NULL));
  g_assert_cmpint (g_mkdir (target, 0700), ==, 0);
  dialog = present (self, "manifest", RUN);
  g_assert_true (shows (dialog, "can’t be made again as it was agreed"));
  pilot_handoff_dialog_act (dialog); /* refused: its file is missing */
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog));
  ui_walk (GTK_WIDGET (dialog), label_cb, &refusal);
  g_assert_nonnull (refusal.found);
  g_assert_null (gtk_widget_get_ancestor (refusal.found, GTK_TYPE_SCROLLED_WINDOW)); /* never out of sight */
  pilot_handoff_dialog_attach (dialog, file);
  pilot_handoff_dialog_save_files (dialog, folder);
  g_assert_true (g_file_test (copy, G_FILE_TEST_IS_REGULAR));
  PILOT_TEST_WAIT_UNTIL (count (self, "draft") == 1);
  pilot_handoff_dialog_save_archive (dialog, archive, NULL);
  ui_wait_idle ();
  password = adw_message_dialog_get_extra_child (ui_find_dialog ());
  g_assert_cmpuint (strlen (gtk_label_get_text (GTK_LABEL (password))), ==, 24);
  g_assert_true (g_file_query_exists (archive, NULL));
  ui_answer ("close");
  g_assert_null (ui_find_dialog ());
  pilot_handoff_dialog_act (dialog);
  PILOT_TEST_WAIT_UNTIL (count (self, "handed_over") == 1);
  close_dialog (dialog);
}

/* Handed over on another computer: the record is here, the file is not. */
static void
test_elsewhere (UiFixture *self, gconstpointer data)
{
  static const char id[] = "20000000-0000-4000-8000-000000000001";
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_HANDOFF);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "id\n1\n", -1);
  g_autofree char *attachments = g_strdup_printf ("%s  list.csv", sha256);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *right_path = g_build_filename (dir, "right.csv", NULL);
  g_autofree char *wrong_path = g_build_filename (dir, "list.csv", NULL);
  g_autoptr (GFile) right = g_file_new_for_path (right_path);
  g_autoptr (GFile) wrong = g_file_new_for_path (wrong_path);
  PilotHandoffDialog *dialog;

  g_assert_true (g_file_set_contents (right_path, "id\n1\n", -1, NULL));
  g_assert_true (g_file_set_contents (wrong_path, "id\n2\n", -1, NULL));
  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_HANDOFF_KIND, "module_ticket");
  pilot_record_set_text (record, PILOT_HANDOFF_STATE, "handed_over");
  pilot_record_set_text (record, PILOT_HANDOFF_SUBJECT, "HirePort");
  pilot_record_set_text (record, PILOT_HANDOFF_BODY, "Please add it.");
  pilot_record_set_text (record, PILOT_HANDOFF_ATTACHMENTS, attachments);
  pilot_fake_connection_put (self->connection, record);
  pilot_workspace_sync_now (ui_workspace (self));
  PILOT_TEST_WAIT_UNTIL (count (self, "handed_over") == 1);
  dialog = PILOT_HANDOFF_DIALOG (pilot_handoff_dialog_present_record (self->context, GTK_WINDOW (self->window), id));
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog) && gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  ui_wait_idle ();
  g_assert_true (shows (dialog, "not kept here"));
  ui_check_names (GTK_WIDGET (dialog), "handed over elsewhere");

  pilot_handoff_dialog_give_again (dialog, wrong);
  PILOT_TEST_WAIT_UNTIL (shows (dialog, "It was not taken"));
  g_assert_true (shows (dialog, "not kept here"));
  pilot_handoff_dialog_give_again (dialog, right);
  PILOT_TEST_WAIT_UNTIL (!shows (dialog, "not kept here"));
  g_assert_false (shows (dialog, "It was not taken"));
  close_dialog (dialog);
}

static void
put_agency (UiFixture *self, guint n, const char *email, const char *language)
{
  g_autoptr (PilotRecord) agency = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *id = g_strdup_printf ("30000000-0000-4000-8000-%012u", n);

  pilot_record_set_text (agency, PILOT_FIELD_ID, id);
  pilot_record_set_text (agency, PILOT_AGENCY_NAME, email != NULL ? "Reached" : "Unreached & Co");
  pilot_record_set_text (agency, PILOT_AGENCY_DATASET, "legacy");
  pilot_record_set_text (agency, PILOT_AGENCY_STATUS, "active");
  pilot_record_set_text (agency, PILOT_AGENCY_EMAIL, email);
  pilot_record_set_text (agency, PILOT_AGENCY_LANGUAGE, language);
  pilot_fake_connection_put (self->connection, agency);
}

/* The run's list is with it, can be taken away, and comes again. */
static void
test_list (UiFixture *self, gconstpointer data)
{
  PilotHandoffDialog *dialog;
  PilotHandoffFiles *files;
  GtkWidget *archive;

  put_run (self, NULL, NULL);
  dialog = present (self, "manifest", RUN);
  archive = find_button (GTK_WIDGET (dialog), "Save _Encrypted…");
  g_assert_true (shows (dialog, "expected-records-10000000.csv"));
  g_assert_true (shows (dialog, "hand it over encrypted"));
  g_assert_true (gtk_widget_has_css_class (archive, "suggested-action"));
  g_assert_null (find_button (GTK_WIDGET (dialog), "Attach the Run’s _List"));
  ui_check_names (GTK_WIDGET (dialog), "expected records");
  files = PILOT_HANDOFF_FILES (ui_find (GTK_WIDGET (dialog), PILOT_TYPE_HANDOFF_FILES));
  pilot_handoff_files_take_away (files, 0);
  g_assert_false (shows (dialog, "expected-records-10000000.csv"));
  g_assert_nonnull (find_button (GTK_WIDGET (dialog), "Attach the Run’s _List"));
  g_assert_false (gtk_widget_has_css_class (archive, "suggested-action"));
  pilot_handoff_files_attach_list (files);
  PILOT_TEST_WAIT_UNTIL (shows (dialog, "expected-records-10000000.csv"));
  g_assert_true (gtk_widget_has_css_class (archive, "suggested-action"));
  pilot_handoff_dialog_act (dialog);
  PILOT_TEST_WAIT_UNTIL (count (self, "handed_over") == 1 && pilot_handoff_dialog_is_ready (dialog));
  g_assert_true (shows (dialog, "expected-records-10000000.csv"));
  g_assert_false (gtk_widget_has_css_class (archive, "suggested-action")); /* it went: what is left is to confirm it */
  close_dialog (dialog);
}

static void
count_lines_cb (GtkWidget *widget, gpointer user_data)
{
  if (PILOT_IS_HANDOFF_ROW (widget))
    g_ptr_array_add (user_data, widget);
}

static guint
find_lines (UiFixture *self, GPtrArray *lines)
{
  g_ptr_array_set_size (lines, 0);
  ui_walk (GTK_WIDGET (self->window), count_lines_cb, lines);
  return lines->len;
}

/* The list has a line for the notice, not one for each mail; it opens all of them. */
static void
check_line (UiFixture *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  PilotHandoffDialog *dialog = NULL;

  pilot_window_show_page (self->window, "handoffs");
  PILOT_TEST_WAIT_UNTIL (find_lines (self, lines) == 1);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (lines->pdata[0]), "3 mails to "));
  g_signal_emit_by_name (lines->pdata[0], "activate");
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (PILOT_IS_HANDOFF_DIALOG (window))
        dialog = PILOT_HANDOFF_DIALOG (window);
    }
  g_assert_nonnull (dialog);
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog) && gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  PILOT_TEST_WAIT_UNTIL (shows (dialog, "1 of 3"));
  close_dialog (dialog);
}

/* More than one mail takes: all are marked by one button, and who can't be reached or wanted another language is named. */
static void
test_notice (UiFixture *self, gconstpointer data)
{
  guint n_before = pilot_workspace_count (ui_workspace (self), PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (GFile) folder = g_file_new_for_path (dir);
  PilotHandoffDialog *dialog;

  for (guint i = 0; i < 250; i++)
    {
      g_autofree char *email = g_strdup_printf ("a%u@agency.example", i);

      put_agency (self, i, email, "xx");
    }
  put_agency (self, 250, NULL, NULL);
  put_run (self, "2026-12-04", NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (self), PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL) == n_before + 251);
  dialog = present (self, "downtime_notice", RUN);
  g_assert_true (shows (dialog, "there is no translation"));
  g_assert_true (shows (dialog, "can’t be written to"));
  g_assert_nonnull (find_entry (dialog, "Bcc: 100 addresses, which don’t see each other"));
  ui_check_names (GTK_WIDGET (dialog), "notice");
  pilot_handoff_dialog_save_files (dialog, folder);
  PILOT_TEST_WAIT_UNTIL (count (self, "draft") == 3); /* a hundred addresses each */
  /* Nothing is there that takes a mail: what to do is said, and no text editor shows its raw form. */
  g_signal_emit_by_name (find_button (GTK_WIDGET (dialog), "Open in _Mail"), "clicked");
  ui_wait_idle ();
  g_assert_true (shows (dialog, ".eml"));
  pilot_handoff_dialog_act_all (dialog);
  PILOT_TEST_WAIT_UNTIL (count (self, "handed_over") == 3);
  g_assert_cmpuint (count (self, "draft"), ==, 0);
  g_assert_cmpuint (count (self, "confirmed"), ==, 0); /* that is another button */
  PILOT_TEST_WAIT_UNTIL (find_button (GTK_WIDGET (dialog), "Confirm A_ll") != NULL && pilot_handoff_dialog_is_ready (dialog));
  close_dialog (dialog);
  dialog = present (self, "downtime_notice", RUN);
  g_assert_true (shows (dialog, "can’t be written to"));
  pilot_handoff_dialog_act_all (dialog);
  PILOT_TEST_WAIT_UNTIL (count (self, "confirmed") == 3);
  close_dialog (dialog);
  check_line (self);
}

/* A person's own password: taken when it is typed twice and long enough. */
static void
test_own_password (UiFixture *self, gconstpointer data)
{
  PilotHandoffDialog *dialog = present (self, "module_ticket", NULL);
  AdwMessageDialog *question;
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.zip", NULL);
  g_autoptr (GFile) archive = g_file_new_for_path (path);
  Search again = { .label = "Password again" };
  Search first = { .label = "Password" };

  ui_check_names (GTK_WIDGET (dialog), "ticket");
  g_signal_emit_by_name (find_button (GTK_WIDGET (dialog), "Save _Encrypted…"), "clicked");
  ui_wait_idle ();
  question = ui_find_dialog ();
  g_assert_true (PILOT_IS_ARCHIVE_QUESTION (question));
  g_assert_true (adw_message_dialog_get_response_enabled (question, "save"));
  ui_check_names (GTK_WIDGET (question), "archive question");
  ui_walk (GTK_WIDGET (question), collect_checks_cb, checks);
  g_assert_cmpuint (checks->len, ==, 2);
  gtk_check_button_set_active (g_ptr_array_index (checks, 1), TRUE);
  ui_wait_idle ();
  g_assert_false (adw_message_dialog_get_response_enabled (question, "save"));
  ui_check_names (GTK_WIDGET (question), "own password");
  ui_walk (GTK_WIDGET (question), row_cb, &first);
  ui_walk (GTK_WIDGET (question), row_cb, &again);
  gtk_editable_set_text (GTK_EDITABLE (first.found), "four unrelated words");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "save"));
  gtk_editable_set_text (GTK_EDITABLE (again.found), "four unrelated word");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "save"));
  gtk_editable_set_text (GTK_EDITABLE (again.found), "four unrelated words");
  g_assert_true (adw_message_dialog_get_response_enabled (question, "save"));
  ui_answer ("cancel");
  ui_wait_idle ();

  /* Who knows it is not shown it. */
  pilot_handoff_dialog_save_archive (dialog, archive, "four unrelated words");
  ui_wait_idle ();
  g_assert_null (ui_find_dialog ());
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  PILOT_TEST_WAIT_UNTIL (count (self, "draft") == 1); /* what went out is kept */
  close_dialog (dialog);
}

static void
test_page (UiFixture *self, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "friday.ics", NULL);
  g_autofree char *report_path = g_build_filename (dir, "report.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) report = g_file_new_for_path (report_path);
  g_autofree char *text = NULL;
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autofree char *project_id = pilot_project_make_id ();
  PilotHandoffsPage *page;
  PilotHandoffDialog *dialog;
  gsize length = 0;

  put_run (self, "2026-12-04", NULL);
  pilot_window_show_page (self->window, "handoffs");
  ui_wait_idle ();
  page = PILOT_HANDOFFS_PAGE (ui_find (GTK_WIDGET (self->window), PILOT_TYPE_HANDOFFS_PAGE));
  g_assert_nonnull (page);
  g_assert_cmpuint (pilot_handoffs_page_get_n_rows (page), ==, 0);
  g_assert_nonnull (ui_find (GTK_WIDGET (page), ADW_TYPE_STATUS_PAGE));

  PILOT_TEST_WAIT_UNTIL (pilot_handoffs_page_get_n_runs (page) == 1);
  /* One run: nobody is asked which. */
  gtk_widget_activate_action (GTK_WIDGET (page), "handoffs.new", "s", "downtime_notice");
  {
    g_autoptr (GList) windows = gtk_window_list_toplevels ();

    dialog = NULL;
    for (GList *at = windows; at != NULL; at = at->next)
      if (PILOT_IS_HANDOFF_DIALOG (at->data))
        dialog = at->data;
  }
  g_assert_nonnull (dialog);
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog) && gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  pilot_handoff_dialog_act (dialog);
  PILOT_TEST_WAIT_UNTIL (pilot_handoffs_page_get_n_rows (page) == 1);
  PILOT_TEST_WAIT_UNTIL (pilot_handoff_dialog_is_ready (dialog));
  close_dialog (dialog);
  g_assert_nonnull (ui_find (GTK_WIDGET (page), ADW_TYPE_ACTION_ROW));

  pilot_calendar_save_to (self->context, RUN, file);
  PILOT_TEST_WAIT_UNTIL (g_file_get_contents (path, &text, &length, NULL) && strstr (text, "END:VCALENDAR") != NULL);
  g_assert_nonnull (strstr (text, "20261204"));

  pilot_record_set_text (project, PILOT_FIELD_ID, project_id);
  pilot_record_set_text (project, PILOT_PROJECT_HISTORY, "legacy");
  pilot_record_set_text (project, PILOT_PROJECT_ON_HOLD, "in");
  pilot_record_set_text (project, PILOT_PROJECT_TRANSFERRED, "out");
  pilot_fake_connection_put (self->connection, project);
  pilot_workspace_sync_now (ui_workspace (self));
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (self), PILOT_ENTITY_PROJECT, PILOT_FIELD_ID, NULL) == 1);
  pilot_handoffs_page_save_report (page, report, TRUE);
  PILOT_TEST_WAIT_UNTIL (g_file_test (report_path, G_FILE_TEST_EXISTS));
}

/* The program is told to end while the dialog is open: what was attached a moment ago is there again. */
static void
test_end (UiFixture *self, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  PilotHandoffDialog *dialog = present (self, "module_ticket", NULL);

  g_assert_true (g_file_set_contents (path, "id\n1\n", -1, NULL));
  pilot_handoff_dialog_attach (dialog, file);
  pilot_context_close_async (self->context, NULL, NULL);
  PILOT_TEST_WAIT_UNTIL (!pilot_context_get_busy (self->context));
  g_assert_null (ui_workspace (self));
  pilot_window_open_profile (self->window, g_ptr_array_index (pilot_context_get_profiles (self->context), 0));
  PILOT_TEST_WAIT_UNTIL (ui_workspace (self) != NULL);
  g_assert_cmpuint (count (self, "draft"), ==, 1);
  dialog = present (self, "module_ticket", NULL);
  g_assert_true (shows (dialog, "list.csv"));
  g_assert_false (shows (dialog, "not kept here"));
  close_dialog (dialog);
}

/* What stands against it is said, and the window closes like any other. */
static void
test_not_yet (UiFixture *self, gconstpointer data)
{
  PilotHandoffDialog *dialog;

  put_run (self, NULL, NULL);
  dialog = present (self, "downtime_notice", RUN);
  g_assert_nonnull (ui_find (GTK_WIDGET (dialog), ADW_TYPE_STATUS_PAGE));
  pilot_handoff_dialog_act (dialog);
  close_dialog (dialog);
}

/* Closed while it is being made. */
static void
test_closed_early (UiFixture *self, gconstpointer data)
{
  GtkWidget *dialog = pilot_handoff_dialog_present (self->context, GTK_WINDOW (self->window), "module_ticket", NULL);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  PILOT_TEST_WAIT_UNTIL (dialog == NULL);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/ui/handoffs/" name, UiFixture, NULL, ui_fixture_set_up_open, func, ui_fixture_tear_down)
  ADD ("a ticket is edited, handed over and confirmed with its number", test_ticket);
  ADD ("a draft that was only looked at is not kept, one that was changed is", test_draft);
  ADD ("a new one is made from one that was handed over", test_again);
  ADD ("a recipient that is no address is refused", test_wrong_recipient);
  ADD ("/handoffs/one thing is suggested: what names people is packed first", test_suggested);
  ADD ("a file is attached, saved with the text, and packed with a password", test_files);
  ADD ("the run's list is attached, taken away and attached again", test_list);
  ADD ("a file that another computer handed over is taken if it is the same", test_elsewhere);
  ADD ("a notice to many is saved and marked whole", test_notice);
  ADD ("an own password is taken when it is typed twice", test_own_password);
  ADD ("the page lists them, and saves the calendar and the report", test_page);
  ADD ("what was begun is kept when the program ends", test_end);
  ADD ("what stands against it is said", test_not_yet);
  ADD ("a dialog that is closed early is gone", test_closed_early);
  return g_test_run ();
}
