/* test-detail.c: one record, read and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-ref-picker.h"
#include "ui-fixture.h"

static PilotDetailPage *
open_agency (UiFixture *fixture, guint n)
{
  g_autofree char *id = ui_agency_id (n);

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_true (pilot_window_get_detail_shown (fixture->window));
  return pilot_window_get_detail (fixture->window);
}

static gboolean
portal_has (UiFixture *fixture, guint n, guint field, const char *value)
{
  g_autofree char *id = ui_agency_id (n);
  g_autoptr (PilotRecord) record = pilot_fake_connection_get (fixture->connection, PILOT_ENTITY_AGENCY, id);

  return record != NULL && g_strcmp0 (pilot_record_get_text (record, field), value) == 0;
}

static void
test_saves (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 2);

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Galway"));
  g_assert_true (pilot_detail_page_save (detail));
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 2, PILOT_AGENCY_CITY, "Galway"));
}

static void
test_refuses (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 2);
  GtkWidget *row = pilot_detail_page_get_row (detail, PILOT_AGENCY_EMAIL);

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_EMAIL, "no address"));
  g_assert_false (pilot_detail_page_save (detail));
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), !=, "E-mail");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpuint (ui_number (fixture, "n-waiting"), ==, 0);

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_EMAIL, "new@agency.example"));
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_true (pilot_detail_page_save (detail));
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 2, PILOT_AGENCY_EMAIL, "new@agency.example"));
}

static void
test_keeps_typing (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 1);
  g_autofree char *id = ui_agency_id (1);
  g_autoptr (PilotRecord) change = pilot_record_new (PILOT_ENTITY_AGENCY);
  GtkWidget *phone = pilot_detail_page_get_row (detail, PILOT_AGENCY_PHONE);
  GtkWidget *city = pilot_detail_page_get_row (detail, PILOT_AGENCY_CITY);

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_PHONE, "+353 1 5"));
  pilot_record_set_text (change, PILOT_FIELD_ID, id);
  pilot_record_set_text (change, PILOT_AGENCY_CITY, "Cork");
  pilot_fake_connection_put (fixture->connection, change);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (city)), "Cork") == 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (phone)), ==, "+353 1 5");
}

static void
test_asks_when_left (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 4);
  g_autofree char *id = ui_agency_id (4);
  g_autofree char *other = ui_agency_id (5);
  PilotListPage *page = pilot_window_get_list_page (fixture->window);
  GtkWidget *phone = pilot_detail_page_get_row (detail, PILOT_AGENCY_PHONE);
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (phone)));

  /* By another row: the selection comes back. */
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_PHONE, "+353 1 555 0199"));
  pilot_list_page_select (page, (guint) pilot_list_find (pilot_list_page_get_list (page), other));
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (ui_find_dialog ()), ==, "Save Changes to “Agency E”?");
  g_assert_true (adw_message_dialog_get_response_enabled (ui_find_dialog (), "save"));
  ui_answer ("cancel");
  ui_wait_idle ();
  g_assert_null (ui_find_dialog ());
  g_assert_cmpstr (pilot_detail_page_get_id (detail), ==, id);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (phone)), ==, "+353 1 555 0199");
  {
    g_autofree char *selected = pilot_list_page_dup_selection_text (page);

    g_assert_nonnull (strstr (selected, "Agency E"));
    g_assert_null (strstr (selected, "Agency F"));
  }
  g_assert_cmpuint (ui_number (fixture, "n-waiting"), ==, 0);

  /* By another page: discarded is discarded. */
  pilot_window_show_page (fixture->window, "job");
  g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, "agency");
  ui_answer ("discard");
  g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, "job");
  g_assert_false (pilot_window_get_detail_shown (fixture->window));
  g_assert_null (pilot_detail_page_get_id (detail));
  pilot_window_show_page (fixture->window, "agency");
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (phone)), ==, before);

  /* By closing the pane: saved is sent. */
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_PHONE, "+353 1 555 0198"));
  pilot_window_close_detail (fixture->window);
  g_assert_true (pilot_window_get_detail_shown (fixture->window));
  ui_answer ("save");
  g_assert_false (pilot_window_get_detail_shown (fixture->window));
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 4, PILOT_AGENCY_PHONE, "+353 1 555 0198"));
}

