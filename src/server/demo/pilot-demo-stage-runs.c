/* pilot-demo-stage-runs.c: puts the demo company further into its migration: phases B and C
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-stage-private.h"

#include "pilot-demo-desk.h"
#include "pilot-downtime.h"
#include "pilot-engine.h"
#include "pilot-entities.h"
#include "pilot-legacy-facts.h"
#include "pilot-name-uuid.h"
#include "pilot-plan.h"
#include "pilot-portal-rows.h"
#include "pilot-run-facts.h"
#include "pilot-run-rules.h"
#include "pilot-statement.h"

/* By name, so that both are the same in every demo company. */
#define PILOT_RUN "demo run: pilot"
#define PRODUCTION_RUN "demo run: production"
#define N_PILOT_AGENCIES 8

/* (transfer full) (nullable): the run as it stands. */
static PilotRecord *
load_run (PilotPortalDb *db, const char *id, GError **error)
{
  g_autoptr (GPtrArray) runs = pilot_portal_rows_load (db, PILOT_ENTITY_RUN, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    if (strcmp (pilot_record_get_id (g_ptr_array_index (runs, i)), id) == 0)
      return pilot_record_ref (g_ptr_array_index (runs, i));
  if (runs != NULL)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, "There is no such run.");
  return NULL;
}

static gboolean
create_run (const PilotDemoPeople *people, const char *id, const char *name, const char *kind, const char *choice, GError **error)
{
  PilotRecord *run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, id);
  pilot_record_set_text (run, PILOT_RUN_NAME, name);
  pilot_record_set_text (run, PILOT_RUN_KIND, kind);
  pilot_record_set_text (run, PILOT_RUN_CHOICE, choice);
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "in");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "out");
  return pilot_demo_desk_write_one (people->db, people->admin_id, run, error);
}

/* What fails is known to the demo company's people: they leave it behind, and say so. */
static gboolean
switch_failing_off (const PilotDemoPeople *people, const char *run_id, GError **error)
{
  g_auto (PilotRunFacts) facts = { 0 };
  g_autoptr (PilotRecord) run = load_run (people->db, run_id, error);
  g_autoptr (GPtrArray) projects = run != NULL ? pilot_portal_rows_load (people->db, PILOT_ENTITY_PROJECT, error) : NULL;
  g_autoptr (GString) off = g_string_new (NULL);
  PilotRecord *change;

  if (projects == NULL || !pilot_run_facts_read (&facts, people->db, run, g_ptr_array_index (projects, 0), error))
    return FALSE;
  for (guint i = 0; i < facts.failing->len; i++)
    {
      const PilotPreflightRule *rule = g_ptr_array_index (facts.failing, i);

      g_string_append_printf (off, "%s%s: Known; these records are left behind.", i > 0 ? "\n" : "", rule->key);
    }
  change = pilot_record_new (PILOT_ENTITY_RUN);
  pilot_record_set_text (change, PILOT_FIELD_ID, run_id);
  pilot_record_set_text (change, PILOT_RUN_RULES_OFF, off->str);
  return pilot_demo_desk_write_one (people->db, people->admin_id, change, error);
}

/* What the checks of the run found, as it is kept with it. */
static gboolean
keep_checks (const PilotDemoPeople *people, const char *run_id, GError **error)
{
  g_auto (PilotRunFacts) facts = { 0 };
  g_autoptr (PilotRecord) run = load_run (people->db, run_id, error);
  g_autoptr (GPtrArray) projects = run != NULL ? pilot_portal_rows_load (people->db, PILOT_ENTITY_PROJECT, error) : NULL;
  g_autoptr (GPtrArray) checks = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);
  gint64 revision;

  if (projects == NULL || !pilot_run_facts_read (&facts, people->db, run, g_ptr_array_index (projects, 0), error) ||
      !pilot_legacy_get_revision (people->db, &revision, error))
    return FALSE;
  for (guint i = 0; i < n_rules; i++)
    g_ptr_array_add (checks, pilot_demo_stage_make_check (people, run, &rules[i], pilot_run_facts_get_n_found (&facts, &rules[i]),
                                                          pilot_run_facts_get_n_checked (&facts, &rules[i]), revision));
  return pilot_demo_desk_write (people->db, people->admin_id, checks, error);
}

/* (transfer full): the next Friday that is free, in the company's zone. */
static char *
dup_next_friday (PilotPortalDb *db, GError **error)
{
  g_autoptr (GPtrArray) companies = pilot_portal_rows_load (db, PILOT_ENTITY_COMPANY, error);
  g_autoptr (GPtrArray) fridays = NULL;
  char text[16];
  GDate today;

  if (companies == NULL)
    return NULL;
  pilot_downtime_today (pilot_portal_db_get_now (db), pilot_record_get_text (g_ptr_array_index (companies, 0), PILOT_COMPANY_TIME_ZONE),
                        &today);
  fridays = pilot_downtime_list (&today, NULL, NULL, 1);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", g_ptr_array_index (fridays, 0));
  return g_strdup (text);
}

