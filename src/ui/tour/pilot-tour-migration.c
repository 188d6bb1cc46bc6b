/* pilot-tour-migration.c: the tour's steps through the migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tour-migration.h"

#include "pilot-checks-page.h"
#include "pilot-gate-dialog.h"
#include "pilot-migration-page.h"
#include "pilot-project-dialog.h"
#include "pilot-run-compare-dialog.h"
#include "pilot-step-dialog.h"
#include "pilot-wizard.h"

/* So many days ahead that nothing is alarming, whenever the tour is taken. */
#define RENEWAL_DAYS 200

static PilotMigration *
get_migration (PilotTour *tour)
{
  return pilot_context_get_migration (pilot_tour_get_context (tour));
}

static void
show_page (PilotTour *tour, const char *name)
{
  pilot_window_show_page (pilot_tour_get_window (tour), name);
}

static PilotTourCheck
check_page (PilotTour *tour, const char *name)
{
  return g_strcmp0 (pilot_window_get_page (pilot_tour_get_window (tour)), name) == 0 ? PILOT_TOUR_DONE : PILOT_TOUR_WAIT;
}

void
pilot_tour_migration_plan (PilotTour *tour)
{
  show_page (tour, "migration");
}

PilotTourCheck
pilot_tour_migration_check_plan (PilotTour *tour)
{
  PilotPlanRow *next = pilot_migration_get_next (get_migration (tour));

  if (next == NULL || check_page (tour, "migration") != PILOT_TOUR_DONE)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "next: “%s”", pilot_plan_row_get_step (next)->title);
  return PILOT_TOUR_DONE;
}

void
pilot_tour_migration_renewal (PilotTour *tour)
{
  PilotProjectDialog *dialog = pilot_project_dialog_present (pilot_tour_get_context (tour), GTK_WIDGET (pilot_tour_get_window (tour)));
  GDate renewal;
  char text[16];

  pilot_migration_get_today (get_migration (tour), &renewal);
  g_date_add_days (&renewal, RENEWAL_DAYS);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &renewal);
  pilot_project_form_type (pilot_project_dialog_get_form (dialog), PILOT_PROJECT_RENEWAL_DATE, text);
  gtk_window_close (GTK_WINDOW (dialog));
}

PilotTourCheck
pilot_tour_migration_check_renewal (PilotTour *tour)
{
  PilotCountdown countdown;

  pilot_migration_get_countdown (get_migration (tour), &countdown);
  if (!countdown.known || pilot_tour_find_dialog (PILOT_TYPE_PROJECT_DIALOG) != NULL)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%d working days in hand", countdown.working_days_left);
  return countdown.working_days_left > 0 ? PILOT_TOUR_DONE : PILOT_TOUR_FAILED;
}

void
pilot_tour_migration_step (PilotTour *tour)
{
  pilot_step_dialog_present (pilot_tour_get_context (tour), GTK_WIDGET (pilot_tour_get_window (tour)), PILOT_PLAN_MODULE_TICKET);
}

PilotTourCheck
pilot_tour_migration_check_step (PilotTour *tour)
{
  return pilot_tour_find_dialog (PILOT_TYPE_STEP_DIALOG) != NULL ? PILOT_TOUR_DONE : PILOT_TOUR_WAIT;
}

void
pilot_tour_migration_wizard (PilotTour *tour)
{
  pilot_tour_close_dialog (PILOT_TYPE_STEP_DIALOG);
  pilot_wizard_present (pilot_tour_get_context (tour), GTK_WIDGET (pilot_tour_get_window (tour)), PILOT_PLAN_HISTORY);
}

PilotTourCheck
pilot_tour_migration_check_wizard (PilotTour *tour)
{
  GtkWidget *wizard = pilot_tour_find_dialog (PILOT_TYPE_WIZARD);

  if (wizard == NULL)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "at “%s”", pilot_wizard_get_page (PILOT_WIZARD (wizard)));
  return g_strcmp0 (pilot_wizard_get_page (PILOT_WIZARD (wizard)), "decide") == 0 ? PILOT_TOUR_DONE : PILOT_TOUR_FAILED;
}

void
pilot_tour_migration_gate (PilotTour *tour)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (get_migration (tour));
  PilotGateDialog *dialog;

  pilot_tour_close_dialog (PILOT_TYPE_WIZARD);
  dialog = pilot_gate_dialog_present (pilot_tour_get_context (tour), GTK_WIDGET (pilot_tour_get_window (tour)));
  pilot_gate_dialog_type (dialog, facts->company_name, NULL);
}

/* The name alone does not open it. */
PilotTourCheck
pilot_tour_migration_check_gate (PilotTour *tour)
{
  GtkWidget *dialog = pilot_tour_find_dialog (PILOT_TYPE_GATE_DIALOG);

  if (dialog == NULL)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u things are missing", pilot_gate_dialog_get_n_missing (PILOT_GATE_DIALOG (dialog)));
  return pilot_gate_dialog_get_n_missing (PILOT_GATE_DIALOG (dialog)) > 0 && !pilot_gate_dialog_get_may_pass (PILOT_GATE_DIALOG (dialog))
             ? PILOT_TOUR_DONE
             : PILOT_TOUR_FAILED;
}

void
pilot_tour_migration_checks (PilotTour *tour)
{
  GtkWidget *page;

  pilot_tour_close_dialog (PILOT_TYPE_GATE_DIALOG);
  show_page (tour, "checks");
  page = pilot_tour_find_below (GTK_WIDGET (pilot_tour_get_window (tour)), PILOT_TYPE_CHECKS_PAGE);
  if (page != NULL)
    gtk_widget_activate_action (page, "checks.check-all", NULL);
}

PilotTourCheck
pilot_tour_migration_check_checks (PilotTour *tour)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (get_migration (tour));

  if (facts == NULL || !facts->checks_done || check_page (tour, "checks") != PILOT_TOUR_DONE)
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u checks found errors", facts->n_check_errors);
  return facts->n_check_errors > 0 ? PILOT_TOUR_DONE : PILOT_TOUR_FAILED;
}

void
pilot_tour_migration_handoffs (PilotTour *tour)
{
  pilot_tour_close_dialog (PILOT_TYPE_RUN_COMPARE_DIALOG);
  show_page (tour, "handoffs");
}

PilotTourCheck
pilot_tour_migration_check_handoffs (PilotTour *tour)
{
  return check_page (tour, "handoffs");
}
