/* test-demo.c: the demo company
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-audit.h"
#include "pilot-check.h"
#include "pilot-portal-row.h"
#include "pilot-statement.h"

static PilotPortalDb *
make_demo (const PilotDemoOptions *options, PilotDemoPasswordFunc set_password, gpointer user_data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (GError) error = NULL;
  PilotPortalDb *db = pilot_portal_db_open (dir, PILOT_PORTAL_DB_WRITE, pilot_clock_get_system (), &error);

  g_assert_no_error (error);
  pilot_demo_seed (db, options, set_password, user_data, &error);
  g_assert_no_error (error);
  return db;
}

static gint64
count (PilotPortalDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  pilot_database_query_int64 (pilot_portal_db_get_database (db), sql, -1, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* SHA-256 over every record, as the feed shows it. */
static char *
fingerprint (PilotPortalDb *db)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);
      PilotStatement *statement = pilot_portal_db_prepare (db, schema, PILOT_PORTAL_STATEMENT_CHANGES, NULL);
      g_autoptr (GString) json = g_string_new (NULL);
      gboolean has_row;

      pilot_statement_bind_int64 (statement, 1, 0);
      while (pilot_statement_step (statement, &has_row, NULL) && has_row)
        {
          PilotPortalRow row;

          pilot_portal_row_read (&row, schema, statement);
          g_string_truncate (json, 0);
          pilot_portal_row_append_json (&row, json, TRUE);
          g_checksum_update (checksum, (const guchar *) json->str, json->len);
        }
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
test_deterministic (void)
{
  PilotDemoOptions options = { .n_candidates = 500 };
  PilotDemoOptions other_seed = { .n_candidates = 500, .seed = 2 };
  g_autoptr (PilotPortalDb) a = make_demo (&options, NULL, NULL);
  g_autoptr (PilotPortalDb) b = make_demo (&options, NULL, NULL);
  g_autoptr (PilotPortalDb) c = make_demo (&other_seed, NULL, NULL);
  g_autofree char *of_a = fingerprint (a);
  g_autofree char *of_b = fingerprint (b);
  g_autofree char *of_c = fingerprint (c);

  g_assert_cmpstr (of_a, ==, of_b);
  g_assert_cmpstr (of_a, !=, of_c);
  g_assert_cmpstr (pilot_portal_db_get_epoch (a), !=, pilot_portal_db_get_epoch (b));
}

/* What a sandbox alone allows can be tried, too. */
static void
test_sandbox (void)
{
  PilotDemoOptions options = { .n_candidates = 20 };
  g_autoptr (PilotPortalDb) production = make_demo (&options, NULL, NULL);
  g_autoptr (PilotPortalDb) sandbox = NULL;

  options.sandbox = TRUE;
  sandbox = make_demo (&options, NULL, NULL);
  g_assert_cmpint (count (production, "SELECT count(*) FROM company WHERE environment = 'production'"), ==, 1);
  g_assert_cmpint (count (sandbox, "SELECT count(*) FROM company WHERE environment = 'sandbox'"), ==, 1);
}

/* Every record keeps the rules that the portal holds its clients to. */
static void
test_valid (void)
{
  g_autoptr (PilotPortalDb) db = make_demo (&(PilotDemoOptions){ 0 }, NULL, NULL);

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);
      PilotStatement *statement = pilot_portal_db_prepare (db, schema, PILOT_PORTAL_STATEMENT_CHANGES, NULL);
      gboolean has_row;

      pilot_statement_bind_int64 (statement, 1, 0);
      while (pilot_statement_step (statement, &has_row, NULL) && has_row)
        {
          PilotPortalRow row;

          pilot_portal_row_read (&row, schema, statement);
          g_assert_false (row.deleted);
          for (guint i = 0; i < schema->n_fields; i++)
            {
              g_autoptr (GError) error = NULL;

              if (!pilot_check_value (&schema->fields[i], &row.values[i], &error))
                g_error ("%s %" G_GINT64_FORMAT ": %s (%s)", schema->name, row.row, error->message, row.values[i].text);
              if (schema->fields[i].type == PILOT_FIELD_REF && i >= PILOT_FIELD_FIRST && row.values[i].kind == PILOT_VALUE_TEXT)
                {
                  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE id = '%s'",
                                                          pilot_schema_get (schema->fields[i].ref)->name, row.values[i].text);

                  g_assert_cmpint (count (db, sql), ==, 1);
                }
            }
        }
    }
  g_assert_true (pilot_audit_verify (db, NULL, NULL));
}

