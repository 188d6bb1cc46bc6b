/* test-run-rules.c: every state, command and kind of run, cell by cell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-downtime.h"
#include "pilot-error.h"
#include "pilot-run-rules.h"
#include "pilot-test.h"

/* Draft, checked, requested, accepted, scheduled, running, completed, with skipped, failed, cancelled. */
#define STATES "DCRASrcwFX"

static const struct
{
  const char *command;
  const char *production; /* a state's letter where the command is taken, of pilot and production */
  const char *sandbox;    /* of sandbox practice and full test */
  PilotRunState to;
  const char *roles;      /* A admin, O operator, nobody else */
  gboolean elsewhere;     /* taken in the wrong environment too */
} cells[] = {
  { "check-run", "DC........", "DC........", PILOT_RUN_CHECKED, "A", FALSE },
  { "request-run", ".C........", ".C........", PILOT_RUN_REQUESTED, "A", FALSE },
  { "accept-run", "..R.......", "..R.......", PILOT_RUN_ACCEPTED, "O", FALSE },
  { "schedule-run", "...AS.....", "...AS.....", PILOT_RUN_SCHEDULED, "A", FALSE },
  { "start-run", "....S.....", "...AS.....", PILOT_RUN_RUNNING, "O", FALSE },
  { "pause-run", ".....r....", ".....r....", PILOT_RUN_RUNNING, "AO", FALSE },
  { "resume-run", ".....r....", ".....r....", PILOT_RUN_RUNNING, "AO", FALSE },
  { "finish-run", ".....r....", ".....r....", PILOT_RUN_COMPLETED, "", TRUE },
  { "finish-run-with-skipped", ".....r....", ".....r....", PILOT_RUN_COMPLETED_WITH_SKIPPED, "", TRUE },
  { "fail-run", ".....r....", ".....r....", PILOT_RUN_FAILED, "", TRUE },
  { "request-retry", ".......wF.", ".......wF.", PILOT_N_RUN_STATES, "A", FALSE },
  { "retry-run", ".......wF.", ".......wF.", PILOT_RUN_RUNNING, "O", FALSE },
  { "approve-run", ".......w..", ".......w..", PILOT_RUN_COMPLETED_WITH_SKIPPED, "A", FALSE },
  { "cancel-run", "DCRASr..F.", "DCRASr..F.", PILOT_RUN_CANCELLED, "AO", TRUE },
};

static const struct
{
  const char *kind;
  gboolean sandbox;
} kinds[] = { { "sandbox_practice", TRUE }, { "full_test", TRUE }, { "pilot", FALSE }, { "production", FALSE } };

/* A run of which nothing but state and command decide. */
static PilotRecord *
make_run (const char *kind, PilotRunState state)
{
  PilotRecord *run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_RUN_KIND, kind);
  pilot_record_set_text (run, PILOT_RUN_STATE, pilot_run_state_to_name (state));
  pilot_record_set_text (run, PILOT_RUN_SOW, "SOW-1");
  pilot_record_set_integer (run, PILOT_RUN_EFFORT_KNOWN, TRUE);
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "in");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "out");
  return run;
}

static gboolean
judge (const PilotRecord *run, gboolean sandbox, const char *command, const char *date, const char *holidays)
{
  g_autoptr (PilotRecord) company = pilot_record_new (PILOT_ENTITY_COMPANY);
  g_autoptr (GError) error = NULL;
  GDate today;
  gboolean may;

  pilot_downtime_parse_date ("2026-11-10", &today);
  pilot_record_set_text (company, PILOT_COMPANY_ENVIRONMENT, sandbox ? "sandbox" : "production");
  may = pilot_run_judge (run, company, command, date, holidays, &today, &error);
  if (may)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
      g_assert_cmpstr (error->message, !=, "");
    }
  return may;
}

