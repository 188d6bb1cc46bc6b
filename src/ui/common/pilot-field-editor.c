/* pilot-field-editor.c: the row of a detail page in which a field is seen and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-field-editor-private.h"

#include "pilot-check.h"
#include "pilot-entities.h"
#include "pilot-event-text.h"
#include "pilot-format.h"
#include "pilot-frozen.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PilotFieldEditor, pilot_field_editor, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gboolean
pilot_field_editor_is_optional (PilotFieldEditor *self)
{
  return (self->field->flags & PILOT_FIELD_REQUIRED) == 0;
}

/* (transfer full): the content as text that can be parsed; "" is null. */
static char *
dup_content (PilotFieldEditor *self)
{
  switch (self->kind)
    {
    case PILOT_FIELD_ROW_ENTRY:
      return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row)));
    case PILOT_FIELD_ROW_CHOICE:
      {
        guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));
        guint first = pilot_field_editor_is_optional (self) ? 1 : 0;
        guint n = g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (self->row)));

        return g_strdup (position < n && position >= first ? self->field->choices[position - first].value : "");
      }
    case PILOT_FIELD_ROW_SWITCH:
      return g_strdup (gtk_switch_get_active (GTK_SWITCH (self->toggle)) ? "1" : "0");
    case PILOT_FIELD_ROW_TEXT:
      {
        GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
        GtkTextIter start;
        GtkTextIter end;

        gtk_text_buffer_get_bounds (buffer, &start, &end);
        return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
      }
    case PILOT_FIELD_ROW_REF:
      return g_strdup (self->ref_id != NULL ? self->ref_id : "");
    case PILOT_FIELD_ROW_PLAIN:
    default:
      return g_strdup (self->loaded);
    }
}

void
pilot_field_editor_content_changed_cb (PilotFieldEditor *self)
{
  gboolean changed;

  if (self->loading)
    return;
  if (self->has_error)
    pilot_field_editor_show_error (self, NULL);
  changed = pilot_field_editor_get_changed (self);
  if (changed != self->was_changed || self->kind != PILOT_FIELD_ROW_ENTRY)
    {
      self->was_changed = changed;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
}

void
pilot_field_editor_apply_cb (PilotFieldEditor *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[SIGNAL_APPLY], 0);
}

/* A choice is made with one click: there is nothing left to confirm. */
void
pilot_field_editor_chosen_cb (PilotFieldEditor *self)
{
  pilot_field_editor_content_changed_cb (self);
  if (!self->loading && pilot_field_editor_get_changed (self))
    pilot_field_editor_apply_cb (self);
}

void
pilot_field_editor_focus_left_cb (PilotFieldEditor *self)
{
  g_autoptr (PilotRecord) scratch = NULL;
  g_autoptr (GError) error = NULL;

  if (self->loading || !pilot_field_editor_get_changed (self))
    return;
  scratch = pilot_record_new (self->schema->entity);
  pilot_field_editor_collect (self, scratch, &error);
}

static void
show_ref (PilotFieldEditor *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  gboolean may_pick = self->pick != NULL && gtk_widget_get_visible (self->pick);
  g_autofree char *title = NULL;

  if (self->ref_id != NULL && workspace != NULL)
    title = pilot_workspace_dup_title (workspace, self->field->ref, self->ref_id);
  /* Plain text: the row is not to read it as markup. */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row),
                               title != NULL && *title != '\0' ? title : self->ref_id != NULL ? self->ref_id : _("none"));
  gtk_widget_set_visible (self->link, self->ref_id != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), may_pick || self->ref_id != NULL);
}

void
pilot_field_editor_picked_cb (PilotFieldEditor *self, const char *id)
{
  if (g_strcmp0 (self->ref_id, id) == 0)
    return;
  g_free (self->ref_id);
  self->ref_id = g_strdup (id);
  show_ref (self);
  pilot_field_editor_chosen_cb (self);
}

void
pilot_field_editor_link_cb (PilotFieldEditor *self)
{
  if (self->ref_id != NULL)
    pilot_context_show_record (self->context, self->field->ref, self->ref_id);
}

/* The row offers to apply what it is given, and would take it back by Ctrl+Z: what is loaded is neither. */
static void
set_entry_text (PilotFieldEditor *self, const char *text)
{
  GtkEditable *inner = gtk_editable_get_delegate (GTK_EDITABLE (self->row));

  gtk_editable_set_text (GTK_EDITABLE (self->row), text);
  gtk_editable_set_enable_undo (inner, FALSE);
  gtk_editable_set_enable_undo (inner, TRUE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->row), FALSE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->row), self->alone);
}

/* (nullable): what the portal says by names of its own, as the list of events has it. */
static char *
dup_told (PilotFieldEditor *self, PilotRecord *record)
{
  if (self->schema->entity != PILOT_ENTITY_AUDIT_EVENT)
    return NULL;
  return pilot_event_text_dup (pilot_context_get_workspace (self->context), record, self->index);
}

