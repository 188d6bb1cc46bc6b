/* pilot-plan-line.c: where the phases of a migration lie in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan-line.h"

#include "pilot-run-rules.h"

/* A line without a renewal goes on for so long after the downtime. */
#define OPEN_END_DAYS 28
#define MIN_PHASE_DAYS 3
/* From the Friday over the weekend. */
#define DOWNTIME_DAYS 3

/* The Friday of the run that counts: the last one that has a day and was not given up. */
static gboolean
find_scheduled (const PilotPlanFacts *facts, GDate *day)
{
  gboolean found = FALSE;

  for (guint i = 0; facts->runs != NULL && i < facts->runs->len; i++)
    {
      const PilotRecord *run = g_ptr_array_index (facts->runs, i);
      GDate scheduled;

      g_date_clear (&scheduled, 1);
      if (pilot_run_get_state (run) != PILOT_RUN_CANCELLED && pilot_run_get_state (run) != PILOT_RUN_FAILED
          && pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), &scheduled)
          && (!found || g_date_compare (&scheduled, day) > 0))
        {
          *day = scheduled;
          found = TRUE;
        }
    }
  return found;
}

/* No phase is shorter than can be seen, whatever the days say. */
static void
put_after (GDate *date, const GDate *before)
{
  GDate earliest = *before;

  g_date_add_days (&earliest, MIN_PHASE_DAYS);
  if (!g_date_valid (date) || g_date_compare (date, &earliest) < 0)
    *date = earliest;
}

static void
put_days (const PilotCountdown *countdown, gint64 begun_unix_usec, const GDate *today, PilotPlanLine *line)
{
  GDate *begins = line->phase_begins;

  if (begun_unix_usec > 0)
    pilot_downtime_today (begun_unix_usec, NULL, &begins[PILOT_PHASE_A]);
  else if (countdown->known && g_date_compare (&countdown->begin_by, today) < 0)
    begins[PILOT_PHASE_A] = countdown->begin_by;
  else
    begins[PILOT_PHASE_A] = *today;
  if (g_date_compare (&begins[PILOT_PHASE_A], today) > 0)
    begins[PILOT_PHASE_A] = *today;
  if (countdown->known)
    begins[PILOT_PHASE_B] = countdown->ticket_by;
  begins[PILOT_PHASE_C] = line->marks[PILOT_MARK_DOWNTIME];
  /* A ticket that was counted back from a later Friday than the one that was chosen. */
  if (!g_date_valid (&begins[PILOT_PHASE_B]) || g_date_compare (&begins[PILOT_PHASE_B], &begins[PILOT_PHASE_C]) >= 0)
    {
      guint n_days = (guint) MAX (g_date_days_between (&begins[PILOT_PHASE_A], &begins[PILOT_PHASE_C]), 0);

      begins[PILOT_PHASE_B] = begins[PILOT_PHASE_A];
      g_date_add_days (&begins[PILOT_PHASE_B], n_days / 2);
    }
  /* Today lies in the phase that is worked on, early or late. */
  if ((line->current == PILOT_PHASE_A) == (g_date_compare (&begins[PILOT_PHASE_B], today) < 0))
    begins[PILOT_PHASE_B] = *today;
  put_after (&begins[PILOT_PHASE_B], &begins[PILOT_PHASE_A]);
  put_after (&begins[PILOT_PHASE_C], &begins[PILOT_PHASE_B]);
  begins[PILOT_PHASE_D] = begins[PILOT_PHASE_C];
  g_date_add_days (&begins[PILOT_PHASE_D], DOWNTIME_DAYS);
  if (countdown->known)
    line->ends = countdown->renewal;
  else
    {
      line->ends = begins[PILOT_PHASE_D];
      g_date_add_days (&line->ends, OPEN_END_DAYS);
    }
  put_after (&line->ends, &begins[PILOT_PHASE_D]);
  if (g_date_compare (&line->ends, today) < 0)
    line->ends = *today;
}

void
pilot_plan_line_make (const PilotPlanFacts *facts, PilotPhase current, gint64 begun_unix_usec, const PilotCountdown *countdown,
                      const GDate *today, PilotPlanLine *line)
{
  *line = (PilotPlanLine) { .current = current };
  g_date_clear (line->phase_begins, PILOT_N_PHASES);
  g_date_clear (&line->ends, 1);
  g_date_clear (line->marks, PILOT_N_MARKS);

  line->downtime_set = find_scheduled (facts, &line->marks[PILOT_MARK_DOWNTIME]);
  if (countdown->known)
    {
      line->marks[PILOT_MARK_RENEWAL] = countdown->renewal;
      /* What was done in time is no longer asked for. */
      if (current == PILOT_PHASE_A)
        line->marks[PILOT_MARK_TICKET_BY] = countdown->ticket_by;
      if (current == PILOT_PHASE_A && begun_unix_usec == 0)
        line->marks[PILOT_MARK_BEGIN_BY] = countdown->begin_by;
      if (!line->downtime_set)
        line->marks[PILOT_MARK_DOWNTIME] = countdown->last_friday;
    }
  line->dated = g_date_valid (&line->marks[PILOT_MARK_DOWNTIME]);
  if (!line->dated)
    return;
  line->marks[PILOT_MARK_TODAY] = *today;
  put_days (countdown, begun_unix_usec, today, line);
}

PilotPlanAlarm
pilot_plan_line_judge (const PilotPlanLine *line, const PilotCountdown *countdown, gboolean executed)
{
  const GDate *today = &line->marks[PILOT_MARK_TODAY];

  if (executed || line->current == PILOT_PHASE_D || line->current == PILOT_N_PHASES)
    return PILOT_ALARM_NONE;
  if (!countdown->known)
    return PILOT_ALARM_ASK;
  /* A Friday that is set counts, late as it may be, unless it lies behind the renewal. */
  if (line->downtime_set)
    return g_date_compare (&line->marks[PILOT_MARK_DOWNTIME], &countdown->renewal) < 0 ? PILOT_ALARM_NONE : PILOT_ALARM_MISSED;
  if (g_date_compare (today, &countdown->last_friday) > 0)
    return PILOT_ALARM_MISSED;
  /* The ticket is out: now it is the others' turn. */
  if (line->current != PILOT_PHASE_A)
    return PILOT_ALARM_NONE;
  if (countdown->working_days_left < 0)
    return PILOT_ALARM_LATE;
  return countdown->working_days_left <= PILOT_ALARM_SOON_DAYS ? PILOT_ALARM_SOON : PILOT_ALARM_NONE;
}
