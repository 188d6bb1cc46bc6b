/* pilot-scope.c: what a migration takes along, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-scope.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * "Included by default: all active job assignments; candidates who are currently in progress (e.g. New, In Progress,
 * Interview, Offer, Lead). Not included by default: deleted, filled, or cancelled jobs; candidates with a final or
 * negative outcome (e.g. Refused by Company, Withdrawn by Applicant, Hired)." [Migrating Data, "What Data Gets
 * Migrated?"] Deleted jobs are in no data set at all. "Historical and closed data can either remain in the legacy portal
 * for reference or be migrated in a lightweight way": the closed jobs too, since a closed candidate names its job. A closed
 * assignment stays: a share of it would let its user work on the job again.
 */
static const PilotScopeRule rules[] = {
  { PILOT_ENTITY_JOB, "CREATED", PILOT_SCOPE_IN, NULL, N_("Active jobs go along.") },
  { PILOT_ENTITY_JOB, "SOURCING", PILOT_SCOPE_IN, NULL, N_("Active jobs go along.") },
  { PILOT_ENTITY_JOB, "INTERVIEW", PILOT_SCOPE_IN, NULL, N_("Active jobs go along.") },
  { PILOT_ENTITY_JOB, "OFFER", PILOT_SCOPE_IN, NULL, N_("Active jobs go along.") },
  { PILOT_ENTITY_JOB, "FILLED", PILOT_SCOPE_OUT, "history",
    N_("A closed job: stays in the Recruiter Portal for reference, or goes along read only, as agreed in scoping.") },
  { PILOT_ENTITY_JOB, "CANCELLED", PILOT_SCOPE_OUT, "history",
    N_("A closed job: stays in the Recruiter Portal for reference, or goes along read only, as agreed in scoping.") },
  { PILOT_ENTITY_JOB, "ON_HOLD", PILOT_SCOPE_UNDECIDED, "on_hold",
    N_("The migration's framework says nothing of jobs on hold: you decide.") },
  { PILOT_ENTITY_ASSIGNMENT, "NEW", PILOT_SCOPE_IN, NULL, N_("Active job assignments become the same user’s shares.") },
  { PILOT_ENTITY_ASSIGNMENT, "IN_PROGRESS", PILOT_SCOPE_IN, NULL, N_("Active job assignments become the same user’s shares.") },
  { PILOT_ENTITY_ASSIGNMENT, "COMPLETED", PILOT_SCOPE_OUT, NULL, N_("Completed assignments stay behind.") },
  { PILOT_ENTITY_ASSIGNMENT, "CANCELLED", PILOT_SCOPE_OUT, NULL, N_("Cancelled assignments stay behind.") },
  { PILOT_ENTITY_CANDIDATE, "LEAD", PILOT_SCOPE_IN, NULL, N_("Candidates in progress go along.") },
  { PILOT_ENTITY_CANDIDATE, "NEW", PILOT_SCOPE_IN, NULL, N_("Candidates in progress go along.") },
  { PILOT_ENTITY_CANDIDATE, "IN_REVIEW", PILOT_SCOPE_IN, NULL, N_("Candidates in progress go along.") },
  { PILOT_ENTITY_CANDIDATE, "INTERVIEW", PILOT_SCOPE_IN, NULL, N_("Candidates in progress go along.") },
  { PILOT_ENTITY_CANDIDATE, "OFFERED", PILOT_SCOPE_IN, NULL, N_("Candidates in progress go along.") },
  { PILOT_ENTITY_CANDIDATE, "HIRED", PILOT_SCOPE_OUT, "history",
    N_("A final outcome: stays in the Recruiter Portal for reference, or goes along read only, as agreed in scoping.") },
  { PILOT_ENTITY_CANDIDATE, "REJECTED", PILOT_SCOPE_OUT, "history",
    N_("A final outcome: stays in the Recruiter Portal for reference, or goes along read only, as agreed in scoping.") },
  { PILOT_ENTITY_CANDIDATE, "WITHDRAWN", PILOT_SCOPE_OUT, "history",
    N_("A final outcome: stays in the Recruiter Portal for reference, or goes along read only, as agreed in scoping.") },
  { PILOT_ENTITY_CANDIDATE, "TRANSFERRED", PILOT_SCOPE_UNDECIDED, "transferred",
    N_("The migration's framework says nothing of transferred candidates: you decide.") },
};

/* What each value of an option makes of a rule that it decides; undecided: the rule's own verdict. */
static const struct
{
  const char *option;
  const char *value;
  PilotScopeVerdict verdict;
} decisions[] = {
  { "on_hold", "in", PILOT_SCOPE_IN },
  { "on_hold", "out", PILOT_SCOPE_OUT },
  { "transferred", "in", PILOT_SCOPE_IN },
  { "transferred", "out", PILOT_SCOPE_OUT },
  { "history", "legacy", PILOT_SCOPE_OUT },
  { "history", "lightweight", PILOT_SCOPE_LIGHT },
};

static const char *
get_option (const PilotScopeOptions *options, const char *name)
{
  if (strcmp (name, "on_hold") == 0)
    return options->on_hold;
  return strcmp (name, "transferred") == 0 ? options->transferred : options->history;
}

const PilotScopeRule *
pilot_scope_get_rules (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (rules);
  return rules;
}

const PilotScopeRule *
pilot_scope_find_rule (PilotEntity entity, const char *status)
{
  for (guint i = 0; status != NULL && i < G_N_ELEMENTS (rules); i++)
    if (rules[i].entity == entity && strcmp (rules[i].status, status) == 0)
      return &rules[i];
  return NULL;
}

PilotScopeVerdict
pilot_scope_judge_rule (const PilotScopeOptions *options, const PilotScopeRule *rule)
{
  const char *value = rule->option != NULL ? get_option (options, rule->option) : NULL;

  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (decisions); i++)
    if (strcmp (decisions[i].option, rule->option) == 0 && strcmp (decisions[i].value, value) == 0)
      return decisions[i].verdict;
  return rule->verdict;
}

PilotScopeVerdict
pilot_scope_judge (const PilotScopeOptions *options, PilotEntity entity, const char *status)
{
  const PilotScopeRule *rule = pilot_scope_find_rule (entity, status);

  if (rule != NULL)
    return pilot_scope_judge_rule (options, rule);
  return entity == PILOT_ENTITY_AGENCY || entity == PILOT_ENTITY_RECRUITER ? PILOT_SCOPE_IN : PILOT_SCOPE_OUT;
}

void
pilot_scope_options_from_record (PilotScopeOptions *options, const PilotRecord *record)
{
  gboolean run = pilot_record_get_entity (record) == PILOT_ENTITY_RUN;

  options->on_hold = pilot_record_get_text (record, run ? PILOT_RUN_ON_HOLD : PILOT_PROJECT_ON_HOLD);
  options->transferred = pilot_record_get_text (record, run ? PILOT_RUN_TRANSFERRED : PILOT_PROJECT_TRANSFERRED);
  options->history = pilot_record_get_text (record, run ? PILOT_RUN_HISTORY : PILOT_PROJECT_HISTORY);
}
