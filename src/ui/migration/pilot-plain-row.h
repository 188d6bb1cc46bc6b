/* pilot-plain-row.h: a row that tells something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * pilot_plain_row_add:
 * @title: plain text, not markup
 * @title_lines: at most so many; 0: as many as it takes
 *
 * A row at the end of @group that can't be pressed. Returns: (transfer none)
 */
AdwActionRow *pilot_plain_row_add (AdwPreferencesGroup *group, const char *title, int title_lines, int subtitle_lines);

G_END_DECLS
