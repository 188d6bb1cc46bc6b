/* pilot-run-rules.c: the states of a migration run, and who moves it from one to the other, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-downtime.h"
#include "pilot-error.h"

#define DRAFT (1u << PILOT_RUN_DRAFT)
#define CHECKED (1u << PILOT_RUN_CHECKED)
#define REQUESTED (1u << PILOT_RUN_REQUESTED)
#define ACCEPTED (1u << PILOT_RUN_ACCEPTED)
#define SCHEDULED (1u << PILOT_RUN_SCHEDULED)
#define RUNNING (1u << PILOT_RUN_RUNNING)
#define WITH_SKIPPED (1u << PILOT_RUN_COMPLETED_WITH_SKIPPED)
#define FAILED (1u << PILOT_RUN_FAILED)

#define ADMIN (1u << PILOT_ROLE_ADMIN)
#define OPERATOR (1u << PILOT_ROLE_OPERATOR)
#define NOBODY 0

/* The admin orders, the vendor's operator executes; either stops it. What left something behind waits for an approval,
 * which leaves its state as it is, or is run again for what was left behind: asked for by the admin, done by the operator. */
static const PilotRunTransition transitions[] = {
  { "check-run", DRAFT | CHECKED, PILOT_RUN_CHECKED, ADMIN },
  { "request-run", CHECKED, PILOT_RUN_REQUESTED, ADMIN },
  { "accept-run", REQUESTED, PILOT_RUN_ACCEPTED, OPERATOR },
  { "schedule-run", ACCEPTED | SCHEDULED, PILOT_RUN_SCHEDULED, ADMIN },
  { "start-run", ACCEPTED | SCHEDULED, PILOT_RUN_RUNNING, OPERATOR },
  { "pause-run", RUNNING, PILOT_RUN_RUNNING, ADMIN | OPERATOR },
  { "resume-run", RUNNING, PILOT_RUN_RUNNING, ADMIN | OPERATOR },
  { "finish-run", RUNNING, PILOT_RUN_COMPLETED, NOBODY },
  { "finish-run-with-skipped", RUNNING, PILOT_RUN_COMPLETED_WITH_SKIPPED, NOBODY },
  { "fail-run", RUNNING, PILOT_RUN_FAILED, NOBODY },
  { "request-retry", WITH_SKIPPED | FAILED, PILOT_N_RUN_STATES, ADMIN },
  { "retry-run", WITH_SKIPPED | FAILED, PILOT_RUN_RUNNING, OPERATOR },
  { "approve-run", WITH_SKIPPED, PILOT_RUN_COMPLETED_WITH_SKIPPED, ADMIN },
  { "cancel-run", DRAFT | CHECKED | REQUESTED | ACCEPTED | SCHEDULED | RUNNING | FAILED, PILOT_RUN_CANCELLED, ADMIN | OPERATOR },
};

/** Which kind of run is for which environment, and what it needs before it is ordered
 * [Migrating Data, "Can I Choose What Gets Migrated?" and "Why Is a Full Test Migration Not Included by Default?"]. */
static const struct
{
  const char *kind;
  const char *environment;
  gboolean needs_sow;
  gboolean needs_effort_known;
  gboolean needs_friday; /* live work stands still: downtime is one working day, a Friday */
} kinds[] = {
  { "sandbox_practice", "sandbox", TRUE, FALSE, FALSE },
  { "full_test", "sandbox", TRUE, TRUE, FALSE },
  { "pilot", "production", FALSE, FALSE, TRUE },
  { "production", "production", FALSE, FALSE, TRUE },
};

const PilotRunTransition *
pilot_run_get_transitions (guint *n_transitions)
{
  *n_transitions = G_N_ELEMENTS (transitions);
  return transitions;
}

const PilotRunTransition *
pilot_run_find_transition (const char *command)
{
  for (guint i = 0; command != NULL && i < G_N_ELEMENTS (transitions); i++)
    if (strcmp (transitions[i].command, command) == 0)
      return &transitions[i];
  return NULL;
}

PilotRunState
pilot_run_get_state (const PilotRecord *run)
{
  const char *name = pilot_record_get_text (run, PILOT_RUN_STATE);

  for (guint i = 0; name != NULL && i < PILOT_N_RUN_STATES; i++)
    if (pilot_run_state_choices[i].value[0] == name[0] && strcmp (pilot_run_state_choices[i].value, name) == 0)
      return i;
  return PILOT_RUN_DRAFT;
}

gboolean
pilot_run_is_retry (const PilotRecord *run)
{
  return pilot_run_get_state (run) == PILOT_RUN_RUNNING && pilot_record_get_integer (run, PILOT_RUN_FINISHED_AT) != 0;
}

PilotRunState
pilot_run_get_state_after (const PilotRecord *run, const char *command)
{
  const PilotRunTransition *transition = pilot_run_find_transition (command);

  g_return_val_if_fail (transition != NULL, PILOT_RUN_DRAFT);
  if (transition->to == PILOT_RUN_CANCELLED && pilot_run_is_retry (run))
    return PILOT_RUN_COMPLETED_WITH_SKIPPED;
  return transition->to != PILOT_N_RUN_STATES ? transition->to : pilot_run_get_state (run);
}

