/* pilot-preflight-rules.c: the checks before a migration, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* Where a record would be skipped by the run, or the run could not be ordered, it is an error; the rest are warnings. */
static const PilotPreflightRule rules[PILOT_N_RULES] = {
  { "company-renewal", PILOT_CHECK_GROUP_COMPANY, PILOT_ENTITY_PROJECT, FALSE, N_("Renewal date unknown"),
    N_("Renewal date is known"),
    N_("The Recruiter Portal is supported until your next renewal. Without its date nobody can tell whether the plan is in time."),
    N_("Enter the date of your next renewal in the plan.") },
  { "company-csm", PILOT_CHECK_GROUP_COMPANY, PILOT_ENTITY_PROJECT, FALSE, N_("Customer success manager unknown"),
    N_("Customer success manager is known"),
    N_("Your customer success manager is told of the subscription and confirms to you that the migration is complete."),
    N_("Enter name and e-mail of your customer success manager in the plan.") },
  { "company-published-job", PILOT_CHECK_GROUP_COMPANY, PILOT_ENTITY_JOB, TRUE, N_("No published job"), N_("A job is published"),
    N_("The integration recognises active roles only after at least one published job was opened in SmartRecruiters."),
    N_("Publish a job in SmartRecruiters, then synchronise or import again.") },
  { "history-undecided", PILOT_CHECK_GROUP_COMPANY, PILOT_ENTITY_CANDIDATE, TRUE, N_("Closed candidates: not decided"),
    N_("Closed candidates: decided"),
    N_("Hired, refused and withdrawn candidates stay in the Recruiter Portal for reference, or go along read only, as you agree in "
       "scoping. Once the portal is changed over, the old one can’t be reached any more."),
    N_("Decide in the plan or in the run what becomes of closed records.") },
  { "agency-email", PILOT_CHECK_GROUP_AGENCIES, PILOT_ENTITY_AGENCY, FALSE, N_("Agencies without a valid e-mail"),
    N_("Agencies have a valid e-mail"),
    N_("The downtime notice and other news go to this address."),
    N_("Correct the address here, or save the agencies as CSV, correct them there and import the file.") },
  { "agency-recruiter", PILOT_CHECK_GROUP_AGENCIES, PILOT_ENTITY_AGENCY, FALSE, N_("Agencies without a recruiter"),
    N_("Agencies have a recruiter"),
    N_("Nobody of the agency can be invited, and jobs are shared with users, never with an agency."),
    N_("Add a user to the agency, or leave the agency out of the run.") },
  { "agency-alike", PILOT_CHECK_GROUP_AGENCIES, PILOT_ENTITY_AGENCY, FALSE, N_("Agencies that may be the same"),
    N_("No agency is like another"),
    N_("They have the same e-mail domain or nearly the same name. The migration moves agencies like for like; they can be "
       "consolidated afterwards."),
    N_("Nothing has to be done now. Note who decides on merging agencies, and which are to be merged after the migration.") },
  { "recruiter-email", PILOT_CHECK_GROUP_RECRUITERS, PILOT_ENTITY_RECRUITER, TRUE, N_("Recruiters without a valid e-mail"),
    N_("Recruiters have a valid e-mail"),
    N_("An account can’t be made or invited without an address: the recruiter and everything they own would be skipped."),
    N_("Correct the address here, or save the recruiters as CSV, correct them there and import the file.") },
  { "recruiter-email-shared", PILOT_CHECK_GROUP_RECRUITERS, PILOT_ENTITY_RECRUITER, TRUE, N_("One e-mail on several recruiters"),
    N_("Each recruiter has an e-mail of their own"),
    N_("The address is what a user signs in with: two accounts can’t share one."),
    N_("Give each recruiter an address of their own, or take away the one that isn’t used.") },
  { "recruiter-agency", PILOT_CHECK_GROUP_RECRUITERS, PILOT_ENTITY_RECRUITER, TRUE, N_("Recruiters without an agency"),
    N_("Recruiters have an agency"),
    N_("A user comes with the agency: without one, the recruiter and their candidates would be skipped."),
    N_("Choose the agency of each recruiter, or take away those that have left.") },
  { "job-posting", PILOT_CHECK_GROUP_JOBS, PILOT_ENTITY_JOB, FALSE, N_("Jobs in scope without a published posting"),
    N_("Jobs in scope have a published posting"),
    N_("Agencies can be given a job that isn’t published, but the integration may not recognise it as an active role."),
    N_("Publish the job in SmartRecruiters, or close it if it is over.") },
  { "on-hold-undecided", PILOT_CHECK_GROUP_JOBS, PILOT_ENTITY_JOB, TRUE, N_("Jobs on hold: not decided"),
    N_("Jobs on hold: decided"),
    N_("The migration’s framework says nothing of jobs on hold. Their assignments and candidates go along or stay with them."),
    N_("Decide in the plan or in the run whether jobs on hold are in scope.") },
  { "candidate-owner", PILOT_CHECK_GROUP_CANDIDATES, PILOT_ENTITY_CANDIDATE, TRUE, N_("Candidates without agency or recruiter"),
    N_("Candidates have agency and recruiter"),
    N_("After the migration each account contains its own candidates. One that belongs to nobody would be skipped."),
    N_("Choose agency and recruiter of each candidate, or save them as CSV, complete them there and import the file.") },
  { "candidate-job", PILOT_CHECK_GROUP_CANDIDATES, PILOT_ENTITY_CANDIDATE, TRUE, N_("Candidates without a job"),
    N_("Candidates have a job"),
    N_("A candidate is moved into a job’s stages. Without a job there is no place for it, and it would be skipped."),
    N_("Choose the job of each candidate, or save them as CSV, complete them there and import the file.") },
  { "candidate-job-left", PILOT_CHECK_GROUP_CANDIDATES, PILOT_ENTITY_CANDIDATE, FALSE, N_("Candidates in progress on a job that stays behind"),
    N_("No candidate in progress is on a job that stays behind"),
    N_("The job is filled, cancelled or out of scope, so the candidates would stay behind with it although they are in progress."),
    N_("Close the candidates, or reopen the job if it is still worked on.") },
  { "candidate-twice", PILOT_CHECK_GROUP_CANDIDATES, PILOT_ENTITY_CANDIDATE, FALSE, N_("Candidates that are on a job twice"),
    N_("No candidate is on a job twice"),
    N_("The same person, or the same e-mail, was submitted more than once. All are moved, like for like, and who owns the "
       "candidate stays unclear."),
    N_("Decide whose candidate it is and close the other submission.") },
  { "transferred-undecided", PILOT_CHECK_GROUP_CANDIDATES, PILOT_ENTITY_CANDIDATE, TRUE, N_("Transferred candidates: not decided"),
    N_("Transferred candidates: decided"),
    N_("The migration’s framework says nothing of transferred candidates."),
    N_("Decide in the plan or in the run whether transferred candidates are in scope.") },
  { "mapping-missing", PILOT_CHECK_GROUP_MAPPING, PILOT_ENTITY_MAPPING, TRUE, N_("Statuses without a stage"),
    N_("Statuses have a stage"),
    N_("The stage mapping tells where candidates land. Hiring processes of jobs in scope have a status for which it says nothing."),
    N_("Choose a stage for each status in the settings of the Advanced Agency Portal.") },
  { "job-process", PILOT_CHECK_GROUP_MAPPING, PILOT_ENTITY_JOB, TRUE, N_("Jobs in scope without a hiring process"),
    N_("Jobs in scope have a hiring process"),
    N_("The stages are those of the job’s hiring process. Without one, the stage mapping can’t be applied to its candidates."),
    N_("Choose the hiring process of the job in SmartRecruiters, then synchronise or import again.") },
  { "candidate-stage", PILOT_CHECK_GROUP_MAPPING, PILOT_ENTITY_CANDIDATE, TRUE, N_("Candidates whose status has no stage"),
    N_("Statuses of candidates have a stage"),
    N_("The stage mapping says nothing of their status in the hiring process of their job: they would be skipped."),
    N_("Choose a stage for each status in the settings of the Advanced Agency Portal.") },
  { "contract-missing", PILOT_CHECK_GROUP_CONTRACTS, PILOT_ENTITY_AGENCY, FALSE, N_("Agencies without a contract in force"),
    N_("Agencies have a contract in force"),
    N_("Terms carry over only if the contract is uploaded and the agency accepts it. Contracts can be set up right after the migration or later."),
    N_("Upload the contract, or plan to set it up after the migration.") },
  { "contract-not-accepted", PILOT_CHECK_GROUP_CONTRACTS, PILOT_ENTITY_AGENCY, FALSE, N_("Contracts that the agency has not accepted"),
    N_("Agencies have accepted their contracts"),
    N_("Terms carry over only if the contract is uploaded and the agency accepts it."),
    N_("Ask the agency to accept the contract.") },
};