static gboolean
order_run (const PilotDemoPeople *people, const char *id, GError **error)
{
  g_autofree char *friday = dup_next_friday (people->db, error);

  return friday != NULL && switch_failing_off (people, id, error) && keep_checks (people, id, error) &&
         pilot_command_giver_give (&people->admin, NULL, error, "check-run", "run_id", id, NULL) &&
         pilot_command_giver_give (&people->admin, NULL, error, "request-run", "run_id", id, NULL) &&
         pilot_command_giver_give (&people->operator, NULL, error, "accept-run", "run_id", id, NULL) &&
         pilot_command_giver_give (&people->admin, NULL, error, "schedule-run", "run_id", id, "date", friday, NULL);
}

/* What SmartRecruiters does itself, told by the vendor's operator. */
static gboolean
prepare_phase_b (const PilotDemoPeople *people, GError **error)
{
  return pilot_demo_stage_hand_over (people, "phase_a_ticket", "Phase A is complete",
                                     "Hello,\n\nwe have completed Phase A of the migration. Please gather the data to be migrated.", "SR-104902", error) &&
         pilot_demo_desk_write_step (people->db, people->operator_id, PILOT_PLAN_DATA_GATHERED, NULL, NULL, error) &&
         pilot_demo_desk_write_step (people->db, people->operator_id, PILOT_PLAN_INTERNAL_REQUEST, NULL, "HP-2217", error);
}

/* The first agencies that have somebody at work. */
static gboolean
choose_agencies (const PilotDemoPeople *people, const char *run_id, GError **error)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (people->db),
    "SELECT id FROM agency WHERE deleted = 0 AND dataset = 'legacy' AND status = 'active' AND EXISTS"
    " (SELECT 1 FROM recruiter WHERE agency_id = agency.id AND email IS NOT NULL AND recruiter.deleted = 0) ORDER BY row LIMIT ?",
    error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, N_PILOT_AGENCIES);
  while (pilot_statement_step (statement, &has_row, error))
    {
      PilotRecord *choice;
      g_autofree char *id = NULL;

      if (!has_row)
        {
          pilot_statement_reset (statement);
          return pilot_demo_desk_write (people->db, people->admin_id, choices, error);
        }
      choice = pilot_record_new (PILOT_ENTITY_SCOPE_CHOICE);
      id = pilot_scope_choice_make_id (run_id, pilot_statement_get_text (statement, 0), NULL);
      pilot_record_set_text (choice, PILOT_FIELD_ID, id);
      pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_RUN_ID, run_id);
      pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_AGENCY_ID, pilot_statement_get_text (statement, 0));
      pilot_record_set_integer (choice, PILOT_SCOPE_CHOICE_INCLUDED, TRUE);
      g_ptr_array_add (choices, choice);
    }
  return FALSE;
}

/* Everything that runs wait for. */
static gboolean
run_engine (PilotPortalDb *db, GError **error)
{
  g_autoptr (PilotEngine) engine = pilot_engine_new (0);
  gboolean more = TRUE;
  gint64 revision;

  while (more)
    if (!pilot_engine_step (engine, db, &more, &revision, error))
      return FALSE;
  return TRUE;
}

/* Executes a scheduled run, and approves what it left behind. */
static gboolean
execute_run (const PilotDemoPeople *people, const char *id, GError **error)
{
  g_autoptr (PilotRecord) run = NULL;

  if (!pilot_command_giver_give (&people->operator, NULL, error, "start-run", "run_id", id, NULL) || !run_engine (people->db, error) ||
      (run = load_run (people->db, id, error)) == NULL)
    return FALSE;
  if (pilot_run_get_state (run) == PILOT_RUN_COMPLETED)
    return TRUE;
  return pilot_command_giver_give (&people->admin, NULL, error, "approve-run", "run_id", id, "reason",
                                   "These records were not usable in the old portal either.", NULL);
}

gboolean
pilot_demo_stage_schedule (const PilotDemoPeople *people, GError **error)
{
  g_autofree char *pilot_id = pilot_name_uuid (PILOT_RUN);
  g_autofree char *production_id = pilot_name_uuid (PRODUCTION_RUN);

  return prepare_phase_b (people, error) && create_run (people, pilot_id, "Pilot: eight agencies", "pilot", "chosen", error) &&
         choose_agencies (people, pilot_id, error) && order_run (people, pilot_id, error) &&
         execute_run (people, pilot_id, error) &&
         create_run (people, production_id, "All the rest", "production", "rest", error) && order_run (people, production_id, error);
}

gboolean
pilot_demo_stage_migrate (const PilotDemoPeople *people, GError **error)
{
  g_autofree char *id = pilot_name_uuid (PRODUCTION_RUN);

  return pilot_demo_stage_hand_over (people, "downtime_notice", "Downtime on Friday",
                                     "Hello,\n\nthe agency portal can’t be used on Friday. What is urgent, please enter by the evening before.", NULL,
                                     error) &&
         execute_run (people, id, error);
}
