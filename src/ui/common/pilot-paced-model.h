/* pilot-paced-model.h: a list that a view gets bit by bit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pilot_paced_model_new:
 * @model: (transfer full)
 *
 * A list view makes widgets for some 200 rows at once, which takes long enough to be felt. This shows it a screenful of
 * @model first, more in idle moments until it has that many, and then all.
 *
 * Returns: (transfer full)
 */
GListModel *pilot_paced_model_new (GListModel *model);

G_END_DECLS
