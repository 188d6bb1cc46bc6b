/* pilot-calendar-save.c: a run's downtime Friday as a calendar file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-calendar-save.h"

#include "pilot-handoff-maker.h"

#include <glib/gi18n-lib.h>

/* A file that is being saved. */
typedef struct
{
  PilotContext *context; /* (owned) */
  GFile *file;           /* (owned) */
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->context);
  g_object_unref (self->file);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    pilot_context_toast_saved (saving->context, saving->file);
  else
    pilot_context_toast_error (saving->context, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pilot_handoff_make_calendar_finish (PILOT_WORKSPACE (source), result, &error);
  GFile *file = saving->file;

  if (bytes == NULL)
    pilot_context_toast_error (saving->context, error);
  else
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, saved_cb, g_steal_pointer (&saving));
}

static void
chosen_cb (PilotContext *context, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *run_id = g_strdup (g_object_get_data (G_OBJECT (dialog), "run"));

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    pilot_calendar_save_to (context, run_id, file);
}

void
pilot_calendar_save_ask (GtkWidget *widget, PilotContext *context, const char *run_id)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save Calendar File"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  /* Translators: the name of a file */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("downtime.ics"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data_full (G_OBJECT (chooser), "run", g_strdup (run_id), g_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), context, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
pilot_calendar_save_to (PilotContext *context, const char *run_id, GFile *file)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (context);
  Saving *saving;

  if (workspace == NULL)
    return; /* closed while the file was chosen */
  saving = g_new0 (Saving, 1);
  saving->context = g_object_ref (context);
  saving->file = g_object_ref (file);
  pilot_handoff_make_calendar_async (workspace, run_id, NULL, made_cb, saving);
}
