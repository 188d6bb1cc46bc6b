/* pilot-running-bar.h: says above every page that the migration is executed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunningBar: shown while a run is executed, and on the day of the downtime; opens the runs. Follows the workspace. */
#define PILOT_TYPE_RUNNING_BAR (pilot_running_bar_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunningBar, pilot_running_bar, PILOT, RUNNING_BAR, AdwBin)

GtkWidget *pilot_running_bar_new (PilotContext *context);

/** pilot_running_bar_get_text: (nullable): what it says; %NULL while it is hidden. */
const char *pilot_running_bar_get_text (PilotRunningBar *self);

G_END_DECLS
