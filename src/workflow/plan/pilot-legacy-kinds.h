/* pilot-legacy-kinds.h: the kinds of records of the legacy portal, in the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/** pilot_legacy_kinds_get: (transfer none): agencies, recruiters, jobs, assignments, candidates, in this order; @n_kinds: (out). */
const PilotEntity *pilot_legacy_kinds_get (guint *n_kinds);

/** pilot_legacy_kinds_get_where: (nullable): SQL: which records of a kind are the legacy portal's; %NULL: all are. */
const char *pilot_legacy_kinds_get_where (PilotEntity kind);

G_END_DECLS
