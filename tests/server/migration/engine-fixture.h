/* engine-fixture.h: a company of which every record is known, and runs on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-engine.h"
#include "pilot-test-data.h"
#include "pilot-test-run.h"

G_BEGIN_DECLS

/** EngineSmall: a company of which every record is known. */
typedef struct
{
  TestData *data; /* (owned) */
  PilotPortalDb *db;
  PilotEngine *engine; /* (owned) */
  char *process;       /* (owned), as all ids */
  char *stage;
  char *agency;
  char *recruiter;
  char *job;
  char *filled;
  char *assignment;
  char *candidate;
} EngineSmall;

EngineSmall *engine_small_new (void);
void engine_small_free (EngineSmall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EngineSmall, engine_small_free)

/** engine_small_add_candidate: (transfer full): another one: its id. */
char *engine_small_add_candidate (EngineSmall *self, const char *status);

/** engine_small_run_through: starts the run and executes it to its end. */
void engine_small_run_through (EngineSmall *self, const char *run_id);

/** engine_test_step_on: one step. FALSE: nothing was to be done. */
gboolean engine_test_step_on (PilotEngine *engine, PilotPortalDb *db);

/** engine_test_step: the same, which changes what others see: not so where somebody waits. */
gboolean engine_test_step (PilotEngine *engine, PilotPortalDb *db);
void engine_test_start (PilotPortalDb *db, const char *run_id);

/** engine_test_execute: until nothing is left to do; what must hold holds after each step. Returns: how many there were */
guint engine_test_execute (PilotEngine *engine, PilotPortalDb *db);

#define engine_assert_field(db, kind, id, column, expected)                                \
  G_STMT_START                                                                      \
  {                                                                                 \
    g_autofree char *value_ = test_run_get (db, PILOT_ENTITY_##kind, id, column);   \
    g_assert_cmpstr (value_, ==, expected);                                         \
  }                                                                                 \
  G_STMT_END

void engine_assert_moved (PilotPortalDb *db, PilotEntity kind, const char *source_id, const char *column, const char *expected);
void engine_assert_result (PilotPortalDb *db, const char *run_id, const char *source_id, const char *outcome, const char *reason);
void engine_assert_counts (PilotPortalDb *db, const char *run_id, const char *state, gint64 moved, gint64 linked, gint64 skipped,
                           gint64 failed);

G_END_DECLS
