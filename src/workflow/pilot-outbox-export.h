/* pilot-outbox-export.h: unsent changes as files for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/**
 * pilot_outbox_export:
 * @store: whose outbox
 * @file: is replaced
 * @n_imports: (out) (optional): how many files of imports were written beside it
 * @error: PILOT_ERROR or G_IO_ERROR
 *
 * Writes CSV: a row for each field that a change sets: when, what, which record, field, before, after, state. An import
 * is one row, which names the file beside it, `<name>-import-<n>.csv`, that holds its records and can be imported again:
 * its columns are the schema's fields. Blocks.
 */
gboolean pilot_outbox_export (PilotStore *store, GFile *file, guint *n_imports, GError **error);

G_END_DECLS
