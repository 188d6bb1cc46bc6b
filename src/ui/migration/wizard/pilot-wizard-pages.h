/* pilot-wizard-pages.h: the pages of the wizard, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** PILOT_WIZARD_FORM: a page's data of this name: the PilotProjectForm that its rows belong to, if it has any. */
#define PILOT_WIZARD_FORM "pilot-form"

#define PILOT_WIZARD_MAX_STEPS 6

/** PilotWizardPage: a page, and the steps of the plan that are done on it. */
typedef struct
{
  const char *name;
  const char *title; /* untranslated */
  const char *steps[PILOT_WIZARD_MAX_STEPS]; /* keys; ends with %NULL or is full */
  GtkWidget *(*create) (PilotContext *context, const char *const *steps);
} PilotWizardPage;

/** pilot_wizard_pages_get: (transfer none): in the order in which they are gone through; @n: (out). */
const PilotWizardPage *pilot_wizard_pages_get (guint *n);

/**
 * pilot_wizard_pages_judge:
 *
 * Where a page stands: its first step that isn't settled; settled if all are.
 *
 * Returns: %PILOT_STEP_NOT_HERE: no step of it is in this environment: the page is not shown
 */
PilotStepStanding pilot_wizard_pages_judge (PilotMigration *migration, const PilotWizardPage *page);

G_END_DECLS
