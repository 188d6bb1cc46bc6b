/* pilot-edits.h: several edits that are one step to a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotEdits: records to save and records to delete, in order. Reference-counted by nobody: one owner. Main thread. */
typedef struct _PilotEdits PilotEdits;

PilotEdits *pilot_edits_new (void);
void pilot_edits_free (PilotEdits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotEdits, pilot_edits_free)

/** pilot_edits_add: @changes: (transfer full): as for pilot_workspace_save_async(). */
void pilot_edits_add (PilotEdits *self, PilotRecord *changes);
void pilot_edits_add_delete (PilotEdits *self, PilotEntity entity, const char *id);
guint pilot_edits_get_length (PilotEdits *self);

/** pilot_edits_get_record: (transfer none) (nullable): the changes at @index; %NULL: a deletion. */
PilotRecord *pilot_edits_get_record (PilotEdits *self, guint index);

/**
 * pilot_edits_apply_async:
 * @edits: (transfer full)
 *
 * One after the other; each is checked, and on the disk before the next one begins. Where one fails, those before it are
 * taken back.
 */
void pilot_edits_apply_async (PilotWorkspace *workspace, PilotEdits *edits, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * pilot_edits_apply_finish:
 * @undo: (out) (optional) (transfer full) (nullable): what to apply to take it all back; %NULL: nothing changed
 */
gboolean pilot_edits_apply_finish (PilotWorkspace *workspace, GAsyncResult *result, PilotEdits **undo, GError **error);

G_END_DECLS