static void
test_asks_invalid (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 4);
  g_autofree char *id = ui_agency_id (4);
  g_autofree char *other = ui_agency_id (5);
  GtkWidget *email = pilot_detail_page_get_row (detail, PILOT_AGENCY_EMAIL);

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_EMAIL, "no address"));
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, other);
  g_assert_nonnull (ui_find_dialog ());
  g_assert_false (adw_message_dialog_get_response_enabled (ui_find_dialog (), "save"));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ui_find_dialog ()), "E-mail"));
  ui_answer ("cancel");
  g_assert_cmpstr (pilot_detail_page_get_id (detail), ==, id);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (email)), ==, "no address");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), email));
}

static void
test_asks_new (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = pilot_window_get_detail (fixture->window);

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  /* Nothing was typed: nothing is asked. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-record", NULL);
  pilot_window_show_page (fixture->window, "job");
  g_assert_null (ui_find_dialog ());
  pilot_window_show_page (fixture->window, "agency");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-record", NULL);
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Cork"));
  pilot_window_show_page (fixture->window, "job");
  g_assert_false (adw_message_dialog_get_response_enabled (ui_find_dialog (), "save"));
  ui_answer ("cancel");
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_NAME, "Agency New"));
  pilot_window_show_page (fixture->window, "job");
  g_assert_true (adw_message_dialog_get_response_enabled (ui_find_dialog (), "save"));
  ui_answer ("save");
  g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, "job");
  PILOT_TEST_WAIT_UNTIL (pilot_fake_connection_count (fixture->connection, PILOT_ENTITY_AGENCY) == UI_N_AGENCIES + 1);
}

static void
test_no_undo_to_before (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 2);
  GtkWidget *city = pilot_detail_page_get_row (detail, PILOT_AGENCY_CITY);
  GtkWidget *inner = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (city)));

  gtk_widget_activate_action (inner, "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (city)), ==, "City X");
  gtk_editable_delete_text (GTK_EDITABLE (city), 0, -1);
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Galway"));
  g_assert_true (pilot_detail_page_save (detail));
  gtk_widget_activate_action (inner, "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (city)), ==, "Galway");
  g_assert_false (pilot_detail_page_get_unsaved (detail));
}

static void
press_escape (GtkWidget *row)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (row);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == GDK_KEY_Escape)
            gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, row, NULL);
        }
    }
}

static void
test_escape (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 2);
  GtkWidget *email = pilot_detail_page_get_row (detail, PILOT_AGENCY_EMAIL);

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_EMAIL, "no address"));
  g_assert_false (pilot_detail_page_save (detail));
  g_assert_true (gtk_widget_has_css_class (email, "error"));
  press_escape (email);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (email)), ==, "office2@agency.example");
  g_assert_false (gtk_widget_has_css_class (email, "error"));
  g_assert_false (pilot_detail_page_get_unsaved (detail));
}

static void
find_subtitle_cb (GtkWidget *widget, gpointer user_data)
{
  const char **text = user_data;

  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text[0]) == 0)
    text[1] = text[0];
}

static void
find_menu_button_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_MENU_BUTTON (widget))
    *(GtkWidget **) user_data = widget;
}

/* Nothing is shown: a popover wants a monitor under it. */
static void
popup_cb (GtkMenuButton *button, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  gtk_menu_button_set_popover (button, NULL);
}

static void
test_reference (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = pilot_window_get_detail (fixture->window);
  g_autofree char *id = ui_agency_id (2);
  g_autofree char *recruiter = g_strdup_printf ("%08x-0000-4000-8000-%012x", PILOT_ENTITY_RECRUITER, 2);
  g_autoptr (PilotRecord) change = pilot_record_new (PILOT_ENTITY_AGENCY);
  const char *text[2] = { "A & G <Ltd>", NULL };
  GtkWidget *button = NULL;
  gboolean opened = FALSE;
  GtkWidget *row;

  pilot_record_set_text (change, PILOT_FIELD_ID, id);
  pilot_record_set_text (change, PILOT_AGENCY_NAME, "A & G <Ltd>");
  pilot_fake_connection_put (fixture->connection, change);
  pilot_workspace_sync_now (ui_workspace (fixture));
  pilot_window_show_page (fixture->window, "recruiter");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_RECRUITER, recruiter);
  row = pilot_detail_page_get_row (detail, PILOT_RECRUITER_AGENCY_ID);
  PILOT_TEST_WAIT_UNTIL ((pilot_detail_page_discard (detail), ui_walk (row, find_subtitle_cb, text), text[1] != NULL));

  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  ui_walk (row, find_menu_button_cb, &button);
  g_assert_nonnull (button);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), popup_cb, &opened, NULL);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_true (opened);
  /* Its buttons are what the keyboard comes to. */
  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) != row);
}

