/* pilot-wizard-snapshot.c: makes and records the legacy snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-snapshot.h"

#include "pilot-entity-count.h"
#include "pilot-format.h"
#include "pilot-migration-snapshot.h"
#include "pilot-plain-row.h"

#include <glib/gi18n-lib.h>

struct _PilotWizardSnapshot
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of what runs */
  AdwActionRow *counts_row;
  AdwActionRow *sum_row;
  GtkButton *make_button;
  GtkButton *folder_button;
  GtkBox *work_box;
  GtkProgressBar *progress;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (PilotWizardSnapshot, pilot_wizard_snapshot, ADW_TYPE_PREFERENCES_GROUP)

static void
show_message (PilotWizardSnapshot *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
update (PilotWizardSnapshot *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  const PilotRecord *project = facts != NULL ? facts->project : NULL;
  const char *counts = project != NULL ? pilot_record_get_text (project, PILOT_PROJECT_SNAPSHOT_COUNTS) : NULL;
  const char *sum = project != NULL ? pilot_record_get_text (project, PILOT_PROJECT_SNAPSHOT_SHA256) : NULL;
  gint64 at = project != NULL ? pilot_record_get_integer (project, PILOT_PROJECT_SNAPSHOT_AT) : 0;
  g_autofree char *ago = facts != NULL && at != 0 ? pilot_format_ago (at, facts->now_unix_usec) : NULL;
  /* Translators: of a snapshot; %s is a time, e.g. "5 minutes ago" */
  g_autofree char *made = ago != NULL ? g_strdup_printf (_("Made %s"), ago) : g_strdup (_("There is no snapshot yet"));
  g_autofree char *shown = pilot_format_checksum (sum != NULL ? sum : "");
  g_autofree char *words = counts != NULL ? pilot_entity_dup_counts (counts) : NULL;
  g_autofree char *reason = NULL;
  PilotPlanRow *row = pilot_migration_find_row (self->migration, PILOT_PLAN_SNAPSHOT);
  gboolean stale = row == NULL || pilot_plan_row_get_standing (row) != PILOT_STEP_DONE;
  gboolean busy = self->cancellable != NULL;
  gboolean may = pilot_migration_may_snapshot (self->migration, &reason) && !busy;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->counts_row), made);
  adw_action_row_set_subtitle (self->counts_row, words != NULL ? words : "");
  adw_action_row_set_subtitle (self->sum_row, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->sum_row), sum != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make_button), may);
  /* What is done is not suggested once more; that it grew stale says the step. */
  gtk_button_set_label (self->make_button, stale ? _("_Make the Snapshot") : _("Make It _Again"));
  if (stale)
    gtk_widget_add_css_class (GTK_WIDGET (self->make_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->make_button), "suggested-action");
  gtk_widget_set_sensitive (GTK_WIDGET (self->folder_button), may);
  gtk_widget_set_visible (GTK_WIDGET (self->work_box), busy);
  if (reason != NULL && !busy)
    show_message (self, reason);
}

/* In which thread it is told is the workflow's business: the widget is touched in its own. */
typedef struct
{
  PilotWizardSnapshot *self; /* (owned) */
  double fraction;
} Progress;

static gboolean
progress_cb (gpointer user_data)
{
  g_autofree Progress *progress = user_data;
  g_autoptr (PilotWizardSnapshot) self = progress->self;

  if (self->cancellable != NULL)
    gtk_progress_bar_set_fraction (self->progress, progress->fraction);
  return G_SOURCE_REMOVE;
}

