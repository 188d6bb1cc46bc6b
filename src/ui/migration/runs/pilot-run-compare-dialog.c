/* pilot-run-compare-dialog.c: two runs side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-compare-dialog.h"

#include "pilot-entity-count.h"
#include "pilot-format.h"
#include "pilot-run-compare.h"
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>

#define MAX_NAMES 12

struct _PilotRunCompareDialog
{
  AdwWindow parent_instance;

  PilotWorkspace *workspace; /* (owned) */
  char *run_id;              /* (owned) */
  PilotList *runs;           /* (owned) */
  GPtrArray *others;         /* (owned) (element-type utf8): ids */
  GCancellable *cancellable; /* (owned) (nullable) */
  GtkDropDown *other;
  GtkGrid *grid;
  GtkLabel *message;
  guint n_lines;
};

G_DEFINE_FINAL_TYPE (PilotRunCompareDialog, pilot_run_compare_dialog, ADW_TYPE_WINDOW)

static void
add_cell (PilotRunCompareDialog *self, const char *text, int column, int row, gboolean bold)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_hexpand (label, TRUE);
  /* The runs' names above their columns. */
  if (row == 0)
    gtk_widget_add_css_class (label, "caption-heading");
  else if (bold)
    gtk_widget_add_css_class (label, "heading");
  else if (column == 0)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

/* Some names are enough to know which group it is. */
static char *
join (GPtrArray *names)
{
  GString *text = g_string_new (NULL);
  guint n_more = names->len > MAX_NAMES ? names->len - MAX_NAMES : 0;

  for (guint i = 0; i < names->len - n_more; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (names, i));
  if (n_more > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n_more), n_more);
    }
  return g_string_free (text, FALSE);
}

static void
add_line (PilotRunCompareDialog *self, const char *label, const char *first, const char *second, int row, gboolean differs)
{
  add_cell (self, label, 0, row, FALSE);
  add_cell (self, *first != '\0' ? first : _("none"), 1, row, differs);
  add_cell (self, *second != '\0' ? second : _("none"), 2, row, differs);
}

/* The lines that differ, or those that don't. */
static int
add_lines (PilotRunCompareDialog *self, const PilotRunComparison *comparison, gboolean differs, int row)
{
  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const PilotRunDifference *line = g_ptr_array_index (comparison->lines, i);

      if (!line->differs == !differs && (*line->first != '\0' || *line->second != '\0'))
        add_line (self, line->label, line->first, line->second, row++, differs);
    }
  return row;
}

static void
show (PilotRunCompareDialog *self, const PilotRunComparison *comparison)
{
  g_autofree char *only_first = join (comparison->only_first);
  g_autofree char *only_second = join (comparison->only_second);
  g_autofree char *both = pilot_entity_dup_count (PILOT_ENTITY_AGENCY, comparison->n_both);
  g_autofree char *message = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  first = pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_RUN, self->run_id);
  second = pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_RUN, g_ptr_array_index (self->others, gtk_drop_down_get_selected (self->other)));
  add_cell (self, first, 1, row, FALSE);
  add_cell (self, second, 2, row++, FALSE);
  row = add_lines (self, comparison, TRUE, row);
  if (comparison->only_first->len + comparison->only_second->len > 0)
    add_line (self, _("Agencies of one alone"), only_first, only_second, row++, TRUE);
  row = add_lines (self, comparison, FALSE, row);
  self->n_lines = (guint) row;
  /* Translators: %s is e.g. “12 agencies” */
  message = g_strdup_printf (_("%s in both. What differs comes first, in bold."), both);
  gtk_label_set_text (self->message, message);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunComparison) comparison = pilot_run_compare_finish (PILOT_WORKSPACE (source), result, &error);
  PilotRunCompareDialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = PILOT_RUN_COMPARE_DIALOG (user_data);
  if (comparison != NULL)
    show (self, comparison);
  else
    {
      g_autofree char *text = pilot_format_error (error);

      gtk_label_set_text (self->message, text);
    }
}

