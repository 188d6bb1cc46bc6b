/* test-row.c: items of lists and of the outbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-pending.h"
#include "pilot-row.h"
#include "pilot-test.h"

static void
test_row (void)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_RECRUITER);
  const char *titles[PILOT_RECRUITER_N_FIELDS] = { [PILOT_RECRUITER_AGENCY_ID] = "Céad Míle" };
  g_autoptr (PilotRow) row = NULL;
  g_autofree char *agency = NULL, *name = NULL, *plain_agency = NULL;
  g_autoptr (PilotRow) plain = NULL;

  pilot_record_set_text (record, PILOT_FIELD_ID, "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01");
  pilot_record_set_text (record, PILOT_RECRUITER_NAME, "Ana");
  pilot_record_set_text (record, PILOT_RECRUITER_AGENCY_ID, "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a02");
  row = pilot_row_new (record, titles);
  titles[PILOT_RECRUITER_AGENCY_ID] = "overwritten";
  agency = pilot_row_dup_display (row, PILOT_RECRUITER_AGENCY_ID);
  g_assert_cmpstr (agency, ==, "Céad Míle");
  name = pilot_row_dup_display (row, PILOT_RECRUITER_NAME);
  g_assert_cmpstr (name, ==, "Ana");
  g_assert_cmpstr (pilot_row_get_id (row), ==, "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01");
  g_assert_true (pilot_row_get_record (row) == record);
  g_assert_false (pilot_row_get_pending (row));
  pilot_row_set_pending (row, TRUE);
  g_assert_true (pilot_row_get_pending (row));

  plain = pilot_row_new (record, NULL);
  plain_agency = pilot_row_dup_display (plain, PILOT_RECRUITER_AGENCY_ID);
  g_assert_cmpstr (plain_agency, ==, "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a02");
}

static void
test_pending (void)
{
  char title[] = "Ana";
  PilotRecord *mine = pilot_record_new (PILOT_ENTITY_RECRUITER);
  PilotPendingData data = { .seq = 7, .operation_id = "op", .entity_id = "id", .title = title, .state = PILOT_PENDING_CONFLICT, .mine = mine };
  g_autoptr (PilotPending) pending = pilot_pending_new (&data);

  pilot_record_unref (mine); /* it keeps what it needs */
  title[0] = 'X';
  g_assert_cmpstr (pilot_pending_get (pending)->title, ==, "Ana");
  g_assert_null (pilot_pending_get (pending)->message);
  g_assert_null (pilot_pending_get (pending)->theirs);
  g_assert_cmpint (pilot_record_get_entity (pilot_pending_get (pending)->mine), ==, PILOT_ENTITY_RECRUITER);
  g_assert_cmpint (pilot_pending_get (pending)->seq, ==, 7);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/row/a reference is shown by its title", test_row);
  g_test_add_func ("/core/row/a pending change keeps copies of its own", test_pending);
  return g_test_run ();
}