static void
progress_func (double fraction, gpointer user_data)
{
  Progress *progress = g_new0 (Progress, 1);

  progress->self = g_object_ref (user_data);
  progress->fraction = fraction;
  g_idle_add (progress_cb, progress);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotWizardSnapshot) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotLegacySnapshot) snapshot = pilot_migration_snapshot_finish (PILOT_MIGRATION (source), result, &error);
  g_autofree char *text = NULL;

  g_clear_object (&self->cancellable);
  if (self->migration == NULL)
    return;
  if (snapshot != NULL && snapshot->folder != NULL)
    {
      g_autofree char *path = g_file_get_parse_name (snapshot->folder);

      text = g_strdup_printf (_("Recorded. The files are in %s; keep them where only you can read them."), path);
    }
  else if (snapshot != NULL)
    text = g_strdup (_("Recorded."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_("Cancelled. Nothing was recorded."));
  else
    text = pilot_format_error (error);
  update (self);
  show_message (self, text);
}

static void
make_cb (PilotWizardSnapshot *self)
{
  pilot_wizard_snapshot_make (self, NULL);
}

static void
folder_chosen_cb (PilotWizardSnapshot *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) folder = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (folder != NULL)
    pilot_wizard_snapshot_make (self, folder);
}

static void
folder_cb (PilotWizardSnapshot *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Where the Files Go"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Choose"), _("_Cancel"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (folder_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
cancel_cb (PilotWizardSnapshot *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
pilot_wizard_snapshot_dispose (GObject *object)
{
  PilotWizardSnapshot *self = PILOT_WIZARD_SNAPSHOT (object);

  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_wizard_snapshot_parent_class)->dispose (object);
}

static void
pilot_wizard_snapshot_class_init (PilotWizardSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_wizard_snapshot_dispose;
}

static void
add_work (PilotWizardSnapshot *self)
{
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->work_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress"), -1);
  gtk_widget_set_margin_top (GTK_WIDGET (self->work_box), 12);
  gtk_box_append (self->work_box, GTK_WIDGET (self->progress));
  gtk_box_append (self->work_box, cancel);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->work_box));
}

static void
pilot_wizard_snapshot_init (PilotWizardSnapshot *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("The Last Snapshot"));
  self->counts_row = pilot_plain_row_add (ADW_PREFERENCES_GROUP (self), "", 0, 4);
  self->sum_row = pilot_plain_row_add (ADW_PREFERENCES_GROUP (self), _("Checksum (SHA-256) over all records"), 0, 4);
  self->make_button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("_Make the Snapshot")));
  self->folder_button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("Make It with _Files…")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->folder_button), _("All legacy records as CSV, with counts and checksums"));
  gtk_widget_add_css_class (GTK_WIDGET (self->make_button), "suggested-action");
  gtk_widget_set_margin_top (buttons, 12);
  gtk_box_append (GTK_BOX (buttons), GTK_WIDGET (self->make_button));
  gtk_box_append (GTK_BOX (buttons), GTK_WIDGET (self->folder_button));
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_wrap_mode (self->message, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_set_margin_top (GTK_WIDGET (self->message), 12);
  add_work (self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->message));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), buttons);
  show_message (self, NULL);
  g_signal_connect_object (self->make_button, "clicked", G_CALLBACK (make_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->folder_button, "clicked", G_CALLBACK (folder_cb), self, G_CONNECT_SWAPPED);
  /* A wizard that is closed while it works gives it up. */
  g_signal_connect_object (self, "unrealize", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
}

AdwPreferencesGroup *
pilot_wizard_snapshot_new (PilotContext *context)
{
  PilotWizardSnapshot *self = g_object_new (PILOT_TYPE_WIZARD_SNAPSHOT, NULL);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pilot_context_get_workspace (context), "notify::sync-state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_PREFERENCES_GROUP (self);
}

void
pilot_wizard_snapshot_make (PilotWizardSnapshot *self, GFile *folder)
{
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  show_message (self, NULL);
  update (self);
  pilot_migration_snapshot_async (self->migration, folder, progress_func, self, self->cancellable, made_cb, g_object_ref (self));
}

const char *
pilot_wizard_snapshot_get_message (PilotWizardSnapshot *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->message)) ? gtk_label_get_text (self->message) : NULL;
}
