/* test-import.c: the import assistant, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-import-assistant.h"
#include "pilot-import-column-row.h"
#include "pilot-import-columns-page.h"
#include "pilot-import-preview.h"
#include "pilot-import-rows-page.h"
#include "pilot-picture.h"
#include "ui-fixture.h"

#include <string.h>

static PilotImportAssistant *
open_assistant (UiFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.import", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

      if (PILOT_IS_IMPORT_ASSISTANT (window))
        return PILOT_IMPORT_ASSISTANT (window);
    }
  return NULL;
}

static gboolean
is_open (gpointer assistant)
{
  for (guint position = 0; position < g_list_model_get_n_items (gtk_window_get_toplevels ()); position++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (gtk_window_get_toplevels (), position);

      if ((gpointer) window == assistant)
        return TRUE;
    }
  return FALSE;
}

/* With PILOT_TEST_PICTURES=DIR each step is kept as a picture, to look at. */
static void
keep_picture (PilotImportAssistant *assistant, const char *name)
{
  const char *dir = g_getenv ("PILOT_TEST_PICTURES");
  g_autofree char *path = dir != NULL ? g_build_filename (dir, name, NULL) : NULL;

  if (path == NULL)
    return;
  ui_wait_idle ();
  pilot_picture_save (GTK_WIDGET (assistant), path, NULL);
}

static void
wait_step (PilotImportAssistant *assistant, PilotImportStep step)
{
  PILOT_TEST_WAIT_UNTIL (pilot_import_assistant_get_step (assistant) == step);
  ui_wait_idle ();
}

static gpointer
get_part (PilotImportAssistant *assistant, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (assistant), PILOT_TYPE_IMPORT_ASSISTANT, name);
}

static gpointer
get_page_part (PilotImportColumnsPage *page, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (page), PILOT_TYPE_IMPORT_COLUMNS_PAGE, name);
}

static void
test_whole_way (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  PilotImporter *importer = pilot_import_assistant_get_importer (assistant);
  guint before = pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL);

  g_assert_cmpint (pilot_import_assistant_get_step (assistant), ==, PILOT_IMPORT_STEP_SOURCE);
  keep_picture (assistant, "import-1.png");
  pilot_import_assistant_open_text (assistant, "Agency\tNumber\tEmail\tTown\tColour\nNew One\tN1\tone@new.example\tCork\tblue\n"
                                               "New Two\tN2\tnot an address\tKerry\t\n\tN3\t\t\t\nNew One\tN1\t\t\t\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  keep_picture (assistant, "import-2.png");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (assistant)) == get_part (assistant, "forward_button"));
  g_assert_cmpint (pilot_importer_get_target (importer, 0), ==, PILOT_AGENCY_NAME);
  g_assert_cmpint (pilot_importer_get_target (importer, 4), ==, PILOT_IMPORT_TO_NOTES);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  keep_picture (assistant, "import-3.png");
  g_assert_cmpuint (pilot_importer_count (importer, PILOT_IMPORT_NEW), ==, 2);
  g_assert_cmpuint (pilot_importer_count (importer, PILOT_IMPORT_INVALID), ==, 1);
  g_assert_cmpuint (pilot_importer_count (importer, PILOT_IMPORT_DUPLICATE), ==, 1);
  g_assert_cmpuint (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL), ==, before);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (assistant)) == get_part (assistant, "forward_button"));
  pilot_import_assistant_advance (assistant);
  g_assert_cmpstr (adw_window_title_get_subtitle (get_part (assistant, "window_title")), ==, "Importing…");
  g_assert_true (gtk_widget_get_visible (get_part (assistant, "back_button")));
  g_assert_cmpstr (gtk_button_get_label (get_part (assistant, "back_button")), ==, "_Cancel");
  g_assert_false (gtk_widget_get_visible (get_part (assistant, "forward_button")));
  wait_step (assistant, PILOT_IMPORT_STEP_DONE);
  keep_picture (assistant, "import-4.png");
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL) == before + 2);
  pilot_import_assistant_advance (assistant);
  g_assert_false (is_open (assistant));
}

