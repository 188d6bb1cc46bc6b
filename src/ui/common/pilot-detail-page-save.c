/* pilot-detail-page-save.c: what was typed: checked, saved, discarded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-detail-page-private.h"

#include "pilot-edit.h"
#include "pilot-error.h"

#include <glib/gi18n-lib.h>

/* A new record that was saved and isn't there yet: what is shown is neither unsaved nor to be saved again. */
static gboolean
is_being_created (PilotDetailPage *self)
{
  return self->creating && g_strcmp0 (self->saving_id, self->id) == 0;
}

static gboolean
any_changed (PilotDetailPage *self)
{
  for (guint i = 0; i < self->editors->len; i++)
    if (pilot_field_editor_get_changed (g_ptr_array_index (self->editors, i)))
      return TRUE;
  return FALSE;
}

void
pilot_detail_page_update_save_button (PilotDetailPage *self)
{
  gboolean changed = self->creating || any_changed (self);

  gtk_widget_set_visible (GTK_WIDGET (self->save_button), changed && self->may_change);
  gtk_button_set_label (self->save_button, self->creating ? _("_Add") : _("_Save"));
  /* What could not be saved is typed no more. */
  if (!changed && self->save_error != NULL)
    {
      g_clear_pointer (&self->save_error, g_free);
      pilot_detail_page_update_notice (self);
    }
}

static void
saved_cb (const GError *error, gpointer user_data)
{
  PilotDetailPage *self = PILOT_DETAIL_PAGE (user_data);

  /* Another record may be shown by now. */
  if (g_strcmp0 (self->saving_id, self->id) != 0)
    {
      if (error != NULL)
        pilot_context_toast (self->context, error->message);
      return;
    }
  if (self->creating)
    g_clear_pointer (&self->saving_id, g_free);
  if (error != NULL)
    {
      g_autoptr (PilotRecord) record = NULL;

      if (!self->creating && self->id != NULL && self->workspace != NULL)
        record = pilot_workspace_get_record (self->workspace, self->schema->entity, self->id);
      for (guint i = 0; record != NULL && i < self->editors->len; i++)
        pilot_field_editor_retype (g_ptr_array_index (self->editors, i), record);
      g_free (self->save_error);
      self->save_error = g_strdup (error->message);
      pilot_detail_page_update_save_button (self);
      pilot_detail_page_update_notice (self);
      return;
    }
  if (self->creating)
    {
      self->creating = FALSE;
      pilot_detail_page_show (self, self->schema->entity, self->id);
    }
}

static void
save_record (PilotDetailPage *self, PilotRecord *changes)
{
  /* What is saved is no longer a change; if the store refuses, saved_cb() makes it one again. */
  for (guint i = 0; i < self->editors->len && !self->creating; i++)
    {
      PilotFieldEditor *editor = g_ptr_array_index (self->editors, i);

      if (pilot_record_is_set (changes, pilot_field_editor_get_field (editor)))
        pilot_field_editor_load (editor, changes);
    }
  g_clear_pointer (&self->save_error, g_free);
  g_free (self->saving_id);
  self->saving_id = g_strdup (self->id);
  pilot_edit_save (self->context, changes, saved_cb, G_OBJECT (self));
  pilot_detail_page_update_save_button (self);
}

void
pilot_detail_page_apply_cb (PilotDetailPage *self, PilotFieldEditor *editor)
{
  g_autoptr (PilotRecord) changes = NULL;
  g_autoptr (GError) error = NULL;

  if (self->id == NULL)
    return;
  if (self->creating)
    {
      pilot_detail_page_update_save_button (self);
      return;
    }
  changes = pilot_record_new (self->schema->entity);
  pilot_record_set_text (changes, PILOT_FIELD_ID, self->id);
  if (pilot_field_editor_collect (editor, changes, &error) && pilot_record_is_set (changes, pilot_field_editor_get_field (editor)))
    save_record (self, changes);
}

gboolean
pilot_detail_page_is_creating (PilotDetailPage *self)
{
  return self->creating;
}