static void
picked_cb (PilotRefPicker *picker, const char *id, gpointer user_data)
{
  g_assert_nonnull (id);
  *(guint *) user_data += 1;
}

/* Return takes what the search found; where nothing was typed that would be any. Escape leaves it as it was. */
static void
test_picker_keys (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *picker = pilot_ref_picker_new (fixture->context, PILOT_ENTITY_AGENCY, TRUE);
  GtkWidget *search = gtk_widget_get_first_child (gtk_popover_get_child (GTK_POPOVER (picker)));
  guint n_picked = 0;

  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), &n_picked);
  gtk_widget_set_parent (picker, ui_find (GTK_WIDGET (fixture->window), GTK_TYPE_MENU_BUTTON));
  gtk_widget_set_visible (picker, TRUE);
  ui_wait_idle ();
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpuint (n_picked, ==, 0);
  g_signal_emit_by_name (search, "stop-search");
  g_assert_false (gtk_widget_get_visible (picker));
  gtk_widget_set_visible (picker, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (search), "Agency C");
  PILOT_TEST_WAIT_UNTIL ((g_signal_emit_by_name (search, "activate"), n_picked > 0));
  gtk_widget_unparent (picker);
}

static void
test_creates (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = pilot_window_get_detail (fixture->window);

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-record", NULL);
  g_assert_nonnull (pilot_detail_page_get_id (detail));
  /* A name is needed. */
  g_assert_false (pilot_detail_page_save (detail));
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_NAME, "Agency New"));
  g_assert_true (pilot_detail_page_save (detail));
  ui_wait_rows (fixture, UI_N_AGENCIES + 1);
  PILOT_TEST_WAIT_UNTIL (pilot_fake_connection_count (fixture->connection, PILOT_ENTITY_AGENCY) == UI_N_AGENCIES + 1);
}

static void
test_deletes (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail;
  g_autoptr (PilotRecord) change = pilot_record_new (PILOT_ENTITY_AGENCY);

  pilot_record_set_text (change, PILOT_FIELD_ID, "00000000-1111-4000-8000-000000000000");
  pilot_record_set_text (change, PILOT_AGENCY_DATASET, "legacy");
  pilot_record_set_text (change, PILOT_AGENCY_NAME, "Agency Gone");
  pilot_record_set_text (change, PILOT_AGENCY_STATUS, "active");
  pilot_record_set_text (change, PILOT_AGENCY_CONTRACT_STATE, "none");
  pilot_fake_connection_put (fixture->connection, change);
  pilot_workspace_sync_now (ui_workspace (fixture));
  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES + 1);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, "00000000-1111-4000-8000-000000000000");
  detail = pilot_window_get_detail (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (detail), "detail.delete", NULL);
  ui_wait_rows (fixture, UI_N_AGENCIES);
  g_assert_false (pilot_window_get_detail_shown (fixture->window));
  PILOT_TEST_WAIT_UNTIL (pilot_fake_connection_count (fixture->connection, PILOT_ENTITY_AGENCY) == UI_N_AGENCIES);
}

static void
find_text_cb (GtkWidget *widget, gpointer user_data)
{
  const char **text = user_data;

  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text[0]) == 0)
    text[1] = text[0];
}

