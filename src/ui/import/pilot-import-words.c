/* pilot-import-words.c: what the pages of an import say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-words.h"

#include "pilot-format.h"
#include "pilot-short-text.h"

#include <glib/gi18n-lib.h>

#define HEADING_CHARS 60

void
pilot_import_words_join (char **text, const char *sentence)
{
  g_autofree char *before = g_steal_pointer (text);

  /* Translators: two sentences, one after the other */
  *text = before != NULL ? g_strdup_printf (C_ ("two sentences", "%s %s"), before, sentence) : g_strdup (sentence);
}

void
pilot_import_words_add (char **text, guint n, const char *sentence)
{
  g_autofree char *count = pilot_format_count (n);
  g_autofree char *added = g_strdup_printf (sentence, count);

  if (n > 0)
    pilot_import_words_join (text, added);
}

char *
pilot_import_words_dup_heading (PilotImporter *importer, guint column)
{
  const char *heading = pilot_importer_get_heading (importer, column);

  /* Translators: stands for the heading of a column that has none; the number counts from 1 */
  return *heading != '\0' ? pilot_short_line (heading, HEADING_CHARS) : g_strdup_printf (_("Column %u"), column + 1);
}
