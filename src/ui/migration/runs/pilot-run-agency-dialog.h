/* pilot-run-agency-dialog.h: which agencies and users a run takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"
#include "pilot-run-choices.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunAgencyDialog: search, single agencies and users, all found, a file, saved lists. Saved as it is chosen. */
#define PILOT_TYPE_RUN_AGENCY_DIALOG (pilot_run_agency_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunAgencyDialog, pilot_run_agency_dialog, PILOT, RUN_AGENCY_DIALOG, AdwWindow)

GtkWidget *pilot_run_agency_dialog_new (PilotContext *context, PilotRunChoices *choices);

/** pilot_run_agency_dialog_search: as a person types. */
void pilot_run_agency_dialog_search (PilotRunAgencyDialog *self, const char *text);

/** pilot_run_agency_dialog_show_only_chosen: as a person presses Only Chosen. */
void pilot_run_agency_dialog_show_only_chosen (PilotRunAgencyDialog *self, gboolean only);

/** pilot_run_agency_dialog_choose_found: all that are found go, or stay. */
void pilot_run_agency_dialog_choose_found (PilotRunAgencyDialog *self, gboolean included);

/** pilot_run_agency_dialog_choose_file: takes who is in the file, and tells what became of each line. */
void pilot_run_agency_dialog_choose_file (PilotRunAgencyDialog *self, GFile *file);

/** pilot_run_agency_dialog_get_text: what is said of the choice or the last file. Borrowed. */
const char *pilot_run_agency_dialog_get_text (PilotRunAgencyDialog *self);

G_END_DECLS