/* What was imported while the portal is away is here, and the page that says so follows it there. */
static void
test_away (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  AdwStatusPage *done = get_part (assistant, "done_page");

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  pilot_import_assistant_open_text (assistant, "Name\nFar One\nFar Two\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_DONE);
  PILOT_TEST_WAIT_UNTIL (strstr (adw_status_page_get_description (done), "kept on this computer") != NULL);
  g_assert_true (g_str_has_prefix (adw_status_page_get_description (done), "2 records were created.\n"));
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (strstr (adw_status_page_get_description (done), "has arrived") != NULL);
  g_assert_cmpuint (ui_number (fixture, "n-waiting"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (assistant));
}

/* What can't be sent because nothing works is not told to be on its way. */
static void
test_stopped (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  AdwStatusPage *done = get_part (assistant, "done_page");

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_FAILED, FALSE);
  pilot_import_assistant_open_text (assistant, "Name\nFar One\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_DONE);
  PILOT_TEST_WAIT_UNTIL (strstr (adw_status_page_get_description (done), "Sync has stopped") != NULL);
  g_assert_cmpuint (ui_number (fixture, "n-blocked"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (assistant));
}

/* A key that closes most windows loses nothing that was chosen. */
static void
test_escape (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);

  pilot_import_assistant_open_text (assistant, "Name\nOne\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  g_assert_true (ui_press (GTK_WIDGET (assistant), "Escape"));
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  g_assert_true (ui_press (GTK_WIDGET (assistant), "Escape"));
  wait_step (assistant, PILOT_IMPORT_STEP_SOURCE);
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static void
test_columns (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  PilotImporter *importer = pilot_import_assistant_get_importer (assistant);
  PilotImportColumnsPage *page;

  pilot_import_assistant_open_text (assistant, "Who,Where\nOne,Cork\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  page = PILOT_IMPORT_COLUMNS_PAGE (ui_find (GTK_WIDGET (assistant), PILOT_TYPE_IMPORT_COLUMNS_PAGE));
  pilot_import_columns_page_choose (page, 0, PILOT_AGENCY_NAME);
  g_assert_cmpint (pilot_importer_get_target (importer, 0), ==, PILOT_AGENCY_NAME);
  /* A field has one column: the second choice takes it away from the first. */
  pilot_import_columns_page_choose (page, 1, PILOT_AGENCY_NAME);
  g_assert_cmpint (pilot_importer_get_target (importer, 1), ==, PILOT_AGENCY_NAME);
  g_assert_cmpint (pilot_importer_get_target (importer, 0), ==, PILOT_IMPORT_TO_NOTES);
  pilot_importer_set_has_header (importer, FALSE);
  ui_wait_idle ();
  g_assert_cmpuint (pilot_importer_get_preview_rows (importer), ==, 2);
  g_signal_emit_by_name (page, "format-chosen", 0, 1);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  g_assert_cmpuint (pilot_importer_get_n_columns (importer), ==, 1);
  gtk_window_destroy (GTK_WINDOW (assistant));
}

/* Without what every record needs there is nothing to check: the page says what to choose, and the button waits for it. */
static void
test_missing_column (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  PilotImportColumnsPage *page;

  pilot_import_assistant_open_text (assistant, "Alpha Ltd,alpha@a.example,Cork\nBeta Ltd,beta@b.example,Kerry\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  page = PILOT_IMPORT_COLUMNS_PAGE (ui_find (GTK_WIDGET (assistant), PILOT_TYPE_IMPORT_COLUMNS_PAGE));
  keep_picture (assistant, "import-6.png");
  g_assert_nonnull (strstr (gtk_label_get_text (get_page_part (page, "summary_label")), "“Name”"));
  g_assert_false (gtk_widget_get_sensitive (get_part (assistant, "forward_button")));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (assistant)), GTK_WIDGET (page)));
  pilot_import_assistant_advance (assistant);
  g_assert_cmpint (pilot_import_assistant_get_step (assistant), ==, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_columns_page_choose (page, 0, PILOT_AGENCY_NAME);
  g_assert_true (gtk_widget_get_sensitive (get_part (assistant, "forward_button")));
  g_assert_cmpstr (gtk_label_get_text (get_page_part (page, "summary_label")), ==,
                   "1 column fills a field. 2 columns are kept in the notes.");
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  g_assert_cmpuint (pilot_importer_count (pilot_import_assistant_get_importer (assistant), PILOT_IMPORT_NEW), ==, 2);
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static void
count_rows_cb (GtkWidget *widget, gpointer user_data)
{
  *(guint *) user_data += PILOT_IS_IMPORT_COLUMN_ROW (widget);
}

/* All that is there, seen or not. */
static void
walk_all (GtkWidget *widget, UiVisitFunc func, gpointer user_data)
{
  func (widget, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    walk_all (child, func, user_data);
}

static guint
count_preview_columns (PilotImportAssistant *assistant)
{
  GtkWidget *view = ui_find (ui_find (GTK_WIDGET (assistant), PILOT_TYPE_IMPORT_PREVIEW), GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)));
}

/* A file of many columns makes rows for those that can be seen, and more as a person comes to them. */
static void
test_many_columns (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name");
  PilotImportAssistant *assistant = open_assistant (fixture);
  PilotImporter *importer = pilot_import_assistant_get_importer (assistant);
  PilotImportColumnsPage *page;
  GtkAdjustment *adjustment;
  guint n_rows = 0;
  guint n_more = 0;

  for (guint i = 1; i < 300; i++)
    g_string_append_printf (text, ",Column %u", i);
  g_string_append (text, "\nOne\n");
  pilot_import_assistant_open_text (assistant, text->str);
  PILOT_TEST_WAIT_UNTIL (pilot_import_assistant_get_step (assistant) == PILOT_IMPORT_STEP_COLUMNS);
  /* The table of the first rows too is there in pieces: all at once the window would stand still. */
  g_assert_cmpuint (count_preview_columns (assistant), <, 10);
  PILOT_TEST_WAIT_UNTIL (count_preview_columns (assistant) == PILOT_IMPORT_PREVIEW_COLUMNS);
  keep_picture (assistant, "import-7.png");
  page = PILOT_IMPORT_COLUMNS_PAGE (ui_find (GTK_WIDGET (assistant), PILOT_TYPE_IMPORT_COLUMNS_PAGE));
  walk_all (GTK_WIDGET (page), count_rows_cb, &n_rows);
  g_assert_cmpuint (n_rows, >, 0);
  g_assert_cmpuint (n_rows, <, 100);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_page_part (page, "view")));
  /* What is seen is full, and there is more to scroll to. */
  PILOT_TEST_WAIT_UNTIL (gtk_adjustment_get_upper (adjustment) >= 2 * gtk_adjustment_get_page_size (adjustment));
  n_rows = 0;
  walk_all (GTK_WIDGET (page), count_rows_cb, &n_rows);
  g_assert_cmpuint (n_rows, <, 100);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  PILOT_TEST_WAIT_UNTIL (({
    n_more = 0;
    walk_all (GTK_WIDGET (page), count_rows_cb, &n_more);
    n_more > n_rows;
  }));
  /* The last one too is a column like the others. */
  pilot_import_columns_page_choose (page, 299, PILOT_AGENCY_CITY);
  g_assert_cmpint (pilot_importer_get_target (importer, 299), ==, PILOT_AGENCY_CITY);
  gtk_window_destroy (GTK_WINDOW (assistant));
}

/* More than a line of any window holds. */
#define MAX_SHOWN_CHARS 250

static void
check_length_cb (GtkWidget *widget, gpointer user_data)
{
  const char *text = GTK_IS_LABEL (widget)         ? gtk_label_get_text (GTK_LABEL (widget))
                     : GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget))
                                                   : NULL;

  if (text == NULL)
    return;
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, MAX_SHOWN_CHARS);
  if (GTK_IS_INSCRIPTION (widget) && g_str_has_suffix (text, "…"))
    (*(guint *) user_data)++;
}

