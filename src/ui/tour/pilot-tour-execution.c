/* pilot-tour-execution.c: the tour's steps through the execution of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tour-execution.h"

#include "pilot-entities.h"
#include "pilot-handoffs-page.h"
#include "pilot-reason-dialog.h"
#include "pilot-run-results-view.h"
#include "pilot-run-rules.h"
#include "pilot-run-words.h"
#include "pilot-runs-page.h"

#include <glib/gstdio.h>

#define REASON "Known before the move; they stay in the old portal."
#define RUNS "tour-runs"

/* (transfer full) (nullable): the production run, once the list of them is there. */
static PilotRecord *
dup_run (PilotTour *tour)
{
  GListModel *runs = g_object_get_data (G_OBJECT (tour), RUNS);
  g_autoptr (PilotRow) row = runs != NULL ? g_list_model_get_item (runs, 0) : NULL;

  return row != NULL ? pilot_workspace_get_record (pilot_tour_get_workspace (tour), PILOT_ENTITY_RUN, pilot_row_get_id (row)) : NULL;
}

static GtkWidget *
find_page (PilotTour *tour, GType type)
{
  return pilot_tour_find_below (GTK_WIDGET (pilot_tour_get_window (tour)), type);
}

static PilotRunPage *
get_run_page (PilotTour *tour)
{
  return pilot_runs_page_get_run_page (PILOT_RUNS_PAGE (find_page (tour, PILOT_TYPE_RUNS_PAGE)));
}

static void
note_counts (PilotTour *tour, const PilotRecord *run)
{
  g_autofree char *counts = pilot_run_words_dup_counts (run);

  pilot_tour_note (tour, "%s", counts);
}

void
pilot_tour_execution_run (PilotTour *tour)
{
  PilotList *runs = pilot_workspace_create_list (pilot_tour_get_workspace (tour), PILOT_ENTITY_RUN);
  g_auto (PilotQuery) query = { 0 };

  pilot_query_init (&query, PILOT_ENTITY_RUN);
  pilot_query_set_filter (&query, PILOT_RUN_KIND, "production", FALSE);
  pilot_list_set_query (runs, &query);
  g_object_set_data_full (G_OBJECT (tour), RUNS, runs, g_object_unref);
}

PilotTourCheck
pilot_tour_execution_check_run (PilotTour *tour)
{
  g_autoptr (PilotRecord) run = dup_run (tour);
  const char *id = run != NULL ? pilot_record_get_id (run) : NULL;

  if (run == NULL)
    return PILOT_TOUR_WAIT;
  if (g_strcmp0 (pilot_tour_get (tour, "run"), id) != 0)
    {
      pilot_tour_set (tour, "run", id);
      pilot_context_show_run (pilot_tour_get_context (tour), "runs", id);
      return PILOT_TOUR_WAIT;
    }
  if (find_page (tour, PILOT_TYPE_RUNS_PAGE) == NULL || g_strcmp0 (pilot_run_page_get_run_id (get_run_page (tour)), id) != 0)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "on %s; %s", pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), pilot_run_page_get_next_text (get_run_page (tour)));
  return PILOT_TOUR_DONE;
}

/* Seen under way; where the machine was slow and it is over already, that is seen. */
PilotTourCheck
pilot_tour_execution_check_running (PilotTour *tour)
{
  g_autoptr (PilotRecord) run = dup_run (tour);

  if (pilot_run_get_state (run) < PILOT_RUN_RUNNING || pilot_record_get_integer (run, PILOT_RUN_N_DONE) == 0)
    return PILOT_TOUR_WAIT;
  note_counts (tour, run);
  return PILOT_TOUR_DONE;
}

/* Something is left behind, so that a person has to say yes; nothing is without a result. */
PilotTourCheck
pilot_tour_execution_check_executed (PilotTour *tour)
{
  g_autoptr (PilotRecord) run = dup_run (tour);
  gint64 n_results = 0;

  if (pilot_run_get_state (run) == PILOT_RUN_RUNNING || pilot_run_get_state (run) == PILOT_RUN_SCHEDULED)
    return PILOT_TOUR_WAIT;
  for (guint field = PILOT_RUN_N_MOVED; field <= PILOT_RUN_N_FAILED; field++)
    n_results += pilot_record_get_integer (run, field);
  note_counts (tour, run);
  return pilot_run_get_state (run) == PILOT_RUN_COMPLETED_WITH_SKIPPED && n_results == pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED)
             ? PILOT_TOUR_DONE
             : PILOT_TOUR_FAILED;
}

static PilotRunResultsView *
get_results (PilotTour *tour)
{
  return PILOT_RUN_RESULTS_VIEW (pilot_tour_find_below (GTK_WIDGET (get_run_page (tour)), PILOT_TYPE_RUN_RESULTS_VIEW));
}

