/* pilot-tour-runs.c: the tour's steps through the migration runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tour-runs.h"

#include "pilot-run-agency-dialog.h"
#include "pilot-run-compare-dialog.h"
#include "pilot-run-new-dialog.h"
#include "pilot-runs-page.h"
#include "pilot-scope-table.h"

/* What its agencies are looked for by: the demo company has some of that name. */
#define SEARCH "north"

/* (nullable): the page, once it was made. */
static PilotRunsPage *
find_page (PilotTour *tour)
{
  return (PilotRunsPage *) pilot_tour_find_below (GTK_WIDGET (pilot_tour_get_window (tour)), PILOT_TYPE_RUNS_PAGE);
}

static PilotRunPage *
get_run_page (PilotTour *tour)
{
  return pilot_runs_page_get_run_page (find_page (tour));
}

static PilotScopeTable *
get_scope_table (PilotTour *tour)
{
  return PILOT_SCOPE_TABLE (pilot_tour_find_below (GTK_WIDGET (get_run_page (tour)), PILOT_TYPE_SCOPE_TABLE));
}

static const char *
get_summary (PilotTour *tour)
{
  return pilot_scope_table_get_summary (get_scope_table (tour));
}

void
pilot_tour_runs_new (PilotTour *tour)
{
  pilot_window_show_page (pilot_tour_get_window (tour), "runs");
}

PilotTourCheck
pilot_tour_runs_check_new (PilotTour *tour)
{
  GtkWidget *dialog = pilot_tour_find_dialog (PILOT_TYPE_RUN_NEW_DIALOG);

  if (find_page (tour) == NULL)
    return PILOT_TOUR_WAIT;
  if (dialog == NULL)
    {
      pilot_runs_page_create (find_page (tour));
      return PILOT_TOUR_WAIT;
    }
  pilot_run_new_dialog_choose (PILOT_RUN_NEW_DIALOG (dialog), "pilot", NULL); /* under the name that is proposed, in the person's language */
  return PILOT_TOUR_DONE;
}

void
pilot_tour_runs_draft (PilotTour *tour)
{
  pilot_run_new_dialog_create (PILOT_RUN_NEW_DIALOG (pilot_tour_find_dialog (PILOT_TYPE_RUN_NEW_DIALOG)));
}

PilotTourCheck
pilot_tour_runs_check_draft (PilotTour *tour)
{
  if (g_strcmp0 (pilot_runs_page_get_shown (find_page (tour)), "run") != 0 || !pilot_scope_table_is_counted (get_scope_table (tour)))
    return PILOT_TOUR_WAIT;
  pilot_tour_set (tour, "run", pilot_run_page_get_run_id (get_run_page (tour)));
  pilot_tour_set (tour, "run-summary", get_summary (tour));
  pilot_tour_note (tour, "%s", get_summary (tour));
  return PILOT_TOUR_DONE;
}

void
pilot_tour_runs_agencies (PilotTour *tour)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (get_scope_table (tour)), "run.choose-agencies", NULL);
  dialog = pilot_tour_find_dialog (PILOT_TYPE_RUN_AGENCY_DIALOG);
  if (dialog == NULL)
    {
      pilot_tour_fail (tour, "the agencies can't be chosen");
      return;
    }
  pilot_run_agency_dialog_search (PILOT_RUN_AGENCY_DIALOG (dialog), SEARCH);
  pilot_run_agency_dialog_choose_found (PILOT_RUN_AGENCY_DIALOG (dialog), TRUE);
}

PilotTourCheck
pilot_tour_runs_check_agencies (PilotTour *tour)
{
  GtkWidget *dialog = pilot_tour_find_dialog (PILOT_TYPE_RUN_AGENCY_DIALOG);
  const char *text = dialog != NULL ? pilot_run_agency_dialog_get_text (PILOT_RUN_AGENCY_DIALOG (dialog)) : "0";

  if (g_str_has_prefix (text, "0"))
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%s", text);
  return PILOT_TOUR_DONE;
}

void
pilot_tour_runs_counts (PilotTour *tour)
{
  pilot_tour_close_dialog (PILOT_TYPE_RUN_AGENCY_DIALOG);
}

/* The numbers follow the choice. */
PilotTourCheck
pilot_tour_runs_check_counts (PilotTour *tour)
{
  if (g_str_equal (get_summary (tour), pilot_tour_get (tour, "run-summary")))
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%s", get_summary (tour));
  return PILOT_TOUR_DONE;
}

void
pilot_tour_runs_rest (PilotTour *tour)
{
  gtk_widget_activate_action (GTK_WIDGET (get_scope_table (tour)), "run.copy", "s", "rest");
}

PilotTourCheck
pilot_tour_runs_check_rest (PilotTour *tour)
{
  const char *id = pilot_run_page_get_run_id (get_run_page (tour));

  if (g_strcmp0 (id, pilot_tour_get (tour, "run")) == 0 || !pilot_scope_table_is_counted (get_scope_table (tour)))
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%s", get_summary (tour));
  return PILOT_TOUR_DONE;
}

void
pilot_tour_runs_compare (PilotTour *tour)
{
  gtk_widget_activate_action (GTK_WIDGET (get_scope_table (tour)), "run.compare", NULL);
}

PilotTourCheck
pilot_tour_runs_check_compare (PilotTour *tour)
{
  GtkWidget *dialog = pilot_tour_find_dialog (PILOT_TYPE_RUN_COMPARE_DIALOG);
  guint n = dialog != NULL ? pilot_run_compare_dialog_get_n_lines (PILOT_RUN_COMPARE_DIALOG (dialog)) : 0;

  if (n == 0)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u lines", n);
  return PILOT_TOUR_DONE;
}
