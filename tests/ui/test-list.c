/* test-list.c: lists in the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-column-set.h"
#include "pilot-column-sorter.h"
#include "pilot-error.h"
#include "pilot-event-text.h"
#include "pilot-selection-page.h"
#include "ui-fixture.h"

#include <string.h>

#define N_MANY 1500

static void
assert_cell (UiFixture *fixture, guint row, guint field, const char *expected)
{
  g_autofree char *text = ui_dup_cell (fixture, row, field);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_rows (UiFixture *fixture, gconstpointer data)
{
  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  assert_cell (fixture, 0, PILOT_AGENCY_NAME, "Agency A");
  assert_cell (fixture, 11, PILOT_AGENCY_NAME, "Agency L");
}

static void
test_sort (UiFixture *fixture, gconstpointer data)
{
  PilotListPage *page;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  pilot_list_page_sort_by (page, PILOT_AGENCY_CITY, FALSE);
  ui_wait_rows (fixture, UI_N_AGENCIES);
  assert_cell (fixture, 0, PILOT_AGENCY_NAME, "Agency L");
  pilot_list_page_sort_by (page, PILOT_AGENCY_CITY, TRUE);
  ui_wait_rows (fixture, UI_N_AGENCIES);
  assert_cell (fixture, 0, PILOT_AGENCY_NAME, "Agency A");
}

/* Headings take no keyboard focus: the menu does the same, and follows them. */
static void
test_sort_by_menu (UiFixture *fixture, gconstpointer data)
{
  GActionGroup *actions;
  GtkWidget *page;
  g_autoptr (GVariant) field = NULL;
  g_autoptr (GVariant) descending = NULL;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = GTK_WIDGET (pilot_window_get_list_page (fixture->window));
  g_assert_true (gtk_widget_activate_action (page, "columns.sort-by", "s", "city"));
  ui_wait_rows (fixture, UI_N_AGENCIES);
  assert_cell (fixture, 0, PILOT_AGENCY_NAME, "Agency L");
  g_assert_true (gtk_widget_activate_action (page, "columns.descending", NULL));
  ui_wait_rows (fixture, UI_N_AGENCIES);
  assert_cell (fixture, 0, PILOT_AGENCY_NAME, "Agency A");

  pilot_list_page_sort_by (PILOT_LIST_PAGE (page), PILOT_AGENCY_STATUS, FALSE);
  actions = pilot_list_page_get_column_actions (PILOT_LIST_PAGE (page));
  field = g_action_group_get_action_state (actions, "sort-by");
  descending = g_action_group_get_action_state (actions, "descending");
  g_assert_cmpstr (g_variant_get_string (field, NULL), ==, "status");
  g_assert_false (g_variant_get_boolean (descending));
}

static void
test_sort_remembered (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.pilotage.Pilotage");
  g_autoptr (GVariant) sorts = NULL;
  const char *field = NULL;
  gboolean descending = FALSE;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  pilot_list_page_sort_by (pilot_window_get_list_page (fixture->window), PILOT_AGENCY_CITY, TRUE);
  PILOT_TEST_WAIT_UNTIL (({
    g_clear_pointer (&sorts, g_variant_unref);
    sorts = g_settings_get_value (settings, "sorts");
    g_variant_lookup (sorts, "agency", "(&sb)", &field, &descending);
  }));
  g_assert_cmpstr (field, ==, "city");
  g_assert_true (descending);
}

static void
test_search (UiFixture *fixture, gconstpointer data)
{
  pilot_window_show_page (fixture->window, "recruiter");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  pilot_window_search (fixture->window, "person c");
  ui_wait_rows (fixture, 1);
  assert_cell (fixture, 0, PILOT_RECRUITER_NAME, "Person C");
  pilot_window_search (fixture->window, "");
  ui_wait_rows (fixture, UI_N_AGENCIES);
}

static void
look_for_chosen_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) != NULL &&
      g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), "Status: Inactive") == 0)
    *(gboolean *) user_data = TRUE;
}

