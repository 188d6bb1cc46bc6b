/* pilot-project-form.c: fields of the project or of the portal's settings, saved as they are entered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-project-form.h"

#include "pilot-edits-toast.h"
#include "pilot-field-editor.h"
#include "pilot-format.h"

#include <glib/gi18n-lib.h>

struct _PilotProjectForm
{
  GObject parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  PilotEntity entity;
  GPtrArray *editors;        /* (owned) (element-type PilotFieldEditor) */
  char *error;               /* (owned) (nullable) */
  GtkWidget *wrong;          /* not owned (nullable): the first row that could not be saved */
  gboolean warned;
  guint n_saving;
};

G_DEFINE_FINAL_TYPE (PilotProjectForm, pilot_project_form, G_TYPE_OBJECT)

/* (transfer full): the record as it stands, or an empty one. */
static PilotRecord *
dup_record (PilotProjectForm *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  PilotRecord *record = facts == NULL ? NULL : self->entity == PILOT_ENTITY_PROJECT ? facts->project : facts->settings;

  return record != NULL ? pilot_record_ref (record) : pilot_record_new (self->entity);
}

static void
update (PilotProjectForm *self)
{
  g_autoptr (PilotRecord) record = dup_record (self);
  gboolean may = pilot_migration_may_edit (self->migration, NULL);

  for (guint i = 0; i < self->editors->len; i++)
    {
      if (self->n_saving > 0)
        pilot_field_editor_retype (self->editors->pdata[i], record);
      else
        pilot_field_editor_rebase (self->editors->pdata[i], record);
      pilot_field_editor_set_editable (self->editors->pdata[i], may);
    }
}

static void
set_error (PilotProjectForm *self, const char *message)
{
  g_free (self->error);
  self->error = g_strdup (message);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotProjectForm) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotEdits *undo = NULL;

  if (!pilot_migration_save_finish (PILOT_MIGRATION (source), result, &undo, &error))
    {
      g_autofree char *text = pilot_format_error (error);

      set_error (self, text);
      update (self); /* what is typed is a change again */
      self->n_saving--;
      pilot_context_toast (self->context, text);
      return;
    }
  self->n_saving--;
  if (pilot_context_get_migration (self->context) == self->migration)
    pilot_edits_toast (self->context, self->entity == PILOT_ENTITY_PROJECT ? _("The plan is changed") : _("The settings are changed"), undo);
  else
    g_clear_pointer (&undo, pilot_edits_free);
}

/* FALSE: what a row holds can't be saved; it says why. */
static gboolean
save (PilotProjectForm *self)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (self->entity);
  g_autoptr (GError) error = NULL;
  gboolean any = FALSE;
  gboolean sound = TRUE;
  guint failed = 0;

  set_error (self, NULL);
  self->wrong = NULL;
  for (guint i = 0; i < self->editors->len; i++)
    {
      g_autoptr (GError) wrong = NULL;
      PilotFieldEditor *editor = self->editors->pdata[i];

      if (!pilot_field_editor_collect (editor, changes, &wrong))
        {
          set_error (self, wrong->message);
          if (sound)
            self->wrong = pilot_field_editor_get_widget (editor);
          sound = FALSE;
        }
      any |= pilot_record_is_set (changes, pilot_field_editor_get_field (editor));
    }
  if (!sound || !any)
    return sound;
  if (!pilot_migration_check_project (changes, &failed, &error))
    {
      set_error (self, error->message);
      for (guint i = 0; i < self->editors->len; i++)
        if (pilot_field_editor_get_field (self->editors->pdata[i]) == failed)
          {
            pilot_field_editor_show_error (self->editors->pdata[i], error->message);
            self->wrong = pilot_field_editor_get_widget (self->editors->pdata[i]);
          }
      return FALSE;
    }
  /* What is saved is no longer a change: Escape does not take it back, nor is it saved once more. */
  for (guint i = 0; i < self->editors->len; i++)
    if (pilot_record_is_set (changes, pilot_field_editor_get_field (self->editors->pdata[i])))
      pilot_field_editor_load (self->editors->pdata[i], changes);
  self->n_saving++;
  pilot_migration_save_project_async (self->migration, changes, NULL, saved_cb, g_object_ref (self));
  return TRUE;
}

static void
apply_cb (PilotProjectForm *self)
{
  save (self);
}

static void
pilot_project_form_dispose (GObject *object)
{
  PilotProjectForm *self = PILOT_PROJECT_FORM (object);

  g_clear_pointer (&self->editors, g_ptr_array_unref);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  g_clear_pointer (&self->error, g_free);
  G_OBJECT_CLASS (pilot_project_form_parent_class)->dispose (object);
}

static void
pilot_project_form_class_init (PilotProjectFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_project_form_dispose;
}

static void
pilot_project_form_init (PilotProjectForm *self)
{
  self->editors = g_ptr_array_new_with_free_func (g_object_unref);
}

PilotProjectForm *
pilot_project_form_new (PilotContext *context, PilotEntity entity)
{
  PilotProjectForm *self = g_object_new (PILOT_TYPE_PROJECT_FORM, NULL);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  self->entity = entity;
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return self;
}

GtkWidget *
pilot_project_form_add (PilotProjectForm *self, AdwPreferencesGroup *group, guint field, const char *hint)
{
  PilotFieldEditor *editor = pilot_field_editor_new (self->context, pilot_schema_get (self->entity), field);
  GtkWidget *row = pilot_field_editor_get_widget (editor);
  g_autoptr (PilotRecord) record = dup_record (self);

  pilot_field_editor_load (editor, record);
  pilot_field_editor_set_editable (editor, pilot_migration_may_edit (self->migration, NULL));
  g_signal_connect_object (editor, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->editors, editor);
  if (hint != NULL && ADW_IS_ACTION_ROW (row))
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hint);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
    }
  adw_preferences_group_add (group, row);
  return row;
}

void
pilot_project_form_focus_first (PilotProjectForm *self)
{
  if (self->editors->len > 0)
    gtk_widget_grab_focus (pilot_field_editor_get_widget (self->editors->pdata[0]));
}

void
pilot_project_form_focus_wrong (PilotProjectForm *self)
{
  if (self->wrong != NULL)
    gtk_widget_grab_focus (self->wrong);
}

void
pilot_project_form_type (PilotProjectForm *self, guint field, const char *text)
{
  for (guint i = 0; i < self->editors->len; i++)
    if (pilot_field_editor_get_field (self->editors->pdata[i]) == field)
      {
        pilot_field_editor_set_text (self->editors->pdata[i], text);
        save (self);
      }
}

gboolean
pilot_project_form_leave (PilotProjectForm *self)
{
  gboolean go = save (self) || self->warned;

  self->warned = TRUE;
  return go;
}

const char *
pilot_project_form_get_error (PilotProjectForm *self)
{
  return self->error;
}
