/* pilot-handoff-dialog.c: the text to hand over, and what became of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-dialog.h"

#include "pilot-format.h"
#include "pilot-handoff-acts.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-maker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PilotHandoffDialog
{
  AdwWindow parent_instance;

  PilotContext *context;        /* (owned) */
  PilotWorkspace *workspace;    /* (owned) */
  PilotHandoffBatch *batch;     /* (owned) (nullable): until it is made */
  PilotHandoff *current;        /* (nullable): of the batch */
  guint index;
  gboolean filling;             /* what changes is not the person's doing */
  gboolean touched;             /* drafts are to be kept */
  gboolean busy;                /* being handed over or confirmed */
  GPtrArray *file_rows;         /* (owned): not the widgets */

  AdwWindowTitle *window_title;
  GtkWidget *turn_box;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkButton *act_button;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkLabel *notice_label;
  GtkLabel *error_label;
  GtkWidget *result_group;
  AdwEntryRow *reference_row;
  AdwActionRow *handed_row;
  AdwActionRow *confirmed_row;
  AdwActionRow *sha256_row;
  AdwEntryRow *recipient_row;
  AdwEntryRow *subject_row;
  GtkTextView *body_view;
  AdwPreferencesGroup *files_group;
  GtkWidget *attach_button;
  GtkActionBar *ways_bar;
  GtkWidget *copy_button;
  GtkWidget *save_button;
  GtkWidget *mail_button;
};

G_DEFINE_FINAL_TYPE (PilotHandoffDialog, pilot_handoff_dialog, ADW_TYPE_WINDOW)

static void show_current (PilotHandoffDialog *self);

static void
show_error (PilotHandoffDialog *self, const GError *error)
{
  g_autofree char *text = error != NULL ? pilot_format_error (error) : NULL;

  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

static void
toast (PilotHandoffDialog *self, const char *text)
{
  AdwToast *message = adw_toast_new (text);

  adw_toast_set_timeout (message, 3);
  adw_toast_overlay_add_toast (self->toast_overlay, message);
}

static gboolean
is_draft (PilotHandoffDialog *self)
{
  return self->current != NULL && pilot_handoff_record_is_draft (self->current->record);
}

static const char *
get_text (PilotHandoffDialog *self, guint field)
{
  const char *text = pilot_record_get_text (self->current->record, field);

  return text != NULL ? text : "";
}

static void
set_field (PilotRecord *record, guint field, const char *text)
{
  pilot_record_set_text (record, field, *text != '\0' ? text : NULL);
}

/* What the person typed, into the record. */
static void
take_fields (PilotHandoffDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body_view);
  GtkTextIter start, end;
  g_autofree char *body = NULL;

  if (!is_draft (self))
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  body = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  set_field (self->current->record, PILOT_HANDOFF_RECIPIENT, gtk_editable_get_text (GTK_EDITABLE (self->recipient_row)));
  set_field (self->current->record, PILOT_HANDOFF_SUBJECT, gtk_editable_get_text (GTK_EDITABLE (self->subject_row)));
  set_field (self->current->record, PILOT_HANDOFF_BODY, body);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (pilot_handoff_act_finish (PILOT_WORKSPACE (source), result, &error))
    return;
  text = pilot_format_error (error);
  pilot_context_toast (context, text);
}

/* All that belong together are kept together: a notice that lacks a language would not be missed. */
static void
keep_drafts (PilotHandoffDialog *self)
{
  if (!self->touched || self->batch == NULL)
    return;
  take_fields (self);
  self->touched = FALSE;
  for (guint i = 0; i < self->batch->handoffs->len; i++)
    {
      const PilotHandoff *handoff = g_ptr_array_index (self->batch->handoffs, i);

      if (pilot_handoff_record_is_draft (handoff->record))
        pilot_handoff_save_async (self->workspace, handoff, kept_cb, g_object_ref (self->context));
    }
}

/* --- attachments */

static void
detach_cb (GtkButton *button, PilotHandoffDialog *self)
{
  take_fields (self);
  pilot_handoff_detach (self->current, g_object_get_data (G_OBJECT (button), "name"));
  self->touched = TRUE;
  show_current (self);
}

