/* pilot-import-source-page.c: what is imported, and from where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-source-page.h"

#include "pilot-entities.h"

#include <glib/gi18n-lib.h>

struct _PilotImportSourcePage
{
  AdwBin parent_instance;

  PilotImporter *importer; /* (owned) (nullable) */
  gboolean filling;        /* the rows are being set, not chosen */

  AdwComboRow *kind_row;
  AdwComboRow *dataset_row;
  AdwPreferencesGroup *error_group;
  GtkButton *file_button;
  AdwActionRow *error_row;
};

G_DEFINE_FINAL_TYPE (PilotImportSourcePage, pilot_import_source_page, ADW_TYPE_BIN)

typedef enum {
  FILE_CHOSEN,
  TEXT_PASTED,
  N_SIGNALS
} PilotImportSourcePageSignal;

static guint page_signals[N_SIGNALS];

/* The number-th kind of record that files hold. */
static PilotEntity
get_kind (guint number)
{
  for (PilotEntity i = 0; i < PILOT_N_ENTITIES; i++)
    if (pilot_importer_can_import (i) && number-- == 0)
      return i;
  return PILOT_ENTITY_AGENCY;
}

static void
fill (PilotImportSourcePage *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) datasets = gtk_string_list_new (NULL);
  int dataset = pilot_choice_find (pilot_dataset_choices, pilot_importer_get_dataset (self->importer));
  guint kind = 0;

  for (PilotEntity i = 0; i < PILOT_N_ENTITIES; i++)
    if (pilot_importer_can_import (i))
      {
        if (i == pilot_importer_get_entity (self->importer))
          kind = g_list_model_get_n_items (G_LIST_MODEL (kinds));
        gtk_string_list_append (kinds, _(pilot_schema_get (i)->label_many));
      }
  for (guint i = 0; pilot_dataset_choices[i].value != NULL; i++)
    gtk_string_list_append (datasets, _(pilot_dataset_choices[i].label));
  self->filling = TRUE;
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
  adw_combo_row_set_selected (self->kind_row, kind);
  adw_combo_row_set_model (self->dataset_row, G_LIST_MODEL (datasets));
  adw_combo_row_set_selected (self->dataset_row, (guint) MAX (dataset, 0));
  self->filling = FALSE;
}

static void
choices_cb (PilotImportSourcePage *self)
{
  if (self->filling || self->importer == NULL)
    return;
  pilot_importer_set_entity (self->importer, get_kind (adw_combo_row_get_selected (self->kind_row)));
  pilot_importer_set_dataset (self->importer, pilot_dataset_choices[adw_combo_row_get_selected (self->dataset_row)].value);
}

static void
chosen_cb (PilotImportSourcePage *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    g_signal_emit (self, page_signals[FILE_CHOSEN], 0, file);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
choose_cb (PilotImportSourcePage *self)
{
  static const char *const tables[] = { "*.csv", "*.CSV", "*.tsv", "*.tab", "*.txt", NULL };
  static const char *const all[] = { "*", NULL };
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Import a File"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));

  add_filter (GTK_FILE_CHOOSER (chooser), _("Tables as text"), tables);
  add_filter (GTK_FILE_CHOOSER (chooser), _("All files"), all);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotImportSourcePage) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && *text != '\0')
    g_signal_emit (self, page_signals[TEXT_PASTED], 0, text);
  else
    pilot_import_source_page_set_error (self, _("There is no text on the clipboard. Copy the cells in the spreadsheet first."));
}

static void
paste_cb (PilotImportSourcePage *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb, g_object_ref (self));
}

/* Where nothing can be written there is one thing that the keys for pasting can mean. */
static gboolean
paste_keys_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  paste_cb (PILOT_IMPORT_SOURCE_PAGE (widget));
  return TRUE;
}

static gboolean
drop_cb (PilotImportSourcePage *self, const GValue *value)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL)
    return FALSE;
  g_signal_emit (self, page_signals[FILE_CHOSEN], 0, file);
  return TRUE;
}

static void
pilot_import_source_page_dispose (GObject *object)
{
  g_clear_object (&PILOT_IMPORT_SOURCE_PAGE (object)->importer);
  G_OBJECT_CLASS (pilot_import_source_page_parent_class)->dispose (object);
}

static void
pilot_import_source_page_class_init (PilotImportSourcePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_import_source_page_dispose;
  page_signals[FILE_CHOSEN] = g_signal_new ("file-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_FILE);
  page_signals[TEXT_PASTED] = g_signal_new ("text-pasted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_STRING);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, paste_keys_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Insert, GDK_SHIFT_MASK, paste_keys_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/import/pilot-import-source-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotImportSourcePage, file_button);
  gtk_widget_class_bind_template_child (widget_class, PilotImportSourcePage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, PilotImportSourcePage, dataset_row);
  gtk_widget_class_bind_template_child (widget_class, PilotImportSourcePage, error_group);
  gtk_widget_class_bind_template_child (widget_class, PilotImportSourcePage, error_row);
  gtk_widget_class_bind_template_callback (widget_class, choices_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
}

static void
pilot_import_source_page_init (PilotImportSourcePage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
pilot_import_source_page_set_importer (PilotImportSourcePage *self, PilotImporter *importer)
{
  g_set_object (&self->importer, importer);
  fill (self);
}

void
pilot_import_source_page_set_error (PilotImportSourcePage *self, const char *message)
{
  g_autofree char *markup = g_markup_escape_text (message != NULL ? message : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->error_row), markup);
  gtk_widget_set_visible (GTK_WIDGET (self->error_group), message != NULL);
}

void
pilot_import_source_page_focus (PilotImportSourcePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->file_button));
}