static void
chosen_cb (PilotRunCompareDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->other);

  if (selected >= self->others->len)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  pilot_run_compare_async (self->workspace, self->run_id, g_ptr_array_index (self->others, selected), self->cancellable, compared_cb, self);
}

static void
runs_cb (PilotRunCompareDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->runs));
  GtkStringList *names = gtk_string_list_new (NULL);
  gboolean had_others = self->others->len > 0;
  guint selected = gtk_drop_down_get_selected (self->other);
  g_autofree char *kept = selected < self->others->len ? g_strdup (g_ptr_array_index (self->others, selected)) : NULL;

  selected = 0;
  g_ptr_array_set_size (self->others, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->runs), i);
      PilotRecord *run = row != NULL ? pilot_row_get_record (row) : NULL;
      g_autofree char *name = run != NULL ? pilot_record_dup_title (run) : NULL;

      if (run == NULL || g_strcmp0 (pilot_record_get_id (run), self->run_id) == 0)
        continue;
      if (g_strcmp0 (pilot_record_get_id (run), kept) == 0)
        selected = self->others->len;
      g_ptr_array_add (self->others, g_strdup (pilot_record_get_id (run)));
      gtk_string_list_append (names, name);
    }
  gtk_label_set_text (self->message, self->others->len > 0 ? _("Comparing…") : _("There is no other run to compare with."));
  gtk_widget_set_sensitive (GTK_WIDGET (self->other), self->others->len > 0);
  /* A run that goes on changes the list again and again: what was chosen stays. */
  gtk_drop_down_set_model (self->other, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->other, selected);
  g_object_unref (names);
  /* Insensitive until now, it could not have the keyboard. */
  if (!had_others && self->others->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->other));
  chosen_cb (self);
}

static void
pilot_run_compare_dialog_dispose (GObject *object)
{
  PilotRunCompareDialog *self = PILOT_RUN_COMPARE_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->runs);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (pilot_run_compare_dialog_parent_class)->dispose (object);
}

static void
pilot_run_compare_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (PILOT_RUN_COMPARE_DIALOG (object)->others);
  g_free (PILOT_RUN_COMPARE_DIALOG (object)->run_id);
  G_OBJECT_CLASS (pilot_run_compare_dialog_parent_class)->finalize (object);
}

static void
pilot_run_compare_dialog_class_init (PilotRunCompareDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_compare_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = pilot_run_compare_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pilot_run_compare_dialog_init (PilotRunCompareDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->others = g_ptr_array_new_with_free_func (g_free);
  self->other = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->grid = GTK_GRID (gtk_grid_new ());
  self->message = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->other), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->other), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The run to compare with"), -1);
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_add_css_class (box, "page-box");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->other));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  g_signal_connect_object (self->other, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pilot_run_compare_dialog_new (PilotContext *context, const char *run_id)
{
  PilotRunCompareDialog *self = g_object_new (PILOT_TYPE_RUN_COMPARE_DIALOG, NULL);
  g_auto (PilotQuery) query = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  self->workspace = g_object_ref (pilot_context_get_workspace (context));
  self->run_id = g_strdup (run_id);
  name = pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_RUN, run_id);
  /* Translators: %s is the name of a migration run */
  title = g_strdup_printf (_("Compare “%s”"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  self->runs = pilot_workspace_create_list (self->workspace, PILOT_ENTITY_RUN);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (runs_cb), self, G_CONNECT_SWAPPED);
  pilot_query_init (&query, PILOT_ENTITY_RUN);
  pilot_list_set_query (self->runs, &query);
  runs_cb (self);
  return GTK_WIDGET (self);
}

guint
pilot_run_compare_dialog_get_n_lines (PilotRunCompareDialog *self)
{
  return self->n_lines;
}
