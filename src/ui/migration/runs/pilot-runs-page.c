/* pilot-runs-page.c: the migration runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-runs-page.h"

#include "pilot-run-hold.h"
#include "pilot-run-new-dialog.h"
#include "pilot-run-words.h"
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>

struct _PilotRunsPage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  PilotList *list;       /* (owned) (nullable) */
  GPtrArray *rows;       /* (owned) (element-type GtkWidget): in the two groups */
  GtkStack *stack;
  AdwPreferencesGroup *runs;
  AdwPreferencesGroup *lists;
  GtkLabel *notice;
  AdwStatusPage *empty;
  GtkWidget *new_buttons[2];
  PilotRunPage *run_page;
  char *focus_id; /* (owned) (nullable): of the run whose row is to have the keyboard */
};

G_DEFINE_FINAL_TYPE (PilotRunsPage, pilot_runs_page, ADW_TYPE_BIN)

static void
activated_cb (PilotRunsPage *self, GtkWidget *row)
{
  pilot_runs_page_show_run (self, g_object_get_data (G_OBJECT (row), "pilot-id"));
}

static void
add_row (PilotRunsPage *self, PilotRecord *run)
{
  gboolean list = pilot_runs_is_list (run);
  AdwPreferencesGroup *group = list ? self->lists : self->runs;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = pilot_record_dup_title (run);
  g_autofree char *line = list ? NULL : pilot_run_words_dup_line (run);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  if (!list)
    {
      GtkWidget *state = gtk_label_new ("");

      pilot_run_words_show_state (GTK_LABEL (state), run);
      gtk_widget_set_valign (state, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "pilot-id", g_strdup (pilot_record_get_id (run)), g_free);
  g_object_set_data (G_OBJECT (row), "pilot-group", group);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
update_notice (PilotRunsPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_autofree char *notice = workspace != NULL ? pilot_runs_dup_notice (workspace) : NULL;

  gtk_label_set_text (self->notice, notice != NULL ? notice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), notice != NULL);
}

/* Where no pilot can be made, none is advised. */
static void
update_empty (PilotRunsPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  gboolean practice = workspace != NULL && pilot_runs_may_create (workspace, "sandbox_practice", NULL);

  adw_status_page_set_description (self->empty,
                                   practice ? _("In the sandbox a run is practice with a small subset of agencies: a paid addition, by a statement of work.")
                                            : _("A run moves agencies with their jobs and candidates. Begin with a pilot of a few agencies, then move all the rest."));
}

static void
update_new (PilotRunsPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_autofree char *reason = NULL;
  gboolean may = workspace != NULL && pilot_workspace_may (workspace, PILOT_ACTION_CREATE, PILOT_ENTITY_RUN, &reason);

  for (guint i = 0; i < G_N_ELEMENTS (self->new_buttons); i++)
    {
      gtk_widget_set_sensitive (self->new_buttons[i], may);
      gtk_widget_set_tooltip_text (self->new_buttons[i], reason);
    }
  update_empty (self);
}

/* The keyboard goes to the row where the person came from, or was while the rows were made anew, as soon as there is one. */
static void
restore_focus (PilotRunsPage *self)
{
  for (guint i = 0; self->focus_id != NULL && i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "pilot-id"), self->focus_id) == 0)
        {
          gtk_widget_grab_focus (row);
          g_clear_pointer (&self->focus_id, g_free);
        }
    }
}

static void
items_cb (PilotRunsPage *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  guint n_lists = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (gtk_widget_is_focus (row))
        {
          g_free (self->focus_id);
          self->focus_id = g_strdup (g_object_get_data (G_OBJECT (row), "pilot-id"));
        }
      adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "pilot-group"), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (row == NULL)
        continue;
      n_lists += pilot_runs_is_list (pilot_row_get_record (row));
      add_row (self, pilot_row_get_record (row));
    }
  restore_focus (self);
  gtk_widget_set_visible (GTK_WIDGET (self->lists), n_lists > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->runs), self->rows->len > n_lists);
  update_notice (self);
  update_new (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "run") != 0)
    gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
}

static void
changed_cb (PilotRunsPage *self, guint mask)
{
  if ((mask & ((1u << PILOT_ENTITY_RUN) | (1u << PILOT_ENTITY_COMPANY))) != 0)
    items_cb (self);
}