static GtkWidget *
make_file_row (PilotHandoffDialog *self, const PilotHandoffFile *file)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *size = file->bytes != NULL ? g_format_size (g_bytes_get_size (file->bytes)) : g_strdup (_("not kept here"));
  GtkWidget *label = gtk_label_new (size);
  GtkWidget *button;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), file->sha256);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, file->sha256);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (!is_draft (self))
    return row;
  button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_set_tooltip_text (button, _("Take Away"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (file->name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (detach_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_files (PilotHandoffDialog *self)
{
  for (guint i = 0; i < self->file_rows->len; i++)
    adw_preferences_group_remove (self->files_group, g_ptr_array_index (self->file_rows, i));
  g_ptr_array_set_size (self->file_rows, 0);
  for (guint i = 0; i < self->current->files->len; i++)
    {
      GtkWidget *row = make_file_row (self, g_ptr_array_index (self->current->files, i));

      adw_preferences_group_add (self->files_group, row);
      g_ptr_array_add (self->file_rows, row);
    }
  gtk_widget_set_visible (self->attach_button, is_draft (self));
  gtk_widget_set_visible (GTK_WIDGET (self->files_group), is_draft (self) || self->current->files->len > 0);
}

/* --- what is shown */

static void
show_titles (PilotHandoffDialog *self)
{
  const char *kind = get_text (self, PILOT_HANDOFF_KIND);
  g_autofree char *place = NULL;

  adw_window_title_set_title (self->window_title, g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (pilot_handoff_kind_choices, kind)));
  if (self->batch->handoffs->len > 1)
    {
      g_autofree char *state = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_STATE);

      /* Translators: a number, how many there are, and a state such as “Draft” */
      place = g_strdup_printf (_("%u of %u, %s"), self->index + 1, self->batch->handoffs->len, state);
    }
  else
    place = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_STATE);
  adw_window_title_set_subtitle (self->window_title, place);
  gtk_widget_set_visible (self->turn_box, self->batch->handoffs->len > 1);
  gtk_widget_set_sensitive (self->previous_button, self->index > 0);
  gtk_widget_set_sensitive (self->next_button, self->index + 1 < self->batch->handoffs->len);
}

static void
show_notice (PilotHandoffDialog *self)
{
  g_autofree char *text = NULL;

  if (self->batch->n_without_email > 0)
    text = g_strdup_printf (ngettext ("%u agency has no e-mail address that can be written to. Tell it another way.",
                                      "%u agencies have no e-mail address that can be written to. Tell them another way.",
                                      self->batch->n_without_email),
                            self->batch->n_without_email);
  gtk_label_set_text (self->notice_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice_label), text != NULL);
}

static void
show_result (PilotHandoffDialog *self)
{
  const char *state = get_text (self, PILOT_HANDOFF_STATE);
  gboolean confirmed = strcmp (state, "confirmed") == 0;
  g_autofree char *handed_at = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_HANDED_AT);
  g_autofree char *confirmed_at = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_CONFIRMED_AT);

  gtk_widget_set_visible (self->result_group, !is_draft (self));
  adw_action_row_set_subtitle (self->handed_row, handed_at);
  adw_action_row_set_subtitle (self->confirmed_row, confirmed_at);
  adw_action_row_set_subtitle (self->sha256_row, get_text (self, PILOT_HANDOFF_SHA256));
  gtk_widget_set_visible (GTK_WIDGET (self->confirmed_row), confirmed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reference_row),
                                 pilot_handoff_kind_get_means (get_text (self, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_NEEDS_REFERENCE
                                   ? _("Ticket number") : _("Reference, if there is one"));
  gtk_editable_set_text (GTK_EDITABLE (self->reference_row), get_text (self, PILOT_HANDOFF_REFERENCE));
  gtk_button_set_label (self->act_button, is_draft (self) ? _("Mark as _Handed Over") : confirmed ? _("Save _Number") : _("Con_firm"));
  gtk_widget_set_visible (GTK_WIDGET (self->act_button), TRUE);
}

