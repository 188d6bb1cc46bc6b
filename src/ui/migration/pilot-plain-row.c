/* pilot-plain-row.c: a row that tells something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plain-row.h"

AdwActionRow *
pilot_plain_row_add (AdwPreferencesGroup *group, const char *title, int title_lines, int subtitle_lines)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (row, title_lines);
  adw_action_row_set_subtitle_lines (row, subtitle_lines);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  return row;
}
