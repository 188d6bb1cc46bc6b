/* pilot-handoff-ways.c: the ways in which a hand-off goes to who is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-ways.h"

#include "pilot-archive-question.h"
#include "pilot-handoff-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PilotHandoffWays
{
  AdwBin parent_instance;

  PilotHandoffBatch *batch; /* (nullable): the dialog's */
  PilotHandoff *current;    /* (nullable): of the batch */
  gboolean archived;        /* all of the batch was saved encrypted */
  char *own;                /* (owned) (nullable): between the question and the choice of a file */
  GtkActionBar *bar;
  GtkButton *save_button;
  GtkWidget *archive_button;
};

G_DEFINE_FINAL_TYPE (PilotHandoffWays, pilot_handoff_ways, ADW_TYPE_BIN)

enum { PREPARE, USED, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
forget_own (PilotHandoffWays *self)
{
  pilot_handoff_free_password (self->own);
  self->own = NULL;
}

static void
copy_cb (PilotHandoffWays *self)
{
  g_autofree char *text = NULL;

  g_signal_emit (self, signals[PREPARE], 0);
  text = pilot_handoff_dup_text (self->current);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[USED], 0, _("Copied"));
}

static GFile *
take_file (int response, GtkNativeDialog *dialog)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  return file;
}

static void
folder_chosen_cb (PilotHandoffWays *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) folder = take_file (response, dialog);

  if (folder != NULL && self->current != NULL)
    pilot_handoff_ways_save_files (self, folder);
}

static void
archive_chosen_cb (PilotHandoffWays *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = take_file (response, dialog);

  if (file != NULL && self->current != NULL)
    pilot_handoff_ways_save_archive (self, file, self->own);
  forget_own (self);
}

static GtkFileChooserNative *
choose (PilotHandoffWays *self, const char *title, GtkFileChooserAction action, GCallback chosen)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), action, _("_Save"), _("_Cancel"));

  g_signal_connect_object (chooser, "response", chosen, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

static void
save_cb (PilotHandoffWays *self)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choose (self, _("Folder for the Files"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, G_CALLBACK (folder_chosen_cb))));
}

static void
password_chosen_cb (GtkWidget *widget, const char *own)
{
  PilotHandoffWays *self = PILOT_HANDOFF_WAYS (widget);
  g_autofree char *base = self->current != NULL ? pilot_handoff_batch_dup_file_name (self->batch) : NULL;
  g_autofree char *name = g_strconcat (base != NULL ? base : "", ".zip", NULL);
  GtkFileChooserNative *chooser;

  if (self->current == NULL) /* closed meanwhile */
    return;
  forget_own (self);
  self->own = g_strdup (own);
  chooser = choose (self, _("Save Encrypted Archive"), GTK_FILE_CHOOSER_ACTION_SAVE, G_CALLBACK (archive_chosen_cb));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
archive_cb (PilotHandoffWays *self)
{
  pilot_archive_question_ask (GTK_WIDGET (self), password_chosen_cb);
}

static void
password_response_cb (PilotHandoffWays *self, const char *response, AdwMessageDialog *dialog)
{
  GtkWidget *label = adw_message_dialog_get_extra_child (dialog);

  if (strcmp (response, "copy") == 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (GTK_LABEL (label)));
}

/* The only time that anybody sees it: it is in no file, log or record. */
static void
show_password (PilotHandoffWays *self, const char *password)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("The Archive’s Password"),
                                              _("It is shown this once and kept nowhere. Pass it on another way than the archive, for example by telephone."));
  GtkWidget *label = gtk_label_new (password);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "title-4");
  gtk_widget_set_margin_top (label, 12);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), label);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "copy", _("_Copy and Close"), "close", _("_Close"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (password_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tell_no_program (PilotHandoffWays *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                                  _("No mail program opened it. Save the files: the one that ends in .eml is the mail, which your mail program can open, or import. Or copy the text into a new mail."));

  g_signal_emit (self, signals[FAILED], 0, error);
}

/* A text editor would open a mail as well: it is a kind of text. In a sandbox only the portal knows what is there. */
static gboolean
has_mail_program (void)
{
  GList *programs = g_app_info_get_recommended_for_type ("message/rfc822");
  gboolean found = programs != NULL;

  g_list_free_full (programs, g_object_unref);
  return found || g_getenv ("FLATPAK_ID") != NULL;
}

static void
mail_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffWays) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) && self->current != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_no_program (self);
}

