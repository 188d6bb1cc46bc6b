/* test-password.c: passwords, hashed with yescrypt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-password.h"
#include "pilot-test.h"

#include <string.h>
#include <time.h>

static gint64
cpu_usec (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Microseconds of computing, the least of three: what else runs on the machine doesn't count. */
static gint64
measure (const char *hash)
{
  gint64 least = G_MAXINT64;

  for (int i = 0; i < 3; i++)
    {
      gint64 before = cpu_usec ();

      pilot_password_verify ("not the password", hash);
      least = MIN (least, cpu_usec () - before);
    }
  return least;
}

static void
test_verify (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = pilot_password_hash ("correct horse", &error);
  g_autofree char *other = pilot_password_hash ("correct horse", &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hash, "$y$"));
  g_assert_cmpstr (hash, !=, other);
  g_assert_true (pilot_password_verify ("correct horse", hash));
  g_assert_true (pilot_password_verify ("correct horse", other));
  g_assert_false (pilot_password_verify ("Correct horse", hash));
  g_assert_false (pilot_password_verify ("", hash));
}

static void
test_long (void)
{
  g_autofree char *longest = g_strnfill (PILOT_PASSWORD_MAX_BYTES, 'a');
  g_autofree char *longer = g_strnfill (PILOT_PASSWORD_MAX_BYTES + 1, 'a');
  g_autofree char *hash = pilot_password_hash (longest, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (hash);
  g_assert_true (pilot_password_verify (longest, hash));
  /* Not cut off to what fits. */
  g_assert_false (pilot_password_verify (longer, hash));
  g_assert_null (pilot_password_hash (longer, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static void
test_damaged (void)
{
  g_assert_false (pilot_password_verify ("x", ""));
  g_assert_false (pilot_password_verify ("x", "*"));
  g_assert_false (pilot_password_verify ("x", "plain text"));
}

static void
test_unknown_account (void)
{
  g_autofree char *hash = pilot_password_hash ("correct horse", NULL);
  gint64 known, unknown;

  g_assert_false (pilot_password_verify ("anything", NULL));
  known = measure (hash);
  unknown = measure (NULL);
  g_assert_cmpint (unknown, >, known / 2);
  g_assert_cmpint (unknown, <, known * 2);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/password/the password is known again, salted each time", test_verify);
  g_test_add_func ("/server/password/a password is not cut off", test_long);
  g_test_add_func ("/server/password/a damaged hash lets nobody in", test_damaged);
  g_test_add_func ("/server/password/an unknown account costs as much as a known one", test_unknown_account);
  return g_test_run ();
}
