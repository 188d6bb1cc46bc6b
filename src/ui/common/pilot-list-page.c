/* pilot-list-page.c: the list of one entity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-list-page-private.h"

#include "pilot-accessible.h"
#include "pilot-column-sort-menu.h"
#include "pilot-entities.h"
#include "pilot-format.h"
#include "pilot-tab-stop.h"

#include <glib/gi18n-lib.h>

#define SPINNER_AFTER_MSECS 500
#define MAX_KEPT_ROWS 50 /* that are looked for, to be selected again */
#define SETTLE_MSECS 30

G_DEFINE_FINAL_TYPE (PilotListPage, pilot_list_page, ADW_TYPE_BIN)

enum {
  SIGNAL_ROW_SELECTED,
  SIGNAL_ROW_ACTIVATED,
  SIGNAL_CLEAR_SEARCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the list shows when nothing narrows it: each record once, where it lives. */
static void
init_query (PilotListPage *self, PilotQuery *query)
{
  pilot_query_init (query, self->spec->entity);
  query->once = TRUE;
}

static char *
format_all (PilotListPage *self, PilotWorkspace *workspace)
{
  g_auto (PilotQuery) query = { 0 };

  init_query (self, &query);
  return pilot_format_count (pilot_workspace_count_query (workspace, &query));
}

/* Before the first sync nobody knows what there is. */
static gboolean
is_unfetched (PilotListPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  return workspace != NULL && !pilot_workspace_is_local (workspace, self->schema->entity) && !pilot_workspace_was_synced (workspace);
}

/* Nobody is told to add what he may not. */
static void
update_empty_page (PilotListPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  gboolean offered = self->spec->create_label != NULL && workspace != NULL;
  gboolean may = offered && pilot_workspace_may (workspace, PILOT_ACTION_CREATE, self->schema->entity, NULL);
  gboolean reads = workspace != NULL && pilot_workspace_only_reads (workspace);
  const char *title = _(self->spec->empty_title);
  const char *description = _(self->spec->empty_description);
  g_autofree char *file = NULL;

  if (is_unfetched (self))
    {
      title = reads ? _("Nothing Read Yet") : _("Nothing Fetched Yet");
      description = reads ? _("What the files in the folder hold is shown here once they were read.")
                          : _("What the portal has is shown here after the first sync.");
    }
  else if (reads && self->schema->entity == PILOT_ENTITY_AUDIT_EVENT)
    description = _("Files don’t tell who changed what, and when.");
  else if (reads)
    {
      /* Translators: %s is the name that a file must have, e.g. jobs */
      file = g_strdup_printf (_("None of the files in the folder holds any. Put “%s.csv” there: it is read by itself."), self->schema->collection);
      description = file;
    }
  else if (offered && !may)
    description = _("Here is shown what an admin adds or imports.");
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), may);
  gtk_widget_set_visible (GTK_WIDGET (self->create_button), may);
}

static void
count_rows (PilotListPage *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  gboolean narrowed = self->search != NULL || pilot_filter_bar_get_active (self->filters);
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_autofree char *text = NULL;

  if (self->list == NULL)
    text = g_strdup ("");
  /* While rows still come in their number says nothing; all of them are known, a match is told when it is worked out. */
  else if (pilot_list_get_loading (self->list) && workspace != NULL)
    text = narrowed ? NULL : format_all (self, workspace);
  else if (narrowed && workspace != NULL)
    {
      g_autofree char *shown = pilot_format_count (n);
      g_autofree char *all = format_all (self, workspace);

      /* Translators: how many rows of a list match, and how many there are without the filter */
      text = g_strdup_printf (_("%s of %s"), shown, all);
    }
  else
    text = pilot_format_count (n);
  if (text != NULL)
    gtk_label_set_text (self->count_label, text);
}

static void
show_rows_or_why_none (PilotListPage *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  gboolean narrowed = self->search != NULL || pilot_filter_bar_get_active (self->filters);

  if (self->list == NULL)
    gtk_stack_set_visible_child_name (self->stack, "blank");
  else if (n > 0)
    gtk_stack_set_visible_child_name (self->stack, "rows");
  /* Nothing yet is not nothing. */
  else if (!pilot_list_get_loading (self->list))
    {
      update_empty_page (self);
      gtk_stack_set_visible_child_name (self->stack, narrowed && !is_unfetched (self) ? "no-match" : "empty");
    }
}

