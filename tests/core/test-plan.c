/* test-plan.c: the plan, in every state that can be reached
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan.h"
#include "pilot-test.h"

#include "pilot-run-rules.h"

#define NOW G_GINT64_CONSTANT (1790000000000000)

enum {
  MARK_OPEN,
  MARK_DONE,
  MARK_SKIPPED,
};

enum {
  CHECKS_NONE,
  CHECKS_STALE,
  CHECKS_ERRORS,
  CHECKS_PASSED,
};

enum {
  SNAPSHOT_NONE,
  SNAPSHOT_STALE,
  SNAPSHOT_FRESH,
};

/* What the world of a migration can be in. Two bits for each step's mark; the rest are facts. */
typedef struct
{
  guint8 marks[40];
  guint8 subscribed;
  guint8 history;
  guint8 on_hold;
  guint8 transferred;
  guint8 scope;
  guint8 checks;
  guint8 snapshot;
  guint8 consent;
  guint8 gate;
  guint8 activated;
  guint8 published;
  guint8 visited;
  guint8 mapped; /* 0: nothing, 1: a part, 2: all */
  guint8 reviewed;
  guint8 run; /* 0: none, otherwise PilotRunState + 1 */
  guint8 approved;
} State;

typedef struct
{
  gboolean sandbox;
  gboolean portal;
  gboolean consent;
  PilotPlanFacts facts;
  PilotRecord *run;
  PilotRecord *records[40];
  PilotStepStanding standings[40]; /* of the state that is looked at */
  GHashTable *found; /* State → its number */
  GPtrArray *states;
  GArray *edges;     /* pairs: from, to */
  GArray *ends;
} Walk;

static const PilotPlanStep *steps;
static guint n_steps;

static guint
find (const char *key)
{
  for (guint i = 0; i < n_steps; i++)
    if (steps[i].key == key || (steps[i].key[1] == key[1] && g_str_equal (steps[i].key, key)))
      return i;
  g_assert_not_reached ();
}

static guint
state_hash (gconstpointer state)
{
  const guint8 *bytes = state;
  guint hash = 2166136261u;

  for (guint i = 0; i < sizeof (State); i++)
    hash = (hash ^ bytes[i]) * 16777619u;
  return hash;
}

static gboolean
state_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (State)) == 0;
}

static void
walk_init (Walk *self, gboolean sandbox, gboolean portal, gboolean consent)
{
  *self = (Walk) { .sandbox = sandbox, .portal = portal, .consent = consent };
  self->facts.environment = sandbox ? "sandbox" : "production";
  self->facts.company_name = "Lumen";
  self->facts.has_portal_api = portal;
  self->facts.now_unix_usec = NOW;
  self->facts.project = pilot_record_new (PILOT_ENTITY_PROJECT);
  self->facts.settings = pilot_record_new (PILOT_ENTITY_SETTINGS);
  self->facts.steps = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) pilot_record_unref);
  self->facts.runs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  self->facts.handoffs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  self->run = pilot_record_new (PILOT_ENTITY_RUN);
  pilot_record_set_text (self->run, PILOT_RUN_KIND, sandbox ? "sandbox_practice" : "production");
  g_ptr_array_add (self->facts.runs, self->run);
  pilot_record_set_integer (self->facts.project, PILOT_PROJECT_CONSENT_NEEDED, consent);
  self->facts.legacy_revision = 7;
  self->facts.legacy_epoch = g_strdup ("7");
  for (guint i = 0; i < n_steps; i++)
    {
      self->records[i] = pilot_record_new (PILOT_ENTITY_STEP);
      pilot_record_set_text (self->records[i], PILOT_STEP_REFERENCE, "CASE-1");
      pilot_record_set_text (self->records[i], PILOT_STEP_NOTE, "as agreed");
      pilot_record_set_text (self->records[i], PILOT_STEP_STATE, "open");
      g_hash_table_insert (self->facts.steps, (char *) steps[i].key, self->records[i]);
    }
  self->found = g_hash_table_new (state_hash, state_equal);
  self->states = g_ptr_array_new_with_free_func (g_free);
  self->edges = g_array_new (FALSE, FALSE, sizeof (guint[2]));
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
walk_clear (Walk *self)
{
  pilot_plan_facts_clear (&self->facts);
  g_hash_table_unref (self->found);
  g_ptr_array_unref (self->states);
  g_array_unref (self->edges);
  g_array_unref (self->ends);
}

