/* pilot-run-decisions.c: what an admin decides of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-decisions.h"

#include "pilot-combo.h"
#include "pilot-edit.h"
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>

#define N_CHOICES 4
#define N_SETTLED 5

struct _PilotRunDecisions
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context; /* (owned) */
  PilotRecord *run;      /* (owned) (nullable) */
  GtkWidget *name;
  GtkWidget *combos[N_CHOICES];
  GtkWidget *settled[N_SETTLED]; /* in their place where nothing can be changed */
  GtkWidget *sow;
  GtkWidget *effort;
  GtkSwitch *effort_switch;
  gboolean showing; /* what changes is not a person's doing */
};

G_DEFINE_FINAL_TYPE (PilotRunDecisions, pilot_run_decisions, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  guint field;
  const PilotChoice *choices;
  const char *why; /* (nullable) */
} rows[N_CHOICES] = {
  { PILOT_RUN_CHOICE, pilot_run_choice_choices, NULL },
  { PILOT_RUN_ON_HOLD, pilot_decision_choices, N_("The migration’s framework says nothing of jobs on hold: you decide.") },
  { PILOT_RUN_TRANSFERRED, pilot_decision_choices, N_("The migration’s framework says nothing of transferred candidates: you decide.") },
  { PILOT_RUN_HISTORY, pilot_history_choices, N_("Hired, rejected and withdrawn candidates, filled and cancelled jobs: as agreed in scoping.") },
};

static const guint settled_fields[N_SETTLED] = { PILOT_RUN_CHOICE, PILOT_RUN_ON_HOLD, PILOT_RUN_TRANSFERRED, PILOT_RUN_HISTORY, PILOT_RUN_SOW };

static void
save (PilotRunDecisions *self, guint field, const char *text, int number)
{
  g_autoptr (PilotRecord) changes = NULL;

  if (self->showing || self->run == NULL)
    return;
  changes = pilot_record_new (PILOT_ENTITY_RUN);
  pilot_record_set_text (changes, PILOT_FIELD_ID, pilot_record_get_id (self->run));
  if (text != NULL)
    pilot_record_set_text (changes, field, *text != '\0' ? text : NULL);
  else
    pilot_record_set_integer (changes, field, number);
  pilot_edit_save (self->context, changes, NULL, NULL);
}

static void
chosen_cb (PilotRunDecisions *self, GParamSpec *pspec, AdwComboRow *combo)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (combo), "pilot-index"));
  guint selected = adw_combo_row_get_selected (combo);

  if (selected != GTK_INVALID_LIST_POSITION)
    save (self, rows[index].field, rows[index].choices[selected].value, 0);
}

static void
name_applied_cb (PilotRunDecisions *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (*name != '\0')
    save (self, PILOT_RUN_NAME, name, 0);
}

static void
sow_applied_cb (PilotRunDecisions *self)
{
  save (self, PILOT_RUN_SOW, gtk_editable_get_text (GTK_EDITABLE (self->sow)), 0);
}

static void
effort_cb (PilotRunDecisions *self)
{
  save (self, PILOT_RUN_EFFORT_KNOWN, NULL, gtk_switch_get_active (self->effort_switch));
}

static GtkWidget *
add_entry (PilotRunDecisions *self, guint field, GCallback applied)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(pilot_schema_get (PILOT_ENTITY_RUN)->fields[field].label));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", applied, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
add_settled (PilotRunDecisions *self, guint index)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(pilot_schema_get (PILOT_ENTITY_RUN)->fields[settled_fields[index]].label));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  self->settled[index] = row;
}

static void
add_combo (PilotRunDecisions *self, guint index)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (const PilotChoice *choice = rows[index].choices; choice->value != NULL; choice++)
    gtk_string_list_append (labels, _(choice->label));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(pilot_schema_get (PILOT_ENTITY_RUN)->fields[rows[index].field].label));
  if (rows[index].why != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(rows[index].why));
  pilot_combo_show_whole (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_object_set_data (G_OBJECT (row), "pilot-index", GUINT_TO_POINTER (index));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  self->combos[index] = row;
}

