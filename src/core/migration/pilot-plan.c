/* pilot-plan.c: what stands for and against each step of a migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-consent.h"
#include "pilot-run-rules.h"

/* How far a run has come. A failed one has begun; what was left behind is either approved or waits for it. */
typedef enum {
  RANK_NONE,
  RANK_DRAFT,
  RANK_REQUESTED,
  RANK_ACCEPTED,
  RANK_SCHEDULED,
  RANK_FAILED,
  RANK_RUNNING,
  RANK_UNAPPROVED,
  RANK_APPROVED,
} Rank;

static gboolean
is_key (const PilotPlanStep *step, const char *key)
{
  return step->key == key || (step->key[1] == key[1] && step->key[0] == key[0] && strcmp (step->key, key) == 0); /* "a1-…": most differ here */
}

static gboolean
is_sandbox (const PilotPlanFacts *facts)
{
  return g_strcmp0 (facts->environment, "sandbox") == 0;
}

static gboolean
has_text (const PilotRecord *record, guint field)
{
  const char *text = record != NULL ? pilot_record_get_text (record, field) : NULL;

  return text != NULL && *text != '\0';
}

static gint64
get_project_time (const PilotPlanFacts *facts, guint field)
{
  return facts->project != NULL ? pilot_record_get_integer (facts->project, field) : 0;
}

static gboolean
is_decided (const PilotPlanFacts *facts, guint field)
{
  const char *value = facts->project != NULL ? pilot_record_get_text (facts->project, field) : NULL;

  return value != NULL && strcmp (value, "undecided") != 0;
}

static PilotRecord *
find_record (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  return facts->steps != NULL ? g_hash_table_lookup (facts->steps, step->key) : NULL;
}

static gboolean
is_marked (const PilotPlanFacts *facts, const PilotPlanStep *step, const char *state)
{
  PilotRecord *record = find_record (facts, step);

  return record != NULL && g_strcmp0 (pilot_record_get_text (record, PILOT_STEP_STATE), state) == 0;
}

static Rank
rank_run (const PilotRecord *run)
{
  switch (pilot_run_get_state (run))
    {
    case PILOT_RUN_DRAFT:
    case PILOT_RUN_CHECKED: return RANK_DRAFT;
    case PILOT_RUN_REQUESTED: return RANK_REQUESTED;
    case PILOT_RUN_ACCEPTED: return RANK_ACCEPTED;
    case PILOT_RUN_SCHEDULED: return RANK_SCHEDULED;
    case PILOT_RUN_FAILED: return RANK_FAILED;
    case PILOT_RUN_RUNNING: return RANK_RUNNING;
    case PILOT_RUN_COMPLETED: return RANK_APPROVED;
    case PILOT_RUN_COMPLETED_WITH_SKIPPED: return has_text (run, PILOT_RUN_APPROVED_BY) ? RANK_APPROVED : RANK_UNAPPROVED;
    case PILOT_RUN_CANCELLED:
    case PILOT_N_RUN_STATES: return RANK_NONE;
    }
  return RANK_NONE;
}

static PilotRecord *
find_run (const PilotPlanFacts *facts, gboolean pilots, Rank *rank)
{
  PilotRecord *found = NULL;

  *rank = RANK_NONE;
  for (guint i = 0; facts->runs != NULL && i < facts->runs->len; i++)
    {
      PilotRecord *run = g_ptr_array_index (facts->runs, i);
      const char *kind = pilot_record_get_text (run, PILOT_RUN_KIND);
      gboolean fits = kind != NULL && (pilots ? strcmp (kind, "pilot") == 0 :
                                       is_sandbox (facts) ? strcmp (kind, "sandbox_practice") == 0 || strcmp (kind, "full_test") == 0 :
                                                            strcmp (kind, "production") == 0);

      if (fits && rank_run (run) > *rank)
        {
          found = run;
          *rank = rank_run (run);
        }
    }
  return found;
}

static Rank
get_rank (const PilotPlanFacts *facts)
{
  Rank rank;

  find_run (facts, FALSE, &rank);
  return rank;
}

static Rank
get_pilot_rank (const PilotPlanFacts *facts)
{
  Rank rank;

  find_run (facts, TRUE, &rank);
  return rank;
}

