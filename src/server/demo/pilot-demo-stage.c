/* pilot-demo-stage.c: puts the demo company further into its migration: phase A
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-stage-private.h"

#include "pilot-demo-desk.h"
#include "pilot-entities.h"
#include "pilot-handoff-rules.h"
#include "pilot-legacy-facts.h"
#include "pilot-name-uuid.h"
#include "pilot-plan-facts.h"
#include "pilot-portal-rows.h"
#include "pilot-wire.h"

#define RENEWAL_DAYS 150
#define DECISIONS "history=legacy on_hold=in transferred=out"

static void
people_clear (PilotDemoPeople *self)
{
  g_free (self->admin_id);
  g_free (self->operator_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotDemoPeople, people_clear)

/* (transfer full) (nullable): the one project. */
static PilotRecord *
load_project (PilotPortalDb *db, GError **error)
{
  g_autoptr (GPtrArray) projects = pilot_portal_rows_load (db, PILOT_ENTITY_PROJECT, error);

  if (projects == NULL)
    return NULL;
  if (projects->len == 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, "There is no company.");
      return NULL;
    }
  return pilot_record_ref (g_ptr_array_index (projects, 0));
}

static gboolean
decide (const PilotDemoPeople *people, GError **error)
{
  PilotRecord *project = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (pilot_portal_db_get_now (people->db) / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) renewal = g_date_time_add_days (now, RENEWAL_DAYS);
  g_autofree char *date = g_date_time_format (renewal, "%Y-%m-%d");

  pilot_record_set_text (project, PILOT_FIELD_ID, id);
  pilot_record_set_text (project, PILOT_PROJECT_RENEWAL_DATE, date);
  pilot_record_set_text (project, PILOT_PROJECT_CSM_NAME, "Helen Osei");
  pilot_record_set_text (project, PILOT_PROJECT_CSM_EMAIL, "helen.osei@vendor.example");
  pilot_record_set_text (project, PILOT_PROJECT_HISTORY, "legacy");
  pilot_record_set_text (project, PILOT_PROJECT_ON_HOLD, "in");
  pilot_record_set_text (project, PILOT_PROJECT_TRANSFERRED, "out");
  return pilot_demo_desk_write_one (people->db, people->admin_id, project, error);
}

PilotRecord *
pilot_demo_stage_make_check (const PilotDemoPeople *people, const PilotRecord *run, const PilotPreflightRule *rule, guint64 n_found,
                             guint64 n_checked, gint64 data_revision)
{
  PilotRecord *check = pilot_record_new (PILOT_ENTITY_CHECK);
  const char *run_id = run != NULL ? pilot_record_get_id (run) : NULL;
  g_autofree char *id = pilot_check_make_id (run_id, rule->key);
  g_autofree char *off = pilot_preflight_find_off (run, rule->key);
  const char *choice = run != NULL ? pilot_record_get_text (run, PILOT_RUN_CHOICE) : NULL;
  g_autofree char *decisions = g_strconcat (DECISIONS, choice != NULL ? " choice=" : NULL, choice, NULL);

  pilot_record_set_text (check, PILOT_FIELD_ID, id);
  pilot_record_set_text (check, PILOT_CHECK_RUN_ID, run_id);
  pilot_record_set_text (check, PILOT_CHECK_RULE, rule->key);
  pilot_record_set_text (check, PILOT_CHECK_OUTCOME, off != NULL ? "off" : n_found == 0 ? "passed" : rule->blocks ? "error" : "warning");
  pilot_record_set_text (check, PILOT_CHECK_REASON, off);
  pilot_record_set_integer (check, PILOT_CHECK_N_FOUND, off == NULL ? (gint64) n_found : 0);
  pilot_record_set_integer (check, PILOT_CHECK_N_CHECKED, off == NULL ? (gint64) n_checked : 0);
  pilot_record_set_integer (check, PILOT_CHECK_DATA_REVISION, data_revision);
  pilot_record_set_integer (check, PILOT_CHECK_CHECKED_AT, pilot_portal_db_get_now (people->db));
  pilot_record_set_text (check, PILOT_CHECK_DECISIONS, decisions);
  return check;
}

