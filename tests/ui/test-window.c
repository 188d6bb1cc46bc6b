/* test-window.c: the window as a whole: opens, fits, is named, is reached by keyboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-conflict-dialog.h"
#include "pilot-connect-dialog.h"
#include "pilot-picture.h"
#include "pilot-preferences.h"
#include "ui-fixture.h"

static const char *const pages[] = { "overview", "agency", "recruiter", "job", "candidate", "migration", "checks", "activity" };

static void
show (UiFixture *fixture, const char *page, gboolean with_detail)
{
  g_autofree char *id = ui_agency_id (2);

  pilot_window_show_page (fixture->window, page);
  if (with_detail)
    pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  else
    pilot_window_close_detail (fixture->window);
  for (guint i = 0; i < 20; i++)
    ui_wait_idle ();
}

static void
test_opens (UiFixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, "overview");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Example portal – Pilotage");
}

static void
test_fits (UiFixture *fixture, gconstpointer data)
{
  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    for (guint with_detail = 0; with_detail < 2; with_detail++)
      {
        int width;
        int height;

        show (fixture, pages[p], with_detail == 1);
        gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
        gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_VERTICAL, 900, &height, NULL, NULL, NULL);
        g_test_message ("%s: at least %d × %d", pages[p], width, height);
        g_assert_cmpint (width, <=, 900);
        g_assert_cmpint (height, <=, 600);
      }
}

static void
test_rests (UiFixture *fixture, gconstpointer data)
{
  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    {
      show (fixture, pages[p], TRUE);
      ui_check_spinners (GTK_WIDGET (fixture->window));
    }
}

static gboolean
is_inside (GtkWidget *widget, GType type)
{
  return gtk_widget_get_ancestor (gtk_widget_get_parent (widget), type) != NULL;
}

static const char *
text_below (GtkWidget *widget)
{
  GtkWidget *label = ui_find (widget, GTK_TYPE_LABEL);

  return label != NULL && *gtk_label_get_text (GTK_LABEL (label)) != '\0' ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

static void
test_names (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    {
      show (fixture, pages[p], TRUE);
      ui_check_names (GTK_WIDGET (fixture->window), pages[p]);
    }
  dialog = pilot_connect_dialog_new (fixture->context, NULL);
  ui_check_names (dialog, "connect");
  gtk_window_destroy (GTK_WINDOW (dialog));
  dialog = pilot_preferences_new (fixture->context);
  ui_check_names (dialog, "preferences");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_names_first_run (UiFixture *fixture, gconstpointer data)
{
  ui_check_names (GTK_WIDGET (fixture->window), "first run");
}

static void
collect_cb (GtkWidget *widget, gpointer user_data)
{
  if ((GTK_IS_BUTTON (widget) || GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_SWITCH (widget))
      && gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) && gtk_widget_get_can_focus (widget)
      && !is_inside (widget, GTK_TYPE_WINDOW_CONTROLS))
    g_ptr_array_add (user_data, widget);
}

static gboolean
is_reached (GHashTable *reached, GtkWidget *widget)
{
  GtkWidget *switcher = gtk_widget_get_ancestor (widget, ADW_TYPE_VIEW_SWITCHER);
  GHashTableIter iter;
  gpointer other;

  if (g_hash_table_contains (reached, widget))
    return TRUE;
  /* In newer libadwaita a switcher is one stop, and the arrows go on within it. */
  g_hash_table_iter_init (&iter, reached);
  while (switcher != NULL && g_hash_table_iter_next (&iter, &other, NULL))
    if (gtk_widget_is_ancestor (other, switcher))
      return TRUE;
  return FALSE;
}

/* Tab from one to the next until it is where it began: no control is left out, none holds it fast. */
static void
test_keyboard (UiFixture *fixture, gconstpointer data)
{
  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    {
      g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
      g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);

      show (fixture, pages[p], TRUE);
      ui_walk (GTK_WIDGET (fixture->window), collect_cb, wanted);
      for (guint i = 0; i < 300; i++)
        {
          GtkWidget *focus;

          gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
          focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
          if (focus != NULL)
            g_hash_table_add (reached, focus);
        }
      for (guint i = 0; i < wanted->len; i++)
        if (!is_reached (reached, wanted->pdata[i]))
          {
            g_test_message ("%s: %s (%s, %s) is not reached by Tab", pages[p], G_OBJECT_TYPE_NAME (wanted->pdata[i]),
                            gtk_widget_get_tooltip_text (wanted->pdata[i]), text_below (wanted->pdata[i]));
            g_test_fail ();
          }
    }
}

