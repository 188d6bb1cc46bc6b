/* pilot-sync-button.c: how the cache stands to the other side, in the header
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sync-button.h"

#include "pilot-format.h"

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

static const struct
{
  const char *icon;
  const char *label;
} states[] = {
  [PILOT_SYNC_IDLE] = { "emblem-ok-symbolic", N_("Up to date") },
  [PILOT_SYNC_RUNNING] = { "emblem-synchronizing-symbolic", N_("Syncing…") },
  [PILOT_SYNC_OFFLINE] = { "network-offline-symbolic", N_("Offline") },
  [PILOT_SYNC_SIGN_IN] = { "dialog-password-symbolic", N_("Sign in again") },
  [PILOT_SYNC_FAILED] = { "dialog-error-symbolic", N_("Sync stopped") },
};

/* Of a folder that is read, and never written to. */
static const char *const read_states[] = {
  [PILOT_SYNC_IDLE] = N_("All files are read"),
  [PILOT_SYNC_RUNNING] = N_("Reading…"),
  [PILOT_SYNC_OFFLINE] = N_("The folder can’t be reached"),
  [PILOT_SYNC_SIGN_IN] = N_("Sign in again"),
  [PILOT_SYNC_FAILED] = N_("Reading stopped"),
};

static gboolean
only_reads (PilotWorkspace *workspace)
{
  return (pilot_workspace_get_capabilities (workspace) & PILOT_CAPABILITY_PUSH) == 0;
}

static const char *
state_label (PilotSyncState state, gboolean reads)
{
  return reads ? _(read_states[state]) : _(states[state].label);
}

/* The short text: what a person should know first. */
static char *
dup_summary (PilotSyncState state, gboolean reads, guint waiting, guint troubled, gint64 last)
{
  g_autofree char *ago = NULL;

  if (troubled > 0)
    return g_strdup_printf (ngettext ("%'u to resolve", "%'u to resolve", troubled), troubled);
  if (state == PILOT_SYNC_OFFLINE && waiting > 0)
    return g_strdup_printf (ngettext ("Offline, %'u waiting", "Offline, %'u waiting", waiting), waiting);
  if (state != PILOT_SYNC_IDLE)
    return g_strdup (state_label (state, reads));
  if (waiting > 0)
    return g_strdup_printf (ngettext ("%'u change waiting", "%'u changes waiting", waiting), waiting);
  if (last == 0)
    return g_strdup (reads ? _("Not read yet") : _("Not synced yet"));
  ago = pilot_format_ago (last, g_get_real_time ());
  if (reads)
    /* Translators: of files; %s is a time, e.g. "5 minutes ago" */
    return g_strdup_printf (_("Read %s"), ago);
  /* Translators: %s is a time, e.g. "5 minutes ago" */
  return g_strdup_printf (_("Synced %s"), ago);
}

/* (transfer full): what the popover says first: what a person has to do, else how the sync stands. */
static char *
dup_heading (PilotSyncState state, gboolean reads, guint blocked, guint conflicts)
{
  g_autofree char *refused = NULL;
  g_autofree char *undecided = NULL;

  if (blocked > 0)
    refused = g_strdup_printf (ngettext ("%'u change was refused", "%'u changes were refused", blocked), blocked);
  if (conflicts > 0)
    undecided = g_strdup_printf (ngettext ("%'u change needs a decision", "%'u changes need a decision", conflicts), conflicts);
  if (refused != NULL && undecided != NULL)
    /* Translators: two lines: "1 change was refused" and "2 changes need a decision" */
    return g_strdup_printf (_("%s\n%s"), refused, undecided);
  if (refused != NULL)
    return g_steal_pointer (&refused);
  return undecided != NULL ? g_steal_pointer (&undecided) : g_strdup (state_label (state, reads));
}

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
  PilotSyncState state;
  guint waiting = 0;
  guint blocked = 0;
  guint conflicts = 0;
  gint64 last = 0;
  double fraction = -1;
  gboolean reads;
  const char *message;
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
  state = pilot_workspace_get_sync_state (self->workspace);
  reads = only_reads (self->workspace);
  message = pilot_workspace_get_sync_message (self->workspace);
  g_object_get (self->workspace, "n-waiting", &waiting, "n-blocked", &blocked, "n-conflicts", &conflicts, "last-sync", &last,
                "sync-progress", &fraction, NULL);
  summary = dup_summary (state, reads, waiting, blocked + conflicts, last);
  gtk_label_set_text (self->label, summary);
  gtk_image_set_from_icon_name (self->icon, blocked + conflicts > 0 ? "dialog-warning-symbolic" : states[state].icon);
  gtk_stack_set_visible_child (self->icon_stack,
                               state == PILOT_SYNC_RUNNING ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->icon));
  gtk_spinner_set_spinning (self->spinner, state == PILOT_SYNC_RUNNING);
  /* Translators: name of the button in the header for those who don't see it; %s is e.g. "3 changes waiting" */
  name = g_strdup_printf (_("Sync: %s"), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  heading = dup_heading (state, reads, blocked, conflicts);
  gtk_label_set_text (self->state_label, heading);
  gtk_label_set_text (self->message_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL && *message != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->progress), state == PILOT_SYNC_RUNNING);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  else if (state == PILOT_SYNC_RUNNING)
    gtk_progress_bar_pulse (self->progress);
  ago = pilot_format_ago (last, g_get_real_time ());
  /* Translators: %s is a time, e.g. "5 minutes ago" */
  last_text = g_strdup_printf (reads ? _("Last read: %s") : _("Last sync: %s"), ago);
  gtk_label_set_text (self->last_label, last_text);
  if (waiting > 0)
    waiting_text = g_strdup_printf (ngettext ("%'u change waits to be sent", "%'u changes wait to be sent", waiting), waiting);
  else
    waiting_text = g_strdup (_("Nothing waits to be sent"));
  gtk_label_set_text (self->waiting_label, waiting_text);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_label), !reads || waiting > 0);
  update_buttons (self, state, reads, blocked + conflicts > 0);
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
  if (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_SIGN_IN)
    {
      gtk_menu_button_popdown (self->button);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in", NULL);
    }
  else
    pilot_workspace_sync_now (self->workspace);
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
