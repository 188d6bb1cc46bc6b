/* pilot-sync-button.c: how the cache stands to the other side, in the header
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sync-button.h"

#include "pilot-format.h"
#include "pilot-sync-words.h"

#include <glib/gi18n-lib.h>

#define REFRESH_SECS 30

struct _PilotSyncButton
{
  AdwBin parent_instance;

  PilotContext *context;     /* (owned) */
  PilotWorkspace *workspace; /* (owned) (nullable) */
  guint refresh_id;
  guint update_id;

  GtkMenuButton *button;
  GtkStack *icon_stack;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *label;
  GtkLabel *state_label;
  GtkLabel *message_label;
  GtkProgressBar *progress;
  GtkLabel *last_label;
  GtkLabel *waiting_label;
  GtkButton *show_button;
  GtkButton *sync_button;
};

G_DEFINE_FINAL_TYPE (PilotSyncButton, pilot_sync_button, ADW_TYPE_BIN)

/* The one button that a person most likely wants. */
static void
update_buttons (PilotSyncButton *self, PilotSyncState state, gboolean reads, gboolean troubled)
{
  GtkButton *primary = troubled && state != PILOT_SYNC_SIGN_IN ? self->show_button : self->sync_button;

  gtk_widget_remove_css_class (GTK_WIDGET (self->show_button), "suggested-action");
  gtk_widget_remove_css_class (GTK_WIDGET (self->sync_button), "suggested-action");
  gtk_widget_add_css_class (GTK_WIDGET (primary), "suggested-action");
  gtk_button_set_label (self->sync_button, state == PILOT_SYNC_SIGN_IN ? _("_Sign In…") : reads ? _("_Read Again") : _("_Sync Now"));
  gtk_widget_set_visible (GTK_WIDGET (self->show_button), !reads || troubled);
}

static gboolean
update_cb (gpointer user_data)
{
  PilotSyncButton *self = user_data;
  PilotSyncFacts facts = { 0 };
  guint troubled;
  double fraction = -1;
  g_autofree char *message = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *ago = NULL;
  g_autofree char *last_text = NULL;
  g_autofree char *waiting_text = NULL;
  g_autofree char *name = NULL;

  self->update_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), self->workspace != NULL);
  if (self->workspace == NULL)
    return G_SOURCE_REMOVE;
  facts.state = pilot_workspace_get_sync_state (self->workspace);
  facts.reads = pilot_workspace_only_reads (self->workspace);
  facts.noticed = pilot_workspace_get_sync_notice (self->workspace) != NULL;
  message = pilot_sync_words_dup_message (&facts, pilot_workspace_get_sync_message (self->workspace));
  if (message == NULL)
    message = g_strdup (pilot_workspace_get_sync_notice (self->workspace));
  g_object_get (self->workspace, "n-waiting", &facts.waiting, "n-blocked", &facts.blocked, "n-conflicts", &facts.conflicts,
                "last-sync", &facts.last_sync_unix_usec, "sync-progress", &fraction, NULL);
  troubled = facts.blocked + facts.conflicts;
  summary = pilot_sync_words_dup_summary (&facts);
  gtk_label_set_text (self->label, summary);
  gtk_image_set_from_icon_name (self->icon, pilot_sync_words_get_icon (&facts));
  gtk_stack_set_visible_child (self->icon_stack,
                               facts.state == PILOT_SYNC_RUNNING ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->icon));
  gtk_spinner_set_spinning (self->spinner, facts.state == PILOT_SYNC_RUNNING);
  /* Translators: name of the button in the header for those who don't see it; %s is e.g. "3 changes waiting" */
  name = g_strdup_printf (_("Sync: %s"), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  heading = pilot_sync_words_dup_heading (&facts);
  gtk_label_set_text (self->state_label, heading);
  gtk_label_set_text (self->message_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL && *message != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->progress), facts.state == PILOT_SYNC_RUNNING);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  else if (facts.state == PILOT_SYNC_RUNNING)
    gtk_progress_bar_pulse (self->progress);
  ago = pilot_format_ago (facts.last_sync_unix_usec, g_get_real_time ());
  /* Translators: %s is a time, e.g. "5 minutes ago" */
  last_text = g_strdup_printf (facts.reads ? _("Last read: %s") : _("Last sync: %s"), ago);
  gtk_label_set_text (self->last_label, last_text);
  if (facts.waiting > 0)
    waiting_text = g_strdup_printf (ngettext ("%'u change waits to be sent", "%'u changes wait to be sent", facts.waiting),
                                    facts.waiting);
  else
    waiting_text = g_strdup (_("Nothing waits to be sent"));
  gtk_label_set_text (self->waiting_label, waiting_text);
  /* Where the heading doesn't say it, or says that something is left to do. */
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_label),
                          facts.waiting > 0 ? facts.state != PILOT_SYNC_IDLE || troubled > 0 : !facts.reads && troubled == 0);
  update_buttons (self, facts.state, facts.reads, troubled > 0);
  return G_SOURCE_REMOVE;
}

/* Several properties change in one go: look once. */
static void
update_soon (PilotSyncButton *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  update_soon (user_data);
  return G_SOURCE_CONTINUE;
}

static void
workspace_cb (PilotSyncButton *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  if (workspace == self->workspace)
    return;
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_set_object (&self->workspace, workspace);
  if (workspace != NULL)
    g_signal_connect_object (workspace, "notify", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  update_soon (self);
}

static void
sync_cb (PilotSyncButton *self)
{
  if (self->workspace == NULL)
    return;
  /* A dialog opens where that takes a sign-in. */
  if (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_SIGN_IN)
    gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sync", NULL);
}

static void
show_cb (PilotSyncButton *self)
{
  gtk_menu_button_popdown (self->button);
  pilot_context_show_page (self->context, "activity");
}

static void
pilot_sync_button_dispose (GObject *object)
{
  PilotSyncButton *self = PILOT_SYNC_BUTTON (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_sync_button_parent_class)->dispose (object);
}

static void
pilot_sync_button_class_init (PilotSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_sync_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/pilot-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, label);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, state_label);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, message_label);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, progress);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, last_label);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, show_button);
  gtk_widget_class_bind_template_child (widget_class, PilotSyncButton, sync_button);
  gtk_widget_class_bind_template_callback (widget_class, sync_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
pilot_sync_button_init (PilotSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresh_id = g_timeout_add_seconds (REFRESH_SECS, refresh_cb, self);
}

GtkWidget *
pilot_sync_button_new (PilotContext *context)
{
  PilotSyncButton *self = g_object_new (PILOT_TYPE_SYNC_BUTTON, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

const char *
pilot_sync_button_get_text (PilotSyncButton *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  update_cb (self);
  return gtk_label_get_text (self->label);
}