static gboolean
has_focus_in (UiFixture *fixture, GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* A list of a million rows is no million stops. */
static void
test_tab_passes_rows (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *view;

  show (fixture, "agency", FALSE);
  ui_wait_rows (fixture, UI_N_AGENCIES);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  view = ui_find (window, GTK_TYPE_COLUMN_VIEW);
  pilot_list_page_focus_rows (pilot_window_get_list_page (fixture->window));
  g_assert_true (has_focus_in (fixture, view));
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_false (has_focus_in (fixture, view));
  g_assert_true (has_focus_in (fixture, GTK_WIDGET (pilot_window_get_detail (fixture->window))));
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (has_focus_in (fixture, view));
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_false (has_focus_in (fixture, view));
}

static void
test_search_everything (UiFixture *fixture, gconstpointer data)
{
  pilot_window_show_page (fixture->window, "overview");
  pilot_window_search (fixture->window, "person c");
  PILOT_TEST_WAIT_UNTIL (ui_find (GTK_WIDGET (fixture->window), ADW_TYPE_ACTION_ROW) != NULL);
  g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, "overview");
  /* By its key the page is shown as a whole, though it was the page already. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go-page", "i", 1);
  g_assert_cmpstr (pilot_window_get_search (fixture->window), ==, "");
  pilot_window_search (fixture->window, "person c");
  pilot_window_show_page (fixture->window, "job");
  g_assert_cmpstr (pilot_window_get_search (fixture->window), ==, "");
  ui_wait_rows (fixture, 1);
}

/* As a run leaves them: the first @n agencies have gone from the legacy data set, and live in the portal's. */
static void
move_agencies (UiFixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = ui_agency_id (i);
      g_autofree char *moved_id = g_strdup_printf ("00000000-4444-4000-8000-%012u", i);
      g_autoptr (PilotRecord) gone = pilot_record_new (PILOT_ENTITY_AGENCY);
      g_autoptr (PilotRecord) moved = pilot_fake_connection_get (fixture->connection, PILOT_ENTITY_AGENCY, id);

      pilot_record_set_text (gone, PILOT_FIELD_ID, id);
      pilot_record_set_text (gone, PILOT_AGENCY_RUN_ID, "00000000-5555-4000-8000-000000000001");
      pilot_record_set_text (moved, PILOT_FIELD_ID, moved_id);
      pilot_record_set_text (moved, PILOT_AGENCY_DATASET, "portal");
      pilot_record_set_text (moved, PILOT_AGENCY_SOURCE_ID, id);
      pilot_record_set_text (moved, PILOT_AGENCY_RUN_ID, "00000000-5555-4000-8000-000000000001");
      pilot_fake_connection_put (fixture->connection, gone);
      pilot_fake_connection_put (fixture->connection, moved);
    }
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL)
                         == UI_N_AGENCIES + n);
}

typedef struct
{
  GtkWidget *cards[8];
  guint n;
} Cards;

static void
find_cards_cb (GtkWidget *widget, gpointer user_data)
{
  Cards *cards = user_data;

  if (gtk_widget_has_css_class (widget, "count-card") && cards->n < G_N_ELEMENTS (cards->cards))
    cards->cards[cards->n++] = widget;
}

