/* pilot-field-editor.c: the row of a detail page in which a field is seen and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-field-editor.h"

#include "pilot-accessible.h"
#include "pilot-check.h"
#include "pilot-format.h"
#include "pilot-ref-picker.h"

#include <glib/gi18n-lib.h>

typedef enum {
  ROW_PLAIN, /* read only */
  ROW_ENTRY,
  ROW_CHOICE,
  ROW_SWITCH,
  ROW_TEXT,
  ROW_REF,
} RowKind;

struct _PilotFieldEditor
{
  GObject parent_instance;

  PilotContext *context; /* (owned) */
  const PilotSchema *schema;
  const PilotField *field;
  guint index;
  RowKind kind;
  GtkWidget *row;        /* (owned) */
  GtkWidget *text_view;  /* (nullable): ROW_TEXT */
  GtkWidget *text_label; /* (nullable): ROW_TEXT */
  GtkWidget *toggle;     /* (nullable): ROW_SWITCH */
  GtkWidget *link;       /* (nullable): ROW_REF */
  GtkWidget *pick;       /* (nullable): ROW_REF */
  char *loaded;          /* (owned): the content as it was loaded, in the form that pilot_check_parse() takes */
  char *pristine;        /* (owned): the content before a person touched it: what was loaded, or a proposal */
  char *ref_id;          /* (owned) (nullable): ROW_REF */
  gboolean loading;
  gboolean has_error;
  gboolean was_changed;
};

G_DEFINE_FINAL_TYPE (PilotFieldEditor, pilot_field_editor, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static RowKind
kind_of (const PilotField *field)
{
  if (field->flags & PILOT_FIELD_READ_ONLY)
    return field->type == PILOT_FIELD_REF ? ROW_REF : ROW_PLAIN;
  switch (field->type)
    {
    case PILOT_FIELD_CHOICE:
      return ROW_CHOICE;
    case PILOT_FIELD_BOOLEAN:
      return ROW_SWITCH;
    case PILOT_FIELD_REF:
      return ROW_REF;
    case PILOT_FIELD_TEXT:
      return field->flags & PILOT_FIELD_MULTILINE ? ROW_TEXT : ROW_ENTRY;
    case PILOT_FIELD_INTEGER:
    case PILOT_FIELD_TIME:
    case PILOT_FIELD_DATE:
    default:
      return ROW_ENTRY;
    }
}

static gboolean
is_optional (PilotFieldEditor *self)
{
  return (self->field->flags & PILOT_FIELD_REQUIRED) == 0;
}

/* (transfer full): the content as text that can be parsed; "" is null. */
static char *
dup_content (PilotFieldEditor *self)
{
  switch (self->kind)
    {
    case ROW_ENTRY:
      return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row)));
    case ROW_CHOICE:
      {
        guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));
        guint first = is_optional (self) ? 1 : 0;
        guint n = g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (self->row)));

        return g_strdup (position < n && position >= first ? self->field->choices[position - first].value : "");
      }
    case ROW_SWITCH:
      return g_strdup (gtk_switch_get_active (GTK_SWITCH (self->toggle)) ? "1" : "0");
    case ROW_TEXT:
      {
        GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
        GtkTextIter start;
        GtkTextIter end;

        gtk_text_buffer_get_bounds (buffer, &start, &end);
        return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
      }
    case ROW_REF:
      return g_strdup (self->ref_id != NULL ? self->ref_id : "");
    case ROW_PLAIN:
    default:
      return g_strdup (self->loaded);
    }
}

static void
content_changed_cb (PilotFieldEditor *self)
{
  gboolean changed;

  if (self->loading)
    return;
  if (self->has_error)
    pilot_field_editor_show_error (self, NULL);
  changed = pilot_field_editor_get_changed (self);
  if (changed != self->was_changed || self->kind != ROW_ENTRY)
    {
      self->was_changed = changed;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
}

static void
apply_cb (PilotFieldEditor *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[SIGNAL_APPLY], 0);
}

/* A choice is made with one click: there is nothing left to confirm. */
static void
chosen_cb (PilotFieldEditor *self)
{
  content_changed_cb (self);
  if (!self->loading && pilot_field_editor_get_changed (self))
    apply_cb (self);
}

static void
focus_left_cb (PilotFieldEditor *self)
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

