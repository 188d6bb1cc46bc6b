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

/* (transfer full): keys of the rules that are off; a line is "rule: reason". */
static GHashTable *
read_rules_off (PilotRunFacts *self, const PilotRecord *run)
{
  const char *text = pilot_record_get_text (run, PILOT_RUN_RULES_OFF);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  GHashTable *off = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_strstrip (lines[i]), ":", 2);

      if (*lines[i] == '\0')
        continue;
      if (parts[1] != NULL && *g_strstrip (parts[1]) != '\0' && pilot_preflight_find_rule (g_strstrip (parts[0])) != NULL)
        g_hash_table_add (off, g_strdup (parts[0]));
      else if (self->off_without_reason == NULL)
        self->off_without_reason = g_strdup (parts[0]);
    }
  return off;
}

static void
find_failing (PilotRunFacts *self, GHashTable *off)
{
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    if (rules[i].blocks && !g_hash_table_contains (off, rules[i].key) &&
        pilot_preflight_get_n_found (self->preflight, rules[i].key) > 0)
      g_ptr_array_add (self->failing, (gpointer) &rules[i]);
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
  g_autoptr (GHashTable) off = NULL;
  g_auto (Pass) pass = { 0 };
  PilotScopeOptions options;
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  *self = (PilotRunFacts) { .failing = g_ptr_array_new () };
  off = read_rules_off (self, run);
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
  find_failing (self, off);
  return TRUE;
}
