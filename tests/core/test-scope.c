/* test-scope.c: what a migration takes along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-scope.h"
#include "pilot-test.h"

static const struct
{
  PilotEntity entity;
  const PilotChoice *choices;
} tables[] = {
  { PILOT_ENTITY_JOB, pilot_job_status_choices },
  { PILOT_ENTITY_ASSIGNMENT, pilot_assignment_status_choices },
  { PILOT_ENTITY_CANDIDATE, pilot_candidate_status_choices },
};

static guint
count_rules (PilotEntity entity, const char *status)
{
  guint n_rules;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);
  guint n = 0;

  for (guint i = 0; i < n_rules; i++)
    n += rules[i].entity == entity && g_str_equal (rules[i].status, status);
  return n;
}

static void
test_complete (void)
{
  guint n_rules;
  guint n_statuses = 0;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const PilotChoice *choice = tables[i].choices; choice->value != NULL; choice++, n_statuses++)
      g_assert_cmpuint (count_rules (tables[i].entity, choice->value), ==, 1);
  g_assert_cmpuint (n_rules, ==, n_statuses);
  for (guint i = 0; i < n_rules; i++)
    {
      g_assert_true (rules[i].verdict != PILOT_SCOPE_UNDECIDED || rules[i].option != NULL);
      g_assert_true (rules[i].why != NULL && *rules[i].why != '\0');
      g_assert_true (pilot_scope_find_rule (rules[i].entity, rules[i].status) == &rules[i]);
    }
}

static void
test_framework (void)
{
  static const struct
  {
    PilotEntity entity;
    const char *status;
    PilotScopeVerdict verdict;
  } cases[] = {
    { PILOT_ENTITY_JOB, "CREATED", PILOT_SCOPE_IN },        { PILOT_ENTITY_JOB, "SOURCING", PILOT_SCOPE_IN },
    { PILOT_ENTITY_JOB, "INTERVIEW", PILOT_SCOPE_IN },      { PILOT_ENTITY_JOB, "OFFER", PILOT_SCOPE_IN },
    { PILOT_ENTITY_JOB, "FILLED", PILOT_SCOPE_OUT },        { PILOT_ENTITY_JOB, "CANCELLED", PILOT_SCOPE_OUT },
    { PILOT_ENTITY_JOB, "ON_HOLD", PILOT_SCOPE_UNDECIDED }, { PILOT_ENTITY_JOB, "NEW", PILOT_SCOPE_OUT },
    { PILOT_ENTITY_JOB, NULL, PILOT_SCOPE_OUT },            { PILOT_ENTITY_ASSIGNMENT, "NEW", PILOT_SCOPE_IN },
    { PILOT_ENTITY_ASSIGNMENT, "IN_PROGRESS", PILOT_SCOPE_IN }, { PILOT_ENTITY_ASSIGNMENT, "COMPLETED", PILOT_SCOPE_OUT },
    { PILOT_ENTITY_ASSIGNMENT, "CANCELLED", PILOT_SCOPE_OUT },  { PILOT_ENTITY_CANDIDATE, "LEAD", PILOT_SCOPE_IN },
    { PILOT_ENTITY_CANDIDATE, "NEW", PILOT_SCOPE_IN },      { PILOT_ENTITY_CANDIDATE, "IN_REVIEW", PILOT_SCOPE_IN },
    { PILOT_ENTITY_CANDIDATE, "INTERVIEW", PILOT_SCOPE_IN }, { PILOT_ENTITY_CANDIDATE, "OFFERED", PILOT_SCOPE_IN },
    { PILOT_ENTITY_CANDIDATE, "HIRED", PILOT_SCOPE_OUT },   { PILOT_ENTITY_CANDIDATE, "REJECTED", PILOT_SCOPE_OUT },
    { PILOT_ENTITY_CANDIDATE, "WITHDRAWN", PILOT_SCOPE_OUT }, { PILOT_ENTITY_CANDIDATE, "TRANSFERRED", PILOT_SCOPE_UNDECIDED },
    { PILOT_ENTITY_AGENCY, "inactive", PILOT_SCOPE_IN },    { PILOT_ENTITY_RECRUITER, NULL, PILOT_SCOPE_IN },
  };
  const PilotScopeOptions undecided = { "undecided", "undecided", "undecided" };
  const PilotScopeOptions nothing = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (pilot_scope_judge (&undecided, cases[i].entity, cases[i].status), ==, cases[i].verdict);
      g_assert_cmpint (pilot_scope_judge (&nothing, cases[i].entity, cases[i].status), ==, cases[i].verdict);
    }
}

static void
test_options (void)
{
  const PilotScopeOptions in = { .on_hold = "in", .transferred = "in", .history = "lightweight" };
  const PilotScopeOptions out = { .on_hold = "out", .transferred = "out", .history = "legacy" };

  g_assert_cmpint (pilot_scope_judge (&in, PILOT_ENTITY_JOB, "ON_HOLD"), ==, PILOT_SCOPE_IN);
  g_assert_cmpint (pilot_scope_judge (&out, PILOT_ENTITY_JOB, "ON_HOLD"), ==, PILOT_SCOPE_OUT);
  g_assert_cmpint (pilot_scope_judge (&in, PILOT_ENTITY_CANDIDATE, "TRANSFERRED"), ==, PILOT_SCOPE_IN);
  g_assert_cmpint (pilot_scope_judge (&out, PILOT_ENTITY_CANDIDATE, "TRANSFERRED"), ==, PILOT_SCOPE_OUT);
  g_assert_cmpint (pilot_scope_judge (&in, PILOT_ENTITY_CANDIDATE, "HIRED"), ==, PILOT_SCOPE_LIGHT);
  g_assert_cmpint (pilot_scope_judge (&out, PILOT_ENTITY_CANDIDATE, "HIRED"), ==, PILOT_SCOPE_OUT);
  g_assert_cmpint (pilot_scope_judge (&in, PILOT_ENTITY_JOB, "FILLED"), ==, PILOT_SCOPE_LIGHT);
  g_assert_cmpint (pilot_scope_judge (&out, PILOT_ENTITY_JOB, "FILLED"), ==, PILOT_SCOPE_OUT);
  /* No option takes a closed assignment along, or leaves a candidate in progress behind. */
  g_assert_cmpint (pilot_scope_judge (&in, PILOT_ENTITY_ASSIGNMENT, "COMPLETED"), ==, PILOT_SCOPE_OUT);
  g_assert_cmpint (pilot_scope_judge (&out, PILOT_ENTITY_CANDIDATE, "NEW"), ==, PILOT_SCOPE_IN);
}

