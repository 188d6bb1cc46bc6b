/* client-fixture.h: the application's side without a window, over a real portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** The cache file below a client's folder is named after this. */
#define CLIENT_PROFILE_ID "77777777-7777-4777-8777-777777777777"

/** Client: one start of the application on a cache that outlives it. */
typedef struct
{
  PilotConnectionProvider *provider; /* (owned) */
  PilotConnectionProfile *profile;   /* (owned) */
  PilotWorkspace *workspace;         /* (owned) */
  gint64 opened_unix_usec;
} Client;

void client_open (Client *self, const char *dir, const char *address, const char *token);
void client_close (Client *self);

/** client_is_in_step: whether a round has come to its end since it was opened, and nothing is left that could be sent. */
gboolean client_is_in_step (Client *self);

/** client_done_cb: keeps the result in a GAsyncResult *. */
void client_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/** client_wait: iterates the main context until *@result is there. */
void client_wait (GAsyncResult **result);

G_END_DECLS
