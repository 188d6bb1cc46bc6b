/* pilot-step-text.c: where a step of the plan stands, in words and pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-step-text.h"

#include "pilot-format.h"

#include <glib/gi18n-lib.h>

static const PilotStandingLook looks[] = {
  [PILOT_STEP_NOT_HERE] = { "list-remove-symbolic", N_("Not in this environment"), "dim-label" },
  [PILOT_STEP_BLOCKED] = { "changes-prevent-symbolic", N_("Blocked"), "dim-label" },
  [PILOT_STEP_READY] = { "media-playback-start-symbolic", N_("Ready"), "accent" },
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

void
pilot_standing_show (PilotStepStanding standing, GtkImage *image)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].css_class != NULL)
      gtk_widget_remove_css_class (GTK_WIDGET (image), looks[i].css_class);
  gtk_image_set_from_icon_name (image, pilot_standing_get_look (standing)->icon);
  if (pilot_standing_get_look (standing)->css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (image), pilot_standing_get_look (standing)->css_class);
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
dup_done (PilotPlanRow *row)
{
  gint64 at = pilot_plan_row_get_done_unix_usec (row);
  const char *who = pilot_plan_row_get_who (row);
  g_autofree char *day = at > 0 ? dup_day (at) : NULL;

  if (day != NULL && who != NULL)
    /* Translators: who did a step, and on which day */
    return g_strdup_printf (_("Done by %s on %s"), who, day);
  if (day != NULL)
    return g_strdup_printf (_("Done on %s"), day);
  return g_strdup (_("Done"));
}

char *
pilot_step_dup_state (PilotPlanRow *row)
{
  PilotStepStanding standing = pilot_plan_row_get_standing (row);
  const char *reason = pilot_plan_row_get_reason (row);

  if (standing == PILOT_STEP_DONE)
    return dup_done (row);
  /* Whom or what it waits for is a sentence of its own. */
  if (standing == PILOT_STEP_WAITING && reason != NULL && *reason != '\0')
    return g_strdup (reason);
  if (reason != NULL && *reason != '\0')
    /* Translators: the state of a step, then the reason as a sentence */
    return g_strdup_printf (_("%s: %s"), _(pilot_standing_get_look (standing)->label), reason);
  return g_strdup (_(pilot_standing_get_look (standing)->label));
}

char *
pilot_step_dup_evidence (PilotPlanRow *row)
{
  const PilotRecord *record = pilot_plan_row_get_record (row);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *reference = record != NULL ? pilot_record_get_text (record, PILOT_STEP_REFERENCE) : NULL;
  const char *note = record != NULL ? pilot_record_get_text (record, PILOT_STEP_NOTE) : NULL;
  const char *file = record != NULL ? pilot_record_get_text (record, PILOT_STEP_EVIDENCE_NAME) : NULL;
  GDate due;

  if (!pilot_plan_settles (pilot_plan_row_get_standing (row)) && pilot_plan_row_get_due (row, &due))
    {
      g_autofree char *day = pilot_format_date (&due);

      /* Translators: the latest day of a step */
      g_ptr_array_add (parts, g_strdup_printf (_("by %s"), day));
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
