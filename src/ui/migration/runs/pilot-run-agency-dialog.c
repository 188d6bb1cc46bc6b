/* pilot-run-agency-dialog.c: which agencies and users a run takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-agency-dialog.h"

#include "pilot-entity-count.h"
#include "pilot-filter-bar.h"
#include "pilot-format.h"
#include "pilot-run-agency-row.h"
#include "pilot-run-csv.h"
#include "pilot-run-list-menu.h"
#include "pilot-runs.h"
#include "pilot-window.h"

#include <glib/gi18n-lib.h>

/* Under the words above them. */
#define LINES_MARGIN 18

struct _PilotRunAgencyDialog
{
  AdwWindow parent_instance;

  PilotContext *context;     /* (owned) */
  PilotWorkspace *workspace; /* (owned) */
  PilotRunChoices *choices;  /* (owned) */
  PilotList *list;           /* (owned) */
  GPtrArray *rows;           /* (owned) (element-type PilotRunAgencyRow): those that were made */
  GtkSearchEntry *search;
  GtkWidget *filters;
  GtkToggleButton *only_chosen;
  GHashTable *listed; /* (owned) (nullable) (element-type utf8): the ids that are in sight; NULL: all */
  GtkStack *stack; /* the list, or that nothing is found */
  GtkLabel *text;
  GtkLabel *found;
  GtkTextView *lines; /* of a file: those that choose nobody */
  GtkWidget *lines_box;
  GtkWidget *for_found[2]; /* buttons that need that something is found */
  gboolean frozen;    /* what is chosen is settled: those alone are shown */
  gboolean included;  /* what becomes of those that are being collected */
};

G_DEFINE_FINAL_TYPE (PilotRunAgencyDialog, pilot_run_agency_dialog, ADW_TYPE_WINDOW)

static void only_chosen_cb (PilotRunAgencyDialog *self);

/* What an Undo button writes back. */
typedef struct
{
  char *run_id;    /* (owned) */
  GPtrArray *undo; /* (owned) (element-type PilotRunChoice) */
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_free (undo->run_id);
  g_ptr_array_unref (undo->undo);
  g_free (undo);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_run_choice_write_finish (PILOT_WORKSPACE (source), result, NULL, &error))
    pilot_context_toast_error (context, error);
}

static void
undo_cb (PilotContext *context, gpointer user_data)
{
  Undo *undo = user_data;
  PilotWorkspace *workspace = pilot_context_get_workspace (context);

  if (workspace != NULL)
    pilot_run_choice_write_async (workspace, undo->run_id, undo->undo, NULL, NULL, undone_cb, g_object_ref (context));
}

static void
show_error (PilotRunAgencyDialog *self, const GError *error)
{
  g_autofree char *text = pilot_format_error (error);

  gtk_label_set_text (self->text, text);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "error");
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRunAgencyDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL;
  Undo *undo;

  if (!pilot_run_choice_write_finish (PILOT_WORKSPACE (source), result, &before, &error))
    {
      show_error (self, error);
      for (guint i = 0; i < self->rows->len; i++)
        pilot_run_agency_row_update (g_ptr_array_index (self->rows, i));
      return;
    }
  if (before->len == 0)
    return;
  undo = g_new0 (Undo, 1);
  undo->run_id = g_strdup (pilot_run_choices_get_run_id (self->choices));
  undo->undo = g_steal_pointer (&before);
  pilot_context_toast_undo (self->context, _("Choice changed"), undo_cb, undo, undo_free);
}

static void
write_changes (PilotRunAgencyDialog *self, GPtrArray *changes, const char *source)
{
  pilot_run_choice_write_async (self->workspace, pilot_run_choices_get_run_id (self->choices), changes, source, NULL, written_cb, g_object_ref (self));
}

