/* pilot-wizard-finish.h: the preparation is complete, and is confirmed by a ticket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** pilot_wizard_finish_new: the last page of the wizard: the step @key, and what comes after it. */
GtkWidget *pilot_wizard_finish_new (PilotContext *context, const char *key);

G_END_DECLS