static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      for (guint state = 0; state < PILOT_N_RUN_STATES; state++)
        {
          g_autoptr (PilotRecord) run = make_run (kinds[kind].kind, state);
          gboolean expected = (kinds[kind].sandbox ? cells[i].sandbox : cells[i].production)[state] == STATES[state];

          pilot_record_set_integer (run, PILOT_RUN_PAUSED, g_str_equal (cells[i].command, "resume-run"));
          g_assert_cmpint (judge (run, kinds[kind].sandbox, cells[i].command, "2026-11-13", NULL), ==, expected);
          g_assert_cmpint (judge (run, !kinds[kind].sandbox, cells[i].command, "2026-11-13", NULL), ==, expected && cells[i].elsewhere);
        }
}

static void
test_table (void)
{
  guint n_transitions;

  pilot_run_get_transitions (&n_transitions);
  g_assert_cmpuint (n_transitions, ==, G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      const PilotRunTransition *transition = pilot_run_find_transition (cells[i].command);
      guint roles = (strchr (cells[i].roles, 'A') != NULL ? 1u << PILOT_ROLE_ADMIN : 0) |
                    (strchr (cells[i].roles, 'O') != NULL ? 1u << PILOT_ROLE_OPERATOR : 0);

      g_assert_nonnull (transition);
      g_assert_cmpint (transition->to, ==, cells[i].to);
      g_assert_cmpuint (transition->roles, ==, roles);
    }
  g_assert_null (pilot_run_find_transition ("delete-run"));
  g_assert_null (pilot_run_find_transition (NULL));
}

static void
test_state_after (void)
{
  g_autoptr (PilotRecord) run = make_run ("production", PILOT_RUN_RUNNING);

  g_assert_false (pilot_run_is_retry (run));
  g_assert_cmpint (pilot_run_get_state_after (run, "cancel-run"), ==, PILOT_RUN_CANCELLED);
  g_assert_cmpint (pilot_run_get_state_after (run, "pause-run"), ==, PILOT_RUN_RUNNING);
  pilot_record_set_integer (run, PILOT_RUN_FINISHED_AT, 1);
  g_assert_true (pilot_run_is_retry (run));
  g_assert_cmpint (pilot_run_get_state_after (run, "cancel-run"), ==, PILOT_RUN_COMPLETED_WITH_SKIPPED);
  g_assert_cmpint (pilot_run_get_state_after (run, "finish-run"), ==, PILOT_RUN_COMPLETED);
  pilot_record_set_text (run, PILOT_RUN_STATE, "failed");
  g_assert_false (pilot_run_is_retry (run));
  g_assert_cmpint (pilot_run_get_state_after (run, "request-retry"), ==, PILOT_RUN_FAILED);
}

static void
test_states (void)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  g_assert_cmpint (pilot_run_get_state (run), ==, PILOT_RUN_DRAFT);
  for (guint state = 0; state < PILOT_N_RUN_STATES; state++)
    {
      pilot_record_set_text (run, PILOT_RUN_STATE, pilot_run_state_to_name (state));
      g_assert_cmpint (pilot_run_get_state (run), ==, state);
    }
  pilot_record_set_text (run, PILOT_RUN_STATE, "of a newer program");
  g_assert_cmpint (pilot_run_get_state (run), ==, PILOT_RUN_DRAFT);
  g_assert_false (judge (run, FALSE, "delete-run", NULL, NULL));
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *kind;
    gboolean sow;
    gboolean effort;
  } needs[] = { { "sandbox_practice", TRUE, FALSE }, { "full_test", TRUE, TRUE }, { "pilot", FALSE, FALSE }, { "production", FALSE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      g_autoptr (PilotRecord) run = make_run (needs[i].kind, PILOT_RUN_CHECKED);

      pilot_record_set_text (run, PILOT_RUN_SOW, "");
      g_assert_cmpint (judge (run, kinds[i].sandbox, "request-run", NULL, NULL), ==, !needs[i].sow);
      g_assert_true (judge (run, kinds[i].sandbox, "check-run", NULL, NULL)); /* it can be checked before it is paid for */
      pilot_record_set_text (run, PILOT_RUN_SOW, "SOW-1");
      pilot_record_set_integer (run, PILOT_RUN_EFFORT_KNOWN, FALSE);
      g_assert_cmpint (judge (run, kinds[i].sandbox, "request-run", NULL, NULL), ==, !needs[i].effort);
      pilot_record_set_null (run, PILOT_RUN_KIND);
      g_assert_false (judge (run, kinds[i].sandbox, "request-run", NULL, NULL));
    }
}

