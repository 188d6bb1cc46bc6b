/* pilot-command-run.c: the commands of a migration run: ordered by an admin, executed by the operator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-command-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-downtime.h"
#include "pilot-plan-facts.h"
#include "pilot-portal-freeze.h"
#include "pilot-run-facts.h"
#include "pilot-run-rules.h"
#include "pilot-statement.h"

static void
find_today (const PilotCommandCase *self, GDate *today)
{
  pilot_downtime_today (pilot_command_case_get_now (self), pilot_record_get_text (self->company, PILOT_COMPANY_TIME_ZONE), today);
}

/* The rules that both sides ask. What passes gets the state that the table names. */
static gboolean
judge (PilotCommandCase *self)
{
  g_autoptr (GError) reason = NULL;
  GDate today;

  find_today (self, &today);
  if (!pilot_run_judge (self->run, self->company, self->rule->name, pilot_command_case_get (self, "date"),
                        pilot_record_get_text (self->project, PILOT_PROJECT_HOLIDAYS), &today, &reason))
    {
      pilot_command_case_refuse (self, reason->message);
      return FALSE;
    }
  pilot_record_set_text (self->changes, PILOT_RUN_STATE, pilot_run_state_to_name (pilot_run_get_state_after (self->run, self->rule->name)));
  return TRUE;
}

/* Two runs on their way at once would each have been ordered without the other. */
static gboolean
refuse_second (PilotCommandCase *self, GError **error)
{
  PilotPortalFreeze freeze = { .db = self->db };
  gboolean open;

  if (!pilot_portal_freeze_has_open_run (&freeze, &open, error))
    return FALSE;
  if (open)
    pilot_command_case_refuse (self, _("Another run is on its way. Wait until it has ended, or cancel it."));
  return TRUE;
}

static void
refuse_rules (PilotCommandCase *self, const PilotRunFacts *facts)
{
  if (facts->failing->len > 0 && self->reasons->len == 0)
    self->lead = ngettext ("This check must pass first. Mend what it found, or switch it off for this run with a reason:",
                           "These checks must pass first. Mend what they found, or switch them off for this run with a reason:",
                           facts->failing->len);
  for (guint i = 0; i < facts->failing->len; i++)
    {
      const PilotPreflightRule *rule = g_ptr_array_index (facts->failing, i);
      g_autofree char *n_found = g_strdup_printf ("%" G_GUINT64_FORMAT, pilot_run_facts_get_n_found (facts, rule));
      /* Translators: %1$s is the title of a check, e.g. “Recruiters without a valid e-mail”; %2$s is a number */
      g_autofree char *sentence = g_strdup_printf (_("%1$s: %2$s."), g_dgettext (GETTEXT_PACKAGE, rule->title), n_found);

      pilot_command_case_refuse (self, sentence);
    }
  if (facts->off_without_reason != NULL)
    {
      /* Translators: %s is the key of a check, e.g. “recruiter-email” */
      g_autofree char *sentence = g_strdup_printf (_("“%s” is no check that was switched off with a reason."), facts->off_without_reason);

      pilot_command_case_refuse (self, sentence);
    }
}

static void
refuse_nobody (PilotCommandCase *self, const PilotRunFacts *facts)
{
  if (facts->n_agencies == 0)
    pilot_command_case_refuse (self, _("No agency is in the scope of this run."));
}

static gboolean
check_run (PilotCommandCase *self, GError **error)
{
  g_auto (PilotRunFacts) facts = { 0 };

  if (!judge (self))
    return TRUE;
  if (!pilot_run_facts_read (&facts, self->db, self->run, self->project, error))
    return FALSE;
  refuse_nobody (self, &facts);
  refuse_rules (self, &facts);
  return TRUE;
}

/* Phase A comes first, and what the plan asks for before the order; a pilot is a part of the preparation. */
static gboolean
judge_plan (PilotCommandCase *self, GError **error)
{
  gboolean is_pilot = g_strcmp0 (pilot_record_get_text (self->run, PILOT_RUN_KIND), "pilot") == 0;
  const PilotPlanStep *step = pilot_plan_find_step (is_pilot ? PILOT_PLAN_MIGRATION_TICKET : PILOT_PLAN_REQUEST_RUN);
  g_auto (PilotPlanFacts) facts = { 0 };
  g_autofree char *reason = NULL;

  if (!pilot_plan_facts_read (&facts, self->db, self->company, self->project, FALSE, error))
    return FALSE;
  if (pilot_plan_judge (&facts, step, &reason) == PILOT_STEP_BLOCKED)
    pilot_command_case_refuse (self, reason);
  return TRUE;
}

