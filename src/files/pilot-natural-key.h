/* pilot-natural-key.h: by what a record is recognised when a file doesn't know its UUID
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/** At most so many ways to recognise a record, the id among them. */
#define PILOT_MAX_KEY_LEVELS 5

/** The first way: by the record's own id. It holds whatever else the file says, its data set too. */
#define PILOT_KEY_LEVEL_ID 0

/** PilotNaturalKey: a digest of 96 bits; two texts with the same digest are taken as equal. */
typedef struct
{
  guint64 hash;
  guint32 check; /* 0: there is no key */
} PilotNaturalKey;

/**
 * pilot_natural_key_levels:
 *
 * The ways to recognise a record of @entity, the surest first: its id, where a file of ours knows it; else an agency by
 * its external id, else its licence number, else e-mail and name; a recruiter by external id, else e-mail; a job by external id, else reference; a candidate by
 * external id, else e-mail and job. What comes last holds only where nothing better is known.
 *
 * Returns: how many levels there are; 0 for entities that files don't hold
 */
guint pilot_natural_key_levels (PilotEntity entity);

/** pilot_natural_key_uses: whether @field is part of the key of @level. */
gboolean pilot_natural_key_uses (PilotEntity entity, guint level, guint field);

/**
 * pilot_natural_key_make:
 * @values: a value for each field of the schema
 * @keys: (out caller-allocates) (array fixed-size=5): the key of each level
 *
 * Case, blanks around and between words, and the width of letters make no difference. Records of different data sets
 * have different keys. Any thread.
 */
void pilot_natural_key_make (const PilotSchema *schema, const PilotValue *values, PilotNaturalKey *keys);

/**
 * pilot_natural_key_dup_id:
 * @fallback: what tells a record without any key apart from others, such as its line
 *
 * Of the keys but the id.
 *
 * Returns: (transfer full): a UUID that is the same wherever a record with the surest key of @values is met, whatever
 *   program or version makes it
 */
char *pilot_natural_key_dup_id (const PilotSchema *schema, const PilotValue *values, const char *fallback);

/** pilot_natural_key_from_id: the key of %PILOT_KEY_LEVEL_ID of a record with that UUID, which is in lower case, of whatever kind. */
PilotNaturalKey pilot_natural_key_from_id (const char *id, gsize length_bytes);

/** pilot_natural_key_from_text: the key of a single text under a number that says what it is. */
PilotNaturalKey pilot_natural_key_from_text (guint kind, const char *text, gsize length_bytes);

/**
 * pilot_natural_key_same:
 * @level: where the two have the same key
 *
 * Whether two records that have the same key at @level are the same: not if a surer key tells them apart.
 */
gboolean pilot_natural_key_same (const guint32 *checks_a, const guint32 *checks_b, guint level);

G_END_DECLS
