/* pilot-import-rows-page.c: what becomes of each row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-rows-page.h"

#include "pilot-format.h"
#include "pilot-import-cell.h"
#include "pilot-import-words.h"
#include "pilot-paced-model.h"
#include "pilot-short-text.h"
#include "pilot-tab-stop.h"

#include <glib/gi18n-lib.h>

/* More than fits into a line of any window. */
#define SHOWN_CHARS 200
#define DETAIL_CHARS 600
#define LINE_CHARS 8

/* The filters, in the order in which they are shown. */
static const struct
{
  int verdict;
  const char *label; /* (nullable): NULL: the verdict's */
} filters[] = {
  { PILOT_IMPORT_ANY, N_("All") },
  { PILOT_IMPORT_NEW, NULL },
  { PILOT_IMPORT_CHANGED, NULL },
  { PILOT_IMPORT_UNCHANGED, NULL },
  { PILOT_IMPORT_INVALID, NULL },
  { PILOT_IMPORT_DUPLICATE, NULL },
  /* Translators: rows of a file that are taken, but with a remark, such as an ill-formed value that is kept in the notes */
  { PILOT_IMPORT_REMARKED, N_("With Remarks") },
};

struct _PilotImportRowsPage
{
  AdwBin parent_instance;

  PilotImporter *importer; /* (owned) (nullable) */
  PilotImportRow *selected; /* (owned) (nullable) */
  GtkWidget *buttons[G_N_ELEMENTS (filters)];

  GtkBox *filter_box;
  GtkStack *stack;
  GtkColumnView *view;
  GtkColumnViewColumn *line_column;
  GtkColumnViewColumn *verdict_column;
  GtkColumnViewColumn *title_column;
  GtkColumnViewColumn *message_column;
  GtkWidget *detail_box;
  GtkLabel *detail_label;
  GtkActionBar *action_bar;
  GtkLabel *summary_label;
  GtkButton *save_button;
};

G_DEFINE_FINAL_TYPE (PilotImportRowsPage, pilot_import_rows_page, ADW_TYPE_BIN)

static guint save_errors_signal;

/* (transfer full): several lines on one, and of a long text its beginning. */
static char *
dup_one_line (const char *text, guint n_chars)
{
  g_autofree char *shown = pilot_short_text (text, n_chars);
  g_auto (GStrv) lines = g_strsplit (shown, "\n", -1);

  return g_strjoinv (" · ", lines);
}

/* What the line of the table cuts: a tooltip is for who has a mouse. */
static void
show_detail (PilotImportRowsPage *self)
{
  const char *message = self->selected != NULL ? pilot_import_row_get_message (self->selected) : "";
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;

  if (self->selected == NULL)
    {
      gtk_label_set_text (self->detail_label, "");
      return;
    }
  if (*message == '\0')
    message = pilot_import_row_get_changes (self->selected);
  line = dup_one_line (message, DETAIL_CHARS);
  text = *message == '\0'
           /* Translators: the number of a row's line in the file, and what becomes of it, e.g. "New" */
           ? g_strdup_printf (_("Line %u: %s"), pilot_import_row_get_line (self->selected),
                              pilot_import_verdict_to_label (pilot_import_row_get_verdict (self->selected)))
           /* Translators: the number of a row's line in the file, what becomes of it, e.g. "New", and why or what changes */
           : g_strdup_printf (_("Line %u: %s. %s"), pilot_import_row_get_line (self->selected),
                              pilot_import_verdict_to_label (pilot_import_row_get_verdict (self->selected)), line);
  gtk_label_set_text (self->detail_label, text);
}

static void
selected_cb (PilotImportRowsPage *self, GParamSpec *pspec, GtkSingleSelection *selection)
{
  if (self->selected != NULL)
    g_signal_handlers_disconnect_by_func (self->selected, show_detail, self);
  g_set_object (&self->selected, gtk_single_selection_get_selected_item (selection));
  if (self->selected != NULL && !pilot_import_row_is_read (self->selected))
    g_signal_connect_object (self->selected, "notify::message", G_CALLBACK (show_detail), self, G_CONNECT_SWAPPED);
  show_detail (self);
}