static void
picked_cb (PilotFieldEditor *self, const char *id)
{
  if (g_strcmp0 (self->ref_id, id) == 0)
    return;
  g_free (self->ref_id);
  self->ref_id = g_strdup (id);
  show_ref (self);
  chosen_cb (self);
}

static void
link_cb (PilotFieldEditor *self)
{
  if (self->ref_id != NULL)
    pilot_context_show_record (self->context, self->field->ref, self->ref_id);
}

/* A click or Enter on the row: chooses where that is possible, else opens the record. */
static void
ref_activated_cb (PilotFieldEditor *self)
{
  if (self->pick != NULL && gtk_widget_get_visible (self->pick))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->pick));
  else
    link_cb (self);
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
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->row), TRUE);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  PilotFieldEditor *self = user_data;

  if (!self->has_error && !pilot_field_editor_get_changed (self))
    return GDK_EVENT_PROPAGATE;
  pilot_field_editor_revert (self);
  return GDK_EVENT_STOP;
}

/* Escape puts the old content back. */
static void
add_escape (PilotFieldEditor *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, self, NULL)));
  gtk_widget_add_controller (self->row, keys);
}

static void
name_button (GtkWidget *button, const char *format, const char *label)
{
  g_autofree char *name = g_strdup_printf (format, label);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
}

static void
make_text_row (PilotFieldEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->row = adw_preferences_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), FALSE);
  gtk_widget_set_focusable (self->row, FALSE);
  self->text_label = gtk_label_new (_(self->field->label));
  gtk_label_set_xalign (GTK_LABEL (self->text_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->text_label), TRUE);
  gtk_widget_add_css_class (self->text_label, "caption");
  gtk_widget_add_css_class (self->text_label, "dim-label");
  self->text_view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text_view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text_view), FALSE);
  gtk_widget_add_css_class (self->text_view, "row-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->field->label), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->text_view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 72);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 220);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_box_append (GTK_BOX (box), self->text_label);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->row), box);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), "changed",
                           G_CALLBACK (content_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->text_view, focus);
}

static void
make_choice_row (PilotFieldEditor *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  if (is_optional (self))
    gtk_string_list_append (labels, _("none"));
  for (guint i = 0; self->field->choices != NULL && self->field->choices[i].value != NULL; i++)
    gtk_string_list_append (labels, _(self->field->choices[i].label));
  self->row = adw_combo_row_new ();
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (labels));
  g_signal_connect_object (self->row, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
make_ref_row (PilotFieldEditor *self)
{
  GtkWidget *picker;

  self->row = adw_action_row_new ();
  self->link = gtk_button_new_from_icon_name ("go-next-symbolic");
  /* Translators: a button that opens the agency, the job… that a field names */
  name_button (self->link, _("Open %s"), _(self->field->label));
  g_signal_connect_object (self->link, "clicked", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  if ((self->field->flags & PILOT_FIELD_READ_ONLY) == 0)
    {
      self->pick = gtk_menu_button_new ();
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->pick), "document-edit-symbolic");
      /* Translators: a button that chooses another agency, job… for a field */
      name_button (self->pick, _("Choose %s"), _(self->field->label));
      picker = pilot_ref_picker_new (self->context, self->field->ref, is_optional (self));
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->pick), picker);
      g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->pick);
      pilot_accessible_name_menu_buttons (self->pick);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->link);
  g_signal_connect_object (self->row, "activated", G_CALLBACK (ref_activated_cb), self, G_CONNECT_SWAPPED);
}

static void
make_entry_row (PilotFieldEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->row = adw_entry_row_new ();
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->row), TRUE);
  if (self->field->check == PILOT_CHECK_EMAIL)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->row), GTK_INPUT_PURPOSE_EMAIL);
  else if (self->field->check == PILOT_CHECK_PHONE)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->row), GTK_INPUT_PURPOSE_PHONE);
  else if (self->field->check == PILOT_CHECK_URL)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->row), GTK_INPUT_PURPOSE_URL);
  g_signal_connect_object (self->row, "changed", G_CALLBACK (content_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->row, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->row, focus);
}

