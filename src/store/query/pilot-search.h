/* pilot-search.h: the full-text index of the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"
#include "pilot-schema.h"

G_BEGIN_DECLS

/*
 * Each entity with PILOT_FIELD_SEARCHED fields has an FTS5 table `<entity>_search` without content of its own. SQL
 * triggers on the entity's table keep it in step in the transaction of the change itself, so whoever writes the table
 * has nothing to call. What a first load brought is indexed after it in slices: the table `search_progress` (entity,
 * through) says up to which rowid; the triggers leave rows above it alone, and the builder comes to them.
 *
 * All calls need a writing connection and belong on the writer thread.
 */

/** pilot_search_is_searched: whether the entity has a full-text index. */
gboolean pilot_search_is_searched (const PilotSchema *schema);

/**
 * pilot_search_allow:
 *
 * Lets the triggers of @db's schema write to FTS5 tables, which SQLite forbids where the schema is not trusted. To be
 * called for each writing connection.
 */
void pilot_search_allow (PilotDatabase *db);

/**
 * pilot_search_create:
 *
 * Makes the table, its progress row and the triggers, empty, with everything still to be indexed; what was there goes.
 * Call it inside a transaction: after the entity's table was made, and again after a snapshot took the place of the
 * table's rows (a dropped table took its triggers with it).
 */
gboolean pilot_search_create (PilotDatabase *db, const PilotSchema *schema, GError **error);

/**
 * pilot_search_defer:
 *
 * Call it in the transaction of a large import, before its first row: rows that are added from now on are left to
 * pilot_search_build_slice(), which takes a third of the triggers' time. Changes of rows that were there stay in step.
 * pilot_search_resume() has to follow in the same transaction.
 */
gboolean pilot_search_defer (PilotDatabase *db, const PilotSchema *schema, GError **error);

/** pilot_search_resume: the end of what pilot_search_defer() began; rows that are added later are indexed as they come. */
gboolean pilot_search_resume (PilotDatabase *db, const PilotSchema *schema, GError **error);

/**
 * pilot_search_build_slice:
 * @done: (out): whether every row of every entity is indexed now
 *
 * Indexes the next rows that are not yet, in a transaction of its own that takes some 100 ms. Call it again, between
 * other writes, until @done. Goes on where it stopped after a restart. Cheap when there is nothing to do.
 */
gboolean pilot_search_build_slice (PilotDatabase *db, gboolean *done, GError **error);

/**
 * pilot_search_split:
 * @words: (nullable): what a person typed, any text
 *
 * Cuts it into words as the index does, accents and case left as they are. Any thread.
 *
 * Returns: (transfer full): the words; none where @words holds no letter or digit
 */
GStrv pilot_search_split (const char *words);

/**
 * pilot_search_make_match:
 * @words: (nullable): what a person typed, any text
 *
 * Each word matches the beginning of a word, without regard to case and accents; all of them must match. Any thread.
 *
 * Returns: (transfer full) (nullable): an FTS5 expression; %NULL where @words holds no letter or digit
 */
char *pilot_search_make_match (const char *words);

G_END_DECLS
