/* pilot-run-progress-view.c: how far a run is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-progress-view.h"

#include "pilot-format.h"
#include "pilot-run-progress.h"
#include "pilot-run-rules.h"

#include <glib/gi18n-lib.h>

#define N_NUMBERS 4

struct _PilotRunProgressView
{
  AdwBin parent_instance;

  PilotRunProgress *progress; /* (owned) */
  GtkProgressBar *bar;
  GtkLabel *done;
  GtkLabel *pace;
  GtkLabel *numbers[N_NUMBERS];
  GtkWidget *pause;
};

G_DEFINE_FINAL_TYPE (PilotRunProgressView, pilot_run_progress_view, ADW_TYPE_BIN)

static const struct
{
  guint field;
  const char *label;
} numbers[N_NUMBERS] = {
  { PILOT_RUN_N_MOVED, N_("Moved") },
  { PILOT_RUN_N_LINKED, N_("Linked") },
  { PILOT_RUN_N_SKIPPED, N_("Skipped") },
  { PILOT_RUN_N_FAILED, N_("Failed") },
};

static void
add_number (PilotRunProgressView *self, GtkWidget *box, guint index)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (_(numbers[index].label));

  self->numbers[index] = GTK_LABEL (gtk_label_new ("0"));
  gtk_widget_add_css_class (GTK_WIDGET (self->numbers[index]), "title-2");
  gtk_widget_add_css_class (GTK_WIDGET (self->numbers[index]), "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->numbers[index]));
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (box), column);
}

static void
pilot_run_progress_view_finalize (GObject *object)
{
  pilot_run_progress_free (PILOT_RUN_PROGRESS_VIEW (object)->progress);
  G_OBJECT_CLASS (pilot_run_progress_view_parent_class)->finalize (object);
}

static void
pilot_run_progress_view_class_init (PilotRunProgressViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_run_progress_view_finalize;
}

static void
pilot_run_progress_view_init (PilotRunProgressView *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->progress = pilot_run_progress_new (NULL);
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->done = GTK_LABEL (gtk_label_new (""));
  self->pace = GTK_LABEL (gtk_label_new (""));
  self->pause = gtk_button_new_with_mnemonic (_("_Pause"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress of the run"), -1);
  gtk_label_set_xalign (self->done, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->done), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->done), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->pace), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->pace), "numeric");
  gtk_label_set_wrap (self->pace, TRUE);
  gtk_label_set_natural_wrap_mode (self->pace, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (self->pace, 1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->pause), "s", "pause-run");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->pause), "run.order");
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->done));
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->pace));
  gtk_box_append (GTK_BOX (top), self->pause);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  for (guint i = 0; i < N_NUMBERS; i++)
    add_number (self, row, i);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "page-box");
  gtk_box_append (GTK_BOX (card), top);
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (card), row);
  adw_bin_set_child (ADW_BIN (self), card);
}

GtkWidget *
pilot_run_progress_view_new (void)
{
  return g_object_new (PILOT_TYPE_RUN_PROGRESS_VIEW, NULL);
}

void
pilot_run_progress_view_show (PilotRunProgressView *self, const PilotRecord *run)
{
  g_autofree char *done = pilot_format_count ((guint64) pilot_record_get_integer (run, PILOT_RUN_N_DONE));
  g_autofree char *expected = pilot_format_count ((guint64) pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED));
  /* Translators: how many records of how many a run has worked through */
  g_autofree char *text = g_strdup_printf (_("%1$s of %2$s records"), done, expected);
  g_autofree char *pace = NULL;
  g_autofree char *ended = NULL;
  gboolean running = pilot_run_get_state (run) == PILOT_RUN_RUNNING;

  pilot_run_progress_add (self->progress, run);
  ended = pilot_record_dup_display (run, PILOT_RUN_FINISHED_AT);
  if (running || *ended == '\0')
    pace = pilot_run_progress_dup_text (self->progress);
  else
    /* Translators: of a migration run; %s is a date with time. What was tried again ends once more */
    pace = g_strdup_printf (_("Ended %s"), ended);
  gtk_progress_bar_set_fraction (self->bar, pilot_run_progress_get_fraction (self->progress));
  gtk_label_set_text (self->done, text);
  gtk_label_set_text (self->pace, pace);
  gtk_widget_set_visible (self->pause, running && pilot_record_get_integer (run, PILOT_RUN_PAUSED) == 0);
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      gint64 n = pilot_record_get_integer (run, numbers[i].field);
      g_autofree char *number = pilot_format_count ((guint64) n);

      gtk_label_set_text (self->numbers[i], number);
      gtk_widget_remove_css_class (GTK_WIDGET (self->numbers[i]), "warning");
      gtk_widget_remove_css_class (GTK_WIDGET (self->numbers[i]), "error");
      if (n > 0 && numbers[i].field == PILOT_RUN_N_SKIPPED)
        gtk_widget_add_css_class (GTK_WIDGET (self->numbers[i]), "warning");
      if (n > 0 && numbers[i].field == PILOT_RUN_N_FAILED)
        gtk_widget_add_css_class (GTK_WIDGET (self->numbers[i]), "error");
    }
}

gboolean
pilot_run_progress_view_focus (PilotRunProgressView *self)
{
  return gtk_widget_get_visible (self->pause) && gtk_widget_grab_focus (self->pause);
}

double
pilot_run_progress_view_get_fraction (PilotRunProgressView *self)
{
  return gtk_progress_bar_get_fraction (self->bar);
}
