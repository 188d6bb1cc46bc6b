/* pilot-run-new-dialog.c: begins a migration run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-new-dialog.h"

#include "pilot-format.h"
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>

#define N_KINDS 4

struct _PilotRunNewDialog
{
  AdwWindow parent_instance;

  PilotContext *context;     /* (owned) */
  PilotWorkspace *workspace; /* (owned) */
  char *id;                  /* (owned) (nullable): of what is being saved */
  GtkWidget *name;
  GtkCheckButton *kinds[N_KINDS];
  GtkWidget *create;
  GtkLabel *error;
  char *proposed; /* (owned) (nullable): the name that was put in for the person */
};

G_DEFINE_FINAL_TYPE (PilotRunNewDialog, pilot_run_new_dialog, ADW_TYPE_WINDOW)

static guint created_signal;

/* What a kind is for, in the document's words as far as it has some. */
static const char *const explanations[N_KINDS] = {
  N_("A small subset of agencies in the sandbox. Optional, paid, by a statement of work."),
  N_("A complete copy of production data in the sandbox. Not part of the standard offering; paid, by a statement of work."),
  N_("A small group of agencies first, before broader enablement."),
  N_("The single, well-planned production migration."),
};

static const char *
get_kind (PilotRunNewDialog *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    if (gtk_check_button_get_active (self->kinds[i]))
      return pilot_run_kind_choices[i].value;
  return NULL;
}

static char *
dup_name (PilotRunNewDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
update (PilotRunNewDialog *self)
{
  g_autofree char *name = dup_name (self);
  const char *reason = *name == '\0' ? _("A run needs a name.") : get_kind (self) == NULL ? _("No kind of run can be made here now.") : NULL;

  gtk_widget_set_sensitive (self->create, reason == NULL && self->id == NULL);
  gtk_widget_set_tooltip_text (self->create, reason);
  gtk_label_set_text (self->error, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), reason != NULL);
}

/* The kind gives the name, until a person gives another. */
static void
propose_name (PilotRunNewDialog *self)
{
  const char *kind = get_kind (self);
  g_autofree char *name = dup_name (self);

  if (kind == NULL || g_strcmp0 (name, self->proposed != NULL ? self->proposed : "") != 0)
    return;
  g_free (self->proposed);
  self->proposed = pilot_runs_dup_free_name (self->workspace, _(pilot_choice_label (pilot_run_kind_choices, kind)));
  gtk_editable_set_text (GTK_EDITABLE (self->name), self->proposed);
}

static void
kind_cb (PilotRunNewDialog *self)
{
  propose_name (self);
  update (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRunNewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_steal_pointer (&self->id);
  g_autofree char *text = NULL;

  if (pilot_workspace_save_finish (PILOT_WORKSPACE (source), result, NULL, &error))
    {
      g_signal_emit (self, created_signal, 0, id);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  text = pilot_format_error (error);
  update (self);
  gtk_label_set_text (self->error, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
}

static void
pilot_run_new_dialog_dispose (GObject *object)
{
  PilotRunNewDialog *self = PILOT_RUN_NEW_DIALOG (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->proposed, g_free);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_run_new_dialog_parent_class)->dispose (object);
}

static void
pilot_run_new_dialog_class_init (PilotRunNewDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_new_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
  created_signal = g_signal_new ("created", PILOT_TYPE_RUN_NEW_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_header (PilotRunNewDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->create = gtk_button_new_with_mnemonic (_("C_reate"));
  gtk_widget_add_css_class (self->create, "suggested-action");
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->create, "clicked", G_CALLBACK (pilot_run_new_dialog_create), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->create);
  return header;
}

static void
add_kind (PilotRunNewDialog *self, GtkWidget *group, guint index)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *reason = NULL;
  gboolean may = pilot_runs_may_create (self->workspace, pilot_run_kind_choices[index].value, &reason);
  /* Translators: two sentences */
  g_autofree char *text = may ? g_strdup (_(explanations[index])) : g_strdup_printf (_("%1$s %2$s"), _(explanations[index]), reason);

  self->kinds[index] = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->kinds[index]), GTK_ALIGN_CENTER);
  if (index > 0)
    gtk_check_button_set_group (self->kinds[index], self->kinds[0]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds[index]), GTK_ACCESSIBLE_PROPERTY_LABEL, _(pilot_run_kind_choices[index].label), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(pilot_run_kind_choices[index].label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (self->kinds[index]));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->kinds[index]));
  if (!may)
    gtk_widget_add_css_class (row, "refused");
  /* The keyboard passes it by; its reason stays there to be read. */
  gtk_widget_set_sensitive (row, may);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds[index]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_signal_connect_object (self->kinds[index], "toggled", G_CALLBACK (kind_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* The first that may be made: a practice in the sandbox, a pilot in production. */
static void
choose_first (PilotRunNewDialog *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    if (gtk_widget_is_sensitive (GTK_WIDGET (self->kinds[i])))
      {
        gtk_check_button_set_active (self->kinds[i], TRUE);
        return;
      }
}

static void
build (PilotRunNewDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *names = adw_preferences_group_new ();
  GtkWidget *kinds = adw_preferences_group_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _("Name"));
  g_signal_connect_object (self->name, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "entry-activated", G_CALLBACK (pilot_run_new_dialog_create), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (names), self->name);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (kinds), _("Kind"));
  self->error = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (content), make_header (self));
  for (guint i = 0; i < N_KINDS; i++)
    add_kind (self, kinds, i);
  gtk_widget_add_css_class (box, "page-box");
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), kinds);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_window_set_focus (GTK_WINDOW (self), self->name);
}

static void
pilot_run_new_dialog_init (PilotRunNewDialog *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _("New Run"));
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 540);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

GtkWidget *
pilot_run_new_dialog_new (PilotContext *context)
{
  PilotRunNewDialog *self = g_object_new (PILOT_TYPE_RUN_NEW_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->workspace = g_object_ref (pilot_context_get_workspace (context));
  build (self);
  choose_first (self);
  propose_name (self);
  update (self);
  /* Whoever types writes another. */
  gtk_editable_select_region (GTK_EDITABLE (self->name), 0, -1);
  return GTK_WIDGET (self);
}

void
pilot_run_new_dialog_choose (PilotRunNewDialog *self, const char *kind, const char *name)
{
  for (guint i = 0; i < N_KINDS; i++)
    if (g_str_equal (pilot_run_kind_choices[i].value, kind) && gtk_widget_is_sensitive (GTK_WIDGET (self->kinds[i])))
      gtk_check_button_set_active (self->kinds[i], TRUE);
  if (name != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
}

void
pilot_run_new_dialog_create (PilotRunNewDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autoptr (PilotRecord) draft = NULL;

  if (!gtk_widget_get_sensitive (self->create))
    return;
  draft = pilot_runs_make_draft (self->workspace, get_kind (self), name);
  self->id = g_strdup (pilot_record_get_id (draft));
  update (self);
  pilot_workspace_save_async (self->workspace, draft, NULL, saved_cb, g_object_ref (self));
}
