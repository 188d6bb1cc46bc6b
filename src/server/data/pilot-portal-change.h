/* pilot-portal-change.h: one write transaction: records judged and written, one audit event, all or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

typedef struct _PilotPortalChange PilotPortalChange;

/**
 * PilotChangeMode: what a written record means to one that is there.
 * @PILOT_CHANGE_NEW: it must never have been there: a deleted one stays deleted (the same content is no change)
 * @PILOT_CHANGE_NEW_PART: the same for what is part of another record: it is named by what it says, and may be made again
 * @PILOT_CHANGE_REPLACE: fields that are not said become empty
 * @PILOT_CHANGE_PUT_BACK: the same, and a deleted one comes back, if the base is its tombstone
 * @PILOT_CHANGE_MERGE: fields that are not said stay
 * @PILOT_CHANGE_UPSERT: merge where it is there, create where it is not
 */
typedef enum {
  PILOT_CHANGE_NEW,
  PILOT_CHANGE_NEW_PART,
  PILOT_CHANGE_REPLACE,
  PILOT_CHANGE_PUT_BACK,
  PILOT_CHANGE_MERGE,
  PILOT_CHANGE_UPSERT,
} PilotChangeMode;

typedef enum {
  PILOT_OUTCOME_CREATED,
  PILOT_OUTCOME_CHANGED,
  PILOT_OUTCOME_UNCHANGED,
  PILOT_OUTCOME_DELETED,
  PILOT_OUTCOME_INVALID,   /* breaks a rule; field and message say which */
  PILOT_OUTCOME_STALE,     /* based on another revision, or is there already */
  PILOT_OUTCOME_NOT_FOUND, /* never was there */
  PILOT_OUTCOME_GONE,      /* deleted */
} PilotOutcome;

/** PilotChangeResult: what became of one record. */
typedef struct
{
  PilotOutcome outcome;
  gint64 revision;        /* of the record as it stands now; 0: none */
  int field;              /* invalid: index of the field; -1: the record as a whole */
  char *message;          /* (owned) (nullable): invalid: for people, no personal data */
  guint64 changed_fields; /* created, changed: one bit for each field */
  gint64 n_parts;         /* deleted: so many records went with it */
} PilotChangeResult;

void pilot_change_result_clear (PilotChangeResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotChangeResult, pilot_change_result_clear)

/** pilot_change_result_is_success: whether the record is now as it was asked for. */
gboolean pilot_change_result_is_success (const PilotChangeResult *self);

/** pilot_change_result_get_message: (transfer none): why it failed, whatever the outcome; no personal data. */
const char *pilot_change_result_get_message (const PilotChangeResult *self);

/**
 * pilot_portal_change_begin:
 * @actor: who; copied
 * @op: (nullable): UUID of the operation, goes with every changed row; copied
 *
 * Begins the write transaction. Freed without a commit, it is rolled back.
 */
PilotPortalChange *pilot_portal_change_begin (PilotPortalDb *db, const char *actor, const char *op, GError **error);
void pilot_portal_change_free (PilotPortalChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotPortalChange, pilot_portal_change_free)

/**
 * pilot_portal_change_put:
 * @values: schema->n_fields, with the id; read-only fields are passed over
 * @base_revision: what it was based on; 0: not judged
 * @result: (out caller-allocates): cleared first
 *
 * Judges the record (form, required fields, references that exist and are of the same data set, a data set that stays)
 * and writes it, if it passes. A record that fails leaves no trace, and the transaction can go on.
 *
 * Returns: %FALSE with @error where the database fails: then the whole transaction is to be given up
 */
gboolean pilot_portal_change_put (PilotPortalChange *self, const PilotSchema *schema, const PilotValue *values,
                                  PilotChangeMode mode, gint64 base_revision, PilotChangeResult *result, GError **error);

/**
 * pilot_portal_change_delete:
 *
 * Leaves a tombstone, unless other records refer to it (invalid). Those that are part of it (%PILOT_FIELD_OWNER) go with
 * it, each with a tombstone and a revision of its own. Deleted already: unchanged.
 */
gboolean pilot_portal_change_delete (PilotPortalChange *self, const PilotSchema *schema, const char *id, gint64 base_revision,
                                     PilotChangeResult *result, GError **error);

/**
 * pilot_portal_change_set:
 * @changes: with the id of a live record; unset fields stay
 * @changed: (out): one bit for each field that became another
 *
 * The portal's own hand: read-only fields too, and no rule is asked. What is as it was is not written.
 */
gboolean pilot_portal_change_set (PilotPortalChange *self, const PilotRecord *changes, guint64 *changed, GError **error);

/** pilot_portal_change_get_first_revision: the newest revision before this transaction. */
gint64 pilot_portal_change_get_first_revision (PilotPortalChange *self);

/** pilot_portal_change_audit: adds the one event of this transaction. @entity_id, @detail: (nullable). */
gboolean pilot_portal_change_audit (PilotPortalChange *self, const char *action, const PilotSchema *schema,
                                    const char *entity_id, gint64 count, const char *detail, GError **error);

/** pilot_portal_change_commit: on the disk when it returns. */
gboolean pilot_portal_change_commit (PilotPortalChange *self, GError **error);

/** pilot_portal_change_dup_field_names: (transfer full): "name,email" of a set of fields, for the audit event. */
char *pilot_portal_change_dup_field_names (const PilotSchema *schema, guint64 fields);

G_END_DECLS