static gboolean
count_cb (gpointer user_data)
{
  PilotListPage *self = user_data;

  self->count_id = 0;
  count_rows (self);
  return G_SOURCE_REMOVE;
}

static void
update_count (PilotListPage *self)
{
  show_rows_or_why_none (self);
  count_rows (self);
}

static gboolean
scroll_to_top_cb (gpointer user_data)
{
  PilotListPage *self = user_data;

  self->top_id = 0;
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)), 0);
  return G_SOURCE_REMOVE;
}

/* The view stays at the row that it showed, wherever that moves to; of another order a person wants to see the top. */
static void
items_changed_cb (PilotListPage *self)
{
  if (self->to_top && self->top_id == 0)
    self->top_id = g_idle_add (scroll_to_top_cb, self);
  show_rows_or_why_none (self);
  /* A change may be told in hundreds of pieces: they are counted once. */
  if (self->count_id == 0)
    self->count_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, count_cb, self, NULL);
}

static void
run_query (PilotListPage *self)
{
  g_auto (PilotQuery) query = { 0 };

  if (self->list == NULL)
    return;
  init_query (self, &query);
  g_free (query.search);
  query.search = g_strdup (self->search);
  pilot_filter_bar_apply (self->filters, &query);
  pilot_column_set_get_sort (self->columns, &query.sort_field, &query.descending);
  self->to_top = TRUE;
  pilot_list_set_query (self->list, &query);
  update_count (self);
}

static gboolean
show_spinner_cb (gpointer user_data)
{
  PilotListPage *self = user_data;

  self->spinner_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
loading_cb (PilotListPage *self)
{
  gboolean loading = self->list != NULL && pilot_list_get_loading (self->list);

  if (loading && self->spinner_id == 0 && !gtk_widget_get_visible (GTK_WIDGET (self->spinner)))
    self->spinner_id = g_timeout_add (SPINNER_AFTER_MSECS, show_spinner_cb, self);
  if (!loading)
    {
      self->to_top = FALSE;
      g_clear_handle_id (&self->spinner_id, g_source_remove);
      gtk_spinner_stop (self->spinner);
      gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
    }
  update_count (self);
}

static void
failed_cb (PilotListPage *self, GError *error)
{
  pilot_context_toast_error (self->context, error);
}

/* (transfer full): of the selected rows; none where they are many. */
static GPtrArray *
collect_selected_ids (PilotListPage *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GtkBitset) selected = NULL;

  if (self->selection == NULL)
    return ids;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; i < gtk_bitset_get_size (selected) && gtk_bitset_get_size (selected) <= MAX_KEPT_ROWS; i++)
    {
      g_autoptr (PilotRow) row = pilot_list_page_dup_row (self, gtk_bitset_get_nth (selected, i));

      if (row != NULL)
        g_ptr_array_add (ids, g_strdup (pilot_row_get_id (row)));
    }
  return ids;
}

/* A row that changed is another object, maybe in another place, and GTK drops it from the selection. */
static void
select_dropped (PilotListPage *self)
{
  for (guint i = 0; self->list != NULL && i < self->told_ids->len; i++)
    {
      gint64 position = pilot_list_find (self->list, g_ptr_array_index (self->told_ids, i));

      if (position >= 0)
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), (guint) position, FALSE);
    }
}

static gboolean
same_ids (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a->len == b->len && a->len > 0;

  for (guint i = 0; same && i < a->len; i++)
    same = g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));
  return same;
}

