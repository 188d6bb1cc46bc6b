/* pilot-run-counts.c: what a run takes along, in numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-counts.h"

#include "pilot-run-walk.h"
#include "pilot-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  PilotRunCounts *counts;
  gboolean by_choice; /* the run takes chosen agencies alone */
  const PilotScopeRule *rules;
  GHashTable *agencies;   /* (owned): ids of the chosen */
  GHashTable *recruiters; /* (owned) */
} Counting;

G_DEFINE_BOXED_TYPE (PilotRunCounts, pilot_run_counts, pilot_run_counts_ref, pilot_run_counts_unref)

static gboolean
contains (GHashTable *set, const PilotValue *id)
{
  return id->kind == PILOT_VALUE_TEXT && g_hash_table_contains (set, id->text);
}

/* Whether the choice of agencies and users takes in a record that is not in scope for its status. */
static gboolean
is_chosen (const Counting *counting, PilotEntity entity, const PilotValue *values, const PilotScopeFinding *finding)
{
  if (!counting->by_choice)
    return TRUE;
  if (entity == PILOT_ENTITY_AGENCY || entity == PILOT_ENTITY_RECRUITER)
    return finding->verdict != PILOT_SCOPE_OUT;
  if (entity == PILOT_ENTITY_ASSIGNMENT)
    return contains (counting->recruiters, &values[PILOT_ASSIGNMENT_RECRUITER_ID]);
  if (entity == PILOT_ENTITY_CANDIDATE)
    return contains (counting->recruiters, &values[PILOT_CANDIDATE_RECRUITER_ID])
           || (values[PILOT_CANDIDATE_RECRUITER_ID].kind != PILOT_VALUE_TEXT && contains (counting->agencies, &values[PILOT_CANDIDATE_AGENCY_ID]));
  return TRUE;
}

static void
add_to_line (PilotRunLine *line, const PilotScopeFinding *finding, gboolean in_scope, gboolean chosen)
{
  if (!chosen && !in_scope)
    {
      line->n_left++;
      return;
    }
  line->n++;
  if (!in_scope)
    return;
  if (finding->reason == NULL)
    line->n_goes++;
  else if (strcmp (finding->reason, "moved_before") == 0)
    line->n_linked++;
  else
    line->n_skipped++;
}

static const PilotScopeRule *
find_rule (PilotEntity entity, const PilotValue *values)
{
  int field = entity == PILOT_ENTITY_JOB ? PILOT_JOB_STATUS
              : entity == PILOT_ENTITY_ASSIGNMENT ? PILOT_ASSIGNMENT_STATUS
              : entity == PILOT_ENTITY_CANDIDATE ? PILOT_CANDIDATE_STATUS : -1;

  return field >= 0 && values[field].kind == PILOT_VALUE_TEXT ? pilot_scope_find_rule (entity, values[field].text) : NULL;
}

static gboolean
count_cb (PilotEntity entity, const PilotValue *values, const PilotScopeFinding *finding, gpointer user_data)
{
  Counting *counting = user_data;
  PilotRunCounts *counts = counting->counts;
  gboolean in_scope = finding->verdict == PILOT_SCOPE_IN || finding->verdict == PILOT_SCOPE_LIGHT;
  const PilotScopeRule *rule;
  gboolean chosen;

  if (entity != PILOT_ENTITY_AGENCY && entity != PILOT_ENTITY_RECRUITER && entity != PILOT_ENTITY_JOB
      && entity != PILOT_ENTITY_ASSIGNMENT && entity != PILOT_ENTITY_CANDIDATE)
    return TRUE;
  chosen = is_chosen (counting, entity, values, finding);
  rule = find_rule (entity, values);
  if (in_scope && (entity == PILOT_ENTITY_AGENCY || entity == PILOT_ENTITY_RECRUITER))
    g_hash_table_add (entity == PILOT_ENTITY_AGENCY ? counting->agencies : counting->recruiters, g_strdup (values[PILOT_FIELD_ID].text));
  add_to_line (&counts->kinds[entity], finding, in_scope, chosen);
  if (rule != NULL)
    add_to_line (&counts->lines[rule - counting->rules], finding, in_scope, chosen);
  if (!in_scope)
    return TRUE;
  counts->n_in_scope++;
  if (finding->reason == NULL && finding->verdict == PILOT_SCOPE_LIGHT)
    counts->n_light[entity]++;
  if (finding->reason != NULL)
    {
      int reason = pilot_choice_find (pilot_result_reason_choices, finding->reason);

      if (reason >= 0 && reason < PILOT_RUN_MAX_REASONS)
        counts->reasons[entity][reason]++;
      if (strcmp (finding->reason, "moved_before") != 0)
        counts->n_skipped++;
    }
  return TRUE;
}

PilotRunCounts *
pilot_run_counts_make (PilotWorkspace *workspace, const PilotRecord *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotRunCounts) self = g_new0 (PilotRunCounts, 1);
  g_autoptr (GHashTable) agencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) recruiters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Counting counting = { .counts = self, .agencies = agencies, .recruiters = recruiters };

  g_atomic_ref_count_init (&self->ref_count);
  counting.by_choice = g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_CHOICE), "chosen") == 0;
  counting.rules = pilot_scope_get_rules (&self->n_lines);
  self->lines = g_new0 (PilotRunLine, self->n_lines);
  if (!pilot_run_walk (pilot_workspace_get_store (workspace), run, FALSE, NULL, count_cb, &counting, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

PilotRunCounts *
pilot_run_counts_ref (PilotRunCounts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pilot_run_counts_unref (PilotRunCounts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->lines);
  g_free (self);
}

char *
pilot_run_counts_dup_moved (const PilotRunCounts *self)
{
  const PilotRunLine *agencies = &self->kinds[PILOT_ENTITY_AGENCY];
  guint64 n_new = agencies->n - agencies->n_linked;
  g_autofree char *linked = NULL;
  g_autofree char *fresh = NULL;

  if (agencies->n_linked == 0)
    return NULL;
  linked = g_strdup_printf (ngettext ("%'u already moved: it is linked, never doubled", "%'u already moved: they are linked, never doubled",
                                      (gulong) agencies->n_linked), (guint) agencies->n_linked);
  if (n_new == 0)
    /* Translators: %s is e.g. “8 already moved: they are linked, never doubled” */
    return g_strdup_printf (_("None of them new, %s"), linked);
  /* Translators: agencies that no run has moved yet */
  fresh = g_strdup_printf (ngettext ("%'u new", "%'u new", (gulong) n_new), (guint) n_new);
  /* Translators: %1$s is e.g. “4 new”, %2$s e.g. “8 already moved: they are linked, never doubled” */
  return g_strdup_printf (_("%1$s, %2$s"), fresh, linked);
}

guint64
pilot_run_counts_get_reason (const PilotRunCounts *self, PilotEntity entity, const char *reason)
{
  int index = pilot_choice_find (pilot_result_reason_choices, reason);
  guint64 n = 0;

  if (index < 0 || index >= PILOT_RUN_MAX_REASONS)
    return 0;
  if (entity < PILOT_N_ENTITIES)
    return self->reasons[entity][index];
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    n += self->reasons[i][index];
  return n;
}
