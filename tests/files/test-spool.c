/* test-spool.c: the private copy of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-spool.h"
#include "pilot-test.h"

#include <string.h>

static PilotSpool *
spool_bytes (const char *bytes, gsize length, PilotEncoding encoding)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, length, NULL);
  g_autoptr (GError) error = NULL;
  PilotSpool *spool = pilot_spool_new (stream, encoding, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return spool;
}

static void
test_copy (void)
{
  g_autoptr (PilotSpool) spool = spool_bytes ("0123456789", 10, PILOT_ENCODING_UTF8);
  g_autoptr (GInputStream) one = pilot_spool_open (spool);
  g_autoptr (GInputStream) two = pilot_spool_open (spool);
  char buffer[16] = "";

  g_assert_cmpuint (pilot_spool_get_size_bytes (spool), ==, 10);
  g_assert_cmpint (g_input_stream_read (one, buffer, 4, NULL, NULL), ==, 4);
  g_assert_cmpint (memcmp (buffer, "0123", 4), ==, 0);
  g_assert_true (g_seekable_seek (G_SEEKABLE (two), 8, G_SEEK_SET, NULL, NULL));
  g_assert_cmpint (g_input_stream_read (two, buffer, 16, NULL, NULL), ==, 2);
  g_assert_cmpint (memcmp (buffer, "89", 2), ==, 0);
  g_assert_cmpint (g_input_stream_read (one, buffer, 1, NULL, NULL), ==, 1);
  g_assert_cmpint (buffer[0], ==, '4');
}

static void
test_leaves_nothing (void)
{
  g_autoptr (PilotSpool) spool G_GNUC_UNUSED = spool_bytes ("secret", 6, PILOT_ENCODING_UTF8);
  g_autoptr (GDir) dir = g_dir_open (g_get_user_cache_dir (), 0, NULL);

  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_validity (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PilotSpool) ascii = spool_bytes ("abc\0def", 7, PILOT_ENCODING_UTF8);
  g_autoptr (PilotSpool) latin = spool_bytes ("caf\xE9", 4, PILOT_ENCODING_UTF8);
  g_autoptr (PilotSpool) decoded = spool_bytes ("caf\xE9", 4, PILOT_ENCODING_WINDOWS_1252);

  g_assert_true (pilot_spool_is_ascii (ascii) && pilot_spool_is_utf8 (ascii));
  g_assert_false (pilot_spool_is_utf8 (latin));
  g_assert_true (pilot_spool_is_utf8 (decoded) && !pilot_spool_is_ascii (decoded));
  g_assert_cmpuint (pilot_spool_get_size_bytes (decoded), ==, 5);

  /* Characters of three bytes, of which the borders of the pieces cut some. */
  for (guint shift = 0; shift < 3; shift++)
    {
      g_autoptr (PilotSpool) whole = NULL;
      g_autoptr (PilotSpool) cut = NULL;

      g_string_truncate (text, 0);
      g_string_append_len (text, "xx", shift);
      while (text->len < 600 * 1024)
        g_string_append (text, "\xE2\x82\xAC");
      whole = spool_bytes (text->str, text->len, PILOT_ENCODING_UTF8);
      cut = spool_bytes (text->str, text->len - 1, PILOT_ENCODING_UTF8);
      g_assert_true (pilot_spool_is_utf8 (whole));
      g_assert_false (pilot_spool_is_utf8 (cut));
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/spool/several readers have their own places", test_copy);
  g_test_add_func ("/files/spool/the copy has no name", test_leaves_nothing);
  g_test_add_func ("/files/spool/what is no UTF-8 is noticed across pieces", test_validity);
  return g_test_run ();
}