static void
pilot_field_editor_dispose (GObject *object)
{
  PilotFieldEditor *self = PILOT_FIELD_EDITOR (object);

  g_clear_object (&self->row);
  g_clear_object (&self->context);
  g_clear_pointer (&self->loaded, g_free);
  g_clear_pointer (&self->pristine, g_free);
  g_clear_pointer (&self->ref_id, g_free);
  G_OBJECT_CLASS (pilot_field_editor_parent_class)->dispose (object);
}

static void
pilot_field_editor_class_init (PilotFieldEditorClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_field_editor_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_APPLY] = g_signal_new ("apply", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pilot_field_editor_init (PilotFieldEditor *self)
{
  self->alone = TRUE;
  self->loaded = g_strdup ("");
  self->pristine = g_strdup ("");
}

PilotFieldEditor *
pilot_field_editor_new (PilotContext *context, const PilotSchema *schema, guint field)
{
  PilotFieldEditor *self = g_object_new (PILOT_TYPE_FIELD_EDITOR, NULL);

  self->context = g_object_ref (context);
  self->schema = schema;
  self->index = field;
  self->field = &schema->fields[field];
  pilot_field_editor_make_row (self);
  return self;
}

GtkWidget *
pilot_field_editor_get_widget (PilotFieldEditor *self)
{
  return self->row;
}

guint
pilot_field_editor_get_field (PilotFieldEditor *self)
{
  return self->index;
}

void
pilot_field_editor_load (PilotFieldEditor *self, PilotRecord *record)
{
  g_autofree char *told = dup_told (self, record);
  g_autofree char *display = told != NULL ? g_steal_pointer (&told) : pilot_record_dup_display (record, self->index);
  const char *text = pilot_record_get_text (record, self->index);

  self->loading = TRUE;
  pilot_field_editor_show_error (self, NULL);
  switch (self->kind)
    {
    case PILOT_FIELD_ROW_ENTRY:
      {
        g_autofree char *shown = g_strdup (text != NULL ? text : display);

        set_entry_text (self, shown);
        break;
      }
    case PILOT_FIELD_ROW_CHOICE:
      {
        guint first = pilot_field_editor_is_optional (self) ? 1 : 0;
        int choice = pilot_choice_find (self->field->choices, text);

        if (choice >= 0)
          adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), (guint) choice + first);
        else
          adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), first == 1 ? 0 : GTK_INVALID_LIST_POSITION);
        break;
      }
    case PILOT_FIELD_ROW_SWITCH:
      gtk_switch_set_active (GTK_SWITCH (self->toggle), pilot_record_get_integer (record, self->index) != 0);
      break;
    case PILOT_FIELD_ROW_TEXT:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), text != NULL ? text : "", -1);
      break;
    case PILOT_FIELD_ROW_REF:
      g_free (self->ref_id);
      self->ref_id = g_strdup (text);
      show_ref (self);
      break;
    case PILOT_FIELD_ROW_PLAIN:
    default:
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), *display != '\0' ? display : _("none"));
      break;
    }
  self->loading = FALSE;
  g_free (self->loaded);
  self->loaded = NULL;
  self->loaded = dup_content (self);
  g_free (self->pristine);
  self->pristine = g_strdup (self->loaded);
  self->was_changed = FALSE;
}

static int
get_cursor (PilotFieldEditor *self)
{
  if (self->kind == PILOT_FIELD_ROW_TEXT)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
      GtkTextIter at;

      gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
      return gtk_text_iter_get_offset (&at);
    }
  return self->kind == PILOT_FIELD_ROW_ENTRY ? gtk_editable_get_position (GTK_EDITABLE (self->row)) : 0;
}

static void
set_cursor (PilotFieldEditor *self, int position)
{
  if (self->kind == PILOT_FIELD_ROW_TEXT)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
      GtkTextIter at;

      gtk_text_buffer_get_iter_at_offset (buffer, &at, position);
      gtk_text_buffer_place_cursor (buffer, &at);
    }
  else if (self->kind == PILOT_FIELD_ROW_ENTRY)
    gtk_editable_set_position (GTK_EDITABLE (self->row), MIN (position, (int) g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->row)), -1)));
}

void
pilot_field_editor_rebase (PilotFieldEditor *self, PilotRecord *record)
{
  g_autofree char *content = dup_content (self);
  g_autofree char *before = g_strdup (self->loaded);
  g_autofree char *said = self->has_error ? g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->row))) : NULL;
  int cursor = get_cursor (self);

  if (g_strcmp0 (content, before) == 0)
    {
      pilot_field_editor_load (self, record);
      set_cursor (self, cursor);
      return;
    }
  pilot_field_editor_retype (self, record);
  if (!pilot_field_editor_get_changed (self))
    return;
  /* What is typed would take the place of what he wrote. */
  if (g_strcmp0 (before, self->loaded) != 0)
    pilot_field_editor_show_error (self, _("Somebody else changed this meanwhile; Escape shows it"));
  else if (said != NULL)
    pilot_field_editor_show_error (self, said);
}

