/* test-archive-writer.c: who has the password reads the archive, nobody else does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-archive-writer.h"
#include "pilot-error.h"
#include "pilot-test.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define PASSWORD "correct horse battery"
#define SECRET "Confidential: candidate 4711 is expected in Interview\n"

static GFile *
make_file (const char *name)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, name, NULL);

  return g_file_new_for_path (path);
}

static GFile *
make_archive (void)
{
  GFile *file = make_file ("manifest.zip");
  g_autoptr (GFile) source = make_file ("big.csv");
  g_autoptr (GString) big = g_string_new (NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (SECRET, strlen (SECRET));
  g_autoptr (PilotArchiveWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (big, "candidate,%u,moved\n", i);
  g_assert_true (g_file_replace_contents (source, big->str, big->len, NULL, FALSE, 0, NULL, NULL, NULL));
  writer = pilot_archive_writer_new (file, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_archive_writer_add_bytes (writer, "note.txt", bytes, &error));
  g_assert_true (pilot_archive_writer_add (writer, "größe.csv", source, NULL, &error));
  g_assert_false (g_file_query_exists (file, NULL)); /* not before it is whole */
  g_assert_true (pilot_archive_writer_finish (writer, &error));
  g_assert_no_error (error);
  return file;
}

static struct archive *
open_archive (GFile *file, const char *password)
{
  struct archive *archive = archive_read_new ();

  archive_read_support_format_zip (archive);
  if (password != NULL)
    archive_read_add_passphrase (archive, password);
  g_assert_cmpint (archive_read_open_filename (archive, g_file_peek_path (file), 65536), ==, ARCHIVE_OK);
  return archive;
}

static void
test_read (void)
{
  g_autoptr (GFile) file = make_archive ();
  g_autofree char *raw = NULL;
  gsize raw_length;
  struct archive *archive = open_archive (file, PASSWORD);
  struct archive_entry *entry;
  char buffer[256] = { 0 };
  gsize total = 0;
  la_ssize_t n;

  g_assert_cmpint (archive_read_next_header (archive, &entry), ==, ARCHIVE_OK);
  g_assert_cmpstr (archive_entry_pathname_utf8 (entry), ==, "note.txt");
  g_assert_true (archive_entry_is_data_encrypted (entry));
  g_assert_cmpint (archive_read_data (archive, buffer, sizeof buffer), ==, strlen (SECRET));
  g_assert_cmpstr (buffer, ==, SECRET);
  g_assert_cmpint (archive_read_next_header (archive, &entry), ==, ARCHIVE_OK);
  g_assert_cmpstr (archive_entry_pathname_utf8 (entry), ==, "größe.csv");
  while ((n = archive_read_data (archive, buffer, sizeof buffer)) > 0)
    total += n;
  g_assert_cmpint (n, ==, 0);
  g_assert_cmpuint (total, ==, archive_entry_size (entry));
  g_assert_cmpint (archive_read_next_header (archive, &entry), ==, ARCHIVE_EOF);
  archive_read_free (archive);

  g_assert_true (g_file_load_contents (file, NULL, &raw, &raw_length, NULL, NULL));
  g_assert_null (memmem (raw, raw_length, "Confidential", 12));
  /* The extra field of the WinZip form with strength 3: AES-256. */
  g_assert_nonnull (memmem (raw, raw_length, "AE\x03", 3));
}

static void
test_wrong_password (void)
{
  static const char *const passwords[] = { "correct horse batterY", NULL };
  g_autoptr (GFile) file = make_archive ();

  for (guint i = 0; i < 2; i++)
    {
      struct archive *archive = open_archive (file, passwords[i]);
      struct archive_entry *entry;
      char buffer[256];

      g_assert_cmpint (archive_read_next_header (archive, &entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_read_data (archive, buffer, sizeof buffer), <, 0);
      archive_read_free (archive);
    }
}

static void
test_unfinished (void)
{
  g_autoptr (GFile) file = make_file ("given-up.zip");
  g_autoptr (GFile) missing = make_file ("missing.csv");
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  PilotArchiveWriter *writer = pilot_archive_writer_new (file, PASSWORD, &error);

  g_assert_no_error (error);
  g_assert_false (pilot_archive_writer_add (writer, "missing.csv", missing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  pilot_archive_writer_free (writer);
  dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_password (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GFile) file = make_file ("short.zip");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 200; i++)
    {
      char *password = pilot_archive_make_password (&error);

      g_assert_no_error (error);
      g_assert_cmpuint (strlen (password), ==, 24);
      g_assert_null (strpbrk (password, "0O1lI"));
      g_assert_true (g_hash_table_add (seen, g_strdup (password)));
      pilot_archive_free_password (password);
    }
  g_assert_null (pilot_archive_writer_new (file, "short", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/archive-writer/what is packed is read again with the password", test_read);
  g_test_add_func ("/files/archive-writer/without the password nothing is read", test_wrong_password);
  g_test_add_func ("/files/archive-writer/an archive that is given up leaves no trace", test_unfinished);
  g_test_add_func ("/files/archive-writer/passwords are long and each is another", test_password);
  return g_test_run ();
}
