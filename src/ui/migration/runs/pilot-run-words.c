/* pilot-run-words.c: what the window says of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-words.h"

#include "pilot-downtime.h"
#include "pilot-format.h"
#include "pilot-run-rules.h"

#include <glib/gi18n-lib.h>

static const char *const state_classes[PILOT_N_RUN_STATES] = {
  [PILOT_RUN_RUNNING] = "accent",
  [PILOT_RUN_COMPLETED] = "success",
  [PILOT_RUN_COMPLETED_WITH_SKIPPED] = "warning",
  [PILOT_RUN_FAILED] = "error",
};

void
pilot_run_words_show_state (GtkLabel *label, const PilotRecord *run)
{
  PilotRunState state = pilot_run_get_state (run);
  gboolean approved = state == PILOT_RUN_COMPLETED_WITH_SKIPPED && pilot_record_get_text (run, PILOT_RUN_APPROVED_BY) != NULL;
  gboolean paused = state == PILOT_RUN_RUNNING && pilot_record_get_integer (run, PILOT_RUN_PAUSED) != 0;

  /* Translators: the state of a run of which some records stayed behind, which somebody approved */
  gtk_label_set_text (label, paused ? _("Paused") : approved ? _("Completed, approved") : _(pilot_run_state_choices[state].label));
  for (guint i = 0; i < PILOT_N_RUN_STATES; i++)
    if (state_classes[i] != NULL)
      gtk_widget_remove_css_class (GTK_WIDGET (label), state_classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (label), "pill-label");
  /* What is approved waits for nobody any more. */
  if (state_classes[state] != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), approved ? state_classes[PILOT_RUN_COMPLETED] : state_classes[state]);
}

static const guint outcomes[] = { PILOT_RUN_N_MOVED, PILOT_RUN_N_LINKED, PILOT_RUN_N_SKIPPED, PILOT_RUN_N_FAILED };

static const char *
get_format (guint outcome, gulong n)
{
  switch (outcome)
    {
    case PILOT_RUN_N_MOVED:
      /* Translators: %s is a number of records, here and in the three that follow */
      return ngettext ("%s moved", "%s moved", n);
    case PILOT_RUN_N_LINKED: return ngettext ("%s linked", "%s linked", n);
    case PILOT_RUN_N_SKIPPED: return ngettext ("%s skipped", "%s skipped", n);
    default: return ngettext ("%s failed", "%s failed", n);
    }
}

char *
pilot_run_words_dup_counts (const PilotRecord *run)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      guint64 n = (guint64) pilot_record_get_integer (run, outcomes[i]);
      g_autofree char *count = pilot_format_count (n);

      /* What there is none of is left out: a line has room for what matters. */
      if (n == 0)
        continue;
      /* Translators: between the members of a list: “12 moved, 3 linked” */
      g_string_append (text, text->len > 0 ? _(", ") : "");
      g_string_append_printf (text, get_format (outcomes[i], (gulong) n), count);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_("nothing moved"));
}

char *
pilot_run_words_dup_line (const PilotRecord *run)
{
  g_autofree char *kind = pilot_record_dup_display (run, PILOT_RUN_KIND);
  g_autofree char *day = NULL;
  g_autofree char *numbers = NULL;
  GDate date;

  if (pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), &date))
    day = pilot_format_date (&date);
  if (pilot_record_get_integer (run, PILOT_RUN_N_DONE) > 0)
    numbers = pilot_run_words_dup_counts (run);
  else if (pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED) > 0)
    numbers = pilot_format_records ((guint64) pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED));
  if (day != NULL && numbers != NULL)
    /* Translators: %1$s is a kind of migration run, %2$s a date, %3$s numbers of records */
    return g_strdup_printf (_("%1$s · %2$s · %3$s"), kind, day, numbers);
  if (day != NULL || numbers != NULL)
    /* Translators: %1$s is a kind of migration run, %2$s a date or numbers of records */
    return g_strdup_printf (_("%1$s · %2$s"), kind, day != NULL ? day : numbers);
  return g_steal_pointer (&kind);
}
