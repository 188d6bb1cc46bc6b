/* wire-samples.h: records to write and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-wire.h"

/** wire_samples_fill: sets every field of row @row by its type; @seed varies the content. The texts need escapes. */
void wire_samples_fill (PilotBatch *batch, PilotBatchRow *row, guint seed);

/** wire_samples_page: (transfer full): a page with @n_items records of all kinds, and the batch that it was made of. */
GString *wire_samples_page (PilotBatch *batch, guint n_items);

/** wire_samples_parse: reads @json in pieces of @piece bytes (0: whole). */
gboolean wire_samples_parse (const char *json, gsize length, gsize piece, const PilotSchema *schema, PilotBatch *batch,
                             PilotWirePage *page, GError **error);

/** wire_samples_assert_equal: both batches hold the same rows. */
void wire_samples_assert_equal (const PilotBatch *a, const PilotBatch *b);
