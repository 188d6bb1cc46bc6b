/* pilot-import-columns-page.c: how a file is read, and which column is which field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-columns-page.h"

#include "pilot-accessible.h"
#include "pilot-import-column-row.h"
#include "pilot-import-format-popover.h"
#include "pilot-import-preview.h"
#include "pilot-import-target-popover.h"
#include "pilot-import-words.h"
#include "pilot-tab-stop.h"

#include <glib/gi18n-lib.h>

struct _PilotImportColumnsPage
{
  AdwBin parent_instance;

  PilotImporter *importer;  /* (owned) (nullable) */
  GtkSliceListModel *slice; /* (owned) (nullable): the columns that have rows */
  guint grow_id; /* tick callback */
  GPtrArray *bound;         /* (owned) (element-type GtkListItem): not owned: what shows a column now */
  GtkWidget *popover;       /* (nullable): made when somebody first chooses */
  GtkWidget *format_popover; /* (nullable): the same */

  GtkWidget *preview_image;
  GtkLabel *preview_label;
  GtkMenuButton *format_button;
  PilotImportPreview *preview;
  GtkListView *view;
  GtkWidget *warning_image;
  GtkLabel *summary_label;
};

G_DEFINE_FINAL_TYPE (PilotImportColumnsPage, pilot_import_columns_page, ADW_TYPE_BIN)

typedef enum {
  FORMAT_CHOSEN,
  MAPPED,
  TOLD,
  N_SIGNALS
} PilotImportColumnsPageSignal;

static guint page_signals[N_SIGNALS];

static char *
dup_summary (PilotImportColumnsPage *self)
{
  guint n_columns = pilot_importer_get_n_columns (self->importer);
  guint n_notes = 0;
  guint n_left_out = 0;
  guint n_fields;
  char *text = NULL;

  for (guint i = 0; i < n_columns; i++)
    {
      n_notes += pilot_importer_get_target (self->importer, i) == PILOT_IMPORT_TO_NOTES;
      n_left_out += pilot_importer_get_target (self->importer, i) == PILOT_IMPORT_LEAVE_OUT;
    }
  n_fields = n_columns - n_notes - n_left_out;
  pilot_import_words_add (&text, n_fields, ngettext ("%s column fills a field.", "%s columns fill fields.", n_fields));
  pilot_import_words_add (&text, n_notes, ngettext ("%s column is kept in the notes.", "%s columns are kept in the notes.", n_notes));
  pilot_import_words_add (&text, n_left_out, ngettext ("%s column is left out.", "%s columns are left out.", n_left_out));
  return text;
}

static void
update_summary (PilotImportColumnsPage *self)
{
  g_autoptr (GError) error = NULL;
  gboolean complete = pilot_importer_check_mapping (self->importer, &error);
  g_autofree char *text = complete ? dup_summary (self) : g_strdup (error->message);

  gtk_label_set_text (self->summary_label, text);
  gtk_widget_set_visible (self->warning_image, !complete);
  g_signal_emit (self, page_signals[MAPPED], 0);
}

static void
show_row (PilotImportColumnsPage *self, GtkListItem *item)
{
  pilot_import_column_row_show (PILOT_IMPORT_COLUMN_ROW (gtk_list_item_get_child (item)), self->importer, gtk_list_item_get_position (item));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, pilot_import_column_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PilotImportColumnsPage *self)
{
  g_ptr_array_add (self->bound, item);
  show_row (self, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PilotImportColumnsPage *self)
{
  g_ptr_array_remove_fast (self->bound, item);
}

/* There are rows for what is seen and as much again, wherever one scrolls and however high the window is. */
static gboolean
wants_more (PilotImportColumnsPage *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  return self->slice != NULL && gtk_adjustment_get_page_size (adjustment) > 0 &&
         gtk_slice_list_model_get_size (self->slice) < pilot_importer_get_n_columns (self->importer) &&
         gtk_adjustment_get_value (adjustment) + 2 * gtk_adjustment_get_page_size (adjustment) >= gtk_adjustment_get_upper (adjustment);
}

/* Goes on by itself: as long as the rows don't fill the view, the adjustment has nothing to tell. A frame lays out what came
 * since the one before: that has to be little. */
static gboolean
grow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PilotImportColumnsPage *self = PILOT_IMPORT_COLUMNS_PAGE (widget);

  if (wants_more (self))
    {
      gtk_slice_list_model_set_size (self->slice, gtk_slice_list_model_get_size (self->slice) + PILOT_IMPORT_COLUMNS_AT_ONCE);
      return G_SOURCE_CONTINUE;
    }
  self->grow_id = 0;
  return G_SOURCE_REMOVE;
}

/* Not while it is laid out. */
static void
scrolled_cb (PilotImportColumnsPage *self)
{
  if (self->grow_id == 0 && wants_more (self))
    self->grow_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
}

static void
chosen_cb (PilotImportColumnsPage *self, guint column, int target)
{
  pilot_import_columns_page_choose (self, column, target);
}

/* Where the column's field stands, as the page sees it. */
static gboolean
find_target (PilotImportColumnsPage *self, guint column, GdkRectangle *place)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);
      graphene_rect_t bounds;

      if (gtk_list_item_get_position (item) != column
          || !gtk_widget_compute_bounds (pilot_import_column_row_get_target_widget (PILOT_IMPORT_COLUMN_ROW (gtk_list_item_get_child (item))),
                                         GTK_WIDGET (self), &bounds))
        continue;
      *place = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height };
      return TRUE;
    }
  return FALSE;
}

