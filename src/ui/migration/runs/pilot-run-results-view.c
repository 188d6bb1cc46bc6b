/* pilot-run-results-view.c: what became of a run's records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-results-view.h"

#include "pilot-format.h"
#include "pilot-run-results.h"
#include "pilot-run-rules.h"
#include "pilot-tab-stop.h"

#include <glib/gi18n-lib.h>

/* To compare means to read all results, of which a run that goes on makes more each moment. */
#define COMPARE_SECS 3

struct _PilotRunResultsView
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context; /* (owned) */
  PilotRecord *run;      /* (owned) (nullable) */
  PilotList *list;       /* (owned) (nullable) */
  PilotRunCheck *check;  /* (owned) (nullable): expected and found, as counted last */
  GCancellable *cancellable; /* (owned) (nullable): of the comparison that runs */
  guint compare_id;          /* of the next one */
  guint top_id;              /* of the way back to the top */
  guint n_frames;            /* since the last rows came */
  GArray *reasons;       /* (owned) (element-type guint): of pilot_result_reason_choices, those that can be chosen */
  gboolean filling;      /* the reasons are being replaced */
  GtkDropDown *filter;
  GtkDropDown *reason_filter;
  GtkListView *view;
  GtkStack *stack;
  GtkLabel *check_label;
};

G_DEFINE_FINAL_TYPE (PilotRunResultsView, pilot_run_results_view, ADW_TYPE_PREFERENCES_GROUP)

/* The outcome that is filtered by; NULL: all. */
static const char *
get_outcome (PilotRunResultsView *self)
{
  guint selected = gtk_drop_down_get_selected (self->filter);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL : pilot_result_outcome_choices[selected - 1].value;
}

/* The reason that is filtered by; NULL: all. */
static const char *
get_reason (PilotRunResultsView *self)
{
  guint selected = gtk_drop_down_get_selected (self->reason_filter);

  return selected == 0 || selected > self->reasons->len ? NULL : pilot_result_reason_choices[g_array_index (self->reasons, guint, selected - 1)].value;
}

/* The rows that came are laid out at the end of the first frame: before that there is nothing to go back from. */
static gboolean
scroll_to_top_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  PilotRunResultsView *self = user_data;

  if (self->n_frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->top_id = 0;
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), 0);
  return G_SOURCE_REMOVE;
}

/* The view stays at the row that it showed; whoever looks at the top of what goes on wants to see what comes there. */
static void
stay_at_top (PilotRunResultsView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  if (self->top_id == 0 && (gtk_adjustment_get_value (adjustment) > 0 || gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL))
    return;
  self->n_frames = 0;
  if (self->top_id == 0)
    self->top_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), scroll_to_top_cb, self, NULL);
}

static void
items_cb (PilotRunResultsView *self)
{
  gboolean any = self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "rows" : "empty");
  stay_at_top (self);
}

static void
update_query (PilotRunResultsView *self)
{
  g_auto (PilotQuery) query = { 0 };

  if (self->list == NULL || self->run == NULL)
    return;
  pilot_query_init (&query, PILOT_ENTITY_RESULT);
  pilot_query_set_filter (&query, PILOT_RESULT_RUN_ID, pilot_record_get_id (self->run), FALSE);
  if (get_outcome (self) != NULL)
    pilot_query_set_filter (&query, PILOT_RESULT_OUTCOME, get_outcome (self), FALSE);
  if (get_reason (self) != NULL)
    pilot_query_set_filter (&query, PILOT_RESULT_REASON, get_reason (self), FALSE);
  query.sort_field = PILOT_RESULT_OUTCOME;
  /* What stayed behind first, and of it what failed: the choices are in the opposite order. */
  query.descending = TRUE;
  if (!pilot_query_equal (&query, pilot_list_get_query (self->list)))
    pilot_list_set_query (self->list, &query);
}

static void
reason_chosen_cb (PilotRunResultsView *self)
{
  if (!self->filling)
    update_query (self);
}

/* Those of the chosen outcome, with their numbers; what is chosen stays so, where it still can be. */
static void
update_reasons (PilotRunResultsView *self)
{
  g_autoptr (GtkStringList) texts = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (get_reason (self));
  guint selected = 0;

  gtk_string_list_append (texts, _("All reasons"));
  g_array_set_size (self->reasons, 0);
  for (guint i = 0; self->check != NULL && pilot_result_reason_choices[i].value != NULL; i++)
    {
      guint64 n = pilot_run_check_count_reason (self->check, get_outcome (self), i);
      g_autofree char *number = pilot_format_count (n);
      /* Translators: %1$s is why records stayed behind, e.g. “Has no agency”, %2$s how many */
      g_autofree char *text = g_strdup_printf (_("%1$s (%2$s)"), _(pilot_result_reason_choices[i].label), number);

      if (n == 0)
        continue;
      g_array_append_val (self->reasons, i);
      gtk_string_list_append (texts, text);
      if (g_strcmp0 (pilot_result_reason_choices[i].value, chosen) == 0)
        selected = self->reasons->len;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->reason_filter, G_LIST_MODEL (texts));
  gtk_drop_down_set_selected (self->reason_filter, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->reason_filter), self->reasons->len > 0);
}

