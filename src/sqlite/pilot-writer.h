/* pilot-writer.h: the one thread that writes to a database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"

G_BEGIN_DECLS

/**
 * PilotWriter:
 *
 * Owns a connection and a thread; runs functions one after the other in the order in which they came. A function
 * that opens transactions closes them: what it leaves open is rolled back and counts as its failure.
 */
#define PILOT_TYPE_WRITER (pilot_writer_get_type ())
G_DECLARE_FINAL_TYPE (PilotWriter, pilot_writer, PILOT, WRITER, GObject)

/**
 * pilot_writer_new:
 * @database: (transfer full): closed by the writer's thread when it ends
 *
 * The thread keeps the writer alive: to be ended with pilot_writer_shutdown().
 */
PilotWriter *pilot_writer_new (PilotDatabase *database);

/**
 * pilot_writer_run_async:
 * @destroy: (nullable): frees @data, in any thread, after @func or in its place
 * @cancellable: (nullable): statements of @func end when it is cancelled; not started if it already is
 * @callback: called in the caller's thread-default main context
 *
 * Any thread. After shutdown: PILOT_ERROR_BUSY.
 */
void pilot_writer_run_async (PilotWriter *self, PilotDatabaseFunc func, gpointer data, GDestroyNotify destroy,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_writer_run_finish (PilotWriter *self, GAsyncResult *result, GError **error);

/** pilot_writer_run: the same, blocking. From inside a function of the writer it runs at once. */
gboolean pilot_writer_run (PilotWriter *self, PilotDatabaseFunc func, gpointer data, GCancellable *cancellable, GError **error);

/** pilot_writer_get_n_waiting: functions that wait or run; any thread. */
guint pilot_writer_get_n_waiting (PilotWriter *self);

/** pilot_writer_shutdown: takes nothing more, finishes what waits, closes the connection. Blocks. May be called twice. */
void pilot_writer_shutdown (PilotWriter *self);

G_END_DECLS