static void
pilot_run_decisions_dispose (GObject *object)
{
  PilotRunDecisions *self = PILOT_RUN_DECISIONS (object);

  g_clear_pointer (&self->run, pilot_record_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_run_decisions_parent_class)->dispose (object);
}

static void
pilot_run_decisions_class_init (PilotRunDecisionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_decisions_dispose;
}

static void
pilot_run_decisions_init (PilotRunDecisions *self)
{
  self->showing = TRUE;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Decisions"));
  self->name = add_entry (self, PILOT_RUN_NAME, G_CALLBACK (name_applied_cb));
  for (guint i = 0; i < N_CHOICES; i++)
    add_combo (self, i);
  for (guint i = 0; i < N_SETTLED; i++)
    add_settled (self, i);
  self->sow = add_entry (self, PILOT_RUN_SOW, G_CALLBACK (sow_applied_cb));
  self->effort = adw_action_row_new ();
  self->effort_switch = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->effort_switch), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->effort), _("We accept the effort of a full test migration"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->effort), GTK_WIDGET (self->effort_switch));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->effort), GTK_WIDGET (self->effort_switch));
  g_signal_connect_object (self->effort_switch, "notify::active", G_CALLBACK (effort_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->effort);
  self->showing = FALSE;
}

GtkWidget *
pilot_run_decisions_new (PilotContext *context)
{
  PilotRunDecisions *self = g_object_new (PILOT_TYPE_RUN_DECISIONS, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

/* What a person is typing stays. */
static void
show_text (GtkWidget *row, const char *text)
{
  if (gtk_widget_get_focus_child (row) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
choose (PilotRunDecisions *self, guint index, const char *value)
{
  int choice = pilot_choice_find (rows[index].choices, value);

  if (choice >= 0)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->combos[index]), (guint) choice);
}

void
pilot_run_decisions_show (PilotRunDecisions *self, PilotRecord *run, const char *reason)
{
  const char *kind = pilot_record_get_text (run, PILOT_RUN_KIND);
  const char *warning = pilot_runs_get_warning (kind);

  self->showing = TRUE;
  g_clear_pointer (&self->run, pilot_record_unref);
  self->run = pilot_record_ref (run);
  show_text (self->name, pilot_record_get_text (run, PILOT_RUN_NAME));
  show_text (self->sow, pilot_record_get_text (run, PILOT_RUN_SOW));
  for (guint i = 0; i < N_CHOICES; i++)
    choose (self, i, pilot_record_get_text (run, rows[i].field));
  gtk_switch_set_active (self->effort_switch, pilot_record_get_integer (run, PILOT_RUN_EFFORT_KNOWN) != 0);
  gtk_widget_set_visible (self->name, reason == NULL);
  gtk_widget_set_visible (self->effort, g_strcmp0 (kind, "full_test") == 0 && reason == NULL);
  /* Only paid additions have a statement of work. */
  gtk_widget_set_visible (self->sow, warning != NULL && reason == NULL);
  for (guint i = 0; i < N_CHOICES; i++)
    gtk_widget_set_visible (self->combos[i], reason == NULL);
  for (guint i = 0; i < N_SETTLED; i++)
    {
      g_autofree char *value = pilot_record_dup_display (run, settled_fields[i]);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->settled[i]), value);
      gtk_widget_set_visible (self->settled[i], reason != NULL && *value != '\0');
    }
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), reason != NULL ? reason : warning);
  self->showing = FALSE;
}

void
pilot_run_decisions_choose (PilotRunDecisions *self, guint field, const char *value)
{
  for (guint i = 0; i < N_CHOICES; i++)
    if (rows[i].field == field)
      choose (self, i, value);
}
