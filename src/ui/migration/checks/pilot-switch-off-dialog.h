/* pilot-switch-off-dialog.h: asks why a check is switched off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotSwitchOffFunc: @reason: not empty. Not called where the person thinks better of it. */
typedef void (*PilotSwitchOffFunc) (const char *reason, gpointer user_data);

/**
 * pilot_switch_off_dialog_show:
 * @parent: a widget of the window
 * @title: the check's title, translated
 * @owner: @func is not called once this object is gone
 * @user_data: of @func; freed by @destroy (nullable) with the dialog
 */
void pilot_switch_off_dialog_show (GtkWidget *parent, const char *title, PilotSwitchOffFunc func, GObject *owner, gpointer user_data,
                                   GDestroyNotify destroy);

G_END_DECLS