void
pilot_field_editor_retype (PilotFieldEditor *self, PilotRecord *record)
{
  g_autofree char *typed = self->kind == PILOT_FIELD_ROW_ENTRY || self->kind == PILOT_FIELD_ROW_TEXT ? dup_content (self) : NULL;
  int cursor = get_cursor (self);

  pilot_field_editor_load (self, record);
  if (typed != NULL && g_strcmp0 (typed, self->loaded) != 0)
    pilot_field_editor_set_text (self, typed);
  set_cursor (self, cursor);
}

void
pilot_field_editor_set_alone (PilotFieldEditor *self, gboolean alone)
{
  if (self->alone == alone)
    return;
  self->alone = alone;
  if (self->kind == PILOT_FIELD_ROW_ENTRY)
    adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->row), alone);
}

void
pilot_field_editor_set_editable (PilotFieldEditor *self, gboolean editable)
{
  switch (self->kind)
    {
    case PILOT_FIELD_ROW_ENTRY:
    case PILOT_FIELD_ROW_CHOICE:
      pilot_frozen_set (self->row, !editable);
      break;
    case PILOT_FIELD_ROW_SWITCH:
      gtk_widget_set_sensitive (self->toggle, editable);
      break;
    case PILOT_FIELD_ROW_TEXT:
      gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text_view), editable);
      break;
    case PILOT_FIELD_ROW_REF:
      if (self->pick != NULL)
        gtk_widget_set_visible (self->pick, editable);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), (self->pick != NULL && editable) || self->ref_id != NULL);
      break;
    case PILOT_FIELD_ROW_PLAIN:
    default:
      break;
    }
}

gboolean
pilot_field_editor_get_changed (PilotFieldEditor *self)
{
  g_autofree char *content = dup_content (self);

  return g_strcmp0 (content, self->loaded) != 0;
}

gboolean
pilot_field_editor_get_touched (PilotFieldEditor *self)
{
  g_autofree char *content = dup_content (self);

  return g_strcmp0 (content, self->pristine) != 0;
}

void
pilot_field_editor_propose (PilotFieldEditor *self, const char *text)
{
  pilot_field_editor_set_text (self, text);
  /* The record has nothing of it, whatever the row began with: newer libadwaita has no row with nothing chosen. */
  g_free (self->loaded);
  self->loaded = g_strdup ("");
  g_free (self->pristine);
  self->pristine = dup_content (self);
}

void
pilot_field_editor_revert (PilotFieldEditor *self)
{
  self->loading = TRUE;
  pilot_field_editor_show_error (self, NULL);
  if (self->kind == PILOT_FIELD_ROW_ENTRY)
    set_entry_text (self, self->loaded);
  else if (self->kind == PILOT_FIELD_ROW_TEXT)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), self->loaded, -1);
  self->loading = FALSE;
  self->was_changed = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
pilot_field_editor_collect (PilotFieldEditor *self, PilotRecord *changes, GError **error)
{
  g_autofree char *content = dup_content (self);
  g_autoptr (GError) local = NULL;

  if (self->kind == PILOT_FIELD_ROW_PLAIN || g_strcmp0 (content, self->loaded) == 0)
    return TRUE;
  if (pilot_check_parse (self->field, content, changes, self->index, &local)
      && pilot_check_value (self->field, pilot_record_get_value (changes, self->index), &local))
    return TRUE;
  pilot_field_editor_show_error (self, local->message);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

void
pilot_field_editor_show_error (PilotFieldEditor *self, const char *message)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self->text_view != NULL ? self->text_view : self->row);
  const char *title = message != NULL ? message : _(self->field->label);

  if ((message != NULL) == self->has_error && message == NULL)
    return;
  self->has_error = message != NULL;
  /* The row keeps its place and height: the reason takes the place of the label. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  if (self->text_label != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->text_label), title);
      /* Dimmed, the reason would be hard to read. */
      if (message != NULL)
        gtk_widget_remove_css_class (self->text_label, "dim-label");
      else
        gtk_widget_add_css_class (self->text_label, "dim-label");
    }
  gtk_widget_set_tooltip_text (self->row, message);
  if (message != NULL)
    gtk_widget_add_css_class (self->row, "error");
  else
    gtk_widget_remove_css_class (self->row, "error");
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
pilot_field_editor_set_text (PilotFieldEditor *self, const char *text)
{
  int choice = self->kind == PILOT_FIELD_ROW_CHOICE ? pilot_choice_find (self->field->choices, text) : -1;

  if (self->kind == PILOT_FIELD_ROW_ENTRY)
    gtk_editable_set_text (GTK_EDITABLE (self->row), text);
  else if (self->kind == PILOT_FIELD_ROW_TEXT)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), text, -1);
  else if (choice >= 0)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), (guint) choice + (pilot_field_editor_is_optional (self) ? 1 : 0));
}
