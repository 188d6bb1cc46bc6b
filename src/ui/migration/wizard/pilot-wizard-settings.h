/* pilot-wizard-settings.h: the portal's settings, each explained
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** pilot_wizard_settings_new: the page for the step @key: what can be set, what it changes for agencies, and that it was looked at. */
GtkWidget *pilot_wizard_settings_new (PilotContext *context, const char *key);

G_END_DECLS
