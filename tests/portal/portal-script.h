/* portal-script.h: a portal that answers what a test says, in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "http-fake-server.h"
#include "pilot-portal-connection.h"

G_BEGIN_DECLS

/** PortalScript: requests that are expected, each with its answer; what comes otherwise is answered with 500. */
typedef struct _PortalScript PortalScript;

PortalScript *portal_script_new (void);
void portal_script_free (PortalScript *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalScript, portal_script_free)

/** portal_script_expect: @line: beginning of the request line, e.g. "GET /v1/me "; @status 0: hangs up. */
void portal_script_expect (PortalScript *self, const char *line, guint status, const char *body);

/** portal_script_expect_raw: @answer: byte for byte; the connection is closed after it. */
void portal_script_expect_raw (PortalScript *self, const char *line, const char *answer);

/** portal_script_take: (transfer full): head and body of the request that came @index-th, from 0. */
char *portal_script_take (PortalScript *self, guint index);
guint portal_script_get_count (PortalScript *self);

/** portal_script_assert_done: all that was expected has come, and nothing else. */
void portal_script_assert_done (PortalScript *self);

const char *portal_script_get_address (PortalScript *self);

/** portal_script_connect: (transfer full): a connection with the token "script-token". */
PilotConnection *portal_script_connect (PortalScript *self);

G_END_DECLS
