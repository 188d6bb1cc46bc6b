/* test-first-run.c: from nothing to a connection, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-connect-dialog.h"
#include "pilot-error.h"
#include "pilot-profiles.h"
#include "pilot-remove-dialog.h"
#include "pilot-welcome-page.h"
#include "ui-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static PilotConnectDialog *
fill_dialog (UiFixture *fixture, const char *address, const char *password)
{
  GtkWidget *dialog = pilot_connect_dialog_new (fixture->context, NULL);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  pilot_connect_dialog_fill (PILOT_CONNECT_DIALOG (dialog), address, "admin@company.example", password);
  return PILOT_CONNECT_DIALOG (dialog);
}

static GtkWidget *
child (PilotConnectDialog *dialog, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), PILOT_TYPE_CONNECT_DIALOG, name));
}

static void
press_connect (PilotConnectDialog *dialog)
{
  g_signal_emit_by_name (child (dialog, "connect_button"), "clicked");
}

static void
test_welcome (UiFixture *fixture, gconstpointer data)
{
  g_assert_nonnull (ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_WELCOME_PAGE));
  g_assert_null (ui_workspace (fixture));
  /* The keyboard is at the first of them. */
  PILOT_TEST_WAIT_UNTIL (ADW_IS_ACTION_ROW (gtk_root_get_focus (GTK_ROOT (fixture->window))));
}

/* Tab goes round, past the menu. */
static void
test_welcome_tab (UiFixture *fixture, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);
  guint n = 0;

  PILOT_TEST_WAIT_UNTIL (ADW_IS_ACTION_ROW (gtk_window_get_focus (window)));
  while (n < 4 && gtk_widget_get_ancestor (gtk_window_get_focus (window), GTK_TYPE_MENU_BUTTON) == NULL)
    {
      g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
      n++;
    }
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_window_get_focus (window), GTK_TYPE_MENU_BUTTON));
}

static gboolean
focus_is_in (GtkWidget *dialog, GType type)
{
  GtkWidget *row = ui_find (dialog, type);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (dialog));

  return row != NULL && focus != NULL && gtk_widget_is_ancestor (focus, row);
}

