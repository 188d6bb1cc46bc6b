/* test-plan-line.c: where the phases of a migration lie in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan-line.h"
#include "pilot-test.h"

static const char holidays[] = "2026-12-25 Christmas";

typedef struct
{
  PilotPlanFacts facts;
  PilotCountdown countdown;
  PilotPlanLine line;
  GDate today;
} Fixture;

static void
make (Fixture *self, const char *today, const char *renewal, PilotPhase current, gboolean begun)
{
  g_date_clear (&self->today, 1);
  g_assert_true (pilot_downtime_parse_date (today, &self->today));
  pilot_downtime_count_back (renewal, 15, 15, 5, holidays, begun, &self->today, &self->countdown);
  pilot_plan_line_make (&self->facts, current, begun ? G_GINT64_CONSTANT (1791000000000000) : 0, &self->countdown, &self->today,
                        &self->line);
}

static void
schedule (Fixture *self, const char *day, const char *state)
{
  PilotRecord *run = pilot_record_new (PILOT_ENTITY_RUN);

  if (self->facts.runs == NULL)
    self->facts.runs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  pilot_record_set_text (run, PILOT_RUN_STATE, state);
  pilot_record_set_text (run, PILOT_RUN_SCHEDULED_ON, day);
  g_ptr_array_add (self->facts.runs, run);
}

static void
clear (Fixture *self)
{
  g_clear_pointer (&self->facts.runs, g_ptr_array_unref);
}

/* Whatever the days are: phases follow each other, and what is drawn lies on the line. */
static void
assert_ordered (const PilotPlanLine *line)
{
  for (guint i = 0; i < PILOT_N_PHASES; i++)
    {
      const GDate *end = i + 1 < PILOT_N_PHASES ? &line->phase_begins[i + 1] : &line->ends;

      g_assert_true (g_date_valid (&line->phase_begins[i]));
      g_assert_cmpint (g_date_compare (&line->phase_begins[i], end), <, 0);
    }
}

static void
assert_day (const GDate *day, const char *expected)
{
  char text[16];

  g_assert_true (g_date_valid (day));
  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_without_dates (void)
{
  Fixture fixture = { 0 };

  make (&fixture, "2026-11-28", NULL, PILOT_PHASE_A, FALSE);
  g_assert_false (fixture.line.dated);
  for (guint i = 0; i < PILOT_N_MARKS; i++)
    g_assert_false (g_date_valid (&fixture.line.marks[i]));
  g_assert_cmpint (pilot_plan_line_judge (&fixture.line, &fixture.countdown, FALSE), ==, PILOT_ALARM_ASK);
  g_assert_cmpint (pilot_plan_line_judge (&fixture.line, &fixture.countdown, TRUE), ==, PILOT_ALARM_NONE);
}

static void
test_in_time (void)
{
  Fixture fixture = { 0 };

  make (&fixture, "2026-11-28", "2027-09-01", PILOT_PHASE_A, FALSE);
  g_assert_true (fixture.line.dated);
  g_assert_false (fixture.line.downtime_set);
  assert_ordered (&fixture.line);
  assert_day (&fixture.line.marks[PILOT_MARK_TODAY], "2026-11-28");
  assert_day (&fixture.line.marks[PILOT_MARK_RENEWAL], "2027-09-01");
  assert_day (&fixture.line.phase_begins[PILOT_PHASE_A], "2026-11-28");
  g_assert_cmpint (g_date_get_weekday (&fixture.line.marks[PILOT_MARK_DOWNTIME]), ==, G_DATE_FRIDAY);
  g_assert_true (g_date_valid (&fixture.line.marks[PILOT_MARK_BEGIN_BY]));
  g_assert_cmpint (pilot_plan_line_judge (&fixture.line, &fixture.countdown, FALSE), ==, PILOT_ALARM_NONE);
}

static void
test_begun (void)
{
  Fixture fixture = { 0 };

  make (&fixture, "2026-11-28", "2027-09-01", PILOT_PHASE_A, TRUE);
  assert_ordered (&fixture.line);
  assert_day (&fixture.line.phase_begins[PILOT_PHASE_A], "2026-10-03");
  g_assert_false (g_date_valid (&fixture.line.marks[PILOT_MARK_BEGIN_BY]));
  g_assert_true (g_date_valid (&fixture.line.marks[PILOT_MARK_TICKET_BY]));
}

/* Every day from long before the renewal to long after it, in every phase. */
static void
test_alarms_grow (void)
{
  for (PilotPhase phase = PILOT_PHASE_A; phase <= PILOT_N_PHASES; phase++)
    {
      PilotPlanAlarm before = PILOT_ALARM_NONE;
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_dmy (&day, 1, 1, 2027);
      for (guint i = 0; i < 300; i++, g_date_add_days (&day, 1))
        {
          Fixture fixture = { 0 };
          PilotPlanAlarm alarm;
          char text[16];

          g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
          make (&fixture, text, "2027-09-01", phase, phase != PILOT_PHASE_A);
          assert_ordered (&fixture.line);
          alarm = pilot_plan_line_judge (&fixture.line, &fixture.countdown, FALSE);
          g_assert_cmpint (alarm, >=, before);
          before = alarm;
        }
      g_assert_cmpint (before, ==, phase <= PILOT_PHASE_C ? PILOT_ALARM_MISSED : PILOT_ALARM_NONE);
    }
}

static void
test_soon_and_late (void)
{
  Fixture fixture = { 0 };
  GDate begin_by;
  char text[16];

  make (&fixture, "2026-11-28", "2027-09-01", PILOT_PHASE_A, FALSE);
  begin_by = fixture.countdown.begin_by;
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &begin_by);
  make (&fixture, text, "2027-09-01", PILOT_PHASE_A, FALSE);
  g_assert_cmpint (pilot_plan_line_judge (&fixture.line, &fixture.countdown, FALSE), ==, PILOT_ALARM_SOON);
  g_date_add_days (&begin_by, 7);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &begin_by);
  make (&fixture, text, "2027-09-01", PILOT_PHASE_A, FALSE);
  g_assert_cmpint (pilot_plan_line_judge (&fixture.line, &fixture.countdown, FALSE), ==, PILOT_ALARM_LATE);
  make (&fixture, text, "2027-09-01", PILOT_PHASE_B, TRUE);
  g_assert_cmpint (pilot_plan_line_judge (&fixture.line, &fixture.countdown, FALSE), ==, PILOT_ALARM_NONE);
}