static void
show_rights (PilotHandoffDialog *self)
{
  g_autofree char *reason = NULL;
  gboolean may = pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_HANDOFF, &reason);
  gboolean edits = may && is_draft (self);

  gtk_editable_set_editable (GTK_EDITABLE (self->recipient_row), edits);
  gtk_editable_set_editable (GTK_EDITABLE (self->subject_row), edits);
  gtk_text_view_set_editable (self->body_view, edits);
  gtk_editable_set_editable (GTK_EDITABLE (self->reference_row), may);
  gtk_widget_set_sensitive (self->attach_button, may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->act_button), may && !self->busy);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->act_button), reason);
}

static void
show_current (PilotHandoffDialog *self)
{
  gboolean is_mail = *get_text (self, PILOT_HANDOFF_RECIPIENT) != '\0';

  self->filling = TRUE;
  show_titles (self);
  show_notice (self);
  show_result (self);
  show_error (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->recipient_row), get_text (self, PILOT_HANDOFF_RECIPIENT));
  gtk_editable_set_text (GTK_EDITABLE (self->subject_row), get_text (self, PILOT_HANDOFF_SUBJECT));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body_view), get_text (self, PILOT_HANDOFF_BODY), -1);
  show_files (self);
  show_rights (self);
  gtk_widget_set_visible (GTK_WIDGET (self->recipient_row), is_draft (self) || is_mail);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->recipient_row),
                                 pilot_handoff_kind_get_means (get_text (self, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_NEEDS_RECIPIENT
                                   ? _("To") : _("To (empty: for a support form)"));
  gtk_action_bar_set_revealed (self->ways_bar, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "text");
  self->filling = FALSE;
}

static void
turn (PilotHandoffDialog *self, int step)
{
  take_fields (self);
  self->index += step;
  self->current = g_ptr_array_index (self->batch->handoffs, self->index);
  show_current (self);
}

/* --- callbacks */

static void
previous_cb (PilotHandoffDialog *self)
{
  if (self->index > 0)
    turn (self, -1);
}

static void
next_cb (PilotHandoffDialog *self)
{
  if (self->index + 1 < self->batch->handoffs->len)
    turn (self, 1);
}

static void
changed_cb (PilotHandoffDialog *self)
{
  if (self->filling)
    return;
  self->touched = TRUE;
  show_error (self, NULL);
}

static void
fail (PilotHandoffDialog *self, const GError *error)
{
  g_autofree char *text = pilot_format_error (error);

  adw_status_page_set_description (self->error_page, text);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
take_batch (PilotHandoffDialog *self, PilotHandoffBatch *batch)
{
  self->batch = batch;
  self->index = 0;
  self->current = g_ptr_array_index (batch->handoffs, 0);
  show_current (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotHandoffBatch *batch = pilot_handoff_resume_finish (PILOT_WORKSPACE (source), result, &error);

  if (self->workspace == NULL) /* closed meanwhile */
    g_clear_pointer (&batch, pilot_handoff_batch_free);
  else if (batch != NULL)
    take_batch (self, batch);
  else
    fail (self, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotHandoff *handoff = pilot_handoff_open_finish (PILOT_WORKSPACE (source), result, &error);
  PilotHandoffBatch *batch;

  if (self->workspace == NULL || handoff == NULL)
    {
      g_clear_pointer (&handoff, pilot_handoff_free);
      if (self->workspace != NULL)
        fail (self, error);
      return;
    }
  batch = g_new0 (PilotHandoffBatch, 1);
  batch->handoffs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_handoff_free);
  g_ptr_array_add (batch->handoffs, handoff);
  take_batch (self, batch);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) record = NULL;
  gboolean done = pilot_handoff_act_finish (PILOT_WORKSPACE (source), result, &error);

  self->busy = FALSE;
  if (self->workspace == NULL)
    return;
  if (done)
    record = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_HANDOFF, pilot_record_get_id (self->current->record));
  if (record != NULL)
    {
      pilot_record_unref (self->current->record);
      self->current->record = g_steal_pointer (&record);
      show_current (self);
      toast (self, strcmp (get_text (self, PILOT_HANDOFF_STATE), "confirmed") == 0 ? _("Confirmed") : _("Handed over: the text stays as it is"));
    }
  else
    {
      show_rights (self);
      show_error (self, error);
    }
}