/* An admin's word counts for what the records can't say; a decision is made, not confirmed. */
static gboolean
is_confirmable (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  if (step->kind == PILOT_STEP_CONFIRM)
    return TRUE;
  return !facts->has_portal_api && !is_key (step, PILOT_PLAN_HISTORY) && !is_key (step, PILOT_PLAN_ON_HOLD) &&
         !is_key (step, PILOT_PLAN_TRANSFERRED);
}

static gboolean
is_handoff_done (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  gboolean needs_reference = (step->flags & PILOT_STEP_NEEDS_REFERENCE) != 0;
  guint n = 0;
  guint n_confirmed = 0;

  if ((step->flags & PILOT_STEP_BY_HANDOFF) == 0)
    return FALSE;
  for (guint i = 0; facts->handoffs != NULL && i < facts->handoffs->len; i++)
    {
      PilotRecord *handoff = g_ptr_array_index (facts->handoffs, i);

      if (g_strcmp0 (pilot_record_get_text (handoff, PILOT_HANDOFF_KIND), step->handoff) != 0)
        continue;
      n++;
      n_confirmed += g_strcmp0 (pilot_record_get_text (handoff, PILOT_HANDOFF_STATE), "confirmed") == 0 &&
                     (!needs_reference || has_text (handoff, PILOT_HANDOFF_REFERENCE));
    }
  return n_confirmed > 0 && (needs_reference || n_confirmed == n);
}

static gboolean
has_reference (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  PilotRecord *handoff = step->handoff != NULL ? pilot_plan_find_handoff (facts, step->handoff) : NULL;

  return has_text (find_record (facts, step), PILOT_STEP_REFERENCE) || has_text (handoff, PILOT_HANDOFF_REFERENCE);
}

static gboolean
is_confirmed (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  if (is_handoff_done (facts, step))
    return TRUE;
  if (!is_confirmable (facts, step) || !is_marked (facts, step, "done"))
    return FALSE;
  if ((step->flags & PILOT_STEP_NEEDS_REFERENCE) != 0 && !has_reference (facts, step))
    return FALSE;
  return (step->flags & PILOT_STEP_NEEDS_NOTE) == 0 || has_text (find_record (facts, step), PILOT_STEP_NOTE);
}

static gboolean
is_subscribed (const PilotPlanFacts *facts)
{
  return get_project_time (facts, PILOT_PROJECT_SUBSCRIBED_AT) != 0 ||
         is_confirmed (facts, pilot_plan_find_step (PILOT_PLAN_SUBSCRIPTION));
}

static gboolean
is_gate_passed (const PilotPlanFacts *facts)
{
  return get_project_time (facts, PILOT_PROJECT_GATE_AT) != 0 || is_confirmed (facts, pilot_plan_find_step (PILOT_PLAN_GATE));
}

static gboolean
has_run_begun (const PilotPlanFacts *facts)
{
  return get_rank (facts) >= RANK_FAILED || is_confirmed (facts, pilot_plan_find_step (PILOT_PLAN_EXECUTED));
}

/* The legacy records changed after the snapshot was made. */
static gboolean
is_snapshot_stale (const PilotPlanFacts *facts)
{
  PilotRecord *record = find_record (facts, pilot_plan_find_step (PILOT_PLAN_SNAPSHOT));
  const char *reference = record != NULL ? pilot_record_get_text (record, PILOT_STEP_REFERENCE) : NULL;

  if (get_project_time (facts, PILOT_PROJECT_SNAPSHOT_AT) != 0)
    return pilot_record_get_integer (facts->project, PILOT_PROJECT_SNAPSHOT_REVISION) < facts->legacy_revision;
  return reference != NULL && facts->legacy_epoch != NULL && strcmp (reference, facts->legacy_epoch) != 0;
}

