/* pilot-import-cell.c: a line of text in a list of many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-cell.h"

GtkWidget *
pilot_import_cell_new (guint n_chars)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  /* An inscription's alignment does not follow the direction. */
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), gtk_widget_get_direction (cell) == GTK_TEXT_DIR_RTL ? 1 : 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), n_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), n_chars);
  return cell;
}