static void
outcome_chosen_cb (PilotRunResultsView *self)
{
  update_reasons (self);
  update_query (self);
}

static void
setup_cb (PilotRunResultsView *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *reason = gtk_label_new (NULL);
  GtkWidget *outcome = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (reason), 0);
  gtk_label_set_ellipsize (GTK_LABEL (reason), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (reason, "caption");
  gtk_widget_add_css_class (reason, "dim-label");
  gtk_widget_add_css_class (outcome, "pill-label");
  gtk_widget_set_valign (outcome, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), reason);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), outcome);
  gtk_widget_add_css_class (box, "result-row");
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (PilotRunResultsView *self, GtkListItem *item)
{
  PilotRecord *result = pilot_row_get_record (gtk_list_item_get_item (item));
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title_label = gtk_widget_get_first_child (texts);
  GtkWidget *outcome = gtk_widget_get_next_sibling (texts);
  const PilotSchema *schema = pilot_schema_from_name (pilot_record_get_text (result, PILOT_RESULT_RECORD_KIND));
  const char *kind = schema != NULL ? _(schema->label) : "";
  g_autofree char *title = workspace != NULL ? pilot_run_results_dup_title (workspace, result) : g_strdup ("");
  g_autofree char *reason = pilot_record_dup_display (result, PILOT_RESULT_REASON);
  const char *outcome_value = pilot_record_get_text (result, PILOT_RESULT_OUTCOME);
  g_autofree char *outcome_text = pilot_record_dup_display (result, PILOT_RESULT_OUTCOME);
  /* Translators: %1$s is a kind of record, e.g. “Candidate”, %2$s its name */
  g_autofree char *text = *title != '\0' ? g_strdup_printf (_("%1$s: %2$s"), kind, title) : g_strdup (kind);

  gtk_label_set_text (GTK_LABEL (title_label), text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title_label)), reason);
  gtk_widget_set_visible (gtk_widget_get_next_sibling (title_label), *reason != '\0');
  gtk_label_set_text (GTK_LABEL (outcome), outcome_text);
  gtk_widget_remove_css_class (outcome, "warning");
  gtk_widget_remove_css_class (outcome, "error");
  if (g_strcmp0 (outcome_value, "skipped") == 0)
    gtk_widget_add_css_class (outcome, "warning");
  else if (g_strcmp0 (outcome_value, "failed") == 0)
    gtk_widget_add_css_class (outcome, "error");
}

static void
activated_cb (PilotRunResultsView *self, guint position)
{
  g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  const PilotSchema *schema = row != NULL ? pilot_schema_from_name (pilot_record_get_text (pilot_row_get_record (row), PILOT_RESULT_RECORD_KIND)) : NULL;

  if (schema != NULL && schema->title_field != PILOT_FIELD_ID)
    pilot_context_show_record (self->context, schema->entity, pilot_record_get_text (pilot_row_get_record (row), PILOT_RESULT_SOURCE_ID));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n = pilot_run_results_save_finish (PILOT_WORKSPACE (source), result, &error);
  g_autofree char *text = NULL;

  if (n >= 0)
    text = g_strdup_printf (ngettext ("%u result saved", "%u results saved", (guint) n), (guint) n);
  else
    text = pilot_format_error (error);
  pilot_context_toast (context, text);
}

static void
file_chosen_cb (PilotRunResultsView *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  if (file != NULL && workspace != NULL && self->run != NULL)
    pilot_run_results_save_async (workspace, pilot_record_get_id (self->run), get_outcome (self), get_reason (self), file, NULL,
                                  saved_cb, g_object_ref (self->context));
  g_object_unref (dialog);
}

static void
save_cb (PilotRunResultsView *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save Results"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "results.csv");
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static char *
dup_check_text (const PilotRunCheck *check)
{
  g_autofree char *expected = pilot_format_records (check->n_expected);
  g_autofree char *results = pilot_format_count (check->n_results);
  guint64 n_moved = 0, n_found = 0;
  g_autofree char *moved = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      n_moved += check->kinds[i].n_moved;
      n_found += check->kinds[i].n_found;
    }
  moved = pilot_format_count (n_moved);
  found = pilot_format_count (n_found);
  /* Translators: %1$s is e.g. “1,234 records”; the others are numbers */
  return g_strdup_printf (_("Expected: %1$s, with a result: %2$s. Moved or linked: %3$s, found in the portal: %4$s."), expected, results, moved, found);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree PilotRunCheck *check = pilot_run_results_check_finish (PILOT_WORKSPACE (source), result, &error);
  PilotRunResultsView *self;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = PILOT_RUN_RESULTS_VIEW (user_data);
  g_clear_object (&self->cancellable);
  text = check != NULL ? dup_check_text (check) : pilot_format_error (error);
  gtk_label_set_text (self->check_label, text);
  /* While it runs, not everything has a result yet. */
  if (check != NULL && (check->agrees || (self->run != NULL && pilot_run_get_state (self->run) == PILOT_RUN_RUNNING)))
    gtk_widget_remove_css_class (GTK_WIDGET (self->check_label), "warning");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->check_label), "warning");
  if (check == NULL)
    return;
  g_free (self->check);
  self->check = g_steal_pointer (&check);
  update_reasons (self);
  update_query (self);
}

