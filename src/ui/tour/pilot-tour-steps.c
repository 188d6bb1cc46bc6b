/* pilot-tour-steps.c: the main job, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tour-private.h"

static guint
count (PilotTour *tour, PilotEntity entity)
{
  return pilot_workspace_count (pilot_tour_get_workspace (tour), entity, PILOT_FIELD_ID, NULL);
}

static guint
shown (PilotTour *tour)
{
  PilotListPage *page = pilot_window_get_list_page (pilot_tour_get_window (tour));
  PilotList *list = page != NULL ? pilot_list_page_get_list (page) : NULL;

  return list != NULL && !pilot_list_get_loading (list) ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;
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

const PilotTourStep pilot_tour_steps[] = {
  { "welcome", "The first run shows three ways to begin", NULL, check_welcome, 10 },
  { "demo", "The demo company opens and is synced", run_demo, check_demo, 120 },
  { "agencies", "The list of agencies", run_agencies, check_agencies, 10 },
  { NULL }
};
