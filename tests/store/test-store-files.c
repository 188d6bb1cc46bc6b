/* test-store-files.c: whole files that are kept beside the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-store-files.h"
#include "pilot-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define BYTES "kind,id\nagency,1\n"

typedef struct
{
  PilotStore *store; /* (owned) */
  GBytes *bytes;     /* (owned) */
  char *sha256;      /* (owned) */
  char *path;        /* (owned): of the kept file */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *cache = g_build_filename (dir, "test.cache", NULL);
  g_autoptr (GError) error = NULL;

  self->store = pilot_store_open (cache, NULL, NULL, &error);
  g_assert_no_error (error);
  self->bytes = g_bytes_new_static (BYTES, strlen (BYTES));
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
  self->path = g_strconcat (cache, ".file-", self->sha256, NULL);
  g_assert_true (pilot_store_keep_file (self->store, self->bytes, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pilot_store_close (self->store);
  g_object_unref (self->store);
  g_bytes_unref (self->bytes);
  g_free (self->sha256);
  g_free (self->path);
}

static void
assert_not_kept (Fixture *self, const char *sha256, PilotError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pilot_store_load_file (self->store, sha256, &error));
  g_assert_error (error, PILOT_ERROR, (int) code);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autofree char *empty_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, empty);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) again = pilot_store_load_file (self->store, self->sha256, &error);
  g_autoptr (GBytes) nothing = NULL;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, self->bytes));
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (pilot_store_keep_file (self->store, empty, &error));
  nothing = pilot_store_load_file (self->store, empty_sha256, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);

  assert_not_kept (self, "0000000000000000000000000000000000000000000000000000000000000000", PILOT_ERROR_NOT_FOUND);
  assert_not_kept (self, "../../../etc/passwd", PILOT_ERROR_NOT_FOUND);
  assert_not_kept (self, "", PILOT_ERROR_NOT_FOUND);
}

static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) again = NULL;

  g_assert_true (g_file_set_contents (self->path, "kind,id\nagency,2\n", -1, NULL));
  assert_not_kept (self, self->sha256, PILOT_ERROR_CORRUPT);
  assert_not_kept (self, self->sha256, PILOT_ERROR_NOT_FOUND);
  g_assert_true (pilot_store_keep_file (self->store, self->bytes, NULL));
  /* What is kept over a damaged one mends it. */
  g_assert_true (g_file_set_contents (self->path, "other", -1, NULL));
  g_assert_true (pilot_store_keep_file (self->store, self->bytes, NULL));
  again = pilot_store_load_file (self->store, self->sha256, NULL);
  g_assert_true (g_bytes_equal (again, self->bytes));
}

static void
age (Fixture *self)
{
  struct utimbuf old = { 0 };

  old.actime = old.modtime = g_get_real_time () / G_USEC_PER_SEC - 2 * 24 * 60 * 60;
  g_assert_cmpint (g_utime (self->path, &old), ==, 0);
}

static void
test_swept (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  pilot_store_sweep_files (self->store, used);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_EXISTS)); /* its record may be on its way */
  age (self);
  g_hash_table_add (used, self->sha256);
  pilot_store_sweep_files (self->store, used);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_EXISTS));
  g_hash_table_remove_all (used);
  g_assert_true (pilot_store_keep_file (self->store, self->bytes, NULL)); /* named anew */
  pilot_store_sweep_files (self->store, used);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_EXISTS));
  age (self);
  pilot_store_sweep_files (self->store, used);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

static void
test_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_store_remove (self->store, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/store/files/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("what is kept comes back byte for byte, for its owner alone", test_kept);
  ADD ("a damaged one is told, and can be kept again", test_damaged);
  ADD ("what no record names is deleted, but not at once", test_swept);
  ADD ("they go with the cache", test_removed);
  return g_test_run ();
}