static void
test_filter (UiFixture *fixture, gconstpointer data)
{
  gboolean told = FALSE;

  pilot_context_show_list (fixture->context, PILOT_ENTITY_AGENCY, PILOT_AGENCY_STATUS, "inactive");
  ui_wait_rows (fixture, 4);
  /* What is chosen says of which field it is. */
  ui_wait_idle ();
  ui_walk (GTK_WIDGET (pilot_window_get_list_page (fixture->window)), look_for_chosen_cb, &told);
  g_assert_true (told);
  pilot_context_show_list (fixture->context, PILOT_ENTITY_AGENCY, PILOT_AGENCY_EMAIL, NULL);
  ui_wait_rows (fixture, 1);
  assert_cell (fixture, 0, PILOT_AGENCY_NAME, "Agency A");
  pilot_list_page_clear_filters (pilot_window_get_list_page (fixture->window));
  ui_wait_rows (fixture, UI_N_AGENCIES);
}

static void
test_recruiters_of_agency (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (3);

  pilot_context_show_list (fixture->context, PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, id);
  ui_wait_rows (fixture, 1);
  assert_cell (fixture, 0, PILOT_RECRUITER_AGENCY_ID, "Agency D");
  g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, "recruiter");
}

static void
test_copy (UiFixture *fixture, gconstpointer data)
{
  PilotListPage *page;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.select-all", NULL);
  text = pilot_list_page_dup_selection_text (page);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, UI_N_AGENCIES + 2);
  g_assert_true (g_str_has_prefix (lines[0], "Name\t"));
  g_assert_true (g_str_has_prefix (lines[1], "Agency A\t"));
}

static AdwMessageDialog *
find_dialog (void)
{
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static void
test_referred_to (UiFixture *fixture, gconstpointer data)
{
  PilotListPage *page;
  AdwMessageDialog *dialog;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  pilot_list_page_select (page, 1);
  ui_wait_idle ();
  gtk_widget_activate_action (GTK_WIDGET (page), "list.delete", NULL);
  PILOT_TEST_WAIT_UNTIL (find_dialog () != NULL);
  dialog = find_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "“Agency B” Can’t Be Deleted");
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==,
                   "1 recruiter and 1 candidate belong to it. Move or delete them first.");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpuint (ui_number (fixture, "n-waiting"), ==, 0);
  ui_wait_rows (fixture, UI_N_AGENCIES);
}

static void
test_delete_several (UiFixture *fixture, gconstpointer data)
{
  PilotListPage *page;
  AdwMessageDialog *dialog;

  pilot_window_show_page (fixture->window, "candidate");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.select-all", NULL);
  ui_wait_idle ();
  gtk_widget_activate_action (GTK_WIDGET (page), "list.delete", NULL);
  PILOT_TEST_WAIT_UNTIL (find_dialog () != NULL);
  dialog = find_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Delete 12 Candidates?");
  adw_message_dialog_response (dialog, "delete");
  ui_wait_rows (fixture, 0);
}

static void
assert_told (PilotDetailPage *detail, guint field, const char *expected)
{
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (pilot_detail_page_get_row (detail, field))), ==, expected);
}