static void
choose_cb (PilotRunAgencyDialog *self, const char *agency_id, const char *recruiter_id, gboolean included)
{
  g_autoptr (GPtrArray) changes = pilot_run_choices_new_changes ();

  if (recruiter_id != NULL)
    g_ptr_array_add (changes, pilot_run_choice_new (agency_id, recruiter_id, included));
  else
    pilot_run_choices_add_agency (self->choices, changes, agency_id, included);
  write_changes (self, changes, NULL);
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRunAgencyDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = pilot_run_choices_collect_finish (PILOT_WORKSPACE (source), result, &error);
  g_autoptr (GPtrArray) changes = pilot_run_choices_new_changes ();

  if (ids == NULL)
    {
      show_error (self, error);
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    pilot_run_choices_add_agency (self->choices, changes, g_ptr_array_index (ids, i), self->included);
  write_changes (self, changes, NULL);
}

/* Whether one that is chosen is not in sight, though those are to be. */
static gboolean
misses_chosen (PilotRunAgencyDialog *self)
{
  g_autoptr (GPtrArray) all = self->listed != NULL ? pilot_run_choices_dup_all (self->choices) : NULL;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const PilotRunChoice *choice = g_ptr_array_index (all, i);

      if (choice->included && !g_hash_table_contains (self->listed, choice->agency_id))
        return TRUE;
    }
  return FALSE;
}

static void
choices_cb (PilotRunAgencyDialog *self)
{
  guint n = pilot_run_choices_get_n_agencies (self->choices);
  g_autofree char *agencies = pilot_entity_dup_count (PILOT_ENTITY_AGENCY, n);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    pilot_run_agency_row_update (g_ptr_array_index (self->rows, i));
  gtk_widget_set_sensitive (GTK_WIDGET (self->only_chosen), n > 0 || gtk_toggle_button_get_active (self->only_chosen));
  /* One that is taken away stays in sight, for who thinks again. */
  if (self->frozen || misses_chosen (self))
    only_chosen_cb (self);
  /* What a file said stays to be read. */
  if (gtk_widget_get_visible (self->lines_box))
    return;
  /* Translators: %s is e.g. “12 agencies” */
  text = g_strdup_printf (_("%s chosen"), agencies);
  gtk_widget_remove_css_class (GTK_WIDGET (self->text), "error");
  gtk_label_set_text (self->text, text);
}

