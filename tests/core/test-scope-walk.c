/* test-scope-walk.c: what one run takes along, record by record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-scope-walk.h"
#include "pilot-test.h"

#define RUN "run-1"

/* A row by the names of its columns; what isn't named is empty. Ids are short here: nobody looks at their form. */
static PilotRecord *
make_row (PilotEntity entity, const char *id, va_list pairs)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  PilotRecord *row = pilot_record_new (entity);
  const char *name;

  for (guint i = 0; i < schema->n_fields; i++)
    pilot_record_set_null (row, i);
  pilot_record_set_text (row, PILOT_FIELD_ID, id);
  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      int field = pilot_schema_find_field (schema, name);
      const char *value = va_arg (pairs, const char *);

      g_assert_cmpint (field, >=, 0);
      if (schema->fields[field].type == PILOT_FIELD_BOOLEAN)
        pilot_record_set_integer (row, field, g_str_equal (value, "1"));
      else
        pilot_record_set_text (row, field, value);
    }
  return row;
}

static PilotScopeFinding G_GNUC_NULL_TERMINATED
add (PilotScopeWalk *walk, PilotEntity entity, const char *id, ...)
{
  PilotScopeFinding finding;
  va_list pairs;

  va_start (pairs, id);
  {
    g_autoptr (PilotRecord) row = make_row (entity, id, pairs);

    pilot_scope_walk_add (walk, entity, pilot_record_get_value (row, 0), &finding);
  }
  va_end (pairs);
  return finding;
}

