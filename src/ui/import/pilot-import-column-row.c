/* pilot-import-column-row.c: a column of a file, and what it becomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-column-row.h"

#include "pilot-import-cell.h"
#include "pilot-import-words.h"
#include "pilot-short-text.h"

#include <glib/gi18n-lib.h>

#define N_SAMPLES 3
#define SAMPLE_CHARS 60
#define HEADING_CHARS 24
#define TARGET_CHARS 20
#define MIN_CHARS 8 /* where large text leaves no more room */

struct _PilotImportColumnRow
{
  GtkBox parent_instance;

  GtkWidget *heading;
  GtkWidget *samples;
  GtkWidget *target;
};

G_DEFINE_FINAL_TYPE (PilotImportColumnRow, pilot_import_column_row, GTK_TYPE_BOX)

static char *
dup_samples (PilotImporter *importer, guint column)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < pilot_importer_get_preview_rows (importer) && samples->len < N_SAMPLES; i++)
    {
      g_autofree char *sample = pilot_short_line (pilot_importer_get_preview (importer, i, column), SAMPLE_CHARS);

      if (*sample != '\0' && !g_ptr_array_find_with_equal_func (samples, sample, g_str_equal, NULL))
        g_ptr_array_add (samples, g_steal_pointer (&sample));
    }
  g_ptr_array_add (samples, NULL);
  return g_strjoinv (" · ", (char **) samples->pdata);
}

static void
pilot_import_column_row_class_init (PilotImportColumnRowClass *klass)
{
}

static void
pilot_import_column_row_init (PilotImportColumnRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "column-row");
  self->heading = pilot_import_cell_new (HEADING_CHARS);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->heading), MIN_CHARS);
  gtk_box_append (GTK_BOX (self), self->heading);
  self->samples = pilot_import_cell_new (0);
  gtk_widget_set_hexpand (self->samples, TRUE);
  gtk_widget_add_css_class (self->samples, "dim-label");
  gtk_box_append (GTK_BOX (self), self->samples);
  self->target = pilot_import_cell_new (TARGET_CHARS);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->target), MIN_CHARS);
  gtk_box_append (GTK_BOX (self), self->target);
  gtk_box_append (GTK_BOX (self), gtk_image_new_from_icon_name ("pan-down-symbolic"));
}

GtkWidget *
pilot_import_column_row_new (void)
{
  return g_object_new (PILOT_TYPE_IMPORT_COLUMN_ROW, NULL);
}

void
pilot_import_column_row_show (PilotImportColumnRow *self, PilotImporter *importer, guint column)
{
  g_autofree char *heading = pilot_import_words_dup_heading (importer, column);
  g_autofree char *samples = dup_samples (importer, column);
  int chosen = pilot_importer_get_target (importer, column);
  const char *target = pilot_importer_target_label (pilot_importer_get_entity (importer), chosen);
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  /* Translators: a column of a file, and the field that it fills */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), heading, target);

  gtk_inscription_set_text (GTK_INSCRIPTION (self->heading), heading);
  gtk_widget_set_tooltip_text (self->heading, heading);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->samples), samples);
  gtk_widget_set_tooltip_text (self->samples, *samples != '\0' ? samples : NULL);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->target), target);
  if (chosen == PILOT_IMPORT_TO_NOTES || chosen == PILOT_IMPORT_LEAVE_OUT)
    gtk_widget_add_css_class (self->target, "dim-label");
  else
    gtk_widget_remove_css_class (self->target, "dim-label");
  /* The list's own cell takes the focus. */
  if (cell != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
pilot_import_column_row_get_target_widget (PilotImportColumnRow *self)
{
  return self->target;
}