/* What a cell holds may be long; what is shown of it is not, and says so. */
static void
test_huge_cells (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (900 * 1024, 'x');
  g_autofree char *text = g_strdup_printf ("Name,City,%s,Website\nOne,%s,two,no address\n%s,Cork,%s,\n", huge, huge, huge, huge);
  PilotImportAssistant *assistant = open_assistant (fixture);
  guint n_cut = 0;

  pilot_import_assistant_open_text (assistant, text);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  keep_picture (assistant, "import-8.png");
  walk_all (GTK_WIDGET (assistant), check_length_cb, &n_cut);
  g_assert_cmpuint (n_cut, >, 0);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  /* A worker reads the rows; the second one's name is cut. */
  for (n_cut = 0; n_cut == 0; walk_all (GTK_WIDGET (get_part (assistant, "rows_page")), check_length_cb, &n_cut))
    g_main_context_iteration (NULL, TRUE);
  keep_picture (assistant, "import-9.png");
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static void
test_refused_file (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "book.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "PK\x03\x04", 4, NULL));
  pilot_import_assistant_open_file (assistant, file);
  wait_step (assistant, PILOT_IMPORT_STEP_SOURCE);
  g_assert_false (pilot_importer_is_open (pilot_import_assistant_get_importer (assistant)));
  keep_picture (assistant, "import-5.png");
  gtk_window_destroy (GTK_WINDOW (assistant));
}

/* Letters that are read wrongly may stand far below what is shown: the page says so. */
static void
test_two_encodings (UiFixture *fixture, gconstpointer data)
{
  static const char text[] = "Name,City\nCaf\xC3\xA9,Cork\nZo\xC3\xAB,Kerry\nM\xFCller,Clare\n";
  PilotImportAssistant *assistant = open_assistant (fixture);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "mixed.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  PilotImportColumnsPage *page;

  g_assert_true (g_file_set_contents (path, text, sizeof text - 1, NULL));
  pilot_import_assistant_open_file (assistant, file);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  page = PILOT_IMPORT_COLUMNS_PAGE (ui_find (GTK_WIDGET (assistant), PILOT_TYPE_IMPORT_COLUMNS_PAGE));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (get_page_part (page, "preview_label")), "Line 4 of the file is not UTF-8"));
  g_assert_true (gtk_widget_get_visible (get_page_part (page, "preview_image")));
  pilot_import_assistant_open_text (assistant, "Name\nOne\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  g_assert_false (gtk_widget_get_visible (get_page_part (page, "preview_image")));
  gtk_window_destroy (GTK_WINDOW (assistant));
}