static gboolean
tell_selection_cb (gpointer user_data)
{
  PilotListPage *self = user_data;
  g_autoptr (GPtrArray) ids = NULL;
  gboolean told;

  /* A row on its way to another place is looked for when it is there: nothing is told in between. */
  if (self->dropped && self->list != NULL && !pilot_list_is_settled (self->list))
    {
      self->select_id = g_timeout_add (SETTLE_MSECS, tell_selection_cb, self);
      return G_SOURCE_REMOVE;
    }
  if (self->dropped)
    select_dropped (self);
  self->dropped = FALSE;
  g_clear_handle_id (&self->select_id, g_source_remove);
  ids = collect_selected_ids (self);
  told = same_ids (ids, self->told_ids);
  self->n_told = pilot_list_page_get_n_selected (self);
  g_ptr_array_unref (self->told_ids);
  self->told_ids = g_steal_pointer (&ids);
  pilot_list_page_update_actions (self);
  if (!told)
    g_signal_emit (self, signals[SIGNAL_ROW_SELECTED], 0, self->n_told == 1 ? g_ptr_array_index (self->told_ids, 0) : NULL);
  return G_SOURCE_REMOVE;
}

/* A key held down changes the selection many times a frame: tell of it once. */
static void
selection_changed_cb (PilotListPage *self)
{
  if (self->select_id == 0)
    self->select_id = g_idle_add (tell_selection_cb, self);
}

/* A person has chosen anew. */
static void
selection_chosen_cb (PilotListPage *self)
{
  self->dropped = FALSE;
  selection_changed_cb (self);
}

/* Rows that leave the list leave the selection, and GTK does not call that a change of it. */
static void
selection_items_cb (PilotListPage *self)
{
  if (pilot_list_page_get_n_selected (self) == self->n_told)
    return;
  self->dropped = TRUE;
  selection_changed_cb (self);
}

static void
workspace_cb (PilotListPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  if (workspace != NULL)
    {
      self->list = pilot_workspace_create_list (workspace, self->spec->entity);
      g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "notify::role", G_CALLBACK (pilot_list_page_update_actions), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "notify::role", G_CALLBACK (update_empty_page), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "notify::last-sync", G_CALLBACK (show_rows_or_why_none), self, G_CONNECT_SWAPPED);
      run_query (self);
      self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
      g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_chosen_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (selection_items_cb), self, G_CONNECT_SWAPPED);
      gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
    }
  loading_cb (self);
  pilot_list_page_update_actions (self);
}

static void
activate_cb (PilotListPage *self, guint position)
{
  g_autoptr (PilotRow) row = pilot_list_page_dup_row (self, position);

  /* What is opened is what Delete and Copy speak of. */
  if (row != NULL && !gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    pilot_list_page_select (self, position);
  if (row != NULL)
    g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, pilot_row_get_id (row));
}

static void
clear_cb (PilotListPage *self)
{
  pilot_filter_bar_clear (self->filters);
  g_signal_emit (self, signals[SIGNAL_CLEAR_SEARCH], 0);
}

static gboolean
scroll_to_start_cb (gpointer user_data)
{
  PilotListPage *self = user_data;
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));
  graphene_rect_t headings;

  self->start_id = 0;
  if (gtk_widget_compute_bounds (gtk_widget_get_first_child (view), view, &headings)
      && headings.origin.x + headings.size.width > gtk_widget_get_width (view) + 1)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) > self->far_end / 2 ? 0 : self->far_end);
  return G_SOURCE_REMOVE;
}

/* From right to left a table begins at its far end. GTK begins at 0, which is that end in newer ones and the other in older:
 * where the headings are tells. Not while it is being laid out: that would be forgotten again. */
static void
width_changed_cb (PilotListPage *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) != GTK_TEXT_DIR_RTL || end == self->far_end)
    return;
  self->far_end = end;
  if (self->start_id == 0)
    self->start_id = g_idle_add (scroll_to_start_cb, self);
}

static void
density_cb (PilotListPage *self)
{
  if (g_settings_get_boolean (pilot_context_get_settings (self->context), "compact-lists"))
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "data-table");
}

static void
pilot_list_page_dispose (GObject *object)
{
  PilotListPage *self = PILOT_LIST_PAGE (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->select_id, g_source_remove);
  g_clear_handle_id (&self->top_id, g_source_remove);
  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->actions);
  g_clear_object (&self->context);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->told_ids, g_ptr_array_unref);
  G_OBJECT_CLASS (pilot_list_page_parent_class)->dispose (object);
}

