/* pilot-plan.h: the steps of a migration, who does them, what they need, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/** PilotPhase: the four phases [Migrating Data, "What Does the Migration Process Look Like?"]. */
typedef enum {
  PILOT_PHASE_A, /* customer preparation in SmartRecruiters */
  PILOT_PHASE_B, /* SmartRecruiters Partner Success team preparation */
  PILOT_PHASE_C, /* HirePort migration execution */
  PILOT_PHASE_D, /* post-migration onboarding and agency enablement */
  PILOT_N_PHASES
} PilotPhase;

typedef enum {
  PILOT_OWNER_CUSTOMER,
  PILOT_OWNER_PARTNER_API,     /* SmartRecruiters Partner & API team */
  PILOT_OWNER_PARTNER_SUCCESS, /* SmartRecruiters Partner Success team */
  PILOT_OWNER_HIREPORT,
  PILOT_OWNER_CSM,             /* customer success manager */
  PILOT_N_OWNERS
} PilotOwner;

/**
 * PilotStepKind: how a step comes to be done.
 * @PILOT_STEP_CONFIRM: an admin says so, with the evidence that the step asks for
 * @PILOT_STEP_COMMAND: by a command that the portal judges
 * @PILOT_STEP_FACT: seen in the data (a subscription, a run's state); nobody can tick it
 */
typedef enum {
  PILOT_STEP_CONFIRM,
  PILOT_STEP_COMMAND,
  PILOT_STEP_FACT,
} PilotStepKind;

typedef enum {
  PILOT_STEP_OPTIONAL = 1 << 0,
  PILOT_STEP_SANDBOX_ONLY = 1 << 1,
  PILOT_STEP_PRODUCTION_ONLY = 1 << 2,
  PILOT_STEP_NO_RETURN = 1 << 3,      /* can't be taken back */
  PILOT_STEP_NEEDS_REFERENCE = 1 << 4,/* a ticket's number */
  PILOT_STEP_NEEDS_NOTE = 1 << 5,
  PILOT_STEP_BEFORE_MODULE = 1 << 6,  /* impossible once the HirePort module is there */
  PILOT_STEP_SANDBOX_OPTIONAL = 1 << 7, /* in the sandbox a migration is an optional, paid addition */
  PILOT_STEP_OF_RUN = 1 << 8,         /* not there where no migration is made: %PILOT_PLAN_MIGRATION_TICKET was left out */
  PILOT_STEP_BEFORE_RUN = 1 << 9,     /* pointless once the run has begun */
  PILOT_STEP_BEFORE_GATE = 1 << 10,   /* impossible once the old portal is closed */
  PILOT_STEP_BY_HANDOFF = 1 << 11,    /* done too when its hand-offs are confirmed (a ticket: one, with its number; notices: all) */
} PilotStepFlags;

/** Keys that others ask for; the rest are met in the table. */
#define PILOT_PLAN_TEST_AGENCIES "a1-test-agencies"
#define PILOT_PLAN_MODULE_TICKET "a1-module-ticket"
#define PILOT_PLAN_SUBSCRIPTION "a2-subscription"
#define PILOT_PLAN_HISTORY "a3-history"
#define PILOT_PLAN_ON_HOLD "a3-on-hold"
#define PILOT_PLAN_TRANSFERRED "a3-transferred"
#define PILOT_PLAN_SCOPE "a3-scope"
#define PILOT_PLAN_CHECKS "a3-checks"
#define PILOT_PLAN_SNAPSHOT "a3-snapshot"
#define PILOT_PLAN_CONSENT "a3-consent"
#define PILOT_PLAN_GATE "a3-gate"
#define PILOT_PLAN_ACTIVATE "a4-activate"
#define PILOT_PLAN_VISIT_JOB "a5-visit-job"
#define PILOT_PLAN_MAPPING "a6-mapping"
#define PILOT_PLAN_SETTINGS "a6-settings"
#define PILOT_PLAN_PILOT "a7-pilot"
#define PILOT_PLAN_MIGRATION_TICKET "b1-ticket"
#define PILOT_PLAN_DATA_GATHERED "b2-data"
#define PILOT_PLAN_INTERNAL_REQUEST "b3-request"
#define PILOT_PLAN_REQUEST_RUN "c1-request-run"
#define PILOT_PLAN_ACCEPTED "c2-accepted"
#define PILOT_PLAN_FRIDAY "c3-friday"
#define PILOT_PLAN_NOTICE "c4-notice"
#define PILOT_PLAN_EXECUTED "c5-executed"
#define PILOT_PLAN_APPROVE "c6-approve"

typedef struct
{
  const char *key; /* e.g. "a4-activate"; stable, stored */
  PilotPhase phase;
  PilotOwner owner;
  PilotStepKind kind;
  PilotStepFlags flags;
  const char *title;       /* for people (N_()) */
  const char *explanation; /* for people (N_()): what is to be done and why */
  const char *missing;     /* for people (N_()): a sentence for a step that waits for this one */
  const char *source;      /* the document's heading and step */
  const char *command;     /* (nullable): for PILOT_STEP_COMMAND */
  const char *handoff;     /* (nullable): pilot_handoff_kind_choices value that the step hands over */
  const char *const *needs;/* keys of the steps that must be done, or left out, before; %NULL-terminated */
} PilotPlanStep;

/** pilot_plan_get_steps: (transfer none): the table, in order; @n_steps: (out). */
const PilotPlanStep *pilot_plan_get_steps (guint *n_steps);
const PilotPlanStep *pilot_plan_find_step (const char *key);
const char *pilot_phase_get_title (PilotPhase phase);  /* untranslated (N_()) */
const char *pilot_owner_get_title (PilotOwner owner);  /* untranslated (N_()) */

