/* test-throttle.c: slowing down who guesses passwords
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "pilot-throttle.h"

#define SECONDS(n) ((gint64) (n) * G_USEC_PER_SEC)

static void
test_free (void)
{
  g_autoptr (PilotThrottle) throttle = pilot_throttle_new (3, 60);

  g_assert_cmpuint (pilot_throttle_check (throttle, "a", 0), ==, 0);
  pilot_throttle_fail (throttle, "a", 0);
  pilot_throttle_fail (throttle, "a", 0);
  g_assert_cmpuint (pilot_throttle_check (throttle, "a", 0), ==, 0);
  pilot_throttle_fail (throttle, "a", 0);
  g_assert_cmpuint (pilot_throttle_check (throttle, "a", 0), ==, 1);
  g_assert_cmpuint (pilot_throttle_check (throttle, "b", 0), ==, 0);
}

static void
test_growing (void)
{
  static const guint waits[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };
  g_autoptr (PilotThrottle) throttle = pilot_throttle_new (1, 60);
  gint64 now = 0;

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      pilot_throttle_fail (throttle, "a", now);
      g_assert_cmpuint (pilot_throttle_check (throttle, "a", now), ==, waits[i]);
      now += SECONDS (waits[i]);
      g_assert_cmpuint (pilot_throttle_check (throttle, "a", now - 1), ==, 1);
      g_assert_cmpuint (pilot_throttle_check (throttle, "a", now), ==, 0);
    }
}

static void
test_endless (void)
{
  g_autoptr (PilotThrottle) throttle = pilot_throttle_new (1, 60);

  for (guint i = 0; i < 1000; i++)
    pilot_throttle_fail (throttle, "a", 0);
  g_assert_cmpuint (pilot_throttle_check (throttle, "a", 0), ==, 60);
}

static void
test_forget (void)
{
  g_autoptr (PilotThrottle) throttle = pilot_throttle_new (2, 60);

  for (guint i = 0; i < 8; i++)
    pilot_throttle_fail (throttle, "a", 0);
  pilot_throttle_forget (throttle, "a");
  g_assert_cmpuint (pilot_throttle_check (throttle, "a", 0), ==, 0);
  for (guint i = 0; i < 8; i++)
    pilot_throttle_fail (throttle, "b", 0);
  /* After an hour of silence a failure is the first one again. */
  pilot_throttle_fail (throttle, "b", SECONDS (3601));
  g_assert_cmpuint (pilot_throttle_check (throttle, "b", SECONDS (3601)), ==, 0);
}

static void
test_many_keys (void)
{
  g_autoptr (PilotThrottle) throttle = pilot_throttle_new (1, 60);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);

      pilot_throttle_fail (throttle, key, i);
    }
  g_assert_cmpuint (pilot_throttle_get_n_keys (throttle), <=, 10000);
  g_assert_cmpuint (pilot_throttle_check (throttle, "key 19999", 20000), ==, 1);
  g_assert_cmpuint (pilot_throttle_check (throttle, "key 0", 20000), ==, 0);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/throttle/some failures are free, and each key counts alone", test_free);
  g_test_add_func ("/server/throttle/the wait doubles up to its limit", test_growing);
  g_test_add_func ("/server/throttle/a thousand failures overflow nothing", test_endless);
  g_test_add_func ("/server/throttle/who proves himself, and who is silent, is forgotten", test_forget);
  g_test_add_func ("/server/throttle/a bounded number of keys is kept", test_many_keys);
  return g_test_run ();
}
