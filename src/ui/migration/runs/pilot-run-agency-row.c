/* pilot-run-agency-row.c: an agency that a run takes or leaves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-agency-row.h"

#include "pilot-accessible.h"

#include <glib/gi18n-lib.h>

struct _PilotRunAgencyRow
{
  GtkBox parent_instance;

  PilotWorkspace *workspace; /* (owned) */
  PilotRunChoices *choices;  /* (owned) */
  PilotRow *row;             /* (owned) (nullable) */
  PilotList *users;          /* (owned) (nullable): while the popover is open */
  GtkCheckButton *check;
  GtkLabel *name;
  GtkLabel *detail;
  GtkMenuButton *users_button;
  GtkBox *users_box;
  gboolean frozen;  /* what is chosen is settled */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (PilotRunAgencyRow, pilot_run_agency_row, GTK_TYPE_BOX)

static guint choose_signal;

static void
toggled_cb (PilotRunAgencyRow *self)
{
  if (!self->showing && self->row != NULL)
    g_signal_emit (self, choose_signal, 0, pilot_row_get_id (self->row), NULL, gtk_check_button_get_active (self->check));
}

static void
user_toggled_cb (PilotRunAgencyRow *self, GtkCheckButton *check)
{
  if (!self->showing && self->row != NULL)
    g_signal_emit (self, choose_signal, 0, pilot_row_get_id (self->row), g_object_get_data (G_OBJECT (check), "pilot-id"),
                   gtk_check_button_get_active (check));
}

static void
clear_users (PilotRunAgencyRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->users_box))) != NULL)
    gtk_box_remove (self->users_box, child);
}

static void
users_cb (PilotRunAgencyRow *self)
{
  guint n = self->users != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->users)) : 0;

  clear_users (self);
  if (self->users == NULL || pilot_list_get_loading (self->users))
    return;
  self->showing = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) user = g_list_model_get_item (G_LIST_MODEL (self->users), i);
      g_autofree char *name = pilot_record_dup_title (pilot_row_get_record (user));
      GtkWidget *check = gtk_check_button_new_with_label (name);

      g_object_set_data_full (G_OBJECT (check), "pilot-id", g_strdup (pilot_row_get_id (user)), g_free);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   pilot_run_choices_get_user (self->choices, pilot_row_get_id (self->row), pilot_row_get_id (user)));
      g_signal_connect_object (check, "toggled", G_CALLBACK (user_toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_set_sensitive (check, !self->frozen);
      gtk_box_append (self->users_box, check);
    }
  if (n == 0)
    gtk_box_append (self->users_box, gtk_label_new (_("This agency has no users.")));
  self->showing = FALSE;
  gtk_widget_child_focus (GTK_WIDGET (self->users_box), GTK_DIR_TAB_FORWARD);
}

static void
users_opened_cb (PilotRunAgencyRow *self)
{
  g_auto (PilotQuery) query = { 0 };

  g_clear_object (&self->users);
  if (self->row == NULL)
    return;
  self->users = pilot_workspace_create_list (self->workspace, PILOT_ENTITY_RECRUITER);
  g_signal_connect_object (self->users, "items-changed", G_CALLBACK (users_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->users, "notify::loading", G_CALLBACK (users_cb), self, G_CONNECT_SWAPPED);
  pilot_query_init (&query, PILOT_ENTITY_RECRUITER);
  pilot_query_set_filter (&query, PILOT_RECRUITER_DATASET, "legacy", FALSE);
  pilot_query_set_filter (&query, PILOT_RECRUITER_AGENCY_ID, pilot_row_get_id (self->row), FALSE);
  pilot_list_set_query (self->users, &query);
  users_cb (self);
}

static void
users_closed_cb (PilotRunAgencyRow *self)
{
  g_clear_object (&self->users);
}

static void
pilot_run_agency_row_dispose (GObject *object)
{
  PilotRunAgencyRow *self = PILOT_RUN_AGENCY_ROW (object);

  g_clear_object (&self->users);
  g_clear_object (&self->row);
  g_clear_object (&self->choices);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (pilot_run_agency_row_parent_class)->dispose (object);
}

static void
pilot_run_agency_row_class_init (PilotRunAgencyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_agency_row_dispose;
  choose_signal = g_signal_new ("choose", PILOT_TYPE_RUN_AGENCY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                                G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
pilot_run_agency_row_init (PilotRunAgencyRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  self->name = GTK_LABEL (gtk_label_new (""));
  self->detail = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_xalign (self->detail, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->detail, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dim-label");
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->detail));
  gtk_widget_set_hexpand (texts, TRUE);
  self->users_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->users_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->users_button, _("Users"));
  gtk_widget_add_css_class (GTK_WIDGET (self->users_button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->users_button), GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 300);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->users_box));
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (self->users_button, popover);
  g_signal_connect_object (popover, "show", G_CALLBACK (users_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (users_closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->check));
  gtk_box_append (GTK_BOX (self), texts);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->users_button));
  gtk_widget_add_css_class (GTK_WIDGET (self), "result-row");
}

