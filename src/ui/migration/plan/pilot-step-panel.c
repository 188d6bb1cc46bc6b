/* pilot-step-panel.c: a step of the plan: what is to be done, where it stands, its evidence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-step-panel.h"

#include "pilot-edits-toast.h"
#include "pilot-field-editor.h"
#include "pilot-format.h"
#include "pilot-plain-row.h"
#include "pilot-step-target.h"
#include "pilot-step-text.h"

#include <glib/gi18n-lib.h>

/* In the order in which they are shown. */
static const guint fields[] = { PILOT_STEP_REFERENCE, PILOT_STEP_NOTE, PILOT_STEP_DUE };

/* What can be said of a step, and when it is offered. */
static const struct
{
  const char *state;
  const char *label;
  const char *told; /* %s: the step's title */
} answers[] = {
  { "done", N_("Mark as _Done"), N_("“%s” is done") },
  { "waiting", N_("_Waiting for It"), N_("“%s” is waited for") },
  { "skipped", N_("_Leave Out"), N_("“%s” is left out") },
  { "open", N_("Take _Back"), N_("“%s” is open again") },
};

enum {
  ANSWER_DONE,
  ANSWER_WAITING,
  ANSWER_SKIPPED,
  ANSWER_OPEN,
};

struct _PilotStepPanel
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  const PilotPlanStep *step;
  PilotFieldEditor *editors[G_N_ELEMENTS (fields)]; /* (owned) */
  gboolean loaded;
  guint n_saving;
  gboolean warned; /* that what was typed can't be saved */

  GtkImage *icon;
  GtkWidget *target_button; /* (nullable) */
  AdwActionRow *state_row;
  AdwActionRow *file_row;
  GtkButton *file_button;
  GtkLabel *message;
  GtkBox *buttons_box;
  GtkButton *buttons[G_N_ELEMENTS (answers)];
};

G_DEFINE_FINAL_TYPE (PilotStepPanel, pilot_step_panel, ADW_TYPE_PREFERENCES_GROUP)

/* What is saved: the panel may be gone when it is. */
typedef struct
{
  PilotStepPanel *panel; /* (owned) */
  const char *told;      /* untranslated, %s: the title */
} Save;

static void
show_message (PilotStepPanel *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void update (PilotStepPanel *self);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Save *save = user_data;
  g_autoptr (PilotStepPanel) self = save->panel;
  g_autoptr (GError) error = NULL;
  PilotEdits *undo = NULL;
  g_autofree char *text = NULL;

  if (!pilot_migration_save_finish (PILOT_MIGRATION (source), result, &undo, &error))
    {
      g_autofree char *message = pilot_format_error (error);

      update (self); /* what is typed is a change again */
      self->n_saving--;
      show_message (self, message);
      return;
    }
  self->n_saving--;
  show_message (self, NULL);
  text = g_strdup_printf (_(save->told), _(self->step->title));
  if (pilot_context_get_migration (self->context) == self->migration)
    pilot_edits_toast (self->context, text, undo);
  else
    g_clear_pointer (&undo, pilot_edits_free);
}

static void
save_edit (PilotStepPanel *self, const PilotStepEdit *edit, const char *told)
{
  Save *save = g_new0 (Save, 1);

  save->panel = g_object_ref (self);
  save->told = told;
  self->n_saving++;
  pilot_migration_save_step_async (self->migration, self->step->key, edit, NULL, saved_cb, save);
}

static void
apply_cb (PilotStepPanel *self)
{
  pilot_step_panel_save (self, NULL);
}

static void
answer_cb (PilotStepPanel *self, GtkButton *button)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (self->buttons[i] == button)
      pilot_step_panel_save (self, answers[i].state);
}

static void
chosen_cb (PilotStepPanel *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    pilot_step_panel_attach (self, file);
}

