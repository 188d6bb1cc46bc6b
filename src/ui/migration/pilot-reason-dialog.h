/* pilot-reason-dialog.h: asks for a reason before something is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotReasonFunc: @reason: what was typed, never empty; lives for the call. */
typedef void (*PilotReasonFunc) (GtkWidget *widget, const char *reason, gpointer user_data);

/** PilotReasonDialog: a question with an entry; without a reason there is no answer but Cancel. */
#define PILOT_TYPE_REASON_DIALOG (pilot_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotReasonDialog, pilot_reason_dialog, PILOT, REASON_DIALOG, AdwMessageDialog)

/**
 * pilot_reason_dialog_ask:
 * @widget: who asks; @func is not called any more once it is gone
 * @action: the button's text, with its mnemonic
 * @user_data: must live as long as @widget
 *
 * Returns: (transfer none): the dialog, shown
 */
GtkWidget *pilot_reason_dialog_ask (GtkWidget *widget, const char *heading, const char *body, const char *action, gboolean destructive,
                                    PilotReasonFunc func, gpointer user_data);

/** pilot_reason_dialog_type: types @reason as a person does. */
void pilot_reason_dialog_type (PilotReasonDialog *self, const char *reason);

G_END_DECLS
