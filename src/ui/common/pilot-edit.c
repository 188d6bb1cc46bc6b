/* pilot-edit.c: saves and deletes with a toast to take it back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-edit.h"

#include "pilot-delete-guard.h"
#include "pilot-entity-count.h"
#include "pilot-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  PilotContext *context;     /* (owned) */
  PilotWorkspace *workspace; /* (owned) */
  PilotEntity entity;
  char *id;                  /* (owned) (nullable) */
  char **ids;                /* (owned) (nullable) */
  char *title;               /* (owned) (nullable): of the one record that is deleted */
  GtkWidget *parent;         /* (nullable) (weak): to ask over */
  gboolean asks;
  PilotEditFunc func;
  GWeakRef owner;
  gboolean has_owner;
} Edit;

/* What Undo does: saves records again, or deletes what was created. */
typedef struct
{
  PilotWorkspace *workspace; /* (owned) */
  PilotEntity entity;
  GPtrArray *records;        /* (owned) (nullable) (element-type PilotRecord) */
  char *created_id;          /* (owned) (nullable) */
} Undo;

static Edit *
edit_new (PilotContext *context, PilotEntity entity)
{
  Edit *self = g_new0 (Edit, 1);

  self->context = g_object_ref (context);
  self->workspace = g_object_ref (pilot_context_get_workspace (context));
  self->entity = entity;
  g_weak_ref_init (&self->owner, NULL);
  return self;
}

static void
edit_free (Edit *self)
{
  g_clear_object (&self->context);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->ids, g_strfreev);
  g_clear_pointer (&self->title, g_free);
  g_clear_weak_pointer (&self->parent);
  g_weak_ref_clear (&self->owner);
  g_free (self);
}

static void
undo_free (gpointer data)
{
  Undo *self = data;

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->created_id, g_free);
  g_free (self);
}

static void
undo_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (PilotRecord) before = NULL;
  g_autoptr (GError) error = NULL;

  if (!pilot_workspace_save_finish (PILOT_WORKSPACE (source), result, &before, &error))
    pilot_context_toast_error (context, error);
}

static void
undo_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) error = NULL;

  if (!pilot_workspace_delete_finish (PILOT_WORKSPACE (source), result, &before, &error))
    pilot_context_toast_error (context, error);
}

static void
undo_run (PilotContext *context, gpointer user_data)
{
  Undo *self = user_data;

  /* Another connection may be open by now. */
  if (pilot_context_get_workspace (context) != self->workspace)
    return;
  for (guint i = 0; self->records != NULL && i < self->records->len; i++)
    pilot_workspace_save_async (self->workspace, g_ptr_array_index (self->records, i), NULL, undo_saved_cb,
                                g_object_ref (context));
  if (self->created_id != NULL)
    {
      const char *ids[] = { self->created_id, NULL };

      pilot_workspace_delete_async (self->workspace, self->entity, ids, NULL, undo_deleted_cb, g_object_ref (context));
    }
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Edit *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) before = NULL;
  g_autoptr (GObject) owner = NULL;
  gboolean done = pilot_workspace_save_finish (self->workspace, result, &before, &error);

  owner = g_weak_ref_get (&self->owner);
  if (done)
    {
      g_autofree char *title = pilot_workspace_dup_title (self->workspace, self->entity, self->id);
      g_autofree char *text = NULL;
      Undo *undo = g_new0 (Undo, 1);

      undo->workspace = g_object_ref (self->workspace);
      undo->entity = self->entity;
      if (before != NULL)
        {
          undo->records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
          g_ptr_array_add (undo->records, g_steal_pointer (&before));
          /* Translators: a change was saved; %s is the name of an agency, a recruiter… */
          text = g_strdup_printf (_("“%s” changed"), title);
        }
      else
        {
          undo->created_id = g_strdup (self->id);
          /* Translators: a new record was saved; %s is its name */
          text = g_strdup_printf (_("“%s” added"), title);
        }
      pilot_context_toast_undo (self->context, text, undo_run, undo, undo_free);
    }
  else if (self->func == NULL)
    pilot_context_toast_error (self->context, error);
  if (self->func != NULL && (owner != NULL || !self->has_owner))
    self->func (error, owner);
  edit_free (self);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Edit *self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *before = NULL;

  if (!pilot_workspace_delete_finish (self->workspace, result, &before, &error))
    pilot_context_toast_error (self->context, error);
  else
    {
      guint count = g_strv_length (self->ids);
      g_autofree char *records = pilot_entity_dup_count (self->entity, count);
      g_autofree char *text = NULL;
      Undo *undo = g_new0 (Undo, 1);

      if (self->title != NULL && *self->title != '\0')
        /* Translators: %s is the name of an agency, a recruiter… */
        text = g_strdup_printf (_("“%s” deleted"), self->title);
      else
        /* Translators: %s is e.g. "3 agencies" */
        text = g_strdup_printf (ngettext ("%s deleted", "%s deleted", count), records);
      undo->workspace = g_object_ref (self->workspace);
      undo->entity = self->entity;
      undo->records = before;
      pilot_context_toast_undo (self->context, text, undo_run, undo, undo_free);
    }
  edit_free (self);
}

