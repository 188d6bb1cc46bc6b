/* pilot-file-set.h: a folder of CSV files, read as one state of a company's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-batch.h"

G_BEGIN_DECLS

/**
 * PilotFileSet:
 *
 * The files are called like the API's collections: agencies.csv, recruiters.csv, jobs.csv, candidates.csv, whatever
 * the case; those that are missing hold nothing. They are copied when the set is made, so what is read of it is one
 * state. A record's UUID is what the column “Pilotage ID” says, else it is made of what identifies the record in its file;
 * rows that are no records are left out.
 *
 * One thread at a time.
 */
typedef struct _PilotFileSet PilotFileSet;

/**
 * pilot_file_set_new:
 * @folder: a folder
 * @error: PILOT_ERROR_NOT_FOUND: no such folder, or none of the files in it; PILOT_ERROR_INVALID: a file is no text
 *   (the message names it); %G_IO_ERROR
 *
 * Blocks.
 */
PilotFileSet *pilot_file_set_new (GFile *folder, GCancellable *cancellable, GError **error);
void pilot_file_set_free (PilotFileSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotFileSet, pilot_file_set_free)

/** pilot_file_set_get_epoch: a digest of all that the files hold. */
const char *pilot_file_set_get_epoch (PilotFileSet *self);

/** pilot_file_set_is_current: %FALSE if a file was written, came or went since. Looks at sizes and times only. */
gboolean pilot_file_set_is_current (PilotFileSet *self, GCancellable *cancellable);

/**
 * pilot_file_set_read:
 * @cursor: (nullable): where to go on; %NULL: at the beginning
 * @max_rows: rows at most
 * @batch: an empty batch
 * @next: (out) (transfer full) (nullable): where to go on; %NULL: that was all
 * @error: PILOT_ERROR_GONE: @cursor is none of ours
 */
gboolean pilot_file_set_read (PilotFileSet *self, const char *cursor, guint max_rows, PilotBatch *batch, char **next,
                              GCancellable *cancellable, GError **error);

/** pilot_file_set_get_notice: (nullable): which files are read wrongly, since they are in two encodings; a sentence a line, for people. */
const char *pilot_file_set_get_notice (PilotFileSet *self);

/** pilot_file_set_get_n_left_out: rows that were left out in what has been read. */
guint64 pilot_file_set_get_n_left_out (PilotFileSet *self);

G_END_DECLS
