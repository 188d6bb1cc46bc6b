/* pilot-store-schema.h: the tables of a cache file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"

G_BEGIN_DECLS

/**
 * pilot_store_schema_prepare:
 * @database: the writer's connection
 * @error: PILOT_ERROR; _TOO_NEW
 *
 * Migrates the file to PILOT_STORE_SCHEMA_VERSION and gives each entity of this program its table, with a column for
 * each field. Where fields came that the file doesn't have, everything is pulled anew; the outbox is kept.
 */
gboolean pilot_store_schema_prepare (PilotDatabase *database, GError **error);

/** pilot_store_meta_get: (out) @value (transfer full) (nullable). */
gboolean pilot_store_meta_get (PilotDatabase *database, const char *key, char **value, GError **error);
gboolean pilot_store_meta_set (PilotDatabase *database, const char *key, const char *value, GError **error);

G_END_DECLS
