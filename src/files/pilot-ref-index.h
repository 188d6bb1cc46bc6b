/* pilot-ref-index.h: finds the record that a file means by a name, an address or a number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/**
 * PilotRefResult:
 * @PILOT_REF_FOUND: there is one
 * @PILOT_REF_UNKNOWN: there is none
 * @PILOT_REF_AMBIGUOUS: several records have this name
 */
typedef enum {
  PILOT_REF_FOUND,
  PILOT_REF_UNKNOWN,
  PILOT_REF_AMBIGUOUS,
} PilotRefResult;

/**
 * PilotRefIndex:
 *
 * A record is meant by its UUID, else its external id, else its licence or reference number or e-mail, else its name,
 * if only one has it. One thread at a time while it is filled; any number once it is not.
 */
typedef struct _PilotRefIndex PilotRefIndex;

PilotRefIndex *pilot_ref_index_new (void);
void pilot_ref_index_free (PilotRefIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRefIndex, pilot_ref_index_free)

/** pilot_ref_index_add: @values with the id set. */
void pilot_ref_index_add (PilotRefIndex *self, const PilotSchema *schema, const PilotValue *values);

/**
 * pilot_ref_index_find:
 * @text: UTF-8; case and blanks make no difference
 * @id: (out) (transfer none): the UUID, if found; valid until the next pilot_ref_index_add()
 */
PilotRefResult pilot_ref_index_find (const PilotRefIndex *self, PilotEntity entity, const char *text, gsize length_bytes, const char **id);

G_END_DECLS
