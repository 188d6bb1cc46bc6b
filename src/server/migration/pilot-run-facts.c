/* pilot-run-facts.c: what a run would move and what its checks find, from the portal's own tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-facts.h"

#include "pilot-kept-facts.h"
#include "pilot-manifest-lines.h"
#include "pilot-portal-rows.h"

/* What the rows go through. */
typedef struct
{
  PilotScopeWalk *walk;      /* (owned) */
  PilotManifestLines *lines; /* (owned) */
  PilotPreflight *preflight; /* not owned */
  GError *error;             /* (owned) (nullable): the first */
} Pass;

static void
pass_clear (Pass *self)
{
  g_clear_pointer (&self->lines, pilot_manifest_lines_free);
  g_clear_pointer (&self->walk, pilot_scope_walk_free);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, pass_clear)

static void
row_cb (PilotEntity entity, const PilotValue *values, gpointer user_data)
{
  Pass *pass = user_data;
  PilotScopeFinding finding = { .verdict = PILOT_SCOPE_OUT };

  if (pilot_scope_walk_get_fields (entity) != 0)
    pilot_scope_walk_add (pass->walk, entity, values, &finding);
  if (pilot_preflight_get_fields (entity) != 0)
    pilot_preflight_add_judged (pass->preflight, entity, values, finding.verdict);
  if (pass->error == NULL)
    pilot_manifest_lines_add (pass->lines, values[PILOT_FIELD_ID].text, &finding, &pass->error);
}

static void
find_failing (PilotRunFacts *self, const PilotRecord *run)
{
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      g_autofree char *reason = rules[i].blocks ? pilot_preflight_find_off (run, rules[i].key) : NULL;

      if (rules[i].blocks && reason == NULL && pilot_run_facts_get_n_found (self, &rules[i]) > 0)
        g_ptr_array_add (self->failing, (gpointer) &rules[i]);
    }
}

/* (transfer full) (nullable): what walk and checks find. */
static PilotKeptFacts *
read_all (PilotPortalDb *db, const PilotRecord *run, const PilotRecord *project, GError **error)
{
  g_autoptr (PilotManifest) manifest = pilot_manifest_new (NULL, NULL);
  g_autoptr (PilotPreflight) preflight = NULL;
  g_autoptr (PilotKeptFacts) facts = pilot_kept_facts_new ();
  g_auto (Pass) pass = { 0 };
  PilotScopeOptions options;
  guint n_entities, n_rules;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  pilot_scope_options_from_record (&options, run);
  preflight = pilot_preflight_new (&options, NULL);
  pilot_preflight_set_limit (preflight, 0);
  pilot_preflight_set_project (preflight, project);
  pass = (Pass) { pilot_scope_walk_new (run), pilot_manifest_lines_new (manifest), preflight, NULL };
  for (guint i = 0; i < n_entities; i++)
    {
      guint64 fields = pilot_scope_walk_get_fields (entities[i]) | pilot_preflight_get_fields (entities[i]);

      if (!pilot_portal_rows_each (db, entities[i], fields, row_cb, &pass, error))
        return NULL;
      pilot_manifest_lines_end (pass.lines, entities[i]);
    }
  if (pass.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&pass.error));
      return NULL;
    }
  pilot_preflight_finish (preflight);
  facts->sha256 = g_strdup (pilot_manifest_get_sha256 (manifest));
  pilot_kept_facts_add (facts, pilot_manifest_count (manifest, PILOT_ENTITY_AGENCY, NULL));
  pilot_kept_facts_add (facts, pilot_manifest_count (manifest, PILOT_N_ENTITIES, NULL));
  for (guint i = 0; i < n_rules; i++)
    {
      pilot_kept_facts_add (facts, pilot_preflight_get_n_found (preflight, rules[i].key));
      pilot_kept_facts_add (facts, pilot_preflight_get_n_checked (preflight, rules[i].key));
    }
  return g_steal_pointer (&facts);
}

/* (transfer full): what of run and project scope and checks depend on. */
static char *
dup_key (const PilotRecord *run, const PilotRecord *project)
{
  static const guint of_run[] = { PILOT_FIELD_ID, PILOT_RUN_CHOICE, PILOT_RUN_HISTORY, PILOT_RUN_ON_HOLD, PILOT_RUN_TRANSFERRED };
  static const guint of_project[] = { PILOT_FIELD_ID, PILOT_PROJECT_RENEWAL_DATE, PILOT_PROJECT_CSM_EMAIL };
  g_autofree char *first = pilot_kept_facts_dup_key ("run", run, of_run, G_N_ELEMENTS (of_run));

  return pilot_kept_facts_dup_key (first, project, of_project, G_N_ELEMENTS (of_project));
}

static void
take (PilotRunFacts *self, const PilotKeptFacts *facts)
{
  self->manifest_sha256 = g_strdup (facts->sha256);
  self->n_agencies = pilot_kept_facts_get (facts, 0);
  self->n_expected = pilot_kept_facts_get (facts, 1);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_array_append_vals (self->numbers, facts->numbers->data + 2 * sizeof (guint64), facts->numbers->len - 2);
}

void
pilot_run_facts_clear (PilotRunFacts *self)
{
  g_clear_pointer (&self->manifest_sha256, g_free);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_pointer (&self->failing, g_ptr_array_unref);
  g_clear_pointer (&self->off_without_reason, g_free);
}

gboolean
pilot_run_facts_read (PilotRunFacts *self, PilotPortalDb *db, const PilotRecord *run, const PilotRecord *project, GError **error)
{
  g_autofree char *key = dup_key (run, project);
  const PilotKeptFacts *kept;

  *self = (PilotRunFacts) { .failing = g_ptr_array_new () };
  self->off_without_reason = pilot_preflight_find_no_off (run);
  if (!pilot_kept_facts_find (db, key, &kept, error))
    return FALSE;
  if (kept != NULL)
    take (self, kept);
  else
    {
      PilotKeptFacts *facts = read_all (db, run, project, error);

      if (facts == NULL)
        return FALSE;
      take (self, facts);
      if (!pilot_kept_facts_keep (db, key, facts, error))
        return FALSE;
    }
  find_failing (self, run);
  return TRUE;
}

static guint64
get_number (const PilotRunFacts *self, const PilotPreflightRule *rule, guint which)
{
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  return g_array_index (self->numbers, guint64, 2 * (rule - rules) + which);
}

guint64
pilot_run_facts_get_n_found (const PilotRunFacts *self, const PilotPreflightRule *rule)
{
  return get_number (self, rule, 0);
}

guint64
pilot_run_facts_get_n_checked (const PilotRunFacts *self, const PilotPreflightRule *rule)
{
  return get_number (self, rule, 1);
}
