/* pilot-step-dialog.c: a step of the plan in a window of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-step-dialog.h"

#include "pilot-step-target.h"
#include "pilot-window.h"

#include <glib/gi18n-lib.h>

struct _PilotStepDialog
{
  AdwWindow parent_instance;

  PilotContext *context; /* (owned) */
  PilotStepPanel *panel;

  AdwWindowTitle *window_title;
  GtkButton *target_button;
  AdwToastOverlay *toast_overlay;
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (PilotStepDialog, pilot_step_dialog, ADW_TYPE_WINDOW)

static void
target_cb (PilotStepDialog *self)
{
  pilot_step_target_open (self->context, GTK_WIDGET (self), pilot_step_panel_get_step (self->panel));
}

/* What was typed and not yet applied is meant to be kept; what can't be saved holds the window open once. */
static gboolean
pilot_step_dialog_close_request (GtkWindow *window)
{
  PilotStepDialog *self = PILOT_STEP_DIALOG (window);

  if (!pilot_step_panel_leave (self->panel))
    return TRUE;
  return GTK_WINDOW_CLASS (pilot_step_dialog_parent_class)->close_request (window);
}

static void
pilot_step_dialog_dispose (GObject *object)
{
  g_clear_object (&PILOT_STEP_DIALOG (object)->context);
  G_OBJECT_CLASS (pilot_step_dialog_parent_class)->dispose (object);
}

static void
pilot_step_dialog_class_init (PilotStepDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_step_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pilot_step_dialog_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/plan/pilot-step-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotStepDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, PilotStepDialog, target_button);
  gtk_widget_class_bind_template_child (widget_class, PilotStepDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PilotStepDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
}

static void
pilot_step_dialog_init (PilotStepDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pilot_window_take_toasts (GTK_WINDOW (self), self->toast_overlay);
}

PilotStepDialog *
pilot_step_dialog_present (PilotContext *context, GtkWidget *parent, const char *key)
{
  PilotStepDialog *self = g_object_new (PILOT_TYPE_STEP_DIALOG, NULL);
  const PilotPlanStep *step = pilot_plan_find_step (key);
  const char *label = pilot_step_target_get_label (step);
  /* Translators: the letter of a phase */
  g_autofree char *phase = g_strdup_printf (_("Phase %c"), "ABCD"[step->phase]);

  self->context = g_object_ref (context);
  /* The step's own name stands below, where it has room. */
  gtk_window_set_title (GTK_WINDOW (self), _(step->title));
  adw_window_title_set_title (self->window_title, phase);
  adw_window_title_set_subtitle (self->window_title, _(pilot_phase_get_title (step->phase)));
  /* All other screens are opened from the panel. */
  gtk_widget_set_visible (GTK_WIDGET (self->target_button), pilot_step_target_is_wizard (step));
  if (label != NULL)
    gtk_button_set_label (self->target_button, _(label));
  self->panel = PILOT_STEP_PANEL (pilot_step_panel_new (context, step));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->panel));
  pilot_window_present_dialog (GTK_WINDOW (self), context, parent);
  return self;
}

PilotStepPanel *
pilot_step_dialog_get_panel (PilotStepDialog *self)
{
  return self->panel;
}