/* What is to be typed first can be typed at once. */
static void
test_focus (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) known = pilot_connection_profile_new ("portal");
  GtkWidget *dialog = pilot_connect_dialog_new (fixture->context, NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  PILOT_TEST_WAIT_UNTIL (focus_is_in (dialog, ADW_TYPE_ENTRY_ROW));
  gtk_window_destroy (GTK_WINDOW (dialog));
  known->address = g_strdup ("https://portal.example");
  known->email = g_strdup ("admin@company.example");
  dialog = pilot_connect_dialog_new (fixture->context, known);
  gtk_window_present (GTK_WINDOW (dialog));
  PILOT_TEST_WAIT_UNTIL (focus_is_in (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_bad_address (UiFixture *fixture, gconstpointer data)
{
  static const char *const none[] = { "ftp://portal.example", "not an address", "https://", "https://a b" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      PilotConnectDialog *dialog = fill_dialog (fixture, none[i], UI_PASSWORD);

      pilot_connect_dialog_test (dialog);
      g_assert_cmpstr (pilot_connect_dialog_get_result (dialog), ==, "The Address Is Not Valid");
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

static void
test_wrong_password (UiFixture *fixture, gconstpointer data)
{
  PilotConnectDialog *dialog = fill_dialog (fixture, "portal.example", "wrong");

  pilot_connect_dialog_test (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "Sign-In Refused") == 0);
  g_assert_null (ui_workspace (fixture));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_right_password (UiFixture *fixture, gconstpointer data)
{
  PilotConnectDialog *dialog = fill_dialog (fixture, "portal.example", UI_PASSWORD);
  int kept = g_atomic_int_get (&ui_n_kept);
  int signed_out = g_atomic_int_get (&ui_n_signed_out);

  pilot_connect_dialog_test (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "The Connection Works") == 0);
  /* A test opens nothing, and leaves no sign-in behind, here or there. */
  g_assert_null (ui_workspace (fixture));
  g_assert_cmpint (g_atomic_int_get (&ui_n_kept), ==, kept);
  g_assert_cmpint (g_atomic_int_get (&ui_n_signed_out), ==, signed_out + 1);
  /* A token that was pasted is somebody else's to end. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "mode_row")), 1);
  gtk_editable_set_text (GTK_EDITABLE (child (dialog, "token_row")), "pasted");
  pilot_connect_dialog_test (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "The Connection Works") == 0);
  g_assert_cmpint (g_atomic_int_get (&ui_n_kept), ==, kept);
  g_assert_cmpint (g_atomic_int_get (&ui_n_signed_out), ==, signed_out + 1);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What comes back of an address that was changed meanwhile is said of no other. */
static void
test_changed_meanwhile (UiFixture *fixture, gconstpointer data)
{
  PilotConnectDialog *dialog = fill_dialog (fixture, "portal.example", UI_PASSWORD);

  pilot_connect_dialog_test (dialog);
  g_assert_false (gtk_widget_get_sensitive (child (dialog, "test_button")));
  gtk_editable_set_text (GTK_EDITABLE (child (dialog, "address_row")), "elsewhere.example");
  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_sensitive (child (dialog, "test_button")));
  g_assert_cmpstr (pilot_connect_dialog_get_result (dialog), ==, "");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_auto (PilotSignIn) found = { 0 };

  pilot_context_sign_in_finish (PILOT_CONTEXT (source), result, &found, user_data);
}

/* Cancel, pressed when the answer is there already but not seen yet: the sign-in is not left behind either. */
static void
test_stopped_late (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  int signed_out = g_atomic_int_get (&ui_n_signed_out);

  profile->address = g_strdup ("https://portal.example");
  pilot_context_sign_in_async (fixture->context, profile, UI_PASSWORD, NULL, FALSE, cancellable, stopped_cb, &error);
  while (pilot_fake_connection_get_calls (fixture->connection, PILOT_FAKE_PROBE) == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  PILOT_TEST_WAIT_UNTIL (error != NULL);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  PILOT_TEST_WAIT_UNTIL (g_atomic_int_get (&ui_n_signed_out) == signed_out + 1);
}

static PilotConnectDialog *
find_connect_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (PILOT_IS_CONNECT_DIALOG (window) && gtk_widget_get_visible (window))
        return PILOT_CONNECT_DIALOG (window);
    }
  return NULL;
}

static void
take_connect_cb (GtkWidget *widget, gpointer user_data)
{
  if (ADW_IS_ENTRY_ROW (widget) && g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (widget)), "https://"))
    *(const char **) user_data = gtk_editable_get_text (GTK_EDITABLE (widget));
}

/* Signed out at the start: the sign-in that is offered knows the connection, and waits for the password. */
static void
test_signed_out (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) known = pilot_connection_profile_new ("portal");
  GtkWidget *dialog;
  const char *address = NULL;

  known->title = g_strdup ("Example portal");
  known->address = g_strdup (UI_SIGNED_OUT);
  known->email = g_strdup ("admin@company.example");
  pilot_window_open_profile (fixture->window, known);
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  g_assert_cmpstr (adw_message_dialog_get_default_response (ui_find_dialog ()), ==, "sign-in");
  ui_answer ("sign-in");
  dialog = GTK_WIDGET (find_connect_dialog ());
  g_assert_nonnull (dialog);
  PILOT_TEST_WAIT_UNTIL (focus_is_in (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW));
  ui_walk (dialog, take_connect_cb, &address);
  g_assert_cmpstr (address, ==, UI_SIGNED_OUT);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
find_stopped_cb (GtkWidget *widget, gpointer user_data)
{
  const char *text = ADW_IS_ACTION_ROW (widget) ? adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)) : NULL;

  if (text != NULL && g_str_has_prefix (text, "“New Foods” answers at this address"))
    *(const char **) user_data = text;
}

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = pilot_context_close_finish (PILOT_CONTEXT (source), result, NULL);
}

static void
find_sign_in_cb (GtkWidget *widget, gpointer user_data)
{
  if (ADW_IS_ACTION_ROW (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "win.sign-in") == 0)
    *(GtkWidget **) user_data = widget;
}

