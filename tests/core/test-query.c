/* test-query.c: what a list asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"
#include "pilot-query.h"
#include "pilot-test.h"

static void
test_init (void)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      g_auto (PilotQuery) query;

      pilot_query_init (&query, entity);
      g_assert_cmpint (query.entity, ==, entity);
      g_assert_cmpuint (query.sort_field, ==, pilot_schema_get (entity)->title_field);
      g_assert_false (query.descending);
      g_assert_cmpuint (query.n_filters, ==, 0);
      g_assert_null (query.search);
    }
}

static void
test_filters (void)
{
  g_auto (PilotQuery) query;

  pilot_query_init (&query, PILOT_ENTITY_AGENCY);
  pilot_query_set_filter (&query, PILOT_AGENCY_STATUS, "x", TRUE); /* not there: nothing to take away */
  g_assert_cmpuint (query.n_filters, ==, 0);
  pilot_query_set_filter (&query, PILOT_AGENCY_STATUS, "active", FALSE);
  pilot_query_set_filter (&query, PILOT_AGENCY_COUNTRY, NULL, FALSE);
  pilot_query_set_filter (&query, PILOT_AGENCY_DATASET, "legacy", FALSE);
  g_assert_cmpuint (query.n_filters, ==, 3);
  g_assert_null (query.filters[1].value);
  pilot_query_set_filter (&query, PILOT_AGENCY_STATUS, "invited", FALSE);
  g_assert_cmpuint (query.n_filters, ==, 3);
  g_assert_cmpstr (query.filters[0].value, ==, "invited");
  pilot_query_set_filter (&query, PILOT_AGENCY_COUNTRY, NULL, TRUE);
  g_assert_cmpuint (query.n_filters, ==, 2);
  g_assert_cmpuint (query.filters[1].field, ==, PILOT_AGENCY_DATASET);
  g_assert_cmpstr (query.filters[1].value, ==, "legacy");
  pilot_query_set_filter (&query, PILOT_AGENCY_DATASET, NULL, TRUE);
  pilot_query_set_filter (&query, PILOT_AGENCY_STATUS, NULL, TRUE);
  g_assert_cmpuint (query.n_filters, ==, 0);
}

static void
test_dataset (void)
{
  g_auto (PilotQuery) query;
  g_auto (PilotQuery) company;

  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  pilot_query_set_dataset (&query, "legacy");
  g_assert_cmpuint (query.n_filters, ==, 2);
  g_assert_cmpuint (query.filters[0].field, ==, PILOT_CANDIDATE_DATASET);
  g_assert_cmpstr (query.filters[0].value, ==, "legacy");
  g_assert_cmpuint (query.filters[1].field, ==, PILOT_CANDIDATE_RUN_ID);
  g_assert_null (query.filters[1].value);
  pilot_query_set_dataset (&query, "portal"); /* where every record that was moved has a run */
  g_assert_cmpuint (query.n_filters, ==, 1);
  g_assert_cmpstr (query.filters[0].value, ==, "portal");
  pilot_query_set_dataset (&query, NULL);
  g_assert_cmpuint (query.n_filters, ==, 0);
  pilot_query_init (&company, PILOT_ENTITY_COMPANY);
  pilot_query_set_dataset (&company, "legacy");
  g_assert_cmpuint (company.n_filters, ==, 0);
}

static void
test_once (void)
{
  g_auto (PilotQuery) query;

  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  g_assert_false (pilot_query_hides_moved (&query));
  query.once = TRUE;
  g_assert_true (pilot_query_hides_moved (&query));
  pilot_query_set_filter (&query, PILOT_CANDIDATE_STATUS, "NEW", FALSE);
  pilot_query_set_filter (&query, PILOT_CANDIDATE_AGENCY_ID, NULL, FALSE);
  g_assert_true (pilot_query_hides_moved (&query));
  /* A legacy agency's candidates are legacy ones, moved or not. */
  pilot_query_set_filter (&query, PILOT_CANDIDATE_AGENCY_ID, "0190a1b2-0000-7000-8000-000000000001", FALSE);
  g_assert_false (pilot_query_hides_moved (&query));
  pilot_query_set_filter (&query, PILOT_CANDIDATE_AGENCY_ID, NULL, TRUE);
  pilot_query_set_dataset (&query, "legacy");
  g_assert_false (pilot_query_hides_moved (&query));
  pilot_query_set_dataset (&query, NULL);
  g_assert_true (pilot_query_hides_moved (&query));
  pilot_query_clear (&query);
  pilot_query_init (&query, PILOT_ENTITY_PROCESS);
  query.once = TRUE;
  g_assert_false (pilot_query_hides_moved (&query));
}

static void
test_too_many_filters (void)
{
  g_auto (PilotQuery) query;

  pilot_query_init (&query, PILOT_ENTITY_AGENCY);
  for (guint i = 0; i < PILOT_QUERY_MAX_FILTERS; i++)
    pilot_query_set_filter (&query, i, "a", FALSE);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*n_filters*");
  pilot_query_set_filter (&query, PILOT_QUERY_MAX_FILTERS, "a", FALSE);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (query.n_filters, ==, PILOT_QUERY_MAX_FILTERS);
  pilot_query_set_filter (&query, 3, "b", FALSE); /* replacing still goes */
  g_assert_cmpstr (query.filters[3].value, ==, "b");
}

static void
test_copy_and_equal (void)
{
  g_auto (PilotQuery) query;
  g_auto (PilotQuery) copy;

  pilot_query_init (&query, PILOT_ENTITY_JOB);
  query.search = g_strdup ("engineer");
  pilot_query_set_filter (&query, PILOT_JOB_STATUS, "SOURCING", FALSE);
  pilot_query_set_filter (&query, PILOT_JOB_COUNTRY, NULL, FALSE);
  pilot_query_copy (&query, &copy);
  g_assert_true (pilot_query_equal (&query, &copy));
  g_assert_true (query.search != copy.search);

  copy.descending = !copy.descending;
  g_assert_false (pilot_query_equal (&query, &copy));
  copy.descending = query.descending;
  copy.sort_field = PILOT_FIELD_ID;
  g_assert_false (pilot_query_equal (&query, &copy));
  copy.sort_field = query.sort_field;
  g_clear_pointer (&copy.search, g_free);
  g_assert_false (pilot_query_equal (&query, &copy));
  copy.search = g_strdup ("engineer");
  pilot_query_set_filter (&copy, PILOT_JOB_COUNTRY, "", FALSE); /* empty text is not "is empty" */
  g_assert_false (pilot_query_equal (&query, &copy));
  pilot_query_set_filter (&copy, PILOT_JOB_COUNTRY, NULL, FALSE);
  g_assert_true (pilot_query_equal (&query, &copy));
  copy.entity = PILOT_ENTITY_AGENCY;
  g_assert_false (pilot_query_equal (&query, &copy));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/query/a new one shows everything by its title", test_init);
  g_test_add_func ("/core/query/filters are set, replaced and taken away", test_filters);
  g_test_add_func ("/core/query/a record that was moved lives in the portal's data set alone", test_dataset);
  g_test_add_func ("/core/query/what was moved is seen once", test_once);
  g_test_add_func ("/core/query/one filter too many is refused", test_too_many_filters);
  g_test_add_func ("/core/query/a copy is equal until something differs", test_copy_and_equal);
  return g_test_run ();
}