static gboolean
request_run (PilotCommandCase *self, GError **error)
{
  const char *expected = pilot_command_case_get (self, "manifest_sha256");
  g_auto (PilotRunFacts) facts = { 0 };
  const char *sha256;

  if (!judge (self))
    return TRUE;
  if (!judge_plan (self, error) || !refuse_second (self, error) ||
      !pilot_run_facts_read (&facts, self->db, self->run, self->project, error))
    return FALSE;
  refuse_rules (self, &facts);
  sha256 = facts.manifest_sha256;
  if (expected != NULL && strcmp (expected, sha256) != 0)
    pilot_command_case_refuse (self, _("What the portal would move is not what you saw. Synchronise and look again."));
  refuse_nobody (self, &facts);
  pilot_record_set_text (self->changes, PILOT_RUN_REQUESTED_BY, self->actor);
  pilot_record_set_integer (self->changes, PILOT_RUN_REQUESTED_AT, pilot_command_case_get_now (self));
  pilot_record_set_text (self->changes, PILOT_RUN_MANIFEST_SHA256, sha256);
  pilot_record_set_integer (self->changes, PILOT_RUN_N_EXPECTED, (gint64) facts.n_expected);
  return TRUE;
}

static gboolean
survey_run (PilotCommandCase *self, GError **error)
{
  g_auto (PilotPlanFacts) plan = { 0 };
  g_auto (PilotRunFacts) facts = { 0 };

  return pilot_plan_facts_read (&plan, self->db, self->company, self->project, FALSE, error) &&
         pilot_run_facts_read (&facts, self->db, self->run, self->project, error);
}

static gboolean
accept_run (PilotCommandCase *self, GError **error)
{
  judge (self);
  return TRUE;
}

/* Two admins at once: the second would take the first's Friday away without having seen it, and the agencies know of that. */
static void
judge_seen (PilotCommandCase *self)
{
  const char *seen = pilot_command_case_get (self, "scheduled_on");
  const char *chosen = pilot_record_get_text (self->run, PILOT_RUN_SCHEDULED_ON);
  g_autofree char *sentence = NULL;

  if (seen == NULL || chosen == NULL || strcmp (seen, chosen) == 0 || strcmp (pilot_command_case_get (self, "date"), chosen) == 0)
    return;
  /* Translators: %s is a date, e.g. 2026-12-11 */
  sentence = g_strdup_printf (_("Somebody else has chosen %s meanwhile. Choose again if it is not to stay."), chosen);
  pilot_command_case_refuse (self, sentence);
}

static gboolean
schedule_run (PilotCommandCase *self, GError **error)
{
  if (!judge (self))
    return TRUE;
  judge_seen (self);
  pilot_record_set_text (self->changes, PILOT_RUN_SCHEDULED_ON, pilot_command_case_get (self, "date"));
  return TRUE;
}

/* On the day or after it: before it the agencies work. */
static void
judge_day (PilotCommandCase *self)
{
  GDate today, day;

  if (self->before_the_day || !pilot_downtime_parse_date (pilot_record_get_text (self->run, PILOT_RUN_SCHEDULED_ON), &day))
    return;
  find_today (self, &today);
  if (g_date_compare (&today, &day) < 0)
    pilot_command_case_refuse (self, _("The day of the downtime has not come."));
}

static gboolean
start_run (PilotCommandCase *self, GError **error)
{
  if (!judge (self))
    return TRUE;
  judge_day (self);
  pilot_record_set_integer (self->changes, PILOT_RUN_STARTED_AT, pilot_command_case_get_now (self));
  pilot_record_set_integer (self->changes, PILOT_RUN_PAUSED, FALSE);
  return TRUE;
}

