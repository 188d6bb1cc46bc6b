/* pilot-run-rules.h: the states of a migration run, and who moves it from one to the other, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"
#include "pilot-role.h"

G_BEGIN_DECLS

/** PilotRunState: in the order of pilot_run_state_choices. */
typedef enum {
  PILOT_RUN_DRAFT,
  PILOT_RUN_CHECKED,
  PILOT_RUN_REQUESTED,
  PILOT_RUN_ACCEPTED,
  PILOT_RUN_SCHEDULED,
  PILOT_RUN_RUNNING,
  PILOT_RUN_COMPLETED,
  PILOT_RUN_COMPLETED_WITH_SKIPPED,
  PILOT_RUN_FAILED,
  PILOT_RUN_CANCELLED,
  PILOT_N_RUN_STATES
} PilotRunState;

/** PilotRunTransition: @from is one bit for each state; @to: %PILOT_N_RUN_STATES: it stays as it is; @roles one bit for each role. Those without roles ("finish-run", "finish-run-with-skipped", "fail-run") are the engine's own. */
typedef struct
{
  const char *command; /* e.g. "request-run"; also in pilot-command.h */
  guint from;
  PilotRunState to;
  guint roles;
} PilotRunTransition;

const PilotRunTransition *pilot_run_get_transitions (guint *n_transitions);

/** pilot_run_find_transition: (transfer none) (nullable): of a command, e.g. "request-run". */
const PilotRunTransition *pilot_run_find_transition (const char *command);

PilotRunState pilot_run_get_state (const PilotRecord *run);

/** pilot_run_is_retry: it had completed with skipped records, and these are being tried again. */
gboolean pilot_run_is_retry (const PilotRecord *run);

/**
 * pilot_run_get_state_after:
 * @command: of the table
 *
 * The table's state, but for a retry that is cancelled: that takes nothing back, so the run has completed as it had before.
 */
PilotRunState pilot_run_get_state_after (const PilotRecord *run, const char *command);

const char *pilot_run_state_to_name (PilotRunState state);

/**
 * pilot_run_judge:
 * @run: the run
 * @company: the company's record: environment and zone
 * @command: which transition
 * @date: (nullable): of "schedule-run": YYYY-MM-DD
 * @holidays: (nullable): the project's lines
 * @today: the civil date in the company's zone
 * @error: PILOT_ERROR_INVALID or _FORBIDDEN, for people: a statement of work is missing, the date is no Friday, …
 *
 * Everything but roles. Both sides ask it.
 */
gboolean pilot_run_judge (const PilotRecord *run, const PilotRecord *company, const char *command, const char *date,
                          const char *holidays, const GDate *today, GError **error);

G_END_DECLS
