/* test-record.c: records: values, merging, comparing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-record.h"
#include "pilot-test.h"

#include <string.h>

#define ID "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01"

static PilotRecord *
make_agency (void)
{
  PilotRecord *record = pilot_record_new (PILOT_ENTITY_AGENCY);

  pilot_record_set_text (record, PILOT_FIELD_ID, ID);
  pilot_record_set_integer (record, PILOT_FIELD_REVISION, 7);
  pilot_record_set_text (record, PILOT_AGENCY_NAME, "Céad Míle Recruitment");
  pilot_record_set_text (record, PILOT_AGENCY_STATUS, "active");
  pilot_record_set_null (record, PILOT_AGENCY_PHONE);
  return record;
}

static void
test_new (void)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      g_autoptr (PilotRecord) record = pilot_record_new (entity);

      g_assert_cmpint (pilot_record_get_entity (record), ==, entity);
      g_assert_null (pilot_record_get_id (record));
      for (guint i = 0; i < pilot_record_get_schema (record)->n_fields; i++)
        {
          g_assert_false (pilot_record_is_set (record, i));
          g_assert_null (pilot_record_get_text (record, i));
          g_assert_cmpint (pilot_record_get_integer (record, i), ==, 0);
        }
    }
}

static void
test_set_again (void)
{
  g_autoptr (PilotRecord) record = make_agency ();

  /* A field's own text is given to it again: the old one must not be freed first. */
  pilot_record_set_text (record, PILOT_AGENCY_NAME, pilot_record_get_text (record, PILOT_AGENCY_NAME) + strlen ("Céad "));
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_NAME), ==, "Míle Recruitment");
  g_assert_cmpuint (pilot_record_get_value (record, PILOT_AGENCY_NAME)->length_bytes, ==, strlen ("Míle Recruitment"));
  pilot_record_set_value (record, PILOT_AGENCY_NAME, pilot_record_get_value (record, PILOT_AGENCY_NAME));
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_NAME), ==, "Míle Recruitment");
  pilot_record_set_integer (record, PILOT_AGENCY_NAME, 3);
  g_assert_null (pilot_record_get_text (record, PILOT_AGENCY_NAME));
  pilot_record_set_text (record, PILOT_AGENCY_NAME, NULL);
  g_assert_true (pilot_record_is_set (record, PILOT_AGENCY_NAME));
  g_assert_cmpint (pilot_record_get_value (record, PILOT_AGENCY_NAME)->kind, ==, PILOT_VALUE_NULL);
  pilot_record_unset (record, PILOT_AGENCY_NAME);
  g_assert_false (pilot_record_is_set (record, PILOT_AGENCY_NAME));
}

static void
test_value_equal (void)
{
  const PilotValue unset = { .kind = PILOT_VALUE_UNSET }, null = { .kind = PILOT_VALUE_NULL };
  const PilotValue zero = { .kind = PILOT_VALUE_INTEGER }, one = { .kind = PILOT_VALUE_INTEGER, .integer = 1 };
  const PilotValue empty = { .kind = PILOT_VALUE_TEXT, .text = "" }, a = { .kind = PILOT_VALUE_TEXT, .text = "a", .length_bytes = 1 };
  const PilotValue ab = { .kind = PILOT_VALUE_TEXT, .text = "ab", .length_bytes = 2 };
  const PilotValue *const values[] = { &unset, &null, &zero, &one, &empty, &a, &ab };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint j = 0; j < G_N_ELEMENTS (values); j++)
      g_assert_cmpint (pilot_value_equal (values[i], values[j]), ==, i == j);
}

static void
test_copy (void)
{
  g_autoptr (PilotRecord) record = make_agency ();
  g_autoptr (PilotRecord) copy = pilot_record_copy (record);

  for (guint i = 0; i < pilot_record_get_schema (record)->n_fields; i++)
    g_assert_true (pilot_value_equal (pilot_record_get_value (record, i), pilot_record_get_value (copy, i)));
  pilot_record_set_text (copy, PILOT_AGENCY_NAME, "Another");
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_NAME), ==, "Céad Míle Recruitment");
}