static void
test_lifelike (void)
{
  g_autoptr (PilotPortalDb) db = make_demo (&(PilotDemoOptions){ 0 }, NULL, NULL);

  g_assert_cmpint (count (db, "SELECT count(*) FROM agency"), ==, 120);
  g_assert_cmpint (count (db, "SELECT count(*) FROM recruiter"), ==, 300);
  g_assert_cmpint (count (db, "SELECT count(*) FROM job"), ==, 80);
  g_assert_cmpint (count (db, "SELECT count(*) FROM candidate"), ==, 4000);
  g_assert_cmpint (count (db, "SELECT count(DISTINCT country) FROM agency"), >=, 10);
  g_assert_cmpint (count (db, "SELECT count(DISTINCT status) FROM job"), ==, 7);
  g_assert_cmpint (count (db, "SELECT count(DISTINCT posting_status) FROM job"), ==, 4);
  g_assert_cmpint (count (db, "SELECT count(DISTINCT status) FROM candidate"), ==, 9);
  g_assert_cmpint (count (db, "SELECT count(DISTINCT status) FROM assignment"), ==, 4);
  g_assert_cmpint (count (db, "SELECT count(DISTINCT contract_state) FROM agency"), ==, 4);
  g_assert_cmpint (count (db, "SELECT count(DISTINCT sub_status) FROM candidate"), >=, 8);
  g_assert_cmpint (count (db, "SELECT count(*) FROM candidate WHERE email IS NULL"), >, 100);
  g_assert_cmpint (count (db, "SELECT count(*) FROM candidate WHERE agency_id IS NULL"), >, 50);
  /* One person twice on one job, by another recruiter or not. */
  g_assert_cmpint (count (db, "SELECT count(*) FROM (SELECT 1 FROM candidate GROUP BY person_id, job_id HAVING count(*) > 1)"), >, 20);
  /* Agencies that share a domain: the legacy portal's duplicates. */
  g_assert_cmpint (count (db, "SELECT count(*) FROM (SELECT 1 FROM agency WHERE email LIKE '%.example'"
                              " GROUP BY substr(email, instr(email, '@')) HAVING count(*) > 1)"), >=, 10);
  g_assert_cmpint (count (db, "SELECT count(*) FROM agency WHERE email LIKE '%@gmail.com' OR email LIKE '%@outlook.com'"), >, 2);
  /* Nothing was migrated. */
  g_assert_cmpint (count (db, "SELECT count(*) FROM share"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM candidate WHERE dataset <> 'legacy'"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM agency WHERE dataset <> 'legacy'"), ==, 0);
  /* "New" means that nobody was submitted [Recruiter Portal help]. */
  g_assert_cmpint (count (db, "SELECT count(*) FROM assignment a JOIN candidate c ON c.job_id = a.job_id AND c.recruiter_id ="
                              " a.recruiter_id WHERE a.status = 'NEW'"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM candidate WHERE submitted_at > updated_at"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM audit_event"), >, 10);
}

static gboolean
note_password_cb (PilotPortalDb *db, const char *member_id, const char *password, gpointer user_data, GError **error)
{
  g_assert_cmpstr (password, ==, PILOT_DEMO_PASSWORD);
  g_assert_true (g_hash_table_add (user_data, g_strdup (member_id)));
  return TRUE;
}

static void
test_members (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PilotPortalDb) db = make_demo (&(PilotDemoOptions){ .n_candidates = 1 }, note_password_cb, ids);
  guint n;

  pilot_demo_get_members (&n);
  g_assert_cmpuint (g_hash_table_size (ids), ==, n);
  g_assert_cmpint (count (db, "SELECT count(*) FROM member WHERE role = 'admin'"), ==, 2);
  g_assert_cmpint (count (db, "SELECT count(*) FROM member WHERE role = 'ta_lead'"), ==, 3);
  g_assert_cmpint (count (db, "SELECT count(*) FROM member WHERE role = 'auditor'"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM member WHERE role = 'operator'"), ==, 1);
}

static void
test_twice (void)
{
  g_autoptr (PilotPortalDb) db = make_demo (&(PilotDemoOptions){ .n_candidates = 10 }, NULL, NULL);
  g_autofree char *before = fingerprint (db);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_demo_seed (db, &(PilotDemoOptions){ .seed = 9 }, NULL, NULL, &error));
  after = fingerprint (db);
  g_assert_cmpstr (before, ==, after);
}

static gboolean
fail_cb (PilotPortalDb *db, const char *member_id, const char *password, gpointer user_data, GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED, "no");
  return FALSE;
}

static void
test_all_or_none (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotPortalDb) db = pilot_portal_db_open (dir, PILOT_PORTAL_DB_WRITE, pilot_clock_get_system (), &error);

  g_assert_false (pilot_demo_seed (db, &(PilotDemoOptions){ .n_candidates = 10 }, fail_cb, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_assert_true (pilot_portal_db_is_empty (db));
  g_assert_cmpint (count (db, "SELECT count(*) FROM sqlite_master WHERE name = 'candidate_job_id'"), ==, 1);
}

static void
test_small_and_odd_sizes (void)
{
  static const PilotDemoOptions options[] = {
    { 1, 1, 1, 1, 1 }, { 5, 2, 1, 30, 1 }, { 1, 50, 3, 10, 1 }, { 3, 3, 200, 10, 1 }, { 400, 100, 5, 100, -3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (PilotPortalDb) db = make_demo (&options[i], NULL, NULL);

      g_assert_cmpint (count (db, "SELECT count(*) FROM agency"), ==, options[i].n_agencies);
      g_assert_cmpint (count (db, "SELECT count(*) FROM recruiter"), ==, options[i].n_recruiters);
      g_assert_cmpint (count (db, "SELECT count(*) FROM job"), ==, options[i].n_jobs);
      g_assert_cmpint (count (db, "SELECT count(*) FROM candidate"), ==, options[i].n_candidates);
    }
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/demo/the same options make the same records", test_deterministic);
  g_test_add_func ("/server/demo/it is a sandbox where one is asked for", test_sandbox);
  g_test_add_func ("/server/demo/every record keeps the rules", test_valid);
  g_test_add_func ("/server/demo/it shows every state and the legacy portal's duplicates", test_lifelike);
  g_test_add_func ("/server/demo/its members can sign in", test_members);
  g_test_add_func ("/server/demo/it is not made over data that is there", test_twice);
  g_test_add_func ("/server/demo/a demo that fails leaves an empty portal", test_all_or_none);
  g_test_add_func ("/server/demo/any sizes are made", test_small_and_odd_sizes);
  return g_test_run ();
}
