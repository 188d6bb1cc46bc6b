/* pilot-import-columns-page.c: how a file is read, and which column is which field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-columns-page.h"

#include "pilot-tab-stop.h"

#include <glib/gi18n-lib.h>

/* More columns than anybody looks through; those beyond are kept in the notes. */
#define MAX_SHOWN_COLUMNS 100
#define MAX_PREVIEW_COLUMNS 40
#define N_SAMPLES 3

struct _PilotImportColumnsPage
{
  AdwBin parent_instance;

  PilotImporter *importer; /* (owned) (nullable) */
  GArray *targets;         /* (owned) (element-type int): what the choosers' items stand for */
  GPtrArray *choosers;     /* (owned) (element-type GtkDropDown): not owned */
  GPtrArray *rows;         /* (owned) (element-type GtkWidget): not owned */
  gboolean filling;        /* the widgets are being set, not chosen */

  AdwPreferencesGroup *preview_group;
  GtkColumnView *preview_view;
  AdwComboRow *encoding_row;
  AdwComboRow *delimiter_row;
  GtkSwitch *header_switch;
  GtkSwitch *strict_switch;
  AdwPreferencesGroup *columns_group;
};

G_DEFINE_FINAL_TYPE (PilotImportColumnsPage, pilot_import_columns_page, ADW_TYPE_BIN)

typedef enum {
  FORMAT_CHOSEN,
  REFUSED,
  N_SIGNALS
} PilotImportColumnsPageSignal;

static guint page_signals[N_SIGNALS];

static guint
find_target (PilotImportColumnsPage *self, int target)
{
  for (guint i = 0; i < self->targets->len; i++)
    if (g_array_index (self->targets, int, i) == target)
      return i;
  return 0;
}

static void
select_targets (PilotImportColumnsPage *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->choosers->len; i++)
    gtk_drop_down_set_selected (g_ptr_array_index (self->choosers, i), find_target (self, pilot_importer_get_target (self->importer, i)));
  self->filling = FALSE;
}

static void
target_cb (GtkDropDown *chooser, GParamSpec *pspec, PilotImportColumnsPage *self)
{
  guint column;

  if (self->filling || !g_ptr_array_find (self->choosers, chooser, &column))
    return;
  pilot_import_columns_page_choose (self, column, g_array_index (self->targets, int, gtk_drop_down_get_selected (chooser)));
}

static void
format_cb (PilotImportColumnsPage *self)
{
  guint encoding = adw_combo_row_get_selected (self->encoding_row);
  guint delimiter = adw_combo_row_get_selected (self->delimiter_row);

  if (!self->filling && encoding != GTK_INVALID_LIST_POSITION && delimiter != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, page_signals[FORMAT_CHOSEN], 0, encoding, delimiter);
}

static void
header_cb (PilotImportColumnsPage *self)
{
  if (!self->filling && self->importer != NULL)
    pilot_importer_set_has_header (self->importer, gtk_switch_get_active (self->header_switch));
}

static void
strict_cb (PilotImportColumnsPage *self)
{
  if (!self->filling && self->importer != NULL)
    pilot_importer_set_strict (self->importer, gtk_switch_get_active (self->strict_switch));
}

static GtkStringList *
make_targets (PilotImportColumnsPage *self)
{
  PilotEntity entity = pilot_importer_get_entity (self->importer);
  const PilotSchema *schema = pilot_schema_get (entity);
  GtkStringList *labels = gtk_string_list_new (NULL);
  int target = PILOT_IMPORT_TO_NOTES;

  g_array_set_size (self->targets, 0);
  g_array_append_val (self->targets, target);
  gtk_string_list_append (labels, _("Keep in the notes"));
  target = PILOT_IMPORT_LEAVE_OUT;
  g_array_append_val (self->targets, target);
  gtk_string_list_append (labels, _("Leave out"));
  for (guint i = PILOT_FIELD_ID; i < schema->n_fields; i++)
    if (pilot_importer_is_target (entity, i))
      {
        target = i;
        g_array_append_val (self->targets, target);
        gtk_string_list_append (labels, pilot_importer_target_label (entity, i));
      }
  return labels;
}

static char *
dup_samples (PilotImportColumnsPage *self, guint column)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < pilot_importer_get_preview_rows (self->importer) && samples->len < N_SAMPLES; i++)
    {
      const char *cell = pilot_importer_get_preview (self->importer, i, column);

      if (*cell != '\0')
        g_ptr_array_add (samples, (char *) cell);
    }
  g_ptr_array_add (samples, NULL);
  text = g_strjoinv (" · ", (char **) samples->pdata);
  /* A cell of several lines, too, is a sample of one. */
  g_strdelimit (text, "\n\r\v\f", ' ');
  return g_markup_escape_text (text, -1);
}