/* The portal tells ids. */
static void
test_event_names (UiFixture *fixture, gconstpointer data)
{
  static const char member_id[] = "00000000-2222-4000-8000-000000000001";
  g_autofree char *agency_id = ui_agency_id (3);
  g_autoptr (PilotRecord) member = pilot_record_new (PILOT_ENTITY_MEMBER);
  g_autoptr (PilotRecord) event = pilot_record_new (PILOT_ENTITY_AUDIT_EVENT);
  g_autoptr (PilotRecord) made = pilot_record_new (PILOT_ENTITY_AUDIT_EVENT);
  g_autofree char *text = NULL;
  GtkWidget *page = NULL;
  PilotDetailPage *detail;

  pilot_record_set_text (member, PILOT_FIELD_ID, member_id);
  pilot_record_set_text (member, PILOT_MEMBER_NAME, "Mary Member");
  pilot_fake_connection_put (fixture->connection, member);
  pilot_record_set_text (event, PILOT_FIELD_ID, "00000000-3333-4000-8000-000000000001");
  pilot_record_set_text (event, PILOT_AUDIT_EVENT_ACTOR, member_id);
  pilot_record_set_text (event, PILOT_AUDIT_EVENT_ACTION, "agency.update");
  pilot_record_set_text (event, PILOT_AUDIT_EVENT_ENTITY, "agency");
  pilot_record_set_text (event, PILOT_AUDIT_EVENT_ENTITY_ID, agency_id);
  pilot_fake_connection_put (fixture->connection, event);
  pilot_record_set_text (made, PILOT_FIELD_ID, "00000000-3333-4000-8000-000000000002");
  pilot_record_set_text (made, PILOT_AUDIT_EVENT_ACTOR, "portal");
  pilot_record_set_text (made, PILOT_AUDIT_EVENT_ACTION, "company.create");
  pilot_fake_connection_put (fixture->connection, made);
  pilot_workspace_sync_now (ui_workspace (fixture));
  pilot_context_show_list (fixture->context, PILOT_ENTITY_AUDIT_EVENT, PILOT_FIELD_ID, NULL);
  PILOT_TEST_WAIT_UNTIL (({
    g_clear_pointer (&text, g_free);
    page = ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_LIST_PAGE);
    if (page != NULL)
      {
        gtk_widget_activate_action (page, "list.select-all", NULL);
        text = pilot_list_page_dup_selection_text (PILOT_LIST_PAGE (page));
      }
    text != NULL && strstr (text, "Agency changed") != NULL;
  }));
  g_assert_nonnull (strstr (text, "Mary Member"));
  g_assert_nonnull (strstr (text, "\tPortal\t"));
  /* What never changes has one time. */
  g_assert_nonnull (strstr (text, "Time\t"));
  g_assert_null (strstr (text, "Updated"));
  g_assert_nonnull (strstr (text, "\tAgency\t"));
  g_assert_null (strstr (text, member_id));
  g_assert_null (strstr (text, "agency.update"));

  /* So does the record that is opened. */
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AUDIT_EVENT, "00000000-3333-4000-8000-000000000001");
  detail = pilot_window_get_detail (fixture->window);
  g_assert_cmpstr (pilot_detail_page_get_title (detail), ==, "Agency changed");
  assert_told (detail, PILOT_AUDIT_EVENT_ACTION, "Agency changed");
  assert_told (detail, PILOT_AUDIT_EVENT_ACTOR, "Mary Member");
  assert_told (detail, PILOT_AUDIT_EVENT_ENTITY, "Agency");
  assert_told (detail, PILOT_AUDIT_EVENT_ENTITY_ID, "Agency D");
}

/* What is said of the selected rows leaves what can be done with them to be pressed. */
static void
test_toast_room (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *overlay = ui_find (GTK_WIDGET (fixture->window), ADW_TYPE_TOAST_OVERLAY);
  PilotListPage *page;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 860, 600);
  PILOT_TEST_WAIT_UNTIL (adw_flap_get_folded (ADW_FLAP (ui_find (GTK_WIDGET (fixture->window), ADW_TYPE_FLAP))));
  gtk_widget_activate_action (GTK_WIDGET (page), "list.select-all", NULL);
  PILOT_TEST_WAIT_UNTIL (gtk_widget_has_css_class (overlay, "above-bar"));
  /* No bar, no room for it: on another page, and once nothing is selected. */
  pilot_window_show_page (fixture->window, "recruiter");
  PILOT_TEST_WAIT_UNTIL (!gtk_widget_has_css_class (overlay, "above-bar"));
  pilot_window_show_page (fixture->window, "agency");
  PILOT_TEST_WAIT_UNTIL (gtk_widget_has_css_class (overlay, "above-bar"));
  gtk_widget_activate_action (GTK_WIDGET (page), "list.select-none", NULL);
  PILOT_TEST_WAIT_UNTIL (!gtk_widget_has_css_class (overlay, "above-bar"));
}