static void
set_time (PilotRecord *record, guint field, gboolean set)
{
  if (set)
    pilot_record_set_integer (record, field, NOW);
  else
    pilot_record_set_null (record, field);
}

static void
fill_facts (Walk *self, const State *state)
{
  static const char *const marks[] = { "open", "done", "skipped" };
  PilotRecord *project = self->facts.project;

  for (guint i = 0; i < n_steps; i++)
    if (!g_str_equal (pilot_record_get_text (self->records[i], PILOT_STEP_STATE), marks[state->marks[i]]))
      pilot_record_set_text (self->records[i], PILOT_STEP_STATE, marks[state->marks[i]]);
  set_time (project, PILOT_PROJECT_SUBSCRIBED_AT, state->subscribed);
  pilot_record_set_text (project, PILOT_PROJECT_HISTORY, state->history ? "legacy" : "undecided");
  pilot_record_set_text (project, PILOT_PROJECT_ON_HOLD, state->on_hold ? "in" : "undecided");
  pilot_record_set_text (project, PILOT_PROJECT_TRANSFERRED, state->transferred ? "out" : NULL);
  self->facts.has_scope_draft = state->scope;
  self->facts.checks_done = state->checks >= CHECKS_ERRORS;
  self->facts.n_checks_stale = state->checks == CHECKS_STALE ? 2 : 0;
  self->facts.n_check_errors = state->checks == CHECKS_ERRORS ? 2 : 0;
  set_time (project, PILOT_PROJECT_SNAPSHOT_AT, self->portal && state->snapshot != SNAPSHOT_NONE);
  pilot_record_set_integer (project, PILOT_PROJECT_SNAPSHOT_REVISION, state->snapshot == SNAPSHOT_FRESH ? 7 : 6);
  pilot_record_set_text (self->records[find (PILOT_PLAN_SNAPSHOT)], PILOT_STEP_REFERENCE,
                         state->snapshot == SNAPSHOT_FRESH ? "7" : "6");
  set_time (project, PILOT_PROJECT_CONSENT_AT, state->consent);
  set_time (project, PILOT_PROJECT_GATE_AT, state->gate);
  set_time (project, PILOT_PROJECT_ACTIVATED_AT, state->activated);
  self->facts.n_published_jobs = state->published;
  pilot_record_set_integer (project, PILOT_PROJECT_VISITED_AT, state->visited == 0 ? 0 : state->visited == 1 ? NOW - 1 : NOW + 1);
  self->facts.n_mappings = state->mapped;
  self->facts.n_mappings_missing = 2 - state->mapped;
  set_time (self->facts.settings, PILOT_SETTINGS_REVIEWED_AT, state->reviewed);
  pilot_record_set_text (self->run, PILOT_RUN_STATE, state->run == 0 ? "cancelled" : pilot_run_state_to_name (state->run - 1));
  pilot_record_set_text (self->run, PILOT_RUN_APPROVED_BY, state->approved ? "m1" : NULL);
}

/* The conditions of the gate, written out once more. */
static gboolean
gate_may_open (const Walk *self, const State *state)
{
#define MARKED(key) (state->marks[find (key)] == MARK_DONE)
  gboolean snapshot = self->portal ? state->snapshot == SNAPSHOT_FRESH : MARKED (PILOT_PLAN_SNAPSHOT) && state->snapshot == SNAPSHOT_FRESH;
  gboolean subscribed = self->portal ? state->subscribed : MARKED (PILOT_PLAN_SUBSCRIPTION);
  gboolean consent = self->portal ? state->consent : MARKED (PILOT_PLAN_CONSENT);

  return subscribed && state->history && state->on_hold && state->transferred && (state->scope || MARKED (PILOT_PLAN_SCOPE)) &&
         (state->checks == CHECKS_PASSED || (state->checks == CHECKS_ERRORS && MARKED (PILOT_PLAN_CHECKS))) && snapshot &&
         (!self->consent || consent);
}

static gboolean
gate_passed (const Walk *self, const State *state)
{
  return self->portal ? state->gate : MARKED (PILOT_PLAN_GATE);
#undef MARKED
}

