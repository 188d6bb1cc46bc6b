/* test-detail.c: one record, read and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
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
test_saves_when_left (UiFixture *fixture, gconstpointer data)
{
  PilotDetailPage *detail = open_agency (fixture, 4);
  g_autofree char *other = ui_agency_id (5);

  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_PHONE, "+353 1 555 0199"));
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, other);
  g_assert_cmpstr (pilot_detail_page_get_id (detail), ==, other);
  PILOT_TEST_WAIT_UNTIL (portal_has (fixture, 4, PILOT_AGENCY_PHONE, "+353 1 555 0199"));
  g_assert_false (portal_has (fixture, 5, PILOT_AGENCY_PHONE, "+353 1 555 0199"));
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

static void
set_up_read_only (UiFixture *fixture, gconstpointer data)
{
  ui_fixture_set_up_with (fixture, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
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
  /* It says why. */
  text[0] = reason;
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (detail), find_text_cb, text), text[1] != NULL));
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

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, UiFixture, NULL, ui_fixture_set_up_open, func, ui_fixture_tear_down)
  ADD ("/ui/detail/a changed field is saved and sent", test_saves);
  ADD ("/ui/detail/an invalid field is marked and not saved", test_refuses);
  ADD ("/ui/detail/what is being typed survives a sync", test_keeps_typing);
  ADD ("/ui/detail/what was typed is saved when another record is shown", test_saves_when_left);
  ADD ("/ui/detail/a new record needs its required fields", test_creates);
  ADD ("/ui/detail/a deleted record leaves the list and the pane", test_deletes);
  ADD ("/ui/detail/a change that waits is told of until it is sent", test_pending);
  g_test_add ("/ui/detail/what may not be changed says why", UiFixture, NULL, set_up_read_only, test_read_only,
              ui_fixture_tear_down);
  ADD ("/ui/detail/a change is taken back by its toast", test_undo);
  return g_test_run ();
}
