/* pilot-wrap-box.h: widgets beside each other, in as many lines as they need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PilotWrapBox: each child in its natural width, one after the other from the start; what has no room goes to the next line.
 *
 * The keyboard goes through the children as through those of a box; a GtkFlowBox would keep it at a child that can't take it.
 * In templates children stand in <child>.
 */
#define PILOT_TYPE_WRAP_BOX (pilot_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (PilotWrapBox, pilot_wrap_box, PILOT, WRAP_BOX, GtkWidget)

G_END_DECLS