/* By somebody else while it is open: it says so, takes no more changes, and is as before if it comes back. */
static void
test_gone (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 3);
  g_autofree char *id = ui_agency_id (3);
  g_autoptr (PilotRecord) record = pilot_fake_connection_get (fixture->connection, PILOT_ENTITY_AGENCY, id);
  const char *text[2] = { "This record was deleted. What is shown can still be copied.", NULL };
  GtkWidget *name = pilot_detail_page_get_row (detail, PILOT_AGENCY_NAME);

  pilot_fake_connection_delete (fixture->connection, PILOT_ENTITY_AGENCY, id);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (detail), find_text_cb, text), text[1] != NULL));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (name)));
  g_assert_false (pilot_detail_page_type (detail, PILOT_AGENCY_NAME, "Other"));
  /* What happens to other records does not take the notice away. */
  g_signal_emit_by_name (pilot_workspace_get_outbox (ui_workspace (fixture)), "items-changed", 0, 0, 0);
  text[1] = NULL;
  ui_walk (GTK_WIDGET (detail), find_text_cb, text);
  g_assert_nonnull (text[1]);

  pilot_fake_connection_put (fixture->connection, record);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (gtk_editable_get_editable (GTK_EDITABLE (name)));
  text[1] = NULL;
  ui_walk (GTK_WIDGET (detail), find_text_cb, text);
  g_assert_null (text[1]);
}

static void
set_up_read_only (UiFixture *fixture, gconstpointer data)
{
  ui_fixture_set_up_with (fixture, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
}

static void
find_arrow_cb (GtkWidget *widget, gpointer user_data)
{
  if (gtk_widget_has_css_class (widget, "dropdown-arrow"))
    *(gboolean *) user_data = TRUE;
}

static gboolean
shows_arrow (GtkWidget *row)
{
  gboolean shows = FALSE;

  ui_walk (row, find_arrow_cb, &shows);
  return shows;
}

static void
test_read_only (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 2);
  GtkWidget *row = pilot_detail_page_get_row (detail, PILOT_AGENCY_NAME);
  g_autofree char *reason = NULL;
  const char *text[2] = { NULL, NULL };

  g_assert_false (pilot_workspace_may (ui_workspace (fixture), PILOT_ACTION_CHANGE, PILOT_ENTITY_AGENCY, &reason));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (row)));
  g_assert_false (pilot_detail_page_type (detail, PILOT_AGENCY_NAME, "Other"));
  /* Nothing looks as if it could be changed. */
  g_assert_true (gtk_widget_has_css_class (row, "frozen"));
  g_assert_false (shows_arrow (pilot_detail_page_get_row (detail, PILOT_AGENCY_STATUS)));
  /* It says why. */
  text[0] = reason;
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (detail), find_text_cb, text), text[1] != NULL));
}

/* A field of what isn't there yet can't be saved by itself. */
static void
test_new_saved_at_once (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 2);

  g_assert_true (adw_entry_row_get_show_apply_button (ADW_ENTRY_ROW (pilot_detail_page_get_row (detail, PILOT_AGENCY_NAME))));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-record", NULL);
  g_assert_false (adw_entry_row_get_show_apply_button (ADW_ENTRY_ROW (pilot_detail_page_get_row (detail, PILOT_AGENCY_NAME))));
  open_agency (fixture, 2);
  g_assert_true (adw_entry_row_get_show_apply_button (ADW_ENTRY_ROW (pilot_detail_page_get_row (detail, PILOT_AGENCY_NAME))));
}

/* The portal refuses it: runs alone move records. */
static void
test_stays_in_dataset (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 2);

  g_assert_false (gtk_widget_is_sensitive (pilot_detail_page_get_row (detail, PILOT_AGENCY_DATASET)));
  g_assert_false (shows_arrow (pilot_detail_page_get_row (detail, PILOT_AGENCY_DATASET)));
  g_assert_true (gtk_widget_is_sensitive (pilot_detail_page_get_row (detail, PILOT_AGENCY_STATUS)));
  g_assert_true (shows_arrow (pilot_detail_page_get_row (detail, PILOT_AGENCY_STATUS)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-record", NULL);
  g_assert_true (gtk_widget_is_sensitive (pilot_detail_page_get_row (detail, PILOT_AGENCY_DATASET)));
}

static void
test_pending (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 3);
  const char *text[2] = { "A change is saved here and waits to be sent.", NULL };

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Ennis"));
  g_assert_true (pilot_detail_page_save (detail));
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (detail), find_text_cb, text), text[1] != NULL));
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 3, PILOT_AGENCY_CITY, "Ennis"));
  PILOT_TEST_WAIT_UNTIL ((text[1] = NULL, ui_walk (GTK_WIDGET (detail), find_text_cb, text), text[1] == NULL));
}