#define AGENCY(id, ...) add (walk, PILOT_ENTITY_AGENCY, id, "dataset", "legacy", ##__VA_ARGS__, NULL)
#define RECRUITER(id, agency, ...) \
  add (walk, PILOT_ENTITY_RECRUITER, id, "dataset", "legacy", "email", "kim@agency.example", "agency_id", agency, ##__VA_ARGS__, NULL)
#define JOB(id, status, ...) \
  add (walk, PILOT_ENTITY_JOB, id, "dataset", "legacy", "process_id", "process", "status", status, ##__VA_ARGS__, NULL)
#define ASSIGNMENT(recruiter, job, status, ...) \
  add (walk, PILOT_ENTITY_ASSIGNMENT, "assignment", "recruiter_id", recruiter, "job_id", job, "status", status, ##__VA_ARGS__, NULL)
#define CANDIDATE(agency, recruiter, job, status, ...)                                                                       \
  add (walk, PILOT_ENTITY_CANDIDATE, "candidate", "dataset", "legacy", "agency_id", agency, "recruiter_id", recruiter, "job_id", job, \
       "status", status, ##__VA_ARGS__, NULL)
#define CHOICE(agency, recruiter, included)                                                                                       \
  add (walk, PILOT_ENTITY_SCOPE_CHOICE, "choice", "run_id", RUN, "agency_id", agency, "recruiter_id", recruiter, "included", included, \
       NULL)

#define assert_finding(found, expected_verdict, expected_reason)          \
  G_STMT_START                                                            \
  {                                                                       \
    PilotScopeFinding finding_ = (found);                                 \
    g_assert_cmpint (finding_.verdict, ==, PILOT_SCOPE_##expected_verdict); \
    g_assert_cmpstr (finding_.reason, ==, expected_reason);               \
  }                                                                       \
  G_STMT_END

static PilotScopeWalk *
make_walk (const char *choice, const char *decision, const char *history)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN);
  pilot_record_set_text (run, PILOT_RUN_CHOICE, choice);
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, decision);
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, decision);
  pilot_record_set_text (run, PILOT_RUN_HISTORY, history);
  return pilot_scope_walk_new (run);
}

/* A stage for each status, and the lines that lead there. */
static void
add_stages (PilotScopeWalk *walk)
{
  for (const PilotChoice *status = pilot_candidate_status_choices; status->value != NULL; status++)
    add (walk, PILOT_ENTITY_STAGE, status->value, "process_id", "process", "status", status->value, NULL);
  for (const PilotChoice *status = pilot_candidate_status_choices; status->value != NULL; status++)
    add (walk, PILOT_ENTITY_MAPPING, "line", "process_id", "process", "status", status->value, "stage_id", status->value, NULL);
}

static void
add_network (PilotScopeWalk *walk)
{
  add_stages (walk);
  AGENCY ("agency");
  RECRUITER ("recruiter", "agency");
  JOB ("job", "SOURCING");
}

static void
test_job_statuses (void)
{
  static const struct
  {
    const char *status;
    PilotScopeVerdict verdicts[4]; /* nothing decided; all in, lightweight; all out, legacy; in, legacy */
  } cases[] = {
    { "CREATED", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "SOURCING", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "INTERVIEW", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "OFFER", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "FILLED", { PILOT_SCOPE_OUT, PILOT_SCOPE_LIGHT, PILOT_SCOPE_OUT, PILOT_SCOPE_OUT } },
    { "CANCELLED", { PILOT_SCOPE_OUT, PILOT_SCOPE_LIGHT, PILOT_SCOPE_OUT, PILOT_SCOPE_OUT } },
    { "ON_HOLD", { PILOT_SCOPE_UNDECIDED, PILOT_SCOPE_IN, PILOT_SCOPE_OUT, PILOT_SCOPE_IN } },
  };
  static const char *const decisions[][2] = {
    { "undecided", "undecided" }, { "in", "lightweight" }, { "out", "legacy" }, { "in", "legacy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        g_autoptr (PilotScopeWalk) walk = make_walk ("all", decisions[i][0], decisions[i][1]);
        PilotScopeFinding finding = JOB ("job", cases[j].status);

        g_assert_cmpint (finding.verdict, ==, cases[j].verdicts[i]);
        g_assert_null (finding.reason);
        g_assert_true (pilot_scope_finding_goes (&finding) ==
                       (finding.verdict == PILOT_SCOPE_IN || finding.verdict == PILOT_SCOPE_LIGHT));
      }
}

static void
test_assignment_statuses (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("all", "in", "lightweight");

  add_network (walk);
  JOB ("filled", "FILLED");
  assert_finding (ASSIGNMENT ("recruiter", "job", "NEW"), IN, NULL);
  assert_finding (ASSIGNMENT ("recruiter", "job", "IN_PROGRESS"), IN, NULL);
  assert_finding (ASSIGNMENT ("recruiter", "job", "COMPLETED"), OUT, NULL);
  assert_finding (ASSIGNMENT ("recruiter", "job", "CANCELLED"), OUT, NULL);
  /* A job that goes for reference is nobody's to work on. */
  assert_finding (ASSIGNMENT ("recruiter", "filled", "NEW"), OUT, NULL);
  assert_finding (ASSIGNMENT ("nobody", "job", "NEW"), IN, "no_recruiter");
  assert_finding (ASSIGNMENT ("recruiter", "nothing", "NEW"), IN, "no_job");
  RECRUITER ("mute", "agency", "email", "");
  assert_finding (ASSIGNMENT ("mute", "job", "NEW"), IN, "recruiter_not_moved");
}

static void
test_candidate_statuses (void)
{
  static const struct
  {
    const char *status;
    PilotScopeVerdict verdicts[3]; /* nothing decided; all in, lightweight; all out, legacy */
  } cases[] = {
    { "LEAD", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "NEW", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "IN_REVIEW", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "INTERVIEW", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "OFFERED", { PILOT_SCOPE_IN, PILOT_SCOPE_IN, PILOT_SCOPE_IN } },
    { "HIRED", { PILOT_SCOPE_OUT, PILOT_SCOPE_LIGHT, PILOT_SCOPE_OUT } },
    { "REJECTED", { PILOT_SCOPE_OUT, PILOT_SCOPE_LIGHT, PILOT_SCOPE_OUT } },
    { "WITHDRAWN", { PILOT_SCOPE_OUT, PILOT_SCOPE_LIGHT, PILOT_SCOPE_OUT } },
    { "TRANSFERRED", { PILOT_SCOPE_UNDECIDED, PILOT_SCOPE_IN, PILOT_SCOPE_OUT } },
  };
  static const char *const decisions[][2] = { { "undecided", "undecided" }, { "in", "lightweight" }, { "out", "legacy" } };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autoptr (PilotScopeWalk) walk = make_walk ("all", decisions[i][0], decisions[i][1]);

      add_network (walk);
      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        {
          PilotScopeFinding finding = CANDIDATE ("agency", "recruiter", "job", cases[j].status);

          g_assert_cmpint (finding.verdict, ==, cases[j].verdicts[i]);
          g_assert_null (finding.reason);
          /* What goes as it is goes to a stage; history keeps its status. */
          g_assert_cmpstr (finding.stage, ==, finding.verdict == PILOT_SCOPE_IN ? cases[j].status : NULL);
          g_assert_cmpstr (finding.status, ==, finding.verdict == PILOT_SCOPE_IN ? cases[j].status : NULL);
        }
    }
}

static void
test_reasons (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("all", "out", "legacy");

  add_network (walk);
  assert_finding (RECRUITER ("alone", NULL), IN, "no_agency");
  assert_finding (RECRUITER ("lost", "gone"), IN, "no_agency");
  assert_finding (RECRUITER ("mute", "agency", "email", ""), IN, "no_email");
  assert_finding (RECRUITER ("wrong", "agency", "email", "no address"), IN, "no_email");
  JOB ("on-hold", "ON_HOLD");
  JOB ("filled", "FILLED");
  JOB ("without-process", "SOURCING", "process_id", "");
  JOB ("other-process", "SOURCING", "process_id", "other");
  assert_finding (CANDIDATE (NULL, "recruiter", "job", "NEW"), IN, "no_agency");
  assert_finding (CANDIDATE ("gone", "recruiter", "job", "NEW"), IN, "no_agency");
  assert_finding (CANDIDATE ("agency", NULL, "job", "NEW"), IN, "no_recruiter");
  assert_finding (CANDIDATE ("agency", "gone", "job", "NEW"), IN, "no_recruiter");
  assert_finding (CANDIDATE ("agency", "recruiter", NULL, "NEW"), IN, "no_job");
  assert_finding (CANDIDATE ("agency", "recruiter", "gone", "NEW"), IN, "no_job");
  assert_finding (CANDIDATE ("agency", "mute", "job", "NEW"), IN, "recruiter_not_moved");
  assert_finding (CANDIDATE ("agency", "alone", "job", "NEW"), IN, "recruiter_not_moved");
  assert_finding (CANDIDATE ("agency", "recruiter", "on-hold", "NEW"), IN, "job_not_moved");
  assert_finding (CANDIDATE ("agency", "recruiter", "filled", "NEW"), IN, "job_not_moved");
  assert_finding (CANDIDATE ("agency", "recruiter", "without-process", "NEW"), IN, "no_mapping");
  assert_finding (CANDIDATE ("agency", "recruiter", "other-process", "NEW"), IN, "no_mapping");
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "NEW"), IN, NULL);
}

