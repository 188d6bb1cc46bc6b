/* test-name-uuid.c: ids that are the same for everybody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-name-uuid.h"
#include "pilot-test.h"

/* The expected ones were made by another implementation of RFC 9562: Python's uuid.uuid5(). */
static void
test_standard (void)
{
  static const struct
  {
    const char *text;
    const char *id;
  } cases[] = {
    { "", "fc351d93-b589-5d05-b841-d9bd9d3a321f" },
    { "a", "899a3f23-c7c1-5067-a165-f1518f82ff8f" },
    { "Zażółć", "a49c70ab-37c7-5c85-a5c0-c19cf0ccece8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = pilot_name_uuid (cases[i].text);

      g_assert_cmpstr (id, ==, cases[i].id);
      g_assert_true (g_uuid_string_is_valid (id));
    }
}

/* They are stored, and made on both sides: they never change. */
static void
test_stable (void)
{
  const struct
  {
    char *id; /* (owned) */
    const char *expected;
  } cases[] = {
    { pilot_project_make_id (), "6aed76af-74ab-5170-be94-ad62c7bcdb1b" },
    { pilot_settings_make_id (), "3bdb6d2a-0975-515b-8480-0206ae91c5b5" },
    { pilot_step_make_id ("a3-gate"), "426c8cc5-2185-5b4d-b92e-edf5f21461dd" },
    { pilot_mapping_make_id ("P", "INTERVIEW", "Phone"), "b89c41a6-75a1-5994-a465-cd333c1b2d42" },
    { pilot_mapping_make_id ("P", "INTERVIEW", NULL), "b6086d0b-2cfb-5828-bb29-ba3eef0e4227" },
    { pilot_check_make_id (NULL, "recruiter-email"), "bf39034e-8ab8-5b34-b565-2d6c6e7ccfed" },
    { pilot_check_make_id ("R", "recruiter-email"), "c50493eb-3b6d-5eea-a311-8e29fd5027c6" },
    { pilot_scope_choice_make_id ("R", "A", NULL), "fffe34e9-b8e9-5fb9-a171-17bbb268e546" },
    { pilot_scope_choice_make_id ("R", "A", "U"), "eb0112a5-cdb2-5c44-adbb-57e14928d278" },
    { pilot_moved_make_id ("S"), "72477ca8-77b2-506d-92f4-8947dbc4a6cb" },
    { pilot_result_make_id ("R", "S"), "26d316ea-93b3-5348-881d-819249442ed7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (cases[i].id, ==, cases[i].expected);
      g_free (cases[i].id);
    }
}

/* Parts don't run into each other, and none is as empty as another's lack. */
static void
test_apart (void)
{
  g_autofree char *a = pilot_mapping_make_id ("PI", "NTERVIEW", NULL);
  g_autofree char *b = pilot_mapping_make_id ("P", "INTERVIEW", NULL);
  g_autofree char *c = pilot_mapping_make_id ("P", "INTERVIEW", "");
  g_autofree char *d = pilot_result_make_id ("S", "R");
  g_autofree char *e = pilot_result_make_id ("R", "S");

  g_assert_cmpstr (a, !=, b);
  g_assert_cmpstr (b, ==, c);
  g_assert_cmpstr (d, !=, e);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/name uuid/they are UUIDs of version 5", test_standard);
  g_test_add_func ("/core/name uuid/each kind's stays what it is", test_stable);
  g_test_add_func ("/core/name uuid/parts are kept apart", test_apart);
  return g_test_run ();
}
