/* test-consent.c: of whom a second admin's consent is demanded, and who switched that off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-consent.h"
#include "pilot-plan.h"
#include "pilot-test.h"

#define ANNA "00000000-0000-4000-8000-0000000000a1"
#define TOMAS "00000000-0000-4000-8000-0000000000a2"
#define NOW G_GINT64_CONSTANT (1790000000000000)

/* A project before which only the consent stands. */
static PilotRecord *
make (gboolean policy, const char *off_by, const char *consent_by)
{
  PilotRecord *project = pilot_record_new (PILOT_ENTITY_PROJECT);

  pilot_record_set_integer (project, PILOT_PROJECT_CONSENT_NEEDED, policy);
  pilot_record_set_text (project, PILOT_PROJECT_CONSENT_OFF_BY, off_by);
  pilot_record_set_text (project, PILOT_PROJECT_CONSENT_BY, consent_by);
  if (consent_by != NULL)
    pilot_record_set_integer (project, PILOT_PROJECT_CONSENT_AT, NOW);
  pilot_record_set_integer (project, PILOT_PROJECT_SUBSCRIBED_AT, NOW);
  pilot_record_set_text (project, PILOT_PROJECT_HISTORY, "legacy");
  pilot_record_set_text (project, PILOT_PROJECT_ON_HOLD, "in");
  pilot_record_set_text (project, PILOT_PROJECT_TRANSFERRED, "in");
  pilot_record_set_integer (project, PILOT_PROJECT_SNAPSHOT_AT, NOW);
  return project;
}

static void
fill (PilotPlanFacts *facts, PilotRecord *project, const char *member_id)
{
  *facts = (PilotPlanFacts) {
    .environment = "production",
    .has_portal_api = TRUE,
    .member_id = g_strdup (member_id),
    .project = project,
    .checks_done = TRUE,
    .has_scope_draft = TRUE,
  };
}

/* Each row: what stands in the project, and whether Anna and Tomas may take the step. */
static void
test_who_may_take_the_step (void)
{
  static const struct
  {
    gboolean policy;
    const char *off_by, *consent_by;
    gboolean anna, tomas;
  } rows[] = {
    { FALSE, NULL, NULL, TRUE, TRUE },    { FALSE, NULL, ANNA, TRUE, TRUE },   { TRUE, NULL, NULL, FALSE, FALSE },
    { TRUE, NULL, ANNA, FALSE, TRUE },    { TRUE, NULL, TOMAS, TRUE, FALSE },  { FALSE, ANNA, NULL, FALSE, TRUE },
    { FALSE, ANNA, ANNA, FALSE, TRUE },   { FALSE, ANNA, TOMAS, TRUE, TRUE },  { FALSE, TOMAS, NULL, TRUE, FALSE },
    { FALSE, TOMAS, TOMAS, TRUE, FALSE }, { TRUE, ANNA, ANNA, FALSE, TRUE },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (rows); i++)
    {
      const char *who = i % 2 == 0 ? ANNA : TOMAS;
      gboolean may = i % 2 == 0 ? rows[i / 2].anna : rows[i / 2].tomas;
      g_auto (PilotPlanFacts) facts = { 0 };
      g_autoptr (GPtrArray) missing = NULL;
      PilotStepStanding standing;

      fill (&facts, make (rows[i / 2].policy, rows[i / 2].off_by, rows[i / 2].consent_by), who);
      missing = pilot_plan_judge_gate (&facts);
      if (may != (missing->len == 0 && pilot_consent_explain_refusal (facts.project, who) == NULL))
        g_error ("row %u, %s", i / 2, who);
      standing = pilot_plan_judge (&facts, pilot_plan_find_step (PILOT_PLAN_GATE), NULL);
      g_assert_cmpint (standing, ==, missing->len == 0 ? PILOT_STEP_READY : PILOT_STEP_BLOCKED);
    }
}

static void
test_what_each_is_told (void)
{
  g_auto (PilotPlanFacts) anna = { 0 };
  g_auto (PilotPlanFacts) tomas = { 0 };
  g_autofree char *reason = NULL;

  fill (&anna, make (FALSE, ANNA, NULL), ANNA);
  fill (&tomas, make (FALSE, ANNA, NULL), TOMAS);
  pilot_plan_judge (&anna, pilot_plan_find_step (PILOT_PLAN_GATE), &reason);
  g_assert_nonnull (strstr (reason, "You switched"));
  /* Tomas can consent, but what he is shown first is what he can do alone. */
  g_assert_cmpint (pilot_plan_judge (&tomas, pilot_plan_find_step (PILOT_PLAN_CONSENT), NULL), ==, PILOT_STEP_READY);
  g_assert_cmpstr (pilot_plan_next (&anna)->key, ==, PILOT_PLAN_CONSENT);
  g_assert_cmpstr (pilot_plan_next (&tomas)->key, !=, PILOT_PLAN_CONSENT);
  /* Once he has taken the step nobody's consent was asked for. */
  pilot_record_set_integer (tomas.project, PILOT_PROJECT_GATE_AT, NOW);
  g_assert_cmpint (pilot_plan_judge (&tomas, pilot_plan_find_step (PILOT_PLAN_CONSENT), NULL), ==, PILOT_STEP_NOT_HERE);
}

static void
test_changes (void)
{
  g_autoptr (PilotRecord) off = make (FALSE, NULL, NULL);
  g_autoptr (PilotRecord) empty = make (FALSE, NULL, NULL);
  g_autoptr (PilotRecord) on = make (TRUE, NULL, NULL);
  g_autoptr (PilotRecord) passed = make (TRUE, NULL, NULL);

  pilot_record_set_null (empty, PILOT_PROJECT_CONSENT_NEEDED);
  pilot_record_set_integer (passed, PILOT_PROJECT_GATE_AT, NOW);
  g_assert_cmpint (pilot_consent_judge_change (on->values, off->values), ==, PILOT_CONSENT_SWITCHED_OFF);
  g_assert_cmpint (pilot_consent_judge_change (on->values, empty->values), ==, PILOT_CONSENT_SWITCHED_OFF);
  g_assert_cmpint (pilot_consent_judge_change (empty->values, on->values), ==, PILOT_CONSENT_SWITCHED_ON);
  g_assert_cmpint (pilot_consent_judge_change (empty->values, off->values), ==, PILOT_CONSENT_UNCHANGED);
  g_assert_cmpint (pilot_consent_judge_change (on->values, on->values), ==, PILOT_CONSENT_UNCHANGED);
  g_assert_cmpint (pilot_consent_judge_change (passed->values, off->values), ==, PILOT_CONSENT_UNCHANGED);
}

static void
test_without_a_project (void)
{
  g_assert_false (pilot_consent_is_asked_for (NULL));
  g_assert_false (pilot_consent_is_demanded_of (NULL, ANNA));
  g_assert_null (pilot_consent_explain_refusal (NULL, ANNA));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/consent/whoever switched the policy off needs another all the same", test_who_may_take_the_step);
  g_test_add_func ("/consent/each is told what concerns him", test_what_each_is_told);
  g_test_add_func ("/consent/it is switched off before the gate alone", test_changes);
  g_test_add_func ("/consent/nothing is demanded where no project is", test_without_a_project);
  return g_test_run ();
}