static void
test_undecided_job (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("all", "undecided", "legacy");

  add_network (walk);
  JOB ("on-hold", "ON_HOLD");
  assert_finding (CANDIDATE ("agency", "recruiter", "on-hold", "NEW"), UNDECIDED, NULL);
  assert_finding (ASSIGNMENT ("recruiter", "on-hold", "NEW"), UNDECIDED, NULL);
  assert_finding (ASSIGNMENT ("recruiter", "on-hold", "COMPLETED"), OUT, NULL);
  assert_finding (CANDIDATE ("agency", "recruiter", "on-hold", "HIRED"), OUT, NULL);
}

static void
test_history (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("all", "in", "lightweight");

  add_network (walk);
  RECRUITER ("mute", "agency", "email", "");
  JOB ("filled", "FILLED");
  JOB ("unmapped", "CANCELLED", "process_id", "");
  assert_finding (CANDIDATE ("agency", "recruiter", "filled", "HIRED"), LIGHT, NULL);
  /* In progress on a closed job: read only too, and without a stage. */
  assert_finding (CANDIDATE ("agency", "recruiter", "filled", "NEW"), LIGHT, NULL);
  g_assert_null (CANDIDATE ("agency", "recruiter", "filled", "NEW").stage);
  /* Recruiter and stage don't go along, so they need not be there. */
  assert_finding (CANDIDATE ("agency", NULL, "filled", "HIRED"), LIGHT, NULL);
  assert_finding (CANDIDATE ("agency", "mute", "unmapped", "WITHDRAWN"), LIGHT, NULL);
  assert_finding (CANDIDATE (NULL, "recruiter", "filled", "HIRED"), LIGHT, "no_agency");
  assert_finding (CANDIDATE ("agency", "recruiter", NULL, "HIRED"), LIGHT, "no_job");
}