/* What the records say of a step, whoever ticked it. */
static gboolean
is_seen (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  if (is_key (step, PILOT_PLAN_MODULE_TICKET) || is_key (step, PILOT_PLAN_SUBSCRIPTION))
    return is_subscribed (facts); /* nobody asks for what is there */
  if (is_key (step, PILOT_PLAN_HISTORY))
    return is_decided (facts, PILOT_PROJECT_HISTORY);
  if (is_key (step, PILOT_PLAN_ON_HOLD))
    return is_decided (facts, PILOT_PROJECT_ON_HOLD);
  if (is_key (step, PILOT_PLAN_TRANSFERRED))
    return is_decided (facts, PILOT_PROJECT_TRANSFERRED);
  if (is_key (step, PILOT_PLAN_SCOPE))
    return facts->has_scope_draft;
  if (is_key (step, PILOT_PLAN_CHECKS))
    return facts->checks_done && facts->n_check_errors == 0;
  if (is_key (step, PILOT_PLAN_SNAPSHOT))
    return get_project_time (facts, PILOT_PROJECT_SNAPSHOT_AT) != 0;
  if (is_key (step, PILOT_PLAN_CONSENT))
    return get_project_time (facts, PILOT_PROJECT_CONSENT_AT) != 0;
  if (is_key (step, PILOT_PLAN_GATE))
    return get_project_time (facts, PILOT_PROJECT_GATE_AT) != 0;
  if (is_key (step, PILOT_PLAN_ACTIVATE))
    return get_project_time (facts, PILOT_PROJECT_ACTIVATED_AT) != 0;
  if (is_key (step, PILOT_PLAN_VISIT_JOB))
    return get_project_time (facts, PILOT_PROJECT_ACTIVATED_AT) != 0 &&
           get_project_time (facts, PILOT_PROJECT_VISITED_AT) >= get_project_time (facts, PILOT_PROJECT_ACTIVATED_AT);
  if (is_key (step, PILOT_PLAN_MAPPING))
    return facts->n_mappings > 0 && facts->n_mappings_missing == 0;
  if (is_key (step, PILOT_PLAN_SETTINGS))
    return facts->settings != NULL && pilot_record_get_integer (facts->settings, PILOT_SETTINGS_REVIEWED_AT) != 0;
  if (is_key (step, PILOT_PLAN_PILOT))
    return get_pilot_rank (facts) == RANK_APPROVED;
  /* Who accepted the request has heard of the ticket. */
  if (is_key (step, PILOT_PLAN_MIGRATION_TICKET) || is_key (step, PILOT_PLAN_DATA_GATHERED) ||
      is_key (step, PILOT_PLAN_INTERNAL_REQUEST) || is_key (step, PILOT_PLAN_ACCEPTED))
    return get_rank (facts) >= RANK_ACCEPTED;
  if (is_key (step, PILOT_PLAN_REQUEST_RUN))
    return get_rank (facts) >= RANK_REQUESTED;
  if (is_key (step, PILOT_PLAN_FRIDAY))
    return get_rank (facts) >= RANK_SCHEDULED;
  if (is_key (step, PILOT_PLAN_EXECUTED))
    return get_rank (facts) >= RANK_UNAPPROVED;
  if (is_key (step, PILOT_PLAN_APPROVE))
    return get_rank (facts) >= RANK_APPROVED;
  return FALSE;
}

static gboolean
is_here (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  if ((step->flags & (is_sandbox (facts) ? PILOT_STEP_PRODUCTION_ONLY : PILOT_STEP_SANDBOX_ONLY)) != 0)
    return FALSE;
  if ((step->flags & PILOT_STEP_OF_RUN) != 0 && is_sandbox (facts) && get_rank (facts) < RANK_REQUESTED &&
      is_marked (facts, pilot_plan_find_step (PILOT_PLAN_MIGRATION_TICKET), "skipped"))
    return FALSE;
  if (is_key (step, PILOT_PLAN_CONSENT))
    return pilot_consent_is_asked_for (facts->project);
  if (is_key (step, PILOT_PLAN_APPROVE))
    return get_rank (facts) == RANK_UNAPPROVED || (get_rank (facts) == RANK_APPROVED && has_text (pilot_plan_find_run (facts), PILOT_RUN_APPROVED_BY));
  return TRUE;
}

static gboolean
is_done (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  gboolean before_gate = (step->flags & PILOT_STEP_BEFORE_GATE) != 0;
  gboolean passed = before_gate && is_gate_passed (facts);

  /* The portal let nobody through without it; what changes afterwards asks for nothing again. */
  if (passed && facts->has_portal_api)
    return TRUE;
  if (is_key (step, PILOT_PLAN_CHECKS) && !passed && !facts->checks_done)
    return FALSE;
  if (is_key (step, PILOT_PLAN_SNAPSHOT) && !passed && is_snapshot_stale (facts))
    return FALSE;
  return is_seen (facts, step) || is_confirmed (facts, step);
}

