/* pilot-import-source.h: a file to import, and how to read it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-column-map.h"
#include "pilot-csv-reader.h"
#include "pilot-row-parser.h"
#include "pilot-spool.h"

G_BEGIN_DECLS

/** PilotImportSource: a value: the text and all that a person may choose about it. */
typedef struct
{
  PilotSpool *spool;   /* (owned): UTF-8 */
  char delimiter;
  guint n_above;       /* rows above the first one: a title and the like, no part of the table */
  gboolean has_header; /* the first row holds headings */
  PilotColumnMap *map; /* (owned) */
  char *dataset;       /* (owned) (nullable): into which data set; for entities that have one */
  gboolean strict;     /* ill-formed values make a row invalid */
} PilotImportSource;

PilotImportSource *pilot_import_source_copy (const PilotImportSource *self);
void pilot_import_source_free (PilotImportSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotImportSource, pilot_import_source_free)

/** pilot_import_source_open: (transfer full): a reader that stands at the first row (the headings). */
PilotCsvReader *pilot_import_source_open (const PilotImportSource *self);

/** pilot_import_source_open_rows: (transfer full): a reader that stands behind the headings. */
PilotCsvReader *pilot_import_source_open_rows (const PilotImportSource *self, GCancellable *cancellable, GError **error);

G_END_DECLS
