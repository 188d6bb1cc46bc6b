/* test-short-text.c: a text as short as a line of a list can show it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-short-text.h"
#include "pilot-test.h"

static void
assert_short (const char *text, guint max_chars, const char *expected)
{
  g_autofree char *cut = pilot_short_text (text, max_chars);

  g_assert_cmpstr (cut, ==, expected);
}

static void
test_short (void)
{
  assert_short ("", 1, "");
  assert_short ("abc", 3, "abc");
  assert_short ("abcd", 3, "ab…");
  assert_short ("ab", 1, "…");
  assert_short ("äöüß", 4, "äöüß");
  assert_short ("äöüß!", 4, "äöü…");
}

static void
test_line (void)
{
  g_autofree char *line = pilot_short_line ("one\r\ntwo\nthree", 9);

  g_assert_cmpstr (line, ==, "one  two…");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/short-text/a text is cut between characters, and says so", test_short);
  g_test_add_func ("/core/short-text/several lines become one", test_line);
  return g_test_run ();
}
