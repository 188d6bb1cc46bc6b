/* test-archive-plain.c: a libarchive that was built without cryptography writes nothing in its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-archive-writer.h"
#include "pilot-error.h"
#include "pilot-test.h"

#include <archive.h>

/* Stands before the library's own, and answers as that does where it was built without cryptography. */
int
archive_write_set_options (struct archive *archive, const char *options)
{
  archive_set_error (archive, -1, "encryption not supported");
  return ARCHIVE_FAILED;
}

static void
test_refused (void)
{
  g_autofree char *path = pilot_test_make_dir ();
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) file = g_file_get_child (folder, "manifest.zip");
  g_autoptr (GDir) dir = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_replace_contents (file, "before", 6, NULL, FALSE, 0, NULL, NULL, NULL));
  g_assert_null (pilot_archive_writer_new (file, "correct horse battery", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED);
  g_assert_cmpstr (error->message, ==,
                   "This system can’t encrypt archives; nothing was saved. Save the files instead, and pass them on in a way that protects them.");
  dir = g_dir_open (path, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "manifest.zip");
  g_assert_null (g_dir_read_name (dir));
  g_assert_true (g_file_load_contents (file, NULL, &bytes, &length, NULL, NULL));
  g_assert_cmpmem (bytes, length, "before", 6);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/archive-plain/where the system can't encrypt, that is said, and nothing is written", test_refused);
  return g_test_run ();
}
