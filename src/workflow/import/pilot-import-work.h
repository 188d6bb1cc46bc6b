/* pilot-import-work.h: what a worker does for an importer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PilotImportWork: a task of an importer, with a copy of all that it needs: the importer's own belong to the main thread.
 * Only @target, which can be asked by any thread, is shared.
 */
typedef struct
{
  PilotImportTarget *target;       /* (owned) */
  PilotImportSource *source;       /* (owned) (nullable): to be judged */
  PilotImportJudgement *judgement; /* (owned) (nullable): what came of it; to be reported or written */
  GFile *file;                     /* (owned) (nullable): for the report */
  char *source_name;               /* (owned) (nullable) */
  PilotImportProgress progress;
  gpointer user_data;              /* of @progress */
  PilotImportResult result;        /* what was written */
} PilotImportWork;

/** PilotImportWorkFunc: one of the functions below. Blocks; PILOT_ERROR, or G_IO_ERROR_CANCELLED. */
typedef gboolean (*PilotImportWorkFunc) (PilotImportWork *self, GCancellable *cancellable, GError **error);

void pilot_import_work_free (PilotImportWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotImportWork, pilot_import_work_free)

/** pilot_import_work_judge: sets the judgement. */
gboolean pilot_import_work_judge (PilotImportWork *self, GCancellable *cancellable, GError **error);

/** pilot_import_work_save_errors: writes the rows that were not taken to the file, for its owner alone to read. */
gboolean pilot_import_work_save_errors (PilotImportWork *self, GCancellable *cancellable, GError **error);

/** pilot_import_work_write: writes what was judged, all or nothing, and sets the result. */
gboolean pilot_import_work_write (PilotImportWork *self, GCancellable *cancellable, GError **error);

G_END_DECLS