static void
test_decisions (void)
{
  static const guint fields[] = { PILOT_RUN_HISTORY, PILOT_RUN_ON_HOLD, PILOT_RUN_TRANSFERRED };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    for (guint unset = 0; unset <= 1; unset++)
      {
        g_autoptr (PilotRecord) run = make_run ("production", PILOT_RUN_CHECKED);

        pilot_record_set_text (run, fields[i], unset ? NULL : "undecided");
        g_assert_false (judge (run, FALSE, "request-run", NULL, NULL));
        g_assert_true (judge (run, FALSE, "check-run", NULL, NULL));
      }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *date;
    gboolean production;
    gboolean sandbox; /* nobody's work stands still there */
  } cases[] = {
    { NULL, FALSE, FALSE },         { "", FALSE, FALSE },          { "Friday", FALSE, FALSE },
    { "2026-11-06", FALSE, FALSE }, /* passed */
    { "2026-11-09", FALSE, FALSE }, { "2026-11-10", FALSE, TRUE }, /* today, a Tuesday */
    { "2026-11-13", TRUE, TRUE },   { "2026-11-14", FALSE, TRUE }, { "2026-12-25", FALSE, TRUE }, /* a holiday */
    { "2027-01-01", FALSE, TRUE },  { "2027-01-08", TRUE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      {
        g_autoptr (PilotRecord) run = make_run (kinds[kind].kind, PILOT_RUN_ACCEPTED);

        g_assert_cmpint (judge (run, kinds[kind].sandbox, "schedule-run", cases[i].date, "2026-12-25 Christmas\n2027-01-01"), ==,
                         kinds[kind].sandbox ? cases[i].sandbox : cases[i].production);
      }
}

static void
test_once (void)
{
  g_autoptr (PilotRecord) run = make_run ("production", PILOT_RUN_RUNNING);

  g_assert_false (judge (run, FALSE, "resume-run", NULL, NULL));
  pilot_record_set_integer (run, PILOT_RUN_PAUSED, TRUE);
  g_assert_false (judge (run, FALSE, "pause-run", NULL, NULL));
  g_assert_true (judge (run, FALSE, "resume-run", NULL, NULL));
  pilot_record_set_text (run, PILOT_RUN_STATE, "completed_with_skipped");
  pilot_record_set_text (run, PILOT_RUN_APPROVED_BY, "somebody");
  g_assert_false (judge (run, FALSE, "approve-run", NULL, NULL));
  g_assert_false (judge (run, FALSE, "retry-run", NULL, NULL));
  g_assert_false (judge (run, FALSE, "request-retry", NULL, NULL));
  pilot_record_set_null (run, PILOT_RUN_APPROVED_BY);
  g_assert_true (judge (run, FALSE, "request-retry", NULL, NULL));
  pilot_record_set_text (run, PILOT_RUN_RETRY_ASKED_BY, "somebody");
  g_assert_false (judge (run, FALSE, "request-retry", NULL, NULL));
  g_assert_true (judge (run, FALSE, "retry-run", NULL, NULL));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/run rules/every state, command and kind is as written out", test_cells);
  g_test_add_func ("/core/run rules/each command has its end and its roles", test_table);
  g_test_add_func ("/core/run rules/a retry that is cancelled leaves the run as it had completed", test_state_after);
  g_test_add_func ("/core/run rules/states have names", test_states);
  g_test_add_func ("/core/run rules/what is a paid addition needs its contract", test_kinds);
  g_test_add_func ("/core/run rules/nothing is requested undecided", test_decisions);
  g_test_add_func ("/core/run rules/the downtime is a free Friday to come", test_dates);
  g_test_add_func ("/core/run rules/nothing is paused or approved twice", test_once);
  return g_test_run ();
}