static void
again_cb (PilotHandoffDialog *self)
{
  PilotHandoff *again = pilot_handoff_new_again (self->current);

  self->touched = TRUE;
  self->index++;
  g_ptr_array_insert (self->batch->handoffs, self->index, again);
  self->current = again;
  show_current (self);
}

static void
copy_cb (PilotHandoffDialog *self)
{
  g_autofree char *document = NULL;

  take_fields (self);
  document = pilot_handoff_dup_text (self->current);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), document);
  self->touched = self->touched || is_draft (self);
  keep_drafts (self);
  toast (self, _("Copied"));
}

static void
folder_chosen_cb (PilotHandoffDialog *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) folder = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (folder != NULL)
    pilot_handoff_dialog_save_files (self, folder);
}

static void
file_chosen_cb (PilotHandoffDialog *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    pilot_handoff_dialog_attach (self, file);
}

static void
archive_chosen_cb (PilotHandoffDialog *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    pilot_handoff_dialog_save_archive (self, file);
}

static void
choose (PilotHandoffDialog *self, const char *title, GtkFileChooserAction action, const char *accept, const char *name, GCallback chosen)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, _("_Cancel"));

  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", chosen, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save_cb (PilotHandoffDialog *self)
{
  choose (self, _("Folder for the Files"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Save"), NULL, G_CALLBACK (folder_chosen_cb));
}

static void
attach_cb (PilotHandoffDialog *self)
{
  choose (self, _("Attach a File"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Attach"), NULL, G_CALLBACK (file_chosen_cb));
}

static void
archive_cb (PilotHandoffDialog *self)
{
  g_autofree char *base = pilot_handoff_dup_file_name (self->current);
  g_autofree char *name = g_strconcat (base, ".zip", NULL);

  choose (self, _("Save Encrypted Archive"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), name, G_CALLBACK (archive_chosen_cb));
}

static void
password_response_cb (PilotHandoffDialog *self, const char *response, AdwMessageDialog *dialog)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);

  if (strcmp (response, "copy") == 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (GTK_LABEL (entry)));
}

/* The only time that anybody sees it: it is in no file, log or record. */
static void
show_password (PilotHandoffDialog *self, const char *password)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The Archive’s Password"),
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
mail_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) && self->workspace != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (self, _("There is no mail program that opens it. Save the files instead."));
}

/* A short text goes by an address, which every mail program takes; the rest as a draft file, which goes when the session ends. */
static void
mail_cb (PilotHandoffDialog *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "pilotage", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GFile) file = NULL;

  take_fields (self);
  uri = pilot_handoff_dup_mailto (self->current);
  if (uri == NULL)
    {
      file = pilot_handoff_write_mail (self->current, folder, &error);
      uri = file != NULL ? g_file_get_uri (file) : NULL;
    }
  if (uri == NULL)
    {
      show_error (self, error);
      return;
    }
  self->touched = self->touched || is_draft (self);
  keep_drafts (self);
  gtk_show_uri_full (GTK_WINDOW (self), uri, GDK_CURRENT_TIME, NULL, mail_shown_cb, g_object_ref (self));
}

static gboolean
close_request_cb (PilotHandoffDialog *self)
{
  keep_drafts (self);
  return FALSE;
}

static void
workspace_cb (PilotHandoffDialog *self)
{
  if (pilot_context_get_workspace (self->context) == self->workspace)
    return;
  self->touched = FALSE; /* there is nothing any more to keep it in */
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
pilot_handoff_dialog_dispose (GObject *object)
{
  PilotHandoffDialog *self = PILOT_HANDOFF_DIALOG (object);

  self->current = NULL;
  g_clear_pointer (&self->batch, pilot_handoff_batch_free);
  g_clear_pointer (&self->file_rows, g_ptr_array_unref);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_handoff_dialog_parent_class)->dispose (object);
}

