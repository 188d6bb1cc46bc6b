/* pilot-legacy-snapshot.h: every legacy record of the cache, read, counted, summed up, and written to files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The window includes this, and sees no store. */
typedef struct _PilotStore PilotStore;

/**
 * PilotLegacySnapshot: a plain struct.
 * @sha256: over all records in a canonical form: a line with the kind's name, then for each record, by id bytewise, a line
 *   `<field>=<value>` for each field that is not empty, in the order of the table, and an empty line. Line breaks and
 *   backslashes of values are escaped as in C; numbers are in decimal, times in microseconds. Two caches that have the same
 *   records of the same revisions have the same sum.
 * @counts: "agency 12, recruiter 30, job 8, assignment 60, candidate 400"
 */
typedef struct
{
  gint64 revision;    /* of the last pull; all changes up to it are in */
  char *epoch;        /* (owned) (nullable) */
  guint64 n_records;
  char *sha256;       /* (owned) */
  char *counts;       /* (owned) */
  GFile *folder;      /* (owned) (nullable): where the files lie */
} PilotLegacySnapshot;

void pilot_legacy_snapshot_free (PilotLegacySnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotLegacySnapshot, pilot_legacy_snapshot_free)

/** PilotLegacyProgressFunc: @fraction: 0..1. On the worker. */
typedef void (*PilotLegacyProgressFunc) (double fraction, gpointer user_data);

/**
 * pilot_legacy_snapshot_make:
 * @parent: (nullable): a folder: in it a new one is made, with a CSV file for each kind, manifest.csv with their counts and
 *   checksums, and SHA256SUMS, which `sha256sum -c` checks. Readable by their owner alone. What was written is read again
 *   and counted before it is told of. After an error or a cancel nothing is left there
 * @error: PILOT_ERROR_BUSY: the records are still being loaded; _CORRUPT: what was written is not what is read; _NO_SPACE;
 *   %G_IO_ERROR
 *
 * One state of the cache. Blocks: a million records take some seconds. Any thread.
 *
 * Returns: (transfer full) (nullable): %NULL with @error
 */
PilotLegacySnapshot *pilot_legacy_snapshot_make (PilotStore *store, GFile *parent, PilotLegacyProgressFunc func, gpointer user_data,
                                                 GCancellable *cancellable, GError **error);

G_END_DECLS
