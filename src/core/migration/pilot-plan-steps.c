/* pilot-plan-steps.c: the table of the migration's steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NEEDS(...) (const char *const[]) { __VA_ARGS__, NULL }

#define OPTIONAL PILOT_STEP_OPTIONAL
#define SANDBOX_ONLY PILOT_STEP_SANDBOX_ONLY
#define PRODUCTION_ONLY PILOT_STEP_PRODUCTION_ONLY
#define NO_RETURN PILOT_STEP_NO_RETURN
#define NEEDS_REFERENCE PILOT_STEP_NEEDS_REFERENCE
#define NEEDS_NOTE PILOT_STEP_NEEDS_NOTE
#define OF_RUN PILOT_STEP_OF_RUN
#define BEFORE_RUN PILOT_STEP_BEFORE_RUN
#define BEFORE_GATE PILOT_STEP_BEFORE_GATE
#define BY_HANDOFF PILOT_STEP_BY_HANDOFF

#define PHASE_A "Migrating Data, Phase A – Customer Preparation in SmartRecruiters"
#define PHASE_B "Migrating Data, Phase B – SmartRecruiters Partner Success Team Preparation"
#define PHASE_C "Migrating Data, Phase C – HirePort Migration Execution"
#define PHASE_D "Migrating Data, Phase D – Post-Migration Onboarding & Agency Enablement"
#define PREPARE "Migrating Data, How other customers prepare without a full test migration"

static const char *const no_needs[] = { NULL };

/* The document's order. What it says of consequences is said in its words. */
static const PilotPlanStep steps[] = {
  { PILOT_PLAN_TEST_AGENCIES, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM,
    OPTIONAL | SANDBOX_ONLY | PILOT_STEP_BEFORE_MODULE, N_("Create your test agencies"),
    N_("If you want to test with multiple agencies, create them in your SmartRecruiters sandbox before the HirePort module is "
       "added. Once the module is added, no further test agencies can be created."),
    N_("It is not decided whether test agencies are created: once the module is added, none can be."),
    PHASE_A ", step 1", NULL, NULL, no_needs },
  { PILOT_PLAN_MODULE_TICKET, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM,
    NEEDS_REFERENCE | BY_HANDOFF, N_("Ask for the HirePort module"),
    N_("Submit a support ticket to request that HirePort is added as a module to your environment."),
    N_("The support ticket that asks for the HirePort module is not confirmed."),
    PHASE_A ", step 1", NULL, "module_ticket", NEEDS (PILOT_PLAN_TEST_AGENCIES) },
  { "a1-questions", PILOT_PHASE_A, PILOT_OWNER_HIREPORT, PILOT_STEP_CONFIRM, OPTIONAL | BEFORE_RUN,
    N_("Hold a Q&A session with HirePort"),
    N_("Other customers prepare without a full test migration by a Q&A session with the HirePort team. It helps most while the "
       "old agency portal can still be read."),
    N_("The Q&A session is not decided."), PREPARE, NULL, "preparation_request", no_needs },
  { PILOT_PLAN_SUBSCRIPTION, PILOT_PHASE_A, PILOT_OWNER_PARTNER_API, PILOT_STEP_FACT, 0, N_("HirePort subscription is enabled"),
    N_("The SmartRecruiters Partner & API team adds the HirePort subscription in the admin area and notifies your Customer "
       "Success Manager (CSM) once complete."),
    N_("The HirePort subscription is not enabled yet."), PHASE_A ", step 2", NULL, NULL, NEEDS (PILOT_PLAN_MODULE_TICKET) },
  { "a2-csm", PILOT_PHASE_A, PILOT_OWNER_PARTNER_API, PILOT_STEP_CONFIRM, OPTIONAL | BY_HANDOFF,
    N_("Customer Success Manager is notified"),
    N_("The Partner & API team notifies your Customer Success Manager (CSM) once the subscription is there. Ask, if you hear "
       "nothing."),
    N_("The Customer Success Manager is not notified."), PHASE_A ", step 2", NULL, "csm_notice", NEEDS (PILOT_PLAN_SUBSCRIPTION) },
  { PILOT_PLAN_HISTORY, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_FACT, 0, N_("Decide on historical and closed data"),
    N_("Historical and closed data can either remain in the legacy portal for reference or be migrated in a lightweight way, "
       "depending on what you agree with your SmartRecruiters team during scoping."),
    N_("It is not decided what becomes of historical and closed data."),
    "Migrating Data, What Data Gets Migrated?", NULL, NULL, no_needs },
  { PILOT_PLAN_ON_HOLD, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_FACT, 0, N_("Decide on jobs on hold"),
    N_("Jobs that are deleted, filled or cancelled stay behind, active ones go. Of jobs on hold nothing is said: you decide."),
    N_("It is not decided whether jobs on hold go along."), "Migrating Data, What Data Gets Migrated?", NULL, NULL, no_needs },
  { PILOT_PLAN_TRANSFERRED, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_FACT, 0, N_("Decide on transferred candidates"),
    N_("Candidates in progress go, those with a final or negative outcome stay. Of transferred ones nothing is said: you "
       "decide."),
    N_("It is not decided whether transferred candidates go along."),
    "Migrating Data, What Data Gets Migrated?", NULL, NULL, no_needs },
  { PILOT_PLAN_SCOPE, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM, BEFORE_GATE, N_("Draft the scope"),
    N_("Choose which agencies and users are included: for example, start with a smaller group of agencies for an initial "
       "migration, then expand to the full list for the full production run."),
    N_("There is no draft of the scope: no run, and no decision that all agencies go."),
    "Migrating Data, Can I Choose What Gets Migrated?", NULL, NULL, no_needs },
  { PILOT_PLAN_CHECKS, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM, BEFORE_GATE | NEEDS_NOTE,
    N_("Check the legacy records"),
    N_("What is wrong with the records is mended best while the old agency portal can still be read. Run the checks and mend "
       "what they find, or accept it with a note that says why."),
    N_("The legacy records were not checked."), PHASE_A ", before step 3", NULL, NULL, no_needs },
  { PILOT_PLAN_SNAPSHOT, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_COMMAND, BEFORE_GATE, N_("Record the legacy snapshot"),
    N_("Once the old agency portal can’t be accessed, the snapshot is what remains of it: every legacy record is read, counted "
       "and given a checksum, and can be exported."),
    N_("There is no snapshot of the legacy records."), PHASE_A ", before step 3", "record-snapshot", NULL, no_needs },
  { PILOT_PLAN_CONSENT, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_COMMAND, BEFORE_GATE, N_("A second admin consents"),
    N_("Your policy asks that a second admin consents before the old agency portal is given up. Whoever consents can’t be the "
       "one who takes the step, and whoever switches the policy off still needs the consent of another."),
    N_("A second admin has not consented."), PHASE_A ", before step 3", "consent-gate", NULL,
    NEEDS (PILOT_PLAN_SUBSCRIPTION, PILOT_PLAN_HISTORY, PILOT_PLAN_ON_HOLD, PILOT_PLAN_TRANSFERRED, PILOT_PLAN_SCOPE,
           PILOT_PLAN_CHECKS, PILOT_PLAN_SNAPSHOT) },
  { PILOT_PLAN_GATE, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_COMMAND, NO_RETURN, N_("Access the HirePort app"),
    N_("In SmartRecruiters, go to Apps & Integrations, search for HirePort, open the app, and copy your Company ID. Once you "
       "complete step 3, you will not be able to access the old agency portal anymore."),
    N_("The HirePort app was not accessed yet."), PHASE_A ", step 3", "pass-gate", NULL,
    NEEDS (PILOT_PLAN_SUBSCRIPTION, PILOT_PLAN_HISTORY, PILOT_PLAN_ON_HOLD, PILOT_PLAN_TRANSFERRED, PILOT_PLAN_SCOPE,
           PILOT_PLAN_CHECKS, PILOT_PLAN_SNAPSHOT, PILOT_PLAN_CONSENT) },
  { PILOT_PLAN_ACTIVATE, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_COMMAND, 0, N_("Activate the Advanced Agency Portal"),
    N_("In Apps & Integrations, search for Advanced Agency Portal, open it, paste your Company ID, and activate the portal. This "
       "connects your SmartRecruiters environment to HirePort’s agency portal."),
    N_("The Advanced Agency Portal is not activated."), PHASE_A ", step 4", "activate-portal", NULL, NEEDS (PILOT_PLAN_GATE) },
  { PILOT_PLAN_VISIT_JOB, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_COMMAND, 0, N_("Open at least one published job"),
    N_("Visit at least one published job in SmartRecruiters to ensure the integration recognises active roles in your "
       "environment. A visit before the activation does not count."),
    N_("No published job was visited since the activation."), PHASE_A ", step 5", "visit-job", NULL, NEEDS (PILOT_PLAN_ACTIVATE) },
  { PILOT_PLAN_MAPPING, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_FACT, 0, N_("Decide the Default Stage Mapping"),
    N_("In Agency Portal Settings, configure the Default Stage Mapping so that migrated agency candidates land in the correct "
       "stages of your recruitment process."),
    N_("The Default Stage Mapping is not complete."), PHASE_A ", step 6", NULL, NULL, NEEDS (PILOT_PLAN_ACTIVATE) },
  { PILOT_PLAN_SETTINGS, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_FACT, 0, N_("Review the Agency Portal settings"),
    N_("Set any other portal settings relevant to how you want agencies to work in SmartRecruiters."),
    N_("The Agency Portal settings were not reviewed."), PHASE_A ", step 6", NULL, NULL, NEEDS (PILOT_PLAN_ACTIVATE) },
  { "a7-demo", PILOT_PHASE_A, PILOT_OWNER_HIREPORT, PILOT_STEP_CONFIRM, OPTIONAL | BEFORE_RUN, N_("Try a demo environment"),
    N_("Demo environments with sample jobs validate the configuration before the migration."),
    N_("The demo environment is not decided."), PREPARE, NULL, "preparation_request", NEEDS (PILOT_PLAN_SETTINGS) },
  { PILOT_PLAN_PILOT, PILOT_PHASE_A, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM, OPTIONAL | PRODUCTION_ONLY | BEFORE_RUN,
    N_("Begin with a pilot"),
    N_("A pilot rollout with a small group of agencies comes before broader enablement. What it moved is linked later, never "
       "doubled. The default is one well-planned production migration."),
    N_("The pilot rollout is not decided."), PREPARE, NULL, NULL, NEEDS (PILOT_PLAN_MAPPING, PILOT_PLAN_SETTINGS) },

  { PILOT_PLAN_MIGRATION_TICKET, PILOT_PHASE_B, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM,
    NEEDS_REFERENCE | BY_HANDOFF | PILOT_STEP_SANDBOX_OPTIONAL, N_("Confirm the preparation by a ticket"),
    N_("Once you have completed Phase A, create a support ticket to confirm this."),
    N_("The support ticket that confirms Phase A is not confirmed."), PHASE_B, NULL, "phase_a_ticket",
    NEEDS (PILOT_PLAN_ACTIVATE, PILOT_PLAN_VISIT_JOB, PILOT_PLAN_MAPPING, PILOT_PLAN_SETTINGS) },
  { PILOT_PLAN_DATA_GATHERED, PILOT_PHASE_B, PILOT_OWNER_PARTNER_SUCCESS, PILOT_STEP_CONFIRM, OF_RUN, N_("Data are gathered"),
    N_("The SmartRecruiters Partner Success team will then gather the data to be migrated. This phase is handled fully by "
       "SmartRecruiters."),
    N_("The Partner Success team has not gathered the data yet."), PHASE_B, NULL, NULL, NEEDS (PILOT_PLAN_MIGRATION_TICKET) },
  { PILOT_PLAN_INTERNAL_REQUEST, PILOT_PHASE_B, PILOT_OWNER_PARTNER_SUCCESS, PILOT_STEP_CONFIRM, OF_RUN,
    N_("Internal request is open"),
    N_("The SmartRecruiters Partner Success team opens an internal request to track and execute the migration work."),
    N_("The Partner Success team has not opened its internal request yet."), PHASE_B, NULL, NULL,
    NEEDS (PILOT_PLAN_DATA_GATHERED) },

  { PILOT_PLAN_REQUEST_RUN, PILOT_PHASE_C, PILOT_OWNER_CUSTOMER, PILOT_STEP_COMMAND, OF_RUN, N_("Request the migration"),
    N_("Once Phase A and Phase B are complete, the HirePort technical team is notified and receives the migration files "
       "securely. The request carries the manifest: what is expected to go, and where."),
    N_("The migration is not requested."), PHASE_C, "request-run", "manifest", NEEDS (PILOT_PLAN_INTERNAL_REQUEST) },
  { PILOT_PLAN_ACCEPTED, PILOT_PHASE_C, PILOT_OWNER_HIREPORT, PILOT_STEP_FACT, OF_RUN, N_("Request is accepted"),
    N_("The HirePort technical team accepts the request and its files."), N_("HirePort has not accepted the request yet."),
    PHASE_C, NULL, NULL, NEEDS (PILOT_PLAN_REQUEST_RUN) },
  { PILOT_PLAN_FRIDAY, PILOT_PHASE_C, PILOT_OWNER_CUSTOMER, PILOT_STEP_COMMAND, OF_RUN | PRODUCTION_ONLY,
    N_("Choose the Friday"),
    N_("While HirePort executes the migration there will be downtime of one working day (a Friday, in accordance)."),
    N_("The Friday of the downtime is not chosen."), "Migrating Data, When Will the Legacy Portal Be Shut Down?",
    "schedule-run", NULL, NEEDS (PILOT_PLAN_ACCEPTED) },
  { PILOT_PLAN_NOTICE, PILOT_PHASE_C, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM,
    OF_RUN | PRODUCTION_ONLY | BEFORE_RUN | BY_HANDOFF,
    N_("Tell the agencies of the downtime"),
    N_("Agencies can’t work on the day of the downtime. Send them a notice in good time."),
    N_("The agencies were not told of the downtime."), "Migrating Data, When Will the Legacy Portal Be Shut Down?", NULL,
    "downtime_notice", NEEDS (PILOT_PLAN_FRIDAY) },
  { PILOT_PLAN_EXECUTED, PILOT_PHASE_C, PILOT_OWNER_HIREPORT, PILOT_STEP_FACT, OF_RUN, N_("Migration is executed"),
    N_("The HirePort technical team runs the migration, loading your agency candidates into the Advanced Agency Portal so they "
       "appear in SmartRecruiters according to your configured stage mappings."),
    N_("The migration is not executed yet."), PHASE_C, NULL, NULL, NEEDS (PILOT_PLAN_ACCEPTED, PILOT_PLAN_FRIDAY) },
  { PILOT_PLAN_APPROVE, PILOT_PHASE_C, PILOT_OWNER_CUSTOMER, PILOT_STEP_COMMAND, OF_RUN, N_("Approve what was left behind"),
    N_("Some records were skipped or failed. Have them run again, or approve with a reason that they stay behind."),
    N_("What the migration left behind is not approved."), PHASE_C, "approve-run", NULL, NEEDS (PILOT_PLAN_EXECUTED) },

  { "d1-confirmed", PILOT_PHASE_D, PILOT_OWNER_CSM, PILOT_STEP_CONFIRM, OF_RUN, N_("Completion is confirmed"),
    N_("The Partner & API team informs your CSM, who will confirm with you that migration has been successfully completed."),
    N_("The Customer Success Manager has not confirmed the completion yet."), PHASE_D ", step 1", NULL, NULL,
    NEEDS (PILOT_PLAN_EXECUTED, PILOT_PLAN_APPROVE) },
  { "d2-contracts", PILOT_PHASE_D, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM, OF_RUN | OPTIONAL, N_("Set up agency contracts"),
    N_("You can create agency contracts in SmartRecruiters immediately after migration or later, depending on your internal "
       "timeline."),
    N_("Agency contracts are not decided."), PHASE_D ", step 2", NULL, NULL, NEEDS ("d1-confirmed") },
  { "d3-invitations", PILOT_PHASE_D, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM, OF_RUN, N_("Invite agencies into the portal"),
    N_("In the agency management screen, select the relevant agencies (you can select all at once) and click (Re)send invites to "
       "ensure all agencies receive access."),
    N_("The agencies are not invited."), PHASE_D ", step 3", NULL, NULL, NEEDS ("d1-confirmed") },
  { "d4-groups", PILOT_PHASE_D, PILOT_OWNER_HIREPORT, PILOT_STEP_CONFIRM, OF_RUN | OPTIONAL, N_("Bundle agency users into groups"),
    N_("Optional but recommended: the HirePort support team can group agency users by agency, geography, functional department, "
       "or other logical groupings. Users in the same group can see each other’s candidates where appropriate."),
    N_("Groups are not decided."), PHASE_D ", step 4", NULL, "grouping_request", NEEDS ("d1-confirmed") },
  { "d5-validation", PILOT_PHASE_D, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM, OF_RUN | NEEDS_NOTE,
    N_("Validate migrated candidates"),
    N_("After migration, agency user accounts will contain their corresponding candidates. This allows your HRIT and TA teams to "
       "confirm that data has transferred correctly and candidates appear in the right stages."),
    N_("The migrated candidates are not validated."), PHASE_D ", step 5", NULL, NULL, NEEDS ("d1-confirmed") },
  { "d6-support", PILOT_PHASE_D, PILOT_OWNER_CUSTOMER, PILOT_STEP_CONFIRM, OF_RUN, N_("Tell agencies where support is"),
    N_("Agencies can reach out to HirePort support at any time via the chat widget in the bottom-right corner of their page to "
       "add users or get help with any migration or usage questions."),
    N_("The agencies were not told where support is."), PHASE_D ", step 6", NULL, NULL, NEEDS ("d3-invitations") },
};