/* Who has copied cells presses the keys that paste. */
static void
test_paste (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  GtkWidget *page = GTK_WIDGET (get_part (assistant, "source_page"));

  ui_wait_idle ();
  gdk_clipboard_set_text (gtk_widget_get_clipboard (page), "Name\tID\nOne\t1\n");
  g_assert_true (ui_press (page, "<Control>v"));
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  g_assert_cmpuint (pilot_importer_get_n_columns (pilot_import_assistant_get_importer (assistant)), ==, 2);
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static gpointer
get_rows_part (PilotImportAssistant *assistant, const char *name)
{
  return gtk_widget_get_template_child (get_part (assistant, "rows_page"), PILOT_TYPE_IMPORT_ROWS_PAGE, name);
}

/* A reason may be longer than a line of the table: whoever goes through the rows by keyboard reads it below. */
static void
test_reason (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  GtkSelectionModel *selection;

  pilot_import_assistant_open_text (assistant, "Name,ID,Email\nOne,1,one@one.example\nTwo,2,no address\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  g_assert_cmpstr (gtk_label_get_text (get_rows_part (assistant, "detail_label")), ==, "Line 2: New");
  selection = gtk_column_view_get_model (get_rows_part (assistant, "view"));
  gtk_selection_model_select_item (selection, 1, TRUE);
  g_assert_cmpstr (gtk_label_get_text (get_rows_part (assistant, "detail_label")), ==,
                   "Line 3: New. E-mail: there is no @ in the address; the value is kept in the notes");
  gtk_window_destroy (GTK_WINDOW (assistant));
}

/* What failed is said until it is read, not for five seconds in a line. */
static void
test_failure (UiFixture *fixture, gconstpointer data)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/no/such/folder/refused.csv");
  AdwMessageDialog *dialog;

  pilot_import_assistant_open_text (assistant, "Name,City\nOne,Cork\n,Kerry\n");
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  g_signal_emit_by_name (get_part (assistant, "rows_page"), "save-errors", nowhere);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  dialog = ADW_MESSAGE_DIALOG (ui_find_dialog ());
  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "The Refused Rows Can’t Be Saved");
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (assistant));
}

