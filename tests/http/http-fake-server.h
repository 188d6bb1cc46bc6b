/* http-fake-server.h: a server that answers byte for byte what a test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** HttpFakeRequest: what came: the head with its line breaks, in lower case but for the first line, and the body. */
typedef struct
{
  const char *line; /* "GET /v1/me HTTP/1.1" */
  const char *head;
  const char *body;
} HttpFakeRequest;

/**
 * HttpFakeFunc: answers by writing to @out; the connection is closed afterwards unless TRUE is returned. Called in the
 * connection's thread.
 */
typedef gboolean (*HttpFakeFunc) (const HttpFakeRequest *request, GOutputStream *out, gpointer user_data);

typedef struct _HttpFakeServer HttpFakeServer;

/** http_fake_server_new: listens on the loopback; with TLS if @certificate (nullable) is given. */
HttpFakeServer *http_fake_server_new (GTlsCertificate *certificate, HttpFakeFunc func, gpointer user_data);
void http_fake_server_free (HttpFakeServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpFakeServer, http_fake_server_free)

/** http_fake_server_get_address: "http://127.0.0.1:PORT" */
const char *http_fake_server_get_address (HttpFakeServer *self);

/** http_fake_write: writes text; a reader that has gone is no error. */
void http_fake_write (GOutputStream *out, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