/* Returns whether there are cards for so many data sets, the first of each with the number. */
static gboolean
cards_tell (UiFixture *fixture, const char *const *numbers, Cards *cards)
{
  *cards = (Cards){ .n = 0 };
  ui_walk (GTK_WIDGET (fixture->window), find_cards_cb, cards);
  if (cards->n != 4 * g_strv_length ((char **) numbers))
    return FALSE;
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      GtkWidget *box = gtk_button_get_child (GTK_BUTTON (cards->cards[4 * i]));

      if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (box))), numbers[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
test_overview_datasets (UiFixture *fixture, gconstpointer data)
{
  Cards cards;

  pilot_window_show_page (fixture->window, "overview");
  PILOT_TEST_WAIT_UNTIL (cards_tell (fixture, (const char *const[]){ "12", NULL }, &cards));
  g_signal_emit_by_name (cards.cards[0], "clicked");
  ui_wait_rows (fixture, UI_N_AGENCIES);

  pilot_window_show_page (fixture->window, "overview");
  move_agencies (fixture, 5);
  PILOT_TEST_WAIT_UNTIL (cards_tell (fixture, (const char *const[]){ "7", "5", NULL }, &cards));
  g_signal_emit_by_name (cards.cards[0], "clicked");
  ui_wait_rows (fixture, 7);
  pilot_window_show_page (fixture->window, "overview");
  PILOT_TEST_WAIT_UNTIL (cards_tell (fixture, (const char *const[]){ "7", "5", NULL }, &cards));
  g_signal_emit_by_name (cards.cards[4], "clicked");
  ui_wait_rows (fixture, 5);

  pilot_window_show_page (fixture->window, "overview");
  move_agencies (fixture, UI_N_AGENCIES);
  PILOT_TEST_WAIT_UNTIL (cards_tell (fixture, (const char *const[]){ "0", "12", NULL }, &cards));
}

static void
find_beginning_cb (GtkWidget *widget, gpointer user_data)
{
  if (ADW_IS_ACTION_ROW (widget) && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "No ") &&
      g_str_has_suffix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), " Yet"))
    *(GtkWidget **) user_data = widget;
}

static gboolean
begins_with (UiFixture *fixture, const char *title, GtkWidget **row)
{
  *row = NULL;
  ui_walk (GTK_WIDGET (fixture->window), find_beginning_cb, row);
  return g_strcmp0 (*row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (*row)) : NULL, title) == 0;
}

typedef struct
{
  const char *beginning; /* of the row's title, or the class of the button */
  GtkWidget *found;      /* (nullable) */
} Stop;

static void
find_stop_cb (GtkWidget *widget, gpointer user_data)
{
  Stop *stop = user_data;

  if (stop->found == NULL && (gtk_widget_has_css_class (widget, stop->beginning) ||
                              (ADW_IS_ACTION_ROW (widget) &&
                               g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), stop->beginning))))
    stop->found = widget;
}

static GtkWidget *
find_stop (UiFixture *fixture, const char *beginning)
{
  Stop stop = { beginning, NULL };

  ui_walk (GTK_WIDGET (fixture->window), find_stop_cb, &stop);
  return stop.found;
}

/* What the overview shows is made anew whenever something comes: whoever goes through it by keyboard stays where he is. */
static void
test_overview_keeps_focus (UiFixture *fixture, gconstpointer data)
{
  static const char *const stops[] = { "12 agencies have no contract", "legend" };

  pilot_window_show_page (fixture->window, "overview");
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autofree char *id = ui_agency_id (i);
      g_autofree char *city = g_strdup_printf ("City %u", i);
      g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);
      GtkWidget *before;

      PILOT_TEST_WAIT_UNTIL (find_stop (fixture, stops[i]) != NULL);
      before = find_stop (fixture, stops[i]);
      g_object_add_weak_pointer (G_OBJECT (before), (gpointer *) &before);
      gtk_widget_grab_focus (before);
      pilot_record_set_text (changes, PILOT_FIELD_ID, id);
      pilot_record_set_text (changes, PILOT_AGENCY_CITY, city);
      pilot_fake_connection_put (fixture->connection, changes);
      pilot_workspace_sync_now (ui_workspace (fixture));
      PILOT_TEST_WAIT_UNTIL (before == NULL && find_stop (fixture, stops[i]) != NULL);
      ui_wait_idle ();
      g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == find_stop (fixture, stops[i]));
    }
}

/* A company that is new is told what comes next, one kind after the other, and where. */
static void
test_overview_begins (UiFixture *fixture, gconstpointer data)
{
  static const PilotEntity people[] = { PILOT_ENTITY_CANDIDATE, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_AGENCY };
  g_autofree char *agency_id = ui_agency_id (3);
  g_autoptr (PilotRecord) agency = pilot_fake_connection_get (fixture->connection, PILOT_ENTITY_AGENCY, agency_id);
  GtkWidget *row;

  pilot_window_show_page (fixture->window, "overview");
  PILOT_TEST_WAIT_UNTIL (begins_with (fixture, NULL, &row));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    for (guint n = 0; n < UI_N_AGENCIES; n++)
      {
        g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-%012x", people[i], n);

        pilot_fake_connection_delete (fixture->connection, people[i], id);
      }
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (begins_with (fixture, "No Agencies Yet", &row));
  g_signal_emit_by_name (row, "activated");
  g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, "agency");

  pilot_window_show_page (fixture->window, "overview");
  pilot_record_set_text (agency, PILOT_FIELD_ID, "00000000-4444-4000-8000-000000000001");
  pilot_fake_connection_put (fixture->connection, agency);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (begins_with (fixture, "No Recruiters Yet", &row));
}

