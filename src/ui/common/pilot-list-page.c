/* pilot-list-page.c: the list of one entity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-list-page.h"

#include "pilot-accessible.h"
#include "pilot-column-set.h"
#include "pilot-edit.h"
#include "pilot-entities.h"
#include "pilot-filter-bar.h"
#include "pilot-format.h"

#include <glib/gi18n-lib.h>

#define SPINNER_AFTER_MSECS 500
#define COPY_MAX_ROWS 50000
#define DELETE_MAX_ROWS 5000

struct _PilotListPage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  const PilotPageSpec *spec;
  const PilotSchema *schema;
  PilotList *list;               /* (owned) (nullable) */
  GtkMultiSelection *selection;  /* (owned) (nullable) */
  PilotColumnSet *columns;       /* (owned) */
  GSimpleActionGroup *actions;   /* (owned) */
  PilotFilterBar *filters;
  char *search;                  /* (owned) (nullable) */
  guint spinner_id;
  guint select_id;
  guint top_id;
  guint start_id;
  double far_end;                /* of the horizontal scrolling, where it was last */
  gboolean to_top;               /* the order is another one: begin at its top */

  GtkColumnView *view;
  GtkLabel *heading;
  GtkLabel *count_label;
  GtkSpinner *spinner;
  GtkMenuButton *columns_button;
  GtkScrolledWindow *filter_scroller;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkButton *import_button;
  GtkButton *create_button;
  GtkActionBar *selection_bar;
  GtkLabel *selection_label;
  GMenu *row_menu;
  GMenu *relation_section;
  GtkWidget *popover; /* (nullable): the context menu */
};

G_DEFINE_FINAL_TYPE (PilotListPage, pilot_list_page, ADW_TYPE_BIN)

enum {
  SIGNAL_ROW_SELECTED,
  SIGNAL_ROW_ACTIVATED,
  SIGNAL_CLEAR_SEARCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PilotRow *
dup_row (PilotListPage *self, guint position)
{
  return self->list != NULL ? g_list_model_get_item (G_LIST_MODEL (self->list), position) : NULL;
}

/* (nullable): the only selected row. */
static PilotRow *
dup_only_row (PilotListPage *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  if (self->selection == NULL)
    return NULL;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return gtk_bitset_get_size (selected) == 1 ? dup_row (self, gtk_bitset_get_nth (selected, 0)) : NULL;
}

/* (nullable): the portal tells who did something and with what by their ids; a person reads names. */
static char *
dup_event_text (PilotRow *row, guint field, gpointer user_data)
{
  PilotListPage *self = user_data;
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  PilotRecord *record = pilot_row_get_record (row);
  const PilotSchema *schema = pilot_schema_from_name (pilot_record_get_text (record, PILOT_AUDIT_EVENT_ENTITY));
  g_autofree char *title = NULL;

  if (workspace == NULL)
    return NULL;
  if (field == PILOT_AUDIT_EVENT_ENTITY)
    return schema != NULL ? g_strdup (_(schema->label)) : NULL;
  if (field == PILOT_AUDIT_EVENT_ACTOR)
    title = pilot_workspace_dup_title (workspace, PILOT_ENTITY_MEMBER, pilot_record_get_text (record, field));
  else if (field == PILOT_AUDIT_EVENT_ENTITY_ID && schema != NULL)
    title = pilot_workspace_dup_title (workspace, schema->entity, pilot_record_get_text (record, field));
  return title != NULL && *title != '\0' ? g_steal_pointer (&title) : NULL;
}

static char *
dup_cell (PilotListPage *self, PilotRow *row, guint field)
{
  char *text = self->spec->entity == PILOT_ENTITY_AUDIT_EVENT ? dup_event_text (row, field, self) : NULL;

  return text != NULL ? text : pilot_row_dup_display (row, field);
}

static void
update_count (PilotListPage *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  gboolean narrowed = self->search != NULL || pilot_filter_bar_get_active (self->filters);
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_autofree char *text = NULL;

  if (self->list == NULL)
    text = g_strdup ("");
  /* While rows still come in their number says nothing; all of them are known, a match is told when it is worked out. */
  else if (pilot_list_get_loading (self->list) && workspace != NULL)
    text = narrowed ? NULL : pilot_format_count (pilot_workspace_count (workspace, self->spec->entity, PILOT_FIELD_ID, NULL));
  else if (narrowed && workspace != NULL)
    {
      g_autofree char *shown = pilot_format_count (n);
      g_autofree char *all = pilot_format_count (pilot_workspace_count (workspace, self->spec->entity, PILOT_FIELD_ID, NULL));

      /* Translators: how many rows of a list match, and how many there are without the filter */
      text = g_strdup_printf (_("%s of %s"), shown, all);
    }
  else
    text = pilot_format_count (n);
  if (text != NULL)
    gtk_label_set_text (self->count_label, text);
  if (self->list == NULL)
    gtk_stack_set_visible_child_name (self->stack, "blank");
  else if (n > 0)
    gtk_stack_set_visible_child_name (self->stack, "rows");
  /* Nothing yet is not nothing. */
  else if (!pilot_list_get_loading (self->list))
    gtk_stack_set_visible_child_name (self->stack, narrowed ? "no-match" : "empty");
}

static void
update_actions (PilotListPage *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  guint64 n = 0;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (self->selection != NULL)
    {
      selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
      n = gtk_bitset_get_size (selected);
    }
  for (guint i = 0; i < 4; i++)
    {
      static const char *const names[] = { "open", "copy", "delete", "select-none" };
      gboolean enabled = i == 0 ? n == 1 : n > 0;

      if (i == 2)
        enabled = enabled && workspace != NULL
                  && pilot_workspace_may (workspace, PILOT_ACTION_DELETE, self->spec->entity, NULL);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])),
                                   enabled);
    }
  number = pilot_format_count (n);
  text = g_strdup_printf (ngettext ("%s selected", "%s selected", (gulong) n), number);
  gtk_label_set_text (self->selection_label, text);
  gtk_action_bar_set_revealed (self->selection_bar, n > 1);
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
  update_count (self);
}

