/* test-log.c: the file that goes to support
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-log.h"
#include "pilot-test.h"

#include <string.h>

static char *
save (const char *head)
{
  g_autofree char *folder = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "pilotage.log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  pilot_log_save (file, head, &error);
  g_assert_no_error (error);
  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Most folders are libraries without a name of their own: what they say counts most when a sync fails. */
static void
test_ours (void)
{
  g_autofree char *text = NULL;

  g_log (NULL, G_LOG_LEVEL_DEBUG, "a round of sync ended");
  g_log ("pilot-ui", G_LOG_LEVEL_DEBUG, "of the window");
  g_log ("PilotWorkspace", G_LOG_LEVEL_INFO, "of a workflow");
  g_log ("Gtk", G_LOG_LEVEL_DEBUG, "of the toolkit");
  g_log ("Gtk", G_LOG_LEVEL_MESSAGE, "worth knowing");
  text = save ("Pilotage 1");
  g_assert_true (g_str_has_prefix (text, "Pilotage 1\n"));
  g_assert_nonnull (strstr (text, " pilotage debug: a round of sync ended\n"));
  g_assert_nonnull (strstr (text, " pilot-ui debug: of the window\n"));
  g_assert_nonnull (strstr (text, " PilotWorkspace info: of a workflow\n"));
  g_assert_nonnull (strstr (text, " Gtk message: worth knowing\n"));
  g_assert_null (strstr (text, "of the toolkit"));
}

static void
test_home (void)
{
  g_autofree char *text = NULL;

  g_log (NULL, G_LOG_LEVEL_MESSAGE, "“%s/pilotage/a.cache” cannot be opened", g_get_home_dir ());
  text = save ("");
  g_assert_nonnull (strstr (text, "“~/pilotage/a.cache” cannot be opened"));
  g_assert_null (strstr (text, g_get_home_dir ()));
}

/* A number says nothing to whoever reads the log, and a message may name a person. */
static void
test_errors (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GError foreign = { G_IO_ERROR, G_IO_ERROR_NO_SPACE, (char *) "Anna Muster" };
  GError unknown = { G_MARKUP_ERROR, G_MARKUP_ERROR_EMPTY, (char *) "Anna Muster" };
  g_autofree char *text = NULL;

  for (int code = PILOT_ERROR_OFFLINE; code <= PILOT_ERROR_FAILED; code++)
    {
      GError error = { PILOT_ERROR, code, (char *) "Anna Muster" };
      const char *name = pilot_error_get_name (&error);

      g_assert_true (g_ascii_islower (name[0]) && strpbrk (name, "0123456789 ") == NULL && strstr (name, "quark") == NULL);
      g_assert_true (g_hash_table_add (seen, (gpointer) name));
      g_log (NULL, G_LOG_LEVEL_DEBUG, "it ended: %s", name);
    }
  g_assert_cmpstr (pilot_error_get_name (&foreign), ==, "no-space");
  g_assert_cmpstr (pilot_error_get_name (&unknown), ==, "g-markup-error-quark");
  text = save ("");
  g_assert_nonnull (strstr (text, "it ended: offline\n"));
  g_assert_nonnull (strstr (text, "it ended: failed\n"));
  g_assert_null (strstr (text, "Anna"));
}

int
main (int argc, char *argv[])
{
  pilot_log_install ();
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/ui/log/what our own folders say is kept, and what the toolkit chatters is not", test_ours);
  g_test_add_func ("/ui/log/the folder of the person is not named", test_home);
  g_test_add_func ("/ui/log/an error is a word", test_errors);
  return g_test_run ();
}