static void
setup_cb (PilotRunAgencyDialog *self, GtkListItem *item)
{
  GtkWidget *row = pilot_run_agency_row_new (self->workspace, self->choices);

  pilot_run_agency_row_set_frozen (PILOT_RUN_AGENCY_ROW (row), self->frozen);
  g_signal_connect_object (row, "choose", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, g_object_ref (row));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (PilotRunAgencyDialog *self, GtkListItem *item)
{
  pilot_run_agency_row_set_row (PILOT_RUN_AGENCY_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (PilotRunAgencyDialog *self, GtkListItem *item)
{
  pilot_run_agency_row_set_row (PILOT_RUN_AGENCY_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
teardown_cb (PilotRunAgencyDialog *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->rows, gtk_list_item_get_child (item));
}

static void
init_query (PilotRunAgencyDialog *self, PilotQuery *query)
{
  pilot_query_init (query, PILOT_ENTITY_AGENCY);
  query->search = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  pilot_filter_bar_apply (PILOT_FILTER_BAR (self->filters), query);
  pilot_query_set_filter (query, PILOT_AGENCY_DATASET, "legacy", FALSE);
  if (self->listed != NULL)
    {
      g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->listed, NULL);
      g_autofree char *text = g_strjoinv (",", (char **) ids);

      pilot_query_set_filter (query, PILOT_FIELD_ID, text, FALSE);
    }
}

static void
items_cb (PilotRunAgencyDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *count = pilot_format_count (n);
  /* Translators: %s is a number of agencies */
  g_autofree char *text = g_strdup_printf (ngettext ("%s found", "%s found", n), count);

  if (pilot_list_get_loading (self->list))
    return;
  gtk_label_set_text (self->found, text);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "nothing");
  for (guint i = 0; i < G_N_ELEMENTS (self->for_found); i++)
    gtk_widget_set_sensitive (self->for_found[i], n > 0);
}

static void
searched_cb (PilotRunAgencyDialog *self)
{
  g_auto (PilotQuery) query = { 0 };

  init_query (self, &query);
  pilot_list_set_query (self->list, &query);
}

/* Of few among many nothing is seen in a list of all: the agencies that go, or of which users go, can be had alone. */
static void
only_chosen_cb (PilotRunAgencyDialog *self)
{
  gboolean only = self->frozen || gtk_toggle_button_get_active (self->only_chosen);
  g_autoptr (GPtrArray) all = only ? pilot_run_choices_dup_all (self->choices) : NULL;

  g_clear_pointer (&self->listed, g_hash_table_unref);
  if (only)
    self->listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; only && i < all->len; i++)
    {
      const PilotRunChoice *choice = g_ptr_array_index (all, i);

      if (choice->included)
        g_hash_table_add (self->listed, g_strdup (choice->agency_id));
    }
  searched_cb (self);
}

/* Escape empties the search first, and closes then. */
static void
stopped_cb (PilotRunAgencyDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0')
    gtk_window_close (GTK_WINDOW (self));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
all_cb (PilotRunAgencyDialog *self)
{
  pilot_run_agency_dialog_choose_found (self, TRUE);
}

static void
none_cb (PilotRunAgencyDialog *self)
{
  pilot_run_agency_dialog_choose_found (self, FALSE);
}

static void
show_csv (PilotRunAgencyDialog *self, const PilotRunCsv *csv)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n_left = csv->n_answers[PILOT_RUN_CSV_AMBIGUOUS] + csv->n_answers[PILOT_RUN_CSV_UNKNOWN];

  for (guint i = 0; i < csv->lines->len; i++)
    {
      const PilotRunCsvLine *line = g_ptr_array_index (csv->lines, i);
      g_autofree char *said = NULL;

      if (line->answer == PILOT_RUN_CSV_FOUND)
        continue;
      /* Translators: %1$u is a line's number, %2$s what stands there, %3$s what is wrong with it */
      said = g_strdup_printf (_("Line %1$u, “%2$s”: %3$s"), (guint) line->line, line->text, pilot_run_csv_answer_to_text (line->answer));
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", said);
    }
  /* Translators: lines of a file: how many were found, ambiguous or unknown, and repeated */
  text = g_strdup_printf (_("%1$u found, %2$u ambiguous or not known, %3$u repeated"), csv->n_answers[PILOT_RUN_CSV_FOUND], n_left,
                          csv->n_answers[PILOT_RUN_CSV_REPEATED]);
  gtk_label_set_text (self->text, text);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->lines), lines->str, -1);
  gtk_widget_set_visible (self->lines_box, lines->len > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRunAgencyDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunCsv) csv = pilot_run_csv_read_finish (PILOT_WORKSPACE (source), result, &error);
  g_autoptr (GPtrArray) changes = NULL;

  if (csv == NULL)
    {
      show_error (self, error);
      return;
    }
  show_csv (self, csv);
  changes = pilot_run_csv_dup_choices (csv);
  write_changes (self, changes, NULL);
}

static void
file_chosen_cb (PilotRunAgencyDialog *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL)
    pilot_run_agency_dialog_choose_file (self, file);
  g_object_unref (dialog);
}

static void
file_cb (PilotRunAgencyDialog *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Agencies from a File"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                                               _("_Open"), _("_Cancel"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
pilot_run_agency_dialog_dispose (GObject *object)
{
  PilotRunAgencyDialog *self = PILOT_RUN_AGENCY_DIALOG (object);

  g_clear_object (&self->list);
  g_clear_object (&self->choices);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_run_agency_dialog_parent_class)->dispose (object);
}