static void
test_mapping (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("all", "in", "legacy");
  PilotScopeFinding finding;

#define STAGE(id, process, status, sub) \
  add (walk, PILOT_ENTITY_STAGE, id, "process_id", process, "status", status, "sub_status", sub, NULL)
#define LINE(process, status, sub, stage) \
  add (walk, PILOT_ENTITY_MAPPING, "line", "process_id", process, "status", status, "sub_status", sub, "stage_id", stage, NULL)
  STAGE ("review", "process", "IN_REVIEW", NULL);
  STAGE ("phone", "process", "IN_REVIEW", "Phone screen");
  STAGE ("elsewhere", "other", "NEW", NULL);
  LINE ("process", "IN_REVIEW", NULL, "review");
  LINE ("process", "IN_REVIEW", "Phone", "phone");
  LINE ("process", "IN_REVIEW", "Open", NULL);
  LINE ("process", "IN_REVIEW", "Lost", "gone");
  LINE ("process", "INTERVIEW", "Panel", "phone");
  LINE ("process", "INTERVIEW", NULL, NULL);
  LINE ("process", "NEW", NULL, "elsewhere");
  LINE ("other", "LEAD", NULL, "elsewhere");
  AGENCY ("agency");
  RECRUITER ("recruiter", "agency");
  JOB ("job", "SOURCING");

  finding = CANDIDATE ("agency", "recruiter", "job", "IN_REVIEW", "sub_status", "Phone");
  assert_finding (finding, IN, NULL);
  g_assert_cmpstr (finding.stage, ==, "phone");
  g_assert_cmpstr (finding.status, ==, "IN_REVIEW");
  g_assert_cmpstr (finding.sub_status, ==, "Phone screen");
  /* No line of its own, a line without a stage, a line with a stage that is gone: the status decides. */
  g_assert_cmpstr (CANDIDATE ("agency", "recruiter", "job", "IN_REVIEW").stage, ==, "review");
  g_assert_cmpstr (CANDIDATE ("agency", "recruiter", "job", "IN_REVIEW", "sub_status", "").stage, ==, "review");
  g_assert_cmpstr (CANDIDATE ("agency", "recruiter", "job", "IN_REVIEW", "sub_status", "Unheard of").stage, ==, "review");
  g_assert_cmpstr (CANDIDATE ("agency", "recruiter", "job", "IN_REVIEW", "sub_status", "Open").stage, ==, "review");
  g_assert_cmpstr (CANDIDATE ("agency", "recruiter", "job", "IN_REVIEW", "sub_status", "Lost").stage, ==, "review");
  g_assert_cmpstr (CANDIDATE ("agency", "recruiter", "job", "INTERVIEW", "sub_status", "Panel").stage, ==, "phone");
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "INTERVIEW"), IN, "no_mapping");
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "INTERVIEW", "sub_status", "Other"), IN, "no_mapping");
  /* The stage must be of the job's process; another process's line isn't asked. */
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "NEW"), IN, "no_mapping");
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "LEAD"), IN, "no_mapping");
#undef STAGE
#undef LINE
}

static void
test_chosen_agency (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("chosen", "in", "legacy");

  CHOICE ("agency", NULL, "1");
  CHOICE ("refused", NULL, "0");
  add (walk, PILOT_ENTITY_SCOPE_CHOICE, "choice", "run_id", "another-run", "agency_id", "other", "included", "1", NULL);
  add_stages (walk);
  assert_finding (AGENCY ("agency"), IN, NULL);
  assert_finding (AGENCY ("other"), OUT, NULL);
  assert_finding (AGENCY ("refused"), OUT, NULL);
  assert_finding (RECRUITER ("recruiter", "agency"), IN, NULL);
  assert_finding (RECRUITER ("stranger", "other"), OUT, NULL);
  assert_finding (RECRUITER ("alone", NULL), OUT, NULL);
  assert_finding (JOB ("job", "SOURCING"), IN, NULL);
  assert_finding (ASSIGNMENT ("recruiter", "job", "NEW"), IN, NULL);
  assert_finding (ASSIGNMENT ("stranger", "job", "NEW"), OUT, NULL);
  assert_finding (ASSIGNMENT ("nobody", "job", "NEW"), OUT, NULL);
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "NEW"), IN, NULL);
  assert_finding (CANDIDATE ("other", "stranger", "job", "NEW"), OUT, NULL);
  assert_finding (CANDIDATE ("other", "recruiter", "job", "NEW"), OUT, NULL);
  assert_finding (CANDIDATE ("agency", NULL, "job", "NEW"), IN, "no_recruiter");
  assert_finding (CANDIDATE ("agency", "stranger", "job", "NEW"), IN, "recruiter_not_moved");
  assert_finding (CANDIDATE (NULL, "recruiter", "job", "NEW"), IN, "no_agency");
  assert_finding (CANDIDATE (NULL, NULL, "job", "NEW"), OUT, NULL);
}

