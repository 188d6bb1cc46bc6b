/* pilot-query-list-rows.h: the records of a list that are near what is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"
#include "pilot-row.h"

G_BEGIN_DECLS

/** Rows that are read together. */
#define PILOT_ROW_CACHE_WINDOW 64

/**
 * PilotRowCache:
 *
 * Keeps the #PilotRow objects of the windows that were asked for last, and knows those that somebody else still holds.
 * Main thread.
 */
typedef struct _PilotRowCache PilotRowCache;

/** pilot_row_cache_new: @db: (transfer full): a reading connection */
PilotRowCache *pilot_row_cache_new (PilotDatabase *db, PilotEntity entity);
void pilot_row_cache_free (PilotRowCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRowCache, pilot_row_cache_free)

PilotEntity pilot_row_cache_get_entity (PilotRowCache *self);

/** pilot_row_cache_get: (transfer none) (nullable): the row if it is in memory. */
PilotRow *pilot_row_cache_get (PilotRowCache *self, guint32 row);

/**
 * pilot_row_cache_load:
 * @rows: (array length=n_rows): a window, at most %PILOT_ROW_CACHE_WINDOW
 *
 * Reads those that are not in memory, in less than a millisecond, and keeps all of them in the place of the window
 * that was loaded longest ago. A record that is gone meanwhile stays away.
 */
gboolean pilot_row_cache_load (PilotRowCache *self, const guint32 *rows, guint n_rows, GError **error);

/**
 * pilot_row_cache_refresh:
 * @changed: (element-type guint32): gets the rows whose record is another now; their objects are forgotten
 *
 * Reads again all that are in memory (some hundred).
 */
gboolean pilot_row_cache_refresh (PilotRowCache *self, GArray *changed, GError **error);

/** pilot_row_cache_find: the row number of a record, or -1. */
gint64 pilot_row_cache_find (PilotRowCache *self, const char *id);

G_END_DECLS
