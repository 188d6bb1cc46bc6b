/* pilot-tour-steps.c: the main job, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tour-private.h"

#include "pilot-activity-page.h"
#include "pilot-conflict-dialog.h"
#include "pilot-entities.h"
#include "pilot-tour-execution.h"
#include "pilot-tour-import.h"
#include "pilot-tour-migration.h"
#include "pilot-tour-portal.h"
#include "pilot-tour-runs.h"

#define OFFLINE_PHONE "+353 1 555 0101"
#define MY_PHONE "+353 1 555 0202"
#define THEIR_PHONE "+353 1 555 0303"

static guint
count (PilotTour *tour, PilotEntity entity)
{
  return pilot_workspace_count (pilot_tour_get_workspace (tour), entity, PILOT_FIELD_ID, NULL);
}

/* How many rows the visible list has; 0 while it is being worked out. */
static guint
shown (PilotTour *tour)
{
  PilotListPage *page = pilot_window_get_list_page (pilot_tour_get_window (tour));
  PilotList *list = page != NULL ? pilot_list_page_get_list (page) : NULL;

  return list != NULL && !pilot_list_get_loading (list) ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;
}

static guint
get_number (PilotTour *tour, const char *property)
{
  guint number = 0;

  g_object_get (pilot_tour_get_workspace (tour), property, &number, NULL);
  return number;
}

static PilotRow *
dup_row (PilotTour *tour, guint position)
{
  PilotListPage *page = pilot_window_get_list_page (pilot_tour_get_window (tour));

  return page != NULL ? g_list_model_get_item (G_LIST_MODEL (pilot_list_page_get_list (page)), position) : NULL;
}

static PilotTourCheck
check_welcome (PilotTour *tour)
{
  return gtk_widget_get_mapped (GTK_WIDGET (pilot_tour_get_window (tour))) ? PILOT_TOUR_DONE : PILOT_TOUR_WAIT;
}

static void
run_demo (PilotTour *tour)
{
  gtk_widget_activate_action (GTK_WIDGET (pilot_tour_get_window (tour)), "win.open-demo", NULL);
}

static PilotTourCheck
check_demo (PilotTour *tour)
{
  PilotWorkspace *workspace = pilot_tour_get_workspace (tour);

  if (workspace == NULL || pilot_workspace_get_sync_state (workspace) != PILOT_SYNC_IDLE)
    return PILOT_TOUR_WAIT;
  if (count (tour, PILOT_ENTITY_AGENCY) == 0 || count (tour, PILOT_ENTITY_CANDIDATE) == 0)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u agencies, %u recruiters, %u jobs, %u candidates", count (tour, PILOT_ENTITY_AGENCY),
                   count (tour, PILOT_ENTITY_RECRUITER), count (tour, PILOT_ENTITY_JOB), count (tour, PILOT_ENTITY_CANDIDATE));
  return PILOT_TOUR_DONE;
}

static void
run_agencies (PilotTour *tour)
{
  pilot_window_show_page (pilot_tour_get_window (tour), "agency");
}

static PilotTourCheck
check_agencies (PilotTour *tour)
{
  if (shown (tour) != count (tour, PILOT_ENTITY_AGENCY))
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u rows", shown (tour));
  return PILOT_TOUR_DONE;
}

static void
run_agencies_again (PilotTour *tour)
{
  pilot_window_show_page (pilot_tour_get_window (tour), "agency");
  pilot_list_page_clear_filters (pilot_window_get_list_page (pilot_tour_get_window (tour)));
  pilot_list_page_sort_by (pilot_window_get_list_page (pilot_tour_get_window (tour)), PILOT_AGENCY_NAME, FALSE);
}

static void
run_sort (PilotTour *tour)
{
  pilot_list_page_sort_by (pilot_window_get_list_page (pilot_tour_get_window (tour)), PILOT_AGENCY_CITY, TRUE);
}

