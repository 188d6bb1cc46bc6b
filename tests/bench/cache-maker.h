/* cache-maker.h: a cache file filled with a lifelike company, without a portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"

G_BEGIN_DECLS

/** cache_maker_make: a new cache at @path with @n_candidates candidates and what they refer to, indexed; the same for the same numbers. */
void cache_maker_make (const char *path, guint n_candidates);

G_END_DECLS