/* No sign-in is kept, as after a restart without a secret service: the data open, edits wait, and signing in is in plain sight. */
static void
test_signed_out_with_data (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_copy (pilot_workspace_get_profile (ui_workspace (fixture)));
  g_autofree char *id = ui_agency_id (2);
  GtkWidget *row = NULL;
  gboolean closed = FALSE;

  pilot_context_close_async (fixture->context, close_cb, &closed);
  PILOT_TEST_WAIT_UNTIL (closed);
  g_free (profile->address);
  profile->address = g_strdup (UI_SIGNED_OUT);
  pilot_window_open_profile (fixture->window, profile);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) != NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_sync_text (fixture->window), "Sign in to sync") == 0);
  pilot_window_show_page (fixture->window, "overview");
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (fixture->window), find_sign_in_cb, &row), row != NULL));

  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_true (pilot_detail_page_type (pilot_window_get_detail (fixture->window), PILOT_AGENCY_CITY, "Waiting"));
  g_assert_true (pilot_detail_page_save (pilot_window_get_detail (fixture->window)));
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_sync_text (fixture->window), "Sign in, 1 waiting") == 0);

  /* To sync is to sign in. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.sync", NULL);
  PILOT_TEST_WAIT_UNTIL (find_connect_dialog () != NULL);
  gtk_window_destroy (GTK_WINDOW (find_connect_dialog ()));
}

/* Who types the address of a known connection once more gets that one, not a second copy. */
static void
test_again (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_copy (pilot_workspace_get_profile (ui_workspace (fixture)));
  PilotConnectDialog *dialog;
  int forgotten = g_atomic_int_get (&ui_n_forgotten);

  profile->email = g_strdup ("admin@company.example");
  pilot_window_open_profile (fixture->window, profile);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) != NULL && pilot_workspace_get_profile (ui_workspace (fixture))->email != NULL);
  dialog = fill_dialog (fixture, profile->address, UI_PASSWORD);
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (find_connect_dialog () == NULL && ui_workspace (fixture) != NULL);
  g_assert_cmpuint (pilot_context_get_profiles (fixture->context)->len, ==, 1);
  g_assert_cmpint (g_atomic_int_get (&ui_n_forgotten), ==, forgotten);
  g_assert_cmpstr (pilot_workspace_get_profile (ui_workspace (fixture))->id, ==, profile->id);
  g_assert_cmpstr (pilot_workspace_get_profile (ui_workspace (fixture))->title, ==, "Example portal");
}

static const char *
detail_of (PilotConnectDialog *dialog)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (child (dialog, "result_row")));
}

static guint
count_sent (PilotFakeConnection *connection)
{
  return pilot_fake_connection_get_calls (connection, PILOT_FAKE_PUSH) + pilot_fake_connection_get_calls (connection, PILOT_FAKE_PULL) +
         pilot_fake_connection_get_calls (connection, PILOT_FAKE_FETCH);
}

/* Signing in again may mend the address, but leads what waits to no other company. */
static void
test_other_company (UiFixture *fixture, gconstpointer data)
{
  PilotWorkspace *workspace = ui_workspace (fixture);
  PilotConnectDialog *dialog = PILOT_CONNECT_DIALOG (pilot_connect_dialog_new (fixture->context, pilot_workspace_get_profile (workspace)));
  int kept = g_atomic_int_get (&ui_n_kept);
  int signed_out = g_atomic_int_get (&ui_n_signed_out);

  gtk_window_present (GTK_WINDOW (dialog));
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "mode_row")), 0);
  pilot_connect_dialog_fill (dialog, UI_OTHER, "admin@company.example", UI_PASSWORD);
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "Another Company Answers") == 0);
  g_assert_nonnull (strstr (detail_of (dialog), "“Other Foods” answers at this address, but what is kept here belongs to “Example Foods”."));
  g_assert_nonnull (strstr (detail_of (dialog), "your sign-in was not changed."));
  /* A test says the same. */
  pilot_connect_dialog_fill (dialog, UI_OTHER "/", "admin@company.example", UI_PASSWORD);
  g_assert_cmpstr (pilot_connect_dialog_get_result (dialog), ==, "");
  pilot_connect_dialog_test (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "Another Company Answers") == 0);
  g_assert_cmpint (g_atomic_int_get (&ui_n_kept), ==, kept);
  g_assert_cmpint (g_atomic_int_get (&ui_n_signed_out), ==, signed_out + 2);
  g_assert_cmpuint (count_sent (fixture->other), ==, 0);
  g_assert_true (ui_workspace (fixture) == workspace);
  g_assert_cmpstr (pilot_workspace_get_profile (workspace)->address, ==, "http://127.0.0.1:9");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Another company moved in where the known one was: it becomes a connection of its own, once that is meant. */