static PilotTourCheck
check_sort (PilotTour *tour)
{
  guint n = shown (tour);
  g_autoptr (PilotRow) first = n > 0 ? dup_row (tour, 0) : NULL;
  g_autoptr (PilotRow) last = n > 0 ? dup_row (tour, n - 1) : NULL;
  g_autofree char *first_city = NULL;
  g_autofree char *last_city = NULL;

  if (first == NULL || last == NULL)
    return PILOT_TOUR_WAIT;
  first_city = pilot_row_dup_display (first, PILOT_AGENCY_CITY);
  last_city = pilot_row_dup_display (last, PILOT_AGENCY_CITY);
  if (g_utf8_collate (first_city, last_city) < 0)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "from “%s” to “%s”", first_city, last_city);
  return PILOT_TOUR_DONE;
}

static void
run_detail (PilotTour *tour)
{
  g_autoptr (PilotRow) row = dup_row (tour, 0);

  pilot_tour_set (tour, "agency", pilot_row_get_id (row));
  pilot_list_page_select (pilot_window_get_list_page (pilot_tour_get_window (tour)), 0);
  pilot_window_show_record (pilot_tour_get_window (tour), PILOT_ENTITY_AGENCY, pilot_row_get_id (row));
}

static PilotTourCheck
check_detail (PilotTour *tour)
{
  PilotWindow *window = pilot_tour_get_window (tour);

  return pilot_window_get_detail_shown (window)
                 && g_strcmp0 (pilot_detail_page_get_id (pilot_window_get_detail (window)), pilot_tour_get (tour, "agency")) == 0
             ? PILOT_TOUR_DONE
             : PILOT_TOUR_WAIT;
}

static void
run_search (PilotTour *tour)
{
  g_autoptr (PilotRow) row = dup_row (tour, 0);
  g_autofree char *title = pilot_record_dup_title (pilot_row_get_record (row));

  pilot_window_close_detail (pilot_tour_get_window (tour));
  /* The beginning of a word is enough. */
  *g_utf8_offset_to_pointer (title, MIN (4, g_utf8_strlen (title, -1))) = '\0';
  pilot_tour_set (tour, "search", title);
  pilot_window_search (pilot_tour_get_window (tour), title);
}

static PilotTourCheck
check_search (PilotTour *tour)
{
  guint n = shown (tour);

  if (n == 0 || n >= count (tour, PILOT_ENTITY_AGENCY))
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "“%s”: %u rows", pilot_tour_get (tour, "search"), n);
  return PILOT_TOUR_DONE;
}

static void
run_everything (PilotTour *tour)
{
  pilot_window_show_page (pilot_tour_get_window (tour), "overview");
  pilot_window_search (pilot_tour_get_window (tour), "an");
}

static PilotTourCheck
check_everything (PilotTour *tour)
{
  return g_strcmp0 (pilot_window_get_page (pilot_tour_get_window (tour)), "overview") == 0 ? PILOT_TOUR_DONE : PILOT_TOUR_WAIT;
}

static void
run_candidates (PilotTour *tour)
{
  pilot_context_show_list (pilot_tour_get_context (tour), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_STATUS, "INTERVIEW");
}

static PilotTourCheck
check_candidates (PilotTour *tour)
{
  guint n = pilot_workspace_count (pilot_tour_get_workspace (tour), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_STATUS, "INTERVIEW");

  if (n == 0 || shown (tour) != n)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u candidates in interviews", n);
  return PILOT_TOUR_DONE;
}

static PilotTourCheck
check_offline (PilotTour *tour)
{
  return pilot_tour_portal_is_idle (tour) && pilot_workspace_get_sync_state (pilot_tour_get_workspace (tour)) == PILOT_SYNC_OFFLINE
             ? PILOT_TOUR_DONE
             : PILOT_TOUR_WAIT;
}