static void
test_scheduled (void)
{
  Fixture fixture = { 0 };

  schedule (&fixture, "2027-03-05", "completed");
  schedule (&fixture, "2027-06-11", "scheduled");
  schedule (&fixture, "2027-08-06", "cancelled");
  make (&fixture, "2027-04-01", "2027-09-01", PILOT_PHASE_C, TRUE);
  g_assert_true (fixture.line.downtime_set);
  assert_day (&fixture.line.marks[PILOT_MARK_DOWNTIME], "2027-06-11");
  assert_ordered (&fixture.line);
  g_assert_cmpint (pilot_plan_line_judge (&fixture.line, &fixture.countdown, FALSE), ==, PILOT_ALARM_NONE);
  clear (&fixture);

  schedule (&fixture, "2027-10-01", "scheduled");
  make (&fixture, "2027-04-01", "2027-09-01", PILOT_PHASE_C, TRUE);
  g_assert_cmpint (pilot_plan_line_judge (&fixture.line, &fixture.countdown, FALSE), ==, PILOT_ALARM_MISSED);
  clear (&fixture);
}

/* A Friday is drawn though nobody knows the renewal. */
static void
test_scheduled_without_renewal (void)
{
  Fixture fixture = { 0 };

  schedule (&fixture, "2027-06-11", "scheduled");
  make (&fixture, "2027-04-01", NULL, PILOT_PHASE_C, TRUE);
  g_assert_true (fixture.line.dated);
  g_assert_false (g_date_valid (&fixture.line.marks[PILOT_MARK_RENEWAL]));
  assert_ordered (&fixture.line);
  clear (&fixture);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/plan-line/without a renewal there are no dates, and it is asked for", test_without_dates);
  g_test_add_func ("/plan-line/in time it goes from today to the renewal", test_in_time);
  g_test_add_func ("/plan-line/once begun it begins with the first step", test_begun);
  g_test_add_func ("/plan-line/the alarm only grows as days pass", test_alarms_grow);
  g_test_add_func ("/plan-line/it warns before it is late", test_soon_and_late);
  g_test_add_func ("/plan-line/the Friday that is set counts", test_scheduled);
  g_test_add_func ("/plan-line/a Friday is shown without a renewal", test_scheduled_without_renewal);
  return g_test_run ();
}
