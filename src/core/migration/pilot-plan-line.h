/* pilot-plan-line.h: where the phases of a migration lie in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-downtime.h"
#include "pilot-plan.h"

G_BEGIN_DECLS

typedef enum {
  PILOT_MARK_BEGIN_BY,
  PILOT_MARK_TODAY,
  PILOT_MARK_TICKET_BY,
  PILOT_MARK_DOWNTIME,
  PILOT_MARK_RENEWAL,
  PILOT_N_MARKS
} PilotPlanMark;

/** PilotPlanLine: a plain struct; days that are not known are invalid dates. */
typedef struct
{
  PilotPhase current;                 /* %PILOT_N_PHASES: all is done */
  gboolean dated;                     /* whether the phases have days */
  gboolean downtime_set;              /* a run has its Friday; else it is the last one that is possible */
  GDate phase_begins[PILOT_N_PHASES]; /* each ends where the next begins */
  GDate ends;                         /* of the last one */
  GDate marks[PILOT_N_MARKS];
} PilotPlanLine;

/**
 * pilot_plan_line_make:
 * @facts: the project and its runs are looked at
 * @current: the phase of the next step; %PILOT_N_PHASES: none is left
 * @begun_unix_usec: when the first step was done; 0: none was
 * @countdown: counted back from the renewal
 * @today: the civil date in the company's zone
 * @line: (out caller-allocates)
 *
 * Phase A lasts until its ticket, phase B until the downtime, phase C is that Friday with the days up to the next working week,
 * phase D is open; it is drawn to the renewal. What was scheduled goes before what was counted back. Pure. Any thread.
 */
void pilot_plan_line_make (const PilotPlanFacts *facts, PilotPhase current, gint64 begun_unix_usec, const PilotCountdown *countdown,
                           const GDate *today, PilotPlanLine *line);

/**
 * PilotPlanAlarm: what the countdown says to a person.
 * @PILOT_ALARM_ASK: no renewal date is known, so nothing can be counted back
 * @PILOT_ALARM_SOON: %PILOT_ALARM_SOON_DAYS working days are left, or fewer
 * @PILOT_ALARM_LATE: the latest day has passed; the reserve is being used up
 * @PILOT_ALARM_MISSED: the last possible Friday has passed too, or the renewal
 */
typedef enum {
  PILOT_ALARM_NONE,
  PILOT_ALARM_ASK,
  PILOT_ALARM_SOON,
  PILOT_ALARM_LATE,
  PILOT_ALARM_MISSED,
} PilotPlanAlarm;

#define PILOT_ALARM_SOON_DAYS 15

/**
 * pilot_plan_line_judge:
 * @executed: the migration was executed: what is left has no latest day
 *
 * Early, as the document asks: "planning your migration well in advance of your renewal date"
 * [Migrating Data, "When Will the Legacy Portal Be Shut Down?"]. Pure. Any thread.
 */
PilotPlanAlarm pilot_plan_line_judge (const PilotPlanLine *line, const PilotCountdown *countdown, gboolean executed);

G_END_DECLS
