/* pilot-gate-dialog.h: the gate of no return
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotGateDialog:
 *
 * After step 3 the old agency portal can't be accessed any more [Migrating Data, Phase A]. Says so, lists what is missing,
 * takes a second admin's consent, and asks for the company's name. Enter alone never passes it. Follows the migration: what
 * another admin does shows here at once. Without the Portal API it can only warn, and takes evidence.
 */
#define PILOT_TYPE_GATE_DIALOG (pilot_gate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotGateDialog, pilot_gate_dialog, PILOT, GATE_DIALOG, AdwWindow)

/** pilot_gate_dialog_present: @parent: a widget of the window that it lies over. */
PilotGateDialog *pilot_gate_dialog_present (PilotContext *context, GtkWidget *parent);

/** pilot_gate_dialog_type: types into the entry for the company's name; @note: (nullable): into the other one. */
void pilot_gate_dialog_type (PilotGateDialog *self, const char *name, const char *note);

/** pilot_gate_dialog_get_may_pass: whether the button can be pressed. */
gboolean pilot_gate_dialog_get_may_pass (PilotGateDialog *self);

/** pilot_gate_dialog_pass: presses it. */
void pilot_gate_dialog_pass (PilotGateDialog *self);

/** pilot_gate_dialog_get_reason: why it can't be pressed; "" if it can. */
const char *pilot_gate_dialog_get_reason (PilotGateDialog *self);

/** pilot_gate_dialog_get_n_missing: how many things are missing. */
guint pilot_gate_dialog_get_n_missing (PilotGateDialog *self);

/** pilot_gate_dialog_get_page: "ask", "work" or "done". */
const char *pilot_gate_dialog_get_page (PilotGateDialog *self);

G_END_DECLS