const char *
pilot_run_state_to_name (PilotRunState state)
{
  g_return_val_if_fail (state < PILOT_N_RUN_STATES, NULL);
  return pilot_run_state_choices[state].value;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_undecided (const PilotRecord *run, guint field)
{
  const char *value = pilot_record_get_text (run, field);

  return value == NULL || strcmp (value, "undecided") == 0;
}

static gboolean
judge_kind (const PilotRecord *run, const PilotRecord *company, gboolean ordered, gboolean *needs_friday, GError **error)
{
  const char *kind = pilot_record_get_text (run, PILOT_RUN_KIND);
  const char *environment = pilot_record_get_text (company, PILOT_COMPANY_ENVIRONMENT);
  const char *sow = pilot_record_get_text (run, PILOT_RUN_SOW);

  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].kind, kind) != 0)
        continue;
      *needs_friday = kinds[i].needs_friday;
      if (g_strcmp0 (kinds[i].environment, environment) != 0)
        return refuse (error, strcmp (kinds[i].environment, "sandbox") == 0 ?
                                _("A practice or test run is made in the sandbox, not in production.") :
                                _("A pilot or production run is made in production, not in the sandbox."));
      if (ordered && kinds[i].needs_sow && (sow == NULL || *sow == '\0'))
        return refuse (error, _("This run is a paid addition: the number of its statement of work is missing."));
      if (ordered && kinds[i].needs_effort_known && pilot_record_get_integer (run, PILOT_RUN_EFFORT_KNOWN) == 0)
        return refuse (error, _("A full test migration doubles the work of extraction, transformation and validation on both "
                                "sides. Accept that first."));
      return TRUE;
    }
  return refuse (error, _("The run has no kind."));
}

static gboolean
judge_decisions (const PilotRecord *run, GError **error)
{
  if (is_undecided (run, PILOT_RUN_ON_HOLD))
    return refuse (error, _("It is not decided whether jobs on hold go along."));
  if (is_undecided (run, PILOT_RUN_TRANSFERRED))
    return refuse (error, _("It is not decided whether transferred candidates go along."));
  if (is_undecided (run, PILOT_RUN_HISTORY))
    return refuse (error, _("It is not decided what becomes of closed records."));
  return TRUE;
}

static gboolean
judge_date (const char *date, const char *holidays, const GDate *today, gboolean needs_friday, GError **error)
{
  g_autofree char *holiday = NULL;
  GDate day;

  if (!pilot_downtime_parse_date (date, &day))
    return refuse (error, _("A date is needed."));
  if (g_date_compare (&day, today) < 0)
    return refuse (error, _("That day has passed."));
  if (!needs_friday)
    return TRUE;
  if (g_date_get_weekday (&day) != G_DATE_FRIDAY)
    return refuse (error, _("The downtime is a Friday."));
  holiday = pilot_downtime_find_holiday (holidays, &day);
  if (holiday == NULL)
    return TRUE;
  if (*holiday == '\0')
    return refuse (error, _("That Friday is a day without downtime."));
  /* Translators: %s is the name of a holiday */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("That Friday is a day without downtime: %s."), holiday);
  return FALSE;
}

gboolean
pilot_run_judge (const PilotRecord *run, const PilotRecord *company, const char *command, const char *date,
                 const char *holidays, const GDate *today, GError **error)
{
  const PilotRunTransition *transition = pilot_run_find_transition (command);
  PilotRunState state = pilot_run_get_state (run);
  gboolean paused = pilot_record_get_integer (run, PILOT_RUN_PAUSED) != 0;
  gboolean ordered = g_strcmp0 (command, "check-run") != 0;
  gboolean needs_friday = FALSE;

  if (transition == NULL)
    return refuse (error, _("There is no such command."));
  if ((transition->from & (1u << state)) == 0)
    {
      /* Translators: %s is the state of a migration run, e.g. “Requested” */
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("The run’s state is “%s”: this can’t be done now."),
                   _(pilot_run_state_choices[state].label));
      return FALSE;
    }
  if (strcmp (command, "pause-run") == 0 && paused)
    return refuse (error, _("The run is paused already."));
  if (strcmp (command, "resume-run") == 0 && !paused)
    return refuse (error, _("The run is not paused."));
  if (strcmp (command, "approve-run") == 0 && pilot_record_get_text (run, PILOT_RUN_APPROVED_BY) != NULL)
    return refuse (error, _("The run is approved already."));
  if ((strcmp (command, "retry-run") == 0 || strcmp (command, "request-retry") == 0) &&
      pilot_record_get_text (run, PILOT_RUN_APPROVED_BY) != NULL)
    return refuse (error, _("What was left behind is approved: order another run for it."));
  if (strcmp (command, "request-retry") == 0 && pilot_record_get_text (run, PILOT_RUN_RETRY_ASKED_BY) != NULL)
    return refuse (error, _("The vendor is asked to try this run again already."));
  /* Whatever else is wrong with a run, it can be given up and ended. */
  if (strcmp (command, "cancel-run") == 0 || transition->roles == NOBODY)
    return TRUE;
  if (!judge_kind (run, company, ordered, &needs_friday, error))
    return FALSE;
  if (strcmp (command, "request-run") == 0 && !judge_decisions (run, error))
    return FALSE;
  if (strcmp (command, "start-run") == 0 && needs_friday && state != PILOT_RUN_SCHEDULED)
    return refuse (error, _("The Friday of the downtime is not chosen."));
  return strcmp (command, "schedule-run") != 0 || judge_date (date, holidays, today, needs_friday, error);
}