static void
test_merge (void)
{
  g_autoptr (PilotRecord) record = make_agency ();
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);

  pilot_record_set_text (changes, PILOT_FIELD_ID, "another");
  pilot_record_set_text (changes, PILOT_AGENCY_CITY, "Cork");
  pilot_record_set_null (changes, PILOT_AGENCY_STATUS);
  pilot_record_set_integer (changes, PILOT_FIELD_REVISION, 8);
  pilot_record_merge (record, changes);
  g_assert_cmpstr (pilot_record_get_id (record), ==, ID);
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_CITY), ==, "Cork");
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_NAME), ==, "Céad Míle Recruitment");
  g_assert_cmpint (pilot_record_get_value (record, PILOT_AGENCY_STATUS)->kind, ==, PILOT_VALUE_NULL);
  g_assert_cmpint (pilot_record_get_integer (record, PILOT_FIELD_REVISION), ==, 8);
}

static void
test_diff (void)
{
  g_autoptr (PilotRecord) before = make_agency ();
  g_autoptr (PilotRecord) after = pilot_record_copy (before);
  g_autoptr (PilotRecord) none = pilot_record_diff (before, after);
  g_autoptr (PilotRecord) changes = NULL;

  g_assert_null (none);
  pilot_record_set_text (after, PILOT_AGENCY_NAME, "New name");
  pilot_record_set_null (after, PILOT_AGENCY_STATUS);
  pilot_record_set_null (after, PILOT_AGENCY_CITY);              /* was unset: nothing changes */
  pilot_record_unset (after, PILOT_AGENCY_PHONE);                /* says nothing */
  pilot_record_set_integer (after, PILOT_FIELD_REVISION, 9);     /* not a client's to change */
  pilot_record_set_integer (after, PILOT_FIELD_UPDATED_AT, 1);
  changes = pilot_record_diff (before, after);
  g_assert_nonnull (changes);
  g_assert_cmpstr (pilot_record_get_id (changes), ==, ID);
  for (guint i = PILOT_FIELD_ID + 1; i < PILOT_AGENCY_N_FIELDS; i++)
    g_assert_cmpint (pilot_record_is_set (changes, i), ==, i == PILOT_AGENCY_NAME || i == PILOT_AGENCY_STATUS);
  g_assert_cmpint (pilot_record_get_value (changes, PILOT_AGENCY_STATUS)->kind, ==, PILOT_VALUE_NULL);
}

static void
test_diff_of_nothing (void)
{
  g_autoptr (PilotRecord) record = make_agency ();
  g_autoptr (PilotRecord) changes = pilot_record_diff (NULL, record);
  g_autoptr (PilotRecord) empty = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) none = pilot_record_diff (NULL, empty);

  g_assert_cmpstr (pilot_record_get_text (changes, PILOT_AGENCY_NAME), ==, "Céad Míle Recruitment");
  g_assert_false (pilot_record_is_set (changes, PILOT_AGENCY_PHONE));
  g_assert_false (pilot_record_is_set (changes, PILOT_FIELD_REVISION));
  g_assert_null (none);
}

/* Whatever two records hold: the difference, merged into the first, gives the second. */
static void
test_diff_then_merge (void)
{
  static const char *const texts[] = { "", "a", "b", "ä" };

  for (guint round = 0; round < 500; round++)
    {
      PilotEntity entity = g_test_rand_int_range (PILOT_ENTITY_AGENCY, PILOT_ENTITY_AUDIT_EVENT);
      g_autoptr (PilotRecord) before = pilot_record_new (entity);
      g_autoptr (PilotRecord) after = pilot_record_new (entity);
      PilotRecord *const records[] = { before, after };
      g_autoptr (PilotRecord) changes = NULL;
      guint n_fields = pilot_schema_get (entity)->n_fields;

      for (guint r = 0; r < 2; r++)
        for (guint i = PILOT_FIELD_FIRST; i < n_fields; i++)
          switch (g_test_rand_int_range (0, 3))
            {
            case 0: pilot_record_set_null (records[r], i); break;
            case 1: pilot_record_set_integer (records[r], i, g_test_rand_int_range (0, 2)); break;
            default: pilot_record_set_text (records[r], i, texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]); break;
            }
      changes = pilot_record_diff (before, after);
      if (changes != NULL)
        pilot_record_merge (before, changes);
      for (guint i = PILOT_FIELD_FIRST; i < n_fields; i++)
        if (!(pilot_schema_get (entity)->fields[i].flags & PILOT_FIELD_READ_ONLY)) /* the portal's own */
          g_assert_true (pilot_value_equal (pilot_record_get_value (before, i), pilot_record_get_value (after, i)));
    }
}