static void
workspace_cb (PilotRunsPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_auto (PilotQuery) query = { 0 };

  pilot_run_page_show (self->run_page, NULL);
  gtk_stack_set_visible_child_name (self->stack, "empty");
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  if (workspace != NULL)
    {
      self->list = pilot_workspace_create_list (workspace, PILOT_ENTITY_RUN);
      g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "notify::role", G_CALLBACK (update_new), self, G_CONNECT_SWAPPED);
      pilot_query_init (&query, PILOT_ENTITY_RUN);
      query.sort_field = PILOT_FIELD_UPDATED_AT;
      query.descending = TRUE;
      pilot_list_set_query (self->list, &query);
    }
  items_cb (self);
}

static void
back_cb (PilotRunsPage *self)
{
  pilot_runs_page_show_run (self, NULL);
}

static void
show_run_cb (PilotRunsPage *self, const char *id)
{
  pilot_runs_page_show_run (self, id);
}

static void
context_show_run_cb (PilotRunsPage *self, const char *page, const char *run_id)
{
  if (g_str_equal (page, "runs") && g_strcmp0 (run_id, pilot_run_page_get_run_id (self->run_page)) != 0)
    pilot_runs_page_show_run (self, run_id);
}

static void
pilot_runs_page_dispose (GObject *object)
{
  PilotRunsPage *self = PILOT_RUNS_PAGE (object);

  g_clear_object (&self->list);
  g_clear_object (&self->context);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->focus_id, g_free);
  G_OBJECT_CLASS (pilot_runs_page_parent_class)->dispose (object);
}

static void
pilot_runs_page_class_init (PilotRunsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_runs_page_dispose;
}

static GtkWidget *
make_new_button (PilotRunsPage *self, guint index)
{
  self->new_buttons[index] = gtk_button_new_with_mnemonic (_("_New Run…"));
  gtk_widget_add_css_class (self->new_buttons[index], "suggested-action");
  g_signal_connect_object (self->new_buttons[index], "clicked", G_CALLBACK (pilot_runs_page_create), self, G_CONNECT_SWAPPED);
  return self->new_buttons[index];
}

static GtkWidget *
make_list (PilotRunsPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_("Migration Runs"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "title-2");
  gtk_box_append (GTK_BOX (header), title);
  gtk_box_append (GTK_BOX (header), make_new_button (self, 0));
  self->notice = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->notice, TRUE);
  gtk_label_set_xalign (self->notice, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "warning");
  self->runs = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->lists = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->lists, _("Saved Lists of Agencies"));
  gtk_widget_add_css_class (box, "page-box");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->runs));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lists));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

static GtkWidget *
make_empty (PilotRunsPage *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = make_new_button (self, 1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "media-playlist-consecutive-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("No Migration Run Yet"));
  self->empty = ADW_STATUS_PAGE (page);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

static void
pilot_runs_page_init (PilotRunsPage *self)
{
  self->rows = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  gtk_stack_add_named (self->stack, make_list (self), "list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
pilot_runs_page_new (PilotContext *context)
{
  PilotRunsPage *self = g_object_new (PILOT_TYPE_RUNS_PAGE, NULL);

  self->context = g_object_ref (context);
  self->run_page = PILOT_RUN_PAGE (pilot_run_page_new (context));
  g_signal_connect_object (self->run_page, "back", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run_page, "show-run", G_CALLBACK (show_run_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->run_page), "run");
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "show-run", G_CALLBACK (context_show_run_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

void
pilot_runs_page_show_run (PilotRunsPage *self, const char *run_id)
{
  gboolean any = self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

  g_free (self->focus_id);
  self->focus_id = run_id == NULL ? g_strdup (pilot_run_page_get_run_id (self->run_page)) : NULL;
  gtk_stack_set_visible_child_name (self->stack, run_id != NULL ? "run" : any ? "list" : "empty");
  pilot_run_page_show (self->run_page, run_id);
  if (run_id != NULL)
    pilot_run_page_focus (self->run_page);
  else
    restore_focus (self);
}

PilotRunPage *
pilot_runs_page_get_run_page (PilotRunsPage *self)
{
  return self->run_page;
}

const char *
pilot_runs_page_get_shown (PilotRunsPage *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

void
pilot_runs_page_create (PilotRunsPage *self)
{
  GtkWidget *dialog;

  if (pilot_context_get_workspace (self->context) == NULL)
    return;
  dialog = pilot_run_new_dialog_new (self->context);
  g_signal_connect_object (dialog, "created", G_CALLBACK (show_run_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}
