/* pilot-scope-walk.h: what one run takes along, record by record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-scope.h"

G_BEGIN_DECLS

/**
 * PilotScopeFinding: what the run means to one record.
 * @verdict: IN, LIGHT: it is in scope; OUT, UNDECIDED: it is not, and gets no result
 * @reason: (nullable): in scope, but it can't go: a value of pilot_result_reason_choices, static; "moved_before": it is
 *   there already and is linked
 * @stage: (nullable): of a candidate that goes: the stage in which it is expected, by its id; borrowed from the walk
 * @status: (nullable): of that stage; borrowed
 * @sub_status: (nullable): of that stage; borrowed
 */
typedef struct
{
  PilotScopeVerdict verdict;
  const char *reason;
  const char *stage;
  const char *status;
  const char *sub_status;
} PilotScopeFinding;

/** pilot_scope_finding_goes: in scope, and nothing stands against it. */
gboolean pilot_scope_finding_goes (const PilotScopeFinding *self);

/**
 * PilotScopeWalk:
 *
 * Rows are handed in in this order: choices of the run, stages and mappings, then the legacy data set's agencies,
 * recruiters, jobs, assignments and candidates; each is judged as it comes. Client and portal judge with the same code,
 * so that what the admin saw is what the portal does. Memory grows with agencies, recruiters and jobs, not with
 * candidates. Not thread-safe; any one thread.
 *
 * The rules [Migrating Data, "What Data Gets Migrated?" and "Can I Choose What Gets Migrated?"]:
 * - Choice "all" and "rest" take every agency. "chosen" takes those with an included choice: the agency with all its users,
 *   or single users (then the agency comes with them); a choice that is not included takes a user out again. Choices of
 *   other runs, and of runs that take all, say nothing.
 * - A recruiter goes with its agency; one without an agency, or without a valid e-mail, can't go.
 * - Jobs go by their status (the company's, whoever works on them).
 * - An assignment that is open goes, as the same user's share, where recruiter and job go. On a job that stays behind or
 *   goes read only it stays, and with a user that was not chosen.
 * - A candidate goes by its status where its agency goes, and of an agency of which single users are chosen, where its
 *   recruiter does: who was not chosen leaves its candidates behind, out of scope. In scope, but it can't go: without
 *   agency, recruiter or job, where recruiter or job can't go, or without a stage for its status.
 * - Closed candidates and jobs are LIGHT where history is "lightweight"; so are candidates in progress on such a job. LIGHT
 *   candidates need agency and job alone: neither recruiter nor stage goes with them.
 * - What hangs on an undecided job is undecided.
 * - What an earlier run moved (run_id is set on the legacy record) is linked: "moved_before"; whatever this run chose, it is
 *   there for what refers to it. What this very run moved is judged as if it had not: so that the walk says the same
 *   before, during and after the run.
 */
typedef struct _PilotScopeWalk PilotScopeWalk;

/** pilot_scope_walk_new: @run: the run's record: choice, history, on_hold, transferred are read from it. */
PilotScopeWalk *pilot_scope_walk_new (const PilotRecord *run);
void pilot_scope_walk_free (PilotScopeWalk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotScopeWalk, pilot_scope_walk_free)

/** pilot_scope_walk_get_fields: one bit for each field of @entity that is looked at; 0: rows of it are not needed. */
guint64 pilot_scope_walk_get_fields (PilotEntity entity);

/**
 * pilot_scope_walk_add:
 * @values: schema->n_fields of a scope choice, stage, mapping, or legacy agency, recruiter, job, assignment, candidate;
 *   texts are copied where they are kept. Rows of the portal data set and choices of other runs are passed over: OUT. A row
 *   that comes again is judged again
 * @finding: (out caller-allocates) (optional)
 */
void pilot_scope_walk_add (PilotScopeWalk *self, PilotEntity entity, const PilotValue *values, PilotScopeFinding *finding);

/** pilot_scope_walk_entities: the kinds in the order in which they are to be handed in; @n_entities: (out). */
const PilotEntity *pilot_scope_walk_entities (guint *n_entities);

G_END_DECLS
