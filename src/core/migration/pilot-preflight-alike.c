/* pilot-preflight-alike.c: what makes two agencies look like one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight-private.h"

#include <string.h>

/* Mail services where anybody has an address; those of one name in many countries are compared by the name alone. */
static const char *const public_domains[] = {
  "aol.com",      "fastmail.com", "free.fr",     "gmail.com", "googlemail.com", "icloud.com", "laposte.net", "libero.it", "mac.com",
  "mail.com",     "mail.ru",      "me.com",      "msn.com",   "orange.fr",      "posteo.de",  "proton.me",   "qq.com",    "rocketmail.com",
  "t-online.de",  "tutanota.com", "wanadoo.fr",  "web.de",    "yandex.com",     "yandex.ru",  "ymail.com",   "163.com",   "bluewin.ch",
  "btinternet.com", "comcast.net", "freenet.de", "hey.com",   "pm.me",          "sky.com",    "virgilio.it", "ziggo.nl",  "virginmedia.com",
};
static const char *const public_names[] = { "gmx", "hotmail", "live", "outlook", "protonmail", "yahoo", "zoho" };

/* The forms of a company's name that say nothing of who it is. */
static const char *const legal_forms[] = {
  "ab", "ag", "aps", "as", "asa", "bv", "bvba", "co", "company", "corp", "corporation", "cv", "ev", "gbr", "gmbh", "inc", "incorporated",
  "kft", "kg", "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv", "ohg", "oy", "oyj", "plc", "pte", "pty", "pvt", "sa", "sarl",
  "sas", "sasu", "se", "sl", "slu", "sp", "spa", "spzoo", "srl", "sro", "ug", "und", "and", "the", "zoo",
};

static gboolean
contains (const char *const *words, gsize n_words, const char *word)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return TRUE;
  return FALSE;
}

gboolean
pilot_preflight_find_domain (const char *email, const char **domain)
{
  const char *at = email != NULL ? strrchr (email, '@') : NULL;
  g_autofree char *name = NULL;

  if (at == NULL || strchr (at, '.') == NULL)
    return FALSE;
  *domain = at + 1;
  name = g_strndup (*domain, strcspn (*domain, "."));
  return !contains (public_domains, G_N_ELEMENTS (public_domains), *domain) &&
         !contains (public_names, G_N_ELEMENTS (public_names), name);
}

/* The letters and digits of a text, without case and marks; dots and quotes within a word vanish, the rest becomes a blank. */
static char *
fold (const char *name)
{
  g_autofree char *decomposed = g_utf8_normalize (name, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (decomposed != NULL ? decomposed : "", -1);
  GString *text = g_string_new (NULL);

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (g_unichar_isalnum (letter))
        g_string_append_unichar (text, letter);
      else if (!g_unichar_ismark (letter) && letter != '.' && letter != '\'' && letter != 0x2019)
        g_string_append_c (text, ' ');
    }
  return g_string_free (text, FALSE);
}

char *
pilot_preflight_normalise_name (const char *name)
{
  g_autofree char *folded = name != NULL ? fold (name) : g_strdup ("");
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !contains (legal_forms, G_N_ELEMENTS (legal_forms), words[i]))
      g_string_append (text, words[i]);
  return g_string_free (text, FALSE);
}
