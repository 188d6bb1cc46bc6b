/* pilot-import-words.h: what the pages of an import say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"

G_BEGIN_DECLS

/** pilot_import_words_join: adds a sentence to @text (inout) (transfer full) (nullable). */
void pilot_import_words_join (char **text, const char *sentence);

/**
 * pilot_import_words_add:
 * @text: (inout) (transfer full) (nullable): what is said already
 * @sentence: a format with one %s for @n, digits grouped
 *
 * Adds a sentence of so many; of none there is nothing to say.
 */
void pilot_import_words_add (char **text, guint n, const char *sentence);

/** pilot_import_words_dup_heading: (transfer full): what a column is called, on one line, cut where it is long. */
char *pilot_import_words_dup_heading (PilotImporter *importer, guint column);

G_END_DECLS