static void
delete_now (Edit *self)
{
  if (self->ids[0] != NULL && self->ids[1] == NULL)
    self->title = pilot_workspace_dup_title (self->workspace, self->entity, self->ids[0]);
  pilot_workspace_delete_async (self->workspace, self->entity, (const char *const *) self->ids, NULL, deleted_cb, self);
}

/* (nullable): what a dialog belongs to; where no widget asked, the window in use. */
static GtkWindow *
find_parent (Edit *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (self->parent != NULL)
    return GTK_WINDOW (gtk_widget_get_root (self->parent));
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window))
        return window;
    }
  return NULL;
}

static void
confirmed_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Edit *self = g_object_get_data (G_OBJECT (dialog), "pilot-edit");

  if (g_strcmp0 (response, "delete") == 0 && pilot_context_get_workspace (self->context) == self->workspace)
    pilot_edit_delete (self->context, self->entity, (const char *const *) self->ids);
}

static void
ask (Edit *self)
{
  guint count = g_strv_length (self->ids);
  const PilotSchema *schema = pilot_schema_get (self->entity);
  g_autofree char *number = pilot_format_count (count);
  /* Translators: a number, then what kind of records, e.g. "Candidates" */
  g_autofree char *heading = g_strdup_printf (ngettext ("Delete %s %s?", "Delete %s %s?", count), number,
                                              count == 1 ? _(schema->label) : _(schema->label_many));
  GtkWidget *dialog = adw_message_dialog_new (find_parent (self), heading,
                                              _("They are deleted here at once and in the portal with the next sync. "
                                                "For a few seconds you can undo it."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "pilot-edit", self, (GDestroyNotify) edit_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (confirmed_cb), self->context, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
refuse (Edit *self, GArray *references)
{
  const char *const *ids = (const char *const *) self->ids;
  g_autofree char *heading = pilot_delete_guard_dup_heading (self->workspace, self->entity, ids);
  g_autofree char *reason = pilot_delete_guard_dup_reason (references, ids[1] == NULL);
  GtkWidget *dialog = adw_message_dialog_new (find_parent (self), heading, reason);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Where the references can't be counted the portal judges. */
static void
references_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Edit *self = user_data;
  g_autoptr (GArray) references = pilot_workspace_count_references_finish (self->workspace, result, NULL);

  if (pilot_context_get_workspace (self->context) != self->workspace)
    edit_free (self);
  else if (references != NULL && references->len > 0)
    {
      refuse (self, references);
      edit_free (self);
    }
  else if (self->asks)
    ask (self);
  else
    delete_now (self);
}

void
pilot_edit_save (PilotContext *context, PilotRecord *changes, PilotEditFunc func, GObject *owner)
{
  Edit *self = edit_new (context, pilot_record_get_entity (changes));

  self->id = g_strdup (pilot_record_get_id (changes));
  self->func = func;
  self->has_owner = owner != NULL;
  g_weak_ref_set (&self->owner, owner);
  pilot_workspace_save_async (self->workspace, changes, NULL, saved_cb, self);
}

static void
begin_delete (PilotContext *context, GtkWidget *parent, PilotEntity entity, const char *const *ids, gboolean asks)
{
  Edit *self = edit_new (context, entity);

  self->ids = g_strdupv ((char **) ids);
  self->asks = asks;
  g_set_weak_pointer (&self->parent, parent);
  pilot_workspace_count_references_async (self->workspace, entity, ids, NULL, references_cb, self);
}

void
pilot_edit_delete (PilotContext *context, PilotEntity entity, const char *const *ids)
{
  begin_delete (context, NULL, entity, ids, FALSE);
}

void
pilot_edit_confirm_delete (PilotContext *context, gpointer parent_widget, PilotEntity entity, const char *const *ids)
{
  guint count = g_strv_length ((char **) ids);

  if (count > 0)
    begin_delete (context, parent_widget, entity, ids,
                  count > 1 && g_settings_get_boolean (pilot_context_get_settings (context), "confirm-delete"));
}
