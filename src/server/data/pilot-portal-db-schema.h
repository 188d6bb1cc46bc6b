/* pilot-portal-db-schema.h: the portal's tables, made from the entities' fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"
#include "pilot-schema.h"

G_BEGIN_DECLS

/*
 * A table of an entity has, beside its fields: "row" (its place in lists and snapshots, never reused), "op" (UUID of the
 * operation that changed it last) and "deleted" (a tombstone: every field but id, revision and updated_at is NULL).
 */

/** The columns that a select of an entity gives, in order; the fields follow them. */
enum {
  PILOT_COLUMN_ROW,
  PILOT_COLUMN_DELETED,
  PILOT_COLUMN_OP,
  PILOT_COLUMN_FIELDS,
};

/** pilot_portal_db_schema_tables: (transfer full): CREATE TABLE of all entities and of the portal's own tables. */
char *pilot_portal_db_schema_tables (void);

/** pilot_portal_db_schema_complete: gives a file of an older program the tables, columns and indexes that it lacks. */
gboolean pilot_portal_db_schema_complete (PilotDatabase *database, GError **error);

/** pilot_portal_db_schema_indexes: (transfer full): CREATE INDEX of one entity; apart, since filling goes faster without. */
char *pilot_portal_db_schema_indexes (const PilotSchema *schema);

/** pilot_portal_db_schema_drop_indexes: (transfer full): takes away those indexes that no rule leans on (not id). */
char *pilot_portal_db_schema_drop_indexes (const PilotSchema *schema);

/** pilot_portal_db_schema_select: (transfer full): "SELECT row, deleted, op, <fields> FROM <table> <rest>". */
char *pilot_portal_db_schema_select (const PilotSchema *schema, const char *rest);

/** pilot_portal_db_schema_insert: (transfer full): parameters: op, then the fields. */
char *pilot_portal_db_schema_insert (const PilotSchema *schema);

/** pilot_portal_db_schema_update: (transfer full): sets all; parameters: op, the fields, then the row. Undeletes. */
char *pilot_portal_db_schema_update (const PilotSchema *schema);

/** pilot_portal_db_schema_bury: (transfer full): makes a tombstone; parameters: op, revision, updated_at, row. */
char *pilot_portal_db_schema_bury (const PilotSchema *schema);

G_END_DECLS
