/* pilot-search-words.h: what was typed, looked for in single texts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"

G_BEGIN_DECLS

/* How the index cuts a text into words, in the words of FTS5. */
#define PILOT_SEARCH_TOKENIZER "unicode61"
#define PILOT_SEARCH_TOKENIZER_OPTION "remove_diacritics"
#define PILOT_SEARCH_TOKENIZER_VALUE "2"

/**
 * PilotSearchWords:
 *
 * Tells whether one record matches a search, as the index would: texts are cut by the tokenizer of the index itself.
 * Some microseconds a record, where the index, which is made to find all, takes a hundred times that for one.
 * Used by one thread.
 */
typedef struct _PilotSearchWords PilotSearchWords;

/**
 * pilot_search_words_new:
 * @db: any connection
 * @words: (array zero-terminated=1): from pilot_search_split()
 * @error: where FTS5 is not to be had
 *
 * Returns: (transfer full): to be freed before @db is closed
 */
PilotSearchWords *pilot_search_words_new (PilotDatabase *db, char *const *words, GError **error);
void pilot_search_words_free (PilotSearchWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotSearchWords, pilot_search_words_free)

/** pilot_search_words_is_certain: %FALSE where only the index can tell: no words, too many, or one that is none to the tokenizer. */
gboolean pilot_search_words_is_certain (const PilotSearchWords *self);

/** pilot_search_words_begin: the texts of another record follow. */
void pilot_search_words_begin (PilotSearchWords *self);

/** pilot_search_words_look_in: one text of the record; need not end with NUL. */
void pilot_search_words_look_in (PilotSearchWords *self, const char *text, gsize length_bytes);

/** pilot_search_words_were_seen: whether each word began a word of any text since pilot_search_words_begin(). */
gboolean pilot_search_words_were_seen (const PilotSearchWords *self);

G_END_DECLS