static void
choose_cb (PilotStepPanel *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Choose Evidence"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), _("_Cancel"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
update_file (PilotStepPanel *self, const PilotRecord *record, gboolean may)
{
  const char *name = record != NULL ? pilot_record_get_text (record, PILOT_STEP_EVIDENCE_NAME) : NULL;
  const char *sum = record != NULL ? pilot_record_get_text (record, PILOT_STEP_EVIDENCE_SHA256) : NULL;
  g_autofree char *shown = pilot_format_checksum (sum != NULL ? sum : "");
  /* Translators: the name of a file, then its checksum */
  g_autofree char *text = name != NULL ? g_strdup_printf (_("%s\nSHA-256 %s"), name, shown) : NULL;

  adw_action_row_set_subtitle (self->file_row, text != NULL ? text : _("A confirmation, a screenshot; its name and checksum are kept, the file stays where it is"));
  gtk_widget_set_visible (GTK_WIDGET (self->file_button), may);
}

/* What a hand-off settles begins with writing it. */
static void
suggest (PilotStepPanel *self, PilotStepStanding standing, gboolean may)
{
  gboolean write = may && self->target_button != NULL && (self->step->flags & PILOT_STEP_BY_HANDOFF) != 0 && standing == PILOT_STEP_READY;

  if (self->target_button != NULL && write)
    gtk_widget_add_css_class (self->target_button, "suggested-action");
  else if (self->target_button != NULL)
    gtk_widget_remove_css_class (self->target_button, "suggested-action");
  if (write)
    gtk_widget_remove_css_class (GTK_WIDGET (self->buttons[ANSWER_DONE]), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->buttons[ANSWER_DONE]), "suggested-action");
}

/* Offered is what can be said now; facts and commands speak for themselves where a portal tells them. */
static void
update_buttons (PilotStepPanel *self, PilotPlanRow *row, gboolean may)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  PilotStepStanding standing = pilot_plan_row_get_standing (row);
  gboolean confirmed = self->step->kind == PILOT_STEP_CONFIRM || !facts->has_portal_api;
  gboolean settled = pilot_plan_settles (standing);
  const PilotRecord *record = pilot_plan_row_get_record (row);
  const char *state = record != NULL ? pilot_record_get_text (record, PILOT_STEP_STATE) : NULL;
  gboolean offered[G_N_ELEMENTS (answers)] = {
    [ANSWER_DONE] = confirmed && pilot_plan_row_get_may_confirm (row) && standing != PILOT_STEP_DONE,
    [ANSWER_WAITING] = confirmed && standing == PILOT_STEP_READY,
    [ANSWER_SKIPPED] = pilot_plan_row_get_optional (row) && !settled,
    [ANSWER_OPEN] = state != NULL && !g_str_equal (state, "open") && standing != PILOT_STEP_TOO_LATE && confirmed,
  };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->buttons[i]), may && offered[i]);
      any |= may && offered[i];
    }
  gtk_widget_set_visible (GTK_WIDGET (self->buttons_box), any);
  suggest (self, standing, may);
  /* Who may only read is not asked to write. */
  if (self->target_button != NULL)
    gtk_widget_set_visible (self->target_button, may || !pilot_step_target_is_handoff (self->step));
}

static void
update (PilotStepPanel *self)
{
  PilotPlanRow *row = pilot_migration_find_row (self->migration, self->step->key);
  g_autoptr (PilotRecord) empty = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *state = NULL;
  g_autofree char *details = NULL;
  PilotRecord *record;
  gboolean may = pilot_migration_may_edit (self->migration, &reason);

  gtk_widget_set_sensitive (GTK_WIDGET (self), row != NULL);
  if (row == NULL)
    return;
  state = pilot_step_dup_state (row);
  pilot_standing_show (pilot_plan_row_get_standing (row), self->icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), state);
  /* Translators: who does a step, then where the document says so */
  details = g_strdup_printf (_("%s · %s"), _(pilot_owner_get_title (self->step->owner)), self->step->source);
  adw_action_row_set_subtitle (self->state_row, details);
  record = pilot_plan_row_get_record (row);
  if (record == NULL)
    record = empty = pilot_record_new (PILOT_ENTITY_STEP);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (self->n_saving > 0)
        pilot_field_editor_retype (self->editors[i], record);
      else if (self->loaded)
        pilot_field_editor_rebase (self->editors[i], record);
      else
        pilot_field_editor_load (self->editors[i], record);
      pilot_field_editor_set_editable (self->editors[i], may);
    }
  self->loaded = TRUE;
  update_file (self, record, may);
  update_buttons (self, row, may);
  if (!may)
    show_message (self, reason);
}

static void
target_cb (PilotStepPanel *self)
{
  pilot_step_target_open (self->context, GTK_WIDGET (self), self->step);
}

