/* pilot-run-list-menu.h: saved lists of agencies: take one, keep one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** pilot_run_list_menu_new: a menu button: the saved lists and other runs whose agencies the run can take, and an entry to keep its own. */
GtkWidget *pilot_run_list_menu_new (PilotContext *context, const char *run_id);

G_END_DECLS
