/* pilot-run-agency-row.h: an agency that a run takes or leaves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-row.h"
#include "pilot-run-choices.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PilotRunAgencyRow: a check for the agency as a whole, and a popover with its users.
 *
 * Signal "choose" (string agency id, string recruiter id or %NULL, boolean included): a person wants it so.
 */
#define PILOT_TYPE_RUN_AGENCY_ROW (pilot_run_agency_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunAgencyRow, pilot_run_agency_row, PILOT, RUN_AGENCY_ROW, GtkBox)

GtkWidget *pilot_run_agency_row_new (PilotWorkspace *workspace, PilotRunChoices *choices);

/** pilot_run_agency_row_set_row: @row: (nullable): of an agency. */
void pilot_run_agency_row_set_row (PilotRunAgencyRow *self, PilotRow *row);

/** pilot_run_agency_row_get_row: (nullable): borrowed. */
PilotRow *pilot_run_agency_row_get_row (PilotRunAgencyRow *self);

/** pilot_run_agency_row_update: shows what the choices say now. */
void pilot_run_agency_row_update (PilotRunAgencyRow *self);

/** pilot_run_agency_row_set_frozen: what is chosen is shown, and can't be changed. */
void pilot_run_agency_row_set_frozen (PilotRunAgencyRow *self, gboolean frozen);

/** pilot_run_agency_row_toggle: as a click on the check: what goes partly goes as a whole. */
void pilot_run_agency_row_toggle (PilotRunAgencyRow *self);

/** pilot_run_agency_row_show_users: opens the popover. */
void pilot_run_agency_row_show_users (PilotRunAgencyRow *self);

/** pilot_run_agency_row_get_n_users: that the popover shows; 0 until they are read. */
guint pilot_run_agency_row_get_n_users (PilotRunAgencyRow *self);

G_END_DECLS
