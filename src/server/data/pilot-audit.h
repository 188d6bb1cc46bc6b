/* pilot-audit.h: the chain of audit events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/**
 * PilotAuditEvent: what happened, without personal data: ids, counts, names of fields. So a person can be erased
 * without breaking the chain.
 */
typedef struct
{
  const char *actor;     /* member's or recruiter's id, or "portal" */
  const char *action;    /* e.g. "agency.update", "import.commit" */
  const char *entity;    /* (nullable): name of the kind */
  const char *entity_id; /* (nullable) */
  gint64 count;          /* records concerned */
  const char *detail;    /* (nullable) */
} PilotAuditEvent;

/**
 * pilot_audit_append:
 * @op: (nullable): the operation's UUID
 *
 * Adds the event to the open write transaction, with a revision of its own: the last change of each transaction. Its
 * hash is the SHA-256 (hexadecimal) over the previous event's hash and this event's id, time, actor, action, recordEntity,
 * entityId, count and detail, each followed by a line feed, empty where null.
 */
gboolean pilot_audit_append (PilotPortalDb *db, const PilotAuditEvent *event, const char *op, GError **error);

/** pilot_audit_append_at: the same under a given id and time, for data that are made up. */
gboolean pilot_audit_append_at (PilotPortalDb *db, const char *id, gint64 at, const PilotAuditEvent *event, const char *op,
                                GError **error);

/**
 * pilot_audit_verify:
 * @n_events: (out) (optional): events read
 *
 * Reads the whole chain. Returns: %FALSE with PILOT_ERROR_CORRUPT where an event was changed, left out or put in.
 */
gboolean pilot_audit_verify (PilotPortalDb *db, gint64 *n_events, GError **error);

G_END_DECLS