static void
test_actions (void)
{
  static const char *const expected[][2] = {
    { "recruiter.bulk", "Recruiters written in one go" }, { "process.update", "Hiring process: changed" },
    { "unheard.of", "unheard.of" }, { "plain", "plain" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = pilot_event_text_dup_action (expected[i][0]);

      g_assert_cmpstr (text, ==, expected[i][1]);
    }
}

static void
test_changed_fields (void)
{
  const PilotSchema *job = pilot_schema_get (PILOT_ENTITY_JOB);
  g_autofree char *labels = pilot_event_text_dup_fields (job, "title,postingStatus");
  g_autofree char *parts = pilot_event_text_dup_fields (job, "parts=12");
  g_autofree char *imported = pilot_event_text_dup_fields (job, "job created=38 changed=1 unchanged=7");
  g_autofree char *written = pilot_event_text_dup_fields (job, "created=0 changed=2 unchanged=7 failed=1 results=sha256:0");

  g_assert_cmpstr (labels, ==, "Title, Posting");
  g_assert_cmpstr (parts, ==, "with 12 records that belonged to it");
  g_assert_cmpstr (imported, ==, "38 records were created. 1 record was changed.");
  g_assert_cmpstr (written, ==, "2 records were changed.");
  g_assert_null (pilot_event_text_dup_fields (job, "title,unheard"));
  g_assert_null (pilot_event_text_dup_fields (job, "4000 candidates"));
  g_assert_null (pilot_event_text_dup_fields (job, NULL));
}

static GtkColumnViewColumn *
dup_column (UiFixture *fixture, const char *title)
{
  GtkWidget *view = ui_find (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return g_steal_pointer (&column);
    }
  g_assert_not_reached ();
}

/* A window of 1280 shows the list whole, the last column too: what the sidebar leaves of it is enough. */
static void
test_columns_fit (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *view;
  int natural;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  ui_wait_idle ();
  view = ui_find (GTK_WIDGET (pilot_window_get_list_page (fixture->window)), GTK_TYPE_COLUMN_VIEW);
  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, <=, 1280 - 230);
}

/* What the column that leads a list of @entity is called. */
static char *
dup_lead (PilotEntity entity)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.pilotage.Pilotage");
  GtkWidget *view = gtk_column_view_new (NULL);
  g_autoptr (GtkWidget) owned G_GNUC_UNUSED = g_object_ref_sink (view);
  g_autoptr (PilotColumnSet) columns = pilot_column_set_new (GTK_COLUMN_VIEW (view), pilot_schema_get (entity), settings, PILOT_FIELD_ID, FALSE);
  g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)), 0);

  g_assert_true (gtk_column_view_column_get_visible (first));
  g_assert_true (gtk_column_view_column_get_expand (first));
  g_assert_false (pilot_column_set_has_field (columns, PILOT_FIELD_ID));
  return g_strdup (gtk_column_view_column_get_title (first));
}

/* Ids are for programs. */
static void
test_lead (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *agency = dup_lead (PILOT_ENTITY_AGENCY);
  g_autofree char *assignment = dup_lead (PILOT_ENTITY_ASSIGNMENT);
  g_autofree char *share = dup_lead (PILOT_ENTITY_SHARE);
  g_autofree char *stage = dup_lead (PILOT_ENTITY_STAGE);

  g_assert_cmpstr (agency, ==, "Name");
  g_assert_cmpstr (assignment, ==, "Job");
  g_assert_cmpstr (share, ==, "Job");
  g_assert_cmpstr (stage, ==, "Status");
}

static void
look_at_end_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget *page = gtk_widget_get_ancestor (widget, PILOT_TYPE_LIST_PAGE);
  graphene_rect_t bounds;

  if (!GTK_IS_DROP_DOWN (widget))
    return;
  g_assert_true (gtk_widget_compute_bounds (widget, page, &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (page));
  *(guint *) user_data += 1;
}

static void
test_filters_fit (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  guint n = 0;

  pilot_window_show_page (fixture->window, "candidate");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = GTK_WIDGET (pilot_window_get_list_page (fixture->window));
  pilot_list_page_select (PILOT_LIST_PAGE (page), 2);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  ui_wait_idle ();
  ui_walk (page, look_at_end_cb, &n);
  g_assert_cmpuint (n, >, 1);
}

