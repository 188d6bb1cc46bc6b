/* pilot-connection.h: the other side, whatever it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-command.h"
#include "pilot-operation.h"
#include "pilot-role.h"

G_BEGIN_DECLS

/**
 * PilotCapabilities: what a connection can do. A workflow asks, and picks the API or a hand-off.
 */
typedef enum {
  PILOT_CAPABILITY_PULL = 1 << 0,   /* read records */
  PILOT_CAPABILITY_CHANGES = 1 << 1,/* a feed of changes after a snapshot */
  PILOT_CAPABILITY_PUSH = 1 << 2,   /* write records */
  PILOT_CAPABILITY_EVENTS = 1 << 3, /* says by itself that there is something new */
  PILOT_CAPABILITY_IMPORT = 1 << 4, /* takes many records, all or none */
  PILOT_CAPABILITY_COMMAND = 1 << 5,/* carries out commands: gate, runs */
} PilotCapabilities;

/** PilotConnectionInfo: what a probe finds out. */
typedef struct
{
  char *title;          /* (owned): the company's name */
  char *company_id;     /* (owned) (nullable): its id there; NULL where no company is behind it, as of files */
  char *environment;    /* (owned) (nullable): "sandbox" or "production" */
  char *member_id;      /* (owned) (nullable): who is signed in */
  char *member_name;    /* (owned) (nullable) */
  PilotRole role;       /* of who is signed in */
  char *epoch;          /* (owned) (nullable) */
  gint64 revision;      /* newest there */
  gint64 server_unix_usec; /* its clock; 0: not told */
} PilotConnectionInfo;

void pilot_connection_info_clear (PilotConnectionInfo *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotConnectionInfo, pilot_connection_info_clear)

/**
 * PilotPull: where a pull stands. The store keeps it, in the transaction of the page that it belongs to.
 *
 * A pull begins as a snapshot (@cursor %NULL, @epoch %NULL), goes on page by page through @cursor, and then follows
 * the changes after @revision.
 */
typedef struct
{
  gboolean snapshot_done; /* %FALSE: still loading the snapshot */
  char *cursor;           /* (owned) (nullable): the next page of the snapshot; opaque */
  char *epoch;            /* (owned) (nullable) */
  gint64 revision;        /* snapshot: its revision; changes: the newest one seen */
  gint64 retry_after_usec; /* of a page that failed: how long the other side asks to wait; 0: not told; never kept */
} PilotPull;

void pilot_pull_clear (PilotPull *self);
void pilot_pull_copy (const PilotPull *from, PilotPull *to);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotPull, pilot_pull_clear)

#define PILOT_TYPE_CONNECTION (pilot_connection_get_type ())
G_DECLARE_INTERFACE (PilotConnection, pilot_connection, PILOT, CONNECTION, GObject)

/** PilotWatchFunc: the other side says that there is something newer than what was pulled. Called in the watching thread. */
typedef void (*PilotWatchFunc) (PilotConnection *self, gint64 revision, gpointer user_data);

/*
 * All calls block and belong on a worker thread. pull_page, push and fetch are called by one thread at a time (the
 * sync's); watch runs beside them on a thread of its own; probe and command on any.
 */
struct _PilotConnectionInterface
{
  GTypeInterface parent_iface;

  PilotCapabilities (*get_capabilities) (PilotConnection *self);
  gboolean (*probe) (PilotConnection *self, PilotConnectionInfo *info, GCancellable *cancellable, GError **error);
  gboolean (*pull_page) (PilotConnection *self, const PilotPull *from, PilotBatch *batch, PilotPull *next, gboolean *more,
                         GCancellable *cancellable, GError **error);
  gboolean (*push) (PilotConnection *self, PilotOperation *operation, PilotPushResult *result, GCancellable *cancellable,
                    GError **error);
  gboolean (*fetch) (PilotConnection *self, PilotEntity entity, const char *id, PilotPushResult *result,
                     GCancellable *cancellable, GError **error);
  gboolean (*watch) (PilotConnection *self, PilotWatchFunc func, gpointer user_data, GCancellable *cancellable,
                     GError **error);
  gboolean (*give_up) (PilotConnection *self, const char *import_id, GCancellable *cancellable, GError **error); /* (nullable) */
  gboolean (*command) (PilotConnection *self, const PilotCommand *command, GHashTable **values, GCancellable *cancellable,
                       GError **error); /* (nullable) */
  char *(*dup_notice) (PilotConnection *self); /* (nullable) */
};