static void
test_moved_in (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_copy (pilot_workspace_get_profile (ui_workspace (fixture)));
  int kept = g_atomic_int_get (&ui_n_kept);
  PilotConnectDialog *dialog;

  profile->email = g_strdup ("admin@company.example");
  pilot_window_open_profile (fixture->window, profile);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) != NULL && pilot_workspace_get_profile (ui_workspace (fixture))->email != NULL);
  ui_set_company (fixture->connection, 3, "New Foods");
  dialog = fill_dialog (fixture, profile->address, UI_PASSWORD);
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "Another Company Answers") == 0);
  g_assert_nonnull (strstr (detail_of (dialog), "Choose Connect once more to add it"));
  g_assert_cmpint (g_atomic_int_get (&ui_n_kept), ==, kept);
  g_assert_cmpuint (pilot_context_get_profiles (fixture->context)->len, ==, 1);
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (find_connect_dialog () == NULL && ui_workspace (fixture) != NULL);
  g_assert_cmpint (g_atomic_int_get (&ui_n_kept), ==, kept + 1);
  g_assert_cmpuint (pilot_context_get_profiles (fixture->context)->len, ==, 2);
  g_assert_cmpstr (pilot_workspace_get_profile (ui_workspace (fixture))->id, !=, profile->id);
  g_assert_cmpstr (pilot_workspace_get_profile (ui_workspace (fixture))->title, ==, "New Foods");
  /* From now on who connects there means the new one. */
  g_free (profile->id);
  profile->id = g_strdup (pilot_workspace_get_profile (ui_workspace (fixture))->id);
  dialog = fill_dialog (fixture, profile->address, UI_PASSWORD);
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (find_connect_dialog () == NULL && ui_workspace (fixture) != NULL);
  g_assert_cmpstr (pilot_workspace_get_profile (ui_workspace (fixture))->id, ==, profile->id);
  g_assert_cmpuint (pilot_context_get_profiles (fixture->context)->len, ==, 2);
}

/* The same of a connection that isn't open: what waits here is compared before its sign-in is replaced. */
static void
test_moved_in_closed (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_copy (pilot_workspace_get_profile (ui_workspace (fixture)));
  int kept = g_atomic_int_get (&ui_n_kept);
  int signed_out = g_atomic_int_get (&ui_n_signed_out);
  gboolean closed = FALSE;
  PilotConnectDialog *dialog;

  profile->email = g_strdup ("admin@company.example");
  pilot_window_open_profile (fixture->window, profile);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) != NULL && pilot_workspace_get_profile (ui_workspace (fixture))->email != NULL);
  pilot_context_close_async (fixture->context, close_cb, &closed);
  PILOT_TEST_WAIT_UNTIL (closed);
  ui_set_company (fixture->connection, 3, "New Foods");
  dialog = fill_dialog (fixture, profile->address, UI_PASSWORD);
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "Another Company Answers") == 0);
  g_assert_nonnull (strstr (detail_of (dialog), "but what is kept here belongs to “Example Foods”."));
  gtk_window_destroy (GTK_WINDOW (dialog));
  dialog = PILOT_CONNECT_DIALOG (pilot_connect_dialog_new (fixture->context, profile));
  gtk_window_present (GTK_WINDOW (dialog));
  pilot_connect_dialog_fill (dialog, profile->address, profile->email, UI_PASSWORD);
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "Another Company Answers") == 0);
  g_assert_nonnull (strstr (detail_of (dialog), "your sign-in was not changed."));
  g_assert_null (ui_workspace (fixture));
  g_assert_cmpint (g_atomic_int_get (&ui_n_kept), ==, kept);
  g_assert_cmpint (g_atomic_int_get (&ui_n_signed_out), ==, signed_out + 2);
  /* The right one is let in, and its new sign-in is kept. */
  ui_set_company (fixture->connection, 1, "Example Foods");
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (find_connect_dialog () == NULL && ui_workspace (fixture) != NULL);
  g_assert_cmpint (g_atomic_int_get (&ui_n_kept), ==, kept + 1);
  g_assert_cmpstr (pilot_workspace_get_profile (ui_workspace (fixture))->id, ==, profile->id);
}

/* The portal is another company's since the last time: nothing goes, the overview says why, and another sign-in is at hand. */
static void
test_stopped (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_copy (pilot_workspace_get_profile (ui_workspace (fixture)));
  gboolean closed = FALSE;

  pilot_context_close_async (fixture->context, close_cb, &closed);
  PILOT_TEST_WAIT_UNTIL (closed);
  ui_set_company (fixture->connection, 3, "New Foods");
  pilot_window_open_profile (fixture->window, profile);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) != NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_sync_text (fixture->window), "Sync stopped") == 0);
  pilot_window_show_page (fixture->window, "overview");
  for (const char *text = NULL; text == NULL;)
    {
      g_main_context_iteration (NULL, TRUE);
      ui_walk (GTK_WIDGET (fixture->window), find_stopped_cb, &text);
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.sign-in", NULL);
  PILOT_TEST_WAIT_UNTIL (find_connect_dialog () != NULL);
  gtk_window_destroy (GTK_WINDOW (find_connect_dialog ()));
}

