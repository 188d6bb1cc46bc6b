/* pilot-ref-picker.h: chooses the record that a reference points to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PilotRefPicker:
 *
 * A popover with a search and the first records that match. Signal "picked" (string id, or %NULL for none).
 */
#define PILOT_TYPE_REF_PICKER (pilot_ref_picker_get_type ())
G_DECLARE_FINAL_TYPE (PilotRefPicker, pilot_ref_picker, PILOT, REF_PICKER, GtkPopover)

GtkWidget *pilot_ref_picker_new (PilotContext *context, PilotEntity entity, gboolean optional);

G_END_DECLS
