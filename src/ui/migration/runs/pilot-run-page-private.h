/* pilot-run-page-private.h: what the files of a run's page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-run-choices.h"
#include "pilot-run-page.h"
#include "pilot-run-scope.h"

G_BEGIN_DECLS

struct _PilotRunPage
{
  AdwBin parent_instance;

  PilotContext *context;     /* (owned) */
  PilotWorkspace *workspace; /* (owned) (nullable): while a run is shown */
  char *run_id;              /* (owned) (nullable) */
  PilotRecord *run;          /* (owned) (nullable): as it was shown last */
  PilotRunScope *scope;      /* (owned) (nullable) */
  PilotRunChoices *choices;  /* (owned) (nullable) */
  GSimpleActionGroup *actions; /* (owned) */
  char *refusal;             /* (owned) (nullable): why the last command was not carried out */
  gboolean busy;             /* a command is on its way */
  gboolean refocus;          /* the button that gave it could not be meanwhile, and lost the keyboard */
  gboolean told;             /* since then the run has changed */

  GtkLabel *title;
  GtkLabel *state;
  GtkWidget *back_button;
  GtkWidget *menu_button;
  GtkLabel *next_text;
  GtkWidget *next_button;
  GtkWidget *retry_button;
  GtkWidget *tell_button;
  GtkSpinner *next_spinner;
  GtkLabel *next_reason;
  GtkWidget *checks_button;
  GtkWidget *progress;
  GtkWidget *results;
  GtkWidget *decisions;
  GtkWidget *checks_off;
  GtkWidget *agencies;
  GtkWidget *agencies_row;
  GtkWidget *agencies_button;
  GtkWidget *scope_group;
  GtkWidget *scope_table;
};

/** pilot_run_page_update: shows the run as it stands now. */
void pilot_run_page_update (PilotRunPage *self);

/** pilot_run_page_build: makes its widgets. */
void pilot_run_page_build (PilotRunPage *self);

/** pilot_run_page_add_actions: what is done with a run: the group "run". */
void pilot_run_page_add_actions (PilotRunPage *self);

/** pilot_run_page_update_actions: which of them can be done now. */
void pilot_run_page_update_actions (PilotRunPage *self);

G_END_DECLS
