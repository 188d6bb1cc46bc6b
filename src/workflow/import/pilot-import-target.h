/* pilot-import-target.h: where an import finds what is there already, and puts what it brings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-batch.h"

G_BEGIN_DECLS

/** PilotImportScanFunc: one record that is there; valid for the call. Returns: %FALSE if @error is set: stop. */
typedef gboolean (*PilotImportScanFunc) (const PilotRecord *record, gpointer user_data, GError **error);

/** PilotImportIdFunc: the id of a record that was there once; valid for the call. */
typedef void (*PilotImportIdFunc) (const char *id, gpointer user_data);

/** PilotImportResult: rows by what became of them. */
typedef struct
{
  guint64 n_created;
  guint64 n_changed;
  guint64 n_unchanged;
} PilotImportResult;

/**
 * PilotImportTarget:
 *
 * All calls block and are made by one worker thread at a time.
 */
#define PILOT_TYPE_IMPORT_TARGET (pilot_import_target_get_type ())
G_DECLARE_INTERFACE (PilotImportTarget, pilot_import_target, PILOT, IMPORT_TARGET, GObject)

struct _PilotImportTargetInterface
{
  GTypeInterface parent_iface;

  gboolean (*scan) (PilotImportTarget *self, PilotEntity entity, PilotImportScanFunc func, gpointer user_data,
                    GCancellable *cancellable, GError **error);
  gboolean (*scan_deleted) (PilotImportTarget *self, PilotEntity entity, PilotImportIdFunc func, gpointer user_data,
                            GCancellable *cancellable, GError **error);
  gboolean (*begin) (PilotImportTarget *self, PilotEntity entity, const char *source_name, guint64 expected_rows, GError **error);
  PilotRecord *(*read) (PilotImportTarget *self, PilotEntity entity, const char *id, GError **error);
  gboolean (*add) (PilotImportTarget *self, const PilotBatch *batch, GCancellable *cancellable, GError **error);
  gboolean (*commit) (PilotImportTarget *self, PilotImportResult *result, GCancellable *cancellable, GError **error);
  void (*abort) (PilotImportTarget *self);
  guint64 (*get_stamp) (PilotImportTarget *self);
};

/** pilot_import_target_scan: calls @func for every record of @entity. */
gboolean pilot_import_target_scan (PilotImportTarget *self, PilotEntity entity, PilotImportScanFunc func, gpointer user_data,
                                   GCancellable *cancellable, GError **error);

/** pilot_import_target_scan_deleted: calls @func for every record of @entity that is known to have been deleted; maybe several times. */
gboolean pilot_import_target_scan_deleted (PilotImportTarget *self, PilotEntity entity, PilotImportIdFunc func, gpointer user_data,
                                           GCancellable *cancellable, GError **error);

/**
 * pilot_import_target_begin:
 * @source_name: (nullable): the file's name, for people
 * @expected_rows: about how many will be added
 *
 * Begins one operation; ended by _commit or _abort.
 */
gboolean pilot_import_target_begin (PilotImportTarget *self, PilotEntity entity, const char *source_name, guint64 expected_rows,
                                    GError **error);

/** pilot_import_target_read: (transfer full) (nullable): a record as it stands; %NULL without @error: there is none. */
PilotRecord *pilot_import_target_read (PilotImportTarget *self, PilotEntity entity, const char *id, GError **error);

/** pilot_import_target_add: rows with ids: an unknown id creates a record, of a known one the fields that are set change. */
gboolean pilot_import_target_add (PilotImportTarget *self, const PilotBatch *batch, GCancellable *cancellable, GError **error);

/** pilot_import_target_commit: all of it, durably; after an error everything is as it was. */
gboolean pilot_import_target_commit (PilotImportTarget *self, PilotImportResult *result, GCancellable *cancellable, GError **error);

/** pilot_import_target_abort: everything is as it was. */
void pilot_import_target_abort (PilotImportTarget *self);

/** pilot_import_target_get_stamp: another number when records have changed since. Any thread. */
guint64 pilot_import_target_get_stamp (PilotImportTarget *self);

G_END_DECLS