static const char *
explain_too_late (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  if ((step->flags & PILOT_STEP_BEFORE_MODULE) != 0 && is_subscribed (facts))
    return _("The HirePort module is added: no further test agencies can be created.");
  if ((step->flags & PILOT_STEP_BEFORE_GATE) != 0 && is_gate_passed (facts))
    return _("The old agency portal can’t be accessed anymore.");
  if ((step->flags & PILOT_STEP_BEFORE_RUN) != 0 && has_run_begun (facts))
    return _("The migration has begun.");
  return NULL;
}

/* A sentence: why the step is not done. */
static char *
explain_missing (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  if (is_key (step, PILOT_PLAN_CHECKS) && facts->checks_done)
    return g_strdup_printf (ngettext ("%u check of the legacy records found errors. Mend them, or accept them with a note.",
                                      "%u checks of the legacy records found errors. Mend them, or accept them with a note.",
                                      facts->n_check_errors),
                            facts->n_check_errors);
  if (is_key (step, PILOT_PLAN_CHECKS) && facts->n_checks_stale > 0)
    return g_strdup_printf (ngettext ("Legacy records have changed since %u check was made. Check them again.",
                                      "Legacy records have changed since %u checks were made. Check them again.", facts->n_checks_stale),
                            facts->n_checks_stale);
  if (is_key (step, PILOT_PLAN_SNAPSHOT) && is_snapshot_stale (facts))
    return g_strdup (_("Legacy records have changed since the snapshot was made. Make it again."));
  if (is_key (step, PILOT_PLAN_CONSENT) && pilot_record_get_integer (facts->project, PILOT_PROJECT_CONSENT_NEEDED) == 0)
    return g_strdup (_("You switched the second admin’s consent off: another admin must consent, or take the step."));
  if (is_key (step, PILOT_PLAN_VISIT_JOB) && facts->n_published_jobs == 0)
    return g_strdup (_("There is no published job to visit."));
  if (is_key (step, PILOT_PLAN_MAPPING) && facts->n_mappings > 0)
    return g_strdup_printf (ngettext ("%u status in scope has no stage in the Default Stage Mapping.",
                                      "%u statuses in scope have no stage in the Default Stage Mapping.", facts->n_mappings_missing),
                            facts->n_mappings_missing);
  if ((step->flags & PILOT_STEP_NEEDS_REFERENCE) != 0 && is_marked (facts, step, "done"))
    return g_strdup (_("The ticket’s number is missing."));
  return g_strdup (_(step->missing));
}

/* (nullable): why what can be worked on is asked for once more, or how far it has come; NULL: it was not begun. */
static char *
explain_begun (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  g_autofree char *missing = explain_missing (facts, step);

  return strcmp (missing, _(step->missing)) != 0 ? g_steal_pointer (&missing) : NULL;
}

/* Whom or what a step waits for; NULL: it can be worked on. */
static const char *
explain_wait (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  PilotRecord *handoff = (step->flags & PILOT_STEP_BY_HANDOFF) != 0 ? pilot_plan_find_handoff (facts, step->handoff) : NULL;
  Rank pilot_rank = get_pilot_rank (facts);

  if (is_key (step, PILOT_PLAN_VISIT_JOB) && facts->n_published_jobs == 0)
    return _("Publish a job in SmartRecruiters first: there is none to visit.");
  if (is_key (step, PILOT_PLAN_EXECUTED) && get_rank (facts) == RANK_FAILED)
    return _("The run failed. HirePort runs it again, or it is cancelled.");
  if (is_key (step, PILOT_PLAN_EXECUTED) && get_rank (facts) == RANK_RUNNING)
    return _("HirePort is executing the migration.");
  if (is_key (step, PILOT_PLAN_PILOT) && pilot_rank >= RANK_REQUESTED && pilot_rank < RANK_UNAPPROVED)
    return _("The pilot run is under way.");
  if (handoff != NULL && g_strcmp0 (pilot_record_get_text (handoff, PILOT_HANDOFF_STATE), "handed_over") == 0)
    return _("It is handed over, and waits for your confirmation that it arrived.");
  if (is_confirmable (facts, step) && is_marked (facts, step, "waiting"))
    return _("It is marked as waiting.");
  switch (step->owner)
    {
    case PILOT_OWNER_PARTNER_API: return _("Waiting for the SmartRecruiters Partner & API team.");
    case PILOT_OWNER_PARTNER_SUCCESS: return _("Waiting for the SmartRecruiters Partner Success team.");
    case PILOT_OWNER_CSM: return _("Waiting for your Customer Success Manager.");
    case PILOT_OWNER_HIREPORT:
      /* What is optional begins when you ask for it. */
      return (step->flags & PILOT_STEP_OPTIONAL) != 0 ? NULL : _("Waiting for HirePort.");
    case PILOT_OWNER_CUSTOMER:
    case PILOT_N_OWNERS: break;
    }
  return NULL;
}