void
pilot_tour_execution_skipped (PilotTour *tour)
{
  pilot_run_results_view_filter (get_results (tour), "skipped");
}

PilotTourCheck
pilot_tour_execution_check_skipped (PilotTour *tour)
{
  g_autoptr (PilotRecord) run = dup_run (tour);
  GListModel *list = pilot_run_results_view_get_list (get_results (tour));
  const char *compared = pilot_run_results_view_get_check_text (get_results (tour));

  if (list == NULL || g_list_model_get_n_items (list) != (guint) pilot_record_get_integer (run, PILOT_RUN_N_SKIPPED) || *compared == '\0')
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%s", compared);
  return PILOT_TOUR_DONE;
}

void
pilot_tour_execution_reason (PilotTour *tour)
{
  gtk_widget_activate_action (GTK_WIDGET (get_results (tour)), "run.order", "s", "approve-run");
}

PilotTourCheck
pilot_tour_execution_check_reason (PilotTour *tour)
{
  GtkWidget *dialog = pilot_tour_find_dialog (PILOT_TYPE_REASON_DIALOG);

  if (dialog == NULL)
    return PILOT_TOUR_WAIT;
  pilot_reason_dialog_type (PILOT_REASON_DIALOG (dialog), REASON);
  return PILOT_TOUR_DONE;
}

void
pilot_tour_execution_approve (PilotTour *tour)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (pilot_tour_find_dialog (PILOT_TYPE_REASON_DIALOG)), "do");
  pilot_tour_close_dialog (PILOT_TYPE_REASON_DIALOG);
}

PilotTourCheck
pilot_tour_execution_check_approved (PilotTour *tour)
{
  g_autoptr (PilotRecord) run = dup_run (tour);
  const char *approved_by = pilot_record_get_text (run, PILOT_RUN_APPROVED_BY);
  g_autofree char *name = NULL;

  if (approved_by == NULL || *approved_by == '\0')
    return PILOT_TOUR_WAIT;
  name = pilot_workspace_dup_title (pilot_tour_get_workspace (tour), PILOT_ENTITY_MEMBER, approved_by);
  pilot_tour_note (tour, "approved by %s: “%s”", name, pilot_record_get_text (run, PILOT_RUN_REASON));
  return g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_REASON), REASON) == 0 ? PILOT_TOUR_DONE : PILOT_TOUR_FAILED;
}

void
pilot_tour_execution_moved (PilotTour *tour)
{
  pilot_context_show_list (pilot_tour_get_context (tour), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_DATASET, "portal");
}

PilotTourCheck
pilot_tour_execution_check_moved (PilotTour *tour)
{
  PilotListPage *page = pilot_window_get_list_page (pilot_tour_get_window (tour));
  guint n = pilot_workspace_count (pilot_tour_get_workspace (tour), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_DATASET, "portal");

  if (page == NULL || n == 0 || pilot_list_get_loading (pilot_list_page_get_list (page)) ||
      g_list_model_get_n_items (G_LIST_MODEL (pilot_list_page_get_list (page))) != n)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u candidates", n);
  return PILOT_TOUR_DONE;
}

void
pilot_tour_execution_report (PilotTour *tour)
{
  pilot_window_show_page (pilot_tour_get_window (tour), "handoffs");
}

/* (transfer full): where it goes to. */
static char *
dup_report_path (PilotTour *tour, gboolean pdf)
{
  return g_build_filename (pilot_tour_get_dir (tour), pdf ? "closing-report.pdf" : "closing-report.csv", NULL);
}

/* Both, one after the other. */
PilotTourCheck
pilot_tour_execution_check_report (PilotTour *tour)
{
  GtkWidget *page = find_page (tour, PILOT_TYPE_HANDOFFS_PAGE);
  GStatBuf files[2];

  if (page == NULL)
    return PILOT_TOUR_WAIT;
  for (guint pdf = 0; pdf < 2; pdf++)
    {
      g_autofree char *path = dup_report_path (tour, pdf);
      g_autofree char *asked = g_strdup_printf ("report-%u", pdf);

      if (*pilot_tour_get (tour, asked) == '\0')
        {
          g_autoptr (GFile) file = g_file_new_for_path (path);

          pilot_tour_set (tour, asked, path);
          pilot_handoffs_page_save_report (PILOT_HANDOFFS_PAGE (page), file, pdf);
        }
      if (g_stat (path, &files[pdf]) != 0 || files[pdf].st_size == 0)
        return PILOT_TOUR_WAIT;
    }
  pilot_tour_note (tour, "closing-report.csv: %" G_GINT64_FORMAT " bytes, closing-report.pdf: %" G_GINT64_FORMAT " bytes", (gint64) files[0].st_size,
                   (gint64) files[1].st_size);
  return PILOT_TOUR_DONE;
}
