/* pilot-paced-model.c: a list that a view gets bit by bit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-paced-model.h"

#define FIRST_ROWS 8
#define MORE_ROWS 4
#define PAUSE_MSECS 8 /* a frame lays out what came since the one before: that has to be little, too */
#define VIEW_ROWS 260

/* Frames come first. */
static gboolean
grow_cb (gpointer user_data)
{
  g_autoptr (GtkSliceListModel) slice = g_weak_ref_get (user_data);
  guint size = slice != NULL ? gtk_slice_list_model_get_size (slice) + MORE_ROWS : 0;

  if (slice == NULL)
    return G_SOURCE_REMOVE;
  if (size <= VIEW_ROWS && size < g_list_model_get_n_items (gtk_slice_list_model_get_model (slice)))
    {
      gtk_slice_list_model_set_size (slice, size);
      return G_SOURCE_CONTINUE;
    }
  gtk_slice_list_model_set_size (slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

GListModel *
pilot_paced_model_new (GListModel *model)
{
  GtkSliceListModel *slice = gtk_slice_list_model_new (model, 0, FIRST_ROWS);
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, slice);
  g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, PAUSE_MSECS, grow_cb, weak, weak_ref_free);
  return G_LIST_MODEL (slice);
}
