/* sync-fixture.h: a store, the other side in memory, and a clock
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-entities.h"
#include "pilot-fake-connection.h"
#include "pilot-store.h"
#include "pilot-sync-coordinator.h"
#include "pilot-test.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;                        /* (owned) */
  PilotFakeClock *clock;             /* (owned) */
  PilotFakeConnection *there;        /* (owned) */
  PilotStore *store;                 /* (owned) */
  PilotSyncCoordinator *coordinator; /* (owned) */
} SyncFixture;

void sync_fixture_init (SyncFixture *f);
void sync_fixture_init_at (SyncFixture *f, const char *path);
void sync_fixture_clear (SyncFixture *f);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyncFixture, sync_fixture_clear)

/** sync_fixture_reopen: the program ends and starts again. */
void sync_fixture_reopen (SyncFixture *f);

/** sync_fixture_run: a round that must succeed. */
void sync_fixture_run (SyncFixture *f);

/** sync_fixture_fail: a round that must fail with @code of PILOT_ERROR. */
void sync_fixture_fail (SyncFixture *f, int code);

/** sync_fixture_save: a local edit; @fields: pairs of field and text, ended by 0. Returns: (transfer none): the id */
const char *sync_fixture_save (SyncFixture *f, PilotEntity entity, const char *id, ...);
void sync_fixture_delete (SyncFixture *f, PilotEntity entity, const char *id);

/** sync_fixture_put: somebody else's edit over there. */
void sync_fixture_put (SyncFixture *f, PilotEntity entity, const char *id, ...);

/** sync_fixture_assert_local: field of the record as the person sees it; @text NULL and @field 0: there is none. */
void sync_fixture_assert_local (SyncFixture *f, PilotEntity entity, const char *id, guint field, const char *text);
void sync_fixture_assert_there (SyncFixture *f, PilotEntity entity, const char *id, guint field, const char *text);

/** sync_fixture_assert_log: what was pushed since the last call. */
void sync_fixture_assert_log (SyncFixture *f, const char *log);

/** sync_fixture_assert_outbox: the rows as "kind state" with ", " between, e.g. "create waiting, update held". */
void sync_fixture_assert_outbox (SyncFixture *f, const char *rows);

/** sync_fixture_get_seq: the number of row @index of the outbox. */
gint64 sync_fixture_get_seq (SyncFixture *f, guint index);

/** sync_fixture_assert_same: both sides have the same records of the kind, and nothing waits. */
void sync_fixture_assert_same (SyncFixture *f, PilotEntity entity);

/** sync_fixture_add_row: an agency of an import; what is %NULL isn't said. */
void sync_fixture_add_row (PilotBatch *batch, const char *id, const char *name, const char *city);

/** sync_fixture_import: imports agencies. @expected: how many rows the store is told to expect. */
PilotStoreImportResult sync_fixture_import (SyncFixture *f, PilotBatch *batch, guint64 expected);

/** sync_fixture_import_three: one agency that both sides have gets another name, and two are new; not sent yet. */
void sync_fixture_import_three (SyncFixture *f);

/** sync_fixture_cut_import: the import is sent, but no answer comes: it is in doubt. */
void sync_fixture_cut_import (SyncFixture *f, gboolean carried_out);

/** An id for tests: @n below 65536. (transfer none) */
const char *sync_fixture_id (guint n);

#define AGENCY PILOT_ENTITY_AGENCY
#define NAME PILOT_AGENCY_NAME
#define CITY PILOT_AGENCY_CITY

G_END_DECLS