static void
compare (PilotRunResultsView *self)
{
  g_clear_handle_id (&self->compare_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  pilot_run_results_check_async (pilot_context_get_workspace (self->context), self->run, self->cancellable, checked_cb, self);
}

static gboolean
compare_cb (gpointer user_data)
{
  PilotRunResultsView *self = user_data;

  /* One that takes longer comes to its end. */
  if (self->cancellable != NULL)
    return G_SOURCE_CONTINUE;
  self->compare_id = 0;
  compare (self);
  return G_SOURCE_REMOVE;
}

/* Whether it goes on, and its numbers alone have changed. */
static gboolean
is_further (PilotRecord *before, PilotRecord *now)
{
  return before != NULL && g_strcmp0 (pilot_record_get_id (before), pilot_record_get_id (now)) == 0
         && pilot_run_get_state (before) == PILOT_RUN_RUNNING && pilot_run_get_state (now) == PILOT_RUN_RUNNING;
}

static void
pilot_run_results_view_dispose (GObject *object)
{
  PilotRunResultsView *self = PILOT_RUN_RESULTS_VIEW (object);

  g_clear_handle_id (&self->compare_id, g_source_remove);
  if (self->top_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->top_id);
  self->top_id = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->list);
  g_clear_pointer (&self->run, pilot_record_unref);
  g_clear_object (&self->context);
  g_clear_pointer (&self->check, g_free);
  g_clear_pointer (&self->reasons, g_array_unref);
  G_OBJECT_CLASS (pilot_run_results_view_parent_class)->dispose (object);
}

static void
pilot_run_results_view_class_init (PilotRunResultsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_results_view_dispose;
}

static void
build_list (PilotRunResultsView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_("No results of this kind."));

  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_show_separators (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Results"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_set_overflow (scrolled, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (empty, "dim-label");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, pilot_tab_stop_new (scrolled), "rows");
  gtk_stack_add_named (self->stack, empty, "empty");
}

static void
pilot_run_results_view_init (PilotRunResultsView *self)
{
  g_autoptr (GtkStringList) outcomes = gtk_string_list_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save…"));

  gtk_string_list_append (outcomes, _("All results"));
  for (const PilotChoice *choice = pilot_result_outcome_choices; choice->value != NULL; choice++)
    gtk_string_list_append (outcomes, _(choice->label));
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&outcomes)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which results"), -1);
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (outcome_chosen_cb), self, G_CONNECT_SWAPPED);
  self->reasons = g_array_new (FALSE, FALSE, sizeof (guint));
  self->reason_filter = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_halign (GTK_WIDGET (self->reason_filter), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_filter), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason_filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _("For which reason"), -1);
  g_signal_connect_object (self->reason_filter, "notify::selected", G_CALLBACK (reason_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (tools), GTK_WIDGET (self->filter));
  gtk_box_append (GTK_BOX (tools), save);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Results"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), tools);
  self->check_label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->check_label, TRUE);
  gtk_label_set_xalign (self->check_label, 0);
  build_list (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->check_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason_filter));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), box);
}

GtkWidget *
pilot_run_results_view_new (PilotContext *context)
{
  PilotRunResultsView *self = g_object_new (PILOT_TYPE_RUN_RESULTS_VIEW, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
pilot_run_results_view_show (PilotRunResultsView *self, PilotRecord *run)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  gboolean further = is_further (self->run, run);

  g_clear_pointer (&self->run, pilot_record_unref);
  self->run = pilot_record_ref (run);
  if (self->list == NULL)
    {
      self->list = pilot_workspace_create_list (workspace, PILOT_ENTITY_RESULT);
      g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED);
      g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->list))));
      gtk_list_view_set_model (self->view, selection);
    }
  update_query (self);
  items_cb (self);
  if (!further)
    compare (self);
  else if (self->compare_id == 0)
    self->compare_id = g_timeout_add_seconds (COMPARE_SECS, compare_cb, self);
}

void
pilot_run_results_view_filter (PilotRunResultsView *self, const char *outcome)
{
  /* The first is all of them. */
  gtk_drop_down_set_selected (self->filter, (guint) (pilot_choice_find (pilot_result_outcome_choices, outcome) + 1));
}

GtkDropDown *
pilot_run_results_view_get_reasons (PilotRunResultsView *self)
{
  return self->reason_filter;
}

GListModel *
pilot_run_results_view_get_list (PilotRunResultsView *self)
{
  return G_LIST_MODEL (self->list);
}

const char *
pilot_run_results_view_get_check_text (PilotRunResultsView *self)
{
  return gtk_label_get_text (self->check_label);
}