PilotCapabilities pilot_connection_get_capabilities (PilotConnection *self);

/**
 * pilot_connection_probe:
 * @info: (out caller-allocates): filled on success
 * @error: PILOT_ERROR
 *
 * Who is there, and who are we to them? Also the test of a connection that a person has just typed.
 */
gboolean pilot_connection_probe (PilotConnection *self, PilotConnectionInfo *info, GCancellable *cancellable, GError **error);

/**
 * pilot_connection_pull_page:
 * @from: where to go on
 * @batch: an empty batch; filled with the page
 * @next: (out caller-allocates): where to go on after this page; after an error only its retry_after_usec counts
 * @more: (out): whether there is more to be had at once
 * @error: PILOT_ERROR; _GONE: begin with a new snapshot. After an error @batch is not to be used.
 */
gboolean pilot_connection_pull_page (PilotConnection *self, const PilotPull *from, PilotBatch *batch, PilotPull *next,
                                     gboolean *more, GCancellable *cancellable, GError **error);

/**
 * pilot_connection_push:
 * @result: (out caller-allocates): filled on success, and as far as known on failure
 * @error: PILOT_ERROR. After _OFFLINE, _TIMEOUT and _SERVER it may have been carried out: send the same again.
 */
gboolean pilot_connection_push (PilotConnection *self, PilotOperation *operation, PilotPushResult *result,
                                GCancellable *cancellable, GError **error);

/** pilot_connection_fetch: one record as it stands there; a deleted one sets result->deleted and succeeds. */
gboolean pilot_connection_fetch (PilotConnection *self, PilotEntity entity, const char *id, PilotPushResult *result,
                                 GCancellable *cancellable, GError **error);

/**
 * pilot_connection_give_up:
 * @import_id: entity_id of an operation that imports
 *
 * An import that was begun to be sent is not wanted any more: what the other side has of it may go. One that it carried
 * out already stays. A connection that has nothing to tell does nothing. By the thread that pushes.
 */
gboolean pilot_connection_give_up (PilotConnection *self, const char *import_id, GCancellable *cancellable, GError **error);

/**
 * pilot_connection_command:
 * @values: (out) (optional) (transfer full): what it tells, text by name
 * @error: PILOT_ERROR; _REJECTED: a rule stands against it, the message says which; _FORBIDDEN; after _OFFLINE, _TIMEOUT and
 *   _SERVER it may have been carried out: send the same command again, by its id it is carried out once
 *
 * Has it carried out now. A connection without %PILOT_CAPABILITY_COMMAND refuses.
 */
gboolean pilot_connection_command (PilotConnection *self, const PilotCommand *command, GHashTable **values,
                                   GCancellable *cancellable, GError **error);

/**
 * pilot_connection_dup_notice:
 *
 * Returns: (transfer full) (nullable): what a person should know of what is read here, though nothing failed, as that a file
 *   is read wrongly; of what was probed or pulled last. By the thread that pulls.
 */
char *pilot_connection_dup_notice (PilotConnection *self);

/**
 * pilot_connection_watch:
 *
 * Blocks and calls @func for each sign of something new, until cancelled or cut.
 *
 * Returns: %FALSE always, with the reason it ended in @error
 */
gboolean pilot_connection_watch (PilotConnection *self, PilotWatchFunc func, gpointer user_data, GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
