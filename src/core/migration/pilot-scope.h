/* pilot-scope.h: what a migration takes along, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/** PilotScopeVerdict: @PILOT_SCOPE_UNDECIDED: the document is silent and the admin has not decided. */
typedef enum {
  PILOT_SCOPE_IN,
  PILOT_SCOPE_OUT,
  PILOT_SCOPE_LIGHT, /* goes read only: name, job, final status, dates, agency */
  PILOT_SCOPE_UNDECIDED,
} PilotScopeVerdict;

/** PilotScopeOptions: what the admin decided; the values of the run's choice fields. */
typedef struct
{
  const char *on_hold;
  const char *transferred;
  const char *history;
} PilotScopeOptions;

/** PilotScopeRule: one line of the framework [Migrating Data, "What Data Gets Migrated?"]. */
typedef struct
{
  PilotEntity entity;
  const char *status;        /* of the job, the candidate or the assignment */
  PilotScopeVerdict verdict; /* while the option (if it has one) is undecided */
  const char *option;        /* (nullable): "on_hold", "transferred", "history": which option decides */
  const char *why;           /* for people (N_()) */
} PilotScopeRule;

const PilotScopeRule *pilot_scope_get_rules (guint *n_rules);

/** pilot_scope_find_rule: (transfer none) (nullable): the line of a status (nullable). */
const PilotScopeRule *pilot_scope_find_rule (PilotEntity entity, const char *status);

/** pilot_scope_judge_rule: what the options make of a line. Options that are %NULL are undecided. */
PilotScopeVerdict pilot_scope_judge_rule (const PilotScopeOptions *options, const PilotScopeRule *rule);

/** pilot_scope_options_from_record: of a run or of the project; the texts are the record's. */
void pilot_scope_options_from_record (PilotScopeOptions *options, const PilotRecord *record);

/**
 * pilot_scope_judge:
 * @status: (nullable)
 *
 * Of a job, a candidate or an assignment by its status; agencies and recruiters are in: they go by choice. A status that
 * is in no line is out.
 */
PilotScopeVerdict pilot_scope_judge (const PilotScopeOptions *options, PilotEntity entity, const char *status);

G_END_DECLS