/* Where the consent is demanded of one alone, the others take the step without it. */
static gboolean
is_needed (const PilotPlanFacts *facts, const PilotPlanStep *need)
{
  return !is_key (need, PILOT_PLAN_CONSENT) || pilot_consent_is_demanded_of (facts->project, facts->member_id);
}

/* Judges without words: they are made for the one step that is shown. */
static PilotStepStanding
judge (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  if (!is_here (facts, step))
    return PILOT_STEP_NOT_HERE;
  if (is_done (facts, step))
    return PILOT_STEP_DONE;
  if (pilot_plan_is_optional (facts, step) && is_marked (facts, step, "skipped"))
    return PILOT_STEP_SKIPPED;
  if (explain_too_late (facts, step) != NULL)
    return PILOT_STEP_TOO_LATE;
  for (guint i = 0; step->needs[i] != NULL; i++)
    {
      const PilotPlanStep *need = pilot_plan_find_step (step->needs[i]);

      if (!pilot_plan_settles (judge (facts, need)) && is_needed (facts, need))
        return PILOT_STEP_BLOCKED;
    }
  return explain_wait (facts, step) != NULL ? PILOT_STEP_WAITING : PILOT_STEP_READY;
}

static gboolean
is_waited_for (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  guint n_steps;
  const PilotPlanStep *steps = pilot_plan_get_steps (&n_steps);

  for (guint i = 0; i < n_steps; i++)
    if (g_strv_contains (steps[i].needs, step->key) && !pilot_plan_is_optional (facts, &steps[i]) &&
        !pilot_plan_settles (judge (facts, &steps[i])))
      return TRUE;
  return FALSE;
}

static PilotRecord *
pick_further (PilotRecord *a, PilotRecord *b)
{
  if (a == NULL)
    return b;
  return pilot_choice_find (pilot_handoff_state_choices, pilot_record_get_text (b, PILOT_HANDOFF_STATE)) >
                 pilot_choice_find (pilot_handoff_state_choices, pilot_record_get_text (a, PILOT_HANDOFF_STATE))
             ? b
             : a;
}

void
pilot_plan_facts_clear (PilotPlanFacts *self)
{
  g_clear_pointer (&self->member_id, g_free);
  g_clear_pointer (&self->project, pilot_record_unref);
  g_clear_pointer (&self->settings, pilot_record_unref);
  g_clear_pointer (&self->steps, g_hash_table_unref);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_pointer (&self->handoffs, g_ptr_array_unref);
  g_clear_pointer (&self->legacy_epoch, g_free);
}

gboolean
pilot_plan_is_optional (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  return (step->flags & PILOT_STEP_OPTIONAL) != 0 ||
         (is_sandbox (facts) && (step->flags & PILOT_STEP_SANDBOX_OPTIONAL) != 0);
}

gboolean
pilot_plan_settles (PilotStepStanding standing)
{
  switch (standing)
    {
    case PILOT_STEP_NOT_HERE:
    case PILOT_STEP_DONE:
    case PILOT_STEP_SKIPPED:
    case PILOT_STEP_TOO_LATE: return TRUE;
    case PILOT_STEP_BLOCKED:
    case PILOT_STEP_READY:
    case PILOT_STEP_WAITING: break;
    }
  return FALSE;
}

gboolean
pilot_plan_may_confirm (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  PilotStepStanding standing = judge (facts, step);

  if (!is_confirmable (facts, step) || (is_key (step, PILOT_PLAN_CHECKS) && !facts->checks_done))
    return FALSE;
  if ((step->flags & PILOT_STEP_NO_RETURN) != 0 && standing == PILOT_STEP_BLOCKED)
    return TRUE;
  return standing == PILOT_STEP_READY || standing == PILOT_STEP_WAITING;
}

PilotRecord *
pilot_plan_find_run (const PilotPlanFacts *facts)
{
  Rank rank;

  return find_run (facts, FALSE, &rank);
}

