/* pilot-leave-dialog.h: asks what becomes of unsaved changes before their record is left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-detail-page.h"

G_BEGIN_DECLS

/** PilotLeaveFunc: @leave: whether the record may be left: it was saved, or the changes discarded. */
typedef void (*PilotLeaveFunc) (gboolean leave, gpointer user_data);

/**
 * pilot_leave_dialog_run:
 * @detail: whose record is to be left
 * @func: called once: at once where nothing is unsaved, else with the answer
 *
 * Saves or discards as the person says. Where that is "keep editing", the field in question gets the focus.
 */
void pilot_leave_dialog_run (PilotDetailPage *detail, PilotLeaveFunc func, gpointer user_data);

G_END_DECLS
