/* pilot-conflict-dialog.h: mine or theirs, field by field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotConflictDialog:
 *
 * Shows both contents of each field in conflict side by side, and what they were before. Closes itself when the
 * choice is on disk.
 */
#define PILOT_TYPE_CONFLICT_DIALOG (pilot_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotConflictDialog, pilot_conflict_dialog, PILOT, CONFLICT_DIALOG, AdwWindow)

GtkWidget *pilot_conflict_dialog_new (PilotContext *context, PilotPending *pending);

guint pilot_conflict_dialog_get_n_fields (PilotConflictDialog *self);

/** pilot_conflict_dialog_choose: picks a side for the field at @index. */
void pilot_conflict_dialog_choose (PilotConflictDialog *self, guint index, gboolean mine);

/** pilot_conflict_dialog_apply: as the button does. */
void pilot_conflict_dialog_apply (PilotConflictDialog *self);

G_END_DECLS
