/* pilot-portal-row.c: a record as it lies in the portal's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-row.h"

#include "pilot-portal-db-schema.h"
#include "pilot-statement.h"
#include "pilot-wire.h"

void
pilot_portal_row_read (PilotPortalRow *self, const PilotSchema *schema, PilotStatement *statement)
{
  self->schema = schema;
  self->row = pilot_statement_get_int64 (statement, PILOT_COLUMN_ROW);
  self->deleted = pilot_statement_get_int64 (statement, PILOT_COLUMN_DELETED) != 0;
  self->op = pilot_statement_get_text (statement, PILOT_COLUMN_OP);
  for (guint i = 0; i < schema->n_fields; i++)
    pilot_statement_get_value (statement, PILOT_COLUMN_FIELDS + i, &self->values[i]);
}

gboolean
pilot_portal_row_find (PilotPortalRow *self, PilotPortalDb *db, const PilotSchema *schema, const char *id,
                       PilotStatement **statement, gboolean *found, GError **error)
{
  *found = FALSE;
  *statement = pilot_portal_db_prepare (db, schema, PILOT_PORTAL_STATEMENT_BY_ID, error);
  if (*statement == NULL)
    return FALSE;
  pilot_statement_bind_static (*statement, 1, id, -1);
  if (!pilot_statement_step (*statement, found, error))
    return FALSE;
  if (*found)
    pilot_portal_row_read (self, schema, *statement);
  return TRUE;
}

void
pilot_portal_row_append_json (const PilotPortalRow *self, GString *out, gboolean with_op)
{
  pilot_wire_append_values (out, self->schema, self->values, with_op, self->op, self->deleted);
}

gint64
pilot_portal_row_get_revision (const PilotPortalRow *self)
{
  return self->values[PILOT_FIELD_REVISION].integer;
}