static void
activate_cb (PilotImportColumnsPage *self, guint column)
{
  GdkRectangle place;

  if (!find_target (self, column, &place))
    return;
  if (self->popover == NULL)
    {
      self->popover = pilot_import_target_popover_new ();
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect_object (self->popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
      /* The keyboard goes back to the row, not nowhere. */
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (pilot_import_columns_page_focus), self, G_CONNECT_SWAPPED);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  pilot_import_target_popover_open (PILOT_IMPORT_TARGET_POPOVER (self->popover), self->importer, column);
}

static void
format_chosen_cb (PilotImportColumnsPage *self, guint encoding, guint delimiter)
{
  g_signal_emit (self, page_signals[FORMAT_CHOSEN], 0, encoding, delimiter);
}

static void
make_format_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  PilotImportColumnsPage *self = user_data;

  if (self->format_popover == NULL)
    {
      self->format_popover = pilot_import_format_popover_new ();
      g_signal_connect_object (self->format_popover, "format-chosen", G_CALLBACK (format_chosen_cb), self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, self->format_popover);
    }
  pilot_import_format_popover_show (PILOT_IMPORT_FORMAT_POPOVER (self->format_popover), self->importer);
}

static void
fill_rows (PilotImportColumnsPage *self)
{
  g_autoptr (GtkStringList) columns = gtk_string_list_new (NULL);
  g_autoptr (GtkSelectionModel) selection = NULL;

  for (guint i = 0; i < pilot_importer_get_n_columns (self->importer); i++)
    gtk_string_list_append (columns, "");
  g_clear_object (&self->slice);
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_steal_pointer (&columns)), 0, PILOT_IMPORT_COLUMNS_AT_ONCE);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->slice))));
  gtk_list_view_set_model (self->view, selection);
  scrolled_cb (self);
}

/* What was found out about the file that a person should look at; else where to look. */
static void
show_hint (PilotImportColumnsPage *self)
{
  g_autofree char *warning = pilot_importer_dup_encoding_warning (self->importer);
  g_autofree char *above = pilot_importer_dup_above_note (self->importer);
  gboolean first_is_data = pilot_importer_get_first_is_data (self->importer) && !pilot_importer_get_has_header (self->importer);

  if (above != NULL)
    pilot_import_words_join (&warning, above);
  if (first_is_data)
    pilot_import_words_join (&warning, _("The first row looks like data, not like headings, and is imported too. Choose below what each column is."));
  gtk_label_set_text (self->preview_label, warning != NULL ? warning : _("If letters or columns look wrong here, correct how the file is read."));
  gtk_widget_set_visible (self->preview_image, warning != NULL);
}

static void
reset_cb (PilotImportColumnsPage *self)
{
  show_hint (self);
  pilot_import_preview_show (self->preview, self->importer);
  fill_rows (self);
  update_summary (self);
}

static void
pilot_import_columns_page_dispose (GObject *object)
{
  PilotImportColumnsPage *self = PILOT_IMPORT_COLUMNS_PAGE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->slice);
  g_clear_object (&self->importer);
  G_OBJECT_CLASS (pilot_import_columns_page_parent_class)->dispose (object);
}

static void
pilot_import_columns_page_finalize (GObject *object)
{
  g_ptr_array_unref (PILOT_IMPORT_COLUMNS_PAGE (object)->bound);
  G_OBJECT_CLASS (pilot_import_columns_page_parent_class)->finalize (object);
}

static void
pilot_import_columns_page_class_init (PilotImportColumnsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_import_columns_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = pilot_import_columns_page_finalize;
  page_signals[FORMAT_CHOSEN] = g_signal_new ("format-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                              G_TYPE_UINT);
  page_signals[MAPPED] = g_signal_new ("mapped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  page_signals[TOLD] = g_signal_new ("told", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (PILOT_TYPE_TAB_STOP);
  g_type_ensure (PILOT_TYPE_IMPORT_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/import/pilot-import-columns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, preview_image);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, preview_label);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, format_button);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, preview);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, view);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, warning_image);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, summary_label);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
pilot_import_columns_page_init (PilotImportColumnsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment;

  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->view, factory);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_create_popup_func (self->format_button, make_format_popover_cb, self, NULL);
  pilot_accessible_name_menu_buttons (GTK_WIDGET (self));
}

void
pilot_import_columns_page_set_importer (PilotImportColumnsPage *self, PilotImporter *importer)
{
  g_set_object (&self->importer, importer);
  g_signal_connect_object (importer, "reset", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
}

void
pilot_import_columns_page_choose (PilotImportColumnsPage *self, guint column, int target)
{
  g_autoptr (GError) error = NULL;
  int other;

  if (!pilot_importer_take_target (self->importer, column, target, &other, &error))
    {
      g_signal_emit (self, page_signals[TOLD], 0, error->message);
      return;
    }
  for (guint i = 0; i < self->bound->len; i++)
    show_row (self, g_ptr_array_index (self->bound, i));
  update_summary (self);
  if (other >= 0)
    {
      g_autofree char *heading = pilot_import_words_dup_heading (self->importer, other);
      /* Translators: a column of the file whose field was given to another column */
      g_autofree char *text = g_strdup_printf (_("“%s” is now kept in the notes."), heading);

      g_signal_emit (self, page_signals[TOLD], 0, text);
    }
}

void
pilot_import_columns_page_focus (PilotImportColumnsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