static gboolean
pause_run (PilotCommandCase *self, GError **error)
{
  if (judge (self))
    pilot_record_set_integer (self->changes, PILOT_RUN_PAUSED, TRUE);
  return TRUE;
}

static gboolean
resume_run (PilotCommandCase *self, GError **error)
{
  if (judge (self))
    pilot_record_set_integer (self->changes, PILOT_RUN_PAUSED, FALSE);
  return TRUE;
}

/* A retry that was given up: how much stayed behind is not known before the engine has counted it. */
static gboolean
refuse_uncounted (PilotCommandCase *self, GError **error)
{
  gboolean counting;
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (self->db),
    "SELECT 1 FROM run_progress JOIN run ON run.row = run_progress.run WHERE run.id = ? AND run_progress.ended = 0", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, pilot_record_get_id (self->run));
  if (!pilot_statement_step (statement, &counting, error))
    return FALSE;
  pilot_statement_reset (statement);
  if (counting)
    pilot_command_case_refuse (self, _("What stayed behind is still being counted. Try again in a moment."));
  return TRUE;
}

static gboolean
request_retry (PilotCommandCase *self, GError **error)
{
  if (!judge (self))
    return TRUE;
  pilot_record_set_text (self->changes, PILOT_RUN_RETRY_ASKED_BY, self->actor);
  /* Of the retry before it, if one was given up. */
  if (pilot_run_get_state (self->run) == PILOT_RUN_COMPLETED_WITH_SKIPPED)
    pilot_record_set_null (self->changes, PILOT_RUN_REASON);
  return refuse_uncounted (self, error) && refuse_second (self, error);
}

static gboolean
retry_run (PilotCommandCase *self, GError **error)
{
  if (!judge (self))
    return TRUE;
  pilot_record_set_integer (self->changes, PILOT_RUN_PAUSED, FALSE);
  /* What had completed has, whatever becomes of this; what failed has not. */
  if (pilot_run_get_state (self->run) == PILOT_RUN_FAILED)
    pilot_record_set_null (self->changes, PILOT_RUN_FINISHED_AT);
  pilot_record_set_null (self->changes, PILOT_RUN_REASON);
  pilot_record_set_null (self->changes, PILOT_RUN_RETRY_ASKED_BY);
  return refuse_uncounted (self, error) && refuse_second (self, error);
}

static gboolean
approve_run (PilotCommandCase *self, GError **error)
{
  if (!judge (self))
    return TRUE;
  pilot_record_set_null (self->changes, PILOT_RUN_RETRY_ASKED_BY);
  pilot_record_set_text (self->changes, PILOT_RUN_APPROVED_BY, self->actor);
  pilot_record_set_integer (self->changes, PILOT_RUN_APPROVED_AT, pilot_command_case_get_now (self));
  pilot_record_set_text (self->changes, PILOT_RUN_REASON, pilot_command_case_get (self, "reason"));
  return refuse_uncounted (self, error);
}

static gboolean
cancel_run (PilotCommandCase *self, GError **error)
{
  if (!judge (self))
    return TRUE;
  pilot_record_set_integer (self->changes, PILOT_RUN_PAUSED, FALSE);
  pilot_record_set_text (self->changes, PILOT_RUN_REASON, pilot_command_case_get (self, "reason"));
  pilot_record_set_null (self->changes, PILOT_RUN_RETRY_ASKED_BY);
  if (pilot_record_get_integer (self->run, PILOT_RUN_STARTED_AT) != 0)
    pilot_record_set_integer (self->changes, PILOT_RUN_FINISHED_AT, pilot_command_case_get_now (self));
  return TRUE;
}

const PilotCommandCaseEntry *
pilot_command_run_get_entries (void)
{
  static const PilotCommandCaseEntry entries[] = {
    { "check-run", check_run, survey_run },
    { "request-run", request_run, survey_run },
    { "accept-run", accept_run },
    { "schedule-run", schedule_run },
    { "start-run", start_run },
    { "pause-run", pause_run },
    { "resume-run", resume_run },
    { "request-retry", request_retry },
    { "retry-run", retry_run },
    { "approve-run", approve_run },
    { "cancel-run", cancel_run },
    { NULL, NULL },
  };

  return entries;
}