static void
change_phone (PilotTour *tour, const char *phone)
{
  PilotWindow *window = pilot_tour_get_window (tour);
  PilotDetailPage *detail = pilot_window_get_detail (window);

  pilot_window_show_page (window, "agency");
  pilot_window_show_record (window, PILOT_ENTITY_AGENCY, pilot_tour_get (tour, "agency"));
  if (!pilot_detail_page_type (detail, PILOT_AGENCY_PHONE, phone) || !pilot_detail_page_save (detail))
    pilot_tour_fail (tour, "the phone number can't be changed");
}

static void
run_change (PilotTour *tour)
{
  change_phone (tour, OFFLINE_PHONE);
}

static PilotTourCheck
check_waiting (PilotTour *tour)
{
  g_autoptr (PilotRecord) record = pilot_workspace_get_record (pilot_tour_get_workspace (tour), PILOT_ENTITY_AGENCY,
                                                               pilot_tour_get (tour, "agency"));

  if (get_number (tour, "n-waiting") == 0 || record == NULL)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "the header says “%s”", pilot_window_get_sync_text (pilot_tour_get_window (tour)));
  return g_strcmp0 (pilot_record_get_text (record, PILOT_AGENCY_PHONE), OFFLINE_PHONE) == 0 ? PILOT_TOUR_DONE : PILOT_TOUR_WAIT;
}

static void
run_outbox (PilotTour *tour)
{
  pilot_window_show_page (pilot_tour_get_window (tour), "activity");
}

static PilotTourCheck
check_outbox (PilotTour *tour)
{
  return g_list_model_get_n_items (pilot_workspace_get_outbox (pilot_tour_get_workspace (tour))) > 0 ? PILOT_TOUR_DONE
                                                                                                     : PILOT_TOUR_WAIT;
}

static PilotTourCheck
check_sent (PilotTour *tour)
{
  if (!pilot_tour_portal_is_idle (tour) || get_number (tour, "n-waiting") > 0
      || pilot_workspace_get_sync_state (pilot_tour_get_workspace (tour)) != PILOT_SYNC_IDLE)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "the header says “%s”", pilot_window_get_sync_text (pilot_tour_get_window (tour)));
  return PILOT_TOUR_DONE;
}

static void
run_look (PilotTour *tour)
{
  pilot_tour_portal_fetch (tour, PILOT_ENTITY_AGENCY, pilot_tour_get (tour, "agency"), PILOT_AGENCY_PHONE);
}

static PilotTourCheck
check_phone (PilotTour *tour, const char *phone)
{
  if (!pilot_tour_portal_is_idle (tour))
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "the portal has “%s”", pilot_tour_get (tour, "fetched"));
  return g_strcmp0 (pilot_tour_get (tour, "fetched"), phone) == 0 ? PILOT_TOUR_DONE : PILOT_TOUR_FAILED;
}

static PilotTourCheck
check_arrived (PilotTour *tour)
{
  return check_phone (tour, OFFLINE_PHONE);
}

static void
run_meet (PilotTour *tour)
{
  change_phone (tour, MY_PHONE);
  pilot_tour_portal_start_with_change (tour, PILOT_ENTITY_AGENCY, pilot_tour_get (tour, "agency"), PILOT_AGENCY_PHONE,
                                       THEIR_PHONE);
}

static PilotTourCheck
check_conflict (PilotTour *tour)
{
  if (!pilot_tour_portal_is_idle (tour) || get_number (tour, "n-conflicts") == 0)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "the header says “%s”", pilot_window_get_sync_text (pilot_tour_get_window (tour)));
  return PILOT_TOUR_DONE;
}

static PilotConflictDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (PILOT_IS_CONFLICT_DIALOG (window) && gtk_widget_get_mapped (window))
        return PILOT_CONFLICT_DIALOG (window);
    }
  return NULL;
}

