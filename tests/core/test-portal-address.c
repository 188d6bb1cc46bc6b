/* test-portal-address.c: where a portal is, as people write it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-portal-address.h"
#include "pilot-test.h"

static void
test_normalize (void)
{
  static const struct
  {
    const char *typed;
    const char *kept;
  } cases[] = {
    { "https://portal.example", "https://portal.example" },
    { " https://portal.example/ \n", "https://portal.example" },
    { "https://portal.example/hire/", "https://portal.example/hire" },
    { "https://portal.example///", "https://portal.example" },
    { "portal.example", "https://portal.example" },
    { "portal.example:8443/", "https://portal.example:8443" },
    { "http://127.0.0.1:9/", "http://127.0.0.1:9" },
    { "ftp://portal.example", "ftp://portal.example" },
    { "  ", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kept = pilot_portal_address_normalize (cases[i].typed);
      g_autofree char *again = pilot_portal_address_normalize (kept);

      g_assert_cmpstr (kept, ==, cases[i].kept);
      g_assert_cmpstr (again, ==, kept);
    }
}

static void
test_check (void)
{
  static const char *const addresses[] = { "https://portal.example", "http://localhost:80", "https://[::1]:8443", "https://a/hire", "HTTPS://A" };
  static const char *const none[] = { "", "https:", "https://", "https://a b", "portal.example", "ftp://portal.example", "https://a?b",
                                      "https://a#b", "https://maya@a", "https://maya:secret@a", "https://a%20b", "/hire" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      pilot_portal_address_check (addresses[i], &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pilot_portal_address_check (none[i], &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/portal-address/the same portal is written in one way", test_normalize);
  g_test_add_func ("/core/portal-address/what is no address of a portal is refused", test_check);
  return g_test_run ();
}
