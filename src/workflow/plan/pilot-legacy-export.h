/* pilot-legacy-export.h: legacy records as files in a folder, with a manifest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-entities.h"
#include "pilot-record.h"

G_BEGIN_DECLS

/** PilotLegacyExport: one thread at a time; everything blocks. */
typedef struct _PilotLegacyExport PilotLegacyExport;

/** pilot_legacy_export_new: (transfer full) (nullable): makes a new folder in @parent, named after the time. */
PilotLegacyExport *pilot_legacy_export_new (GFile *parent, gint64 now_unix_usec, GError **error);

/** pilot_legacy_export_free: removes what was written, unless it was finished. */
void pilot_legacy_export_free (PilotLegacyExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotLegacyExport, pilot_legacy_export_free)

/** pilot_legacy_export_begin: a file for the records of @kind, with a row of headings. */
gboolean pilot_legacy_export_begin (PilotLegacyExport *self, PilotEntity kind, GCancellable *cancellable, GError **error);

/** pilot_legacy_export_add: a record of the kind that was begun; @values: schema->n_fields. */
gboolean pilot_legacy_export_add (PilotLegacyExport *self, const PilotValue *values, GCancellable *cancellable, GError **error);

/** pilot_legacy_export_end: the file is closed, read again and counted. PILOT_ERROR_CORRUPT: it is not what was written. */
gboolean pilot_legacy_export_end (PilotLegacyExport *self, GCancellable *cancellable, GError **error);

/** pilot_legacy_export_finish: writes the manifest; @total_sha256: of all records, see PilotLegacySnapshot. Returns: (transfer full) (nullable): the folder. */
GFile *pilot_legacy_export_finish (PilotLegacyExport *self, const char *total_sha256, gint64 revision, GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