static void
look_at_length_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_INSCRIPTION (widget) && gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL)
    *(glong *) user_data = MAX (*(glong *) user_data, g_utf8_strlen (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), -1));
}

/* A list lays out what it can show of a long text, not all of it for each of its rows. */
static void
test_long_notes (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  g_autofree char *notes = g_strnfill (15000, 'n');
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
  glong longest = 0;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_AGENCY_NOTES, notes);
  pilot_fake_connection_put (fixture->connection, record);
  pilot_workspace_sync_now (ui_workspace (fixture));
  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  g_action_group_change_action_state (pilot_list_page_get_column_actions (pilot_window_get_list_page (fixture->window)), "notes",
                                      g_variant_new_boolean (TRUE));
  PILOT_TEST_WAIT_UNTIL (({
    ui_walk (GTK_WIDGET (pilot_window_get_list_page (fixture->window)), look_at_length_cb, &longest);
    longest >= 200;
  }));
  g_assert_cmpint (longest, <=, 300);
}

/* A column is as wide as what stands in it, and the preferences take back what a person made of it, at once. */
static void
test_columns_reset (UiFixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "columns", "column-widths", "sorts" };
  g_autoptr (GtkColumnViewColumn) country = NULL;
  g_autoptr (GtkColumnViewColumn) email = NULL;
  int width;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  country = dup_column (fixture, "Country");
  email = dup_column (fixture, "E-mail");
  width = gtk_column_view_column_get_fixed_width (country);
  g_assert_cmpint (width, >, 50);
  g_assert_cmpint (width, <, 110);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (email), >, width + width / 2);
  gtk_column_view_column_set_fixed_width (country, 333);
  pilot_list_page_sort_by (pilot_window_get_list_page (fixture->window), PILOT_AGENCY_CITY, FALSE);
  ui_wait_rows (fixture, UI_N_AGENCIES);
  assert_cell (fixture, 0, PILOT_AGENCY_NAME, "Agency L");
  g_clear_object (&country);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_settings_set_value (pilot_context_get_settings (fixture->context), keys[i],
                            g_settings_get_value (pilot_context_get_settings (fixture->context), keys[i]));
      g_settings_reset (pilot_context_get_settings (fixture->context), keys[i]);
    }
  PILOT_TEST_WAIT_UNTIL (({
    g_clear_object (&country);
    country = dup_column (fixture, "Country");
    gtk_column_view_column_get_fixed_width (country) == width;
  }));
  ui_wait_rows (fixture, UI_N_AGENCIES);
  assert_cell (fixture, 0, PILOT_AGENCY_NAME, "Agency A");
}

static void
count_insensitive_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_BUTTON (widget) && !gtk_widget_is_sensitive (widget))
    ++*(guint *) user_data;
}

/* Several rows: the pane speaks of them all, not of the one that was shown before. */
static void
test_several (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *delete = NULL;
  PilotListPage *page;
  guint n_insensitive = 0;
  g_autofree char *id = ui_agency_id (2);

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  pilot_list_page_select (page, 2);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  g_assert_null (pilot_window_get_selection_text (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (page), "list.select-all", NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_selection_text (fixture->window), "12 agencies selected") == 0);
  delete = ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_SELECTION_PAGE);
  g_assert_nonnull (delete);
  ui_walk (delete, count_insensitive_cb, &n_insensitive);
  g_assert_cmpuint (n_insensitive, ==, 0);
  g_assert_true (gtk_widget_activate_action (delete, "list.select-none", NULL));
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_selection_text (fixture->window) == NULL);
  pilot_list_page_select (page, 2);
  ui_wait_idle ();
  g_assert_cmpstr (pilot_detail_page_get_id (pilot_window_get_detail (fixture->window)), ==, id);
  /* What was typed is asked about before the pane shows something else. */
  g_assert_true (pilot_detail_page_type (pilot_window_get_detail (fixture->window), PILOT_AGENCY_CITY, "Typed"));
  gtk_widget_activate_action (GTK_WIDGET (page), "list.select-all", NULL);
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  ui_answer ("cancel");
  g_assert_null (pilot_window_get_selection_text (fixture->window));
  pilot_detail_page_discard (pilot_window_get_detail (fixture->window));

  /* A search that leaves none of them takes the selection away, and says so. */
  gtk_widget_activate_action (GTK_WIDGET (page), "list.select-all", NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_selection_text (fixture->window) != NULL);
  pilot_window_search (fixture->window, "nothing like this");
  ui_wait_rows (fixture, 0);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_selection_text (fixture->window) == NULL);
}