static gboolean
check (const PilotDemoPeople *people, GError **error)
{
  g_autoptr (GPtrArray) checks = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  g_autoptr (PilotRecord) project = load_project (people->db, error);
  g_autoptr (PilotPreflight) preflight = project != NULL ? pilot_plan_facts_check (people->db, project, error) : NULL;
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);
  gint64 revision;

  if (preflight == NULL || !pilot_legacy_get_revision (people->db, &revision, error))
    return FALSE;
  for (guint i = 0; i < n_rules; i++)
    g_ptr_array_add (checks, pilot_demo_stage_make_check (people, NULL, &rules[i], pilot_preflight_get_n_found (preflight, rules[i].key),
                                                          pilot_preflight_get_n_checked (preflight, rules[i].key), revision));
  return pilot_demo_desk_write (people->db, people->admin_id, checks, error);
}

static gboolean
accept_checks (const PilotDemoPeople *people, GError **error)
{
  return pilot_demo_desk_write_step (people->db, people->admin_id, PILOT_PLAN_CHECKS,
                                     "What is found is known, and mended before the migration or left behind.", NULL, error);
}

/* What the legacy portal holds, as text: what a snapshot's checksum is of. */
typedef struct
{
  GChecksum *checksum; /* (owned) */
  GString *json;       /* (owned) */
  gint64 n_rows;
} Digest;

static void
digest_cb (PilotEntity entity, const PilotValue *values, gpointer user_data)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  Digest *digest = user_data;
  int dataset = pilot_schema_find_field (schema, "dataset");

  if (dataset >= 0 && g_strcmp0 (values[dataset].text, "legacy") != 0)
    return;
  g_string_truncate (digest->json, 0);
  pilot_wire_append_values (digest->json, schema, values, FALSE, NULL, FALSE);
  g_string_append_c (digest->json, '\n');
  g_checksum_update (digest->checksum, (const guchar *) digest->json->str, digest->json->len);
  digest->n_rows++;
}

static gboolean
snapshot (const PilotDemoPeople *people, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GString) counts = g_string_new (NULL);
  g_autofree char *revision = g_strdup_printf ("%" G_GINT64_FORMAT, pilot_portal_db_get_revision (people->db, NULL));
  Digest digest = { .checksum = checksum, .json = json };
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_get_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      digest.n_rows = 0;
      if (!pilot_portal_rows_each (people->db, kinds[i], G_MAXUINT64, digest_cb, &digest, error))
        return FALSE;
      g_string_append_printf (counts, "%s%s %" G_GINT64_FORMAT, i > 0 ? ", " : "", pilot_schema_get (kinds[i])->name, digest.n_rows);
    }
  return pilot_command_giver_give (&people->admin, NULL, error, "record-snapshot", "revision", revision, "sha256",
                                   g_checksum_get_string (checksum), "counts", counts->str, NULL);
}

static gboolean
pass_gate (const PilotDemoPeople *people, GError **error)
{
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *name = NULL;
  g_autofree char *job = NULL;
  PilotDatabase *database = pilot_portal_db_get_database (people->db);

  if (!pilot_database_query_text (database, "SELECT name FROM company WHERE deleted = 0 ORDER BY row LIMIT 1", &name, error) ||
      !pilot_database_query_text (database,
                                  "SELECT id FROM job WHERE deleted = 0 AND posting_status = 'PUBLIC'"
                                  " AND status IN ('SOURCING', 'INTERVIEW', 'OFFER') ORDER BY row LIMIT 1",
                                  &job, error) ||
      !pilot_command_giver_give (&people->admin, &values, error, "pass-gate", "company_name", name, NULL))
    return FALSE;
  if (job == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "The demo company has no published job.");
      return FALSE;
    }
  return pilot_command_giver_give (&people->admin, NULL, error, "activate-portal", "company_id",
                                   g_hash_table_lookup (values, "hireport_id"), NULL) &&
         pilot_command_giver_give (&people->admin, NULL, error, "visit-job", "job_id", job, NULL);
}

/* Each status lands in the stage that is like it. */
static gboolean
map_stages (const PilotDemoPeople *people, GError **error)
{
  g_autoptr (GPtrArray) stages = pilot_portal_rows_load (people->db, PILOT_ENTITY_STAGE, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);

  if (stages == NULL)
    return FALSE;
  for (guint i = 0; i < stages->len; i++)
    {
      const PilotRecord *stage = g_ptr_array_index (stages, i);
      const char *process = pilot_record_get_text (stage, PILOT_STAGE_PROCESS_ID);
      const char *status = pilot_record_get_text (stage, PILOT_STAGE_STATUS);
      const char *sub_status = pilot_record_get_text (stage, PILOT_STAGE_SUB_STATUS);
      g_autofree char *id = pilot_mapping_make_id (process, status, sub_status);
      PilotRecord *line = pilot_record_new (PILOT_ENTITY_MAPPING);

      pilot_record_set_text (line, PILOT_FIELD_ID, id);
      pilot_record_set_text (line, PILOT_MAPPING_PROCESS_ID, process);
      pilot_record_set_text (line, PILOT_MAPPING_STATUS, status);
      pilot_record_set_text (line, PILOT_MAPPING_SUB_STATUS, sub_status);
      pilot_record_set_text (line, PILOT_MAPPING_STAGE_ID, pilot_record_get_id (stage));
      g_ptr_array_add (lines, line);
    }
  return pilot_demo_desk_write (people->db, people->admin_id, lines, error);
}

