/* pilot-handoff-files.c: the files that go with a hand-off, as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-files.h"

#include "pilot-handoff-acts.h"
#include "pilot-handoff-list.h"

#include <glib/gi18n-lib.h>

struct _PilotHandoffFiles
{
  AdwPreferencesGroup parent_instance;

  PilotWorkspace *workspace; /* (owned) (nullable) */
  PilotHandoff *handoff;     /* (nullable): the dialog's */
  GPtrArray *rows;           /* (owned): not the widgets */
  GtkWidget *attach_button;
  GtkWidget *list_button;
  char *making;              /* (owned) (nullable): the id of the run whose list is being made */
};

G_DEFINE_FINAL_TYPE (PilotHandoffFiles, pilot_handoff_files, ADW_TYPE_PREFERENCES_GROUP)

enum { PREPARE, CHANGED, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
fail (PilotHandoffFiles *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* --- choosing */

static GFile *
take_file (int response, GtkNativeDialog *dialog)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  return file;
}

static void
attach_chosen_cb (PilotHandoffFiles *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = take_file (response, dialog);

  if (file != NULL)
    pilot_handoff_files_attach (self, file);
}

static void
again_chosen_cb (PilotHandoffFiles *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = take_file (response, dialog);

  if (file != NULL)
    pilot_handoff_files_give_again (self, file);
}

static void
place_chosen_cb (PilotHandoffFiles *self, int response, GtkNativeDialog *dialog)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "index"));
  g_autoptr (GFile) file = take_file (response, dialog);

  if (file != NULL)
    pilot_handoff_files_save (self, index, file);
}

static GtkFileChooserNative *
choose (PilotHandoffFiles *self, const char *title, GtkFileChooserAction action, const char *accept, GCallback chosen)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), action, accept, _("_Cancel"));

  g_signal_connect_object (chooser, "response", chosen, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

/* --- callbacks */

static void
attach_cb (PilotHandoffFiles *self)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choose (self, _("Attach a File"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Attach"), G_CALLBACK (attach_chosen_cb))));
}

static void
again_cb (PilotHandoffFiles *self)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choose (self, _("Give the File Again"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), G_CALLBACK (again_chosen_cb))));
}

static void
save_cb (GtkButton *button, PilotHandoffFiles *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  const PilotHandoffFile *file = g_ptr_array_index (self->handoff->files, index);
  GtkFileChooserNative *chooser = choose (self, _("Save the File"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), G_CALLBACK (place_chosen_cb));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file->name);
  g_object_set_data (G_OBJECT (chooser), "index", GUINT_TO_POINTER (index));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
detach_cb (GtkButton *button, PilotHandoffFiles *self)
{
  pilot_handoff_files_take_away (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
}

static void
given_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffFiles) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_handoff_act_finish (PILOT_WORKSPACE (source), result, &error))
    {
      if (self->handoff != NULL)
        fail (self, error);
      return;
    }
  if (self->handoff != NULL)
    g_signal_emit (self, signals[CHANGED], 0, FALSE);
}

static void
list_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffFiles) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotHandoffFile *file = pilot_handoff_list_make_finish (PILOT_WORKSPACE (source), result, &error);
  const char *run_id = self->handoff != NULL ? pilot_record_get_text (self->handoff->record, PILOT_HANDOFF_RUN_ID) : NULL;
  g_autofree char *made = g_steal_pointer (&self->making);

  if (self->handoff == NULL || g_strcmp0 (run_id, made) != 0)
    {
      g_clear_pointer (&file, pilot_handoff_file_free); /* closed, or another is shown */
      return;
    }
  gtk_widget_set_sensitive (self->list_button, TRUE);
  g_signal_emit (self, signals[PREPARE], 0);
  if (file == NULL || !pilot_handoff_attach (self->handoff, file, &error))
    fail (self, error);
  else
    g_signal_emit (self, signals[CHANGED], 0, TRUE);
}

/* --- rows */

static void
add_button (PilotHandoffFiles *self, GtkWidget *row, const char *icon, const char *text, const char *name, guint index, GCallback clicked, GConnectFlags flags)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  /* Translators: what a button does, and the name of a file, for a screen reader, e.g. “Save…: list.csv” */
  g_autofree char *label = g_strdup_printf (_("%s: %s"), text, name);

  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", clicked, self, flags);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (PilotHandoffFiles *self, guint index, gboolean may)
{
  const PilotHandoffFile *file = g_ptr_array_index (self->handoff->files, index);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *size = file->bytes != NULL ? g_format_size (g_bytes_get_size (file->bytes)) : g_strdup (_("not kept here"));
  GtkWidget *label = gtk_label_new (size);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), file->sha256);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, file->sha256);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (file->bytes != NULL)
    add_button (self, row, "document-save-symbolic", _("Save…"), file->name, index, G_CALLBACK (save_cb), 0);
  else if (may)
    add_button (self, row, "document-open-symbolic", _("Give Again…"), file->name, index, G_CALLBACK (again_cb), G_CONNECT_SWAPPED);
  if (may && pilot_handoff_record_is_draft (self->handoff->record))
    add_button (self, row, "list-remove-symbolic", _("Take Away"), file->name, index, G_CALLBACK (detach_cb), 0);
  return row;
}

