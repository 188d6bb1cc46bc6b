/* pilot-edits-toast.c: says what was saved, with Undo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-edits-toast.h"


typedef struct
{
  PilotWorkspace *workspace; /* (owned) */
  PilotEdits *edits;         /* (owned) (nullable) */
} Undo;

static void
undo_free (gpointer data)
{
  Undo *self = data;

  g_clear_pointer (&self->edits, pilot_edits_free);
  g_object_unref (self->workspace);
  g_free (self);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_edits_apply_finish (PILOT_WORKSPACE (source), result, NULL, &error))
    pilot_context_toast_error (context, error);
}

static void
undo_run (PilotContext *context, gpointer user_data)
{
  Undo *self = user_data;

  /* Another connection may be open by now. */
  if (pilot_context_get_workspace (context) != self->workspace || self->edits == NULL)
    return;
  pilot_edits_apply_async (self->workspace, g_steal_pointer (&self->edits), NULL, undone_cb, g_object_ref (context));
}

void
pilot_edits_toast (PilotContext *context, const char *text, PilotEdits *undo)
{
  Undo *data;

  if (undo == NULL)
    return;
  data = g_new0 (Undo, 1);
  data->workspace = g_object_ref (pilot_context_get_workspace (context));
  data->edits = undo;
  pilot_context_toast_undo (context, text, undo_run, data, undo_free);
}
