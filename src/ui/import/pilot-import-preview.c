/* pilot-import-preview.c: the first rows of a file as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-preview.h"

#include "pilot-import-cell.h"
#include "pilot-import-words.h"
#include "pilot-short-text.h"
#include "pilot-tab-stop.h"

#include <glib/gi18n-lib.h>

#define MAX_CELLS 120
#define MIN_ROWS 5
#define CELL_CHARS 60
#define MIN_CHARS 6
#define SHOWN_CHARS 28
#define HEIGHT 132

struct _PilotImportPreview
{
  AdwBin parent_instance;

  PilotImporter *importer; /* (owned) (nullable) */
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (PilotImportPreview, pilot_import_preview, ADW_TYPE_BIN)

/* How wide a column has to be for what it shows, in characters. */
static guint
get_n_chars (PilotImportPreview *self, guint column, const char *title)
{
  glong n = g_utf8_strlen (title, -1);

  for (guint i = 0; i < pilot_importer_get_preview_rows (self->importer); i++)
    n = MAX (n, g_utf8_strlen (pilot_importer_get_preview (self->importer, i, column), -1));
  return (guint) CLAMP (n + 1, MIN_CHARS, SHOWN_CHARS);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, pilot_import_cell_new (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "n-chars"))));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PilotImportPreview *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *cell = gtk_list_item_get_child (item);
  const char *text = pilot_importer_get_preview (self->importer, gtk_list_item_get_position (item), column);
  g_autofree char *line = pilot_short_line (text, CELL_CHARS);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), line);
  gtk_widget_set_tooltip_text (cell, *text != '\0' ? text : NULL);
}

static void
add_column (PilotImportPreview *self, guint number, gboolean last)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *heading = pilot_import_words_dup_heading (self->importer, number);
  g_autofree char *title = pilot_short_text (heading, SHOWN_CHARS);
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (number));
  g_object_set_data (G_OBJECT (factory), "n-chars", GUINT_TO_POINTER (get_n_chars (self, number, title)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, last);
  gtk_column_view_append_column (self->view, column);
}

static void
pilot_import_preview_dispose (GObject *object)
{
  g_clear_object (&PILOT_IMPORT_PREVIEW (object)->importer);
  G_OBJECT_CLASS (pilot_import_preview_parent_class)->dispose (object);
}

static void
pilot_import_preview_class_init (PilotImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_import_preview_dispose;
}

static void
pilot_import_preview_init (PilotImportPreview *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("First rows of the file"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), pilot_tab_stop_new (scroller));
}

void
pilot_import_preview_show (PilotImportPreview *self, PilotImporter *importer)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint n_columns = MIN (pilot_importer_get_n_columns (importer), PILOT_IMPORT_PREVIEW_COLUMNS);
  guint n_rows = MIN (pilot_importer_get_preview_rows (importer), MAX (MAX_CELLS / MAX (n_columns, 1), MIN_ROWS));
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);

  g_set_object (&self->importer, importer);
  gtk_column_view_set_model (self->view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  for (guint i = 0; i < n_columns; i++)
    add_column (self, i, i + 1 == n_columns);
  for (guint i = 0; i < n_rows; i++)
    gtk_string_list_append (rows, "");
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)))));
}
