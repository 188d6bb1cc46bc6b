/* pilot-detail-page.c: one record, to be read and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-detail-page-private.h"

#include "pilot-edit.h"
#include "pilot-entities.h"
#include "pilot-event-text.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PilotDetailPage, pilot_detail_page, ADW_TYPE_BIN)

enum {
  SIGNAL_CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Who is signed in may only be known after the record is shown. */
static void
update_rights (PilotDetailPage *self)
{
  GAction *delete = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "delete");

  self->may_change = self->schema->writable && !self->gone
                     && pilot_workspace_may (self->workspace, self->creating ? PILOT_ACTION_CREATE : PILOT_ACTION_CHANGE,
                                             self->schema->entity, NULL);
  for (guint i = 0; i < self->editors->len; i++)
    {
      PilotFieldEditor *editor = g_ptr_array_index (self->editors, i);
      /* A record stays in the data set in which it was made; runs alone move it. */
      gboolean fixed = !self->creating && self->schema->fields[pilot_field_editor_get_field (editor)].choices == pilot_dataset_choices;

      pilot_field_editor_set_editable (editor, self->may_change && !fixed);
      pilot_field_editor_set_alone (editor, !self->creating);
    }
  g_simple_action_set_enabled (G_SIMPLE_ACTION (delete),
                               !self->creating && !self->gone
                                   && pilot_workspace_may (self->workspace, PILOT_ACTION_DELETE, self->schema->entity, NULL));
  pilot_detail_page_update_notice (self);
  pilot_detail_page_update_save_button (self);
}

/* (transfer full): what has no name is called by its kind. */
static char *
dup_title (PilotDetailPage *self, PilotRecord *record)
{
  g_autofree char *title = self->schema->entity == PILOT_ENTITY_AUDIT_EVENT
                               ? pilot_event_text_dup (self->workspace, record, PILOT_AUDIT_EVENT_ACTION)
                           : self->schema->title_field != PILOT_FIELD_ID ? pilot_record_dup_title (record)
                                                                         : NULL;

  return title != NULL && *title != '\0' ? g_steal_pointer (&title) : g_strdup (_(self->schema->label));
}

void
pilot_detail_page_fill (PilotDetailPage *self, PilotRecord *record)
{
  g_autofree char *title = dup_title (self, record);

  gtk_label_set_text (self->title_label, self->creating && self->spec != NULL ? _(self->spec->create_label) : title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);
  for (guint i = 0; i < self->editors->len; i++)
    pilot_field_editor_load (g_ptr_array_index (self->editors, i), record);
  g_clear_pointer (&self->save_error, g_free);
  pilot_detail_page_update_links (self, record);
  update_rights (self);
}

static void
take_id (PilotDetailPage *self, const char *id)
{
  char *copy = g_strdup (id);

  g_free (self->id);
  self->id = copy;
}

/* Fields that a person is typing into keep what was typed. */
static void
store_changed_cb (PilotDetailPage *self, guint mask)
{
  g_autoptr (PilotRecord) record = NULL;

  if (self->id == NULL || self->creating || self->schema == NULL)
    return;
  if ((mask & (1u << self->schema->entity)) == 0)
    {
      pilot_detail_page_update_notice (self);
      return;
    }
  record = pilot_workspace_get_record (self->workspace, self->schema->entity, self->id);
  if ((record == NULL) != self->gone)
    {
      /* An undo may bring it back. */
      self->gone = record == NULL;
      update_rights (self);
    }
  if (record == NULL)
    return;
  for (guint i = 0; i < self->editors->len; i++)
    if (!pilot_field_editor_get_changed (g_ptr_array_index (self->editors, i)))
      pilot_field_editor_load (g_ptr_array_index (self->editors, i), record);
  {
    g_autofree char *title = dup_title (self, record);

    gtk_label_set_text (self->title_label, title);
  }
  pilot_detail_page_update_links (self, record);
  pilot_detail_page_update_notice (self);
  pilot_detail_page_update_save_button (self);
}

static void
outbox_cb (PilotDetailPage *self)
{
  if (self->id != NULL && !self->creating)
    pilot_detail_page_update_notice (self);
}

static void
role_cb (PilotDetailPage *self)
{
  if (self->id != NULL)
    update_rights (self);
}

