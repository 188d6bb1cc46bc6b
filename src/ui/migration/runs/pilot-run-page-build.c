/* pilot-run-page-build.c: the widgets of a run's page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-page-private.h"

#include "pilot-accessible.h"
#include "pilot-run-checks-off.h"
#include "pilot-run-decisions.h"
#include "pilot-run-progress-view.h"
#include "pilot-run-results-view.h"
#include "pilot-scope-table.h"

#include <glib/gi18n-lib.h>

/* What a run's state doesn't allow is not there to be read. */
static void
add_where_possible (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) copies = g_menu_new ();
  g_autoptr (GMenu) looks = g_menu_new ();
  g_autoptr (GMenu) ends = g_menu_new ();

  g_menu_append (copies, _("_Duplicate"), "run.copy('duplicate')");
  add_where_possible (copies, _("Duplicate and _Add Agencies"), "run.widen");
  g_menu_append (copies, _("Go On with All the _Rest"), "run.copy('rest')");
  g_menu_append (looks, _("_Compare…"), "run.compare");
  g_menu_append (looks, _("Save _Expected Records…"), "run.save-manifest");
  add_where_possible (looks, _("Save Cale_ndar File…"), "run.save-calendar");
  add_where_possible (ends, _("Choose Another _Friday…"), "run.reschedule");
  add_where_possible (ends, _("Cancel the R_un…"), "run.cancel");
  add_where_possible (ends, _("De_lete the Draft"), "run.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copies));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looks));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (ends));
  return G_MENU_MODEL (menu);
}

static void
back_cb (PilotRunPage *self)
{
  g_signal_emit_by_name (self, "back");
}

static GtkWidget *
make_header (PilotRunPage *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  g_autoptr (GMenuModel) menu = make_menu ();

  gtk_widget_set_tooltip_text (back, _("All Runs"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All Runs"), -1);
  gtk_widget_add_css_class (back, "flat");
  self->back_button = back;
  g_signal_connect_object (back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  self->title = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "title-2");
  self->state = GTK_LABEL (gtk_label_new (""));
  gtk_widget_set_valign (GTK_WIDGET (self->state), GTK_ALIGN_CENTER);
  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), menu);
  gtk_widget_set_tooltip_text (self->menu_button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More"), -1);
  pilot_accessible_name_menu_buttons (self->menu_button);
  gtk_widget_add_css_class (self->menu_button, "flat");
  gtk_box_append (GTK_BOX (header), back);
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (header), self->menu_button);
  return header;
}

static GtkWidget *
make_next (PilotRunPage *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->next_text = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->next_text, 0);
  gtk_label_set_wrap (self->next_text, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->next_text), TRUE);
  self->next_spinner = GTK_SPINNER (gtk_spinner_new ());
  self->next_button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->next_button), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next_button), "s", "check-run");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), "run.order");
  gtk_widget_set_valign (self->next_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->next_button, "suggested-action");
  self->retry_button = gtk_button_new_with_mnemonic (_("_Try Again"));
  gtk_widget_set_tooltip_text (self->retry_button, _("Ask the vendor to try what stayed behind again"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry_button), "s", "request-retry");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->retry_button), "run.order");
  gtk_widget_set_valign (self->retry_button, GTK_ALIGN_CENTER);
  self->tell_button = gtk_button_new_with_mnemonic (_("_Tell the Agencies…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->tell_button), "run.tell-agencies");
  gtk_widget_set_valign (self->tell_button, GTK_ALIGN_CENTER);
  self->next_reason = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->next_reason, 0);
  gtk_label_set_wrap (self->next_reason, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->next_reason), "warning");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->next_text));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->next_spinner));
  gtk_box_append (GTK_BOX (row), self->tell_button);
  gtk_box_append (GTK_BOX (row), self->retry_button);
  gtk_box_append (GTK_BOX (row), self->next_button);
  gtk_box_append (GTK_BOX (card), row);
  self->checks_button = gtk_button_new_with_mnemonic (_("_Look at the Checks"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->checks_button), "run.show-checks");
  gtk_widget_set_halign (self->checks_button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->next_reason));
  gtk_box_append (GTK_BOX (card), self->checks_button);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "page-box");
  return card;
}

static GtkWidget *
make_agencies (PilotRunPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Agencies and Users"));
  self->agencies_row = adw_action_row_new ();
  self->agencies_button = gtk_button_new_with_mnemonic (_("C_hoose…"));
  gtk_widget_set_valign (self->agencies_button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->agencies_button), "run.choose-agencies");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->agencies_row), self->agencies_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->agencies_row);
  return group;
}

static GtkWidget *
make_scope (PilotRunPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What Goes Along"));
  self->scope_table = pilot_scope_table_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->scope_table);
  return group;
}

void
pilot_run_page_build (PilotRunPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->progress = pilot_run_progress_view_new ();
  self->results = pilot_run_results_view_new (self->context);
  self->decisions = pilot_run_decisions_new (self->context);
  self->checks_off = pilot_run_checks_off_new (self->context);
  self->agencies = make_agencies (self);
  self->scope_group = make_scope (self);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), make_next (self));
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), self->results);
  gtk_box_append (GTK_BOX (box), self->agencies);
  gtk_box_append (GTK_BOX (box), self->decisions);
  gtk_box_append (GTK_BOX (box), self->checks_off);
  gtk_box_append (GTK_BOX (box), self->scope_group);
  gtk_widget_add_css_class (box, "page-box");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}
