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

/* A title, a subtitle, a date, a blank line or two. */
#define MAX_ROWS_ABOVE 8

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

static GPtrArray *
create_finders (void)
{
  GPtrArray *finders = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_synonym_finder_free);

  for (PilotEntity i = 0; i < PILOT_N_ENTITIES; i++)
    if (pilot_natural_key_levels (i) > 0)
      g_ptr_array_add (finders, pilot_synonym_finder_new (pilot_schema_get (i)));
  return finders;
}

static void
count_cells (GPtrArray *finders, GStrv cells, guint *n_filled, guint *n_known)
{
  *n_filled = *n_known = 0;
  for (guint i = 0; cells[i] != NULL; i++)
    {
      *n_filled += *cells[i] != '\0';
      *n_known += *cells[i] != '\0' && is_known (finders, cells[i]);
    }
}

gboolean
pilot_heading_guess_is_data (const char *const *cells, guint n_cells)
{
  g_autoptr (GPtrArray) finders = create_finders ();
  gboolean any = FALSE;

  for (guint i = 0; i < n_cells; i++)
    {
      if (is_known (finders, cells[i]))
        return FALSE;
      any = any || is_value (cells[i]);
    }
  return any;
}

guint
pilot_heading_guess_find (GPtrArray *rows)
{
  g_autoptr (GPtrArray) finders = create_finders ();
  guint most = 0;

  for (guint i = 0; i < MIN (rows->len, MAX_ROWS_ABOVE + 1); i++)
    {
      guint n_filled;
      guint n_known;

      count_cells (finders, g_ptr_array_index (rows, i), &n_filled, &n_known);
      if (i == 0 ? n_known > 0 : n_known > 1 && n_filled > most)
        return i;
      most = MAX (most, n_filled);
    }
  return 0;
}