/* Each sentence leads to the step that it is of. */
static void
check_needs (Walk *self, GPtrArray *missing)
{
  g_autoptr (GPtrArray) needs = pilot_plan_list_gate_needs (&self->facts);

  g_assert_true (needs->len == missing->len || (needs->len == 0 && missing->len == 1));
  for (guint i = 0; i < needs->len; i++)
    g_assert_false (pilot_plan_settles (pilot_plan_judge (&self->facts, needs->pdata[i], NULL)));
}

static void
check_state (Walk *self, const State *state, guint number)
{
  const PilotPlanStep *next = pilot_plan_next (&self->facts);
  g_autoptr (GPtrArray) missing = pilot_plan_judge_gate (&self->facts);
  gboolean ready_must = FALSE;
  gboolean all_settled = TRUE;
  PilotStepStanding next_standing = PILOT_STEP_BLOCKED;

  if (number % 64 == 0)
    check_needs (self, missing);
  for (guint i = 0; i < n_steps; i++)
    {
      g_autofree char *reason = NULL;
      PilotStepStanding standing = pilot_plan_judge (&self->facts, &steps[i], &reason);

      self->standings[i] = standing;
      all_settled = all_settled && pilot_plan_settles (standing);
      ready_must = ready_must || (standing == PILOT_STEP_READY && !pilot_plan_is_optional (&self->facts, &steps[i]));
      if (&steps[i] == next)
        next_standing = standing;
      if (standing == PILOT_STEP_BLOCKED || standing == PILOT_STEP_WAITING || standing == PILOT_STEP_TOO_LATE)
        g_assert_true (reason != NULL && *reason != '\0');
      else if (standing != PILOT_STEP_READY) /* that may say why it is asked for once more */
        g_assert_null (reason);
      if ((steps[i].flags & PILOT_STEP_NO_RETURN) != 0)
        {
          g_assert_cmpint (standing == PILOT_STEP_READY, ==, gate_may_open (self, state) && !gate_passed (self, state));
          g_assert_cmpint (standing == PILOT_STEP_READY, ==, missing->len == 0);
          g_assert_cmpint (standing == PILOT_STEP_DONE, ==, gate_passed (self, state));
        }
      if (standing == PILOT_STEP_READY || standing == PILOT_STEP_WAITING)
        for (guint j = 0; steps[i].needs[j] != NULL; j++)
          g_assert_true (pilot_plan_settles (self->standings[find (steps[i].needs[j])])); /* a need comes earlier in the table */
    }
  if (next == NULL)
    {
      g_assert_true (all_settled);
      g_array_append_val (self->ends, number);
      return;
    }
  g_assert_true (next_standing == PILOT_STEP_READY || next_standing == PILOT_STEP_WAITING);
  g_assert_true (!ready_must || next_standing == PILOT_STEP_READY);
}

static void
reach (Walk *self, guint from, const State *state)
{
  guint edge[2] = { from, 0 };
  gpointer number;

  if (g_hash_table_lookup_extended (self->found, state, NULL, &number))
    edge[1] = GPOINTER_TO_UINT (number);
  else
    {
      State *kept = g_memdup2 (state, sizeof *state);

      edge[1] = self->states->len;
      g_ptr_array_add (self->states, kept);
      g_hash_table_insert (self->found, kept, GUINT_TO_POINTER (edge[1]));
    }
  g_array_append_val (self->edges, edge);
}

static gboolean
can_give (Walk *self, const char *key)
{
  return self->portal && self->standings[find (key)] == PILOT_STEP_READY;
}