static void
run_query (PilotListPage *self)
{
  g_auto (PilotQuery) query = { 0 };

  if (self->list == NULL)
    return;
  pilot_query_init (&query, self->spec->entity);
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
  g_autofree char *text = pilot_format_error (error);

  pilot_context_toast (self->context, text);
}

static gboolean
tell_selection_cb (gpointer user_data)
{
  PilotListPage *self = user_data;
  g_autoptr (PilotRow) row = dup_only_row (self);

  self->select_id = 0;
  update_actions (self);
  g_signal_emit (self, signals[SIGNAL_ROW_SELECTED], 0, row != NULL ? pilot_row_get_id (row) : NULL);
  return G_SOURCE_REMOVE;
}

/* A key held down changes the selection many times a frame: tell of it once. */
static void
selection_changed_cb (PilotListPage *self)
{
  if (self->select_id == 0)
    self->select_id = g_idle_add (tell_selection_cb, self);
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
      g_signal_connect_object (workspace, "notify::role", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
      run_query (self);
      self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
      g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
    }
  loading_cb (self);
  update_actions (self);
}

static void
activate_cb (PilotListPage *self, guint position)
{
  g_autoptr (PilotRow) row = dup_row (self, position);

  if (row != NULL)
    g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, pilot_row_get_id (row));
}

static void
clear_cb (PilotListPage *self)
{
  pilot_filter_bar_clear (self->filters);
  g_signal_emit (self, signals[SIGNAL_CLEAR_SEARCH], 0);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;
  g_autoptr (PilotRow) row = dup_only_row (self);

  if (row != NULL)
    g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, pilot_row_get_id (row));
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;
  g_autofree char *text = pilot_list_page_dup_selection_text (self);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint64 n = gtk_bitset_get_size (selected);
  g_autofree char *told = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  if (n > COPY_MAX_ROWS)
    told = g_strdup_printf (_("The first %'u rows were copied: more don’t fit into the clipboard"), COPY_MAX_ROWS);
  else
    told = g_strdup_printf (ngettext ("%'u row copied", "%'u rows copied", (guint) n), (guint) n);
  pilot_context_toast (self->context, told);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (selected) > DELETE_MAX_ROWS)
    {
      g_autofree char *text = g_strdup_printf (_("At most %'u records can be deleted at once"), DELETE_MAX_ROWS);

      pilot_context_toast (self->context, text);
      return;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (PilotRow) row = dup_row (self, position);

      if (row != NULL)
        g_ptr_array_add (ids, g_strdup (pilot_row_get_id (row)));
    }
  g_ptr_array_add (ids, NULL);
  pilot_edit_confirm_delete (self->context, self, self->spec->entity, (const char *const *) ids->pdata);
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;

  if (self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

static void
select_none_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;

  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

static void
relation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;
  const PilotRelation *relation = &self->spec->relations[g_variant_get_int32 (parameter)];
  g_autoptr (PilotRow) row = dup_only_row (self);

  if (row != NULL)
    pilot_context_show_list (self->context, relation->target, relation->target_field,
                             pilot_record_get_text (pilot_row_get_record (row), relation->source_field));
}

