/* pilot-short-text.c: a text as short as a line of a list can show it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-short-text.h"

char *
pilot_short_text (const char *text, guint max_chars)
{
  const char *end = text;
  const char *cut = text;
  guint n = 0;

  g_return_val_if_fail (max_chars > 0, NULL);
  for (; *end != '\0' && n < max_chars; n++)
    {
      cut = end;
      end = g_utf8_next_char (end);
    }
  if (*end == '\0')
    return g_strdup (text);
  return g_strdup_printf ("%.*s…", (int) (cut - text), text);
}

char *
pilot_short_line (const char *text, guint max_chars)
{
  char *line = pilot_short_text (text, max_chars);

  return g_strdelimit (line, "\n\r\v\f", ' ');
}
