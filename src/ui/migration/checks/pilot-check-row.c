/* pilot-check-row.c: a pre-flight check that opens: what is wrong, why it matters, how to mend it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-check-row.h"

#include "pilot-format.h"
#include "pilot-wrap-box.h"

#include <glib/gi18n-lib.h>

struct _PilotCheckRow
{
  AdwExpanderRow parent_instance;

  PilotPreflightRow *row; /* (owned) */

  GtkImage *icon;
  GtkLabel *count_label;
  AdwActionRow *why_row;
  AdwActionRow *remedy_row;
  GtkButton *show_button;
  GtkButton *save_button;
  GtkButton *load_button;
  GtkButton *check_button;
  GtkButton *off_button;
  GtkButton *on_button;
  GtkLabel *reason_label;
};

G_DEFINE_FINAL_TYPE (PilotCheckRow, pilot_check_row, ADW_TYPE_EXPANDER_ROW)

/* By outcome. */
static const struct
{
  const char *icon;
  const char *style; /* (nullable) */
  const char *label;
} looks[PILOT_N_PREFLIGHT_OUTCOMES] = {
  /* Translators: the result of a check */
  [PILOT_PREFLIGHT_ERROR] = { "dialog-error-symbolic", "error", N_("Error") },
  [PILOT_PREFLIGHT_WARNING] = { "dialog-warning-symbolic", "warning", N_("Warning") },
  [PILOT_PREFLIGHT_PASSED] = { "emblem-ok-symbolic", "success", N_("Passed") },
  [PILOT_PREFLIGHT_OFF] = { "media-playback-pause-symbolic", "dim-label", N_("Switched off") },
  [PILOT_PREFLIGHT_NOT_CHECKED] = { "dialog-question-symbolic", "dim-label", N_("Not checked yet") },
};

static void
update_icon (PilotCheckRow *self, PilotPreflightOutcome outcome, gboolean stale)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].style);
  /* What may not hold any more promises nothing. */
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), stale ? "dim-label" : looks[outcome].style);
  gtk_image_set_from_icon_name (self->icon, looks[outcome].icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), _(looks[outcome].label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _(looks[outcome].label), -1);
}

/* Whichever of the two is offered takes the place of the other, and the keyboard stays there. */
static void
update_switch (PilotCheckRow *self, gboolean off)
{
  GtkWidget *shown = GTK_WIDGET (off ? self->on_button : self->off_button);
  GtkWidget *hidden = GTK_WIDGET (off ? self->off_button : self->on_button);
  gboolean had_focus = gtk_widget_is_focus (hidden);

  gtk_widget_set_visible (shown, TRUE);
  if (had_focus)
    gtk_widget_grab_focus (shown);
  gtk_widget_set_visible (hidden, FALSE);
}

static void
row_changed_cb (PilotCheckRow *self)
{
  const PilotPreflightRule *rule = pilot_preflight_row_get_rule (self->row);
  const PilotPreflightResult *result = pilot_preflight_row_get_result (self->row);
  gboolean found = result->outcome <= PILOT_PREFLIGHT_WARNING;
  g_autofree char *summary = pilot_preflight_row_dup_summary (self->row, g_get_real_time ());
  g_autofree char *escaped = g_markup_escape_text (summary, -1);
  g_autofree char *count = found && pilot_preflight_may_save (rule) ? pilot_format_count (result->n_found) : g_strdup ("");
  g_autofree char *name = NULL;

  update_icon (self, result->outcome, pilot_preflight_row_get_stale (self->row));
  gtk_widget_set_visible (GTK_WIDGET (self->remedy_row), result->outcome != PILOT_PREFLIGHT_PASSED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), pilot_preflight_row_get_title (self->row));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), escaped);
  gtk_label_set_text (self->count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->show_button), found && pilot_preflight_may_list (rule));
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), found && pilot_preflight_may_save (rule));
  gtk_widget_set_visible (GTK_WIDGET (self->load_button), found && pilot_preflight_may_save (rule) && pilot_preflight_may_list (rule));
  gtk_widget_set_visible (GTK_WIDGET (self->check_button), result->outcome != PILOT_PREFLIGHT_OFF);
  update_switch (self, result->outcome == PILOT_PREFLIGHT_OFF);
  /* Translators: what a screen reader says of a check: its result, what it looks for, and how many it found */
  name = g_strdup_printf (_("%s: %s. %s"), _(looks[result->outcome].label), pilot_preflight_row_get_title (self->row), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
pilot_check_row_dispose (GObject *object)
{
  g_clear_object (&PILOT_CHECK_ROW (object)->row);
  G_OBJECT_CLASS (pilot_check_row_parent_class)->dispose (object);
}

static void
pilot_check_row_class_init (PilotCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PILOT_TYPE_WRAP_BOX);
  G_OBJECT_CLASS (klass)->dispose = pilot_check_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/checks/pilot-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, count_label);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, why_row);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, remedy_row);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, show_button);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, save_button);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, load_button);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, check_button);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, off_button);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, on_button);
  gtk_widget_class_bind_template_child (widget_class, PilotCheckRow, reason_label);
}

static void
pilot_check_row_init (PilotCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pilot_check_row_new (PilotPreflightRow *row)
{
  PilotCheckRow *self = g_object_new (PILOT_TYPE_CHECK_ROW, NULL);
  const PilotPreflightRule *rule = pilot_preflight_row_get_rule (row);
  GtkButton *const buttons[] = { self->show_button, self->save_button, self->load_button, self->check_button, self->off_button, self->on_button };

  self->row = g_object_ref (row);
  adw_action_row_set_subtitle (self->why_row, _(rule->why));
  adw_action_row_set_subtitle (self->remedy_row, _(rule->remedy));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i]), "s", rule->key);
  g_signal_connect_object (row, "notify", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  row_changed_cb (self);
  return GTK_WIDGET (self);
}

PilotPreflightRow *
pilot_check_row_get_row (PilotCheckRow *self)
{
  return self->row;
}

void
pilot_check_row_update (PilotCheckRow *self, const char *reason)
{
  gtk_label_set_text (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
  row_changed_cb (self);
}

const char *
pilot_check_outcome_get_icon (PilotPreflightOutcome outcome, const char **style)
{
  if (style != NULL)
    *style = looks[outcome].style;
  return looks[outcome].icon;
}

const char *
pilot_check_outcome_get_label (PilotPreflightOutcome outcome)
{
  return _(looks[outcome].label);
}
