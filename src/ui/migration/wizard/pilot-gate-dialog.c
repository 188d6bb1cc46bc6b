/* pilot-gate-dialog.c: the gate of no return
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-gate-dialog.h"

#include "pilot-consent.h"
#include "pilot-entity-count.h"
#include "pilot-error.h"
#include "pilot-format.h"
#include "pilot-missing-list.h"
#include "pilot-plan-words.h"
#include "pilot-window.h"
#include "pilot-wizard.h"

#include <glib/gi18n-lib.h>

#define PASS "pass-gate"
#define CONSENT "consent-gate"

struct _PilotGateDialog
{
  AdwWindow parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  GPtrArray *missing_rows;   /* (owned): not the widgets */
  guint n_missing;
  char *retry_id;            /* (owned) (nullable): of a command whose answer was lost: sent again, it is carried out once */
  char *failure;             /* (owned) (nullable): what the portal said against it */
  char *hireport_id;         /* (owned) (nullable) */

  GtkButton *cancel_button;
  GtkStack *stack;
  AdwActionRow *remains_row;
  AdwPreferencesGroup *missing_group;
  AdwPreferencesGroup *consent_group;
  AdwActionRow *consent_row;
  GtkButton *consent_button;
  AdwEntryRow *name_row;
  AdwEntryRow *note_row;
  GtkLabel *reason_label;
  GtkButton *pass_button;
  AdwStatusPage *done_page;
  GtkButton *copy_button;
  GtkButton *next_button;
};

G_DEFINE_FINAL_TYPE (PilotGateDialog, pilot_gate_dialog, ADW_TYPE_WINDOW)

static PilotCommand *
make_command (PilotGateDialog *self, const char *name)
{
  PilotCommand *command = pilot_command_new (name);

  pilot_command_set (command, "company_name", gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  return command;
}

static gint64
project_time (const PilotPlanFacts *facts, guint field)
{
  return facts->project != NULL ? pilot_record_get_integer (facts->project, field) : 0;
}

/* (nullable): who took the step, where somebody else did while this was open, or before. */
static char *
dup_taken (PilotGateDialog *self, const PilotPlanFacts *facts)
{
  const char *by = facts->project != NULL ? pilot_record_get_text (facts->project, PILOT_PROJECT_GATE_BY) : NULL;
  g_autofree char *name = by != NULL ? pilot_migration_dup_member_name (self->migration, by) : NULL;
  g_autofree char *ago = pilot_format_ago (project_time (facts, PILOT_PROJECT_GATE_AT), facts->now_unix_usec);

  if (name == NULL || self->retry_id != NULL)
    return NULL;
  /* Translators: a person's name, then when, e.g. “5 minutes ago” */
  return g_strdup_printf (_("%1$s took step 3, %2$s."), name, ago);
}

static void
show_done (PilotGateDialog *self, const PilotPlanFacts *facts)
{
  const char *id = self->hireport_id != NULL ? self->hireport_id
                   : facts->project != NULL  ? pilot_record_get_text (facts->project, PILOT_PROJECT_HIREPORT_ID)
                                             : NULL;
  g_autofree char *taken = dup_taken (self, facts);
  g_autofree char *plain = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *text = NULL;

  if (id != NULL && self->hireport_id == NULL)
    self->hireport_id = g_strdup (id);
  if (id != NULL)
    plain = g_strdup_printf (_("Your Company ID is %s. Step 4 asks for it: in Apps & Integrations, open Advanced Agency Portal, paste it, "
                               "and activate the portal."), id);
  else
    plain = g_strdup (_("Step 4 is next: in Apps & Integrations, open Advanced Agency Portal, paste the Company ID that the HirePort app "
                        "shows, and activate the portal."));
  whole = taken != NULL ? g_strdup_printf ("%s\n\n%s", taken, plain) : g_strdup (plain);
  text = g_markup_escape_text (whole, -1);
  adw_status_page_set_description (self->done_page, text);
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), id != NULL);
  gtk_button_set_label (self->cancel_button, _("_Close"));
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

static void
update_remains (PilotGateDialog *self, const PilotPlanFacts *facts)
{
  const char *counts = facts->project != NULL ? pilot_record_get_text (facts->project, PILOT_PROJECT_SNAPSHOT_COUNTS) : NULL;
  gint64 at = project_time (facts, PILOT_PROJECT_SNAPSHOT_AT);
  g_autofree char *ago = at != 0 ? pilot_format_ago (at, facts->now_unix_usec) : NULL;
  g_autofree char *words = counts != NULL ? pilot_entity_dup_counts (counts) : NULL;
  g_autofree char *text = NULL;

  if (at != 0)
    /* Translators: when the snapshot was made, then how many records of which kind it holds */
    text = g_strdup_printf (_("The snapshot of %s: %s"), ago, words != NULL ? words : "");
  else
    text = g_strdup (_("Nothing: there is no snapshot yet"));
  adw_action_row_set_subtitle (self->remains_row, text);
}