/* A change makes another object of a row, and moves it where it is sorted by that: it stays selected. */
static void
test_selection_kept (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  g_autoptr (PilotRecord) change = pilot_record_new (PILOT_ENTITY_AGENCY);
  PilotListPage *page;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  pilot_list_page_select (page, 2);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  pilot_record_set_text (change, PILOT_FIELD_ID, id);
  pilot_record_set_text (change, PILOT_AGENCY_NAME, "Zealous Agency");
  pilot_fake_connection_put (fixture->connection, change);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (pilot_list_find (pilot_list_page_get_list (page), id) == UI_N_AGENCIES - 1);
  PILOT_TEST_WAIT_UNTIL (({
    g_autofree char *text = pilot_list_page_dup_selection_text (page);

    strstr (text, "Zealous Agency") != NULL;
  }));
  g_assert_cmpuint (pilot_list_page_get_n_selected (page), ==, 1);
}

/* Of many changes at once the list is told bit by bit, with frames in between: the row is gone for a while. */
static void
test_selection_kept_among_many (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  PilotListPage *page;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  pilot_list_page_select (page, 2);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  for (guint i = 0; i <= N_MANY; i++)
    {
      g_autoptr (PilotRecord) change = pilot_record_new (PILOT_ENTITY_AGENCY);
      g_autofree char *new_id = i < N_MANY ? g_uuid_string_random () : g_strdup (id);
      g_autofree char *name = i < N_MANY ? g_strdup_printf ("Many %04u", i) : g_strdup ("Zealous Agency");

      pilot_record_set_text (change, PILOT_FIELD_ID, new_id);
      pilot_record_set_text (change, PILOT_AGENCY_NAME, name);
      pilot_fake_connection_put (fixture->connection, change);
    }
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (pilot_list_find (pilot_list_page_get_list (page), id) == UI_N_AGENCIES + N_MANY - 1);
  PILOT_TEST_WAIT_UNTIL (({
    g_autofree char *text = pilot_list_page_dup_selection_text (page);

    strstr (text, "Zealous Agency") != NULL;
  }));
  g_assert_cmpuint (pilot_list_page_get_n_selected (page), ==, 1);
  g_assert_true (pilot_window_get_detail_shown (fixture->window));
}

/* What Return opens is what Delete and Copy speak of. */
static void
test_opened_is_selected (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = GTK_WIDGET (pilot_window_get_list_page (fixture->window));
  g_signal_emit_by_name (ui_find (page, GTK_TYPE_COLUMN_VIEW), "activate", 4);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  {
    g_autofree char *text = pilot_list_page_dup_selection_text (PILOT_LIST_PAGE (page));

    g_assert_nonnull (strstr (text, "Agency E"));
  }
  g_assert_cmpuint (pilot_list_page_get_n_selected (PILOT_LIST_PAGE (page)), ==, 1);
}

/* The pane says nothing of them that the narrow window would have to hide the list for. */
static void
test_several_narrow (UiFixture *fixture, gconstpointer data)
{
  AdwFlap *flap = ADW_FLAP (ui_find (GTK_WIDGET (fixture->window), ADW_TYPE_FLAP));
  PilotListPage *page;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  page = pilot_window_get_list_page (fixture->window);
  pilot_list_page_select (page, 2);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_detail_shown (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (page), "list.select-all", NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_window_get_selection_text (fixture->window) != NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 860, 600);
  PILOT_TEST_WAIT_UNTIL (adw_flap_get_folded (flap));
  g_assert_false (pilot_window_get_detail_shown (fixture->window));
  /* Opened again where there is room, it speaks of them, not of the record before. */
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  PILOT_TEST_WAIT_UNTIL (!adw_flap_get_folded (flap));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.toggle-detail", NULL);
  g_assert_true (pilot_window_get_detail_shown (fixture->window));
  g_assert_cmpstr (pilot_window_get_selection_text (fixture->window), ==, "12 agencies selected");
}

