/* pilot-list-page-actions.c: what is done with the selected rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-list-page-private.h"

#include "pilot-edit.h"
#include "pilot-entities.h"
#include "pilot-event-text.h"
#include "pilot-format.h"
#include "pilot-toast-room.h"

#include <glib/gi18n-lib.h>

#define COPY_MAX_ROWS 50000
#define DELETE_MAX_ROWS 5000

PilotRow *
pilot_list_page_dup_row (PilotListPage *self, guint position)
{
  return self->list != NULL ? g_list_model_get_item (G_LIST_MODEL (self->list), position) : NULL;
}

/* (nullable): the only selected row. */
PilotRow *
pilot_list_page_dup_only_row (PilotListPage *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  if (self->selection == NULL)
    return NULL;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return gtk_bitset_get_size (selected) == 1 ? pilot_list_page_dup_row (self, gtk_bitset_get_nth (selected, 0)) : NULL;
}

char *
pilot_list_page_dup_event_text (PilotRow *row, guint field, gpointer user_data)
{
  PilotListPage *self = user_data;

  if (self->spec->entity != PILOT_ENTITY_AUDIT_EVENT)
    return NULL;
  return pilot_event_text_dup (pilot_context_get_workspace (self->context), pilot_row_get_record (row), field);
}

static char *
dup_cell (PilotListPage *self, PilotRow *row, guint field)
{
  char *text = pilot_list_page_dup_event_text (row, field, self);

  return text != NULL ? text : pilot_row_dup_display (row, field);
}

char *
pilot_list_page_dup_selection_text (PilotListPage *self)
{
  g_autoptr (GArray) fields = pilot_column_set_get_visible (self->columns);
  g_autoptr (GtkBitset) selected = NULL;
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;
  guint n = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\t');
      g_string_append (text, _(self->schema->fields[g_array_index (fields, guint, i)].label));
    }
  g_string_append_c (text, '\n');
  if (self->selection == NULL)
    return g_string_free (text, FALSE);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more && n < COPY_MAX_ROWS;
       more = gtk_bitset_iter_next (&iter, &position), n++)
    {
      g_autoptr (PilotRow) row = pilot_list_page_dup_row (self, position);

      for (guint i = 0; row != NULL && i < fields->len; i++)
        {
          g_autofree char *cell = dup_cell (self, row, g_array_index (fields, guint, i));

          if (i > 0)
            g_string_append_c (text, '\t');
          /* A spreadsheet takes tabs and line breaks as the next cell. */
          g_string_append (text, g_strdelimit (cell, "\t\r\n", ' '));
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

void
pilot_list_page_update_actions (PilotListPage *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  guint64 n = 0;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (self->selection != NULL)
    {
      selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
      n = gtk_bitset_get_size (selected);
    }
  for (guint i = 0; i < 4; i++)
    {
      static const char *const names[] = { "open", "copy", "delete", "select-none" };
      gboolean enabled = i == 0 ? n == 1 : n > 0;

      if (i == 2)
        enabled = enabled && workspace != NULL
                  && pilot_workspace_may (workspace, PILOT_ACTION_DELETE, self->spec->entity, NULL);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])),
                                   enabled);
    }
  number = pilot_format_count (n);
  text = g_strdup_printf (ngettext ("%s selected", "%s selected", (gulong) n), number);
  gtk_label_set_text (self->selection_label, text);
  gtk_action_bar_set_revealed (self->selection_bar, n > 1 && !self->summarised);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;
  g_autoptr (PilotRow) row = pilot_list_page_dup_only_row (self);

  if (row != NULL)
    g_signal_emit_by_name (self, "row-activated", pilot_row_get_id (row));
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;
  g_autofree char *text = pilot_list_page_dup_selection_text (self);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint64 n = gtk_bitset_get_size (selected);
  g_autofree char *told = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  if (n > COPY_MAX_ROWS)
    told = g_strdup_printf (_("The first %'u rows were copied: more don’t fit into the clipboard"), COPY_MAX_ROWS);
  else
    told = g_strdup_printf (ngettext ("%'u row copied", "%'u rows copied", (guint) n), (guint) n);
  pilot_context_toast (self->context, told);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (selected) > DELETE_MAX_ROWS)
    {
      g_autofree char *text = g_strdup_printf (_("At most %'u records can be deleted at once"), DELETE_MAX_ROWS);

      pilot_context_toast (self->context, text);
      return;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (PilotRow) row = pilot_list_page_dup_row (self, position);

      if (row != NULL)
        g_ptr_array_add (ids, g_strdup (pilot_row_get_id (row)));
    }
  g_ptr_array_add (ids, NULL);
  pilot_edit_confirm_delete (self->context, self, self->spec->entity, (const char *const *) ids->pdata);
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;

  if (self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

static void
select_none_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;

  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

static void
relation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotListPage *self = user_data;
  const PilotRelation *relation = &self->spec->relations[g_variant_get_int32 (parameter)];
  g_autoptr (PilotRow) row = pilot_list_page_dup_only_row (self);

  if (row != NULL)
    pilot_context_show_list (self->context, relation->target, relation->target_field,
                             pilot_record_get_text (pilot_row_get_record (row), relation->source_field));
}

static const GActionEntry action_entries[] = {
  { "open", open_cb },
  { "copy", copy_cb },
  { "delete", delete_cb },
  { "select-all", select_all_cb },
  { "select-none", select_none_cb },
  { "relation", relation_cb, "i" },
};

void
pilot_list_page_add_actions (PilotListPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));
  pilot_toast_room_keep (self->selection_bar);
}
