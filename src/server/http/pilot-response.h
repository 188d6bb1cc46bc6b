/* pilot-response.h: what a handler answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The last part of "urn:pilotage:problem:…": stable, clients decide by it. */
#define PILOT_PROBLEM_UNAUTHORIZED "unauthorized"
#define PILOT_PROBLEM_FORBIDDEN "forbidden"
#define PILOT_PROBLEM_NOT_FOUND "not-found"
#define PILOT_PROBLEM_METHOD_NOT_ALLOWED "method-not-allowed"
#define PILOT_PROBLEM_CONFLICT "conflict"
#define PILOT_PROBLEM_PRECONDITION_FAILED "precondition-failed"
#define PILOT_PROBLEM_PRECONDITION_REQUIRED "precondition-required"
#define PILOT_PROBLEM_INVALID "invalid"
#define PILOT_PROBLEM_GONE "gone"
#define PILOT_PROBLEM_TOO_LARGE "too-large"
#define PILOT_PROBLEM_THROTTLED "throttled"
#define PILOT_PROBLEM_KEY_REUSED "key-reused"
#define PILOT_PROBLEM_UNSUPPORTED_MEDIA_TYPE "unsupported-media-type"
#define PILOT_PROBLEM_BUSY "busy"
#define PILOT_PROBLEM_INTERNAL "internal"
#define PILOT_PROBLEM_TIMEOUT "timeout"

/**
 * PilotResponse:
 *
 * A plain value, filled on a worker thread, sent on the main thread. A new one is 500 without a body, so that a handler
 * that forgets to answer is found out.
 */
typedef struct
{
  guint status;
  const char *content_type; /* (nullable): static; %NULL: no body */
  GString *body;            /* (owned): append to it; UTF-8 */
  GBytes *body_bytes;       /* (owned) (nullable): sent in the place of @body where it is set */
  gint64 etag;              /* revision for the ETag header; 0: none */
  guint retry_after_secs;   /* 0: no Retry-After header */
  char *allow;              /* (owned) (nullable): Allow header, of a 405 */
  char *ended_token_id;     /* (owned) (nullable): a token that is no good any more: its event streams end */
  gint64 changed_revision;  /* newest revision, if this request changed anything: the event stream says so; 0: nothing changed */
  gboolean survey_again;   /* no answer: what was surveyed has changed meanwhile */
} PilotResponse;

PilotResponse *pilot_response_new (void);
void pilot_response_free (PilotResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotResponse, pilot_response_free)

/**
 * pilot_response_json:
 *
 * Sets status and content type; the caller appends the JSON text to the returned string (emptied).
 *
 * Returns: (transfer none): the body
 */
GString *pilot_response_json (PilotResponse *self, guint status);

/** pilot_response_empty: a status without a body (204, 304). */
void pilot_response_empty (PilotResponse *self, guint status);

/**
 * pilot_response_problem:
 * @status: 4xx or 5xx
 * @slug: one of PILOT_PROBLEM_…
 * @detail: (nullable): a sentence for developers, in English; no personal data
 *
 * Answers with an RFC 9457 problem; whatever was in the body goes.
 */
void pilot_response_problem (PilotResponse *self, guint status, const char *slug, const char *detail);

/**
 * pilot_response_problem_with:
 * @members_json: (nullable): further members as JSON text without braces, e.g. `"deleted":true,"current":null`
 */
void pilot_response_problem_with (PilotResponse *self, guint status, const char *slug, const char *detail,
                                  const char *members_json);

/** pilot_response_invalid: 422 for one field. @field: JSON name; @message: English, no personal data. */
void pilot_response_invalid (PilotResponse *self, const char *field, const char *message);

/**
 * pilot_response_error:
 * @request_id: for the log
 * @error: what went wrong in here
 *
 * 503 where trying again later may help (busy, disk full), else 500. The error is logged, not told.
 */
void pilot_response_error (PilotResponse *self, const char *request_id, const GError *error);

/** pilot_response_dup_wire: (transfer full): the answer as HTTP/1.1 that ends the connection; for where the HTTP library can't. */
char *pilot_response_dup_wire (PilotResponse *self);

/** pilot_response_append_json_string: appends @text (nullable: `null`) to @out as a JSON string with its quotes. Any thread. */
void pilot_response_append_json_string (GString *out, const char *text);

G_END_DECLS