static char *
dup_heading (PilotImportColumnsPage *self, guint column)
{
  const char *heading = pilot_importer_get_heading (self->importer, column);

  /* Translators: stands for the heading of a column that has none; the number counts from 1 */
  return *heading != '\0' ? g_strdup (heading) : g_strdup_printf (_("Column %u"), column + 1);
}

static void
add_column_row (PilotImportColumnsPage *self, guint column, GListModel *labels)
{
  g_autofree char *heading = dup_heading (self, column);
  g_autofree char *title = g_markup_escape_text (heading, -1);
  g_autofree char *samples = dup_samples (self, column);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *chooser = gtk_drop_down_new (g_object_ref (labels), NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), samples);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_valign (chooser, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chooser);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), chooser);
  g_ptr_array_add (self->choosers, chooser);
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (chooser, "notify::selected", G_CALLBACK (target_cb), self, 0);
  adw_preferences_group_add (self->columns_group, row);
}

static void
fill_columns (PilotImportColumnsPage *self)
{
  g_autoptr (GtkStringList) labels = make_targets (self);
  guint n = pilot_importer_get_n_columns (self->importer);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->choosers, 0);
  self->filling = TRUE;
  for (guint i = 0; i < MIN (n, MAX_SHOWN_COLUMNS); i++)
    add_column_row (self, i, G_LIST_MODEL (labels));
  select_targets (self);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PilotImportColumnsPage *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      pilot_importer_get_preview (self->importer, gtk_list_item_get_position (item), column));
}

static void
fill_preview (PilotImportColumnsPage *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->preview_view);
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);

  gtk_column_view_set_model (self->preview_view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->preview_view, column);
    }
  for (guint i = 0; i < MIN (pilot_importer_get_n_columns (self->importer), MAX_PREVIEW_COLUMNS); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autofree char *heading = dup_heading (self, i);
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (heading, factory);

      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
      g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell_cb), self, 0);
      g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell_cb), self, 0);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (self->preview_view, column);
    }
  for (guint i = 0; i < pilot_importer_get_preview_rows (self->importer); i++)
    gtk_string_list_append (rows, "");
  gtk_column_view_set_model (self->preview_view, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)))));
}

static void
reset_cb (PilotImportColumnsPage *self)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (self->encoding_row, pilot_importer_get_encoding_number (self->importer));
  adw_combo_row_set_selected (self->delimiter_row, pilot_importer_get_delimiter_number (self->importer));
  gtk_switch_set_active (self->header_switch, pilot_importer_get_has_header (self->importer));
  self->filling = FALSE;
  adw_preferences_group_set_description (
    self->preview_group,
    pilot_importer_get_first_is_data (self->importer) && !pilot_importer_get_has_header (self->importer)
      ? _("The first row looks like data, not like headings, and is imported too. Choose below what each column is.")
      : _("If letters or columns look wrong here, correct below how the file is read."));
  fill_preview (self);
  fill_columns (self);
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
pilot_import_columns_page_dispose (GObject *object)
{
  PilotImportColumnsPage *self = PILOT_IMPORT_COLUMNS_PAGE (object);

  g_clear_object (&self->importer);
  g_clear_pointer (&self->targets, g_array_unref);
  g_clear_pointer (&self->choosers, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (pilot_import_columns_page_parent_class)->dispose (object);
}

static void
pilot_import_columns_page_class_init (PilotImportColumnsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_import_columns_page_dispose;
  page_signals[FORMAT_CHOSEN] = g_signal_new ("format-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              2, G_TYPE_UINT, G_TYPE_UINT);
  page_signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
  g_type_ensure (PILOT_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/import/pilot-import-columns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, preview_group);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, preview_view);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, header_switch);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, strict_switch);
  gtk_widget_class_bind_template_child (widget_class, PilotImportColumnsPage, columns_group);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_cb);
  gtk_widget_class_bind_template_callback (widget_class, strict_cb);
}

static void
pilot_import_columns_page_init (PilotImportColumnsPage *self)
{
  self->targets = g_array_new (FALSE, FALSE, sizeof (int));
  self->choosers = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_labels (self->encoding_row, pilot_importer_encoding_label);
  set_labels (self->delimiter_row, pilot_importer_delimiter_label);
  self->filling = FALSE;
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

  if (pilot_importer_set_target (self->importer, column, target, &error))
    {
      select_targets (self);
      return;
    }
  select_targets (self);
  g_signal_emit (self, page_signals[REFUSED], 0, error->message);
}