/* What the header tells GTK, and GTK does not tell us. */
static void
test_sorter (void)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (g_object_ref_sink (gtk_column_view_new (NULL)));
  GtkColumnViewColumn *columns[2];
  guint field = 0;
  gboolean descending = FALSE;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GtkSorter) sorter = pilot_column_sorter_new (i + 5, FALSE);

      columns[i] = gtk_column_view_column_new ("x", NULL);
      gtk_column_view_column_set_sorter (columns[i], sorter);
      gtk_column_view_append_column (view, columns[i]);
    }
  g_assert_false (pilot_column_sorter_read (view, &field, &descending));
  gtk_column_view_sort_by_column (view, columns[1], GTK_SORT_DESCENDING);
  g_assert_true (pilot_column_sorter_read (view, &field, &descending));
  g_assert_cmpuint (field, ==, 6);
  g_assert_true (descending);
  gtk_column_view_sort_by_column (view, columns[0], GTK_SORT_ASCENDING);
  g_assert_true (pilot_column_sorter_read (view, &field, &descending));
  g_assert_cmpuint (field, ==, 5);
  g_assert_false (descending);
  for (guint i = 0; i < 2; i++)
    g_object_unref (columns[i]);
  g_object_unref (view);
}

static void
check_menu_cb (GtkWidget *widget, gpointer user_data)
{
  GMenuModel *menu = GTK_IS_MENU_BUTTON (widget) ? gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)) : NULL;
  g_autoptr (GMenuModel) section = NULL;
  g_autofree char *first = NULL;

  if (menu == NULL)
    return;
  /* The menu of the order begins with its direction. */
  if (g_menu_model_get_n_items (menu) > 1)
    section = g_menu_model_get_item_link (menu, 1, G_MENU_LINK_SECTION);
  if (g_menu_model_get_item_attribute (section != NULL ? section : menu, 0, G_MENU_ATTRIBUTE_LABEL, "s", &first)
      && g_str_equal (first, "Data set"))
    ++*(guint *) user_data;
}

/* What the portal sets comes last, as it does in the list. */
static void
test_menu_order (UiFixture *fixture, gconstpointer data)
{
  guint n = 0;

  pilot_window_show_page (fixture->window, "agency");
  ui_wait_rows (fixture, UI_N_AGENCIES);
  ui_walk (GTK_WIDGET (pilot_window_get_list_page (fixture->window)), check_menu_cb, &n);
  g_assert_cmpuint (n, ==, 2);
}

static void
set_up_read_only (UiFixture *fixture, gconstpointer data)
{
  ui_fixture_set_up_with (fixture, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
}

static GtkWidget *
find_status (UiFixture *fixture, const char *title)
{
  GtkWidget *page = ui_find (GTK_WIDGET (fixture->window), ADW_TYPE_STATUS_PAGE);

  return page != NULL && g_strcmp0 (adw_status_page_get_title (ADW_STATUS_PAGE (page)), title) == 0 ? page : NULL;
}

/* Who may not add is not told to. */
static void
test_empty (UiFixture *fixture, gconstpointer data)
{
  gboolean reads = pilot_workspace_only_reads (ui_workspace (fixture));
  g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-%012x", PILOT_ENTITY_JOB, 1);
  GtkWidget *page;

  pilot_fake_connection_delete (fixture->connection, PILOT_ENTITY_JOB, id);
  pilot_workspace_sync_now (ui_workspace (fixture));
  pilot_window_show_page (fixture->window, "job");
  PILOT_TEST_WAIT_UNTIL ((page = find_status (fixture, "No Jobs Yet")) != NULL);
  g_assert_true ((ui_find (page, GTK_TYPE_BUTTON) != NULL) == !reads);
  g_assert_true ((strstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), "Import") != NULL) == !reads);
  /* What to put there is named. */
  g_assert_true ((strstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), "“jobs.csv”") != NULL) == reads);
}

