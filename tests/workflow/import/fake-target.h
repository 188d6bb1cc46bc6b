/* fake-target.h: an import target in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-target.h"

G_BEGIN_DECLS

#define FAKE_TYPE_TARGET (fake_target_get_type ())
G_DECLARE_FINAL_TYPE (FakeTarget, fake_target, FAKE, TARGET, GObject)

FakeTarget *fake_target_new (void);

/** fake_target_add: a record with pairs of field names and texts up to %NULL. Returns: (transfer none): its UUID */
const char *fake_target_add (FakeTarget *self, PilotEntity entity, ...) G_GNUC_NULL_TERMINATED;

guint fake_target_get_n_records (FakeTarget *self);

/** fake_target_get_text: (nullable): the field @wanted of the record whose @field is @value. */
const char *fake_target_get_text (FakeTarget *self, const char *field, const char *value, const char *wanted);

/** fake_target_delete: the record is gone, and known to have been there. */
void fake_target_delete (FakeTarget *self, const char *id);

/** fake_target_fail_after: fails after so many rows, or cancels (then as a store would); 0: never. */
void fake_target_fail_after (FakeTarget *self, guint n_rows, GCancellable *cancel);

/** fake_target_set_stubborn: when it is cancelled it fails of something else, as a store does that waits for another program. */
void fake_target_set_stubborn (FakeTarget *self);

/** fake_target_set_counts_only: rows are counted, not kept. */
void fake_target_set_counts_only (FakeTarget *self);

G_END_DECLS
