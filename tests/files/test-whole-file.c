/* test-whole-file.c: a file is there whole, or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-test.h"
#include "pilot-whole-file.h"

#include <signal.h>
#include <sys/resource.h>

#define PIECE_BYTES (64 * 1024)
#define N_PIECES 16

/* Fails after some pieces, where @user_data says so. */
static gboolean
write_pieces (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *piece = g_malloc0 (PIECE_BYTES);

  for (int i = 0; i < N_PIECES; i++)
    {
      if (i == GPOINTER_TO_INT (user_data))
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED, "planned");
          return FALSE;
        }
      if (!g_output_stream_write_all (stream, piece, PIECE_BYTES, NULL, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_before (const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
}

static void
test_fill (gconstpointer data)
{
  GFileCreateFlags flags = GPOINTER_TO_INT (data);
  g_autofree char *folder = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_false (pilot_whole_file_fill (file, flags, write_pieces, GINT_TO_POINTER (3), NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (folder), ==, 0);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_false (pilot_whole_file_fill (file, flags, write_pieces, GINT_TO_POINTER (3), NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (folder), ==, 1);
  assert_before (path);
  pilot_whole_file_fill (file, flags, write_pieces, GINT_TO_POINTER (-1), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_cmpuint (length, ==, N_PIECES * PIECE_BYTES);
}

/* The system itself has no room for more. */
static void
test_no_room (void)
{
  g_autofree char *folder = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  struct rlimit before;
  struct rlimit small;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 3 * PIECE_BYTES;
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_false (pilot_whole_file_fill (file, G_FILE_CREATE_NONE, write_pieces, GINT_TO_POINTER (-1), NULL, &error));
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (folder), ==, 1);
  assert_before (path);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_data_func ("/files/whole-file/it is there whole or as it was before", GINT_TO_POINTER (G_FILE_CREATE_NONE), test_fill);
  g_test_add_data_func ("/files/whole-file/one that takes the place of another is there whole or not at all",
                        GINT_TO_POINTER (G_FILE_CREATE_REPLACE_DESTINATION), test_fill);
  g_test_add_func ("/files/whole-file/where there is no room what was there stays", test_no_room);
  return g_test_run ();
}
