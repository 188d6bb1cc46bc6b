/* pilot-migration-facts.c: what the plan's rules look at, from the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-migration-facts.h"

#include <string.h>

#include "pilot-legacy-kinds.h"
#include "pilot-preflight-keep.h"
#include "pilot-preflight-scan.h"

#define ALL_FIELDS (~G_GUINT64_CONSTANT (0))

typedef struct
{
  PilotMigrationFacts *facts;
  PilotEntity entity;
  PilotPreflight *preflight; /* (nullable) */
  GPtrArray *checks;         /* (element-type PilotRecord): of the whole legacy data set */
} Reading;

static PilotRecord *
make_record (PilotEntity entity, const PilotValue *values)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  PilotRecord *record = pilot_record_new (entity);

  for (guint i = 0; i < schema->n_fields; i++)
    pilot_record_set_value (record, i, &values[i]);
  return record;
}

static gboolean
is_text (const PilotValue *value, const char *text)
{
  return value->kind == PILOT_VALUE_TEXT && strcmp (value->text, text) == 0;
}

/* The one record of its kind; of two, which can't be, the first. */
static void
take (PilotRecord **slot, PilotEntity entity, const PilotValue *values)
{
  if (*slot == NULL)
    *slot = make_record (entity, values);
}

static void
add_job (PilotPlanFacts *plan, const PilotValue *values)
{
  const PilotValue *posting = &values[PILOT_JOB_POSTING_STATUS];
  const PilotValue *status = &values[PILOT_JOB_STATUS];

  plan->n_published_jobs += (is_text (posting, "PUBLIC") || is_text (posting, "INTERNAL")) && !is_text (status, "FILLED") &&
                            !is_text (status, "CANCELLED");
}

static gboolean
read_cb (const PilotValue *values, gpointer user_data)
{
  Reading *reading = user_data;
  PilotPlanFacts *plan = &reading->facts->plan;

  switch ((int) reading->entity)
    {
    case PILOT_ENTITY_COMPANY:
      take (&reading->facts->company, reading->entity, values);
      break;
    case PILOT_ENTITY_MEMBER:
      if (values[PILOT_MEMBER_NAME].kind == PILOT_VALUE_TEXT)
        g_hash_table_insert (reading->facts->members, g_strdup (values[PILOT_FIELD_ID].text),
                             g_strdup (values[PILOT_MEMBER_NAME].text));
      break;
    case PILOT_ENTITY_PROJECT:
      take (&plan->project, reading->entity, values);
      break;
    case PILOT_ENTITY_SETTINGS:
      take (&plan->settings, reading->entity, values);
      break;
    case PILOT_ENTITY_STEP:
      if (values[PILOT_STEP_KEY].kind == PILOT_VALUE_TEXT)
        g_hash_table_replace (plan->steps, g_strdup (values[PILOT_STEP_KEY].text), make_record (reading->entity, values));
      break;
    case PILOT_ENTITY_RUN:
      g_ptr_array_add (plan->runs, make_record (reading->entity, values));
      break;
    case PILOT_ENTITY_HANDOFF:
      g_ptr_array_add (plan->handoffs, make_record (reading->entity, values));
      break;
    case PILOT_ENTITY_CHECK:
      g_ptr_array_add (reading->checks, make_record (reading->entity, values));
      plan->n_check_errors += is_text (&values[PILOT_CHECK_OUTCOME], "error");
      break;
    case PILOT_ENTITY_MAPPING:
      plan->n_mappings += values[PILOT_MAPPING_STAGE_ID].kind == PILOT_VALUE_TEXT;
      break;
    case PILOT_ENTITY_JOB:
      add_job (plan, values);
      break;
    default:
      break;
    }
  if (reading->preflight != NULL)
    pilot_preflight_add (reading->preflight, reading->entity, values);
  return TRUE;
}

/* Small tables first: what the rows of the later ones are judged by. */
static const struct
{
  PilotEntity entity;
  const char *where; /* (nullable) */
  guint64 fields;    /* 0: all */
} readings[] = {
  { PILOT_ENTITY_COMPANY, NULL, 0 },
  { PILOT_ENTITY_MEMBER, NULL, G_GUINT64_CONSTANT (1) << PILOT_MEMBER_NAME },
  { PILOT_ENTITY_PROJECT, NULL, 0 },
  { PILOT_ENTITY_SETTINGS, NULL, 0 },
  { PILOT_ENTITY_STEP, NULL, 0 },
  { PILOT_ENTITY_RUN, NULL, 0 },
  { PILOT_ENTITY_HANDOFF, NULL, 0 },
  { PILOT_ENTITY_CHECK, "run_id IS NULL", 0 },
  { PILOT_ENTITY_STAGE, NULL, 0 },
  { PILOT_ENTITY_MAPPING, NULL, 0 },
  { PILOT_ENTITY_JOB, NULL, G_GUINT64_CONSTANT (1) << PILOT_JOB_POSTING_STATUS | G_GUINT64_CONSTANT (1) << PILOT_JOB_STATUS },
};

static gboolean
is_preflighted (PilotEntity entity)
{
  return entity == PILOT_ENTITY_STAGE || entity == PILOT_ENTITY_MAPPING || entity == PILOT_ENTITY_JOB;
}