static void
popup_menu (PilotListPage *self, double x, double y)
{
  gboolean one;
  g_autoptr (PilotRow) row = dup_only_row (self);

  one = row != NULL;
  g_menu_remove_all (self->relation_section);
  for (guint i = 0; one && self->spec->relations != NULL && self->spec->relations[i].label != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("list.relation(%u)", i);

      g_menu_append (self->relation_section, _(self->spec->relations[i].label), action);
    }
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (self->row_menu));
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
secondary_click_cb (PilotListPage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = picked != NULL ? pilot_column_set_get_list_item (picked) : NULL;
  double page_x;
  double page_y;

  if (item == NULL || self->selection == NULL || gtk_list_item_get_position (item) == GTK_INVALID_LIST_POSITION)
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item)))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item), TRUE);
  update_actions (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &page_x, &page_y))
    popup_menu (self, page_x, page_y);
}

/* The Menu key and Shift+F10: beside the row that has the focus. */
static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  PilotListPage *self = PILOT_LIST_PAGE (gtk_widget_get_ancestor (widget, PILOT_TYPE_LIST_PAGE));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  double x = 24;
  double y = 24;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  gtk_widget_translate_coordinates (focus, GTK_WIDGET (self), 24, gtk_widget_get_height (focus), &x, &y);
  update_actions (self);
  popup_menu (self, x, y);
  return TRUE;
}

static const GActionEntry action_entries[] = {
  { "open", open_cb },
  { "copy", copy_cb },
  { "delete", delete_cb },
  { "select-all", select_all_cb },
  { "select-none", select_none_cb },
  { "relation", relation_cb, "i" },
};

static gboolean
scroll_to_start_cb (gpointer user_data)
{
  PilotListPage *self = user_data;

  self->start_id = 0;
  gtk_adjustment_set_value (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)), self->far_end);
  return G_SOURCE_REMOVE;
}

/* From right to left a table begins at its far end; GTK begins at 0. Not while it is being laid out: that would be
 * forgotten again. */
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
  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->actions);
  g_clear_object (&self->context);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (pilot_list_page_parent_class)->dispose (object);
}

static void
pilot_list_page_class_init (PilotListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_list_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/common/pilot-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, view);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, PilotListPage, filter_scroller);
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
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (secondary_click_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                          gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

GtkWidget *
pilot_list_page_new (PilotContext *context, const PilotPageSpec *spec)
{
  PilotListPage *self = g_object_new (PILOT_TYPE_LIST_PAGE, NULL);
  GSettings *settings = pilot_context_get_settings (context);

  self->context = g_object_ref (context);
  self->spec = spec;
  self->schema = pilot_schema_get (spec->entity);
  gtk_label_set_text (self->heading, _(self->schema->label_many));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->schema->label_many), -1);
  adw_status_page_set_icon_name (self->empty_page, spec->icon);
  adw_status_page_set_title (self->empty_page, _(spec->empty_title));
  adw_status_page_set_description (self->empty_page, _(spec->empty_description));
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), spec->create_label != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->create_button), spec->create_label != NULL);
  if (spec->create_label != NULL)
    gtk_button_set_label (self->create_button, _(spec->create_label));

  self->columns = pilot_column_set_new (self->view, self->schema, settings, spec->sort_field, spec->descending);
  g_signal_connect_object (self->columns, "sort-changed", G_CALLBACK (run_query), self, G_CONNECT_SWAPPED);
  if (spec->entity == PILOT_ENTITY_AUDIT_EVENT)
    pilot_column_set_set_text_func (self->columns, dup_event_text, self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", pilot_column_set_get_actions (self->columns));
  gtk_menu_button_set_menu_model (self->columns_button, pilot_column_set_get_menu (self->columns));

  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)), "changed",
                           G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);

  self->filters = PILOT_FILTER_BAR (pilot_filter_bar_new (context, self->schema));
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (run_query), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (self->filter_scroller, GTK_WIDGET (self->filters));

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
pilot_list_page_set_filter (PilotListPage *self, guint field, const char *value)
{
  pilot_filter_bar_clear (self->filters);
  pilot_filter_bar_set_filter (self->filters, field, value);
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

char *
pilot_list_page_dup_selection_text (PilotListPage *self)
{
  g_autoptr (GArray) fields = pilot_column_set_get_visible (self->columns);
  g_autoptr (GtkBitset) selected = NULL;
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;
  guint n = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\t');
      g_string_append (text, _(self->schema->fields[g_array_index (fields, guint, i)].label));
    }
  g_string_append_c (text, '\n');
  if (self->selection == NULL)
    return g_string_free (text, FALSE);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more && n < COPY_MAX_ROWS;
       more = gtk_bitset_iter_next (&iter, &position), n++)
    {
      g_autoptr (PilotRow) row = dup_row (self, position);

      for (guint i = 0; row != NULL && i < fields->len; i++)
        {
          g_autofree char *cell = dup_cell (self, row, g_array_index (fields, guint, i));

          if (i > 0)
            g_string_append_c (text, '\t');
          /* A spreadsheet takes tabs and line breaks as the next cell. */
          g_string_append (text, g_strdelimit (cell, "\t\r\n", ' '));
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

void
pilot_list_page_focus_rows (PilotListPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
