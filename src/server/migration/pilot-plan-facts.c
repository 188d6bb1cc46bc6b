/* pilot-plan-facts.c: what the plan's rules look at, from the portal's own tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan-facts.h"

#include "pilot-kept-facts.h"
#include "pilot-legacy-facts.h"
#include "pilot-portal-rows.h"
#include "pilot-scope-walk.h"

static gboolean
count (PilotPortalDb *db, const char *sql, guint *n, GError **error)
{
  gint64 found;

  if (!pilot_database_query_int64 (pilot_portal_db_get_database (db), sql, 0, &found, error))
    return FALSE;
  *n = (guint) found;
  return TRUE;
}

static gboolean
read_counts (PilotPlanFacts *facts, PilotPortalDb *db, GError **error)
{
  guint n_checks, n_runs;

  if (!count (db,
              "SELECT count(*) FROM job WHERE deleted = 0 AND posting_status IN ('PUBLIC', 'INTERNAL')"
              " AND status NOT IN ('FILLED', 'CANCELLED')",
              &facts->n_published_jobs, error) ||
      !count (db, "SELECT count(*) FROM mapping WHERE deleted = 0 AND stage_id IS NOT NULL", &facts->n_mappings, error) ||
      !count (db, "SELECT count(*) FROM \"check\" WHERE deleted = 0 AND run_id IS NULL", &n_checks, error) ||
      !count (db, "SELECT count(*) FROM run WHERE deleted = 0", &n_runs, error))
    return FALSE;
  facts->checks_done = n_checks > 0;
  facts->has_scope_draft = n_runs > 0;
  return pilot_legacy_get_revision (db, &facts->legacy_revision, error);
}

static gboolean
read_steps (PilotPlanFacts *facts, PilotPortalDb *db, GError **error)
{
  g_autoptr (GPtrArray) records = pilot_portal_rows_load (db, PILOT_ENTITY_STEP, error);

  if (records == NULL)
    return FALSE;
  facts->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pilot_record_unref);
  for (guint i = 0; i < records->len; i++)
    {
      PilotRecord *record = g_ptr_array_index (records, i);

      g_hash_table_replace (facts->steps, g_strdup (pilot_record_get_text (record, PILOT_STEP_KEY)), pilot_record_ref (record));
    }
  return TRUE;
}

static gboolean
read_settings (PilotPlanFacts *facts, PilotPortalDb *db, GError **error)
{
  g_autoptr (GPtrArray) records = pilot_portal_rows_load (db, PILOT_ENTITY_SETTINGS, error);

  if (records == NULL)
    return FALSE;
  if (records->len > 0)
    facts->settings = pilot_record_ref (g_ptr_array_index (records, 0));
  return TRUE;
}

static void
add_cb (PilotEntity entity, const PilotValue *values, gpointer user_data)
{
  pilot_preflight_add (user_data, entity, values);
}

/* Rules that somebody switched off, with a reason. */
static gboolean
is_off (const GPtrArray *checks, const char *rule)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const PilotRecord *check = g_ptr_array_index (checks, i);

      if (pilot_record_get_text (check, PILOT_CHECK_RUN_ID) == NULL &&
          g_strcmp0 (pilot_record_get_text (check, PILOT_CHECK_RULE), rule) == 0 &&
          g_strcmp0 (pilot_record_get_text (check, PILOT_CHECK_OUTCOME), "off") == 0 &&
          pilot_record_get_text (check, PILOT_CHECK_REASON) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* (nullable): the finished pre-flight by @rules (nullable: all) over @kinds. */
static PilotPreflight *
check (PilotPortalDb *db, const PilotRecord *project, const char *const *rules, const PilotEntity *kinds, guint n_kinds, GError **error)
{
  g_autoptr (PilotPreflight) preflight = NULL;
  PilotScopeOptions options;

  pilot_scope_options_from_record (&options, project);
  preflight = pilot_preflight_new (&options, rules);
  pilot_preflight_set_limit (preflight, 0);
  pilot_preflight_set_project (preflight, project);
  for (guint i = 0; i < n_kinds; i++)
    if (pilot_preflight_get_fields (kinds[i]) != 0 &&
        !pilot_portal_rows_each (db, kinds[i], pilot_preflight_get_fields (kinds[i]), add_cb, preflight, error))
      return NULL;
  pilot_preflight_finish (preflight);
  return g_steal_pointer (&preflight);
}

/* (transfer full): what of the project the checks depend on. */
static char *
dup_key (const char *what, const PilotRecord *project)
{
  static const guint fields[] = {
    PILOT_FIELD_ID, PILOT_PROJECT_ON_HOLD, PILOT_PROJECT_TRANSFERRED, PILOT_PROJECT_HISTORY, PILOT_PROJECT_RENEWAL_DATE,
    PILOT_PROJECT_CSM_EMAIL,
  };

  return pilot_kept_facts_dup_key (what, project, fields, G_N_ELEMENTS (fields));
}

/* Of the statuses in scope the jobs alone decide: candidates need not be read. Kept while nothing of it changes. */
static gboolean
read_mapping (PilotPlanFacts *facts, PilotPortalDb *db, GError **error)
{
  const char *const rules[] = { "mapping-missing", NULL };
  const PilotEntity kinds[] = { PILOT_ENTITY_STAGE, PILOT_ENTITY_MAPPING, PILOT_ENTITY_JOB };
  g_autofree char *key = dup_key ("mapping", facts->project);
  g_autoptr (PilotPreflight) preflight = NULL;
  const PilotKeptFacts *kept;
  PilotKeptFacts *found;

  if (!pilot_kept_facts_find (db, key, &kept, error))
    return FALSE;
  if (kept != NULL)
    {
      facts->n_mappings_missing = (guint) pilot_kept_facts_get (kept, 0);
      return TRUE;
    }
  preflight = check (db, facts->project, rules, kinds, G_N_ELEMENTS (kinds), error);
  if (preflight == NULL)
    return FALSE;
  facts->n_mappings_missing = (guint) pilot_preflight_get_n_found (preflight, rules[0]);
  found = pilot_kept_facts_new ();
  pilot_kept_facts_add (found, facts->n_mappings_missing);
  return pilot_kept_facts_keep (db, key, found, error);
}

/* What the checks find, of each rule in the table's order; kept while nothing of it changes. */
static const PilotKeptFacts *
find_checked (PilotPortalDb *db, const PilotRecord *project, GError **error)
{
  g_autofree char *key = dup_key ("project", project);
  g_autoptr (PilotPreflight) preflight = NULL;
  PilotKeptFacts *found;
  const PilotKeptFacts *kept;
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  if (!pilot_kept_facts_find (db, key, &kept, error))
    return NULL;
  if (kept != NULL)
    return kept;
  preflight = pilot_plan_facts_check (db, project, error);
  if (preflight == NULL)
    return NULL;
  found = pilot_kept_facts_new ();
  for (guint i = 0; i < n_rules; i++)
    pilot_kept_facts_add (found, pilot_preflight_get_n_found (preflight, rules[i].key));
  return pilot_kept_facts_keep (db, key, found, error) ? found : NULL;
}

static gboolean
read_checks (PilotPlanFacts *facts, PilotPortalDb *db, GError **error)
{
  g_autoptr (GPtrArray) checks = pilot_portal_rows_load (db, PILOT_ENTITY_CHECK, error);
  const PilotKeptFacts *found = checks != NULL ? find_checked (db, facts->project, error) : NULL;
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < n_rules; i++)
    if (rules[i].blocks && pilot_kept_facts_get (found, i) > 0 && !is_off (checks, rules[i].key))
      facts->n_check_errors++;
  return TRUE;
}