static const char *const phases[PILOT_N_PHASES] = {
  [PILOT_PHASE_A] = N_("Customer preparation in SmartRecruiters"),
  [PILOT_PHASE_B] = N_("SmartRecruiters Partner Success team preparation"),
  [PILOT_PHASE_C] = N_("HirePort migration execution"),
  [PILOT_PHASE_D] = N_("Post-migration onboarding and agency enablement"),
};

static const char *const owners[PILOT_N_OWNERS] = {
  [PILOT_OWNER_CUSTOMER] = N_("Your company"),
  [PILOT_OWNER_PARTNER_API] = N_("SmartRecruiters Partner & API"),
  [PILOT_OWNER_PARTNER_SUCCESS] = N_("SmartRecruiters Partner Success"),
  [PILOT_OWNER_HIREPORT] = N_("HirePort"),
  [PILOT_OWNER_CSM] = N_("Customer Success Manager"),
};

const PilotPlanStep *
pilot_plan_get_steps (guint *n_steps)
{
  *n_steps = G_N_ELEMENTS (steps);
  return steps;
}

const PilotPlanStep *
pilot_plan_find_step (const char *key)
{
  /* The table's own keys are mostly asked for: one text each. */
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].key == key)
      return &steps[i];
  for (guint i = 0; key != NULL && i < G_N_ELEMENTS (steps); i++)
    if (steps[i].key[0] == key[0] && strcmp (steps[i].key, key) == 0)
      return &steps[i];
  return NULL;
}

const char *
pilot_phase_get_title (PilotPhase phase)
{
  g_return_val_if_fail (phase < PILOT_N_PHASES, NULL);
  return phases[phase];
}

const char *
pilot_owner_get_title (PilotOwner owner)
{
  g_return_val_if_fail (owner < PILOT_N_OWNERS, NULL);
  return owners[owner];
}
