/* pilot-preferences.h: the preferences window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PILOT_TYPE_PREFERENCES (pilot_preferences_get_type ())
G_DECLARE_FINAL_TYPE (PilotPreferences, pilot_preferences, PILOT, PREFERENCES, AdwPreferencesWindow)

GtkWidget *pilot_preferences_new (PilotContext *context);

G_END_DECLS
