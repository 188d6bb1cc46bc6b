/* pilot-run-compare-dialog.c: two runs side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-compare-dialog.h"

#include "pilot-downtime.h"
#include "pilot-entity-count.h"
#include "pilot-format.h"
#include "pilot-run-compare.h"
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>

#define MAX_NAMES 12
#define HEADING_SPACE 12

struct _PilotRunCompareDialog
{
  AdwWindow parent_instance;

  PilotWorkspace *workspace; /* (owned) */
  char *run_id;              /* (owned) */
  PilotList *runs;           /* (owned) */
  GPtrArray *others;         /* (owned) (element-type utf8): ids */
  GPtrArray *names;          /* (owned) (element-type utf8): of the others */
  char *shown_id;            /* (owned) (nullable): of the run that is compared with */
  GCancellable *cancellable; /* (owned) (nullable) */
  GtkDropDown *other;
  GtkGrid *grid;
  GtkLabel *message;
  guint n_lines;
};

G_DEFINE_FINAL_TYPE (PilotRunCompareDialog, pilot_run_compare_dialog, ADW_TYPE_WINDOW)

static void
add_cell (PilotRunCompareDialog *self, const char *text, int column, int row, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
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

/* (transfer full): as a person reads it. */
static char *
dup_shown (PilotFieldType type, const char *text)
{
  GDate date;

  if (*text == '\0')
    return g_strdup (_("none"));
  if (type == PILOT_FIELD_INTEGER)
    return pilot_format_count (g_ascii_strtoull (text, NULL, 10));
  if (type == PILOT_FIELD_DATE && pilot_downtime_parse_date (text, &date))
    return pilot_format_date (&date);
  return g_strdup (text);
}

static void
add_line (PilotRunCompareDialog *self, PilotFieldType type, const char *label, const char *first, const char *second, int row)
{
  g_autofree char *first_shown = dup_shown (type, first);
  g_autofree char *second_shown = dup_shown (type, second);

  add_cell (self, label, 0, row, "dim-label");
  add_cell (self, first_shown, 1, row, NULL);
  add_cell (self, second_shown, 2, row, NULL);
}

/* A heading of its own line, with some air above it. */
static int
add_heading (PilotRunCompareDialog *self, const char *text, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, HEADING_SPACE);
  gtk_grid_attach (self->grid, label, 0, row, 3, 1);
  return row + 1;
}

/* The lines that differ, or those that don't; of what neither says there is none. */
static int
add_lines (PilotRunCompareDialog *self, const PilotRunComparison *comparison, gboolean differs, int row)
{
  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const PilotRunDifference *line = g_ptr_array_index (comparison->lines, i);

      if (!line->differs == !differs && (*line->first != '\0' || *line->second != '\0'))
        add_line (self, line->type, line->label, line->first, line->second, row++);
    }
  return row;
}

/* What is said of the state of things; with nothing to say there is no room for it. */
static void
say (PilotRunCompareDialog *self, const char *text)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message), *text != '\0');
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
  int begin;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  first = pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_RUN, self->run_id);
  second = pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_RUN, g_ptr_array_index (self->others, gtk_drop_down_get_selected (self->other)));
  /* The runs' names above their columns. */
  add_cell (self, first, 1, row, "caption-heading");
  add_cell (self, second, 2, row++, "caption-heading");
  begin = add_heading (self, _("What Differs"), row);
  row = add_lines (self, comparison, TRUE, begin);
  if (comparison->only_first->len + comparison->only_second->len > 0)
    add_line (self, PILOT_FIELD_TEXT, _("Agencies of one alone"), only_first, only_second, row++);
  if (row == begin)
    add_cell (self, _("Nothing"), 0, row++, "dim-label");
  row = add_heading (self, _("What Is the Same"), row);
  row = add_lines (self, comparison, FALSE, row);
  /* Translators: %s is e.g. “12 agencies” */
  message = g_strdup_printf (_("%s in both"), both);
  add_cell (self, _("Agencies"), 0, row, "dim-label");
  add_cell (self, message, 1, row++, NULL);
  self->n_lines = (guint) row;
  say (self, "");
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

      say (self, text);
    }
}

static void
chosen_cb (PilotRunCompareDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->other);

  if (selected >= self->others->len)
    return;
  /* The same again, because a run went on: what is shown stays until it is known. */
  if (g_strcmp0 (self->shown_id, g_ptr_array_index (self->others, selected)) != 0)
    say (self, _("Comparing…"));
  g_free (self->shown_id);
  self->shown_id = g_strdup (g_ptr_array_index (self->others, selected));
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  pilot_run_compare_async (self->workspace, self->run_id, g_ptr_array_index (self->others, selected), self->cancellable, compared_cb, self);
}

static gboolean
has_same_names (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; a->len == b->len && i < a->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return a->len == b->len;
}

/* A run that goes on changes the list again and again: what was chosen stays, and an open list is not shut. */
static void
show_names (PilotRunCompareDialog *self, GPtrArray *names, guint selected)
{
  g_signal_handlers_block_by_func (self->other, chosen_cb, self);
  if (!has_same_names (self->names, names))
    {
      g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

      for (guint i = 0; i < names->len; i++)
        gtk_string_list_append (model, g_ptr_array_index (names, i));
      gtk_drop_down_set_model (self->other, G_LIST_MODEL (model));
      g_ptr_array_unref (self->names);
      self->names = g_ptr_array_ref (names);
    }
  gtk_drop_down_set_selected (self->other, selected);
  g_signal_handlers_unblock_by_func (self->other, chosen_cb, self);
}

static void
runs_cb (PilotRunCompareDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->runs));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean had_others = self->others->len > 0;
  guint selected = gtk_drop_down_get_selected (self->other);
  g_autofree char *kept = selected < self->others->len ? g_strdup (g_ptr_array_index (self->others, selected)) : NULL;

  selected = 0;
  g_ptr_array_set_size (self->others, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->runs), i);
      PilotRecord *run = row != NULL ? pilot_row_get_record (row) : NULL;

      if (run == NULL || pilot_runs_is_list (run) || g_strcmp0 (pilot_record_get_id (run), self->run_id) == 0)
        continue;
      if (g_strcmp0 (pilot_record_get_id (run), kept) == 0)
        selected = self->others->len;
      g_ptr_array_add (self->others, g_strdup (pilot_record_get_id (run)));
      g_ptr_array_add (names, pilot_record_dup_title (run));
    }
  if (self->others->len == 0)
    say (self, _("There is no other run to compare with."));
  gtk_widget_set_sensitive (GTK_WIDGET (self->other), self->others->len > 0);
  show_names (self, names, selected);
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
  PilotRunCompareDialog *self = PILOT_RUN_COMPARE_DIALOG (object);

  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->names);
  g_free (self->shown_id);
  g_free (self->run_id);
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
  self->names = g_ptr_array_new_with_free_func (g_free);
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
