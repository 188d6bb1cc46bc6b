/* test-catalog.c: texts are found in another language's catalogue
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-catalog.h"
#include "pilot-test.h"

#include <glib/gstdio.h>
#include <string.h>

static const char po[] = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                         "msgid \"Friday\"\nmsgstr \"Freitag\"\nmsgid \"Job\"\nmsgstr \"Stelle\"\n"
                         "msgid \"Two\\nlines\"\nmsgstr \"Zwei\\nZeilen\"\n"
                         "msgid \"one\"\nmsgid_plural \"many\"\nmsgstr[0] \"eins\"\nmsgstr[1] \"viele\"\n";

/* A folder with a catalogue that gettext's own tool made; %NULL where the tool is not there. */
static char *
make_folder (const char *option)
{
  char *folder = pilot_test_make_dir ();
  g_autofree char *lang = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *source = g_build_filename (folder, "de.po", NULL);
  g_autofree char *target = g_build_filename (lang, "pilotage.mo", NULL);
  g_autoptr (GSubprocess) process = NULL;

  g_assert_cmpint (g_mkdir_with_parents (lang, 0700), ==, 0);
  g_assert_true (g_file_set_contents (source, po, -1, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "msgfmt", option, "-o", target, source, NULL);
  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  return folder;
}

static void
test_find (gconstpointer option)
{
  g_autofree char *folder = make_folder (option);
  g_autoptr (PilotCatalog) catalog = pilot_catalog_open (folder, "de-AT");
  g_auto (GStrv) languages = pilot_catalog_list_languages (folder);

  g_assert_nonnull (catalog);
  g_assert_cmpstr (pilot_catalog_get (catalog, "Friday"), ==, "Freitag");
  g_assert_cmpstr (pilot_catalog_get (catalog, "Two\nlines"), ==, "Zwei\nZeilen");
  g_assert_cmpstr (pilot_catalog_get (catalog, "one"), ==, "eins");
  g_assert_cmpstr (pilot_catalog_get (catalog, "Monday"), ==, "Monday");
  g_assert_null (pilot_catalog_find (catalog, "Monday"));
  g_assert_null (pilot_catalog_find (NULL, "Friday"));
  g_assert_cmpstr (languages[0], ==, "de");
  g_assert_cmpstr (languages[1], ==, "en");
  g_assert_null (languages[2]);
}

static void
test_none (void)
{
  g_autofree char *folder = make_folder ("--endianness=little");

  g_assert_null (pilot_catalog_open (folder, "fr"));
  g_assert_null (pilot_catalog_open (folder, "../de"));
  g_assert_null (pilot_catalog_open (folder, ""));
}

/* A catalogue is a file like others: what it says of itself is not believed. */
static void
test_damaged (void)
{
  g_autofree char *folder = make_folder ("--endianness=little");
  g_autofree char *path = g_build_filename (folder, "de", "LC_MESSAGES", "pilotage.mo", NULL);
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *copy = g_memdup2 (data, length);
      g_autoptr (PilotCatalog) catalog = NULL;

      copy[i] = (char) 0xff;
      g_assert_true (g_file_set_contents_full (path, copy, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      catalog = pilot_catalog_open (folder, "de");
      g_assert_nonnull (pilot_catalog_get (catalog, "Friday"));
      g_clear_pointer (&catalog, pilot_catalog_free);
      g_assert_true (g_file_set_contents_full (path, data, i, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      catalog = pilot_catalog_open (folder, "de");
      g_assert_nonnull (pilot_catalog_get (catalog, "Job"));
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_data_func ("/files/catalog/a text is found", "--endianness=little", test_find);
  g_test_add_data_func ("/files/catalog/a text is found in a file of the other byte order", "--endianness=big", test_find);
  g_test_add_func ("/files/catalog/a language without a catalogue has none", test_none);
  g_test_add_func ("/files/catalog/a damaged file says nothing it does not hold", test_damaged);
  return g_test_run ();
}