static void
show_rows (PilotImportRowsPage *self, int verdict)
{
  GListModel *rows = pilot_importer_create_rows (self->importer, verdict);
  g_autoptr (GtkSingleSelection) selection = NULL;

  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (rows) > 0 ? "rows" : "empty");
  selection = gtk_single_selection_new (pilot_paced_model_new (rows));
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  selected_cb (self, NULL, selection);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

static void
filter_cb (GtkToggleButton *button, PilotImportRowsPage *self)
{
  if (!gtk_toggle_button_get_active (button) || self->importer == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      show_rows (self, filters[i].verdict);
}

static void
saved_as_cb (PilotImportRowsPage *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    g_signal_emit (self, save_errors_signal, 0, file);
}

static void
save_cb (PilotImportRowsPage *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save Refused Rows"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  /* Translators: the name of a file */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("refused-rows.csv"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (saved_as_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* How wide a cell has to be for what stands in the column, in characters; 0: the column has a width of its own. */
static guint
get_min_chars (PilotImportRowsPage *self, gpointer column)
{
  glong n = column == self->line_column ? LINE_CHARS : 0;

  for (guint i = 0; column == self->verdict_column && i < PILOT_IMPORT_N_VERDICTS; i++)
    n = MAX (n, g_utf8_strlen (pilot_import_verdict_to_label (i), -1) + 2);
  return (guint) n;
}

/* An inscription asks for no size that depends on its text: the table makes some 200 rows, and measures them all. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PilotImportRowsPage *self)
{
  gpointer column = g_object_get_data (G_OBJECT (factory), "column");
  GtkWidget *cell = pilot_import_cell_new (get_min_chars (self, column));

  g_object_set_data (G_OBJECT (cell), "column", column);
  gtk_list_item_set_child (item, cell);
}

static char *
dup_cell (PilotImportRowsPage *self, gpointer column, PilotImportRow *row)
{
  const char *message = pilot_import_row_get_message (row);

  if (column == self->line_column)
    return g_strdup_printf ("%u", pilot_import_row_get_line (row));
  if (column == self->verdict_column)
    return g_strdup (pilot_import_verdict_to_label (pilot_import_row_get_verdict (row)));
  if (column == self->title_column)
    return g_strdup (pilot_import_row_get_title (row));
  return g_strdup (*message != '\0' ? message : pilot_import_row_get_changes (row));
}

static void
show_cell (PilotImportRowsPage *self, gpointer column, PilotImportRow *row, GtkWidget *cell)
{
  g_autofree char *text = dup_cell (self, column, row);
  g_autofree char *line = dup_one_line (text, SHOWN_CHARS);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), line);
  gtk_widget_set_tooltip_text (cell, *text != '\0' ? text : NULL);
}

/* A long row's text comes when a worker has read it. */
static void
read_cb (PilotImportRow *row, GParamSpec *pspec, GtkWidget *cell)
{
  PilotImportRowsPage *self = PILOT_IMPORT_ROWS_PAGE (gtk_widget_get_ancestor (cell, PILOT_TYPE_IMPORT_ROWS_PAGE));

  if (self != NULL)
    show_cell (self, g_object_get_data (G_OBJECT (cell), "column"), row, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PilotImportRowsPage *self)
{
  PilotImportRow *row = gtk_list_item_get_item (item);
  PilotImportVerdict verdict = pilot_import_row_get_verdict (row);
  GtkWidget *cell = gtk_list_item_get_child (item);

  show_cell (self, g_object_get_data (G_OBJECT (cell), "column"), row, cell);
  if (!pilot_import_row_is_read (row))
    g_signal_connect_object (row, "notify::message", G_CALLBACK (read_cb), cell, 0);
  if (verdict == PILOT_IMPORT_INVALID || verdict == PILOT_IMPORT_DUPLICATE)
    gtk_widget_add_css_class (cell, "error");
  else
    gtk_widget_remove_css_class (cell, "error");
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PilotImportRowsPage *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), read_cb, gtk_list_item_get_child (item));
}

static void
add_factory (PilotImportRowsPage *self, GtkColumnViewColumn *column)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "column", column);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_column_view_column_set_factory (column, factory);
}

