/* pilot-preflight-export.h: the records that a pre-flight rule found, as a file to mend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/**
 * pilot_preflight_export:
 * @ids: (element-type utf8): of the rule's entity
 * @stream: closed at the end
 * @n_rows: (out): how many were written: records that are gone meanwhile are passed over
 *
 * A column for the id, then one for each field that a file may fill.
 * References are written as the external id of what they mean, or its id where it has none. Of "mapping-missing" it is the lines that are missing.
 * Blocks. Any thread.
 */
gboolean pilot_preflight_export (PilotStore *store, const PilotPreflightRule *rule, GPtrArray *ids, GOutputStream *stream, guint64 *n_rows,
                                 GCancellable *cancellable, GError **error);

G_END_DECLS