static void
save_picture (UiFixture *fixture, const char *name)
{
  const char *dir = g_getenv ("PILOT_UI_PICTURES");
  g_autofree char *path = dir != NULL ? g_build_filename (dir, name, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (path != NULL && !pilot_picture_save (GTK_WIDGET (fixture->window), path, &error))
    g_test_message ("%s: %s", name, error->message);
}

static double
middle_of (GtkWidget *widget, GtkWidget *root)
{
  double x = 0;

  g_assert_true (gtk_widget_translate_coordinates (widget, root, gtk_widget_get_width (widget) / 2.0, 0, &x, NULL));
  return x;
}

static void
find_sidebar_cb (GtkWidget *widget, gpointer user_data)
{
  if (gtk_widget_has_css_class (widget, "navigation-sidebar"))
    *(GtkWidget **) user_data = widget;
}

static void
test_search_keys (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *entry = ui_find (GTK_WIDGET (fixture->window), GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *list;
  GtkWidget *focus;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  list = ui_find (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  gtk_widget_grab_focus (entry);
  g_assert_false (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), list));
  g_assert_true (ui_press (entry, "Down"));
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (focus == list || gtk_widget_is_ancestor (focus, list));
}

static const char *
selected_page (GtkWidget *sidebar)
{
  return g_object_get_data (G_OBJECT (gtk_list_box_get_selected_row (GTK_LIST_BOX (sidebar))), "pilot-page");
}

static void
test_sidebar_keys (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *sidebar = NULL;
  GtkWidget *focus;

  pilot_window_show_page (fixture->window, "overview");
  ui_wait_idle ();
  ui_walk (GTK_WIDGET (fixture->window), find_sidebar_cb, &sidebar);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (sidebar))));
  for (guint i = 0; i < 2; i++)
    {
      g_signal_emit_by_name (sidebar, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
      g_assert_cmpstr (selected_page (sidebar), ==, "overview");
      g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, "overview");
    }
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)), ==, 2);
  /* Tab goes past it, not from page to page. */
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
  g_assert_false (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), sidebar));
  gtk_widget_grab_focus (focus);
  g_signal_emit_by_name (focus, "activate");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_page (fixture->window), selected_page (sidebar)) == 0);
  g_assert_cmpstr (selected_page (sidebar), !=, "overview");
}

static void
find_connections_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_MENU_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), "Switch Connection") == 0)
    *(GtkWidget **) user_data = widget;
}

/* Its rows are made anew each time: the keyboard is not left on one that is gone. */
static void
test_connections_keyboard (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *button = NULL;
  GtkPopover *popover;

  ui_walk (GTK_WIDGET (fixture->window), find_connections_cb, &button);
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  for (guint i = 0; i < 2; i++)
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (button));
      PILOT_TEST_WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (popover)));
      g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_root_get_focus (GTK_ROOT (fixture->window))));
      g_assert_true (has_focus_in (fixture, GTK_WIDGET (popover)));
      gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
      PILOT_TEST_WAIT_UNTIL (!gtk_widget_get_mapped (GTK_WIDGET (popover)));
    }
}

