/* test-command.c: which commands there are, and who may give them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-command.h"
#include "pilot-plan.h"
#include "pilot-run-rules.h"
#include "pilot-test.h"

/* Written out once more: who may give what. A admin, T TA lead, U auditor, O operator, R recruiter. */
static const struct
{
  const char *name;
  const char *roles;
  const char *needed;  /* arguments that must be there */
  const char *allowed; /* and those that may */
  const char *action;
} expected[] = {
  { "enable-subscription", "O", "", "", "subscription.enable" },
  { "record-snapshot", "A", "revision sha256 counts", "", "snapshot.record" },
  { "consent-gate", "A", "company_name", "", "gate.consent" },
  { "pass-gate", "A", "company_name", "", "gate.pass" },
  { "activate-portal", "A", "company_id", "", "portal.activate" },
  { "visit-job", "A", "job_id", "", "job.visit" },
  { "check-run", "A", "run_id", "", "run.check" },
  { "request-run", "A", "run_id", "manifest_sha256", "run.request" },
  { "accept-run", "O", "run_id", "", "run.accept" },
  { "schedule-run", "A", "run_id date", "scheduled_on", "run.schedule" },
  { "start-run", "O", "run_id", "", "run.start" },
  { "pause-run", "AO", "run_id", "", "run.pause" },
  { "resume-run", "AO", "run_id", "", "run.resume" },
  { "request-retry", "A", "run_id", "", "run.request-retry" },
  { "retry-run", "O", "run_id", "", "run.retry" },
  { "approve-run", "A", "run_id reason", "", "run.approve" },
  { "cancel-run", "AO", "run_id reason", "", "run.cancel" },
};

static void
test_table (void)
{
  static const char letters[PILOT_N_ROLES] = {
    [PILOT_ROLE_ADMIN] = 'A', [PILOT_ROLE_TA_LEAD] = 'T', [PILOT_ROLE_AUDITOR] = 'U', [PILOT_ROLE_OPERATOR] = 'O', [PILOT_ROLE_RECRUITER] = 'R',
  };
  guint n_rules;

  pilot_command_get_rules (&n_rules);
  g_assert_cmpuint (n_rules, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const PilotCommandRule *rule = pilot_command_find_rule (expected[i].name);
      g_autofree char *arguments = NULL;
      g_auto (GStrv) parts = NULL;

      g_assert_nonnull (rule);
      g_assert_cmpstr (rule->action, ==, expected[i].action);
      arguments = g_strjoinv (" ", (char **) rule->arguments);
      parts = g_strsplit (arguments, "  ", 2);
      g_assert_cmpstr (parts[0] != NULL ? parts[0] : "", ==, expected[i].needed);
      g_assert_cmpstr (parts[0] != NULL && parts[1] != NULL ? parts[1] : "", ==, expected[i].allowed);
      for (guint role = 0; role < PILOT_N_ROLES; role++)
        g_assert_cmpint (pilot_command_may (role, expected[i].name), ==, strchr (expected[i].roles, letters[role]) != NULL);
    }
}

static void
test_deny (void)
{
  g_assert_null (pilot_command_find_rule ("open-gate"));
  g_assert_null (pilot_command_find_rule (""));
  g_assert_null (pilot_command_find_rule (NULL));
  g_assert_false (pilot_command_may (PILOT_ROLE_ADMIN, "open-gate"));
  g_assert_false (pilot_command_may (PILOT_ROLE_ADMIN, NULL));
  g_assert_false (pilot_command_may (PILOT_N_ROLES, "pass-gate"));
}

/* What the runs' rules and the plan name exists, for the same roles. */
static void
test_agree (void)
{
  guint n_transitions, n_steps;
  const PilotRunTransition *transitions = pilot_run_get_transitions (&n_transitions);
  const PilotPlanStep *steps = pilot_plan_get_steps (&n_steps);

  for (guint i = 0; i < n_transitions; i++)
    {
      const PilotCommandRule *rule = pilot_command_find_rule (transitions[i].command);

      g_assert_cmpint (rule != NULL, ==, transitions[i].roles != 0);
      if (rule != NULL)
        g_assert_cmpuint (rule->roles, ==, transitions[i].roles);
    }
  for (guint i = 0; i < n_steps; i++)
    g_assert_cmpint (steps[i].kind == PILOT_STEP_COMMAND, ==, pilot_command_find_rule (steps[i].command) != NULL);
}

static void
test_value (void)
{
  PilotCommand *command = pilot_command_new ("pass-gate");
  PilotCommand *other = pilot_command_new ("pass-gate");

  g_assert_true (g_uuid_string_is_valid (command->id));
  g_assert_cmpstr (command->id, !=, other->id);
  g_assert_null (pilot_command_get (command, "company_name"));
  pilot_command_set (command, "company_name", "Lumen");
  pilot_command_set (command, "company_name", "Lumen Ltd");
  g_assert_cmpstr (pilot_command_get (command, "company_name"), ==, "Lumen Ltd");
  pilot_command_set (command, "company_name", NULL);
  g_assert_null (pilot_command_get (command, "company_name"));
  pilot_command_free (command);
  pilot_command_free (other);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/command/each has its roles and arguments", test_table);
  g_test_add_func ("/core/command/what is in no line does not exist", test_deny);
  g_test_add_func ("/core/command/runs and plan name commands that there are", test_agree);
  g_test_add_func ("/core/command/arguments are set and taken away", test_value);
  return g_test_run ();
}