static void
test_decisions_are_choices (void)
{
  static const PilotChoice *const options[] = { pilot_decision_choices, pilot_history_choices };
  guint n_rules;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);

  /* Every value but "undecided" decides every rule that its option governs. */
  for (guint i = 0; i < n_rules; i++)
    {
      const PilotChoice *choices = options[g_strcmp0 (rules[i].option, "history") == 0];

      for (; rules[i].option != NULL && choices->value != NULL; choices++)
        {
          const PilotScopeOptions all = { choices->value, choices->value, choices->value };
          PilotScopeVerdict verdict = pilot_scope_judge_rule (&all, &rules[i]);

          if (g_str_equal (choices->value, "undecided"))
            g_assert_cmpint (verdict, ==, rules[i].verdict);
          else
            g_assert_cmpint (verdict, !=, PILOT_SCOPE_UNDECIDED);
        }
    }
}

static void
test_from_record (void)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);
  PilotScopeOptions options;

  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "in");
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_scope_options_from_record (&options, run);
  g_assert_cmpstr (options.on_hold, ==, "in");
  g_assert_null (options.transferred);
  g_assert_cmpstr (options.history, ==, "legacy");
  pilot_record_set_text (project, PILOT_PROJECT_TRANSFERRED, "out");
  pilot_scope_options_from_record (&options, project);
  g_assert_cmpstr (options.transferred, ==, "out");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/scope/every status has exactly one rule", test_complete);
  g_test_add_func ("/core/scope/the framework stands as the document has it", test_framework);
  g_test_add_func ("/core/scope/an admin decides what the document leaves open", test_options);
  g_test_add_func ("/core/scope/every value of an option decides", test_decisions_are_choices);
  g_test_add_func ("/core/scope/options are read from a run and from the project", test_from_record);
  return g_test_run ();
}
