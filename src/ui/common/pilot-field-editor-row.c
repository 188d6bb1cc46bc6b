/* pilot-field-editor-row.c: makes the row of a field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-field-editor-private.h"

#include "pilot-accessible.h"
#include "pilot-combo.h"
#include "pilot-ref-picker.h"

#include <glib/gi18n-lib.h>

static PilotFieldRowKind
kind_of (const PilotField *field)
{
  if (field->flags & PILOT_FIELD_READ_ONLY)
    return field->type == PILOT_FIELD_REF ? PILOT_FIELD_ROW_REF : PILOT_FIELD_ROW_PLAIN;
  switch (field->type)
    {
    case PILOT_FIELD_CHOICE:
      return PILOT_FIELD_ROW_CHOICE;
    case PILOT_FIELD_BOOLEAN:
      return PILOT_FIELD_ROW_SWITCH;
    case PILOT_FIELD_REF:
      return PILOT_FIELD_ROW_REF;
    case PILOT_FIELD_TEXT:
      return field->flags & PILOT_FIELD_MULTILINE ? PILOT_FIELD_ROW_TEXT : PILOT_FIELD_ROW_ENTRY;
    case PILOT_FIELD_INTEGER:
    case PILOT_FIELD_TIME:
    case PILOT_FIELD_DATE:
    default:
      return PILOT_FIELD_ROW_ENTRY;
    }
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
  gtk_widget_add_css_class (self->row, "text-row");
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
  /* Down to the row's edge: what has the keyboard is scrolled into sight, and what is around it is not. */
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->text_view), 8);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 80);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 220);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_box_append (GTK_BOX (box), self->text_label);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->row), box);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), "changed",
                           G_CALLBACK (pilot_field_editor_content_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (pilot_field_editor_focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->text_view, focus);
}

static void
make_choice_row (PilotFieldEditor *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  if (pilot_field_editor_is_optional (self))
    gtk_string_list_append (labels, _("none"));
  for (guint i = 0; self->field->choices != NULL && self->field->choices[i].value != NULL; i++)
    gtk_string_list_append (labels, _(self->field->choices[i].label));
  self->row = adw_combo_row_new ();
  pilot_combo_show_whole (ADW_COMBO_ROW (self->row));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (labels));
  g_signal_connect_object (self->row, "notify::selected", G_CALLBACK (pilot_field_editor_chosen_cb), self, G_CONNECT_SWAPPED);
}

/* A click or Enter on the row: chooses where that is possible, else opens the record. */
static void
ref_activated_cb (PilotFieldEditor *self)
{
  if (self->pick != NULL && gtk_widget_get_visible (self->pick))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->pick));
  else
    pilot_field_editor_link_cb (self);
}

static void
make_ref_row (PilotFieldEditor *self)
{
  GtkWidget *picker;

  self->row = adw_action_row_new ();
  /* The keyboard goes to its buttons, which do what a click on it does. */
  gtk_widget_set_focusable (self->row, FALSE);
  self->link = gtk_button_new_from_icon_name ("go-next-symbolic");
  /* Translators: a button that opens the agency, the job… that a field names */
  name_button (self->link, _("Open %s"), _(self->field->label));
  g_signal_connect_object (self->link, "clicked", G_CALLBACK (pilot_field_editor_link_cb), self, G_CONNECT_SWAPPED);
  if ((self->field->flags & PILOT_FIELD_READ_ONLY) == 0)
    {
      self->pick = gtk_menu_button_new ();
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->pick), "document-edit-symbolic");
      /* Translators: a button that chooses another agency, job… for a field */
      name_button (self->pick, _("Choose %s"), _(self->field->label));
      picker = pilot_ref_picker_new (self->context, self->field->ref, pilot_field_editor_is_optional (self));
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->pick), picker);
      g_signal_connect_object (picker, "picked", G_CALLBACK (pilot_field_editor_picked_cb), self, G_CONNECT_SWAPPED);
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
  g_signal_connect_object (self->row, "changed", G_CALLBACK (pilot_field_editor_content_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->row, "apply", G_CALLBACK (pilot_field_editor_apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (pilot_field_editor_focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->row, focus);
}

void
pilot_field_editor_make_row (PilotFieldEditor *self)
{
  self->kind = kind_of (self->field);
  switch (self->kind)
    {
    case PILOT_FIELD_ROW_ENTRY:
      make_entry_row (self);
      break;
    case PILOT_FIELD_ROW_CHOICE:
      make_choice_row (self);
      break;
    case PILOT_FIELD_ROW_SWITCH:
      self->row = adw_action_row_new ();
      self->toggle = gtk_switch_new ();
      gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->field->label), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->toggle);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), self->toggle);
      g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (pilot_field_editor_chosen_cb), self, G_CONNECT_SWAPPED);
      break;
    case PILOT_FIELD_ROW_TEXT:
      make_text_row (self);
      break;
    case PILOT_FIELD_ROW_REF:
      make_ref_row (self);
      break;
    case PILOT_FIELD_ROW_PLAIN:
    default:
      self->row = adw_action_row_new ();
      break;
    }
  /* What is below the label is the content. */
  if (self->kind == PILOT_FIELD_ROW_PLAIN || self->kind == PILOT_FIELD_ROW_REF)
    gtk_widget_add_css_class (self->row, "property");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _(self->field->label));
  if (self->kind == PILOT_FIELD_ROW_ENTRY || self->kind == PILOT_FIELD_ROW_TEXT)
    add_escape (self);
  g_object_ref_sink (self->row);
}
