/* pilot-ref-picker.c: chooses the record that a reference points to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-ref-picker.h"

#include "pilot-tab-stop.h"

#include <glib/gi18n-lib.h>

struct _PilotRefPicker
{
  GtkPopover parent_instance;

  PilotContext *context; /* (owned) */
  PilotEntity entity;
  PilotList *list;       /* (owned) (nullable) */
  GtkWidget *search;
  GtkWidget *view;
};

G_DEFINE_FINAL_TYPE (PilotRefPicker, pilot_ref_picker, GTK_TYPE_POPOVER)

enum {
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
search_cb (PilotRefPicker *self)
{
  g_auto (PilotQuery) query = { 0 };
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->list == NULL)
    return;
  pilot_query_init (&query, self->entity);
  if (*text != '\0')
    query.search = g_strdup (text);
  pilot_list_set_query (self->list, &query);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  PilotRow *row = gtk_list_item_get_item (item);
  g_autofree char *title = pilot_record_dup_title (pilot_row_get_record (row));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), title);
}

static void
activate_cb (PilotRefPicker *self, guint position)
{
  g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (row == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, pilot_row_get_id (row));
}

/* What was typed finds it: the first of all that there are is nobody's choice. */
static void
first_cb (PilotRefPicker *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' && self->list != NULL
      && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    activate_cb (self, 0);
}

static void
none_cb (PilotRefPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, NULL);
}

static void
show_cb (PilotRefPicker *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  GtkSelectionModel *selection;

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
  g_clear_object (&self->list);
  if (workspace == NULL)
    return;
  self->list = pilot_workspace_create_list (workspace, self->entity);
  search_cb (self);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), selection);
  g_object_unref (selection);
  gtk_widget_grab_focus (self->search);
}

static void
pilot_ref_picker_finalize (GObject *object)
{
  PilotRefPicker *self = PILOT_REF_PICKER (object);

  g_clear_object (&self->list);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_ref_picker_parent_class)->finalize (object);
}

static void
pilot_ref_picker_class_init (PilotRefPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_ref_picker_finalize;
  signals[SIGNAL_PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pilot_ref_picker_init (PilotRefPicker *self)
{
}

GtkWidget *
pilot_ref_picker_new (PilotContext *context, PilotEntity entity, gboolean optional)
{
  PilotRefPicker *self = g_object_new (PILOT_TYPE_REF_PICKER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const char *label = _(pilot_schema_get (entity)->label_many);

  self->context = g_object_ref (context);
  self->entity = entity;
  self->search = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->search), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (first_cb), self, G_CONNECT_SWAPPED);
  /* The entry keeps Escape for itself. */
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->search);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  self->view = gtk_list_view_new (NULL, factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->view), TRUE);
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, 280, 260);
  gtk_box_append (GTK_BOX (box), pilot_tab_stop_new (scroller));
  if (optional)
    {
      GtkWidget *none = gtk_button_new_with_mnemonic (_("_None"));

      g_signal_connect_object (none, "clicked", G_CALLBACK (none_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), none);
    }
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (self, "show", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
