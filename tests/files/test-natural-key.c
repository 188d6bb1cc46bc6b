/* test-natural-key.c: records are recognised without a UUID
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-key-map.h"
#include "pilot-ref-index.h"
#include "pilot-test.h"

#include <string.h>

static PilotRecord *
make_agency (const char *external_id, const char *email, const char *name)
{
  PilotRecord *record = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *id = g_uuid_string_random ();

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_AGENCY_DATASET, "legacy");
  pilot_record_set_text (record, PILOT_AGENCY_EXTERNAL_ID, external_id);
  pilot_record_set_text (record, PILOT_AGENCY_EMAIL, email);
  pilot_record_set_text (record, PILOT_AGENCY_NAME, name);
  return record;
}

static gboolean
same_key (const PilotRecord *a, const PilotRecord *b, guint level)
{
  PilotNaturalKey one[PILOT_MAX_KEY_LEVELS];
  PilotNaturalKey two[PILOT_MAX_KEY_LEVELS];

  pilot_natural_key_make (pilot_record_get_schema (a), pilot_record_get_value (a, 0), one);
  pilot_natural_key_make (pilot_record_get_schema (b), pilot_record_get_value (b, 0), two);
  return one[level].check != 0 && one[level].hash == two[level].hash && one[level].check == two[level].check;
}

static void
test_forms (void)
{
  g_autoptr (PilotRecord) a = make_agency ("A1", "info@example.com", "Müller  & Söhne ");
  g_autoptr (PilotRecord) b = make_agency ("a1", "INFO@example.com", " MÜLLER & SÖHNE");
  g_autoptr (PilotRecord) c = make_agency ("A2", "info@example.com", "Muller & Sohne");
  g_autoptr (PilotRecord) d = make_agency (NULL, NULL, "Müller & Söhne");
  g_autoptr (PilotRecord) portal = pilot_record_copy (a);

  g_assert_true (same_key (a, b, 1) && same_key (a, b, 3));
  g_assert_false (same_key (a, c, 1));
  g_assert_false (same_key (a, c, 3));
  /* What is empty makes no key: two records without an external id are not the same for that. */
  g_assert_false (same_key (d, d, 1));
  g_assert_true (same_key (d, a, 4));
  pilot_record_set_text (portal, PILOT_AGENCY_DATASET, "portal");
  g_assert_false (same_key (a, portal, 1));
}

static void
test_by_id (void)
{
  static const char id[] = "0190a1b2-0000-7000-8000-000000000001";
  g_autoptr (PilotRecord) a = make_agency ("A1", "info@example.com", "Alpha");
  g_autoptr (PilotRecord) b = make_agency ("B1", NULL, "Beta");
  g_autoptr (PilotRecord) job = pilot_record_new (PILOT_ENTITY_JOB);
  PilotNaturalKey keys[PILOT_MAX_KEY_LEVELS];

  g_assert_false (same_key (a, b, PILOT_KEY_LEVEL_ID));
  pilot_record_set_text (a, PILOT_FIELD_ID, id);
  pilot_record_set_text (b, PILOT_FIELD_ID, id);
  pilot_record_set_text (b, PILOT_AGENCY_DATASET, "portal");
  pilot_record_set_text (job, PILOT_FIELD_ID, id);
  g_assert_true (same_key (a, b, PILOT_KEY_LEVEL_ID) && same_key (a, job, PILOT_KEY_LEVEL_ID));
  pilot_natural_key_make (pilot_record_get_schema (a), pilot_record_get_value (a, 0), keys);
  g_assert_cmpuint (keys[PILOT_KEY_LEVEL_ID].hash, ==, pilot_natural_key_from_id (id, strlen (id)).hash);
  pilot_record_set_text (b, PILOT_FIELD_ID, "0190a1b2-0000-7000-8000-000000000002");
  g_assert_false (same_key (a, b, PILOT_KEY_LEVEL_ID));
  g_assert_false (pilot_natural_key_uses (PILOT_ENTITY_AGENCY, PILOT_KEY_LEVEL_ID, PILOT_FIELD_ID));
  g_assert_true (pilot_natural_key_uses (PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_EXTERNAL_ID));
  g_assert_true (pilot_natural_key_uses (PILOT_ENTITY_AGENCY, 4, PILOT_AGENCY_CITY));
}

static void
test_surer (void)
{
  const guint32 both[] = { 1, 0, 5, 9 };
  const guint32 other[] = { 2, 0, 5, 9 };
  const guint32 unknown[] = { 0, 7, 5, 9 };

  g_assert_false (pilot_natural_key_same (both, other, 2));
  g_assert_true (pilot_natural_key_same (both, unknown, 2));
  g_assert_true (pilot_natural_key_same (both, other, 0));
}