#define KIND(name) (1u << PILOT_ENTITY_##name)
#define NETWORK (KIND (AGENCY) | KIND (RECRUITER))

/* The kinds that each rule looks at, what refers and what is referred to. */
static const guint kinds[PILOT_N_RULES] = {
  [PILOT_RULE_COMPANY_RENEWAL] = KIND (PROJECT),
  [PILOT_RULE_COMPANY_CSM] = KIND (PROJECT),
  [PILOT_RULE_COMPANY_PUBLISHED_JOB] = KIND (JOB),
  [PILOT_RULE_HISTORY_UNDECIDED] = KIND (AGENCY) | KIND (CANDIDATE),
  [PILOT_RULE_AGENCY_EMAIL] = KIND (AGENCY),
  [PILOT_RULE_AGENCY_RECRUITER] = NETWORK,
  [PILOT_RULE_AGENCY_ALIKE] = KIND (AGENCY),
  [PILOT_RULE_RECRUITER_EMAIL] = KIND (RECRUITER),
  [PILOT_RULE_RECRUITER_EMAIL_SHARED] = KIND (RECRUITER),
  [PILOT_RULE_RECRUITER_AGENCY] = NETWORK,
  [PILOT_RULE_JOB_POSTING] = KIND (JOB),
  [PILOT_RULE_ON_HOLD_UNDECIDED] = KIND (JOB),
  [PILOT_RULE_CANDIDATE_OWNER] = NETWORK | KIND (JOB) | KIND (CANDIDATE),
  [PILOT_RULE_CANDIDATE_JOB] = KIND (AGENCY) | KIND (JOB) | KIND (CANDIDATE),
  [PILOT_RULE_CANDIDATE_JOB_LEFT] = KIND (AGENCY) | KIND (JOB) | KIND (CANDIDATE),
  [PILOT_RULE_CANDIDATE_TWICE] = KIND (AGENCY) | KIND (JOB) | KIND (CANDIDATE),
  [PILOT_RULE_TRANSFERRED_UNDECIDED] = KIND (AGENCY) | KIND (JOB) | KIND (CANDIDATE),
  [PILOT_RULE_MAPPING_MISSING] = KIND (STAGE) | KIND (MAPPING) | KIND (JOB),
  [PILOT_RULE_JOB_PROCESS] = KIND (JOB),
  [PILOT_RULE_CANDIDATE_STAGE] = KIND (STAGE) | KIND (MAPPING) | KIND (AGENCY) | KIND (JOB) | KIND (CANDIDATE),
  [PILOT_RULE_CONTRACT_MISSING] = KIND (AGENCY),
  [PILOT_RULE_CONTRACT_NOT_ACCEPTED] = KIND (AGENCY),
};