GtkWidget *
pilot_run_agency_row_new (PilotWorkspace *workspace, PilotRunChoices *choices)
{
  PilotRunAgencyRow *self = g_object_new (PILOT_TYPE_RUN_AGENCY_ROW, NULL);

  self->workspace = g_object_ref (workspace);
  self->choices = g_object_ref (choices);
  return GTK_WIDGET (self);
}

void
pilot_run_agency_row_set_row (PilotRunAgencyRow *self, PilotRow *row)
{
  gtk_menu_button_popdown (self->users_button);
  g_set_object (&self->row, row);
  if (row != NULL)
    {
      PilotRecord *agency = pilot_row_get_record (row);
      g_autofree char *name = pilot_record_dup_title (agency);
      const char *city = pilot_record_get_text (agency, PILOT_AGENCY_CITY);
      const char *email = pilot_record_get_text (agency, PILOT_AGENCY_EMAIL);
      g_autofree char *users_name = g_strdup_printf (_("Users of %s"), name);
      g_autofree char *detail = city != NULL && email != NULL ? g_strdup_printf (_("%s · %s"), city, email)
                                                              : g_strdup (city != NULL ? city : email != NULL ? email : "");

      /* Who widens a run looks for those that are new. */
      if (pilot_record_get_text (agency, PILOT_AGENCY_RUN_ID) != NULL)
        {
          g_autofree char *where = g_steal_pointer (&detail);

          /* Translators: %s is where an agency is, and its address; an earlier run moved it */
          detail = *where != '\0' ? g_strdup_printf (_("Moved already · %s"), where) : g_strdup (_("Moved already"));
        }

      gtk_label_set_text (self->name, name);
      gtk_label_set_text (self->detail, detail);
      gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->users_button), users_name);
      pilot_accessible_name_menu_buttons (GTK_WIDGET (self->users_button));
    }
  pilot_run_agency_row_update (self);
}

PilotRow *
pilot_run_agency_row_get_row (PilotRunAgencyRow *self)
{
  return self->row;
}

void
pilot_run_agency_row_update (PilotRunAgencyRow *self)
{
  PilotRunChosen chosen = self->row != NULL ? pilot_run_choices_get_agency (self->choices, pilot_row_get_id (self->row)) : PILOT_RUN_CHOSEN_NOT;

  self->showing = TRUE;
  gtk_check_button_set_active (self->check, chosen == PILOT_RUN_CHOSEN_WHOLE);
  gtk_check_button_set_inconsistent (self->check, chosen == PILOT_RUN_CHOSEN_PARTLY);
  self->showing = FALSE;
}

void
pilot_run_agency_row_set_frozen (PilotRunAgencyRow *self, gboolean frozen)
{
  self->frozen = frozen;
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), !frozen);
}

void
pilot_run_agency_row_toggle (PilotRunAgencyRow *self)
{
  if (self->frozen)
    return;
  /* What goes partly goes as a whole first. */
  if (gtk_check_button_get_inconsistent (self->check))
    gtk_check_button_set_inconsistent (self->check, FALSE);
  gtk_check_button_set_active (self->check, !gtk_check_button_get_active (self->check));
}

void
pilot_run_agency_row_show_users (PilotRunAgencyRow *self)
{
  gtk_menu_button_popup (self->users_button);
}

guint
pilot_run_agency_row_get_n_users (PilotRunAgencyRow *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->users_box)); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += GTK_IS_CHECK_BUTTON (child);
  return n;
}
