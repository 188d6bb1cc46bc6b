/* pilot-workspace-references.h: how many records refer to others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotReferenceCount: so many records of a kind refer to those that were asked about. */
typedef struct
{
  PilotEntity entity;
  guint64 n;
} PilotReferenceCount;

/**
 * pilot_workspace_count_references_async:
 * @entity: the kind of the records
 * @ids: the records that others may refer to; of many only the first hundred are looked at
 *
 * Counts in a thread, by every field of every kind that refers to @entity. Main thread.
 */
void pilot_workspace_count_references_async (PilotWorkspace *self, PilotEntity entity, const char *const *ids,
                                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * pilot_workspace_count_references_finish:
 *
 * Returns: (transfer full) (element-type PilotReferenceCount) (nullable): the kinds with at least one reference, in the
 *   order of the kinds; %NULL with @error set, e.g. where the cache can't be read
 */
GArray *pilot_workspace_count_references_finish (PilotWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
