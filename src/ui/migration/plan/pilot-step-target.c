/* pilot-step-target.c: the screen on which a step of the plan is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-step-target.h"

#include "pilot-gate-dialog.h"
#include "pilot-handoff-dialog.h"
#include "pilot-pages.h"
#include "pilot-step-dialog.h"
#include "pilot-wizard.h"
#include "pilot-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum {
  TARGET_WIZARD,
  TARGET_GATE,
  TARGET_HANDOFF, /* the step names its kind */
  TARGET_PAGE,
  TARGET_LIST,
} TargetKind;

typedef struct
{
  const char *key;
  const char *label;
  TargetKind kind;
  const char *page; /* (nullable) */
  PilotEntity entity;
  guint field;
  const char *value; /* (nullable) */
} Target;

/* What isn't here is done in its own dialog, by evidence. */
static const Target targets[] = {
  { PILOT_PLAN_TEST_AGENCIES, N_("_Open the Wizard"), TARGET_WIZARD },
  { PILOT_PLAN_MODULE_TICKET, N_("Write the _Ticket"), TARGET_HANDOFF },
  { "a1-questions", N_("Write the _Request"), TARGET_HANDOFF },
  { PILOT_PLAN_SUBSCRIPTION, N_("_Open the Wizard"), TARGET_WIZARD },
  { "a2-csm", N_("Write the _Notice"), TARGET_HANDOFF },
  { PILOT_PLAN_HISTORY, N_("Dec_ide"), TARGET_WIZARD },
  { PILOT_PLAN_ON_HOLD, N_("Dec_ide"), TARGET_WIZARD },
  { PILOT_PLAN_TRANSFERRED, N_("Dec_ide"), TARGET_WIZARD },
  { PILOT_PLAN_SCOPE, N_("_Open the Runs"), TARGET_PAGE, "runs" },
  { PILOT_PLAN_CHECKS, N_("_Open the Checks"), TARGET_PAGE, "checks" },
  { PILOT_PLAN_SNAPSHOT, N_("Make the _Snapshot"), TARGET_WIZARD },
  { PILOT_PLAN_CONSENT, N_("_Look at It"), TARGET_GATE },
  { PILOT_PLAN_GATE, N_("_Go to Step 3"), TARGET_GATE },
  { PILOT_PLAN_ACTIVATE, N_("Enter the _Company ID"), TARGET_WIZARD },
  { PILOT_PLAN_VISIT_JOB, N_("Visit a _Job"), TARGET_WIZARD },
  { PILOT_PLAN_MAPPING, N_("_Map the Stages"), TARGET_WIZARD },
  { PILOT_PLAN_SETTINGS, N_("_Open the Settings"), TARGET_WIZARD },
  { "a7-demo", N_("Write the _Request"), TARGET_HANDOFF },
  { PILOT_PLAN_PILOT, N_("_Open the Runs"), TARGET_PAGE, "runs" },
  { PILOT_PLAN_MIGRATION_TICKET, N_("Write the _Ticket"), TARGET_HANDOFF },
  { PILOT_PLAN_REQUEST_RUN, N_("_Open the Runs"), TARGET_PAGE, "runs" },
  { PILOT_PLAN_ACCEPTED, N_("_Open the Runs"), TARGET_PAGE, "runs" },
  { PILOT_PLAN_FRIDAY, N_("_Open the Runs"), TARGET_PAGE, "runs" },
  { PILOT_PLAN_NOTICE, N_("Write the _Notice"), TARGET_HANDOFF },
  { PILOT_PLAN_EXECUTED, N_("_Open the Runs"), TARGET_PAGE, "runs" },
  { PILOT_PLAN_APPROVE, N_("_Open the Runs"), TARGET_PAGE, "runs" },
  { "d2-contracts", N_("_Agencies Without Contract"), TARGET_LIST, NULL, PILOT_ENTITY_AGENCY, PILOT_AGENCY_CONTRACT_STATE, "none" },
  { "d3-invitations", N_("_Open the Agencies"), TARGET_LIST, NULL, PILOT_ENTITY_AGENCY, PILOT_AGENCY_DATASET, "portal" },
  { "d4-groups", N_("Write the _Request"), TARGET_HANDOFF },
  { "d5-validation", N_("_Migrated Candidates"), TARGET_LIST, NULL, PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_DATASET, "portal" },
};

static const Target *
find_target (const PilotPlanStep *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (strcmp (targets[i].key, step->key) == 0)
      return targets[i].kind == TARGET_PAGE && !pilot_pages_contains (targets[i].page) ? NULL : &targets[i];
  return NULL;
}

/* The window behind what asked; the dialogs over it are closed. */
static PilotWindow *
close_dialogs (GtkWidget *parent)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));

  while (window != NULL && !PILOT_IS_WINDOW (window))
    {
      GtkWindow *behind = gtk_window_get_transient_for (window);

      gtk_window_close (window);
      window = behind;
    }
  return window != NULL ? PILOT_WINDOW (window) : NULL;
}

/* (nullable): the run that a hand-off is about. */
static const char *
find_run_id (PilotContext *context, const PilotPlanStep *step)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (pilot_context_get_migration (context));
  PilotRecord *run = facts != NULL && (step->flags & PILOT_STEP_OF_RUN) != 0 ? pilot_plan_find_run (facts) : NULL;

  return run != NULL ? pilot_record_get_id (run) : NULL;
}

const char *
pilot_step_target_get_label (const PilotPlanStep *step)
{
  const Target *target = find_target (step);

  return target != NULL ? target->label : NULL;
}

gboolean
pilot_step_target_is_handoff (const PilotPlanStep *step)
{
  const Target *target = find_target (step);

  return target != NULL && target->kind == TARGET_HANDOFF;
}

gboolean
pilot_step_target_is_wizard (const PilotPlanStep *step)
{
  const Target *target = find_target (step);

  return target != NULL && target->kind == TARGET_WIZARD;
}

void
pilot_step_target_open (PilotContext *context, GtkWidget *parent, const PilotPlanStep *step)
{
  const Target *target = find_target (step);
  g_autoptr (PilotContext) kept = g_object_ref (context);

  if (target == NULL)
    {
      pilot_step_dialog_present (context, parent, step->key);
      return;
    }
  switch (target->kind)
    {
    case TARGET_WIZARD:
      pilot_wizard_present (context, GTK_WIDGET (close_dialogs (parent)), step->key);
      break;
    case TARGET_GATE:
      pilot_gate_dialog_present (context, parent);
      break;
    case TARGET_HANDOFF:
      pilot_handoff_dialog_present (context, GTK_WINDOW (gtk_widget_get_root (parent)), step->handoff, find_run_id (context, step));
      break;
    case TARGET_PAGE:
      close_dialogs (parent);
      pilot_context_show_page (kept, target->page);
      break;
    case TARGET_LIST:
      close_dialogs (parent);
      pilot_context_show_list (kept, target->entity, target->field, target->value);
      break;
    default:
      g_assert_not_reached ();
    }
}