static void
test_display (void)
{
  g_autoptr (PilotRecord) candidate = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  g_autoptr (PilotRecord) member = pilot_record_new (PILOT_ENTITY_MEMBER);
  g_autofree char *title = NULL, *status = NULL, *unknown = NULL, *nothing = NULL, *yes = NULL, *time = NULL, *never = NULL;

  title = pilot_record_dup_title (candidate);
  g_assert_cmpstr (title, ==, "");
  pilot_record_set_text (candidate, PILOT_CANDIDATE_STATUS, "IN_REVIEW");
  status = pilot_record_dup_display (candidate, PILOT_CANDIDATE_STATUS);
  g_assert_cmpstr (status, ==, "In review");
  pilot_record_set_text (candidate, PILOT_CANDIDATE_STATUS, "FROM_THE_FUTURE");
  unknown = pilot_record_dup_display (candidate, PILOT_CANDIDATE_STATUS);
  g_assert_cmpstr (unknown, ==, "FROM_THE_FUTURE");
  nothing = pilot_record_dup_display (candidate, PILOT_CANDIDATE_NOTES);
  g_assert_cmpstr (nothing, ==, "");
  pilot_record_set_integer (member, PILOT_MEMBER_ACTIVE, 1);
  yes = pilot_record_dup_display (member, PILOT_MEMBER_ACTIVE);
  g_assert_cmpstr (yes, ==, "Yes");
  pilot_record_set_integer (candidate, PILOT_CANDIDATE_SUBMITTED_AT, G_MAXINT64); /* beyond what GDateTime knows */
  time = pilot_record_dup_display (candidate, PILOT_CANDIDATE_SUBMITTED_AT);
  g_assert_cmpstr (time, ==, "");
  pilot_record_set_integer (candidate, PILOT_FIELD_UPDATED_AT, 0); /* of what waits to be sent for the first time */
  never = pilot_record_dup_display (candidate, PILOT_FIELD_UPDATED_AT);
  g_assert_cmpstr (never, ==, "");
}

/* It stands in line with what is above and below. */
static void
test_short_day (void)
{
  g_autoptr (PilotRecord) candidate = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  g_autoptr (GDateTime) day = g_date_time_new_utc (2025, 7, 8, 12, 0, 0);
  g_autofree char *text = NULL;

  pilot_record_set_integer (candidate, PILOT_CANDIDATE_SUBMITTED_AT, g_date_time_to_unix (day) * G_USEC_PER_SEC);
  text = pilot_record_dup_display (candidate, PILOT_CANDIDATE_SUBMITTED_AT);
  g_assert_true (g_ascii_isdigit (*text));
}

static void
test_title_of_stage (void)
{
  g_autoptr (PilotRecord) stage = pilot_record_new (PILOT_ENTITY_STAGE);
  g_autofree char *nothing = pilot_record_dup_title (stage);
  g_autofree char *status = NULL, *sub_status = NULL;

  g_assert_cmpstr (nothing, ==, "");
  pilot_record_set_text (stage, PILOT_STAGE_STATUS, "IN_REVIEW");
  pilot_record_set_text (stage, PILOT_STAGE_SUB_STATUS, "");
  status = pilot_record_dup_title (stage);
  g_assert_cmpstr (status, ==, "In review");
  pilot_record_set_text (stage, PILOT_STAGE_SUB_STATUS, "Phone screen");
  sub_status = pilot_record_dup_title (stage);
  g_assert_cmpstr (sub_status, ==, "Phone screen");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/record/a new record says nothing of any field", test_new);
  g_test_add_func ("/core/record/a field may be set again, even to its own text", test_set_again);
  g_test_add_func ("/core/record/unset, null, zero and empty are four things", test_value_equal);
  g_test_add_func ("/core/record/a copy is independent", test_copy);
  g_test_add_func ("/core/record/merging sets what is set and keeps the id", test_merge);
  g_test_add_func ("/core/record/a difference holds only what a client changed", test_diff);
  g_test_add_func ("/core/record/the difference to nothing is what is there", test_diff_of_nothing);
  g_test_add_func ("/core/record/a difference merged back gives the second record", test_diff_then_merge);
  g_test_add_func ("/core/record/a person reads labels, not values", test_display);
  g_test_add_func ("/core/record/a day of one digit is not pushed in", test_short_day);
  g_test_add_func ("/core/record/a stage without a sub-status is named by its status", test_title_of_stage);
  return g_test_run ();
}