static void
describe (PilotHandoffFiles *self, gboolean names_people, const char *hint)
{
  const char *text = NULL;
  g_autofree char *escaped = NULL;

  if (hint != NULL)
    text = hint;
  else if (names_people)
    text = _("The list names people: hand it over encrypted. Names and checksums are synced; the files themselves are kept on this computer alone.");
  else if (self->handoff->files->len > 0)
    text = _("Their names and checksums are synced; the files themselves are kept on this computer alone.");
  escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
}

static void
pilot_handoff_files_dispose (GObject *object)
{
  PilotHandoffFiles *self = PILOT_HANDOFF_FILES (object);

  self->handoff = NULL;
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->making, g_free);
  G_OBJECT_CLASS (pilot_handoff_files_parent_class)->dispose (object);
}

static void
pilot_handoff_files_class_init (PilotHandoffFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_handoff_files_dispose;
  signals[PREPARE] = g_signal_new ("prepare", PILOT_TYPE_HANDOFF_FILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", PILOT_TYPE_HANDOFF_FILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[FAILED] = g_signal_new ("failed", PILOT_TYPE_HANDOFF_FILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
pilot_handoff_files_init (PilotHandoffFiles *self)
{
  GtkWidget *buttons;

  self->rows = g_ptr_array_new ();
  self->attach_button = gtk_button_new_with_mnemonic (_("_Attach File…"));
  gtk_widget_set_valign (self->attach_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->attach_button, "flat");
  g_signal_connect_object (self->attach_button, "clicked", G_CALLBACK (attach_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Attachments"));
  self->list_button = gtk_button_new_with_mnemonic (_("Attach the Run’s _List"));
  gtk_widget_set_tooltip_text (self->list_button, _("The expected records of the run, as they were agreed"));
  gtk_widget_set_valign (self->list_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->list_button, "flat");
  g_signal_connect_object (self->list_button, "clicked", G_CALLBACK (pilot_handoff_files_attach_list), self, G_CONNECT_SWAPPED);
  buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (buttons), self->list_button);
  gtk_box_append (GTK_BOX (buttons), self->attach_button);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), buttons);
}

void
pilot_handoff_files_show (PilotHandoffFiles *self, PilotWorkspace *workspace, PilotHandoff *handoff, gboolean may, const char *hint)
{
  gboolean draft;
  gboolean listed;
  gboolean belongs;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_set_object (&self->workspace, workspace);
  self->handoff = handoff;
  if (handoff == NULL)
    return;
  for (guint i = 0; i < handoff->files->len; i++)
    {
      GtkWidget *row = make_row (self, i, may);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  draft = pilot_handoff_record_is_draft (handoff->record);
  listed = pilot_handoff_list_is_attached (handoff);
  belongs = pilot_record_get_text (handoff->record, PILOT_HANDOFF_RUN_ID) != NULL &&
            pilot_handoff_list_belongs (pilot_record_get_text (handoff->record, PILOT_HANDOFF_KIND));
  describe (self, pilot_handoff_list_names_people (handoff), draft && !listed ? hint : NULL);
  gtk_widget_set_visible (self->list_button, draft && belongs && !listed);
  gtk_widget_set_sensitive (self->list_button, may && self->making == NULL);
  gtk_widget_set_visible (self->attach_button, draft);
  gtk_widget_set_sensitive (self->attach_button, may);
  gtk_widget_set_visible (GTK_WIDGET (self), draft || handoff->files->len > 0);
}

void
pilot_handoff_files_attach (PilotHandoffFiles *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  PilotHandoffFile *loaded = pilot_handoff_file_load (file, &error);

  g_signal_emit (self, signals[PREPARE], 0);
  if (loaded == NULL || !pilot_handoff_attach (self->handoff, loaded, &error))
    fail (self, error);
  else
    g_signal_emit (self, signals[CHANGED], 0, TRUE);
}

void
pilot_handoff_files_give_again (PilotHandoffFiles *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  PilotHandoffFile *loaded = pilot_handoff_file_load (file, &error);

  g_signal_emit (self, signals[PREPARE], 0);
  if (loaded == NULL)
    fail (self, error);
  else
    pilot_handoff_give_again_async (self->workspace, self->handoff, loaded, given_cb, g_object_ref (self));
}

void
pilot_handoff_files_take_away (PilotHandoffFiles *self, guint index)
{
  const PilotHandoffFile *file = g_ptr_array_index (self->handoff->files, index);
  g_autofree char *name = g_strdup (file->name);

  g_signal_emit (self, signals[PREPARE], 0);
  pilot_handoff_detach (self->handoff, name);
  g_signal_emit (self, signals[CHANGED], 0, TRUE);
}

void
pilot_handoff_files_save (PilotHandoffFiles *self, guint index, GFile *file)
{
  const PilotHandoffFile *own = index < self->handoff->files->len ? g_ptr_array_index (self->handoff->files, index) : NULL;
  g_autoptr (GError) error = NULL;

  if (own != NULL && own->bytes != NULL && !pilot_handoff_file_save (own, file, &error))
    fail (self, error);
}

void
pilot_handoff_files_attach_list (PilotHandoffFiles *self)
{
  const char *run_id = self->handoff != NULL ? pilot_record_get_text (self->handoff->record, PILOT_HANDOFF_RUN_ID) : NULL;

  if (run_id == NULL || self->making != NULL)
    return;
  self->making = g_strdup (run_id);
  gtk_widget_set_sensitive (self->list_button, FALSE);
  pilot_handoff_list_make_async (self->workspace, run_id, NULL, list_made_cb, g_object_ref (self));
}