static void
pilot_handoff_dialog_class_init (PilotHandoffDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_handoff_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/handoffs/pilot-handoff-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, PilotHandoffDialog, name)
  CHILD (window_title);
  CHILD (turn_box);
  CHILD (previous_button);
  CHILD (next_button);
  CHILD (act_button);
  CHILD (toast_overlay);
  CHILD (stack);
  CHILD (error_page);
  CHILD (notice_label);
  CHILD (error_label);
  CHILD (result_group);
  CHILD (reference_row);
  CHILD (handed_row);
  CHILD (confirmed_row);
  CHILD (sha256_row);
  CHILD (recipient_row);
  CHILD (subject_row);
  CHILD (body_view);
  CHILD (files_group);
  CHILD (attach_button);
  CHILD (ways_bar);
  CHILD (copy_button);
  CHILD (save_button);
  CHILD (mail_button);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, attach_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, archive_cb);
  gtk_widget_class_bind_template_callback (widget_class, mail_cb);
  gtk_widget_class_bind_template_callback (widget_class, pilot_handoff_dialog_act);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pilot_handoff_dialog_init (PilotHandoffDialog *self)
{
  self->file_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->body_view), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "close-request", G_CALLBACK (close_request_cb), self, 0);
}

static PilotHandoffDialog *
make_dialog (PilotContext *context, GtkWindow *parent)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (context);
  PilotHandoffDialog *self;

  if (workspace == NULL)
    return NULL;
  self = g_object_new (PILOT_TYPE_HANDOFF_DIALOG, "transient-for", parent, NULL);
  self->context = g_object_ref (context);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

GtkWidget *
pilot_handoff_dialog_present (PilotContext *context, GtkWindow *parent, const char *kind, const char *run_id)
{
  PilotHandoffDialog *self = make_dialog (context, parent);

  if (self == NULL)
    return NULL;
  adw_window_title_set_title (self->window_title, g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (pilot_handoff_kind_choices, kind)));
  pilot_handoff_resume_async (self->workspace, kind, run_id, NULL, made_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

GtkWidget *
pilot_handoff_dialog_present_record (PilotContext *context, GtkWindow *parent, const char *id)
{
  PilotHandoffDialog *self = make_dialog (context, parent);

  if (self == NULL)
    return NULL;
  pilot_handoff_open_async (self->workspace, id, NULL, opened_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

gboolean
pilot_handoff_dialog_is_ready (PilotHandoffDialog *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") != 0 && !self->busy;
}

void
pilot_handoff_dialog_save_files (PilotHandoffDialog *self, GFile *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  take_fields (self);
  if (!pilot_handoff_write_files (self->current, folder, &n, &error))
    {
      show_error (self, error);
      return;
    }
  self->touched = self->touched || is_draft (self);
  keep_drafts (self);
  text = g_strdup_printf (ngettext ("%u file saved", "%u files saved", n), n);
  toast (self, text);
}

void
pilot_handoff_dialog_save_archive (PilotHandoffDialog *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  char *password = NULL;

  take_fields (self);
  if (!pilot_handoff_write_archive (self->current, file, &password, &error))
    {
      show_error (self, error);
      return;
    }
  self->touched = self->touched || is_draft (self);
  keep_drafts (self);
  show_password (self, password);
  pilot_handoff_free_password (password);
}

void
pilot_handoff_dialog_attach (PilotHandoffDialog *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  PilotHandoffFile *loaded = pilot_handoff_file_load (file, &error);

  take_fields (self);
  if (loaded == NULL || !pilot_handoff_attach (self->current, loaded, &error))
    {
      show_error (self, error);
      return;
    }
  self->touched = TRUE;
  show_current (self);
}

void
pilot_handoff_dialog_act (PilotHandoffDialog *self)
{
  if (self->busy || self->current == NULL)
    return;
  take_fields (self);
  show_error (self, NULL);
  if (is_draft (self))
    {
      /* The others of the batch are kept as drafts; this one is written by what follows. */
      self->busy = TRUE;
      self->touched = TRUE;
      pilot_handoff_hand_over_async (self->workspace, self->current, acted_cb, g_object_ref (self));
    }
  else
    {
      self->busy = TRUE;
      pilot_handoff_confirm_async (self->workspace, pilot_record_get_id (self->current->record),
                                   gtk_editable_get_text (GTK_EDITABLE (self->reference_row)), acted_cb, g_object_ref (self));
    }
  show_rights (self);
}
