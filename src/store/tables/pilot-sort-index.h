/* pilot-sort-index.h: the columns and indexes that lists need, for any entity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/*
 * An entity's table is named after the schema, has an INTEGER PRIMARY KEY (any name: it is read as `rowid`; 1 to 2³²−1),
 * a column for each field under the field's name (id and references as TEXT), and beside each text field with
 * PILOT_FIELD_SORTED a BLOB column `<field>_key` with the key by pilot_collation_make_key() (NULL for a NULL text).
 */

/** pilot_sort_index_has_key: whether a column `<field>_key` stands beside the field: a text that lists sort by at once. */
gboolean pilot_sort_index_has_key (const PilotField *field);

/**
 * pilot_sort_index_list_sql:
 * @schema: an entity
 * @table: the table's name in the database (of a staging table too)
 *
 * The indexes that lists sort and filter by: one for each field with PILOT_FIELD_SORTED and one on updated_at. The
 * unique index on `id` is the table's own business. Made after a first load they cost half.
 *
 * Returns: (transfer full) (element-type utf8): CREATE INDEX statements; the indexes are named `<table>_by_<field>`
 */
GPtrArray *pilot_sort_index_list_sql (const PilotSchema *schema, const char *table);

G_END_DECLS
