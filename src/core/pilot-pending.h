/* pilot-pending.h: a change that waits to be sent, as a person sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-operation.h"

G_BEGIN_DECLS

/**
 * PilotPendingState:
 * @PILOT_PENDING_WAITING: not sent yet
 * @PILOT_PENDING_SENDING: sent, no answer yet; will be sent again as it is
 * @PILOT_PENDING_HELD: waits for another change that it depends on, or until a migration run has ended
 * @PILOT_PENDING_BLOCKED: refused: retry or discard
 * @PILOT_PENDING_CONFLICT: somebody else changed the same fields: choose
 * @PILOT_PENDING_HANDED_OFF: given to a person outside; waits for the confirmation
 */
typedef enum {
  PILOT_PENDING_WAITING,
  PILOT_PENDING_SENDING,
  PILOT_PENDING_HELD,
  PILOT_PENDING_BLOCKED,
  PILOT_PENDING_CONFLICT,
  PILOT_PENDING_HANDED_OFF,
} PilotPendingState;

/** PilotPending: immutable; main thread. */
#define PILOT_TYPE_PENDING (pilot_pending_get_type ())
G_DECLARE_FINAL_TYPE (PilotPending, pilot_pending, PILOT, PENDING, GObject)

/** PilotPendingData: what one is made of; everything is copied or referenced. */
typedef struct
{
  gint64 seq;
  const char *operation_id;
  PilotOperationKind kind;
  PilotEntity entity;
  const char *entity_id;
  const char *title;   /* of the record, for people */
  PilotPendingState state;
  guint attempts;
  const char *message; /* (nullable): why it is blocked or waits, for people */
  gint64 created_unix_usec;
  gint64 next_attempt_unix_usec;
  guint64 n_rows;      /* import */
  PilotRecord *mine;   /* (nullable): the changed fields */
  PilotRecord *base;   /* (nullable): the same fields before */
  PilotRecord *theirs; /* (nullable): conflict: the record as it stands over there */
  gboolean theirs_deleted;
} PilotPendingData;

PilotPending *pilot_pending_new (const PilotPendingData *data);

/** pilot_pending_get: borrowed, valid while @self lives. */
const PilotPendingData *pilot_pending_get (PilotPending *self);

G_END_DECLS