/* What can't be opened costs nothing: what was open is open again, and the person reads both. */
static void
test_failed_switch (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = g_strdup (pilot_workspace_get_profile (ui_workspace (fixture))->id);
  g_autoptr (PilotConnectionProfile) broken = pilot_connection_profile_new ("portal");
  g_autofree char *name = g_strconcat (broken->id, ".cache", NULL);
  g_autofree char *path = g_build_filename (pilot_context_get_data_dir (fixture->context), name, NULL);
  g_autofree char *agency = ui_agency_id (2);
  g_autofree char *current = NULL;
  const char *body;
  PilotConnectDialog *dialog;
  int forgotten;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  broken->title = g_strdup ("Broken portal");
  broken->address = g_strdup (UI_OTHER);
  pilot_window_open_profile (fixture->window, broken);
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  body = adw_message_dialog_get_body (ui_find_dialog ());
  g_assert_true (g_str_has_suffix (body, "\n“Example portal” is open again."));
  ui_answer ("close");
  g_assert_false (pilot_context_get_busy (fixture->context));
  g_assert_cmpstr (pilot_workspace_get_profile (ui_workspace (fixture))->id, ==, id);
  current = g_settings_get_string (pilot_context_get_settings (fixture->context), "current-connection");
  g_assert_cmpstr (current, ==, id);
  g_assert_cmpuint (pilot_context_get_profiles (fixture->context)->len, ==, 1);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, agency);
  PILOT_TEST_WAIT_UNTIL (pilot_detail_page_get_id (pilot_window_get_detail (fixture->window)) != NULL);

  /* The same from the dialog; the sign-in of a connection that is known stays. */
  broken->email = g_strdup ("admin@company.example");
  forgotten = g_atomic_int_get (&ui_n_forgotten);
  g_ptr_array_add (pilot_context_get_profiles (fixture->context), pilot_connection_profile_copy (broken));
  dialog = fill_dialog (fixture, UI_OTHER, UI_PASSWORD);
  press_connect (dialog);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_connect_dialog_get_result (dialog), "The Connection Can’t Be Opened") == 0);
  g_assert_true (g_str_has_suffix (detail_of (dialog), "\n“Example portal” is open again."));
  g_assert_cmpstr (pilot_workspace_get_profile (ui_workspace (fixture))->id, ==, id);
  g_assert_cmpint (g_atomic_int_get (&ui_n_forgotten), ==, forgotten);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Who closes a connection most likely wants a known one next, not what he chose at first. */
static void
test_returns (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page = ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_WELCOME_PAGE);
  GtkWidget *first = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");
  GtkWidget *focus;

  profile->title = g_strdup ("Known");
  profile->address = g_strdup ("http://127.0.0.1:9");
  pilot_window_open_profile (fixture->window, profile);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) != NULL && !gtk_widget_get_mapped (page));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.close-connection", NULL);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) == NULL && gtk_widget_get_mapped (page));
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (focus != first && ADW_IS_ACTION_ROW (focus));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (focus)), ==, "Known");
}

static void
test_remembered (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.pilotage.Pilotage");
  g_autoptr (GPtrArray) profiles = pilot_profiles_load (settings);
  g_autofree char *current = g_settings_get_string (settings, "current-connection");
  const PilotConnectionProfile *profile;

  g_assert_cmpuint (profiles->len, ==, 1);
  profile = g_ptr_array_index (profiles, 0);
  g_assert_cmpstr (profile->title, ==, "Example portal");
  g_assert_cmpstr (profile->address, ==, "http://127.0.0.1:9");
  g_assert_cmpstr (profile->id, ==, current);
}

static void
test_remove (UiFixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (pilot_remove_dialog_new (fixture->context));

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "remove"));
  adw_message_dialog_response (dialog, "remove");
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_profiles (fixture->context)->len == 0);
  PILOT_TEST_WAIT_UNTIL (ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_WELCOME_PAGE) != NULL);
}