/* Rows are torn down while it is disposed of. */
static void
pilot_run_agency_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (PILOT_RUN_AGENCY_DIALOG (object)->rows);
  g_clear_pointer (&PILOT_RUN_AGENCY_DIALOG (object)->listed, g_hash_table_unref);
  G_OBJECT_CLASS (pilot_run_agency_dialog_parent_class)->finalize (object);
}

static void
pilot_run_agency_dialog_class_init (PilotRunAgencyDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_agency_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = pilot_run_agency_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
activated_cb (PilotRunAgencyDialog *self, guint position)
{
  g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  for (guint i = 0; row != NULL && i < self->rows->len; i++)
    if (pilot_run_agency_row_get_row (g_ptr_array_index (self->rows, i)) == row)
      pilot_run_agency_row_toggle (g_ptr_array_index (self->rows, i));
}

/* The space bar selects in a list; here the check is what is selected. */
static gboolean
space_cb (GtkWidget *view, GVariant *args, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL && gtk_widget_get_parent (focus) == view ? gtk_widget_get_first_child (focus) : NULL;

  if (row == NULL || !PILOT_IS_RUN_AGENCY_ROW (row))
    return FALSE;
  pilot_run_agency_row_toggle (PILOT_RUN_AGENCY_ROW (row));
  return TRUE;
}

static GtkWidget *
add_tool (PilotRunAgencyDialog *self, GtkWidget *box, const char *label, GCallback func)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", func, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_list (PilotRunAgencyDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->list))));
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWidget *nothing = adw_status_page_new ();
  GtkWidget *view;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "teardown", G_CALLBACK (teardown_cb), self, G_CONNECT_SWAPPED);
  view = gtk_list_view_new (selection, g_steal_pointer (&factory));
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view), TRUE);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  g_signal_connect_object (view, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_space, 0), gtk_callback_action_new (space_cb, NULL, NULL)));
  gtk_widget_add_controller (view, keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Agencies"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _("Nothing Found"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing), _("Search for other words, or take a filter away."));
  gtk_widget_add_css_class (nothing, "compact");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scrolled, "list");
  gtk_stack_add_named (self->stack, nothing, "nothing");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  return GTK_WIDGET (self->stack);
}

static GtkWidget *
make_lines (PilotRunAgencyDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->lines = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_editable (self->lines, FALSE);
  gtk_text_view_set_wrap_mode (self->lines, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (self->lines, LINES_MARGIN);
  gtk_text_view_set_right_margin (self->lines, LINES_MARGIN);
  gtk_text_view_set_top_margin (self->lines, LINES_MARGIN / 2);
  gtk_text_view_set_bottom_margin (self->lines, LINES_MARGIN / 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Lines of the file that choose nobody"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->lines));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 96);
  gtk_widget_set_visible (scrolled, FALSE);
  self->lines_box = scrolled;
  return scrolled;
}

static void
build (PilotRunAgencyDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *narrow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *said = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search in Agencies"), -1);
  g_object_set (self->search, "placeholder-text", _("Search in Agencies"), NULL);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (searched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stopped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), TRUE);
  self->filters = pilot_filter_bar_new (self->context, pilot_schema_get (PILOT_ENTITY_AGENCY));
  /* A run takes what is in the old portal. */
  pilot_filter_bar_leave_out (PILOT_FILTER_BAR (self->filters), PILOT_AGENCY_DATASET);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (searched_cb), self, G_CONNECT_SWAPPED);
  self->for_found[0] = add_tool (self, tools, _("_Take All Found"), G_CALLBACK (all_cb));
  self->for_found[1] = add_tool (self, tools, _("L_eave All Found"), G_CALLBACK (none_cb));
  add_tool (self, tools, _("From a _File…"), G_CALLBACK (file_cb));
  gtk_box_append (GTK_BOX (tools), pilot_run_list_menu_new (self->context, pilot_run_choices_get_run_id (self->choices)));
  gtk_widget_set_visible (tools, !self->frozen);
  self->text = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  self->only_chosen = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_("_Only Chosen")));
  gtk_widget_set_valign (GTK_WIDGET (self->only_chosen), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->only_chosen), !self->frozen);
  g_signal_connect_object (self->only_chosen, "toggled", G_CALLBACK (only_chosen_cb), self, G_CONNECT_SWAPPED);
  self->found = GTK_LABEL (gtk_label_new (""));
  gtk_widget_set_valign (GTK_WIDGET (self->found), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->found), "dim-label");
  gtk_box_append (GTK_BOX (narrow), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (narrow), self->filters);
  gtk_box_append (GTK_BOX (said), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (said), GTK_WIDGET (self->found));
  gtk_box_append (GTK_BOX (said), GTK_WIDGET (self->only_chosen));
  gtk_widget_add_css_class (top, "page-box");
  gtk_box_set_spacing (GTK_BOX (top), 12);
  gtk_box_append (GTK_BOX (top), narrow);
  gtk_box_append (GTK_BOX (top), tools);
  gtk_box_append (GTK_BOX (top), said);
  gtk_box_append (GTK_BOX (content), header);
  gtk_box_append (GTK_BOX (content), top);
  gtk_box_append (GTK_BOX (content), make_lines (self));
  gtk_box_append (GTK_BOX (content), make_list (self));
  /* An Undo behind a modal window is out of reach. */
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), content);
  pilot_window_take_toasts (GTK_WINDOW (self), ADW_TOAST_OVERLAY (overlay));
  adw_window_set_content (ADW_WINDOW (self), overlay);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->search));
}

