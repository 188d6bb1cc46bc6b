/* handoff-fixture.h: a company that migrates, and its hand-offs, over a connection in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "memory-workspace.h"
#include "pilot-handoff-maker.h"

G_BEGIN_DECLS

#define RUN "10000000-0000-4000-8000-000000000001"

typedef struct
{
  MemoryWorkspace memory;
} HandoffFixture;

/** handoff_fixture_set_up: agencies 1 to 5, some of which can be written to, and a run with a Friday; with @data it is not open yet. */
void handoff_fixture_set_up (HandoffFixture *self, gconstpointer data);
void handoff_fixture_tear_down (HandoffFixture *self, gconstpointer data);

/** handoff_put_agency: "Agency @n" with one user; @email, @language: (nullable). */
void handoff_put_agency (HandoffFixture *self, guint n, const char *email, const char *language, const char *status);

/** handoff_make: (transfer full) (nullable): made and waited for. */
PilotHandoffBatch *handoff_make (HandoffFixture *self, const char *kind, const char *run_id, const char *language, GError **error);

/** handoff_make_one: (transfer full): the only one. */
PilotHandoff *handoff_make_one (HandoffFixture *self, const char *kind, const char *run_id);

/** handoff_get: a text of its record. */
const char *handoff_get (const PilotHandoff *handoff, guint field);

/** handoff_assert_has: @part is somewhere in @text. */
void handoff_assert_has (const char *text, const char *part);

G_END_DECLS