static void
test_remove_unsent (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_true (pilot_detail_page_type (pilot_window_get_detail (fixture->window), PILOT_AGENCY_CITY, "Unsent"));
  g_assert_true (pilot_detail_page_save (pilot_window_get_detail (fixture->window)));
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 1);
  dialog = ADW_MESSAGE_DIALOG (pilot_remove_dialog_new (fixture->context));
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "remove"));
  entry = adw_message_dialog_get_extra_child (dialog);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Example");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "remove"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Example portal");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "remove"));
  adw_message_dialog_response (dialog, "remove");
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_profiles (fixture->context)->len == 0);
}

static void
set_up_files (UiFixture *fixture, gconstpointer data)
{
  ui_fixture_set_up_with (fixture, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRecord) undo = NULL;
  g_autoptr (GError) error = NULL;

  pilot_workspace_save_finish (PILOT_WORKSPACE (source), result, &undo, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Without a portal the plan is nowhere else: it goes by name, too. */
static void
test_remove_plan (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotRecord) settings = pilot_record_new (PILOT_ENTITY_SETTINGS);
  g_autofree char *id = g_uuid_string_random ();
  gboolean saved = FALSE;
  AdwMessageDialog *dialog;

  pilot_record_set_text (settings, PILOT_FIELD_ID, id);
  pilot_record_set_text (settings, PILOT_SETTINGS_DUPLICATE_SCOPE, pilot_duplicate_scope_choices[0].value);
  pilot_workspace_save_async (ui_workspace (fixture), settings, NULL, saved_cb, &saved);
  PILOT_TEST_WAIT_UNTIL (saved);
  dialog = ADW_MESSAGE_DIALOG (pilot_remove_dialog_new (fixture->context));
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "The plan of the migration"));
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "remove"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)), "Example portal");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "remove"));
  adw_message_dialog_response (dialog, "remove");
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_profiles (fixture->context)->len == 0);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(path, set_up, func) g_test_add (path, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("/ui/first-run/begins with the ways to connect", ui_fixture_set_up, test_welcome);
  ADD ("/ui/first-run/the keyboard comes to the menu as well", ui_fixture_set_up, test_welcome_tab);
  ADD ("/ui/first-run/the keyboard is where something is to be typed", ui_fixture_set_up, test_focus);
  ADD ("/ui/first-run/an address that is none is refused at once", ui_fixture_set_up, test_bad_address);
  ADD ("/ui/first-run/a wrong password is told", ui_fixture_set_up, test_wrong_password);
  ADD ("/ui/first-run/the test of a connection says that it works", ui_fixture_set_up, test_right_password);
  ADD ("/ui/first-run/the test of an address that was changed says nothing", ui_fixture_set_up, test_changed_meanwhile);
  ADD ("/ui/first-run/a sign-in that is stopped at its end is not left behind", ui_fixture_set_up, test_stopped_late);
  ADD ("/ui/first-run/signed out, the sign-in knows the connection", ui_fixture_set_up, test_signed_out);
  ADD ("/ui/first-run/signed out, what is kept here opens and asks to sign in", ui_fixture_set_up_open, test_signed_out_with_data);
  ADD ("/ui/first-run/connecting again finds the known connection", ui_fixture_set_up_open, test_again);
  ADD ("/ui/first-run/signing in again leads to no other company", ui_fixture_set_up_open, test_other_company);
  ADD ("/ui/first-run/a company that moved in becomes a connection of its own", ui_fixture_set_up_open, test_moved_in);
  ADD ("/ui/first-run/a connection that is not open keeps its sign-in from another company", ui_fixture_set_up_open, test_moved_in_closed);
  ADD ("/ui/first-run/where another company answers, the sync stops and says why", ui_fixture_set_up_open, test_stopped);
  ADD ("/ui/first-run/a switch that fails gives back what was open", ui_fixture_set_up_open, test_failed_switch);
  ADD ("/ui/first-run/back at the beginning the keyboard is at a known connection", ui_fixture_set_up, test_returns);
  ADD ("/ui/first-run/a connection is remembered", ui_fixture_set_up_open, test_remembered);
  ADD ("/ui/first-run/local data are removed", ui_fixture_set_up_open, test_remove);
  ADD ("/ui/first-run/unsent work is discarded only by name", ui_fixture_set_up_open, test_remove_unsent);
  ADD ("/ui/first-run/a plan that is kept here alone is discarded only by name", set_up_files, test_remove_plan);
  return g_test_run ();
}
