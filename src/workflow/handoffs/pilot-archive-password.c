/* pilot-archive-password.c: the password of an archive: made, or a person's own, and how good it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-archive-password.h"

#include "pilot-archive-writer.h"
#include "pilot-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FAIR_CHARS 14
#define STRONG_CHARS 18

/* Characters that say something: not the ones that follow from the one before ("aaaa", "1234", "4321"). */
static guint
count_telling (const char *password)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gunichar before = 0;
  guint n = 0;

  for (const char *p = password; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean follows = before != 0 && (c == before || c == before + 1 || c + 1 == before);

      if (!follows)
        n++;
      g_hash_table_add (seen, GUINT_TO_POINTER (c));
      before = c;
    }
  /* "abcxabcxabcx" is as good as its letters. */
  return MIN (n, 2 * g_hash_table_size (seen));
}

PilotPasswordStrength
pilot_archive_password_judge (const char *password, const char **hint)
{
  static const char *const hints[] = {
    [PILOT_PASSWORD_TOO_SHORT] = N_("Too short: it needs at least 12 characters."),
    [PILOT_PASSWORD_WEAK] = N_("Weak: who has the archive can guess it. Take more, and more different, characters; several words that have nothing to do with each other are good."),
    [PILOT_PASSWORD_FAIR] = N_("Fair. Longer is better."),
    [PILOT_PASSWORD_STRONG] = N_("Strong."),
  };
  guint n = count_telling (password);
  PilotPasswordStrength strength = n >= STRONG_CHARS ? PILOT_PASSWORD_STRONG : n >= FAIR_CHARS ? PILOT_PASSWORD_FAIR : PILOT_PASSWORD_WEAK;

  G_STATIC_ASSERT (PILOT_ARCHIVE_MIN_PASSWORD_CHARS == 12);
  if (g_utf8_strlen (password, -1) < PILOT_ARCHIVE_MIN_PASSWORD_CHARS)
    strength = PILOT_PASSWORD_TOO_SHORT;
  if (hint != NULL)
    *hint = g_dgettext (GETTEXT_PACKAGE, hints[strength]);
  return strength;
}

gboolean
pilot_archive_password_check (const char *password, const char *again, GError **error)
{
  const char *hint;

  if (pilot_archive_password_judge (password, &hint) == PILOT_PASSWORD_TOO_SHORT)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, hint);
      return FALSE;
    }
  if (strcmp (password, again) == 0)
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("The two are not the same."));
  return FALSE;
}
