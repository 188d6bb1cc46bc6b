/* cache-fixture.h: a cache file with records, for tests of what reads it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"
#include "pilot-record.h"

G_BEGIN_DECLS

/** cache_fixture_open: (transfer full): a writing connection to a new cache with all tables and indexes. */
PilotDatabase *cache_fixture_open (const char *path);

/** cache_fixture_add: stores the record; gives it an id if it has none. Returns: its row number */
gint64 cache_fixture_add (PilotDatabase *db, PilotRecord *record);

/** cache_fixture_add_candidate: (transfer none) texts, each (nullable). Returns: its row number */
gint64 cache_fixture_add_candidate (PilotDatabase *db, const char *name, const char *email, const char *agency_id, const char *status);

/** cache_fixture_add_agency: (transfer full): its id */
char *cache_fixture_add_agency (PilotDatabase *db, const char *name);

/** cache_fixture_exec: runs @sql, ends the test where it fails. */
void cache_fixture_exec (PilotDatabase *db, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