static void
update_consent (PilotGateDialog *self, const PilotPlanFacts *facts)
{
  gboolean asked = pilot_consent_is_asked_for (facts->project);
  const char *by = facts->project != NULL ? pilot_record_get_text (facts->project, PILOT_PROJECT_CONSENT_BY) : NULL;
  gint64 at = project_time (facts, PILOT_PROJECT_CONSENT_AT);
  g_autofree char *name = by != NULL ? pilot_migration_dup_member_name (self->migration, by) : NULL;
  g_autofree char *ago = pilot_format_ago (at, facts->now_unix_usec);
  g_autofree char *reason = NULL;
  g_autofree char *text = pilot_plan_words_dup_consent_off (self->migration);
  gboolean of_him = pilot_consent_is_demanded_of (facts->project, facts->member_id);
  g_autoptr (PilotCommand) command = make_command (self, CONSENT);
  gboolean may = pilot_migration_may_command (self->migration, CONSENT, &reason);
  gboolean named = pilot_migration_check_command (self->migration, command, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->consent_group), asked && facts->has_portal_api);
  if (at != 0)
    {
      g_free (text);
      /* Translators: who consented, and when */
      text = g_strdup_printf (_("%s consented, %s. Whoever consented can’t be the one who takes the step."), name != NULL ? name : by, ago);
    }
  else if (!may)
    {
      g_free (text);
      text = g_strdup (reason != NULL ? reason : "");
    }
  else if (text == NULL)
    text = g_strdup (_("Another admin than the one who takes the step opens this dialog, types the company’s name below and consents."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->consent_row), at != 0  ? _("Consent is given")
                                                                          : of_him ? _("Consent is missing")
                                                                                   : _("Consent is asked for"));
  adw_action_row_set_subtitle (self->consent_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->consent_button), at == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->consent_button), may && named);
}

/* What stands against the button, and whether it can be pressed. */
static void
update_button (PilotGateDialog *self, const PilotPlanFacts *facts)
{
  g_autoptr (PilotCommand) command = make_command (self, PASS);
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  gboolean may;

  if (facts->has_portal_api)
    may = pilot_migration_may_command (self->migration, PASS, &reason);
  else
    may = pilot_migration_may_edit (self->migration, &reason);
  if (may && !facts->has_portal_api && *gtk_editable_get_text (GTK_EDITABLE (self->note_row)) == '\0')
    {
      may = FALSE;
      reason = g_strdup (_("Note who opened the HirePort app, and when."));
    }
  if (may && !pilot_migration_check_command (self->migration, command, &error))
    {
      may = FALSE;
      reason = *gtk_editable_get_text (GTK_EDITABLE (self->name_row)) == '\0' ? g_strdup (_("Type the company’s name to go on.")) : g_strdup (error->message);
    }
  if (self->failure != NULL)
    {
      g_free (reason);
      reason = g_strdup (self->failure);
    }
  gtk_label_set_text (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pass_button), may);
}

static void
update (PilotGateDialog *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  g_autofree char *title = NULL;

  if (facts == NULL || g_str_equal (gtk_stack_get_visible_child_name (self->stack), "done"))
    return;
  if (project_time (facts, PILOT_PROJECT_GATE_AT) != 0)
    {
      show_done (self, facts);
      return;
    }
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "work"))
    return;
  /* Translators: an entry's label; %s is the company's name */
  title = g_strdup_printf (_("To confirm, type: %s"), facts->company_name != NULL ? facts->company_name : "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row), title);
  gtk_widget_set_visible (GTK_WIDGET (self->note_row), !facts->has_portal_api);
  gtk_button_set_label (self->pass_button, facts->has_portal_api ? _("_Give Up the Old Portal") : _("_Confirm That It Is Given Up"));
  adw_preferences_group_set_description (self->missing_group, facts->has_portal_api ? NULL
      : _("Without the Portal API nothing can be held back here: this list can only warn."));
  update_remains (self, facts);
  self->n_missing = pilot_missing_list_fill (self->missing_group, self->missing_rows, self->context);
  update_consent (self, facts);
  update_button (self, facts);
}

static void
typed_cb (PilotGateDialog *self)
{
  const PilotPlanFacts *facts = self->migration != NULL ? pilot_migration_get_facts (self->migration) : NULL;

  if (facts == NULL)
    return;
  g_clear_pointer (&self->failure, g_free);
  update_consent (self, facts);
  update_button (self, facts);
}

static void
fail (PilotGateDialog *self, const GError *error)
{
  g_free (self->failure);
  self->failure = pilot_format_error (error);
  gtk_stack_set_visible_child_name (self->stack, "ask");
  update (self);
}