/* Before the first sync nobody knows whether there is none, searched for or not. */
static void
test_unfetched (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PROBE, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  profile->title = g_strdup ("Example portal");
  profile->address = g_strdup ("http://127.0.0.1:9");
  pilot_window_open_profile (fixture->window, profile);
  PILOT_TEST_WAIT_UNTIL (ui_workspace (fixture) != NULL);
  pilot_window_show_page (fixture->window, "job");
  PILOT_TEST_WAIT_UNTIL (find_status (fixture, "Nothing Fetched Yet") != NULL);
  pilot_window_search (fixture->window, "zzz");
  ui_wait_idle ();
  g_assert_nonnull (find_status (fixture, "Nothing Fetched Yet"));
  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PROBE, 0, 0, PILOT_ERROR_OFFLINE, FALSE);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (find_status (fixture, "Nothing Found") != NULL);
  pilot_window_search (fixture->window, "");
  PILOT_TEST_WAIT_UNTIL (find_status (fixture, "No Jobs Yet") != NULL);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/list/the clicked header is found out", test_sorter);
#define ADD(path, func) g_test_add (path, UiFixture, NULL, ui_fixture_set_up_open, func, ui_fixture_tear_down)
  ADD ("/ui/list/shows all rows by name", test_rows);
  ADD ("/ui/list/sorts by any column both ways", test_sort);
  ADD ("/ui/list/sorts by its menu, which follows the headings", test_sort_by_menu);
  ADD ("/ui/list/remembers by what it is sorted", test_sort_remembered);
  ADD ("/ui/list/searches while typing", test_search);
  ADD ("/ui/list/filters by a choice and by what is empty", test_filter);
  ADD ("/ui/list/shows the recruiters of one agency", test_recruiters_of_agency);
  ADD ("/ui/list/copies the selected rows for a spreadsheet", test_copy);
  ADD ("/ui/list/what others refer to is not deleted, and says why", test_referred_to);
  ADD ("/ui/list/several are deleted after a question that names their kind", test_delete_several);
  ADD ("/ui/list/audit events name who did it", test_event_names);
  ADD ("/ui/list/columns are as wide as their values, and are reset at once", test_columns_reset);
  ADD ("/ui/list/what a cell shows of a long text is short", test_long_notes);
  ADD ("/ui/list/all columns of a list are seen in a window of the usual size", test_columns_fit);
  ADD ("/ui/list/what leads a row tells a person which it is", test_lead);
  ADD ("/ui/list/all filters of a list are seen beside an open record", test_filters_fit);
  ADD ("/ui/list/the menus have the fields in the order of the columns", test_menu_order);
  ADD ("/ui/list/several selected rows are told of together", test_several);
  ADD ("/ui/list/a selected row that changes stays selected", test_selection_kept);
  ADD ("/ui/list/a selected row that goes elsewhere among many changes stays selected", test_selection_kept_among_many);
  ADD ("/ui/list/the row that is opened is selected", test_opened_is_selected);
  ADD ("/ui/list/several selected rows stay in sight in a narrow window", test_several_narrow);
  ADD ("/ui/list/a toast hides nothing of the bar for the selected rows", test_toast_room);
  g_test_add_func ("/ui/list/an action is told as a sentence", test_actions);
  g_test_add_func ("/ui/list/changed fields are told by their labels", test_changed_fields);
  ADD ("/ui/list/an empty list says how to fill it", test_empty);
  g_test_add ("/ui/list/an empty list that only files fill says so", UiFixture, NULL, set_up_read_only, test_empty, ui_fixture_tear_down);
  g_test_add ("/ui/list/before the first sync an empty list says that nothing was fetched", UiFixture, NULL, ui_fixture_set_up, test_unfetched,
              ui_fixture_tear_down);
  return g_test_run ();
}
