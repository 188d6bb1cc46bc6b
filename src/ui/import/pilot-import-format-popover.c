/* pilot-import-format-popover.c: how a file is read, to be corrected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-format-popover.h"

struct _PilotImportFormatPopover
{
  GtkPopover parent_instance;

  PilotImporter *importer; /* (owned) (nullable) */
  gboolean filling;        /* the widgets are being set, not chosen */

  AdwComboRow *encoding_row;
  AdwComboRow *delimiter_row;
  GtkSwitch *header_switch;
  GtkSwitch *strict_switch;
};

G_DEFINE_FINAL_TYPE (PilotImportFormatPopover, pilot_import_format_popover, GTK_TYPE_POPOVER)

static guint format_chosen_signal;

static void
format_cb (PilotImportFormatPopover *self)
{
  guint encoding = adw_combo_row_get_selected (self->encoding_row);
  guint delimiter = adw_combo_row_get_selected (self->delimiter_row);

  if (self->filling || encoding == GTK_INVALID_LIST_POSITION || delimiter == GTK_INVALID_LIST_POSITION)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, format_chosen_signal, 0, encoding, delimiter);
}

static void
header_cb (PilotImportFormatPopover *self)
{
  if (!self->filling && self->importer != NULL)
    pilot_importer_set_has_header (self->importer, gtk_switch_get_active (self->header_switch));
}

static void
strict_cb (PilotImportFormatPopover *self)
{
  if (!self->filling && self->importer != NULL)
    pilot_importer_set_strict (self->importer, gtk_switch_get_active (self->strict_switch));
}

static void
set_labels (AdwComboRow *row, const char *(*get_label) (guint number))
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; get_label (i) != NULL; i++)
    gtk_string_list_append (labels, get_label (i));
  adw_combo_row_set_model (row, G_LIST_MODEL (labels));
}

static void
pilot_import_format_popover_dispose (GObject *object)
{
  g_clear_object (&PILOT_IMPORT_FORMAT_POPOVER (object)->importer);
  G_OBJECT_CLASS (pilot_import_format_popover_parent_class)->dispose (object);
}

static void
pilot_import_format_popover_class_init (PilotImportFormatPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_import_format_popover_dispose;
  format_chosen_signal = g_signal_new ("format-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/import/pilot-import-format-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotImportFormatPopover, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, PilotImportFormatPopover, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, PilotImportFormatPopover, header_switch);
  gtk_widget_class_bind_template_child (widget_class, PilotImportFormatPopover, strict_switch);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_cb);
  gtk_widget_class_bind_template_callback (widget_class, strict_cb);
}

static void
pilot_import_format_popover_init (PilotImportFormatPopover *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_labels (self->encoding_row, pilot_importer_encoding_label);
  set_labels (self->delimiter_row, pilot_importer_delimiter_label);
  self->filling = FALSE;
}

GtkWidget *
pilot_import_format_popover_new (void)
{
  return g_object_new (PILOT_TYPE_IMPORT_FORMAT_POPOVER, NULL);
}

void
pilot_import_format_popover_show (PilotImportFormatPopover *self, PilotImporter *importer)
{
  g_set_object (&self->importer, importer);
  self->filling = TRUE;
  adw_combo_row_set_selected (self->encoding_row, pilot_importer_get_encoding_number (importer));
  adw_combo_row_set_selected (self->delimiter_row, pilot_importer_get_delimiter_number (importer));
  gtk_switch_set_active (self->header_switch, pilot_importer_get_has_header (importer));
  self->filling = FALSE;
}