static void
pilot_list_page_class_init (PilotListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_list_page_dispose;
  g_type_ensure (PILOT_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/common/pilot-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, view);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, filter_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, create_button);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, row_menu);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, relation_section);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "list.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "list.delete", NULL);

  signals[SIGNAL_ROW_SELECTED] = g_signal_new ("row-selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                               G_TYPE_STRING);
  signals[SIGNAL_ROW_ACTIVATED] = g_signal_new ("row-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                1, G_TYPE_STRING);
  signals[SIGNAL_CLEAR_SEARCH] = g_signal_new ("clear-search", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pilot_list_page_init (PilotListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->told_ids = g_ptr_array_new_with_free_func (g_free);
  pilot_list_page_add_actions (self);
  pilot_list_page_add_menu (self);
}

GtkWidget *
pilot_list_page_new (PilotContext *context, const PilotPageSpec *spec)
{
  PilotListPage *self = g_object_new (PILOT_TYPE_LIST_PAGE, NULL);
  GSettings *settings = pilot_context_get_settings (context);
  g_autoptr (GMenuModel) sort_menu = NULL;

  self->context = g_object_ref (context);
  self->spec = spec;
  self->schema = pilot_schema_get (spec->entity);
  gtk_label_set_text (self->heading, _(self->schema->label_many));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->schema->label_many), -1);
  adw_status_page_set_icon_name (self->empty_page, spec->icon);
  if (spec->create_label != NULL)
    gtk_button_set_label (self->create_button, _(spec->create_label));

  self->columns = pilot_column_set_new (self->view, self->schema, settings, spec->sort_field, spec->descending);
  g_signal_connect_object (self->columns, "sort-changed", G_CALLBACK (run_query), self, G_CONNECT_SWAPPED);
  if (spec->entity == PILOT_ENTITY_AUDIT_EVENT)
    pilot_column_set_set_text_func (self->columns, pilot_list_page_dup_event_text, self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", pilot_column_set_get_actions (self->columns));
  gtk_menu_button_set_menu_model (self->columns_button, pilot_column_set_get_menu (self->columns));
  sort_menu = pilot_column_sort_menu_new (self->columns);
  gtk_menu_button_set_menu_model (self->sort_button, sort_menu);

  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)), "changed",
                           G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);

  self->filters = PILOT_FILTER_BAR (pilot_filter_bar_new (context, self->schema));
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (run_query), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->filter_bin, GTK_WIDGET (self->filters));

  g_signal_connect_object (settings, "changed::compact-lists", G_CALLBACK (density_cb), self, G_CONNECT_SWAPPED);
  density_cb (self);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  pilot_accessible_name_menu_buttons (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

const PilotPageSpec *
pilot_list_page_get_spec (PilotListPage *self)
{
  return self->spec;
}

void
pilot_list_page_set_search (PilotListPage *self, const char *text)
{
  const char *search = text != NULL && *text != '\0' ? text : NULL;

  if (g_strcmp0 (search, self->search) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (search);
  run_query (self);
}

void
pilot_list_page_set_filters (PilotListPage *self, const PilotQuery *query)
{
  pilot_filter_bar_set_filters (self->filters, query);
}

void
pilot_list_page_clear_filters (PilotListPage *self)
{
  pilot_filter_bar_clear (self->filters);
}

PilotList *
pilot_list_page_get_list (PilotListPage *self)
{
  return self->list;
}

void
pilot_list_page_select (PilotListPage *self, guint position)
{
  if (self->selection != NULL)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

void
pilot_list_page_sort_by (PilotListPage *self, guint field, gboolean descending)
{
  pilot_column_set_sort_by (self->columns, field, descending);
}

void
pilot_list_page_focus_rows (PilotListPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

guint
pilot_list_page_get_n_selected (PilotListPage *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  if (self->selection == NULL)
    return 0;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return (guint) gtk_bitset_get_size (selected);
}

GActionGroup *
pilot_list_page_get_actions (PilotListPage *self)
{
  return G_ACTION_GROUP (self->actions);
}

GActionGroup *
pilot_list_page_get_column_actions (PilotListPage *self)
{
  return pilot_column_set_get_actions (self->columns);
}

void
pilot_list_page_set_summarised (PilotListPage *self, gboolean summarised)
{
  if (self->summarised == summarised)
    return;
  self->summarised = summarised;
  pilot_list_page_update_actions (self);
}
