/* test-utf8-survey.c: which lines of a file are UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "pilot-utf8-survey.h"

#include <string.h>

static void
assert_survey (const char *bytes, gsize length, guint64 n_utf8, guint64 n_other, guint64 first)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, length, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotSpool) spool = pilot_spool_new (stream, PILOT_ENCODING_UTF8, NULL, NULL, NULL, &error);
  PilotUtf8Survey survey;

  g_assert_no_error (error);
  g_assert_true (pilot_utf8_survey_run (&survey, spool, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (survey.n_utf8_lines, ==, n_utf8);
  g_assert_cmpuint (survey.n_other_lines, ==, n_other);
  g_assert_cmpuint (survey.first_other_line, ==, first);
}

#define ASSERT_SURVEY(bytes, n_utf8, n_other, first) assert_survey (bytes, sizeof (bytes) - 1, n_utf8, n_other, first)

static void
test_lines (void)
{
  ASSERT_SURVEY ("", 0, 0, 0);
  ASSERT_SURVEY ("plain\nlines\n", 0, 0, 0);
  ASSERT_SURVEY ("one\nJos\xC3\xA9\nM\xFCller\nZo\xC3\xAB\n", 2, 1, 3);
  ASSERT_SURVEY ("a\rb\r\nJos\xE9\r\n\r\nZo\xEB", 0, 2, 3);
  /* In two encodings at once it is none. */
  ASSERT_SURVEY ("Jos\xC3\xA9 M\xFCller\n", 0, 1, 1);
  ASSERT_SURVEY ("a\0b\nJos\xC3\xA9\n", 1, 0, 0);
  ASSERT_SURVEY ("cut \xE2\x82", 0, 1, 1);
}

/* The borders of the pieces in which a file is read cut characters and ends of lines. */
static void
test_borders (void)
{
  for (guint shift = 0; shift < 4; shift++)
    {
      g_autoptr (GString) text = g_string_new_len ("abc", shift);
      guint n = 0;

      for (; text->len < 200 * 1024; n++)
        g_string_append (text, "\xE2\x82\xAC\r\n");
      g_string_append (text, "\xE9");
      assert_survey (text->str, text->len, n, 1, n + 1);
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/utf8-survey/lines are counted by what they are", test_lines);
  g_test_add_func ("/files/utf8-survey/pieces may cut a character or the end of a line", test_borders);
  return g_test_run ();
}
