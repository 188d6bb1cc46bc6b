/* pilot-combo.h: what a combo row chooses from, to be read whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** pilot_combo_add_label: the item's child is a label that begins where the others do. */
void pilot_combo_add_label (GtkListItem *item);

/** pilot_combo_show_whole: a combo row's own labels end after twenty characters; these where there is no more room. For a model of GtkStringObject. */
void pilot_combo_show_whole (AdwComboRow *row);

G_END_DECLS
