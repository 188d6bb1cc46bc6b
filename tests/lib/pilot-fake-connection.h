/* pilot-fake-connection.h: the other side in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection.h"

G_BEGIN_DECLS

/**
 * PilotFakeConnection:
 *
 * An in-memory portal that keeps the contract: revisions, conflicts with the current record, tombstones, the memory of
 * operations, a snapshot by pages, a feed of changes, an epoch. Failures are programmed. Any thread.
 */
#define PILOT_TYPE_FAKE_CONNECTION (pilot_fake_connection_get_type ())
G_DECLARE_FINAL_TYPE (PilotFakeConnection, pilot_fake_connection, PILOT, FAKE_CONNECTION, GObject)

PilotFakeConnection *pilot_fake_connection_new (void);

/** What a call is failed at. */
typedef enum {
  PILOT_FAKE_PUSH,
  PILOT_FAKE_PULL,
  PILOT_FAKE_FETCH,
  PILOT_FAKE_GIVE_UP,
  PILOT_FAKE_PROBE,
  PILOT_N_FAKE_CALLS
} PilotFakeCall;

/**
 * pilot_fake_connection_fail:
 * @after_calls: so many calls of the kind succeed first
 * @n_times: so many fail then; G_MAXUINT: all
 * @code: PilotError
 * @carried_out: whether it takes effect all the same (the answer is cut)
 */
void pilot_fake_connection_fail (PilotFakeConnection *self, PilotFakeCall call, guint after_calls, guint n_times, int code,
                                 gboolean carried_out);

/**
 * pilot_fake_connection_hold_pulls:
 * @n_let_through: so many pulls more are answered; behind them each is read, and waits with its answer until this is called
 *   anew; G_MAXUINT: none waits. Nothing may wait when its connection is closed
 */
void pilot_fake_connection_hold_pulls (PilotFakeConnection *self, guint n_let_through);
void pilot_fake_connection_set_retry_after (PilotFakeConnection *self, gint64 usec);

/** pilot_fake_connection_refuse: pushes of records whose title is @title are refused (PILOT_ERROR_REJECTED); %NULL: none. */
void pilot_fake_connection_refuse (PilotFakeConnection *self, const char *title);

/** pilot_fake_connection_hide_conflict: conflicts don't tell the record. */
void pilot_fake_connection_hide_conflict (PilotFakeConnection *self, gboolean hide);

/** pilot_fake_connection_forget_operations: the memory of operations is lost. */
void pilot_fake_connection_forget_operations (PilotFakeConnection *self);

void pilot_fake_connection_set_page_size (PilotFakeConnection *self, guint n_records);
/**
 * PilotFakeCommandFunc: carries a command out, by the thread that gives it; without it commands are refused.
 * @values: what it tells. Returns: %FALSE with @error
 */
typedef gboolean (*PilotFakeCommandFunc) (PilotFakeConnection *self, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error);
void pilot_fake_connection_set_command_func (PilotFakeConnection *self, PilotFakeCommandFunc func, gpointer user_data);
void pilot_fake_connection_set_capabilities (PilotFakeConnection *self, PilotCapabilities capabilities);

/** pilot_fake_connection_set_notice: what is wrong with what is read there; %NULL: nothing. */
void pilot_fake_connection_set_notice (PilotFakeConnection *self, const char *notice);

/** pilot_fake_connection_set_company: which company is there; @id (nullable): none tells. */
void pilot_fake_connection_set_company (PilotFakeConnection *self, const char *id, const char *name, const char *environment);

/** pilot_fake_connection_set_member: who is signed in there; %NULL: there are no members. Before it is opened. */
void pilot_fake_connection_set_member (PilotFakeConnection *self, const char *member_id);

/** pilot_fake_connection_set_role: what who is signed in may do there; an admin's at first. Before it is opened. */
void pilot_fake_connection_set_role (PilotFakeConnection *self, PilotRole role);

/** pilot_fake_connection_set_repeat: each page of a snapshot begins with the last record of the page before. */
void pilot_fake_connection_set_repeat (PilotFakeConnection *self, gboolean repeat);

/** pilot_fake_connection_leave_out: the record is changed while a snapshot is read: it is left out, and comes with no page. */
void pilot_fake_connection_leave_out (PilotFakeConnection *self, const char *id);

/** pilot_fake_connection_put_later: somebody else writes (NULL: deletes @id) when so many more pages were pulled. */
void pilot_fake_connection_put_later (PilotFakeConnection *self, guint after_pages, const char *id, const PilotRecord *changes);

/** pilot_fake_connection_new_epoch: a restored backup: cursors are gone. */
void pilot_fake_connection_new_epoch (PilotFakeConnection *self);

/** pilot_fake_connection_put: somebody else writes: sets the fields that are set. Returns: the new revision */
gint64 pilot_fake_connection_put (PilotFakeConnection *self, const PilotRecord *changes);
void pilot_fake_connection_delete (PilotFakeConnection *self, PilotEntity entity, const char *id);

/** pilot_fake_connection_get: (transfer full) (nullable): the record as it stands there. */
PilotRecord *pilot_fake_connection_get (PilotFakeConnection *self, PilotEntity entity, const char *id);
guint pilot_fake_connection_count (PilotFakeConnection *self, PilotEntity entity);

/** pilot_fake_connection_get_calls: how often it was called. */
guint pilot_fake_connection_get_calls (PilotFakeConnection *self, PilotFakeCall call);

/** pilot_fake_connection_dup_log: (transfer full): what was pushed, in order: "create agency Name", …, "; " between. */
char *pilot_fake_connection_dup_log (PilotFakeConnection *self);
void pilot_fake_connection_clear_log (PilotFakeConnection *self);

/** pilot_fake_connection_get_violation: (nullable): the first breach of the contract by the client, e.g. an operation sent again with other content. */
const char *pilot_fake_connection_get_violation (PilotFakeConnection *self);

G_END_DECLS