static void
put_running (UiFixture *fixture, guint n_done)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, "0000aaaa-0000-4000-8000-000000000001");
  pilot_record_set_text (run, PILOT_RUN_NAME, "First group");
  pilot_record_set_text (run, PILOT_RUN_KIND, "production");
  pilot_record_set_text (run, PILOT_RUN_STATE, "running");
  pilot_record_set_text (run, PILOT_RUN_CHOICE, "all");
  pilot_record_set_integer (run, PILOT_RUN_N_DONE, n_done);
  pilot_fake_connection_put (fixture->connection, run);
}

static gboolean
has_done (UiFixture *fixture, guint n_done)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (ui_workspace (fixture), PILOT_ENTITY_RUN, "0000aaaa-0000-4000-8000-000000000001");

  return run != NULL && pilot_record_get_integer (run, PILOT_RUN_N_DONE) == n_done;
}

/* A run that moves the record goes on: why its change was not saved stays to be read, until it is typed no more. */
static void
test_held (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 3);
  GtkWidget *city = pilot_detail_page_get_row (detail, PILOT_AGENCY_CITY);
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (city)));
  const char *text[2] = { "The migration run “First group” is moving the old portal’s records: this change would be lost. Make it when the "
                          "run has ended; the record is in the Advanced Agency Portal then.", NULL };

  put_running (fixture, 1);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (has_done (fixture, 1));
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Ennis"));
  g_assert_true (pilot_detail_page_save (detail));
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (detail), find_text_cb, text), text[1] != NULL));
  put_running (fixture, 2);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (has_done (fixture, 2));
  g_signal_emit_by_name (ui_workspace (fixture), "changed", 1u << PILOT_ENTITY_RUN);
  text[1] = NULL;
  ui_walk (GTK_WIDGET (detail), find_text_cb, text);
  g_assert_nonnull (text[1]);
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, before));
  PILOT_TEST_WAIT_UNTIL ((text[1] = NULL, ui_walk (GTK_WIDGET (detail), find_text_cb, text), text[1] == NULL));
}

static void
click_undo_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Undo") == 0)
    *(GtkWidget **) user_data = widget;
}

static void
test_undo (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 7);
  GtkWidget *undo = NULL;

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Wrong"));
  g_assert_true (pilot_detail_page_save (detail));
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 7, PILOT_AGENCY_CITY, "Wrong"));
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (fixture->window), click_undo_cb, &undo), undo != NULL));
  g_signal_emit_by_name (undo, "clicked");
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 7, PILOT_AGENCY_CITY, "City S"));
}

static gboolean
press_undo (UiFixture *fixture)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint s = 0; s < g_list_model_get_n_items (G_LIST_MODEL (controller)); s++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), s);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_strcmp0 (trigger, "<Control>z") == 0)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (fixture->window), NULL);
        }
    }
  return FALSE;
}

static void
test_undo_by_key (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 7);
  GtkWidget *city = pilot_detail_page_get_row (detail, PILOT_AGENCY_CITY);

  g_assert_false (pilot_context_get_can_undo (fixture->context));
  g_assert_false (press_undo (fixture));
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Wrong"));
  g_assert_true (pilot_detail_page_save (detail));
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 7, PILOT_AGENCY_CITY, "Wrong"));
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (fixture->context));
  /* In an entry the keys belong to what is typed there. */
  gtk_widget_grab_focus (city);
  g_assert_false (press_undo (fixture));
  g_assert_true (pilot_context_get_can_undo (fixture->context));
  pilot_list_page_focus_rows (pilot_window_get_list_page (fixture->window));
  g_assert_true (press_undo (fixture));
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 7, PILOT_AGENCY_CITY, "City S"));
  g_assert_false (pilot_context_get_can_undo (fixture->context));
}

