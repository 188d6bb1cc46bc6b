/* pilot-synonyms.h: what the columns of people's files are called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/**
 * pilot_synonyms_normalise:
 * @text: a column's heading
 *
 * Lower case, without accents, blanks and punctuation: "Téléphone (bureau)" becomes "telephonebureau".
 *
 * Returns: (transfer full)
 */
char *pilot_synonyms_normalise (const char *text);

/** PilotSynonymFinder: one thread at a time. */
typedef struct _PilotSynonymFinder PilotSynonymFinder;

/** pilot_synonym_finder_new: @schema: what the rows are */
PilotSynonymFinder *pilot_synonym_finder_new (const PilotSchema *schema);
void pilot_synonym_finder_free (PilotSynonymFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotSynonymFinder, pilot_synonym_finder_free)

/**
 * pilot_synonym_finder_find:
 * @heading: a column's heading, in English, German, French, Spanish, Dutch, Polish or Italian, or as the field is
 *   called in the current language, in the API or in the cache
 * @sure: (out) (optional): %FALSE where the heading is a lesser name (a mobile number for the phone): another column
 *   of that field goes first
 *
 * Returns: the field's index, or -1
 */
int pilot_synonym_finder_find (PilotSynonymFinder *self, const char *heading, gboolean *sure);

G_END_DECLS
