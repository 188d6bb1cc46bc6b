/* pilot-id-filter.h: whether an id may be among many, in little memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PilotIdFilter:
 *
 * A Bloom filter over UUIDs: what was added is always found, of the rest one in a hundred is too. Ten bits an id. Used
 * by one thread.
 */
typedef struct _PilotIdFilter PilotIdFilter;

/** pilot_id_filter_new: @n_expected: ids that will be added; more make it find too much. */
PilotIdFilter *pilot_id_filter_new (guint64 n_expected);
void pilot_id_filter_free (PilotIdFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotIdFilter, pilot_id_filter_free)

/** pilot_id_filter_add: @id: any text. */
void pilot_id_filter_add (PilotIdFilter *self, const char *id);

/** pilot_id_filter_may_contain: %FALSE: it was certainly not added. */
gboolean pilot_id_filter_may_contain (const PilotIdFilter *self, const char *id);

G_END_DECLS
