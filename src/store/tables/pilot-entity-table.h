/* pilot-entity-table.h: the table of an entity, generated from its schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-statement.h"

G_BEGIN_DECLS

/*
 * The table is named after the schema ("agency"). Its columns: `row` INTEGER PRIMARY KEY; one for each field under the
 * field's name (id, references, texts, dates, choices as TEXT; numbers, booleans, times as INTEGER); `pending` INTEGER:
 * 0, or the outbox row that changed the record last (it counts only while that row is in the table `outbox`); then
 * `<field>_key` BLOB for each field of pilot_sort_index_has_key(). A unique index `<table>_by_id` stands on id.
 *
 * Statements bind as pilot_entity_table_bind() does and select as pilot_entity_table_read() reads.
 */

/** Whether a record is pending (0 or 1), as an SQL expression over its table. */
#define PILOT_ENTITY_TABLE_PENDING_SQL "(pending<>0 AND pending IN (SELECT seq FROM outbox))"

/** pilot_entity_table_create_sql: (transfer full): CREATE TABLE @table, without any index. */
char *pilot_entity_table_create_sql (const PilotSchema *schema, const char *table);

/** pilot_entity_table_insert_sql: (transfer full): INSERT INTO @table. */
char *pilot_entity_table_insert_sql (const PilotSchema *schema, const char *table);

/** pilot_entity_table_upsert_sql: (transfer full): the same, replacing the record with the same id (its row stays). */
char *pilot_entity_table_upsert_sql (const PilotSchema *schema);

/**
 * pilot_entity_table_select_sql:
 * @suffix: what follows the table's name, e.g. "WHERE id=?1"
 * @raw_pending: %TRUE: the last column is the number in `pending` itself, valid or not; %FALSE: 0 or 1
 *
 * Returns: (transfer full): "SELECT <fields>,<pending> FROM <table> <suffix>"
 */
char *pilot_entity_table_select_sql (const PilotSchema *schema, const char *suffix, gboolean raw_pending);

/**
 * pilot_entity_table_bind:
 * @values: (array length=schema->n_fields): not copied: they live until the statement was run
 * @pending: the outbox row, or 0
 * @keys: room for PILOT_ENTITY_TABLE_KEYS_BYTES, lives as long
 *
 * Binds a whole row to a statement of insert or upsert, sort keys included. No allocation for ASCII text.
 */
void pilot_entity_table_bind (PilotStatement *statement, const PilotSchema *schema, const PilotValue *values, gint64 pending,
                              guint8 *keys);

/** Room for the sort keys of one row. */
#define PILOT_ENTITY_TABLE_KEYS_BYTES (8 * 256)

/** pilot_entity_table_read: (transfer full): the record of a row of pilot_entity_table_select_sql(). */
PilotRecord *pilot_entity_table_read (PilotStatement *statement, const PilotSchema *schema);

/** pilot_entity_table_read_pending: whether the row just read is pending. */
gboolean pilot_entity_table_read_pending (PilotStatement *statement, const PilotSchema *schema);

/** pilot_entity_table_create_indexes: those of pilot_sort_index_list_sql(). */
gboolean pilot_entity_table_create_indexes (PilotDatabase *database, const PilotSchema *schema, GError **error);

/** pilot_entity_table_drop_indexes: all indexes of a table but, with @keep_id, `<table>_by_id`. */
gboolean pilot_entity_table_drop_indexes (PilotDatabase *database, const char *table, gboolean keep_id, GError **error);

/** pilot_entity_table_rebuild_keys: makes all sort keys and indexes anew (the locale changed). To be called in a transaction. */
gboolean pilot_entity_table_rebuild_keys (PilotDatabase *database, GCancellable *cancellable, GError **error);

G_END_DECLS