static void
add_filters (PilotImportRowsPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      self->buttons[i] = gtk_toggle_button_new ();
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->buttons[i]), GTK_TOGGLE_BUTTON (self->buttons[0]));
      g_signal_connect_object (self->buttons[i], "toggled", G_CALLBACK (filter_cb), self, 0);
      gtk_box_append (self->filter_box, self->buttons[i]);
    }
}

static char *
dup_summary (PilotImportRowsPage *self)
{
  guint unchanged = pilot_importer_count (self->importer, PILOT_IMPORT_UNCHANGED);
  guint accepted = pilot_importer_count (self->importer, PILOT_IMPORT_NEW) + pilot_importer_count (self->importer, PILOT_IMPORT_CHANGED);
  guint refused = pilot_importer_count (self->importer, PILOT_IMPORT_INVALID) + pilot_importer_count (self->importer, PILOT_IMPORT_DUPLICATE);
  char *text = NULL;

  if (accepted == 0)
    text = g_strdup (_("There is nothing to import."));
  pilot_import_words_add (&text, accepted, ngettext ("%s row will be written.", "%s rows will be written.", accepted));
  pilot_import_words_add (&text, unchanged, ngettext ("%s row is unchanged.", "%s rows are unchanged.", unchanged));
  pilot_import_words_add (&text, refused, ngettext ("%s row is left out.", "%s rows are left out.", refused));
  return text;
}

static void
pilot_import_rows_page_dispose (GObject *object)
{
  PilotImportRowsPage *self = PILOT_IMPORT_ROWS_PAGE (object);

  g_clear_object (&self->selected);
  g_clear_object (&self->importer);
  G_OBJECT_CLASS (pilot_import_rows_page_parent_class)->dispose (object);
}

static void
pilot_import_rows_page_class_init (PilotImportRowsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_import_rows_page_dispose;
  save_errors_signal = g_signal_new ("save-errors", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  g_type_ensure (PILOT_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/import/pilot-import-rows-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, filter_box);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, view);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, line_column);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, verdict_column);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, title_column);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, message_column);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, detail_box);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, detail_label);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, action_bar);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PilotImportRowsPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
pilot_import_rows_page_init (PilotImportRowsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_factory (self, self->line_column);
  add_factory (self, self->verdict_column);
  add_factory (self, self->title_column);
  add_factory (self, self->message_column);
  add_filters (self);
}

void
pilot_import_rows_page_show (PilotImportRowsPage *self, PilotImporter *importer)
{
  g_autofree char *summary = NULL;

  g_set_object (&self->importer, importer);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      guint n = pilot_importer_count (importer, filters[i].verdict);
      const char *label = filters[i].label != NULL ? _(filters[i].label) : pilot_import_verdict_to_label (filters[i].verdict);
      g_autofree char *count = pilot_format_count (n);
      /* Translators: a kind of rows, and how many there are */
      g_autofree char *text = g_strdup_printf (_("%s (%s)"), label, count);

      gtk_button_set_label (GTK_BUTTON (self->buttons[i]), text);
      gtk_widget_set_visible (self->buttons[i], n > 0 || filters[i].verdict == PILOT_IMPORT_ANY);
    }
  gtk_widget_set_visible (self->detail_box, pilot_importer_count (importer, PILOT_IMPORT_ANY) > pilot_importer_count (importer, PILOT_IMPORT_NEW)
                                              || pilot_importer_count (importer, PILOT_IMPORT_REMARKED) > 0);
  summary = dup_summary (self);
  gtk_label_set_text (self->summary_label, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), pilot_importer_count (importer, PILOT_IMPORT_INVALID) > 0 ||
                                                            pilot_importer_count (importer, PILOT_IMPORT_DUPLICATE) > 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
}