static void
run_dialog (PilotTour *tour)
{
  GListModel *outbox = pilot_workspace_get_outbox (pilot_tour_get_workspace (tour));

  pilot_window_show_page (pilot_tour_get_window (tour), "activity");
  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (PilotPending) pending = g_list_model_get_item (outbox, i);

      if (pilot_pending_get (pending)->state == PILOT_PENDING_CONFLICT)
        {
          GtkWidget *dialog = pilot_conflict_dialog_new (pilot_tour_get_context (tour), pending);

          gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (pilot_tour_get_window (tour)));
          gtk_window_present (GTK_WINDOW (dialog));
          pilot_conflict_dialog_choose (PILOT_CONFLICT_DIALOG (dialog), 0, TRUE);
          return;
        }
    }
  pilot_tour_fail (tour, "no change is in conflict");
}

static PilotTourCheck
check_dialog (PilotTour *tour)
{
  PilotConflictDialog *dialog = find_dialog ();

  if (dialog == NULL)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u field side by side", pilot_conflict_dialog_get_n_fields (dialog));
  return pilot_conflict_dialog_get_n_fields (dialog) == 1 ? PILOT_TOUR_DONE : PILOT_TOUR_FAILED;
}

static void
run_resolve (PilotTour *tour)
{
  pilot_conflict_dialog_apply (find_dialog ());
}

static PilotTourCheck
check_resolved (PilotTour *tour)
{
  return find_dialog () == NULL && get_number (tour, "n-conflicts") == 0 && get_number (tour, "n-waiting") == 0
                 && pilot_workspace_get_sync_state (pilot_tour_get_workspace (tour)) == PILOT_SYNC_IDLE
             ? PILOT_TOUR_DONE
             : PILOT_TOUR_WAIT;
}

static PilotTourCheck
check_mine (PilotTour *tour)
{
  return check_phone (tour, MY_PHONE);
}

static void
run_overview (PilotTour *tour)
{
  pilot_window_show_page (pilot_tour_get_window (tour), "overview");
}

static PilotTourCheck
check_overview (PilotTour *tour)
{
  return g_strcmp0 (pilot_window_get_page (pilot_tour_get_window (tour)), "overview") == 0 ? PILOT_TOUR_DONE : PILOT_TOUR_WAIT;
}

