/* pilot-run-manifest.h: the records that a run is expected to move, as a list with a checksum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotRunManifestKind: how many records of a kind are expected to do what. */
typedef struct
{
  guint64 n;
  guint64 n_moved; /* those that go read only too */
  guint64 n_linked;
  guint64 n_skipped;
} PilotRunManifestKind;

typedef struct
{
  char *sha256; /* (owned): see pilot-manifest.h */
  guint64 n_expected;
  PilotRunManifestKind kinds[PILOT_N_ENTITIES];
} PilotRunManifest;

void pilot_run_manifest_free (PilotRunManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRunManifest, pilot_run_manifest_free)

/** pilot_run_manifest_dup_counts: (transfer full): one line for people and tickets, e.g. “12 agencies, 30 recruiters, …”. */
char *pilot_run_manifest_dup_counts (const PilotRunManifest *self);

/**
 * pilot_run_manifest_write:
 * @run: the run's record
 * @stream: (nullable): gets the list as CSV: kind, ids, names, expected result and stage; closed at the end
 *
 * From the cache, in one read transaction. The CSV names people (candidates, recruiters): it is sent encrypted or kept
 * here. Blocks. Any thread. Errors: PILOT_ERROR, G_IO_ERROR of @stream, cancelled.
 */
PilotRunManifest *pilot_run_manifest_write (PilotWorkspace *workspace, const PilotRecord *run, GOutputStream *stream,
                                            GCancellable *cancellable, GError **error);

/** pilot_run_manifest_make_async: the same without a list, on a worker. */
void pilot_run_manifest_make_async (PilotWorkspace *workspace, const PilotRecord *run, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);

/** pilot_run_manifest_save_async: the same with the list as a file; what is there is replaced once it is whole. */
void pilot_run_manifest_save_async (PilotWorkspace *workspace, const PilotRecord *run, GFile *file, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);

/** pilot_run_manifest_make_finish: (transfer full) (nullable): of both. */
PilotRunManifest *pilot_run_manifest_make_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
