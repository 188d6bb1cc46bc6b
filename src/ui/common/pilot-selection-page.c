/* pilot-selection-page.c: what is shown instead of the details while several rows are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-selection-page.h"

#include "pilot-entity-count.h"

#include <glib/gi18n-lib.h>

struct _PilotSelectionPage
{
  AdwBin parent_instance;

  AdwStatusPage *status;
};

G_DEFINE_FINAL_TYPE (PilotSelectionPage, pilot_selection_page, ADW_TYPE_BIN)

static const struct
{
  const char *label;
  const char *action;
  const char *css_class; /* (nullable) */
} commands[] = {
  { N_("_Copy"), "list.copy", NULL },
  { N_("_Delete…"), "list.delete", "destructive-action" },
  { N_("Select _None"), "list.select-none", NULL },
};

static void
pilot_selection_page_class_init (PilotSelectionPageClass *klass)
{
}

static void
pilot_selection_page_init (PilotSelectionPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autoptr (GSimpleActionGroup) none = g_simple_action_group_new ();

  /* Buttons that are in a window already don't find a group that comes in between: it has its place before them. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (none));
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "compact");
  adw_status_page_set_icon_name (self->status, "edit-select-all-symbolic");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_(commands[i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), commands[i].action);
      gtk_widget_add_css_class (button, "pill");
      if (commands[i].css_class != NULL)
        gtk_widget_add_css_class (button, commands[i].css_class);
      gtk_box_append (GTK_BOX (box), button);
    }
  adw_status_page_set_child (self->status, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->status));
  gtk_widget_set_size_request (GTK_WIDGET (self), 320, -1);
}

GtkWidget *
pilot_selection_page_new (void)
{
  return g_object_new (PILOT_TYPE_SELECTION_PAGE, NULL);
}

void
pilot_selection_page_show (PilotSelectionPage *self, PilotListPage *page)
{
  guint n = pilot_list_page_get_n_selected (page);
  g_autofree char *records = pilot_entity_dup_count (pilot_list_page_get_spec (page)->entity, n);
  /* Translators: %s is e.g. "3 agencies" */
  g_autofree char *text = g_strdup_printf (ngettext ("%s selected", "%s selected", n), records);

  adw_status_page_set_title (self->status, text);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", pilot_list_page_get_actions (page));
}

const char *
pilot_selection_page_get_text (PilotSelectionPage *self)
{
  return adw_status_page_get_title (self->status);
}
