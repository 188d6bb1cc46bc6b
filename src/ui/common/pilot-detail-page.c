/* pilot-detail-page.c: one record, to be read and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-detail-page.h"

#include "pilot-edit.h"
#include "pilot-error.h"
#include "pilot-field-editor.h"
#include "pilot-format.h"
#include "pilot-page-spec.h"

#include <glib/gi18n-lib.h>

struct _PilotDetailPage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  PilotWorkspace *workspace; /* (owned) (nullable): whose record is shown */
  const PilotSchema *schema; /* (nullable): what the rows were made for */
  const PilotPageSpec *spec; /* (nullable) */
  char *id;              /* (owned) (nullable) */
  char *saving_id;       /* (owned) (nullable): the record that was saved last */
  gboolean creating;
  gboolean may_change;
  GPtrArray *editors;    /* (owned) (element-type PilotFieldEditor) */
  GPtrArray *links;      /* (owned) (element-type AdwActionRow): one for each relation */
  GSimpleActionGroup *actions; /* (owned) */

  GtkLabel *title_label;
  GtkButton *save_button;
  GtkMenuButton *menu_button;
  GtkBox *notice;
  GtkImage *notice_icon;
  GtkLabel *notice_label;
  GtkScrolledWindow *scroller;
  GtkBox *groups_box;
};

G_DEFINE_FINAL_TYPE (PilotDetailPage, pilot_detail_page, ADW_TYPE_BIN)

enum {
  SIGNAL_CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PilotFieldEditor *
find_editor (PilotDetailPage *self, guint field)
{
  for (guint i = 0; i < self->editors->len; i++)
    if (pilot_field_editor_get_field (g_ptr_array_index (self->editors, i)) == field)
      return g_ptr_array_index (self->editors, i);
  return NULL;
}

static gboolean
any_changed (PilotDetailPage *self)
{
  for (guint i = 0; i < self->editors->len; i++)
    if (pilot_field_editor_get_changed (g_ptr_array_index (self->editors, i)))
      return TRUE;
  return FALSE;
}

/* A new record that was saved and isn't there yet: what is shown is neither unsaved nor to be saved again. */
static gboolean
is_being_created (PilotDetailPage *self)
{
  return self->creating && g_strcmp0 (self->saving_id, self->id) == 0;
}

/* (nullable): the change of this record that waits, if there is one. */
static PilotPending *
find_pending (PilotDetailPage *self)
{
  GListModel *outbox = self->workspace != NULL ? pilot_workspace_get_outbox (self->workspace) : NULL;
  guint n = outbox != NULL ? g_list_model_get_n_items (outbox) : 0;

  /* The outbox is short while the portal answers; after a long time offline the newest are the likeliest. */
  for (guint i = n; i > 0 && n - i < 2000; i--)
    {
      g_autoptr (PilotPending) pending = g_list_model_get_item (outbox, i - 1);

      if (g_strcmp0 (pilot_pending_get (pending)->entity_id, self->id) == 0)
        return g_steal_pointer (&pending);
    }
  return NULL;
}

static void
show_notice (PilotDetailPage *self, const char *icon, const char *text, const char *css_class)
{
  static const char *const classes[] = { "warning", "error", "accent", "dim-label" };

  gtk_widget_set_visible (GTK_WIDGET (self->notice), text != NULL);
  if (text == NULL)
    return;
  gtk_image_set_from_icon_name (self->notice_icon, icon);
  gtk_label_set_text (self->notice_label, text);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->notice), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), css_class);
}

static void
update_notice (PilotDetailPage *self)
{
  g_autofree char *reason = NULL;
  g_autoptr (PilotPending) pending = NULL;
  const PilotPendingData *data;

  if (self->workspace == NULL || self->schema == NULL)
    return;
  if (!pilot_workspace_may (self->workspace, self->creating ? PILOT_ACTION_CREATE : PILOT_ACTION_CHANGE, self->schema->entity,
                            &reason))
    {
      show_notice (self, "changes-prevent-symbolic", reason, "dim-label");
      return;
    }
  pending = self->creating ? NULL : find_pending (self);
  if (pending == NULL)
    {
      show_notice (self, NULL, NULL, NULL);
      return;
    }
  data = pilot_pending_get (pending);
  switch (data->state)
    {
    case PILOT_PENDING_BLOCKED:
      show_notice (self, "dialog-error-symbolic", data->message != NULL ? data->message : _("The portal refused a change."),
                   "error");
      break;
    case PILOT_PENDING_CONFLICT:
      show_notice (self, "dialog-warning-symbolic",
                   _("Somebody else changed the same fields. Choose under Activity which content holds."), "warning");
      break;
    case PILOT_PENDING_HANDED_OFF:
      show_notice (self, "mail-send-symbolic", _("A change was handed over and waits for the confirmation."), "accent");
      break;
    case PILOT_PENDING_WAITING:
    case PILOT_PENDING_SENDING:
    case PILOT_PENDING_HELD:
    default:
      show_notice (self, "emblem-synchronizing-symbolic", _("A change is saved here and waits to be sent."), "accent");
      break;
    }
}