/* A result holds until data that its rule looks at have changed. */
static void
judge_checks (PilotPlanFacts *plan, GPtrArray *checks, const PilotPreflightScan *now)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const char *rule = pilot_record_get_text (checks->pdata[i], PILOT_CHECK_RULE);
      g_auto (PilotPreflightResult) result = { 0 };

      pilot_preflight_result_from_record (checks->pdata[i], &result);
      plan->n_checks_stale += pilot_preflight_find_rule (rule) != NULL && pilot_preflight_scan_is_stale (now, rule, &result);
    }
  plan->checks_done = checks->len > 0 && plan->n_checks_stale == 0;
}

static gint64
find_legacy_revision (const PilotPreflightScan *now)
{
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_kinds_get (&n_kinds);
  gint64 newest = 0;

  for (guint i = 0; i < n_kinds; i++)
    newest = MAX (newest, now->live[kinds[i]]);
  return newest;
}

static gboolean
read_all (PilotMigrationFacts *self, PilotDatabase *reader, GPtrArray *checks, GCancellable *cancellable, GError **error)
{
  const char *const rules[] = { "mapping-missing", NULL };
  g_autoptr (PilotPreflight) preflight = NULL;
  PilotScopeOptions options = { NULL };
  GPtrArray *used;

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      Reading reading = { .facts = self, .entity = readings[i].entity, .checks = checks };
      guint64 fields = readings[i].fields != 0 ? readings[i].fields : ALL_FIELDS;

      if (is_preflighted (reading.entity))
        {
          if (preflight == NULL)
            {
              if (self->plan.project != NULL)
                pilot_scope_options_from_record (&options, self->plan.project);
              preflight = pilot_preflight_new (&options, rules);
              pilot_preflight_set_limit (preflight, 0);
            }
          reading.preflight = preflight;
          fields |= pilot_preflight_get_fields (reading.entity);
        }
      if (!pilot_store_walk (reader, reading.entity, fields, readings[i].where, NULL, read_cb, &reading, cancellable, error))
        return FALSE;
    }
  pilot_preflight_finish (preflight);
  used = pilot_preflight_get_processes (preflight);
  for (guint i = 0; i < used->len; i++)
    g_hash_table_add (self->processes, g_strdup (g_ptr_array_index (used, i)));
  self->plan.n_mappings_missing = (guint) pilot_preflight_get_n_found (preflight, rules[0]);
  return TRUE;
}

static void
fill_company (PilotMigrationFacts *self)
{
  if (self->company == NULL)
    return;
  self->plan.environment = pilot_record_get_text (self->company, PILOT_COMPANY_ENVIRONMENT);
  self->plan.company_name = pilot_record_get_text (self->company, PILOT_COMPANY_NAME);
}

guint
pilot_migration_facts_get_mask (void)
{
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_kinds_get (&n_kinds);
  guint mask = 0;

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    mask |= 1u << readings[i].entity;
  for (guint i = 0; i < n_kinds; i++)
    mask |= 1u << kinds[i];
  return mask;
}

PilotMigrationFacts *
pilot_migration_facts_load (PilotStore *store, gboolean has_portal_api, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotMigrationFacts) self = g_new0 (PilotMigrationFacts, 1);
  g_autoptr (PilotDatabase) reader = NULL;
  g_autoptr (GPtrArray) checks = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  g_autoptr (PilotPreflightScan) now = NULL;
  g_auto (PilotPull) pull = { 0 };

  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->processes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->plan.has_portal_api = has_portal_api;
  self->plan.steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pilot_record_unref);
  self->plan.runs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  self->plan.handoffs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  self->plan.now_unix_usec = pilot_clock_get_unix_usec (pilot_store_get_clock (store));
  if (!pilot_change_sink_load_pull (PILOT_CHANGE_SINK (store), &pull, error))
    return NULL;
  reader = pilot_store_open_reader (store, error);
  if (reader == NULL || !pilot_database_begin (reader, error))
    return NULL;
  if (!read_all (self, reader, checks, cancellable, error))
    return NULL;
  pilot_database_rollback (reader);
  now = pilot_preflight_scan_peek (store, NULL, cancellable, error);
  if (now == NULL)
    return NULL;
  judge_checks (&self->plan, checks, now);
  self->plan.legacy_revision = find_legacy_revision (now);
  if (!has_portal_api)
    self->plan.legacy_epoch = g_steal_pointer (&pull.epoch);
  self->plan.has_scope_draft = self->plan.runs->len > 0;
  fill_company (self);
  return g_steal_pointer (&self);
}

void
pilot_migration_facts_set_company (PilotMigrationFacts *self, const char *title, const char *environment)
{
  self->title = g_strdup (title);
  self->environment = g_strdup (environment);
  self->plan.company_name = self->title;
  self->plan.environment = self->environment;
}

void
pilot_migration_facts_free (PilotMigrationFacts *self)
{
  pilot_plan_facts_clear (&self->plan);
  g_clear_pointer (&self->company, pilot_record_unref);
  g_hash_table_unref (self->members);
  g_hash_table_unref (self->processes);
  g_free (self->title);
  g_free (self->environment);
  g_free (self);
}
