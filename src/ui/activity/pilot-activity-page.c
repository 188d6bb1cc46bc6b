/* pilot-activity-page.c: what waits to be sent, and what happened in the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-activity-page.h"

#include "pilot-format.h"
#include "pilot-list-page.h"
#include "pilot-pending-row.h"

#include <glib/gi18n-lib.h>

struct _PilotActivityPage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  GListModel *outbox;    /* (owned) (nullable) */
  GtkWidget *audit;

  AdwViewStack *stack;
  AdwViewStackPage *outbox_page;
  GtkStack *outbox_stack;
  GtkListView *outbox_view;
  AdwBin *audit_bin;
};

G_DEFINE_FINAL_TYPE (PilotActivityPage, pilot_activity_page, ADW_TYPE_BIN)

static void
setup_cb (PilotActivityPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, pilot_pending_row_new (self->context));
  /* The buttons in it take the focus. */
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (PilotActivityPage *self, GtkListItem *item)
{
  pilot_pending_row_set_pending (PILOT_PENDING_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (PilotActivityPage *self, GtkListItem *item)
{
  pilot_pending_row_set_pending (PILOT_PENDING_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
items_cb (PilotActivityPage *self)
{
  guint n = self->outbox != NULL ? g_list_model_get_n_items (self->outbox) : 0;
  g_autofree char *title = NULL;

  gtk_stack_set_visible_child_name (self->outbox_stack, n > 0 ? "rows" : "empty");
  if (n > 0)
    {
      g_autofree char *count = pilot_format_count (n);

      /* Translators: what a tab shows, and how many there are */
      title = g_strdup_printf (_("%s (%s)"), _("Changes to Send"), count);
    }
  else
    title = g_strdup (_("Changes to Send"));
  adw_view_stack_page_set_title (self->outbox_page, title);
}

static void
workspace_cb (PilotActivityPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_list_view_set_model (self->outbox_view, NULL);
  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->outbox);
  if (workspace != NULL)
    {
      self->outbox = g_object_ref (pilot_workspace_get_outbox (workspace));
      g_signal_connect_object (self->outbox, "items-changed", G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED);
      selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->outbox)));
      gtk_list_view_set_model (self->outbox_view, selection);
    }
  items_cb (self);
}

static void
pilot_activity_page_dispose (GObject *object)
{
  PilotActivityPage *self = PILOT_ACTIVITY_PAGE (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_activity_page_parent_class)->dispose (object);
}

static void
pilot_activity_page_class_init (PilotActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_activity_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/activity/pilot-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PilotActivityPage, outbox_page);
  gtk_widget_class_bind_template_child (widget_class, PilotActivityPage, outbox_stack);
  gtk_widget_class_bind_template_child (widget_class, PilotActivityPage, outbox_view);
  gtk_widget_class_bind_template_child (widget_class, PilotActivityPage, audit_bin);
}

static void
pilot_activity_page_init (PilotActivityPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->outbox_view, factory);
}

GtkWidget *
pilot_activity_page_new (PilotContext *context)
{
  PilotActivityPage *self = g_object_new (PILOT_TYPE_ACTIVITY_PAGE, NULL);

  self->context = g_object_ref (context);
  self->audit = pilot_list_page_new (context, &pilot_activity_pages[0]);
  adw_bin_set_child (self->audit_bin, self->audit);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

void
pilot_activity_page_show (PilotActivityPage *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->stack, name);
}

GtkWidget *
pilot_activity_page_get_audit (PilotActivityPage *self)
{
  return self->audit;
}
