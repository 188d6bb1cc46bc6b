/* pilot-run-facts.c: what a run would move and what its checks find, from the portal's own tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-facts.h"

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

      if (rules[i].blocks && reason == NULL && pilot_preflight_get_n_found (self->preflight, rules[i].key) > 0)
        g_ptr_array_add (self->failing, (gpointer) &rules[i]);
    }
}

void
pilot_run_facts_clear (PilotRunFacts *self)
{
  g_clear_pointer (&self->manifest, pilot_manifest_free);
  g_clear_pointer (&self->preflight, pilot_preflight_free);
  g_clear_pointer (&self->failing, g_ptr_array_unref);
  g_clear_pointer (&self->off_without_reason, g_free);
}

gboolean
pilot_run_facts_read (PilotRunFacts *self, PilotPortalDb *db, const PilotRecord *run, const PilotRecord *project, GError **error)
{
  g_auto (Pass) pass = { 0 };
  PilotScopeOptions options;
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  *self = (PilotRunFacts) { .failing = g_ptr_array_new () };
  self->off_without_reason = pilot_preflight_find_no_off (run);
  pilot_scope_options_from_record (&options, run);
  self->manifest = pilot_manifest_new (NULL, NULL);
  self->preflight = pilot_preflight_new (&options, NULL);
  pilot_preflight_set_limit (self->preflight, 0);
  pilot_preflight_set_project (self->preflight, project);
  pass = (Pass) { pilot_scope_walk_new (run), pilot_manifest_lines_new (self->manifest), self->preflight, NULL };
  for (guint i = 0; i < n_entities; i++)
    {
      guint64 fields = pilot_scope_walk_get_fields (entities[i]) | pilot_preflight_get_fields (entities[i]);

      if (!pilot_portal_rows_each (db, entities[i], fields, row_cb, &pass, error))
        return FALSE;
      pilot_manifest_lines_end (pass.lines, entities[i]);
    }
  if (pass.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&pass.error));
      return FALSE;
    }
  pilot_preflight_finish (self->preflight);
  find_failing (self, run);
  return TRUE;
}
