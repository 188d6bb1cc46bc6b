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
} PilotStepFlags;

typedef struct
{
  const char *key; /* e.g. "a4-activate"; stable, stored */
  PilotPhase phase;
  PilotOwner owner;
  PilotStepKind kind;
  PilotStepFlags flags;
  const char *title;       /* for people (N_()) */
  const char *explanation; /* for people (N_()): what is to be done and why */
  const char *source;      /* the document's heading and step */
  const char *command;     /* (nullable): for PILOT_STEP_COMMAND */
  const char *handoff;     /* (nullable): pilot_handoff_kind_choices value that the step hands over */
  const char *const *needs;/* keys of the steps that come before; %NULL-terminated */
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
  PilotRecord *project;     /* (owned) (nullable) */
  PilotRecord *settings;    /* (owned) (nullable) */
  GHashTable *steps;        /* (owned): key → PilotRecord of the step */
  GPtrArray *runs;          /* (owned): PilotRecord of runs */
  GPtrArray *handoffs;      /* (owned): PilotRecord */
  guint n_published_jobs;   /* jobs with a PUBLIC or INTERNAL posting, not filled or cancelled */
  guint n_mappings;         /* decided lines of the stage mapping */
  guint n_mappings_missing; /* statuses in scope that have no line */
  gint64 legacy_revision;   /* the newest revision among the legacy data set's records */
  guint n_check_errors;     /* pre-flight rules with errors; of the whole legacy data set */
  gboolean checks_done;     /* a pre-flight was run on the whole legacy data set */
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
 * @reason: (out) (optional) (transfer full) (nullable): for people, translated: what blocks it, or whom it waits for
 *
 * Pure. Any thread.
 */
PilotStepStanding pilot_plan_judge (const PilotPlanFacts *facts, const PilotPlanStep *step, char **reason);

/** pilot_plan_next: (transfer none) (nullable): the first step that somebody can work on or waits for; %NULL: all is done. */
const PilotPlanStep *pilot_plan_next (const PilotPlanFacts *facts);

/**
 * pilot_plan_judge_gate:
 *
 * What is missing before the gate of no return: after step 3 the old portal can't be reached [Migrating Data, Phase A].
 * Returns: (transfer full) (element-type utf8): sentences for people, translated; empty: it may be passed
 */
GPtrArray *pilot_plan_judge_gate (const PilotPlanFacts *facts);

G_END_DECLS
