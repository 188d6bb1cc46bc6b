/* test-collation.c: sort keys against the C library's order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-collation.h"
#include "pilot-test.h"

#include <locale.h>
#include <string.h>

/* Tried in each locale of these that the machine has or can make. */
static const char *const locales[] = { "C.UTF-8", "en_US.UTF-8", "sv_SE.UTF-8", "cs_CZ.UTF-8", "fr_CA.UTF-8" };

/* Letters that are put together to names: capitals, accents, letters ordered as pairs somewhere, punctuation. */
static const char *const pieces[] = { "a", "A", "b", "c", "C", "ch", "Ch", "cs", "d", "dz", "e", "é", "É", "h", "i", "l", "ll", "ł",
                                      "o", "ö", "Ö", "ø", "s", "S", "ss", "ß", "u", "ü", "z", "Z", "å", "Å", " ", "-", "'", "1", "20", "Ж", "α" };

static int
compare_keys (const guint8 *a, gsize a_length, const guint8 *b, gsize b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static char *
make_text (GRand *rand)
{
  GString *text = g_string_new (NULL);

  for (gint n = g_rand_int_range (rand, 1, 9); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* Makes the locale in a folder of its own, since glibc remembers what it did not find in one; Debian's minimal images
 * have none but C. */
static PilotCollation *
open_collation (const char *name)
{
  PilotCollation *collation = pilot_collation_new (name);
  g_autofree char *localedef = g_find_program_in_path ("localedef");

  if (collation != NULL || localedef == NULL || !g_file_test ("/usr/share/i18n/locales", G_FILE_TEST_IS_DIR))
    return collation;
  {
    g_autofree char *dir = pilot_test_make_dir ();
    g_autofree char *path = g_build_filename (dir, name, NULL);
    g_autofree char *source = g_strndup (name, 5);
    const char *made = g_getenv ("LOCPATH");
    g_autofree char *folders = g_strdup_printf ("%s:%s", dir, made != NULL ? made : "");
    const char *argv[] = { localedef, "-i", source, "-f", "UTF-8", path, NULL };

    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    g_setenv ("LOCPATH", folders, TRUE);
  }
  return pilot_collation_new (name);
}

static void
assert_same_order (PilotCollation *collation, locale_t locale, const char *a, const char *b)
{
  guint8 key_a[PILOT_COLLATION_MAX_KEY_BYTES];
  guint8 key_b[PILOT_COLLATION_MAX_KEY_BYTES];
  gsize length_a = pilot_collation_make_key (collation, a, strlen (a), key_a);
  gsize length_b = pilot_collation_make_key (collation, b, strlen (b), key_b);
  int order = compare_keys (key_a, length_a, key_b, length_b);
  int expected = strcoll_l (a, b, locale);

  /* Equal keys: only what the locale puts last may differ. */
  if (order != 0 && (order < 0) != (expected < 0))
    g_error ("%s: “%s” and “%s”: keys say %d, the locale says %d", pilot_collation_get_id (collation), a, b, order, expected);
}

static void
test_order (gconstpointer data)
{
  g_autoptr (PilotCollation) collation = open_collation (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  locale_t locale;

  if (collation == NULL)
    {
      g_test_skip ("this machine has no such locale and no means to make it");
      return;
    }
  locale = newlocale (LC_COLLATE_MASK | LC_CTYPE_MASK, data, (locale_t) 0);
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *a = make_text (rand);
      g_autofree char *b = make_text (rand);

      assert_same_order (collation, locale, a, b);
    }
  freelocale (locale);
}

static void
test_letters (void)
{
  g_autoptr (PilotCollation) swedish = open_collation ("sv_SE.UTF-8");
  g_autoptr (PilotCollation) english = open_collation ("en_US.UTF-8");
  guint8 zebra[PILOT_COLLATION_MAX_KEY_BYTES];
  guint8 osterberg[PILOT_COLLATION_MAX_KEY_BYTES];
  gsize zebra_length;
  gsize osterberg_length;

  if (swedish == NULL || english == NULL)
    {
      g_test_skip ("this machine has no such locale and no means to make it");
      return;
    }
  zebra_length = pilot_collation_make_key (swedish, "zebra", 5, zebra);
  osterberg_length = pilot_collation_make_key (swedish, "Österberg", strlen ("Österberg"), osterberg);
  g_assert_cmpint (compare_keys (zebra, zebra_length, osterberg, osterberg_length), <, 0);

  zebra_length = pilot_collation_make_key (english, "zebra", 5, zebra);
  osterberg_length = pilot_collation_make_key (english, "Österberg", strlen ("Österberg"), osterberg);
  g_assert_cmpint (compare_keys (zebra, zebra_length, osterberg, osterberg_length), >, 0);
  /* About as long as the text: the cache holds a million of them. */
  g_assert_cmpuint (zebra_length, <=, 7);
}

static void
test_long_text (void)
{
  g_autoptr (PilotCollation) collation = pilot_collation_new ("C.UTF-8");
  g_autofree char *text = g_malloc (100001);
  guint8 key[PILOT_COLLATION_MAX_KEY_BYTES];

  for (int i = 0; i < 100000; i += 2)
    memcpy (text + i, "é", 2);
  text[100000] = '\0';
  g_assert_cmpuint (pilot_collation_make_key (collation, text, 100000, key), <=, PILOT_COLLATION_MAX_KEY_BYTES);
  g_assert_cmpuint (pilot_collation_make_key (collation, "", 0, key), ==, 0);
  g_assert_cmpuint (pilot_collation_make_key (collation, "-", 1, key), >, 0);
}

static void
test_id (void)
{
  g_autoptr (PilotCollation) plain = pilot_collation_new ("C.UTF-8");
  g_autoptr (PilotCollation) english = open_collation ("en_US.UTF-8");

  g_assert_true (g_str_has_prefix (pilot_collation_get_id (plain), "C.UTF-8/"));
  if (english != NULL)
    g_assert_cmpstr (pilot_collation_get_id (plain), !=, pilot_collation_get_id (english));
  g_assert_null (pilot_collation_new ("xx_NOWHERE.UTF-8"));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autofree char *path = g_strconcat ("/store/collation/keys are in the order of ", locales[i], NULL);

      g_test_add_data_func (path, locales[i], test_order);
    }
  g_test_add_func ("/store/collation/Ö stands after z in Swedish and by o in English", test_letters);
  g_test_add_func ("/store/collation/a key has a greatest length and is never empty", test_long_text);
  g_test_add_func ("/store/collation/each locale has an id of its own", test_id);
  return g_test_run ();
}
