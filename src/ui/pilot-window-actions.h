/* pilot-window-actions.h: what the window's menus do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-window.h"

G_BEGIN_DECLS

/** pilot_window_actions_install: adds the "win." actions to the class of the window. */
void pilot_window_actions_install (GtkWidgetClass *widget_class);

/** pilot_window_actions_update: switches the actions that need an open connection on or off. */
void pilot_window_actions_update (PilotWindow *self);

/** pilot_window_actions_show_error: tells an error in a dialog that waits to be read. */
void pilot_window_actions_show_error (PilotWindow *self, const char *heading, const GError *error);

/** pilot_window_actions_show_refusal: why @profile can't be opened; where a sign-in is what is missing, offers it. */
void pilot_window_actions_show_refusal (PilotWindow *self, const PilotConnectionProfile *profile, const GError *error);

/** pilot_window_actions_show_report: tells what happened to a damaged cache. */
void pilot_window_actions_show_report (PilotWindow *self, const char *report);

/** pilot_window_actions_show_all_cb: from the search over everything to the list of one kind, the search kept. */
void pilot_window_actions_show_all_cb (PilotWindow *self, int entity);

G_END_DECLS
