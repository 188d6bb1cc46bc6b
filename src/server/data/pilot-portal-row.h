/* pilot-portal-row.h: a record as it lies in the portal's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** PilotPortalRow: borrowed from a statement that stands on it; valid until that is stepped or reset. */
typedef struct
{
  const PilotSchema *schema;
  gint64 row;
  gboolean deleted;
  const char *op; /* (nullable) */
  PilotValue values[PILOT_MAX_FIELDS];
} PilotPortalRow;

/** pilot_portal_row_read: what @statement (of pilot_portal_db_schema_select()) stands on. */
void pilot_portal_row_read (PilotPortalRow *self, const PilotSchema *schema, PilotStatement *statement);

/**
 * pilot_portal_row_find:
 * @statement: (out) (transfer none): stands on the row; to be reset when the row is no longer needed
 * @found: (out): whether there is one, be it a tombstone
 */
gboolean pilot_portal_row_find (PilotPortalRow *self, PilotPortalDb *db, const PilotSchema *schema, const char *id,
                                PilotStatement **statement, gboolean *found, GError **error);

/** pilot_portal_row_append_json: the record or the tombstone, as the API shows it. */
void pilot_portal_row_append_json (const PilotPortalRow *self, GString *out, gboolean with_op);

gint64 pilot_portal_row_get_revision (const PilotPortalRow *self);

G_END_DECLS
