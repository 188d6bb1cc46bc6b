/* pilot-window-leave.c: asks what becomes of unsaved changes before the window shows something else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sidebar.h"
#include "pilot-window-private.h"

/* Puts the selections back to the record that is still shown. */
static void
select_shown (PilotWindow *self)
{
  PilotListPage *page = pilot_window_get_list_page (self);
  const char *id = pilot_detail_page_get_id (self->detail);
  PilotList *list = page != NULL ? pilot_list_page_get_list (page) : NULL;
  gint64 position = -1;

  pilot_sidebar_select (self->sidebar, self->page);
  pilot_window_show_detail_pane (self);
  if (list == NULL || id == NULL)
    return;
  if (pilot_detail_page_shows (self->detail, pilot_list_page_get_spec (page)->entity, id))
    position = pilot_list_find (list, id);
  if (position >= 0)
    pilot_list_page_select (page, (guint) position);
  else
    gtk_widget_activate_action (GTK_WIDGET (page), "list.select-none", NULL);
}

static void
move_left_cb (gboolean leave, gpointer user_data)
{
  PilotWindowMove *move = user_data;
  PilotWindow *self = move->window;

  self->asking = FALSE;
  if (leave && move->func != NULL)
    move->func (self, move);
  else if (!leave)
    select_shown (self);
  if (move->left != NULL)
    move->left (leave, move->user_data);
  g_clear_pointer (&move->text, g_free);
  pilot_query_clear (&move->query);
  g_clear_pointer (&move->profile, pilot_connection_profile_free);
  g_object_unref (self);
  g_free (move);
}

void
pilot_window_leave_and (PilotWindow *self, const PilotWindowMove *move)
{
  PilotWindowMove *copy;

  if (self->asking)
    {
      if (move->left != NULL)
        move->left (FALSE, move->user_data);
      return;
    }
  copy = g_new0 (PilotWindowMove, 1);
  *copy = *move;
  copy->text = g_strdup (move->text);
  pilot_query_copy (&move->query, &copy->query);
  copy->profile = move->profile != NULL ? pilot_connection_profile_copy (move->profile) : NULL;
  copy->window = g_object_ref (self);
  self->asking = TRUE;
  pilot_leave_dialog_run (self->detail, move_left_cb, copy);
}