const PilotTourStep pilot_tour_steps[] = {
  { "welcome", "The first run shows the ways to begin", NULL, check_welcome, 10 },
  { "demo", "The demo company opens and is synced", run_demo, check_demo, 120 },
  { "agencies", "The list of agencies", run_agencies, check_agencies, 20, TRUE },
  { "sorted", "Sorted by city, last first", run_sort, check_sort, 20, TRUE },
  { "detail", "An agency beside the list", run_detail, check_detail, 20, TRUE },
  { "search", "Search in the list, while typing", run_search, check_search, 20, TRUE },
  { "search-everything", "Search over everything", run_everything, check_everything, 20, TRUE },
  { "candidates", "Candidates of one status", run_candidates, check_candidates, 20, TRUE },
  { "agencies-before", "The agencies before the import", run_agencies_again, check_agencies, 20, TRUE },
  { "import-file", "A file is opened in the import assistant", pilot_tour_import_open, pilot_tour_import_check_open, 60, TRUE },
  { "import-rows", "Every row is judged before anything is written", pilot_tour_import_judge, pilot_tour_import_check_judged,
    120, TRUE },
  { "import-done", "The rows are imported, all or none", pilot_tour_import_write, pilot_tour_import_check_written, 120, TRUE },
  { "imported", "The import is synced", pilot_tour_import_close, pilot_tour_import_check_sent, 120, TRUE },
  { "imported-there", "The portal has the import", pilot_tour_import_look, pilot_tour_import_check_there, 30, TRUE },
  { "offline", "The portal is stopped", pilot_tour_portal_stop, check_offline, 60, TRUE },
  { "offline-change", "A change made offline is kept", run_change, check_waiting, 20, TRUE },
  { "outbox", "It waits among the changes to send", run_outbox, check_outbox, 20, TRUE },
  { "online", "The portal is started, the change is sent", pilot_tour_portal_start, check_sent, 90, TRUE },
  { "arrived", "The portal has the change", run_look, check_arrived, 20, TRUE },
  { "offline-again", "The portal is stopped again", pilot_tour_portal_stop, check_offline, 60, TRUE },
  { "conflict", "A second client changes the same field", run_meet, check_conflict, 90, TRUE },
  { "conflict-dialog", "Both sides are shown", run_dialog, check_dialog, 20, TRUE },
  { "resolved", "The conflict is resolved", run_resolve, check_resolved, 60, TRUE },
  { "resolved-there", "The portal has what was chosen", run_look, check_mine, 20, TRUE },
  { "plan", "The plan of the migration says what is next", pilot_tour_migration_plan, pilot_tour_migration_check_plan, 20, TRUE },
  { "plan-dated", "The plan counts back from the renewal", pilot_tour_migration_renewal, pilot_tour_migration_check_renewal, 30, TRUE },
  { "plan-step", "A step with its evidence", pilot_tour_migration_step, pilot_tour_migration_check_step, 20, TRUE },
  { "wizard", "The wizard of phase A", pilot_tour_migration_wizard, pilot_tour_migration_check_wizard, 20, TRUE },
  { "gate", "The gate of no return lists what is missing", pilot_tour_migration_gate, pilot_tour_migration_check_gate, 20, TRUE },
  { "checks", "The pre-flight checks find what would go wrong", pilot_tour_migration_checks, pilot_tour_migration_check_checks, 60, TRUE },
  { "run-new", "A pilot run is begun", pilot_tour_runs_new, pilot_tour_runs_check_new, 20, TRUE },
  { "run-draft", "Its draft says what goes along", pilot_tour_runs_draft, pilot_tour_runs_check_draft, 20, TRUE },
  { "run-agencies", "Agencies are chosen for it", pilot_tour_runs_agencies, pilot_tour_runs_check_agencies, 20, TRUE },
  { "run-counts", "The numbers follow the choice", pilot_tour_runs_counts, pilot_tour_runs_check_counts, 20, TRUE },
  { "run-rest", "A run of all the rest follows the pilot", pilot_tour_runs_rest, pilot_tour_runs_check_rest, 20, TRUE },
  { "run-compare", "The two side by side", pilot_tour_runs_compare, pilot_tour_runs_check_compare, 20, TRUE },
  { "handoffs", "The hand-offs", pilot_tour_migration_handoffs, pilot_tour_migration_check_handoffs, 20, TRUE },
  { "overview", "The overview at the end", run_overview, check_overview, 20, TRUE },
  { NULL }
};

const PilotTourStep pilot_tour_execution_steps[] = {
  { "later-demo", "A demo company whose migration has a Friday", run_demo, check_demo, 120 },
  { "run-scheduled", "Its production run", pilot_tour_execution_run, pilot_tour_execution_check_run, 20, TRUE },
  { "run-running", "The operator executes it", NULL, pilot_tour_execution_check_running, 60, TRUE },
  { "run-executed", "Every record has a result", NULL, pilot_tour_execution_check_executed, 120, TRUE },
  { "run-skipped", "What stayed behind, and why", pilot_tour_execution_skipped, pilot_tour_execution_check_skipped, 20, TRUE },
  { "run-reason", "Completing without it needs a reason", pilot_tour_execution_reason, pilot_tour_execution_check_reason, 20, TRUE },
  { "run-approved", "The run is complete", pilot_tour_execution_approve, pilot_tour_execution_check_approved, 60, TRUE },
  { "moved", "The candidates stand in the new portal", pilot_tour_execution_moved, pilot_tour_execution_check_moved, 30, TRUE },
  { "phase-d", "What is left to do then", pilot_tour_migration_plan, pilot_tour_migration_check_plan, 20, TRUE },
  { "closing-report", "The closing report is written", pilot_tour_execution_report, pilot_tour_execution_check_report, 60, TRUE },
  { "overview-then", "The overview then", run_overview, check_overview, 20, TRUE },
  { NULL }
};