static void
make_row (PilotFieldEditor *self)
{
  switch (self->kind)
    {
    case ROW_ENTRY:
      make_entry_row (self);
      break;
    case ROW_CHOICE:
      make_choice_row (self);
      break;
    case ROW_SWITCH:
      self->row = adw_action_row_new ();
      self->toggle = gtk_switch_new ();
      gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->field->label), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->toggle);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), self->toggle);
      g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
      break;
    case ROW_TEXT:
      make_text_row (self);
      break;
    case ROW_REF:
      make_ref_row (self);
      break;
    case ROW_PLAIN:
    default:
      self->row = adw_action_row_new ();
      break;
    }
  if (ADW_IS_ACTION_ROW (self->row))
    gtk_widget_add_css_class (self->row, "property");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _(self->field->label));
  if (self->kind == ROW_ENTRY || self->kind == ROW_TEXT)
    add_escape (self);
  g_object_ref_sink (self->row);
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
  self->kind = kind_of (self->field);
  make_row (self);
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
  g_autofree char *display = pilot_record_dup_display (record, self->index);
  const char *text = pilot_record_get_text (record, self->index);

  self->loading = TRUE;
  pilot_field_editor_show_error (self, NULL);
  switch (self->kind)
    {
    case ROW_ENTRY:
      {
        g_autofree char *shown = g_strdup (text != NULL ? text : display);

        set_entry_text (self, shown);
        break;
      }
    case ROW_CHOICE:
      {
        guint first = is_optional (self) ? 1 : 0;
        guint position = first == 1 ? 0 : GTK_INVALID_LIST_POSITION;

        for (guint i = 0; text != NULL && self->field->choices[i].value != NULL; i++)
          if (g_str_equal (self->field->choices[i].value, text))
            position = i + first;
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), position);
        break;
      }
    case ROW_SWITCH:
      gtk_switch_set_active (GTK_SWITCH (self->toggle), pilot_record_get_integer (record, self->index) != 0);
      break;
    case ROW_TEXT:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), text != NULL ? text : "", -1);
      break;
    case ROW_REF:
      g_free (self->ref_id);
      self->ref_id = g_strdup (text);
      show_ref (self);
      break;
    case ROW_PLAIN:
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

void
pilot_field_editor_rebase (PilotFieldEditor *self, PilotRecord *record)
{
  g_autofree char *typed = self->kind == ROW_ENTRY || self->kind == ROW_TEXT ? dup_content (self) : NULL;

  pilot_field_editor_load (self, record);
  if (typed != NULL && g_strcmp0 (typed, self->loaded) != 0)
    pilot_field_editor_set_text (self, typed);
}

void
pilot_field_editor_set_editable (PilotFieldEditor *self, gboolean editable)
{
  switch (self->kind)
    {
    case ROW_ENTRY:
      gtk_editable_set_editable (GTK_EDITABLE (self->row), editable);
      break;
    case ROW_CHOICE:
      gtk_widget_set_sensitive (self->row, editable);
      break;
    case ROW_SWITCH:
      gtk_widget_set_sensitive (self->toggle, editable);
      break;
    case ROW_TEXT:
      gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text_view), editable);
      break;
    case ROW_REF:
      if (self->pick != NULL)
        gtk_widget_set_visible (self->pick, editable);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), (self->pick != NULL && editable) || self->ref_id != NULL);
      break;
    case ROW_PLAIN:
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
  g_free (self->pristine);
  self->pristine = dup_content (self);
}

void
pilot_field_editor_revert (PilotFieldEditor *self)
{
  self->loading = TRUE;
  pilot_field_editor_show_error (self, NULL);
  if (self->kind == ROW_ENTRY)
    set_entry_text (self, self->loaded);
  else if (self->kind == ROW_TEXT)
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

  if (self->kind == ROW_PLAIN || g_strcmp0 (content, self->loaded) == 0)
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
    gtk_label_set_text (GTK_LABEL (self->text_label), title);
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
  if (self->kind == ROW_ENTRY)
    gtk_editable_set_text (GTK_EDITABLE (self->row), text);
  else if (self->kind == ROW_TEXT)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), text, -1);
  else if (self->kind == ROW_CHOICE)
    for (guint i = 0; self->field->choices[i].value != NULL; i++)
      if (g_strcmp0 (self->field->choices[i].value, text) == 0)
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), i + (is_optional (self) ? 1 : 0));
}