/**
 * PilotPlanFacts: all that the rules look at. Both sides fill it: the portal from its tables, the application from its
 * cache. Borrowed records; the arrays are owned.
 */
typedef struct
{
  const char *environment;  /* "sandbox" or "production" */
  const char *company_name;
  gboolean has_portal_api;  /* %FALSE: nothing can be verified; commands are confirmations, a gate only warns */
  char *member_id;          /* (owned) (nullable): who would take a step; %NULL where there are no members */
  PilotRecord *project;     /* (owned) (nullable) */
  PilotRecord *settings;    /* (owned) (nullable) */
  GHashTable *steps;        /* (owned): key → PilotRecord of the step */
  GPtrArray *runs;          /* (owned): PilotRecord of runs */
  GPtrArray *handoffs;      /* (owned): PilotRecord */
  guint n_published_jobs;   /* jobs with a PUBLIC or INTERNAL posting, not filled or cancelled */
  guint n_mappings;         /* decided lines of the stage mapping */
  guint n_mappings_missing; /* statuses in scope that have no line */
  gint64 legacy_revision;   /* the newest revision among the legacy data set's records */
  char *legacy_epoch;       /* (owned) (nullable): without the Portal API, where records have no revisions: what the files hold; the snapshot step's reference names the one that was read */
  guint n_check_errors;     /* pre-flight rules with errors; of the whole legacy data set */
  gboolean checks_done;     /* a pre-flight was run on the whole legacy data set, and its results hold */
  guint n_checks_stale;     /* pre-flight rules whose data changed since they were checked */
  gboolean has_scope_draft; /* a run exists, or the choice was confirmed */
  gint64 now_unix_usec;
} PilotPlanFacts;

void pilot_plan_facts_clear (PilotPlanFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotPlanFacts, pilot_plan_facts_clear)

typedef enum {
  PILOT_STEP_NOT_HERE, /* not in this environment */
  PILOT_STEP_BLOCKED,
  PILOT_STEP_READY,
  PILOT_STEP_WAITING,  /* for somebody else */
  PILOT_STEP_DONE,
  PILOT_STEP_SKIPPED,
  PILOT_STEP_TOO_LATE, /* can't be done any more */
} PilotStepStanding;

/**
 * pilot_plan_judge:
 *
 * A fact that is there counts, whatever came before it. With the Portal API steps of the kinds COMMAND and FACT are done
 * by what the records say alone; without it an admin confirms them like all others.
 *
 * @reason: (out) (optional) (transfer full) (nullable): for people, translated: what blocks it, whom it waits for, or, where it was
 *   done and is asked for once more, why
 *
 * Pure. Any thread.
 */
PilotStepStanding pilot_plan_judge (const PilotPlanFacts *facts, const PilotPlanStep *step, char **reason);

/** pilot_plan_is_optional: whether @step may be left out here. */
gboolean pilot_plan_is_optional (const PilotPlanFacts *facts, const PilotPlanStep *step);

/** pilot_plan_settles: the step stands in nobody's way: done, left out, too late, or not here. */
gboolean pilot_plan_settles (PilotStepStanding standing);

/**
 * pilot_plan_may_confirm: whether an admin can say now that @step is done. Without the Portal API the gate can be confirmed
 * even while it is blocked: there it can only warn [design.md, "How data moves"].
 */
gboolean pilot_plan_may_confirm (const PilotPlanFacts *facts, const PilotPlanStep *step);

/**
 * pilot_plan_find_done:
 * @at_unix_usec: (out): when the step was done; 0: not told
 * @by: (out) (transfer none) (nullable): the member's id, or a name where there are no members; valid as long as @facts
 *
 * Of a step that is done: from the records that say so, or from the admin's own.
 */
void pilot_plan_find_done (const PilotPlanFacts *facts, const PilotPlanStep *step, gint64 *at_unix_usec, const char **by);

/** pilot_plan_find_run: (transfer none) (nullable): of the environment's migration, the run that has come furthest; no pilots. */
PilotRecord *pilot_plan_find_run (const PilotPlanFacts *facts);

/** pilot_plan_find_handoff: (transfer none) (nullable): of that kind, the one that has come furthest. */
PilotRecord *pilot_plan_find_handoff (const PilotPlanFacts *facts, const char *kind);

/**
 * pilot_plan_next: (transfer none) (nullable): what a person should look at now; %NULL: the plan is at its end.
 *
 * First what can be worked on, in the table's order: steps that must be, and optional ones that another waits for. Then
 * what somebody else is waited for. Then what is left of the optional ones.
 */
const PilotPlanStep *pilot_plan_next (const PilotPlanFacts *facts);

/**
 * pilot_plan_judge_gate:
 *
 * What is missing before the gate of no return: after step 3 the old portal can't be reached [Migrating Data, Phase A].
 * Returns: (transfer full) (element-type utf8): sentences for people, translated; empty if and only if it may be passed:
 *   once it is passed, one sentence that says so
 */
GPtrArray *pilot_plan_judge_gate (const PilotPlanFacts *facts);

/**
 * pilot_plan_judge_consent: like pilot_plan_judge_gate(), of the second admin's consent to it: whoever consents sees all that
 * whoever takes the step would see, so that nobody consents to what is still to come.
 */
GPtrArray *pilot_plan_judge_consent (const PilotPlanFacts *facts);

/** pilot_plan_list_gate_needs: (transfer full) (element-type PilotPlanStep): the steps that those sentences are of, one for each; none once it is passed. */
GPtrArray *pilot_plan_list_gate_needs (const PilotPlanFacts *facts);

G_END_DECLS