static void
test_chosen_user (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("chosen", "in", "legacy");

  CHOICE ("agency", "recruiter", "1");
  CHOICE ("other", "moved-house", "1");
  add_stages (walk);
  /* The agency comes with its user, the colleagues don't. */
  assert_finding (AGENCY ("agency"), IN, NULL);
  assert_finding (AGENCY ("third"), OUT, NULL);
  assert_finding (RECRUITER ("recruiter", "agency"), IN, NULL);
  assert_finding (RECRUITER ("colleague", "agency"), OUT, NULL);
  /* Was of the agency of the choice, and went to one that isn't chosen. */
  assert_finding (RECRUITER ("moved-house", "third"), IN, "agency_not_moved");
  JOB ("job", "SOURCING");
  assert_finding (ASSIGNMENT ("recruiter", "job", "NEW"), IN, NULL);
  assert_finding (ASSIGNMENT ("colleague", "job", "NEW"), OUT, NULL);
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "NEW"), IN, NULL);
  assert_finding (CANDIDATE ("agency", "colleague", "job", "NEW"), OUT, NULL);
  assert_finding (CANDIDATE ("agency", NULL, "job", "NEW"), OUT, NULL);
}

static void
test_excluded_user (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("chosen", "in", "lightweight");

  CHOICE ("agency", NULL, "1");
  CHOICE ("agency", "excluded", "0");
  add_stages (walk);
  assert_finding (AGENCY ("agency"), IN, NULL);
  assert_finding (RECRUITER ("recruiter", "agency"), IN, NULL);
  assert_finding (RECRUITER ("excluded", "agency"), OUT, NULL);
  JOB ("job", "SOURCING");
  assert_finding (ASSIGNMENT ("excluded", "job", "NEW"), OUT, NULL);
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "NEW"), IN, NULL);
  assert_finding (CANDIDATE ("agency", "excluded", "job", "NEW"), OUT, NULL);
  assert_finding (CANDIDATE ("agency", "excluded", "job", "HIRED"), OUT, NULL);
}

static void
test_rest (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("rest", "in", "legacy");

  /* Choices say nothing where everybody goes; what went before is linked, and there for the others. */
  CHOICE ("other", NULL, "0");
  add_stages (walk);
  assert_finding (AGENCY ("agency", "run_id", "pilot"), IN, "moved_before");
  assert_finding (AGENCY ("other"), IN, NULL);
  assert_finding (RECRUITER ("recruiter", "agency", "run_id", "pilot"), IN, "moved_before");
  assert_finding (RECRUITER ("newcomer", "agency"), IN, NULL);
  assert_finding (JOB ("job", "SOURCING", "run_id", "pilot"), IN, "moved_before");
  assert_finding (ASSIGNMENT ("recruiter", "job", "NEW", "run_id", "pilot"), IN, "moved_before");
  assert_finding (ASSIGNMENT ("newcomer", "job", "NEW"), IN, NULL);
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "NEW", "run_id", "pilot"), IN, "moved_before");
  assert_finding (CANDIDATE ("agency", "newcomer", "job", "NEW"), IN, NULL);
}

static void
test_moved_before (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("chosen", "out", "legacy");

  CHOICE ("agency", NULL, "1");
  add_stages (walk);
  AGENCY ("agency");
  /* An earlier run took them; this one doesn't ask for them, but they are there. */
  assert_finding (AGENCY ("early", "run_id", "pilot"), OUT, NULL);
  assert_finding (RECRUITER ("early-user", "early", "run_id", "pilot"), OUT, NULL);
  assert_finding (JOB ("on-hold", "ON_HOLD", "run_id", "pilot"), OUT, NULL);
  assert_finding (CANDIDATE ("early", "early-user", "on-hold", "NEW"), OUT, NULL);
  assert_finding (CANDIDATE ("agency", "early-user", "on-hold", "NEW"), IN, NULL);
  /* A closed job that went along is closed there, too. */
  JOB ("filled", "FILLED", "run_id", "pilot");
  assert_finding (CANDIDATE ("agency", "early-user", "filled", "NEW"), LIGHT, NULL);
  assert_finding (CANDIDATE ("agency", "early-user", "filled", "NEW", "run_id", "pilot"), LIGHT, "moved_before");
}

