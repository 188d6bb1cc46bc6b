/* pilot-worker.h: the threads that carry requests out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"
#include "pilot-router.h"

G_BEGIN_DECLS

/**
 * PilotWorker:
 *
 * Two threads that read, each with its own read-only connection; one that writes, in the order of arrival, with the only
 * writing connection; one that hashes passwords, so that guessing them holds nobody up; and one that reads through all
 * records, for seconds, always with the same connection, which keeps what it found.
 */
typedef struct _PilotWorker PilotWorker;

/** PilotWorkerFunc: work on a worker thread; @db is that thread's connection. */
typedef void (*PilotWorkerFunc) (PilotPortalDb *db, gpointer data);

/** PilotWorkerDone: called on the main thread afterwards; takes @data over. */
typedef void (*PilotWorkerDone) (gpointer data);

/**
 * pilot_worker_new:
 * @writer: (transfer full): the writing connection; taken over only on success
 * @data_dir: where the reading connections go
 * @error: PILOT_ERROR
 */
PilotWorker *pilot_worker_new (PilotPortalDb *writer, const char *data_dir, PilotClock *clock, GError **error);

/** pilot_worker_free: finishes what waits, then checkpoints and closes all connections. Blocks. */
void pilot_worker_free (PilotWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotWorker, pilot_worker_free)

/** pilot_worker_push: @func on a thread of @lane, then @done on the main thread. Any thread. */
void pilot_worker_push (PilotWorker *self, PilotLane lane, PilotWorkerFunc func, PilotWorkerDone done, gpointer data);

/** pilot_worker_push_password: the same on the thread that hashes passwords; a reading connection. */
void pilot_worker_push_password (PilotWorker *self, PilotWorkerFunc func, PilotWorkerDone done, gpointer data);

/** pilot_worker_push_survey: the same on the thread that reads through all records. */
void pilot_worker_push_survey (PilotWorker *self, PilotWorkerFunc func, PilotWorkerDone done, gpointer data);

/** pilot_worker_get_n_pending: what was pushed and isn't done. Main thread. */
guint pilot_worker_get_n_pending (PilotWorker *self);

/** pilot_worker_get_n_passwords: what waits for the password thread. Main thread. */
guint pilot_worker_get_n_passwords (PilotWorker *self);

/** pilot_worker_has_waiting_writer: whether something waits for the thread that writes; what it is at doesn't count. Any thread. */
gboolean pilot_worker_has_waiting_writer (PilotWorker *self);

G_END_DECLS