static gboolean
review_settings (const PilotDemoPeople *people, GError **error)
{
  PilotRecord *settings = pilot_record_new (PILOT_ENTITY_SETTINGS);
  g_autofree char *id = pilot_settings_make_id ();

  pilot_record_set_text (settings, PILOT_FIELD_ID, id);
  pilot_record_set_integer (settings, PILOT_SETTINGS_REVIEWED_AT, pilot_portal_db_get_now (people->db));
  return pilot_demo_desk_write_one (people->db, people->admin_id, settings, error);
}

static gboolean
reach_after_phase_a (const PilotDemoPeople *people, GError **error)
{
  return decide (people, error) &&
         pilot_demo_stage_hand_over (people, "module_ticket", "Please add the HirePort module",
                                     "Hello,\n\nplease add HirePort, the Advanced Agency Portal, as a module to our environment.", "SR-104417", error) &&
         pilot_command_giver_give (&people->operator, NULL, error, "enable-subscription", NULL) &&
         pilot_demo_desk_write_step (people->db, people->admin_id, PILOT_PLAN_SCOPE, "All agencies; a pilot with a few comes first.",
                                     NULL, error) &&
         check (people, error) && accept_checks (people, error) && snapshot (people, error) && pass_gate (people, error) &&
         map_stages (people, error) && review_settings (people, error) && check (people, error);
}

gboolean
pilot_demo_stage_hand_over (const PilotDemoPeople *people, const char *kind, const char *subject, const char *body,
                            const char *reference, GError **error)
{
  PilotRecord *handoff = pilot_record_new (PILOT_ENTITY_HANDOFF);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *sha256 = NULL;
  gint64 now = pilot_portal_db_get_now (people->db);

  pilot_record_set_text (handoff, PILOT_FIELD_ID, id);
  pilot_record_set_text (handoff, PILOT_HANDOFF_KIND, kind);
  pilot_record_set_text (handoff, PILOT_HANDOFF_STATE, "confirmed");
  pilot_record_set_text (handoff, PILOT_HANDOFF_SUBJECT, subject);
  pilot_record_set_text (handoff, PILOT_HANDOFF_BODY, body);
  sha256 = pilot_handoff_dup_document_sha256 (pilot_record_get_value (handoff, 0));
  pilot_record_set_text (handoff, PILOT_HANDOFF_SHA256, sha256);
  pilot_record_set_text (handoff, PILOT_HANDOFF_REFERENCE, reference);
  pilot_record_set_integer (handoff, PILOT_HANDOFF_HANDED_AT, now);
  pilot_record_set_integer (handoff, PILOT_HANDOFF_CONFIRMED_AT, now);
  return pilot_demo_desk_write_one (people->db, people->admin_id, handoff, error);
}

gboolean
pilot_demo_stage_reach (PilotPortalDb *db, PilotSeedStage stage, GError **error)
{
  g_auto (PilotDemoPeople) people = { .db = db };

  people.admin_id = pilot_demo_desk_find_member (db, "admin", error);
  people.operator_id = people.admin_id != NULL ? pilot_demo_desk_find_member (db, "operator", error) : NULL;
  if (people.operator_id == NULL)
    return FALSE;
  people.admin = (PilotCommandGiver) { .db = db, .actor = people.admin_id };
  people.operator = (PilotCommandGiver) { .db = db, .actor = people.operator_id, .before_the_day = TRUE };
  return (stage < PILOT_SEED_AFTER_PHASE_A || reach_after_phase_a (&people, error)) &&
         (stage < PILOT_SEED_SCHEDULED || pilot_demo_stage_schedule (&people, error)) &&
         (stage < PILOT_SEED_MIGRATED || pilot_demo_stage_migrate (&people, error));
}
