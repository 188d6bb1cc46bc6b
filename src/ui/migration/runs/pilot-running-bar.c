/* pilot-running-bar.c: says above every page that the migration is executed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-running-bar.h"

#include "pilot-pages.h"
#include "pilot-plan-words.h"

#include <glib/gi18n-lib.h>

/* The day may begin while the window is open. */
#define LOOK_AGAIN_SECS 60

struct _PilotRunningBar
{
  AdwBin parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) (nullable) */
  GtkLabel *label;
  guint source_id;
};

G_DEFINE_FINAL_TYPE (PilotRunningBar, pilot_running_bar, ADW_TYPE_BIN)

static void
update (PilotRunningBar *self)
{
  g_autofree char *text = self->migration != NULL ? pilot_plan_words_dup_running (self->migration) : NULL;

  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

static gboolean
look_again_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
workspace_cb (PilotRunningBar *self)
{
  pilot_context_follow_migration (self->context, &self->migration, G_CALLBACK (update), self);
  update (self);
}

static void
clicked_cb (PilotRunningBar *self)
{
  const PilotRecord *run = self->migration != NULL ? pilot_plan_words_get_running (self->migration) : NULL;

  if (run != NULL)
    pilot_context_show_run (self->context, "runs", pilot_record_get_id (run));
}

static void
pilot_running_bar_dispose (GObject *object)
{
  PilotRunningBar *self = PILOT_RUNNING_BAR (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_running_bar_parent_class)->dispose (object);
}

static void
pilot_running_bar_class_init (PilotRunningBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_running_bar_dispose;
}

static void
pilot_running_bar_init (PilotRunningBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-synchronizing-symbolic");
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Look at the Run"));

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, pilot_pages_contains ("runs"));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "running-bar");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
pilot_running_bar_new (PilotContext *context)
{
  PilotRunningBar *self = g_object_new (PILOT_TYPE_RUNNING_BAR, NULL);

  self->context = g_object_ref (context);
  self->source_id = g_timeout_add_seconds (LOOK_AGAIN_SECS, look_again_cb, self);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

const char *
pilot_running_bar_get_text (PilotRunningBar *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (self->label) : NULL;
}