/* The button in the header, and whatever else folds the pane away. */
static void
test_asks_when_hidden (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 4);
  AdwFlap *flap = ADW_FLAP (gtk_widget_get_ancestor (GTK_WIDGET (detail), ADW_TYPE_FLAP));

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Unsaved"));
  adw_flap_set_reveal_flap (flap, FALSE);
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  ui_answer ("cancel");
  g_assert_true (pilot_window_get_detail_shown (fixture->window));
  g_assert_true (pilot_detail_page_get_unsaved (detail));
  adw_flap_set_reveal_flap (flap, FALSE);
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  ui_answer ("discard");
  g_assert_false (pilot_window_get_detail_shown (fixture->window));
  g_assert_false (pilot_detail_page_get_unsaved (detail));
}

/* What opens the connection anew, or wipes it, asks before it begins. */
static void
test_asks_before_commands (UiFixture *fixture, gconstpointer data)
{
  static const char *const actions[] = { "win.sign-in", "win.remove-local-data" };
  PilotDetailPage *detail = open_agency (fixture, 4);

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Unsaved"));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), actions[i], NULL);
      PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
      g_assert_cmpstr (adw_message_dialog_get_heading (ui_find_dialog ()), ==, "Save Changes to “Agency E”?");
      ui_answer ("cancel");
      g_assert_null (ui_find_dialog ());
    }
  pilot_detail_page_discard (detail);
}

/* Who leaves a record that is not there yet reads the word of the page's own button. */
static void
test_asks_of_new (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 4);

  pilot_detail_page_create (detail, PILOT_ENTITY_AGENCY);
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_NAME, "Harbour Talent"));
  pilot_window_show_page (fixture->window, "job");
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (ui_find_dialog ()), ==, "“New Agency” Is Not Added Yet");
  g_assert_cmpstr (adw_message_dialog_get_response_label (ui_find_dialog (), "save"), ==, "_Add");
  ui_answer ("save");
  PILOT_TEST_WAIT_UNTIL (pilot_fake_connection_count (fixture->connection, PILOT_ENTITY_AGENCY) == UI_N_AGENCIES + 1);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, UiFixture, NULL, ui_fixture_set_up_open, func, ui_fixture_tear_down)
  ADD ("/ui/detail/a changed field is saved and sent", test_saves);
  ADD ("/ui/detail/an invalid field is marked and not saved", test_refuses);
  ADD ("/ui/detail/what is being typed survives a sync", test_keeps_typing);
  ADD ("/ui/detail/leaving asks what becomes of what was typed", test_asks_when_left);
  ADD ("/ui/detail/leaving a new record speaks of adding it", test_asks_of_new);
  ADD ("/ui/detail/leaving an invalid field says which and why", test_asks_invalid);
  ADD ("/ui/detail/leaving a new record asks", test_asks_new);
  ADD ("/ui/detail/undo stops at what was loaded", test_no_undo_to_before);
  ADD ("/ui/detail/Escape puts the old content back", test_escape);
  ADD ("/ui/detail/a reference shows a name as it is and can be chosen by its row", test_reference);
  ADD ("/ui/detail/where a reference is chosen, Return takes only what was searched for, and Escape nothing", test_picker_keys);
  ADD ("/ui/detail/a new record needs its required fields", test_creates);
  ADD ("/ui/detail/a deleted record leaves the list and the pane", test_deletes);
  ADD ("/ui/detail/a record that somebody else deleted says so and takes no change", test_gone);
  ADD ("/ui/detail/a record stays in its data set", test_stays_in_dataset);
  ADD ("/ui/detail/a new record is saved at once, not field by field", test_new_saved_at_once);
  ADD ("/ui/detail/a change that waits is told of until it is sent", test_pending);
  ADD ("/ui/detail/why a change was not saved is told as long as it is typed", test_held);
  g_test_add ("/ui/detail/what may not be changed says why", UiFixture, NULL, set_up_read_only, test_read_only,
              ui_fixture_tear_down);
  ADD ("/ui/detail/a change is taken back by its toast", test_undo);
  ADD ("/ui/detail/a change is taken back by the keyboard", test_undo_by_key);
  ADD ("/ui/detail/hiding the pane asks what becomes of what was typed", test_asks_when_hidden);
  ADD ("/ui/detail/signing in again and removing local data ask first", test_asks_before_commands);
  return g_test_run ();
}
