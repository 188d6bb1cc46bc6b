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
#define MIN_HEIGHT 66 /* where large text leaves no more room */
#define MAX_HEIGHT 132
#define COLUMNS_AT_ONCE 6
#define GROW_COLUMNS 3
#define GROW_PAUSE_MSECS 8 /* a frame lays out what came since the one before: that has to be little, too */

struct _PilotImportPreview
{
  AdwBin parent_instance;

  PilotImporter *importer; /* (owned) (nullable) */
  guint n_columns;         /* that there will be */
  guint grow_source;
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

/* Until there are @n_columns of them, or all. */
static void
add_columns (PilotImportPreview *self, guint n_columns)
{
  for (guint i = g_list_model_get_n_items (gtk_column_view_get_columns (self->view)); i < MIN (n_columns, self->n_columns); i++)
    add_column (self, i, i + 1 == self->n_columns);
}

/* Frames come first. */
static gboolean
grow_cb (gpointer user_data)
{
  PilotImportPreview *self = user_data;
  guint n_columns = g_list_model_get_n_items (gtk_column_view_get_columns (self->view)) + GROW_COLUMNS;

  add_columns (self, n_columns);
  if (n_columns < self->n_columns)
    return G_SOURCE_CONTINUE;
  self->grow_source = 0;
  return G_SOURCE_REMOVE;
}

static void
pilot_import_preview_dispose (GObject *object)
{
  g_clear_handle_id (&PILOT_IMPORT_PREVIEW (object)->grow_source, g_source_remove);
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
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MIN_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), pilot_tab_stop_new (scroller));
}

void
pilot_import_preview_show (PilotImportPreview *self, PilotImporter *importer)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  g_autoptr (GtkSelectionModel) selection = NULL;
  guint n_rows;

  g_clear_handle_id (&self->grow_source, g_source_remove);
  g_set_object (&self->importer, importer);
  self->n_columns = MIN (pilot_importer_get_n_columns (importer), PILOT_IMPORT_PREVIEW_COLUMNS);
  n_rows = MIN (pilot_importer_get_preview_rows (importer), MAX (MAX_CELLS / MAX (self->n_columns, 1), MIN_ROWS));
  gtk_column_view_set_model (self->view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  add_columns (self, COLUMNS_AT_ONCE);
  for (guint i = 0; i < n_rows; i++)
    gtk_string_list_append (rows, "");
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows))));
  gtk_column_view_set_model (self->view, selection);
  if (self->n_columns > COLUMNS_AT_ONCE)
    self->grow_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, GROW_PAUSE_MSECS, grow_cb, self, NULL);
}
