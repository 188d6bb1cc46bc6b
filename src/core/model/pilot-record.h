/* pilot-record.h: one record of any entity, as a value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-entities.h"

G_BEGIN_DECLS

/**
 * PilotValueKind:
 * @PILOT_VALUE_UNSET: nothing is said of the field (a partial change leaves it as it is)
 * @PILOT_VALUE_NULL: the field is empty
 * @PILOT_VALUE_INTEGER: integer, boolean and time fields
 * @PILOT_VALUE_TEXT: all others
 */
typedef enum {
  PILOT_VALUE_UNSET,
  PILOT_VALUE_NULL,
  PILOT_VALUE_INTEGER,
  PILOT_VALUE_TEXT,
} PilotValueKind;

typedef struct
{
  PilotValueKind kind;
  guint length_bytes; /* of text, without the NUL */
  gint64 integer;
  const char *text; /* NUL-terminated UTF-8; who owns it: the record, or the batch's arena */
} PilotValue;

/** pilot_value_equal: same kind and content; UNSET equals only UNSET. */
gboolean pilot_value_equal (const PilotValue *a, const PilotValue *b);

/**
 * PilotRecord:
 *
 * A reference-counted record: an entity and a value for each of its fields. Not thread-safe while it is changed; a
 * record that is no longer changed may be read from any thread.
 */
struct _PilotRecord
{
  /*< private >*/
  gatomicrefcount ref_count;
  const PilotSchema *schema;
  PilotValue values[]; /* schema->n_fields; text (owned) */
};

PilotRecord *pilot_record_new (PilotEntity entity); /* every field unset */
PilotRecord *pilot_record_ref (PilotRecord *self);
void pilot_record_unref (PilotRecord *self);
PilotRecord *pilot_record_copy (const PilotRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRecord, pilot_record_unref)

#define PILOT_TYPE_RECORD (pilot_record_get_type ())
GType pilot_record_get_type (void); /* boxed */

const PilotSchema *pilot_record_get_schema (const PilotRecord *self);
PilotEntity pilot_record_get_entity (const PilotRecord *self);

/** pilot_record_get_id: (nullable): the UUID, or %NULL while unset. Borrowed. */
const char *pilot_record_get_id (const PilotRecord *self);

/** pilot_record_get_value: borrowed, valid until the field is set again. */
const PilotValue *pilot_record_get_value (const PilotRecord *self, guint field);

/** pilot_record_get_text: (nullable): the text; %NULL where unset, null or not a text. Borrowed. */
const char *pilot_record_get_text (const PilotRecord *self, guint field);

/** pilot_record_get_integer: the number; 0 where unset or null. */
gint64 pilot_record_get_integer (const PilotRecord *self, guint field);

gboolean pilot_record_is_set (const PilotRecord *self, guint field);

/** pilot_record_set_text: copies @text; %NULL makes the field null. @text must be valid UTF-8. */
void pilot_record_set_text (PilotRecord *self, guint field, const char *text);
void pilot_record_set_integer (PilotRecord *self, guint field, gint64 value);
void pilot_record_set_null (PilotRecord *self, guint field);
void pilot_record_unset (PilotRecord *self, guint field);

/** pilot_record_set_value: copies @value, the text too. */
void pilot_record_set_value (PilotRecord *self, guint field, const PilotValue *value);

/** pilot_record_merge: sets in @self every field that is set in @changes (of the same entity), but for the id. */
void pilot_record_merge (PilotRecord *self, const PilotRecord *changes);

/**
 * pilot_record_diff:
 * @before: (nullable): a record, or %NULL for "nothing yet"
 * @after: a record of the same entity
 *
 * Only fields that clients may write are compared; id is carried over.
 *
 * Returns: (transfer full) (nullable): a record with the fields of @after that are set there and differ from @before,
 *   or %NULL if none does
 */
PilotRecord *pilot_record_diff (const PilotRecord *before, const PilotRecord *after);

/** pilot_record_dup_title: (transfer full): what names the record to a person; "" where it has no name. */
char *pilot_record_dup_title (const PilotRecord *self);

/**
 * pilot_record_dup_display:
 *
 * The field as a person reads it: choices by their translated label, times in the local zone, null as "".
 * A reference shows its UUID; who has the store shows the title instead.
 *
 * Returns: (transfer full)
 */
char *pilot_record_dup_display (const PilotRecord *self, guint field);

G_END_DECLS
