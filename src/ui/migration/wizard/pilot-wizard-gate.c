/* pilot-wizard-gate.c: what is missing before the gate of no return, and the way to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-gate.h"

#include "pilot-gate-dialog.h"
#include "pilot-missing-list.h"
#include "pilot-plain-row.h"

#include <glib/gi18n-lib.h>

struct _PilotWizardGate
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  GPtrArray *rows;           /* (owned): not the widgets */
  GtkButton *button;
  AdwActionRow *id_row;
};

G_DEFINE_FINAL_TYPE (PilotWizardGate, pilot_wizard_gate, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_id (PilotWizardGate *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);

  return facts != NULL && facts->project != NULL ? pilot_record_get_text (facts->project, PILOT_PROJECT_HIREPORT_ID) : NULL;
}

static void
clear_missing (PilotWizardGate *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/* Before the step what is missing, after it what it gave. */
static void
update (PilotWizardGate *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  gboolean passed = facts != NULL && facts->project != NULL && pilot_record_get_integer (facts->project, PILOT_PROJECT_GATE_AT) != 0;
  const char *id = get_id (self);

  if (passed)
    clear_missing (self);
  else
    pilot_missing_list_fill (ADW_PREFERENCES_GROUP (self), self->rows, self->context);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), !passed ? _("Before Step 3") : id != NULL ? _("After Step 3") : "");
  adw_action_row_set_subtitle (self->id_row, id != NULL ? id : "");
  gtk_widget_set_visible (GTK_WIDGET (self->id_row), passed && id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->button), !passed);
}

static void
copy_cb (PilotWizardGate *self)
{
  if (get_id (self) != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), get_id (self));
}

static void
clicked_cb (PilotWizardGate *self)
{
  pilot_gate_dialog_present (self->context, GTK_WIDGET (self));
}

static void
pilot_wizard_gate_dispose (GObject *object)
{
  PilotWizardGate *self = PILOT_WIZARD_GATE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_wizard_gate_parent_class)->dispose (object);
}

static void
pilot_wizard_gate_class_init (PilotWizardGateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_wizard_gate_dispose;
}

static void
pilot_wizard_gate_init (PilotWizardGate *self)
{
  GtkWidget *copy = gtk_button_new_with_mnemonic (_("Copy Company _ID"));

  self->rows = g_ptr_array_new ();
  self->id_row = pilot_plain_row_add (ADW_PREFERENCES_GROUP (self), _("Company ID"), 0, 2);
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->id_row, copy);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  self->button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("Go to _Step 3…")));
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->button), 12);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->button));
}

AdwPreferencesGroup *
pilot_wizard_gate_new (PilotContext *context)
{
  PilotWizardGate *self = g_object_new (PILOT_TYPE_WIZARD_GATE, NULL);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_PREFERENCES_GROUP (self);
}