/* What people and the vendor can do in a state. */
static void
go_on (Walk *self, const State *state, guint number)
{
  State next;
  guint n_transitions;
  const PilotRunTransition *transitions = pilot_run_get_transitions (&n_transitions);
  gboolean nearly = TRUE; /* only steps that nobody needs are left */

#define GO(change) G_STMT_START { next = *state; change; reach (self, number, &next); } G_STMT_END
#define IF(condition, change) G_STMT_START { if (condition) GO (change); } G_STMT_END

  for (guint i = 0; i < n_steps; i++)
    nearly = nearly && (pilot_plan_is_optional (&self->facts, &steps[i]) ||
                        pilot_plan_settles (self->standings[i]));
  for (guint i = 0; i < n_steps; i++)
    {
      PilotStepStanding standing = self->standings[i];
      gboolean optional = pilot_plan_is_optional (&self->facts, &steps[i]);
      gboolean waited = i == find (PILOT_PLAN_TEST_AGENCIES) || i == find (PILOT_PLAN_MIGRATION_TICKET);

      if (optional && !waited && !nearly)
        continue;
      IF (!pilot_plan_settles (standing) && pilot_plan_may_confirm (&self->facts, &steps[i]),
          {
            next.marks[i] = MARK_DONE;
            if (g_str_equal (steps[i].key, PILOT_PLAN_SNAPSHOT))
              next.snapshot = SNAPSHOT_FRESH;
          });
      IF (optional && !pilot_plan_settles (standing) && state->marks[i] == MARK_OPEN, next.marks[i] = MARK_SKIPPED);
    }
  IF (!state->history, next.history = 1);
  IF (!state->on_hold, next.on_hold = 1);
  IF (!state->transferred, next.transferred = 1);
  IF (state->on_hold && state->gate && !state->activated, next.on_hold = 0); /* and think better of it */
  IF (!state->scope && state->marks[find (PILOT_PLAN_SCOPE)] == MARK_OPEN, next.scope = 1);
  if (!gate_passed (self, state))
    {
      IF (state->checks != CHECKS_PASSED, next.checks = CHECKS_PASSED);
      IF (state->checks < CHECKS_ERRORS, next.checks = CHECKS_ERRORS);
      IF (state->snapshot == SNAPSHOT_FRESH || state->checks >= CHECKS_ERRORS,
          { next.checks = state->checks != CHECKS_NONE ? CHECKS_STALE : CHECKS_NONE; next.snapshot = MIN (state->snapshot, SNAPSHOT_STALE); }); /* the data change */
    }
  if (self->portal)
    {
      IF (!state->subscribed, next.subscribed = 1); /* the vendor asks no plan */
      IF (can_give (self, PILOT_PLAN_SNAPSHOT), next.snapshot = SNAPSHOT_FRESH);
      IF (can_give (self, PILOT_PLAN_CONSENT), next.consent = 1);
      IF (can_give (self, PILOT_PLAN_GATE), next.gate = 1);
      IF (can_give (self, PILOT_PLAN_ACTIVATE), next.activated = 1);
      IF (can_give (self, PILOT_PLAN_VISIT_JOB), next.visited = 2);
      if (state->gate)
        {
          IF (!state->activated && state->visited == 0, next.visited = 1); /* too early: counts for nothing */
          IF (state->visited < 2 && state->activated, next.published = !state->published);
          IF (state->mapped < 2, next.mapped++);
          IF (!state->reviewed, next.reviewed = 1);
        }
      for (guint i = 0; i < n_transitions; i++)
        {
          gboolean asks = g_str_equal (transitions[i].command, "request-run");

          if (state->run == 0 || (transitions[i].from & (1u << (state->run - 1))) == 0 || (asks && !can_give (self, PILOT_PLAN_REQUEST_RUN)) ||
              (g_str_equal (transitions[i].command, "start-run") && !self->sandbox && state->run - 1 == PILOT_RUN_ACCEPTED) ||
              (strstr (transitions[i].command, "retry") != NULL && state->approved))
            continue;
          GO ({
            if (transitions[i].to != PILOT_N_RUN_STATES)
              next.run = transitions[i].to == PILOT_RUN_CANCELLED ? 0 : transitions[i].to + 1;
            next.approved = state->approved || g_str_equal (transitions[i].command, "approve-run");
          });
        }
      IF (state->run == 0 && state->activated, { next.run = PILOT_RUN_DRAFT + 1; next.scope = 1; });
    }
#undef GO
#undef IF
}

/* From every state an end can be reached: the ends are followed backwards. */
static void
check_ends (Walk *self)
{
  g_autofree guint8 *reaches = g_new0 (guint8, self->states->len);
  gboolean more = TRUE;
  guint n_reached = 0;

  g_assert_cmpuint (self->ends->len, >, 0);
  for (guint i = 0; i < self->ends->len; i++)
    reaches[g_array_index (self->ends, guint, i)] = 1;
  while (more)
    {
      more = FALSE;
      for (guint i = self->edges->len; i > 0; i--)
        {
          const guint *edge = &g_array_index (self->edges, guint, 2 * (i - 1));

          if (reaches[edge[1]] && !reaches[edge[0]])
            reaches[edge[0]] = more = TRUE;
        }
    }
  for (guint i = 0; i < self->states->len; i++)
    n_reached += reaches[i];
  g_assert_cmpuint (n_reached, ==, self->states->len);
}