PilotPreflight *
pilot_plan_facts_check (PilotPortalDb *db, const PilotRecord *project, GError **error)
{
  guint n_kinds;
  const PilotEntity *kinds = pilot_scope_walk_entities (&n_kinds);

  return check (db, project, NULL, kinds, n_kinds, error);
}

gboolean
pilot_plan_facts_read (PilotPlanFacts *facts, PilotPortalDb *db, const PilotRecord *company, const PilotRecord *project,
                       gboolean with_checks, GError **error)
{
  *facts = (PilotPlanFacts) {
    .environment = pilot_record_get_text (company, PILOT_COMPANY_ENVIRONMENT),
    .company_name = pilot_record_get_text (company, PILOT_COMPANY_NAME),
    .has_portal_api = TRUE,
    .project = pilot_record_copy (project),
    .now_unix_usec = pilot_portal_db_get_now (db),
  };
  facts->runs = pilot_portal_rows_load (db, PILOT_ENTITY_RUN, error);
  facts->handoffs = facts->runs != NULL ? pilot_portal_rows_load (db, PILOT_ENTITY_HANDOFF, error) : NULL;
  return facts->handoffs != NULL && read_settings (facts, db, error) && read_steps (facts, db, error) &&
         read_counts (facts, db, error) && read_mapping (facts, db, error) && (!with_checks || read_checks (facts, db, error));
}