/* Goes when the session ends. In a sandbox, the one part of it that programs outside see, too. */
static char *
make_mail_folder (void)
{
  const char *sandbox = g_getenv ("FLATPAK_ID");

  return sandbox != NULL ? g_build_filename (g_get_user_runtime_dir (), "app", sandbox, "mail", NULL)
                         : g_build_filename (g_get_user_runtime_dir (), "pilotage", NULL);
}

/* A short text goes by an address, which every mail program takes; the rest as a draft file. */
static void
mail_cb (PilotHandoffWays *self)
{
  g_autofree char *folder = make_mail_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GFile) file = NULL;

  g_signal_emit (self, signals[PREPARE], 0);
  uri = pilot_handoff_dup_mailto (self->current);
  if (uri == NULL && !has_mail_program ())
    {
      tell_no_program (self);
      return;
    }
  if (uri == NULL)
    {
      file = pilot_handoff_write_mail (self->current, folder, &error);
      uri = file != NULL ? g_file_get_uri (file) : NULL;
    }
  if (uri == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_signal_emit (self, signals[USED], 0, NULL);
  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME, NULL, mail_shown_cb, g_object_ref (self));
}

static void
pilot_handoff_ways_dispose (GObject *object)
{
  PilotHandoffWays *self = PILOT_HANDOFF_WAYS (object);

  self->batch = NULL;
  self->current = NULL;
  forget_own (self);
  G_OBJECT_CLASS (pilot_handoff_ways_parent_class)->dispose (object);
}

static void
pilot_handoff_ways_class_init (PilotHandoffWaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_handoff_ways_dispose;
  signals[PREPARE] = g_signal_new ("prepare", PILOT_TYPE_HANDOFF_WAYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[USED] = g_signal_new ("used", PILOT_TYPE_HANDOFF_WAYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", PILOT_TYPE_HANDOFF_WAYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/handoffs/pilot-handoff-ways.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffWays, bar);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffWays, save_button);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffWays, archive_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, archive_cb);
  gtk_widget_class_bind_template_callback (widget_class, mail_cb);
}

static void
pilot_handoff_ways_init (PilotHandoffWays *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_next (PilotHandoffWays *self)
{
  if (pilot_handoff_ways_is_next (self))
    gtk_widget_add_css_class (self->archive_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->archive_button, "suggested-action");
}

gboolean
pilot_handoff_ways_is_next (PilotHandoffWays *self)
{
  return self->current != NULL && !self->archived && pilot_handoff_record_is_draft (self->current->record) &&
         pilot_handoff_list_names_people (self->current);
}

void
pilot_handoff_ways_show (PilotHandoffWays *self, PilotHandoffBatch *batch, PilotHandoff *current)
{
  gboolean several = batch != NULL && batch->handoffs->len > 1;

  self->archived = self->archived && batch == self->batch;
  self->batch = batch;
  self->current = current;
  gtk_action_bar_set_revealed (self->bar, current != NULL);
  show_next (self);
  gtk_button_set_label (self->save_button, several ? _("_Save All Files…") : _("_Save Files…"));
  gtk_button_set_label (GTK_BUTTON (self->archive_button), several ? _("Save All _Encrypted…") : _("Save _Encrypted…"));
}

void
pilot_handoff_ways_save_files (PilotHandoffWays *self, GFile *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  g_signal_emit (self, signals[PREPARE], 0);
  if (!pilot_handoff_batch_write_files (self->batch, folder, &n, &error))
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  text = g_strdup_printf (ngettext ("%u file saved", "%u files saved", n), n);
  g_signal_emit (self, signals[USED], 0, text);
}

void
pilot_handoff_ways_save_archive (PilotHandoffWays *self, GFile *file, const char *own)
{
  g_autoptr (GError) error = NULL;
  char *password = NULL;

  g_signal_emit (self, signals[PREPARE], 0);
  if (!pilot_handoff_batch_write_archive (self->batch, file, own, &password, &error))
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  self->archived = TRUE;
  show_next (self);
  g_signal_emit (self, signals[USED], 0, own != NULL ? _("Saved, encrypted with your password") : NULL);
  if (own == NULL)
    show_password (self, password);
  pilot_handoff_free_password (password);
}
