/* pilot-plan-words.c: what the countdown of a migration says, in sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan-words.h"

#include "pilot-format.h"
#include "pilot-run-rules.h"

#include <glib/gi18n-lib.h>

gboolean
pilot_plan_words_make_line (PilotMigration *migration, PilotPlanLine *line, PilotCountdown *countdown, PilotPlanAlarm *alarm)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (migration);
  PilotPlanRow *next = pilot_migration_get_next (migration);
  PilotPlanRow *executed = pilot_migration_find_row (migration, PILOT_PLAN_EXECUTED);
  GDate today;

  if (facts == NULL)
    return FALSE;
  pilot_migration_get_today (migration, &today);
  pilot_migration_get_countdown (migration, countdown);
  pilot_plan_line_make (facts, next != NULL ? pilot_plan_row_get_step (next)->phase : PILOT_N_PHASES,
                        pilot_migration_get_begun_unix_usec (migration), countdown, &today, line);
  *alarm = pilot_plan_line_judge (line, countdown, executed != NULL && pilot_plan_row_get_standing (executed) == PILOT_STEP_DONE);
  return TRUE;
}

char *
pilot_plan_words_dup_alarm (PilotPlanAlarm alarm, const PilotPlanLine *line, const PilotCountdown *countdown)
{
  g_autofree char *renewal = countdown->known ? pilot_format_date (&countdown->renewal) : NULL;
  g_autofree char *friday = countdown->known ? pilot_format_date (&countdown->last_friday) : NULL;
  gboolean begun = line->current != PILOT_PHASE_A || !g_date_valid (&line->marks[PILOT_MARK_BEGIN_BY]);
  guint days = (guint) ABS (countdown->working_days_left);

  switch (alarm)
    {
    case PILOT_ALARM_ASK:
      return g_strdup (_("When is your next renewal? Until then the old agency portal is supported; the plan counts back from it."));
    case PILOT_ALARM_SOON:
      if (begun)
        return g_strdup_printf (ngettext ("%u working day is left until the ticket must be out, for the migration to be done by the renewal on %s.",
                                          "%u working days are left until the ticket must be out, for the migration to be done by the renewal on %s.",
                                          days), days, renewal);
      return g_strdup_printf (ngettext ("%u working day is left to begin, for the migration to be done by the renewal on %s.",
                                        "%u working days are left to begin, for the migration to be done by the renewal on %s.", days),
                              days, renewal);
    case PILOT_ALARM_LATE:
      return g_strdup_printf (ngettext ("The plan is %u working day late: its reserve is being used up. The latest Friday for the migration is %s. "
                                        "Tell your Customer Success Manager.",
                                        "The plan is %u working days late: its reserve is being used up. The latest Friday for the migration is %s. "
                                        "Tell your Customer Success Manager.", days), days, friday);
    case PILOT_ALARM_MISSED:
      return g_strdup_printf (_("The migration can’t be done with its reserve before the renewal on %s. Talk to your Customer Success Manager now."),
                              renewal);
    case PILOT_ALARM_NONE:
    default:
      return NULL;
    }
}

char *
pilot_plan_words_dup_countdown (const PilotPlanLine *line, const PilotCountdown *countdown)
{
  g_autofree char *friday = NULL;
  guint days = (guint) MAX (countdown->working_days_left, 0);

  if (line->downtime_set)
    {
      friday = pilot_format_date (&line->marks[PILOT_MARK_DOWNTIME]);
      /* Translators: %s is a date */
      return g_strdup_printf (_("The Friday of the migration: %s"), friday);
    }
  if (!countdown->known || line->current != PILOT_PHASE_A)
    return NULL;
  friday = pilot_format_date (&countdown->last_friday);
  /* Translators: %s is a date */
  return g_strdup_printf (ngettext ("%u working day in hand; the latest Friday for the migration is %s",
                                    "%u working days in hand; the latest Friday for the migration is %s", days), days, friday);
}

char *
pilot_plan_words_dup_sunset (const PilotCountdown *countdown)
{
  g_autofree char *renewal = countdown->known ? pilot_format_date (&countdown->renewal) : NULL;

  if (renewal != NULL)
    return g_strdup_printf (_("No universal sunset date has been communicated. For each customer the legacy agency portal remains supported "
                              "until the next renewal: for you %s. Ask your Customer Success Manager whether an earlier date applies."), renewal);
  return g_strdup (_("No universal sunset date has been communicated. For each customer the legacy agency portal remains supported until the "
                     "next renewal; its date is not entered yet. Ask your Customer Success Manager whether an earlier date applies."));
}

const PilotRecord *
pilot_plan_words_get_running (PilotMigration *migration)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (migration);
  GDate today;

  if (facts == NULL)
    return NULL;
  pilot_migration_get_today (migration, &today);
  for (guint i = 0; i < facts->runs->len; i++)
    {
      const PilotRecord *run = g_ptr_array_index (facts->runs, i);
      PilotRunState state = pilot_run_get_state (run);
      GDate day;

      g_date_clear (&day, 1);
      if (state == PILOT_RUN_RUNNING
          || (state == PILOT_RUN_SCHEDULED && pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), &day)
              && g_date_compare (&day, &today) == 0))
        return run;
    }
  return NULL;
}

char *
pilot_plan_words_dup_running (PilotMigration *migration)
{
  const PilotRecord *run = pilot_plan_words_get_running (migration);

  if (run == NULL)
    return NULL;
  if (pilot_run_get_state (run) != PILOT_RUN_RUNNING)
    return g_strdup (_("Today is the downtime of the migration. Agencies can’t work today; changes may be held until it is over."));
  if (pilot_record_get_integer (run, PILOT_RUN_PAUSED) != 0)
    return g_strdup (_("The migration is paused. Records in its scope are partly in the one portal and partly in the other."));
  return g_strdup (_("The migration is being executed. Records move from the old portal to the new one; don’t change them now."));
}

char *
pilot_plan_words_dup_consent_off (PilotMigration *migration)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (migration);
  const PilotRecord *project = facts != NULL ? facts->project : NULL;
  const char *by = project != NULL ? pilot_record_get_text (project, PILOT_PROJECT_CONSENT_OFF_BY) : NULL;
  g_autofree char *name = pilot_migration_dup_member_name (migration, by);
  g_autofree char *ago = NULL;

  if (by == NULL || pilot_record_get_integer (project, PILOT_PROJECT_GATE_AT) != 0)
    return NULL;
  ago = pilot_format_ago (pilot_record_get_integer (project, PILOT_PROJECT_CONSENT_OFF_AT), facts->now_unix_usec);
  if (g_strcmp0 (by, facts->member_id) == 0)
    /* Translators: when, e.g. “5 minutes ago” */
    return g_strdup_printf (_("You switched the second admin’s consent off, %s: another admin must consent, or take the step."), ago);
  /* Translators: a person’s name, then when, e.g. “5 minutes ago” */
  return g_strdup_printf (_("%1$s switched the second admin’s consent off, %2$s, and still needs it. You can consent, or take the step yourself."),
                          name != NULL ? name : by, ago);
}