static void
pilot_run_agency_dialog_init (PilotRunAgencyDialog *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_window_set_title (GTK_WINDOW (self), _("Agencies and Users"));
  gtk_window_set_default_size (GTK_WINDOW (self), 680, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

GtkWidget *
pilot_run_agency_dialog_new (PilotContext *context, PilotRunChoices *choices)
{
  PilotRunAgencyDialog *self = g_object_new (PILOT_TYPE_RUN_AGENCY_DIALOG, NULL);
  g_autoptr (PilotRecord) run = NULL;

  self->context = g_object_ref (context);
  self->workspace = g_object_ref (pilot_context_get_workspace (context));
  self->choices = g_object_ref (choices);
  self->list = pilot_workspace_create_list (self->workspace, PILOT_ENTITY_AGENCY);
  run = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_RUN, pilot_run_choices_get_run_id (choices));
  self->frozen = run == NULL || !pilot_run_choice_may_write (self->workspace, run, NULL);
  build (self);
  g_signal_connect_object (choices, "changed", G_CALLBACK (choices_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED);
  if (!self->frozen)
    searched_cb (self);
  choices_cb (self);
  return GTK_WIDGET (self);
}

void
pilot_run_agency_dialog_search (PilotRunAgencyDialog *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  searched_cb (self);
}

void
pilot_run_agency_dialog_show_only_chosen (PilotRunAgencyDialog *self, gboolean only)
{
  gtk_toggle_button_set_active (self->only_chosen, only);
}

void
pilot_run_agency_dialog_choose_found (PilotRunAgencyDialog *self, gboolean included)
{
  g_auto (PilotQuery) query = { 0 };

  init_query (self, &query);
  self->included = included;
  gtk_widget_set_visible (self->lines_box, FALSE);
  pilot_run_choices_collect_async (self->workspace, &query, NULL, collected_cb, g_object_ref (self));
}

void
pilot_run_agency_dialog_choose_file (PilotRunAgencyDialog *self, GFile *file)
{
  pilot_run_csv_read_async (self->workspace, file, NULL, read_cb, g_object_ref (self));
}

const char *
pilot_run_agency_dialog_get_text (PilotRunAgencyDialog *self)
{
  return gtk_label_get_text (self->text);
}