PilotRecord *
pilot_plan_find_handoff (const PilotPlanFacts *facts, const char *kind)
{
  PilotRecord *found = NULL;

  for (guint i = 0; facts->handoffs != NULL && i < facts->handoffs->len; i++)
    {
      PilotRecord *handoff = g_ptr_array_index (facts->handoffs, i);

      if (g_strcmp0 (pilot_record_get_text (handoff, PILOT_HANDOFF_KIND), kind) == 0)
        found = pick_further (found, handoff);
    }
  return found;
}

PilotStepStanding
pilot_plan_judge (const PilotPlanFacts *facts, const PilotPlanStep *step, char **reason)
{
  PilotStepStanding standing = judge (facts, step);

  if (reason == NULL)
    return standing;
  *reason = NULL;
  if (standing == PILOT_STEP_TOO_LATE)
    *reason = g_strdup (explain_too_late (facts, step));
  else if (standing == PILOT_STEP_WAITING)
    *reason = g_strdup (explain_wait (facts, step));
  else if (standing == PILOT_STEP_READY)
    *reason = explain_begun (facts, step);
  for (guint i = 0; standing == PILOT_STEP_BLOCKED && *reason == NULL && step->needs[i] != NULL; i++)
    {
      const PilotPlanStep *need = pilot_plan_find_step (step->needs[i]);

      if (!pilot_plan_settles (judge (facts, need)) && is_needed (facts, need))
        *reason = explain_missing (facts, need);
    }
  return standing;
}

const PilotPlanStep *
pilot_plan_next (const PilotPlanFacts *facts)
{
  guint n_steps;
  const PilotPlanStep *steps = pilot_plan_get_steps (&n_steps);
  const PilotPlanStep *waiting = NULL;
  const PilotPlanStep *optional = NULL;

  for (guint i = 0; i < n_steps; i++)
    {
      PilotStepStanding standing = judge (facts, &steps[i]);
      gboolean must;

      if (standing != PILOT_STEP_READY && standing != PILOT_STEP_WAITING)
        continue;
      must = (!pilot_plan_is_optional (facts, &steps[i]) || is_waited_for (facts, &steps[i])) && is_needed (facts, &steps[i]);
      if (must && standing == PILOT_STEP_READY)
        return &steps[i];
      if (must && waiting == NULL)
        waiting = &steps[i];
      else if (!must && (optional == NULL || (standing == PILOT_STEP_READY && judge (facts, optional) == PILOT_STEP_WAITING)))
        optional = &steps[i];
    }
  return waiting != NULL ? waiting : optional;
}

/* (transfer full) (element-type PilotPlanStep): what the step at the gate needs and has not; none once the gate is passed. */
static GPtrArray *
list_needs (const PilotPlanFacts *facts, const char *key)
{
  GPtrArray *needs = g_ptr_array_new ();
  const PilotPlanStep *step = pilot_plan_find_step (key);

  for (guint i = 0; !is_gate_passed (facts) && step->needs[i] != NULL; i++)
    {
      const PilotPlanStep *need = pilot_plan_find_step (step->needs[i]);

      if (!pilot_plan_settles (judge (facts, need)) && is_needed (facts, need))
        g_ptr_array_add (needs, (gpointer) need);
    }
  return needs;
}

/* (transfer full) (element-type utf8) */
static GPtrArray *
explain_needs (const PilotPlanFacts *facts, const char *key, const char *passed)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) needs = list_needs (facts, key);

  if (is_gate_passed (facts))
    g_ptr_array_add (missing, g_strdup (passed));
  for (guint i = 0; i < needs->len; i++)
    g_ptr_array_add (missing, explain_missing (facts, needs->pdata[i]));
  return missing;
}

GPtrArray *
pilot_plan_judge_gate (const PilotPlanFacts *facts)
{
  return explain_needs (facts, PILOT_PLAN_GATE, _("The HirePort app was accessed already."));
}

GPtrArray *
pilot_plan_judge_consent (const PilotPlanFacts *facts)
{
  return explain_needs (facts, PILOT_PLAN_CONSENT, _("The old agency portal can’t be accessed anymore."));
}

GPtrArray *
pilot_plan_list_gate_needs (const PilotPlanFacts *facts)
{
  return list_needs (facts, PILOT_PLAN_GATE);
}