static void
update_save_button (PilotDetailPage *self)
{
  gboolean changed = self->creating || any_changed (self);

  gtk_widget_set_visible (GTK_WIDGET (self->save_button), changed && self->may_change);
  gtk_button_set_label (self->save_button, self->creating ? _("_Add") : _("_Save"));
}

static void
update_links (PilotDetailPage *self, PilotRecord *record)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      AdwActionRow *row = g_ptr_array_index (self->links, i);
      const PilotRelation *relation = &self->spec->relations[i];
      const char *value = pilot_record_get_text (record, relation->source_field);
      guint count = value != NULL
                        ? pilot_workspace_count (self->workspace, relation->target, relation->target_field, value)
                        : 0;
      g_autofree char *text = pilot_format_count (count);
      GtkWidget *label = g_object_get_data (G_OBJECT (row), "pilot-count");

      gtk_label_set_text (GTK_LABEL (label), text);
      gtk_widget_set_sensitive (GTK_WIDGET (row), count > 0);
      g_object_set_data_full (G_OBJECT (row), "pilot-value", g_strdup (value), g_free);
    }
}

static void
link_cb (PilotDetailPage *self, AdwActionRow *row)
{
  guint index;

  if (g_ptr_array_find (self->links, row, &index))
    pilot_context_show_list (self->context, self->spec->relations[index].target, self->spec->relations[index].target_field,
                             g_object_get_data (G_OBJECT (row), "pilot-value"));
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
        pilot_field_editor_rebase (g_ptr_array_index (self->editors, i), record);
      update_save_button (self);
      show_notice (self, "dialog-error-symbolic", error->message, "error");
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
  g_free (self->saving_id);
  self->saving_id = g_strdup (self->id);
  pilot_edit_save (self->context, changes, saved_cb, G_OBJECT (self));
  update_save_button (self);
}

static void
apply_cb (PilotDetailPage *self, PilotFieldEditor *editor)
{
  g_autoptr (PilotRecord) changes = NULL;
  g_autoptr (GError) error = NULL;

  if (self->id == NULL)
    return;
  if (self->creating)
    {
      update_save_button (self);
      return;
    }
  changes = pilot_record_new (self->schema->entity);
  pilot_record_set_text (changes, PILOT_FIELD_ID, self->id);
  if (pilot_field_editor_collect (editor, changes, &error) && pilot_record_is_set (changes, pilot_field_editor_get_field (editor)))
    save_record (self, changes);
}

static GtkWidget *
add_group (PilotDetailPage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *markup = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  if (markup != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), markup);
  gtk_box_append (self->groups_box, group);
  return group;
}

static void
add_editor (PilotDetailPage *self, GtkWidget *group, guint field)
{
  PilotFieldEditor *editor = pilot_field_editor_new (self->context, self->schema, field);

  g_signal_connect_object (editor, "changed", G_CALLBACK (update_save_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), pilot_field_editor_get_widget (editor));
  g_ptr_array_add (self->editors, editor);
}

static void
add_links (PilotDetailPage *self)
{
  GtkWidget *group;

  if (self->spec == NULL || self->spec->relations == NULL)
    return;
  group = add_group (self, _("Related"));
  for (const PilotRelation *relation = self->spec->relations; relation->label != NULL; relation++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *count = gtk_label_new (NULL);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(relation->label));
      gtk_widget_add_css_class (count, "dim-label");
      gtk_widget_add_css_class (count, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "pilot-count", count);
      g_signal_connect_object (row, "activated", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (self->links, row);
    }
}

