/* pilot-import-target-popover.c: chooses what a column becomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-target-popover.h"

#include "pilot-import-words.h"
#include "pilot-short-text.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 320
#define OTHER_CHARS 24

struct _PilotImportTargetPopover
{
  GtkPopover parent_instance;

  guint column;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PilotImportTargetPopover, pilot_import_target_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

/* Which other column fills the field now, so that a choice takes it away from that. */
static char *
dup_other (PilotImporter *importer, guint column, int target)
{
  int other = target >= 0 ? pilot_importer_find_column (importer, target) : -1;
  g_autofree char *heading = NULL;
  g_autofree char *cut = NULL;

  if (other < 0 || (guint) other == column)
    return NULL;
  heading = pilot_import_words_dup_heading (importer, other);
  cut = pilot_short_text (heading, OTHER_CHARS);
  /* Translators: the column of a file that fills a field now */
  return g_strdup_printf (_("now from “%s”"), cut);
}

static GtkWidget *
make_row (PilotImporter *importer, guint column, int target)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char *text = pilot_importer_target_label (pilot_importer_get_entity (importer), target);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *other = dup_other (importer, column, target);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (other != NULL)
    {
      GtkWidget *taken = gtk_label_new (other);

      gtk_widget_add_css_class (taken, "dim-label");
      gtk_box_append (GTK_BOX (box), taken);
    }
  if (target == pilot_importer_get_target (importer, column))
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (row), "target", GINT_TO_POINTER (target));
  return row;
}

/* Returns: (transfer none) (nullable): the row of what the column is now */
static GtkWidget *
add_row (PilotImportTargetPopover *self, PilotImporter *importer, int target)
{
  GtkWidget *row = make_row (importer, self->column, target);

  gtk_list_box_append (self->list, row);
  return target == pilot_importer_get_target (importer, self->column) ? row : NULL;
}

static void
activated_cb (PilotImportTargetPopover *self, GtkListBoxRow *row)
{
  int target = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "target"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, self->column, target);
}

static void
pilot_import_target_popover_class_init (PilotImportTargetPopoverClass *klass)
{
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                G_TYPE_INT);
}

static void
pilot_import_target_popover_init (PilotImportTargetPopover *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the column becomes"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
}

GtkWidget *
pilot_import_target_popover_new (void)
{
  return g_object_new (PILOT_TYPE_IMPORT_TARGET_POPOVER, NULL);
}

void
pilot_import_target_popover_open (PilotImportTargetPopover *self, PilotImporter *importer, guint column)
{
  PilotEntity entity = pilot_importer_get_entity (importer);
  GtkWidget *current;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->column = column;
  current = add_row (self, importer, PILOT_IMPORT_TO_NOTES);
  row = add_row (self, importer, PILOT_IMPORT_LEAVE_OUT);
  current = row != NULL ? row : current;
  row = pilot_importer_can_join (entity) ? add_row (self, importer, PILOT_IMPORT_JOIN) : NULL;
  current = row != NULL ? row : current;
  for (guint field = PILOT_FIELD_ID; field < pilot_schema_get (entity)->n_fields; field++)
    if (pilot_importer_is_target (entity, field))
      {
        row = add_row (self, importer, field);
        current = row != NULL ? row : current;
      }
  gtk_popover_popup (GTK_POPOVER (self));
  if (current != NULL)
    gtk_widget_grab_focus (current);
}