/* Where the keyboard was goes out of sight: it is taken along. */
static void
test_keyboard_follows (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *third = ui_agency_id (2);
  GtkWidget *sidebar = NULL;
  GtkWidget *list;
  GtkWidget *menu;

  ui_walk (GTK_WIDGET (fixture->window), find_sidebar_cb, &sidebar);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (sidebar))));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go-page", "i", 6);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_page (fixture->window), "agency") == 0);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (sidebar))));
  ui_wait_rows (fixture, UI_N_AGENCIES);

  list = ui_find (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_height (list) > 0);
  pilot_list_page_select (pilot_window_get_list_page (fixture->window), 0);
  pilot_list_page_focus_rows (pilot_window_get_list_page (fixture->window));
  PILOT_TEST_WAIT_UNTIL (has_focus_in (fixture, list));
  g_assert_true (ui_press (list, "Menu|<Shift>F10"));
  PILOT_TEST_WAIT_UNTIL ((menu = ui_find (GTK_WIDGET (pilot_window_get_list_page (fixture->window)), GTK_TYPE_POPOVER_MENU)) != NULL
                         && gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  PILOT_TEST_WAIT_UNTIL (has_focus_in (fixture, list));

  /* What is shown again is the row that is selected by now. */
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.toggle-detail", NULL);
  PILOT_TEST_WAIT_UNTIL (!pilot_window_get_detail_shown (fixture->window));
  pilot_list_page_select (pilot_window_get_list_page (fixture->window), 2);
  ui_wait_idle ();
  g_assert_false (pilot_window_get_detail_shown (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.toggle-detail", NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  g_assert_cmpstr (pilot_detail_page_get_id (pilot_window_get_detail (fixture->window)), ==, third);
}

/* In a narrow window the details lie over the list. */
static void
test_keyboard_narrow (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  GtkWidget *detail = GTK_WIDGET (pilot_window_get_detail (fixture->window));
  GtkWidget *flap = ui_find (GTK_WIDGET (fixture->window), ADW_TYPE_FLAP);
  GtkWidget *list;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 860, 600);
  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  PILOT_TEST_WAIT_UNTIL (adw_flap_get_folded (ADW_FLAP (flap)));
  list = ui_find (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  pilot_list_page_focus_rows (pilot_window_get_list_page (fixture->window));
  g_assert_true (has_focus_in (fixture, list));
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  PILOT_TEST_WAIT_UNTIL (has_focus_in (fixture, detail));
  adw_flap_set_reveal_flap (ADW_FLAP (flap), FALSE);
  PILOT_TEST_WAIT_UNTIL (has_focus_in (fixture, list));
}

/* Room for the pane is no reason to open it, nor its lack to take it away from who reads it. */
static void
test_resized (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  AdwFlap *flap = ADW_FLAP (ui_find (GTK_WIDGET (fixture->window), ADW_TYPE_FLAP));

  for (guint shown = 0; shown < 2; shown++)
    {
      if (shown == 1)
        pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 860, 600);
      PILOT_TEST_WAIT_UNTIL (adw_flap_get_folded (flap));
      g_assert_cmpuint (pilot_window_get_detail_shown (fixture->window), ==, shown);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
      PILOT_TEST_WAIT_UNTIL (!adw_flap_get_folded (flap));
      g_assert_cmpuint (pilot_window_get_detail_shown (fixture->window), ==, shown);
    }
}

static void
find_name_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_INSCRIPTION (widget) && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), "Agency A") == 0)
    *(GtkWidget **) user_data = widget;
}

static void
set_up_rtl (UiFixture *fixture, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  ui_fixture_set_up_open (fixture, data);
}

static void
tear_down_rtl (UiFixture *fixture, gconstpointer data)
{
  ui_fixture_tear_down (fixture, data);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_rtl (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *detail = GTK_WIDGET (pilot_window_get_detail (fixture->window));
  GtkWidget *sidebar = NULL;
  GtkWidget *name_cell = NULL;
  GtkWidget *list;

  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    {
      g_autofree char *name = g_strdup_printf ("rtl-%s.png", pages[p]);

      show (fixture, pages[p], p > 0);
      PILOT_TEST_WAIT_UNTIL (pilot_picture_is_ready (window));
      save_picture (fixture, name);
    }
  show (fixture, "agency", TRUE);
  ui_walk (window, find_sidebar_cb, &sidebar);
  list = ui_find (window, GTK_TYPE_COLUMN_VIEW);
  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_width (detail) > 0 && middle_of (detail, window) < middle_of (list, window));
  g_assert_cmpfloat (middle_of (list, window), <, middle_of (sidebar, window));
  /* The rows stand under their headings, and the table begins at the right. */
  ui_walk (list, find_name_cb, &name_cell);
  g_assert_nonnull (name_cell);
  PILOT_TEST_WAIT_UNTIL (middle_of (name_cell, list) > gtk_widget_get_width (list) / 2.0
                         && middle_of (name_cell, list) < gtk_widget_get_width (list));
}

static void
press (GtkWidget *page, GtkWidget *cell)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (page);
  double x = 0;
  double y = 0;

  g_assert_true (gtk_widget_translate_coordinates (cell, page, 4, 4, &x, &y));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "pressed", 1, x, y);
    }
}