static void
test_moved_by_this_run (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("all", "in", "lightweight");

  add_stages (walk);
  assert_finding (AGENCY ("agency", "run_id", RUN), IN, NULL);
  assert_finding (RECRUITER ("recruiter", "agency", "run_id", RUN), IN, NULL);
  assert_finding (JOB ("job", "SOURCING", "run_id", RUN), IN, NULL);
  assert_finding (JOB ("filled", "FILLED", "run_id", RUN), LIGHT, NULL);
  assert_finding (ASSIGNMENT ("recruiter", "job", "NEW", "run_id", RUN), IN, NULL);
  assert_finding (CANDIDATE ("agency", "recruiter", "job", "NEW", "run_id", RUN), IN, NULL);
  assert_finding (CANDIDATE ("agency", "recruiter", "filled", "HIRED", "run_id", RUN), LIGHT, NULL);
}

static void
test_portal_rows (void)
{
  g_autoptr (PilotScopeWalk) walk = make_walk ("all", "in", "lightweight");

  add_network (walk);
  assert_finding (add (walk, PILOT_ENTITY_AGENCY, "there", "dataset", "portal", NULL), OUT, NULL);
  assert_finding (add (walk, PILOT_ENTITY_RECRUITER, "there", "dataset", "portal", "agency_id", "agency", NULL), OUT, NULL);
  assert_finding (add (walk, PILOT_ENTITY_JOB, "there", "dataset", "portal", "status", "SOURCING", NULL), OUT, NULL);
  assert_finding (add (walk, PILOT_ENTITY_CANDIDATE, "there", "dataset", "portal", "status", "NEW", NULL), OUT, NULL);
  /* Nor do they count as what a legacy record refers to. */
  assert_finding (CANDIDATE ("there", "recruiter", "job", "NEW"), IN, "no_agency");
}

static void
test_fields (void)
{
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  /* What isn't said to be looked at isn't: a row without it is judged the same. */
  for (guint i = 0; i < n_entities; i++)
    {
      guint64 fields = pilot_scope_walk_get_fields (entities[i]);
      const PilotSchema *schema = pilot_schema_get (entities[i]);

      g_assert_true ((fields & (1ull << PILOT_FIELD_ID)) != 0);
      g_assert_cmpuint (fields >> schema->n_fields, ==, 0);
      for (guint j = 0; j < schema->n_fields; j++)
        if ((schema->fields[j].flags & PILOT_FIELD_PERSONAL) != 0 && entities[i] != PILOT_ENTITY_RECRUITER)
          g_assert_true ((fields & (1ull << j)) == 0);
    }
  g_assert_cmpuint (pilot_scope_walk_get_fields (PILOT_ENTITY_SHARE), ==, 0);
  g_assert_cmpuint (pilot_scope_walk_get_fields (PILOT_ENTITY_MEMBER), ==, 0);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/scope-walk/a job goes by its status and the decisions", test_job_statuses);
  g_test_add_func ("/core/scope-walk/an open assignment goes where user and job do", test_assignment_statuses);
  g_test_add_func ("/core/scope-walk/a candidate goes by its status and the decisions", test_candidate_statuses);
  g_test_add_func ("/core/scope-walk/what can't go says why", test_reasons);
  g_test_add_func ("/core/scope-walk/what hangs on an undecided job is undecided", test_undecided_job);
  g_test_add_func ("/core/scope-walk/history needs agency and job alone", test_history);
  g_test_add_func ("/core/scope-walk/the line of a sub-status comes before that of the status", test_mapping);
  g_test_add_func ("/core/scope-walk/a chosen agency goes with all its users", test_chosen_agency);
  g_test_add_func ("/core/scope-walk/a chosen user goes with the agency and without the colleagues", test_chosen_user);
  g_test_add_func ("/core/scope-walk/an excluded user stays with the candidates", test_excluded_user);
  g_test_add_func ("/core/scope-walk/the rest links what went before", test_rest);
  g_test_add_func ("/core/scope-walk/what went before is there for what refers to it", test_moved_before);
  g_test_add_func ("/core/scope-walk/a run says the same while it moves", test_moved_by_this_run);
  g_test_add_func ("/core/scope-walk/rows of the portal's data set are passed over", test_portal_rows);
  g_test_add_func ("/core/scope-walk/what is looked at is told, and holds little of a person", test_fields);
  return g_test_run ();
}