static void
workspace_cb (PilotDetailPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  if (workspace == self->workspace)
    return;
  if (self->workspace != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->workspace, self);
      g_signal_handlers_disconnect_by_data (pilot_workspace_get_outbox (self->workspace), self);
    }
  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->id, g_free);
  self->creating = FALSE;
  self->gone = FALSE;
  if (workspace != NULL)
    {
      g_signal_connect_object (workspace, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "notify::role", G_CALLBACK (role_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (pilot_workspace_get_outbox (workspace), "items-changed", G_CALLBACK (outbox_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
close_cb (PilotDetailPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pilot_detail_page_save (user_data);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotDetailPage *self = user_data;
  g_autofree char *id = g_strdup (self->id);
  const char *ids[] = { id, NULL };

  if (id == NULL)
    return;
  pilot_edit_delete (self->context, self->schema->entity, ids);
  /* What was typed into it goes with it. */
  g_clear_pointer (&self->id, g_free);
  close_cb (self);
}

static void
copy_id_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotDetailPage *self = user_data;

  if (self->id != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->id);
}

static void
copy_name_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotDetailPage *self = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->title_label));
}

static const GActionEntry action_entries[] = {
  { "save", save_cb },
  { "delete", delete_cb },
  { "copy-id", copy_id_cb },
  { "copy-name", copy_name_cb },
};

static void
pilot_detail_page_dispose (GObject *object)
{
  PilotDetailPage *self = PILOT_DETAIL_PAGE (object);

  g_clear_pointer (&self->editors, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->saving_id, g_free);
  g_clear_pointer (&self->save_error, g_free);
  G_OBJECT_CLASS (pilot_detail_page_parent_class)->dispose (object);
}

static void
pilot_detail_page_class_init (PilotDetailPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_detail_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/common/pilot-detail-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotDetailPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, PilotDetailPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, PilotDetailPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PilotDetailPage, notice);
  gtk_widget_class_bind_template_child (widget_class, PilotDetailPage, notice_icon);
  gtk_widget_class_bind_template_child (widget_class, PilotDetailPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, PilotDetailPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PilotDetailPage, groups_box);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "detail.save", NULL);

  signals[SIGNAL_CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
pilot_detail_page_init (PilotDetailPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->editors = g_ptr_array_new_with_free_func (g_object_unref);
  self->links = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "detail", G_ACTION_GROUP (self->actions));
}

GtkWidget *
pilot_detail_page_new (PilotContext *context)
{
  PilotDetailPage *self = g_object_new (PILOT_TYPE_DETAIL_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

void
pilot_detail_page_show (PilotDetailPage *self, PilotEntity entity, const char *id)
{
  g_autoptr (PilotRecord) record = NULL;
  gboolean same;

  if (self->workspace == NULL)
    return;
  same = self->schema != NULL && self->schema->entity == entity && g_strcmp0 (self->id, id) == 0;
  self->creating = FALSE;
  self->gone = FALSE;
  if (id != NULL)
    record = pilot_workspace_get_record (self->workspace, entity, id);
  if (record == NULL)
    {
      g_clear_pointer (&self->id, g_free);
      return;
    }
  pilot_detail_page_build (self, entity);
  take_id (self, id);
  pilot_detail_page_fill (self, record);
  if (!same)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

void
pilot_detail_page_create (PilotDetailPage *self, PilotEntity entity)
{
  g_autoptr (PilotRecord) record = pilot_record_new (entity);
  g_autofree char *id = g_uuid_string_random ();

  if (self->workspace == NULL)
    return;
  pilot_detail_page_show (self, entity, NULL);
  pilot_detail_page_build (self, entity);
  take_id (self, id);
  self->creating = TRUE;
  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_detail_page_fill (self, record);
  for (guint i = 0; i < self->editors->len; i++)
    {
      const PilotField *field = &self->schema->fields[pilot_field_editor_get_field (g_ptr_array_index (self->editors, i))];

      /* What must be chosen begins with the first choice. */
      if (field->type == PILOT_FIELD_CHOICE && (field->flags & PILOT_FIELD_REQUIRED) && field->choices != NULL)
        pilot_field_editor_propose (g_ptr_array_index (self->editors, i), field->choices[0].value);
    }
  if (self->editors->len > 0)
    gtk_widget_grab_focus (pilot_field_editor_get_widget (g_ptr_array_index (self->editors, 0)));
}

gboolean
pilot_detail_page_shows (PilotDetailPage *self, PilotEntity entity, const char *id)
{
  return self->id != NULL && self->schema != NULL && self->schema->entity == entity && g_strcmp0 (self->id, id) == 0;
}

const char *
pilot_detail_page_get_id (PilotDetailPage *self)
{
  return self->id;
}

const char *
pilot_detail_page_get_title (PilotDetailPage *self)
{
  return gtk_label_get_text (self->title_label);
}