static void
test_page_keeps_no_record (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (0);
  GtkWidget *name_cell = NULL;
  GtkWidget *list;

  show (fixture, "agency", FALSE);
  ui_wait_rows (fixture, UI_N_AGENCIES);
  pilot_list_page_select (pilot_window_get_list_page (fixture->window), 0);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  pilot_window_show_page (fixture->window, "recruiter");
  g_assert_false (pilot_window_get_detail_shown (fixture->window));
  g_assert_null (pilot_detail_page_get_id (pilot_window_get_detail (fixture->window)));

  /* The row is still selected: a click on it shows it all the same. */
  show (fixture, "agency", FALSE);
  list = GTK_WIDGET (pilot_window_get_list_page (fixture->window));
  ui_walk (list, find_name_cb, &name_cell);
  g_assert_nonnull (name_cell);
  press (list, name_cell);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  g_assert_cmpstr (pilot_detail_page_get_id (pilot_window_get_detail (fixture->window)), ==, id);
}

static void
test_quit (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  g_autoptr (PilotRecord) record = NULL;

  /* What was typed last is asked about when the window closes, and written before it is gone. */
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_true (pilot_detail_page_type (pilot_window_get_detail (fixture->window), PILOT_AGENCY_CITY, "Last"));
  gtk_window_close (GTK_WINDOW (fixture->window));
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  ui_answer ("cancel");
  g_assert_nonnull (ui_workspace (fixture));
  gtk_window_close (GTK_WINDOW (fixture->window));
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  ui_answer ("save");
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) == NULL && !pilot_context_get_busy (fixture->context));
  pilot_window_open_profile (fixture->window, g_ptr_array_index (pilot_context_get_profiles (fixture->context), 0));
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) != NULL);
  record = pilot_workspace_get_record (ui_workspace (fixture), PILOT_ENTITY_AGENCY, id);
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_CITY), ==, "Last");
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(path, set_up, func) g_test_add (path, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("/ui/window/opens on the overview of the company", ui_fixture_set_up_open, test_opens);
  ADD ("/ui/window/fits 900 by 600 on every page", ui_fixture_set_up_open, test_fits);
  ADD ("/ui/window/nothing turns where nobody sees it", ui_fixture_set_up_open, test_rests);
  ADD ("/ui/window/every control of every page has a name", ui_fixture_set_up_open, test_names);
  ADD ("/ui/window/every control of the first run has a name", ui_fixture_set_up, test_names_first_run);
  ADD ("/ui/window/every control is reached by Tab", ui_fixture_set_up_open, test_keyboard);
  ADD ("/ui/window/Tab goes past the rows of a list into the details", ui_fixture_set_up_open, test_tab_passes_rows);
  ADD ("/ui/window/the overview tells what a new company begins with", ui_fixture_set_up_open, test_overview_begins);
  ADD ("/ui/window/the overview tells what has been moved apart from what has not", ui_fixture_set_up_open, test_overview_datasets);
  ADD ("/ui/window/the keyboard stays where it is on the overview when something comes", ui_fixture_set_up_open, test_overview_keeps_focus);
  ADD ("/ui/window/what is selected in the sidebar is the page that is shown", ui_fixture_set_up_open, test_sidebar_keys);
  ADD ("/ui/window/the keyboard begins on the first connection each time they are shown", ui_fixture_set_up_open, test_connections_keyboard);
  ADD ("/ui/window/the keyboard is taken along by what goes out of sight", ui_fixture_set_up_open, test_keyboard_follows);
  ADD ("/ui/window/the keyboard goes into details that lie over the list, and back", ui_fixture_set_up_open, test_keyboard_narrow);
  ADD ("/ui/window/the details are neither opened nor closed by the size of the window", ui_fixture_set_up_open, test_resized);
  ADD ("/ui/window/from the search the keyboard goes down into the rows", ui_fixture_set_up_open, test_search_keys);
  ADD ("/ui/window/search on the overview looks everywhere", ui_fixture_set_up_open, test_search_everything);
  ADD ("/ui/window/a page keeps no record of another, and a click shows the selected row", ui_fixture_set_up_open,
       test_page_keeps_no_record);
  g_test_add ("/ui/window/is mirrored from right to left", UiFixture, NULL, set_up_rtl, test_rtl, tear_down_rtl);
  ADD ("/ui/window/what was typed is on disk before the window is gone", ui_fixture_set_up_open, test_quit);
  return g_test_run ();
}
