/* pilot-heading-guess.c: whether a file begins with headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-heading-guess.h"

#include <string.h>

#include "pilot-natural-key.h"
#include "pilot-synonyms.h"

/* "2" and "2024" may head a column; what is longer is a telephone number, a date, a licence. */
#define MIN_DIGITS 5

/* Whether any kind of record has a field of that name. */
static gboolean
is_known (GPtrArray *finders, const char *cell)
{
  for (guint i = 0; i < finders->len; i++)
    if (pilot_synonym_finder_find (g_ptr_array_index (finders, i), cell, NULL) >= 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_value (const char *cell)
{
  const char *at = strchr (cell, '@');
  guint n_digits = 0;
  guint n_letters = 0;

  if (at != NULL && at > cell && strchr (at, '.') != NULL)
    return TRUE;
  if (g_str_has_prefix (cell, "http://") || g_str_has_prefix (cell, "https://") || g_str_has_prefix (cell, "www.") ||
      g_uuid_string_is_valid (cell))
    return TRUE;
  for (const char *c = cell; *c != '\0'; c++)
    {
      n_digits += g_ascii_isdigit (*c);
      n_letters += g_ascii_isalpha (*c) || (guint8) *c >= 0x80;
    }
  return n_digits >= MIN_DIGITS && n_letters <= 1;
}

gboolean
pilot_heading_guess_is_data (const char *const *cells, guint n_cells)
{
  g_autoptr (GPtrArray) finders = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_synonym_finder_free);
  gboolean any = FALSE;

  for (PilotEntity i = 0; i < PILOT_N_ENTITIES; i++)
    if (pilot_natural_key_levels (i) > 0)
      g_ptr_array_add (finders, pilot_synonym_finder_new (pilot_schema_get (i)));
  for (guint i = 0; i < n_cells; i++)
    {
      if (is_known (finders, cells[i]))
        return FALSE;
      any = any || is_value (cells[i]);
    }
  return any;
}
