/* pilot-http-error.h: what a person is told when HTTP fails
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-error.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** PilotHttpProblem: problem details [RFC 9457], as far as an answer has them. */
typedef struct
{
  char *slug;              /* (owned) (nullable): the last part of "type", e.g. "conflict" */
  char *detail;            /* (owned) (nullable): one or more sentences by the portal */
  gint64 retry_after_usec; /* 0: not told */
} PilotHttpProblem;

void pilot_http_problem_clear (PilotHttpProblem *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotHttpProblem, pilot_http_problem_clear)

/**
 * pilot_http_problem_parse:
 * @self: (out caller-allocates): filled with what can be read; what can't is left empty
 * @body: (nullable): the answer's body
 *
 * The messages of "errors" are put behind the detail, three at most. Any thread.
 */
void pilot_http_problem_parse (PilotHttpProblem *self, GBytes *body);

/**
 * pilot_http_error_set_status:
 * @status: 300 or above
 * @problem: what the answer says
 *
 * Sets PILOT_ERROR by the one table of statuses and problem types. Returns: FALSE
 */
gboolean pilot_http_error_set_status (GError **error, guint status, const PilotHttpProblem *problem);

/**
 * pilot_http_error_set_transport:
 * @cause: (transfer full): why no whole answer came
 * @tls_errors: what is wrong with the certificate, 0: nothing
 *
 * G_IO_ERROR_CANCELLED and PILOT_ERROR pass as they are; the rest becomes PILOT_ERROR. Returns: FALSE
 */
gboolean pilot_http_error_set_transport (GError **error, GError *cause, GTlsCertificateFlags tls_errors);

G_END_DECLS