static void
test_ids (void)
{
  g_autoptr (PilotRecord) a = make_agency ("A1", NULL, "Alpha");
  g_autoptr (PilotRecord) b = make_agency ("a1", NULL, "Beta");
  g_autoptr (PilotRecord) c = make_agency ("A2", NULL, "Alpha");
  g_autoptr (PilotRecord) none = pilot_record_new (PILOT_ENTITY_AGENCY);
  const PilotSchema *schema = pilot_record_get_schema (a);
  g_autofree char *id_a = pilot_natural_key_dup_id (schema, pilot_record_get_value (a, 0), "1");
  g_autofree char *id_b = pilot_natural_key_dup_id (schema, pilot_record_get_value (b, 0), "2");
  g_autofree char *id_c = pilot_natural_key_dup_id (schema, pilot_record_get_value (c, 0), "3");
  g_autofree char *line_4 = pilot_natural_key_dup_id (schema, pilot_record_get_value (none, 0), "4");
  g_autofree char *line_5 = pilot_natural_key_dup_id (schema, pilot_record_get_value (none, 0), "5");

  g_assert_true (g_uuid_string_is_valid (id_a));
  g_assert_cmpstr (id_a, ==, id_b);
  g_assert_cmpstr (id_a, !=, id_c);
  g_assert_cmpstr (line_4, !=, line_5);
  /* Ids are kept by others: a new version must make the same. */
  g_assert_cmpstr (id_a, ==, "6e93be20-2ebe-87f6-8356-9658d20df175");
}

static PilotNaturalKey
number_key (guint32 number)
{
  g_autofree char *text = g_strdup_printf ("key %u", number);

  return pilot_natural_key_from_text (0, text, strlen (text));
}

static void
test_map (void)
{
  g_autoptr (PilotKeyMap) map = pilot_key_map_new ();

  for (guint32 i = 0; i < 100000; i++)
    g_assert_cmpuint (pilot_key_map_add (map, number_key (i), i), ==, PILOT_KEY_MAP_NONE);
  for (guint32 i = 0; i < 100000; i++)
    g_assert_cmpuint (pilot_key_map_get (map, number_key (i)), ==, i);
  g_assert_cmpuint (pilot_key_map_get_size (map), ==, 100000);
  g_assert_cmpuint (pilot_key_map_get (map, pilot_natural_key_from_text (1, "x", 1)), ==, PILOT_KEY_MAP_NONE);
  g_assert_cmpuint (pilot_key_map_add (map, pilot_natural_key_from_text (1, "x", 1), 7), ==, PILOT_KEY_MAP_NONE);
  g_assert_cmpuint (pilot_key_map_add (map, pilot_natural_key_from_text (1, "X ", 2), 8), ==, 7);
  pilot_key_map_set (map, pilot_natural_key_from_text (1, "x", 1), 9);
  g_assert_cmpuint (pilot_key_map_get (map, pilot_natural_key_from_text (1, "x", 1)), ==, 9);
}

static void
test_refs (void)
{
  g_autoptr (PilotRefIndex) index = pilot_ref_index_new ();
  g_autoptr (PilotRecord) a = make_agency ("A1", "a@example.com", "Alpha");
  g_autoptr (PilotRecord) b = make_agency ("A2", "b@example.com", "Twin");
  g_autoptr (PilotRecord) c = make_agency ("A3", "c@example.com", "Twin");
  const PilotSchema *schema = pilot_record_get_schema (a);
  const char *id;

  pilot_ref_index_add (index, schema, pilot_record_get_value (a, 0));
  pilot_ref_index_add (index, schema, pilot_record_get_value (b, 0));
  pilot_ref_index_add (index, schema, pilot_record_get_value (c, 0));
  g_assert_cmpint (pilot_ref_index_find (index, PILOT_ENTITY_AGENCY, "alpha", 5, &id), ==, PILOT_REF_FOUND);
  g_assert_cmpstr (id, ==, pilot_record_get_id (a));
  g_assert_cmpint (pilot_ref_index_find (index, PILOT_ENTITY_AGENCY, "c@example.com", 13, &id), ==, PILOT_REF_FOUND);
  g_assert_cmpstr (id, ==, pilot_record_get_id (c));
  g_assert_cmpint (pilot_ref_index_find (index, PILOT_ENTITY_AGENCY, pilot_record_get_id (b), 36, &id), ==, PILOT_REF_FOUND);
  g_assert_cmpint (pilot_ref_index_find (index, PILOT_ENTITY_AGENCY, "Twin", 4, &id), ==, PILOT_REF_AMBIGUOUS);
  g_assert_cmpint (pilot_ref_index_find (index, PILOT_ENTITY_AGENCY, "Nobody", 6, &id), ==, PILOT_REF_UNKNOWN);
  g_assert_cmpint (pilot_ref_index_find (index, PILOT_ENTITY_JOB, "Alpha", 5, &id), ==, PILOT_REF_UNKNOWN);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/natural-key/case and blanks make no difference, letters do", test_forms);
  g_test_add_func ("/files/natural-key/a surer key tells two records apart", test_surer);
  g_test_add_func ("/files/natural-key/the id of a record without one is always the same", test_ids);
  g_test_add_func ("/files/natural-key/keys are found among many", test_map);
  g_test_add_func ("/files/natural-key/references are found by id, number, address and unique name", test_refs);
  g_test_add_func ("/files/natural-key/an id is a key of its own, whatever the kind", test_by_id);
  return g_test_run ();
}
