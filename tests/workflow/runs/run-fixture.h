/* run-fixture.h: a workspace with a company that migrates, over a connection in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-fake-connection.h"
#include "pilot-test.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/** Agencies 0 to 5, "Agency 0"; agency n has the users n and 10 + n, and the candidates that say so. */
#define RUN_N_AGENCIES 6

typedef struct
{
  PilotFakeConnection *connection; /* (owned) */
  char *dir;                       /* (owned) */
  PilotWorkspace *workspace;       /* (owned) */
} RunFixture;

void run_fixture_set_up (RunFixture *self, gconstpointer data);
void run_fixture_tear_down (RunFixture *self, gconstpointer data);

/** run_id: (transfer full): the id of the record @n of a kind. */
char *run_id (PilotEntity entity, guint n);

/** run_put: writes on the other side, and waits until it is here. */
void run_put (RunFixture *self, const PilotRecord *record);

/** run_set: sets one text of a record on the other side, and waits until it is here. */
void run_set (RunFixture *self, PilotEntity entity, guint n, guint field, const char *text);

/** run_make: (transfer full): the run @n with this choice and everything decided, saved and sent; its id. */
char *run_make (RunFixture *self, guint n, const char *kind, const char *choice);

/** run_get: (transfer full): the run as it stands here. */
PilotRecord *run_get (RunFixture *self, const char *id);

/** run_wait_sent: until nothing waits to be sent. */
void run_wait_sent (RunFixture *self);

/** run_done_cb: keeps the result in a GAsyncResult *. */
void run_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/** run_save: saves and waits. */
gboolean run_save (RunFixture *self, PilotRecord *record, GError **error);

/** run_choose: chooses agencies in the run; %G_MAXUINT ends them. */
void run_choose (RunFixture *self, const char *id, gboolean included, ...);

G_END_DECLS
