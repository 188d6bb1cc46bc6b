/* pilot-row-defaults.h: what a new record has where a file says nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/** pilot_row_default: (transfer none) (nullable): the text that a new record gets in @field if the file has none. */
const char *pilot_row_default (const PilotSchema *schema, guint field);

G_END_DECLS
