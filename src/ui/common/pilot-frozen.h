/* pilot-frozen.h: a row whose content may be read, and not be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * pilot_frozen_set:
 * @row: an #AdwEntryRow or an #AdwComboRow
 * @frozen: whether it shows no pencil or arrow, which say that something can be changed. An entry's text can still be
 *   selected and copied
 */
void pilot_frozen_set (GtkWidget *row, gboolean frozen);

G_END_DECLS
