/* pilot-tab-stop.h: a list through which the arrow keys go, and past which Tab goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotTabStop:
 *
 * Around a list whose rows hold no controls. GTK 4.8 goes with Tab from row to row, so that who has no mouse never
 * comes to what is behind a long list; later versions have "tab-behavior" for it.
 */
#define PILOT_TYPE_TAB_STOP (pilot_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (PilotTabStop, pilot_tab_stop, PILOT, TAB_STOP, AdwBin)

/** pilot_tab_stop_new: @child: (transfer floating). */
GtkWidget *pilot_tab_stop_new (GtkWidget *child);

G_END_DECLS
