/* pilot-cell-forms.h: other ways to write what a field holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/**
 * pilot_cell_forms_convert:
 * @field: where the cell goes
 * @text: the cell, which is not well-formed as it is
 *
 * Files of people say "Germany" or "Niemcy" for DE, "de" for DE, "German" or "DE" for a language, "20.11.2025 14:30"
 * or "2025/11/20" for a time. (20/11/2025 is left alone: half of the world reads it the other way round.)
 *
 * Returns: (transfer full) (nullable): the same in the form that pilot_check_parse() takes, or %NULL
 */
char *pilot_cell_forms_convert (const PilotField *field, const char *text);

G_END_DECLS
