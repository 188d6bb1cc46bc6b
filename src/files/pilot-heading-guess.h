/* pilot-heading-guess.h: whether a file begins with headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/**
 * pilot_heading_guess_is_data:
 * @cells: (array length=n_cells): the file's first row
 *
 * Whether the row looks like data: none of its cells is what a column of agencies, recruiters, jobs or candidates is
 * called, and at least one is what no column is called: an address, a number, a date. Where neither shows, the row
 * counts as headings, as nearly all files have them. Pure; any thread.
 */
gboolean pilot_heading_guess_is_data (const char *const *cells, guint n_cells);

/**
 * pilot_heading_guess_find:
 * @rows: (element-type GStrv): the file's first rows
 *
 * Reports often have a title above their headings, or when they were made. Only a row with two names of columns, and more
 * in it than any row above, counts as the headings then. Pure; any thread.
 *
 * Returns: how many rows stand above the headings; 0 where the first row is taken for them, or nothing is
 */
guint pilot_heading_guess_find (GPtrArray *rows);

G_END_DECLS