/* Makes the rows once for each kind of record; showing another record of the kind only fills them. */
static void
build (PilotDetailPage *self, PilotEntity entity)
{
  GtkWidget *child;
  GtkWidget *group;

  if (self->schema != NULL && self->schema->entity == entity)
    return;
  g_ptr_array_set_size (self->editors, 0);
  g_ptr_array_set_size (self->links, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))) != NULL)
    gtk_box_remove (self->groups_box, child);
  self->schema = pilot_schema_get (entity);
  self->spec = pilot_page_spec_get (entity);
  if (self->spec != NULL && self->spec->groups != NULL)
    for (const PilotFieldGroup *fields = self->spec->groups; fields->label != NULL; fields++)
      {
        group = add_group (self, _(fields->label));
        for (guint i = 0; i < PILOT_GROUP_MAX_FIELDS && fields->fields[i] != PILOT_FIELD_ID; i++)
          add_editor (self, group, fields->fields[i]);
      }
  else
    {
      group = add_group (self, NULL);
      for (guint f = PILOT_FIELD_FIRST; f < self->schema->n_fields; f++)
        add_editor (self, group, f);
    }
  add_links (self);
  group = add_group (self, _("Record"));
  add_editor (self, group, PILOT_FIELD_UPDATED_AT);
}

/* Who is signed in may only be known after the record is shown. */
static void
update_rights (PilotDetailPage *self)
{
  GAction *delete = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "delete");

  self->may_change = self->schema->writable
                     && pilot_workspace_may (self->workspace, self->creating ? PILOT_ACTION_CREATE : PILOT_ACTION_CHANGE,
                                             self->schema->entity, NULL);
  for (guint i = 0; i < self->editors->len; i++)
    pilot_field_editor_set_editable (g_ptr_array_index (self->editors, i), self->may_change);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (delete),
                               !self->creating
                                   && pilot_workspace_may (self->workspace, PILOT_ACTION_DELETE, self->schema->entity, NULL));
  update_notice (self);
  update_save_button (self);
}

static void
fill (PilotDetailPage *self, PilotRecord *record)
{
  g_autofree char *title = pilot_record_dup_title (record);

  if (*title == '\0')
    {
      g_free (title);
      title = g_strdup (_(self->schema->label));
    }
  gtk_label_set_text (self->title_label, self->creating && self->spec != NULL ? _(self->spec->create_label) : title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);
  for (guint i = 0; i < self->editors->len; i++)
    pilot_field_editor_load (g_ptr_array_index (self->editors, i), record);
  update_links (self, record);
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
      update_notice (self);
      return;
    }
  record = pilot_workspace_get_record (self->workspace, self->schema->entity, self->id);
  if (record == NULL)
    {
      show_notice (self, "user-trash-symbolic", _("This record was deleted."), "warning");
      return;
    }
  for (guint i = 0; i < self->editors->len; i++)
    if (!pilot_field_editor_get_changed (g_ptr_array_index (self->editors, i)))
      pilot_field_editor_load (g_ptr_array_index (self->editors, i), record);
  {
    g_autofree char *title = pilot_record_dup_title (record);

    gtk_label_set_text (self->title_label, title);
  }
  update_links (self, record);
  update_notice (self);
  update_save_button (self);
}

static void
outbox_cb (PilotDetailPage *self)
{
  if (self->id != NULL && !self->creating)
    update_notice (self);
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
  if (id != NULL)
    record = pilot_workspace_get_record (self->workspace, entity, id);
  if (record == NULL)
    {
      g_clear_pointer (&self->id, g_free);
      return;
    }
  build (self, entity);
  take_id (self, id);
  fill (self, record);
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
  build (self, entity);
  take_id (self, id);
  self->creating = TRUE;
  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  fill (self, record);
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
    fill (self, record);
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

gboolean
pilot_detail_page_type (PilotDetailPage *self, guint field, const char *text)
{
  PilotFieldEditor *editor = find_editor (self, field);

  if (editor == NULL || !self->may_change)
    return FALSE;
  pilot_field_editor_set_text (editor, text);
  return TRUE;
}

GtkWidget *
pilot_detail_page_get_row (PilotDetailPage *self, guint field)
{
  PilotFieldEditor *editor = find_editor (self, field);

  return editor != NULL ? pilot_field_editor_get_widget (editor) : NULL;
}
