/* pilot-run-list-menu.c: saved lists of agencies: take one, keep one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-list-menu.h"

#include "pilot-format.h"
#include "pilot-run-choice.h"
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>

/* What the popover is about; it goes with the button. */
typedef struct
{
  PilotContext *context; /* (owned) */
  char *run_id;          /* (owned) */
  PilotList *runs;       /* (owned) (nullable) */
  GtkWidget *button;     /* not owned */
  GtkWidget *heading;
  GtkBox *box;
  GtkWidget *entry;
  GtkWidget *save;
} Menu;

/* Of a list that was taken: what the run chose before. */
typedef struct
{
  PilotContext *context; /* (owned) */
  char *run_id;          /* (owned) */
  GPtrArray *undo;       /* (owned) (nullable) (element-type PilotRunChoice) */
} Taking;

static void
menu_free (gpointer data)
{
  Menu *menu = data;

  g_clear_object (&menu->runs);
  g_object_unref (menu->context);
  g_free (menu->run_id);
  g_free (menu);
}

static Taking *
taking_new (PilotContext *context, const char *run_id)
{
  Taking *self = g_new0 (Taking, 1);

  self->context = g_object_ref (context);
  self->run_id = g_strdup (run_id);
  return self;
}

static void
taking_free (gpointer data)
{
  Taking *self = data;

  g_object_unref (self->context);
  g_free (self->run_id);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_free (self);
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
  const Taking *taking = user_data;
  PilotWorkspace *workspace = pilot_context_get_workspace (context);

  if (workspace != NULL)
    pilot_run_choice_write_async (workspace, taking->run_id, taking->undo, NULL, NULL, undone_cb, g_object_ref (context));
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Taking *taking = user_data;
  g_autoptr (GError) error = NULL;

  if (pilot_runs_take_choices_finish (PILOT_WORKSPACE (source), result, &taking->undo, &error))
    pilot_context_toast_undo (taking->context, _("The list’s agencies are chosen"), undo_cb, taking, taking_free);
  else
    {
      pilot_context_toast_error (taking->context, error);
      taking_free (taking);
    }
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pilot_runs_copy_finish (PILOT_WORKSPACE (source), result, &error);
  g_autofree char *text = id != NULL ? g_strdup (_("List saved")) : pilot_format_error (error);

  pilot_context_toast (context, text);
}

static void
take_cb (GtkWidget *item, gpointer user_data)
{
  GtkWidget *button = gtk_widget_get_ancestor (item, GTK_TYPE_MENU_BUTTON);
  Menu *menu = g_object_get_data (G_OBJECT (button), "pilot-menu");
  PilotWorkspace *workspace = pilot_context_get_workspace (menu->context);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  pilot_runs_take_choices_async (workspace, menu->run_id, g_object_get_data (G_OBJECT (item), "pilot-id"), NULL, taken_cb,
                                 taking_new (menu->context, menu->run_id));
}

static char *
dup_name (const Menu *menu)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (menu->entry))));
}

static void
typed_cb (GtkWidget *entry, gpointer user_data)
{
  const Menu *menu = g_object_get_data (user_data, "pilot-menu");
  g_autofree char *name = dup_name (menu);

  gtk_widget_set_sensitive (menu->save, *name != '\0');
}

static void
save_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget *button = user_data;
  Menu *menu = g_object_get_data (G_OBJECT (button), "pilot-menu");
  g_autofree char *name = dup_name (menu);

  if (*name == '\0')
    return;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_editable_set_text (GTK_EDITABLE (menu->entry), "");
  pilot_runs_copy_async (pilot_context_get_workspace (menu->context), menu->run_id, PILOT_RUNS_LIST, name, NULL, saved_cb, g_object_ref (menu->context));
}

static void
add_run (Menu *menu, const PilotRecord *run)
{
  g_autofree char *title = pilot_record_dup_title (run);
  GtkWidget *item = gtk_button_new_with_label (title);

  gtk_widget_add_css_class (item, "flat");
  gtk_widget_add_css_class (item, "menu-like");
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (item))), 0);
  g_object_set_data_full (G_OBJECT (item), "pilot-id", g_strdup (pilot_record_get_id (run)), g_free);
  g_signal_connect_object (item, "clicked", G_CALLBACK (take_cb), menu->button, 0);
  gtk_box_append (menu->box, item);
}

/* Lists first, then other runs with a choice of their own. */
static void
fill_cb (GtkWidget *button)
{
  Menu *menu = g_object_get_data (G_OBJECT (button), "pilot-menu");
  guint n = g_list_model_get_n_items (G_LIST_MODEL (menu->runs));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (menu->box))) != NULL)
    gtk_box_remove (menu->box, child);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (menu->runs), i);
        PilotRecord *run = row != NULL ? pilot_row_get_record (row) : NULL;

        if (run != NULL && pilot_runs_is_list (run) == (pass == 0) && g_strcmp0 (pilot_record_get_id (run), menu->run_id) != 0
            && g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_CHOICE), "chosen") == 0)
          add_run (menu, run);
      }
  gtk_widget_set_visible (menu->heading, gtk_widget_get_first_child (GTK_WIDGET (menu->box)) != NULL);
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *heading = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "caption-heading");
  return heading;
}

/* A name for this choice, and the button that keeps it. */
static GtkWidget *
make_saver (Menu *menu)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  menu->entry = gtk_entry_new ();
  menu->save = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_set_sensitive (menu->save, FALSE);
  g_object_set (menu->entry, "placeholder-text", _("Name of the list"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the list"), -1);
  g_signal_connect_object (menu->entry, "changed", G_CALLBACK (typed_cb), menu->button, 0);
  g_signal_connect_object (menu->entry, "activate", G_CALLBACK (save_cb), menu->button, 0);
  g_signal_connect_object (menu->save, "clicked", G_CALLBACK (save_cb), menu->button, 0);
  gtk_box_append (GTK_BOX (row), menu->entry);
  gtk_box_append (GTK_BOX (row), menu->save);
  return row;
}

GtkWidget *
pilot_run_list_menu_new (PilotContext *context, const char *run_id)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Menu *menu = g_new0 (Menu, 1);
  g_auto (PilotQuery) query = { 0 };

  menu->context = g_object_ref (context);
  menu->run_id = g_strdup (run_id);
  menu->button = button;
  menu->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  menu->heading = make_heading (_("Take the Agencies Of"));
  menu->runs = pilot_workspace_create_list (pilot_context_get_workspace (context), PILOT_ENTITY_RUN);
  g_object_set_data_full (G_OBJECT (button), "pilot-menu", menu, menu_free);
  gtk_box_append (GTK_BOX (box), menu->heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (menu->box));
  gtk_box_append (GTK_BOX (box), make_heading (_("Save This Choice as a List")));
  gtk_box_append (GTK_BOX (box), make_saver (menu));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("_Lists"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  fill_cb (button);
  g_signal_connect_object (menu->runs, "items-changed", G_CALLBACK (fill_cb), button, G_CONNECT_SWAPPED);
  pilot_query_init (&query, PILOT_ENTITY_RUN);
  pilot_list_set_query (menu->runs, &query);
  return button;
}