static void
test_walk (gconstpointer data)
{
  guint bits = GPOINTER_TO_UINT (data);
  guint max_states = pilot_test_watches_memory () ? 2000 : G_MAXUINT;
  State beginning = { 0 };
  Walk walk;

  steps = pilot_plan_get_steps (&n_steps);
  g_assert_cmpuint (n_steps, <=, G_N_ELEMENTS (beginning.marks));
  walk_init (&walk, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
  reach (&walk, 0, &beginning);
  for (guint i = 0; i < MIN (walk.states->len, max_states); i++)
    {
      const State *state = g_ptr_array_index (walk.states, i);

      fill_facts (&walk, state);
      check_state (&walk, state, i);
      go_on (&walk, state, i);
    }
  g_test_message ("%u states, %u moves, %u ends", walk.states->len, walk.edges->len, walk.ends->len);
  if (walk.states->len <= max_states)
    check_ends (&walk);
  walk_clear (&walk);
}

static PilotRecord *
add_handoff (Walk *walk, const char *kind, const char *state, const char *reference)
{
  PilotRecord *handoff = pilot_record_new (PILOT_ENTITY_HANDOFF);

  pilot_record_set_text (handoff, PILOT_HANDOFF_KIND, kind);
  pilot_record_set_text (handoff, PILOT_HANDOFF_STATE, state);
  pilot_record_set_text (handoff, PILOT_HANDOFF_REFERENCE, reference);
  g_ptr_array_add (walk->facts.handoffs, handoff);
  return handoff;
}

static void
test_handoffs (void)
{
  State state = { 0 };
  Walk walk;
  const PilotPlanStep *ticket = pilot_plan_find_step (PILOT_PLAN_MODULE_TICKET);
  const PilotPlanStep *notice = pilot_plan_find_step (PILOT_PLAN_NOTICE);
  PilotRecord *handoff, *second;

  steps = pilot_plan_get_steps (&n_steps);
  walk_init (&walk, FALSE, TRUE, FALSE);
  fill_facts (&walk, &state);
  pilot_record_set_null (walk.records[find (PILOT_PLAN_MODULE_TICKET)], PILOT_STEP_REFERENCE);
  g_assert_cmpint (pilot_plan_judge (&walk.facts, ticket, NULL), ==, PILOT_STEP_READY);

  /* A ticket is done with its number; a second draft of it changes nothing. */
  handoff = add_handoff (&walk, "module_ticket", "handed_over", NULL);
  g_assert_cmpint (pilot_plan_judge (&walk.facts, ticket, NULL), ==, PILOT_STEP_WAITING);
  pilot_record_set_text (handoff, PILOT_HANDOFF_STATE, "confirmed");
  g_assert_cmpint (pilot_plan_judge (&walk.facts, ticket, NULL), ==, PILOT_STEP_READY);
  pilot_record_set_text (handoff, PILOT_HANDOFF_REFERENCE, "CASE-7");
  g_assert_cmpint (pilot_plan_judge (&walk.facts, ticket, NULL), ==, PILOT_STEP_DONE);
  add_handoff (&walk, "module_ticket", "draft", NULL);
  g_assert_cmpint (pilot_plan_judge (&walk.facts, ticket, NULL), ==, PILOT_STEP_DONE);
  g_assert_true (pilot_plan_find_handoff (&walk.facts, "module_ticket") == handoff);

  /* Agencies are told when all notices are confirmed. */
  add_handoff (&walk, "downtime_notice", "confirmed", NULL);
  second = add_handoff (&walk, "downtime_notice", "handed_over", NULL);
  g_assert_cmpint (pilot_plan_judge (&walk.facts, notice, NULL), ==, PILOT_STEP_BLOCKED);
  pilot_record_set_text (second, PILOT_HANDOFF_STATE, "confirmed");
  g_assert_cmpint (pilot_plan_judge (&walk.facts, notice, NULL), ==, PILOT_STEP_DONE);
  walk_clear (&walk);
}

/* What was done and is asked for once more says why. */
static void
test_once_more (void)
{
  State state = { 0 };
  Walk walk;
  const PilotPlanStep *snapshot = pilot_plan_find_step (PILOT_PLAN_SNAPSHOT);
  const PilotPlanStep *checks = pilot_plan_find_step (PILOT_PLAN_CHECKS);
  g_autofree char *first = NULL;
  g_autofree char *stale = NULL;
  g_autofree char *found = NULL;

  steps = pilot_plan_get_steps (&n_steps);
  walk_init (&walk, FALSE, TRUE, FALSE);
  fill_facts (&walk, &state);
  pilot_record_set_null (walk.records[find (PILOT_PLAN_SNAPSHOT)], PILOT_STEP_REFERENCE);
  g_assert_cmpint (pilot_plan_judge (&walk.facts, snapshot, &first), ==, PILOT_STEP_READY);
  g_assert_cmpstr (first, ==, NULL);
  pilot_record_set_integer (walk.facts.project, PILOT_PROJECT_SNAPSHOT_AT, 1);
  pilot_record_set_integer (walk.facts.project, PILOT_PROJECT_SNAPSHOT_REVISION, 7);
  walk.facts.legacy_revision = 8;
  g_assert_cmpint (pilot_plan_judge (&walk.facts, snapshot, &stale), ==, PILOT_STEP_READY);
  g_assert_nonnull (strstr (stale, "have changed since the snapshot was made"));
  walk.facts.checks_done = TRUE;
  walk.facts.n_check_errors = 2;
  g_assert_cmpint (pilot_plan_judge (&walk.facts, checks, &found), ==, PILOT_STEP_READY);
  g_assert_nonnull (strstr (found, "2 checks of the legacy records found errors"));
  walk_clear (&walk);
}

static void
test_runs (void)
{
  State state = { .activated = 1, .gate = 1, .subscribed = 1, .published = 1, .visited = 2, .mapped = 2, .reviewed = 1 };
  Walk walk;
  PilotRecord *pilot = pilot_record_new (PILOT_ENTITY_RUN);
  const PilotPlanStep *step = pilot_plan_find_step (PILOT_PLAN_PILOT);

  steps = pilot_plan_get_steps (&n_steps);
  walk_init (&walk, FALSE, TRUE, FALSE);
  fill_facts (&walk, &state);
  pilot_record_set_text (pilot, PILOT_RUN_KIND, "pilot");
  g_ptr_array_add (walk.facts.runs, pilot);
  g_assert_cmpint (pilot_plan_judge (&walk.facts, step, NULL), ==, PILOT_STEP_READY);
  pilot_record_set_text (pilot, PILOT_RUN_STATE, "running");
  g_assert_cmpint (pilot_plan_judge (&walk.facts, step, NULL), ==, PILOT_STEP_WAITING);
  pilot_record_set_text (pilot, PILOT_RUN_STATE, "completed");
  g_assert_cmpint (pilot_plan_judge (&walk.facts, step, NULL), ==, PILOT_STEP_DONE);

  /* A pilot is not the migration; and once that has begun, no pilot comes any more. */
  g_assert_cmpint (pilot_plan_judge (&walk.facts, pilot_plan_find_step (PILOT_PLAN_EXECUTED), NULL), ==, PILOT_STEP_BLOCKED);
  pilot_record_set_text (pilot, PILOT_RUN_STATE, "cancelled");
  pilot_record_set_text (walk.run, PILOT_RUN_STATE, "running");
  g_assert_true (pilot_plan_find_run (&walk.facts) == walk.run);
  g_assert_cmpint (pilot_plan_judge (&walk.facts, step, NULL), ==, PILOT_STEP_TOO_LATE);
  walk_clear (&walk);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/plan/tickets and notices are done by their hand-offs", test_handoffs);
  g_test_add_func ("/plan/what is asked for once more says why", test_once_more);
  g_test_add_func ("/plan/a pilot is not the migration", test_runs);
  for (guint bits = 0; bits < 8; bits++)
    {
      g_autofree char *path = g_strdup_printf ("/plan/every state of %s %s%s holds", (bits & 1) != 0 ? "the sandbox" : "production",
                                               (bits & 2) != 0 ? "with a portal" : "without a portal",
                                               (bits & 4) != 0 ? " and a second admin" : "");

      g_test_add_data_func (path, GUINT_TO_POINTER (bits), test_walk);
    }
  return g_test_run ();
}
