/* pilot-step-text.c: where a step of the plan stands, in words and pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-step-text.h"

#include "pilot-downtime.h"
#include "pilot-format.h"

#include <glib/gi18n-lib.h>

static const PilotStandingLook looks[] = {
  [PILOT_STEP_NOT_HERE] = { "list-remove-symbolic", N_("Not in this environment"), "dim-label" },
  [PILOT_STEP_BLOCKED] = { "changes-prevent-symbolic", N_("Blocked"), "dim-label" },
  [PILOT_STEP_READY] = { "go-next-symbolic", N_("Ready"), "accent" },
  [PILOT_STEP_WAITING] = { "content-loading-symbolic", N_("Waiting"), "warning" },
  [PILOT_STEP_DONE] = { "emblem-ok-symbolic", N_("Done"), "success" },
  [PILOT_STEP_SKIPPED] = { "action-unavailable-symbolic", N_("Left out"), "dim-label" },
  [PILOT_STEP_TOO_LATE] = { "dialog-warning-symbolic", N_("Too late"), "dim-label" },
};

const PilotStandingLook *
pilot_standing_get_look (PilotStepStanding standing)
{
  g_return_val_if_fail (standing < G_N_ELEMENTS (looks), &looks[PILOT_STEP_BLOCKED]);
  return &looks[standing];
}

const PilotRecord *
pilot_step_find_record (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  return facts->steps != NULL ? g_hash_table_lookup (facts->steps, step->key) : NULL;
}

static char *
dup_day (gint64 unix_usec)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_usec / G_USEC_PER_SEC);
  GDate day;

  if (time == NULL)
    return g_strdup ("");
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (time), (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return pilot_format_date (&day);
}

static char *
dup_done (PilotWorkspace *workspace, const PilotRecord *record)
{
  gint64 at = record != NULL ? pilot_record_get_integer (record, PILOT_STEP_DONE_AT) : 0;
  const char *by = record != NULL ? pilot_record_get_text (record, PILOT_STEP_DONE_BY) : NULL;
  g_autofree char *name = by != NULL && workspace != NULL ? pilot_workspace_dup_title (workspace, PILOT_ENTITY_MEMBER, by) : NULL;
  g_autofree char *day = at > 0 ? dup_day (at) : NULL;

  if (day != NULL && name != NULL && *name != '\0')
    /* Translators: who did a step, and on which day */
    return g_strdup_printf (_("Done by %s on %s"), name, day);
  if (day != NULL)
    return g_strdup_printf (_("Done on %s"), day);
  return g_strdup (_("Done"));
}

char *
pilot_step_dup_state (PilotWorkspace *workspace, const PilotPlanFacts *facts, const PilotPlanStep *step,
                      PilotStepStanding standing, const char *reason)
{
  if (standing == PILOT_STEP_DONE)
    return dup_done (workspace, pilot_step_find_record (facts, step));
  if (reason != NULL && *reason != '\0')
    /* Translators: the state of a step, then the reason as a sentence */
    return g_strdup_printf (_("%s: %s"), _(pilot_standing_get_look (standing)->label), reason);
  return g_strdup (_(pilot_standing_get_look (standing)->label));
}

char *
pilot_step_dup_evidence (const PilotPlanFacts *facts, const PilotPlanStep *step)
{
  const PilotRecord *record = pilot_step_find_record (facts, step);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *reference = record != NULL ? pilot_record_get_text (record, PILOT_STEP_REFERENCE) : NULL;
  const char *note = record != NULL ? pilot_record_get_text (record, PILOT_STEP_NOTE) : NULL;
  const char *file = record != NULL ? pilot_record_get_text (record, PILOT_STEP_EVIDENCE_NAME) : NULL;
  GDate due;

  g_date_clear (&due, 1);
  if (record != NULL && pilot_record_get_integer (record, PILOT_STEP_DONE_AT) == 0
      && pilot_downtime_parse_date (pilot_record_get_text (record, PILOT_STEP_DUE), &due))
    {
      g_autofree char *day = pilot_format_date (&due);

      /* Translators: %s is a date */
      g_ptr_array_add (parts, g_strdup_printf (_("due %s"), day));
    }
  if (reference != NULL && *reference != '\0')
    /* Translators: the number of a ticket or contract */
    g_ptr_array_add (parts, g_strdup_printf (_("No. %s"), reference));
  if (file != NULL && *file != '\0')
    g_ptr_array_add (parts, g_strdup (file));
  if (note != NULL && *note != '\0')
    g_ptr_array_add (parts, g_strdelimit (g_strdup (note), "\n", ' '));
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