/* The way to the screen that does the step; the pages of the wizard are such screens themselves. */
static void
add_target (PilotStepPanel *self)
{
  const char *label = pilot_step_target_get_label (self->step);

  if (label == NULL || pilot_step_target_is_wizard (self->step))
    return;
  self->target_button = gtk_button_new_with_mnemonic (_(label));
  gtk_widget_set_valign (self->target_button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->target_button, "clicked", G_CALLBACK (target_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->state_row, self->target_button);
}

static void
pilot_step_panel_dispose (GObject *object)
{
  PilotStepPanel *self = PILOT_STEP_PANEL (object);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_clear_object (&self->editors[i]);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_step_panel_parent_class)->dispose (object);
}

static void
pilot_step_panel_class_init (PilotStepPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_step_panel_dispose;
}

static void
pilot_step_panel_init (PilotStepPanel *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_set_margin_top (GTK_WIDGET (self->message), 12);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "warning");
  self->buttons_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9));
  gtk_widget_set_margin_top (GTK_WIDGET (self->buttons_box), 12);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      self->buttons[i] = GTK_BUTTON (gtk_button_new_with_mnemonic (_(answers[i].label)));
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->buttons_box, GTK_WIDGET (self->buttons[i]));
    }
}

GtkWidget *
pilot_step_panel_new (PilotContext *context, const PilotPlanStep *step)
{
  PilotStepPanel *self = g_object_new (PILOT_TYPE_STEP_PANEL, NULL);
  g_autofree char *title = g_markup_escape_text (_(step->title), -1);
  g_autofree char *text = g_markup_escape_text (_(step->explanation), -1);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  self->step = step;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
  self->state_row = pilot_plain_row_add (ADW_PREFERENCES_GROUP (self), "", 4, 3);
  adw_action_row_add_prefix (self->state_row, GTK_WIDGET (self->icon));
  add_target (self);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      self->editors[i] = pilot_field_editor_new (context, pilot_schema_get (PILOT_ENTITY_STEP), fields[i]);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), pilot_field_editor_get_widget (self->editors[i]));
      g_signal_connect_object (self->editors[i], "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
    }
  self->file_row = pilot_plain_row_add (ADW_PREFERENCES_GROUP (self), _("Evidence file"), 4, 3);
  self->file_button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("C_hoose…")));
  gtk_widget_set_valign (GTK_WIDGET (self->file_button), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->file_row, GTK_WIDGET (self->file_button));
  g_signal_connect_object (self->file_button, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->message));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->buttons_box));
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

const PilotPlanStep *
pilot_step_panel_get_step (PilotStepPanel *self)
{
  return self->step;
}

/* FALSE: something typed is not what the field takes; the panel says so. */
static gboolean
collect (PilotStepPanel *self, PilotRecord *changes, gboolean *any)
{
  g_autoptr (GError) error = NULL;

  *any = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (!pilot_field_editor_collect (self->editors[i], changes, &error))
        {
          show_message (self, error->message);
          return FALSE;
        }
      *any |= pilot_record_is_set (changes, fields[i]);
    }
  return TRUE;
}

void
pilot_step_panel_save (PilotStepPanel *self, const char *state)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_STEP);
  PilotStepEdit edit = { .state = state };
  const char **texts[G_N_ELEMENTS (fields)] = { &edit.reference, &edit.note, &edit.due };
  const char *told = N_("“%s” is changed");
  gboolean any;

  if (!collect (self, changes, &any))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (pilot_record_is_set (changes, fields[i]))
      {
        const char *text = pilot_record_get_text (changes, fields[i]);

        *texts[i] = text != NULL ? text : "";
        /* What is saved is no longer a change: Escape does not take it back, nor is it saved once more. */
        pilot_field_editor_load (self->editors[i], changes);
      }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_strcmp0 (answers[i].state, state) == 0)
      told = answers[i].told;
  save_edit (self, &edit, told);
}

gboolean
pilot_step_panel_leave (PilotStepPanel *self)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_STEP);
  gboolean any;

  if (!collect (self, changes, &any))
    {
      gboolean go = self->warned;

      self->warned = TRUE;
      return go;
    }
  if (any)
    pilot_step_panel_save (self, NULL);
  return TRUE;
}

void
pilot_step_panel_attach (PilotStepPanel *self, GFile *file)
{
  const PilotStepEdit edit = { .evidence = file };

  save_edit (self, &edit, N_("“%s” has evidence"));
}

void
pilot_step_panel_type (PilotStepPanel *self, guint field, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i] == field)
      pilot_field_editor_set_text (self->editors[i], text);
}

const char *
pilot_step_panel_get_message (PilotStepPanel *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->message)) ? gtk_label_get_text (self->message) : NULL;
}