/* What is under way may take a moment to end: it is seen that it was told to. */
static void
test_cancelled (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name,ID\n");
  PilotImportAssistant *assistant = open_assistant (fixture);

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "Agency %u,%u\n", i, i);
  pilot_import_assistant_open_text (assistant, text->str);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_assistant_advance (assistant);
  g_assert_cmpint (pilot_import_assistant_get_step (assistant), ==, PILOT_IMPORT_STEP_WORK);
  g_signal_emit_by_name (get_part (assistant, "back_button"), "clicked");
  g_assert_cmpstr (adw_status_page_get_title (get_part (assistant, "work_page")), ==, "Cancelling…");
  g_assert_false (gtk_widget_get_sensitive (get_part (assistant, "back_button")));
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  g_assert_true (gtk_widget_get_sensitive (get_part (assistant, "back_button")));
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static void
test_closed_at_work (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name,ID\n");
  PilotImportAssistant *assistant = open_assistant (fixture);
  g_autoptr (PilotImporter) importer = g_object_ref (pilot_import_assistant_get_importer (assistant));
  gboolean busy = TRUE;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "Agency %u,%u\n", i, i);
  pilot_import_assistant_open_text (assistant, text->str);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_assistant_advance (assistant);
  g_assert_cmpint (pilot_import_assistant_get_step (assistant), ==, PILOT_IMPORT_STEP_WORK);
  gtk_window_close (GTK_WINDOW (assistant));
  while (busy)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (importer, "busy", &busy, NULL);
    }
  g_assert_cmpuint (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL), ==, UI_N_AGENCIES);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/ui/import/" name, UiFixture, NULL, ui_fixture_set_up_open, func, ui_fixture_tear_down)
  ADD ("cells from a spreadsheet are checked, then written", test_whole_way);
  ADD ("what is imported while the portal is away is seen to arrive", test_away);
  ADD ("what can't be sent is told to be kept", test_stopped);
  ADD ("Escape goes back, step by step", test_escape);
  ADD ("columns and format are corrected by hand", test_columns);
  ADD ("a column that every record needs is asked for", test_missing_column);
  ADD ("many columns make rows for those that are seen", test_many_columns);
  ADD ("what is shown of a huge cell is short", test_huge_cells);
  ADD ("a file that is no table is refused with advice", test_refused_file);
  ADD ("a file in two encodings is told", test_two_encodings);
  ADD ("the keys for pasting paste", test_paste);
  ADD ("the whole reason of a row is read below the rows", test_reason);
  ADD ("what failed is said until it is read", test_failure);
  ADD ("what is cancelled says so at once", test_cancelled);
  ADD ("closing the window cancels what runs", test_closed_at_work);
  return g_test_run ();
}
