/* runs-fixture.c: a run before the tests of its pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "runs-fixture.h"

#include "pilot-runs.h"

#include <string.h>

static void
find_cb (GtkWidget *widget, gpointer user_data)
{
  gpointer *search = user_data;

  if (search[1] == NULL && g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (search[0])))
    search[1] = widget;
}

GtkWidget *
runs_find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (g_type_is_a (G_OBJECT_TYPE (at->data), type) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

PilotRunsPage *
runs_open_page (UiFixture *fixture)
{
  gpointer search[2] = { GSIZE_TO_POINTER (PILOT_TYPE_RUNS_PAGE), NULL };

  pilot_window_show_page (fixture->window, "runs");
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (fixture->window), find_cb, search), search[1] != NULL));
  return search[1];
}

GtkWidget *
runs_wait_widget (UiFixture *fixture, GType type)
{
  GtkWidget *found = NULL;

  PILOT_TEST_WAIT_UNTIL ((found = ui_find (GTK_WIDGET (fixture->window), type)) != NULL);
  return found;
}

void
runs_put (UiFixture *fixture, const char *state, guint n_expected, guint n_done, guint n_skipped)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (run, PILOT_RUN_NAME, "First group");
  pilot_record_set_text (run, PILOT_RUN_KIND, "sandbox_practice");
  pilot_record_set_text (run, PILOT_RUN_STATE, state);
  pilot_record_set_text (run, PILOT_RUN_CHOICE, "chosen");
  pilot_record_set_text (run, PILOT_RUN_SOW, "SOW-1");
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "in");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "undecided");
  pilot_record_set_integer (run, PILOT_RUN_N_EXPECTED, n_expected);
  pilot_record_set_integer (run, PILOT_RUN_N_DONE, n_done);
  pilot_record_set_integer (run, PILOT_RUN_N_MOVED, n_done - n_skipped);
  pilot_record_set_integer (run, PILOT_RUN_N_SKIPPED, n_skipped);
  pilot_fake_connection_put (fixture->connection, run);
}

PilotRecord *
runs_get (UiFixture *fixture)
{
  return pilot_workspace_get_record (ui_workspace (fixture), PILOT_ENTITY_RUN, RUN_ID);
}

gboolean
runs_has_text (UiFixture *fixture, guint field, const char *text)
{
  g_autoptr (PilotRecord) run = runs_get (fixture);

  return run != NULL && g_strcmp0 (pilot_record_get_text (run, field), text) == 0;
}

gboolean
runs_is_here (UiFixture *fixture)
{
  g_autoptr (PilotRecord) run = runs_get (fixture);

  return run != NULL;
}

PilotRunsPage *
runs_open (UiFixture *fixture)
{
  PilotRunsPage *page = runs_open_page (fixture);

  PILOT_TEST_WAIT_UNTIL (runs_is_here (fixture) && pilot_runs_may_create (ui_workspace (fixture), "sandbox_practice", NULL));
  pilot_runs_page_show_run (page, RUN_ID);
  g_assert_cmpstr (pilot_runs_page_get_shown (page), ==, "run");
  return page;
}

void
runs_set_up (UiFixture *fixture, gconstpointer data)
{
  ui_fixture_set_up_with (fixture, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS
                                     | PILOT_CAPABILITY_IMPORT | PILOT_CAPABILITY_COMMAND);
}

static void
label_cb (GtkWidget *widget, gpointer user_data)
{
  gpointer *search = user_data;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), search[0]) != NULL)
    search[1] = widget;
}

gboolean
runs_has_label (GtkWidget *root, const char *text)
{
  gpointer search[2] = { (gpointer) text, NULL };

  ui_walk (root, label_cb, search);
  return search[1] != NULL;
}

static void
button_cb (GtkWidget *widget, gpointer user_data)
{
  gpointer *search = user_data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), search[0]) == 0)
    search[1] = widget;
}

GtkWidget *
runs_find_button (UiFixture *fixture, const char *label)
{
  gpointer search[2] = { (gpointer) label, NULL };

  ui_walk (GTK_WIDGET (fixture->window), button_cb, search);
  return search[1];
}

gboolean
runs_focus_is_in (GtkWidget *window, GType type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_get_ancestor (focus, type) != NULL;
}