static void
passed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotGateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) values = pilot_migration_command_finish (PILOT_MIGRATION (source), result, &error);
  const PilotPlanFacts *facts;

  if (self->migration == NULL)
    return;
  if (values == NULL)
    {
      /* Nobody knows whether it was carried out. */
      if (!g_error_matches (error, PILOT_ERROR, PILOT_ERROR_OFFLINE) && !g_error_matches (error, PILOT_ERROR, PILOT_ERROR_TIMEOUT)
          && !g_error_matches (error, PILOT_ERROR, PILOT_ERROR_SERVER))
        g_clear_pointer (&self->retry_id, g_free);
      fail (self, error);
      return;
    }
  self->hireport_id = g_strdup (g_hash_table_lookup (values, "hireport_id"));
  facts = pilot_migration_get_facts (self->migration);
  if (facts != NULL)
    show_done (self, facts);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotGateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = pilot_migration_save_finish (PILOT_MIGRATION (source), result, NULL, &error);
  const PilotPlanFacts *facts = self->migration != NULL ? pilot_migration_get_facts (self->migration) : NULL;

  if (facts == NULL)
    return;
  if (saved)
    show_done (self, facts);
  else
    fail (self, error);
}

static void
pass_cb (PilotGateDialog *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);

  g_clear_pointer (&self->failure, g_free);
  if (facts->has_portal_api)
    {
      PilotCommand *command = make_command (self, PASS);

      if (self->retry_id != NULL)
        {
          g_free (command->id);
          command->id = g_strdup (self->retry_id);
        }
      else
        self->retry_id = g_strdup (command->id);
      gtk_stack_set_visible_child_name (self->stack, "work");
      pilot_migration_command_async (self->migration, command, NULL, passed_cb, g_object_ref (self));
    }
  else
    {
      const PilotStepEdit edit = { .state = "done", .note = gtk_editable_get_text (GTK_EDITABLE (self->note_row)) };

      gtk_stack_set_visible_child_name (self->stack, "work");
      pilot_migration_save_step_async (self->migration, PILOT_PLAN_GATE, &edit, NULL, confirmed_cb, g_object_ref (self));
    }
}

static void
consented_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotGateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) values = pilot_migration_command_finish (PILOT_MIGRATION (source), result, &error);

  if (self->migration == NULL)
    return;
  if (values == NULL)
    fail (self, error);
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
      update (self);
    }
}

static void
consent_cb (PilotGateDialog *self)
{
  g_clear_pointer (&self->failure, g_free);
  pilot_migration_command_async (self->migration, make_command (self, CONSENT), NULL, consented_cb, g_object_ref (self));
}

static void
copy_cb (PilotGateDialog *self)
{
  if (self->hireport_id != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->hireport_id);
}

static void
next_cb (PilotGateDialog *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (PilotContext) context = g_object_ref (self->context);

  gtk_window_close (GTK_WINDOW (self));
  if (window != NULL)
    pilot_wizard_present (context, GTK_WIDGET (window), PILOT_PLAN_ACTIVATE);
}

static void
pilot_gate_dialog_dispose (GObject *object)
{
  PilotGateDialog *self = PILOT_GATE_DIALOG (object);

  g_clear_pointer (&self->missing_rows, g_ptr_array_unref);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  g_clear_pointer (&self->retry_id, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->hireport_id, g_free);
  G_OBJECT_CLASS (pilot_gate_dialog_parent_class)->dispose (object);
}

static void
pilot_gate_dialog_class_init (PilotGateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_gate_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/wizard/pilot-gate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, remains_row);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, missing_group);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, consent_group);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, consent_row);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, consent_button);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, reason_label);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, pass_button);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, PilotGateDialog, next_button);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_start);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_stop);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pass_cb);
  gtk_widget_class_bind_template_callback (widget_class, consent_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
pilot_gate_dialog_init (PilotGateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->missing_rows = g_ptr_array_new ();
}

PilotGateDialog *
pilot_gate_dialog_present (PilotContext *context, GtkWidget *parent)
{
  PilotGateDialog *self = g_object_new (PILOT_TYPE_GATE_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pilot_context_get_workspace (context), "notify::sync-state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  pilot_window_present_dialog (GTK_WINDOW (self), context, parent);
  /* Whoever presses Enter at once goes back. */
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
  return self;
}

void
pilot_gate_dialog_type (PilotGateDialog *self, const char *name, const char *note)
{
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  if (note != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->note_row), note);
}

gboolean
pilot_gate_dialog_get_may_pass (PilotGateDialog *self)
{
  return gtk_widget_is_sensitive (GTK_WIDGET (self->pass_button));
}

void
pilot_gate_dialog_pass (PilotGateDialog *self)
{
  if (pilot_gate_dialog_get_may_pass (self))
    pass_cb (self);
}

const char *
pilot_gate_dialog_get_reason (PilotGateDialog *self)
{
  return gtk_label_get_text (self->reason_label);
}

guint
pilot_gate_dialog_get_n_missing (PilotGateDialog *self)
{
  return self->n_missing;
}

const char *
pilot_gate_dialog_get_page (PilotGateDialog *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}