gboolean
pilot_detail_page_get_unsaved (PilotDetailPage *self)
{
  if (self->id == NULL || self->schema == NULL || !self->may_change || is_being_created (self))
    return FALSE;
  for (guint i = 0; i < self->editors->len; i++)
    if (pilot_field_editor_get_touched (g_ptr_array_index (self->editors, i)))
      return TRUE;
  return FALSE;
}

/* Marks each invalid field; @first_bad is the first of them, @error its reason. */
static gboolean
collect (PilotDetailPage *self, PilotRecord *changes, PilotFieldEditor **first_bad, GError **error)
{
  *first_bad = NULL;
  for (guint i = 0; i < self->editors->len; i++)
    {
      PilotFieldEditor *editor = g_ptr_array_index (self->editors, i);
      guint field = pilot_field_editor_get_field (editor);
      g_autoptr (GError) local = NULL;

      if (pilot_field_editor_collect (editor, changes, &local) && self->creating && !pilot_record_is_set (changes, field)
          && (self->schema->fields[field].flags & PILOT_FIELD_REQUIRED))
        {
          g_set_error (&local, PILOT_ERROR, PILOT_ERROR_INVALID, _("%s is needed"), _(self->schema->fields[field].label));
          pilot_field_editor_show_error (editor, local->message);
        }
      if (local != NULL && *first_bad == NULL)
        {
          *first_bad = editor;
          g_propagate_error (error, g_steal_pointer (&local));
        }
    }
  return *first_bad == NULL;
}

gboolean
pilot_detail_page_check (PilotDetailPage *self, GError **error)
{
  g_autoptr (PilotRecord) scratch = NULL;
  PilotFieldEditor *first_bad;

  if (self->id == NULL || self->schema == NULL || !self->may_change)
    return TRUE;
  scratch = pilot_record_new (self->schema->entity);
  return collect (self, scratch, &first_bad, error);
}

void
pilot_detail_page_discard (PilotDetailPage *self)
{
  g_autoptr (PilotRecord) record = NULL;

  if (self->id == NULL || self->schema == NULL || self->workspace == NULL)
    return;
  if (!self->creating)
    record = pilot_workspace_get_record (self->workspace, self->schema->entity, self->id);
  if (record != NULL)
    pilot_detail_page_fill (self, record);
  else
    g_clear_pointer (&self->id, g_free);
}

void
pilot_detail_page_focus_unsaved (PilotDetailPage *self)
{
  g_autoptr (PilotRecord) scratch = NULL;
  PilotFieldEditor *editor = NULL;

  if (self->id == NULL || self->schema == NULL)
    return;
  scratch = pilot_record_new (self->schema->entity);
  collect (self, scratch, &editor, NULL);
  for (guint i = 0; editor == NULL && i < self->editors->len; i++)
    if (pilot_field_editor_get_touched (g_ptr_array_index (self->editors, i)))
      editor = g_ptr_array_index (self->editors, i);
  if (editor != NULL)
    gtk_widget_grab_focus (pilot_field_editor_get_widget (editor));
}

gboolean
pilot_detail_page_save (PilotDetailPage *self)
{
  g_autoptr (PilotRecord) changes = NULL;
  PilotFieldEditor *first_bad;
  gboolean any = FALSE;

  if (self->id == NULL || self->schema == NULL || !self->may_change || is_being_created (self))
    return TRUE;
  changes = pilot_record_new (self->schema->entity);
  pilot_record_set_text (changes, PILOT_FIELD_ID, self->id);
  if (!collect (self, changes, &first_bad, NULL))
    {
      gtk_widget_grab_focus (pilot_field_editor_get_widget (first_bad));
      return FALSE;
    }
  for (guint i = 0; i < self->editors->len; i++)
    any = any || pilot_record_is_set (changes, pilot_field_editor_get_field (g_ptr_array_index (self->editors, i)));
  if (any)
    save_record (self, changes);
  return TRUE;
}
