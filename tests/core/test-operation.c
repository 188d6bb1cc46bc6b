/* test-operation.c: operations, pulls, profiles and errors as values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-connection-provider.h"
#include "pilot-error.h"
#include "pilot-test.h"

static void
test_operation (void)
{
  g_autoptr (PilotOperation) operation = pilot_operation_new (PILOT_OPERATION_UPDATE, PILOT_ENTITY_JOB);
  g_auto (PilotPushResult) result = { .record = pilot_record_new (PILOT_ENTITY_JOB), .revision = 3, .deleted = TRUE };

  g_assert_cmpint (operation->kind, ==, PILOT_OPERATION_UPDATE);
  g_assert_cmpint (operation->entity, ==, PILOT_ENTITY_JOB);
  operation->id = g_uuid_string_random ();
  operation->record = pilot_record_new (PILOT_ENTITY_JOB);
  pilot_push_result_clear (&result);
  g_assert_null (result.record);
  g_assert_cmpint (result.revision, ==, 0);
  g_assert_false (result.deleted);
}

static void
test_pull (void)
{
  g_auto (PilotPull) pull = { .cursor = g_strdup ("c"), .epoch = g_strdup ("e"), .revision = 9, .snapshot_done = TRUE };
  g_auto (PilotPull) copy = { 0 };

  pilot_pull_copy (&pull, &copy);
  pilot_pull_clear (&pull);
  g_assert_null (pull.cursor);
  g_assert_false (pull.snapshot_done);
  g_assert_cmpstr (copy.cursor, ==, "c");
  g_assert_cmpstr (copy.epoch, ==, "e");
  g_assert_cmpint (copy.revision, ==, 9);
  g_assert_true (copy.snapshot_done);
}

static void
test_profile (void)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");
  g_autoptr (PilotConnectionProfile) other = pilot_connection_profile_new ("portal");
  g_autoptr (PilotConnectionProfile) copy = NULL;

  g_assert_true (g_uuid_string_is_valid (profile->id));
  g_assert_cmpstr (profile->id, !=, other->id);
  profile->address = g_strdup ("https://portal.example/");
  profile->email = g_strdup ("ana@example.com");
  copy = pilot_connection_profile_copy (profile);
  g_assert_cmpstr (copy->id, ==, profile->id);
  g_assert_cmpstr (copy->kind, ==, "portal");
  g_assert_cmpstr (copy->address, ==, "https://portal.example/");
  g_assert_cmpstr (copy->email, ==, "ana@example.com");
  g_assert_null (copy->ca_path);
}

static void
test_transient (void)
{
  static const PilotError transient[] = { PILOT_ERROR_OFFLINE, PILOT_ERROR_TIMEOUT, PILOT_ERROR_SERVER, PILOT_ERROR_THROTTLED, PILOT_ERROR_BUSY };
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, PILOT_ERROR_OFFLINE, "another domain");

  for (guint code = 0; code <= PILOT_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PILOT_ERROR, code, "");
      gboolean expected = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (transient); i++)
        expected = expected || transient[i] == code;
      g_assert_cmpint (pilot_error_is_transient (error), ==, expected);
    }
  g_assert_false (pilot_error_is_transient (foreign));
  g_assert_false (pilot_error_is_transient (NULL));
}

static void
test_clock (void)
{
  g_autoptr (PilotFakeClock) clock = pilot_fake_clock_new (100);
  gint64 before = g_get_real_time ();

  g_assert_cmpint (pilot_clock_get_unix_usec (PILOT_CLOCK (clock)), ==, 100);
  pilot_fake_clock_advance (clock, 5);
  g_assert_cmpint (pilot_clock_get_unix_usec (PILOT_CLOCK (clock)), ==, 105);
  g_assert_cmpint (pilot_clock_get_unix_usec (pilot_clock_get_system ()), >=, before);
  g_assert_true (pilot_clock_get_system () == pilot_clock_get_system ());
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/operation/an operation and its result are freed whole", test_operation);
  g_test_add_func ("/core/operation/a pull's position is copied and cleared", test_pull);
  g_test_add_func ("/core/operation/a profile has an id of its own and copies whole", test_profile);
  g_test_add_func ("/core/operation/only what may succeed later counts as transient", test_transient);
  g_test_add_func ("/core/operation/a clock can stand still", test_clock);
  return g_test_run ();
}
