/* pilot-import-opening.h: reads a file for the first time, and finds out how it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"
#include "pilot-spool.h"
#include "pilot-utf8-survey.h"

G_BEGIN_DECLS

/** PilotImportOpening: what an opening works with, and what it finds. Passed to a worker and back. */
typedef struct
{
  GFile *file;        /* (owned) (nullable): a file, or */
  GBytes *bytes;      /* (owned) (nullable): pasted text, or */
  PilotSpool *raw;    /* (owned) (nullable): what was opened before; set by the run */
  guint64 size_bytes; /* of the file; 0: not known; set by the run */
  PilotImportProgress progress; /* (nullable): how much of it is copied */
  gpointer user_data;           /* of @progress */
  gboolean detect;    /* find @format out; otherwise it is given */
  PilotCsvFormat format;
  PilotUtf8Survey survey; /* of a file that is not UTF-8 throughout; set by a run that detects */
  PilotSpool *text;   /* (owned) (nullable): UTF-8; set by the run */
  GPtrArray *preview; /* (owned) (nullable) (element-type GStrv): the first rows; set by the run */
  guint n_above;      /* rows above the headings, which are not in @preview; set by the run */
  gboolean first_is_data; /* the first row doesn't look like headings; set by the run */
} PilotImportOpening;

PilotImportOpening *pilot_import_opening_new (void);
void pilot_import_opening_free (PilotImportOpening *self);

/**
 * pilot_import_opening_run:
 * @error: PILOT_ERROR_INVALID (empty, no text, a folder, a device), %G_IO_ERROR
 *
 * Blocks; worker thread.
 */
gboolean pilot_import_opening_run (PilotImportOpening *self, GCancellable *cancellable, GError **error);

G_END_DECLS