static const char *const group_titles[PILOT_N_CHECK_GROUPS] = {
  N_("Company"), N_("Agencies"), N_("Recruiters"), N_("Jobs"), N_("Candidates"), N_("Stage mapping"), N_("Contracts"),
};

const PilotPreflightRule *
pilot_preflight_get_rules (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (rules);
  return rules;
}

const PilotPreflightRule *
pilot_preflight_find_rule (const char *key)
{
  for (guint i = 0; key != NULL && i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].key, key) == 0)
      return &rules[i];
  return NULL;
}

guint
pilot_preflight_get_kinds (const char *key)
{
  const PilotPreflightRule *rule = pilot_preflight_find_rule (key);

  g_return_val_if_fail (rule != NULL, 0);
  return kinds[rule - rules];
}

const char *
pilot_check_group_get_title (PilotCheckGroup group)
{
  g_return_val_if_fail (group < PILOT_N_CHECK_GROUPS, NULL);
  return group_titles[group];
}

guint64
pilot_preflight_get_fields (PilotEntity entity)
{
  switch ((int) entity)
    {
    case PILOT_ENTITY_STAGE:
      return BIT (PILOT_STAGE_PROCESS_ID) | BIT (PILOT_STAGE_STATUS) | BIT (PILOT_STAGE_SUB_STATUS);
    case PILOT_ENTITY_MAPPING:
      return BIT (PILOT_MAPPING_PROCESS_ID) | BIT (PILOT_MAPPING_STATUS) | BIT (PILOT_MAPPING_SUB_STATUS) | BIT (PILOT_MAPPING_STAGE_ID);
    case PILOT_ENTITY_AGENCY:
      return BIT (PILOT_AGENCY_DATASET) | BIT (PILOT_AGENCY_NAME) | BIT (PILOT_AGENCY_EMAIL) | BIT (PILOT_AGENCY_CONTRACT_STATE) |
             BIT (PILOT_AGENCY_RUN_ID);
    case PILOT_ENTITY_RECRUITER:
      return BIT (PILOT_RECRUITER_DATASET) | BIT (PILOT_RECRUITER_EMAIL) | BIT (PILOT_RECRUITER_AGENCY_ID) | BIT (PILOT_RECRUITER_RUN_ID);
    case PILOT_ENTITY_JOB:
      return BIT (PILOT_JOB_DATASET) | BIT (PILOT_JOB_STATUS) | BIT (PILOT_JOB_POSTING_STATUS) | BIT (PILOT_JOB_PROCESS_ID) |
             BIT (PILOT_JOB_RUN_ID);
    case PILOT_ENTITY_CANDIDATE:
      return BIT (PILOT_CANDIDATE_DATASET) | BIT (PILOT_CANDIDATE_EMAIL) | BIT (PILOT_CANDIDATE_AGENCY_ID) |
             BIT (PILOT_CANDIDATE_RECRUITER_ID) | BIT (PILOT_CANDIDATE_JOB_ID) | BIT (PILOT_CANDIDATE_STATUS) |
             BIT (PILOT_CANDIDATE_SUB_STATUS) | BIT (PILOT_CANDIDATE_PERSON_ID) | BIT (PILOT_CANDIDATE_RUN_ID);
    default:
      return 0;
    }
}
