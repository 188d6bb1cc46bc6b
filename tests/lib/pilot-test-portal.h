/* pilot-test-portal.h: a real portal process for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-role.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * PilotTestPortal:
 *
 * A portal process on loopback, which ends with the test, whatever becomes of it. What goes wrong fails the test. All
 * calls block. With PILOT_RECORD_TRAFFIC=FILE in the environment each exchange is appended to that file as a line of
 * JSON: {method, path, requestHeaders, requestBody, status, responseHeaders, responseBody}.
 */
typedef struct _PilotTestPortal PilotTestPortal;

/**
 * pilot_test_portal_start:
 * @data_dir: (nullable): folder of its data; %NULL: a new one
 * @args: (nullable) (array zero-terminated=1): further arguments, e.g. "--seed-demo"
 */
PilotTestPortal *pilot_test_portal_start (const char *data_dir, const char *const *args);

/** pilot_test_portal_start_demo: a new folder with the demo company in its usual size. */
PilotTestPortal *pilot_test_portal_start_demo (void);

/** pilot_test_portal_free: stops it cleanly if it runs, and asserts that it ended well. */
void pilot_test_portal_free (PilotTestPortal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotTestPortal, pilot_test_portal_free)

/** pilot_test_portal_stop: SIGTERM; asserts that it exits with 0. */
void pilot_test_portal_stop (PilotTestPortal *self);

/** pilot_test_portal_kill: SIGKILL. */
void pilot_test_portal_kill (PilotTestPortal *self);

/** pilot_test_portal_restart: on the same data and the same port, after it was stopped or killed. */
void pilot_test_portal_restart (PilotTestPortal *self);

/** pilot_test_portal_send_signal: to the process; returns at once. */
void pilot_test_portal_send_signal (PilotTestPortal *self, int number);

/** pilot_test_portal_wait: until it has ended. Returns: its exit status; -1: ended by a signal. */
int pilot_test_portal_wait (PilotTestPortal *self);

/** pilot_test_portal_close_input: ends its standard input. */
void pilot_test_portal_close_input (PilotTestPortal *self);

const char *pilot_test_portal_get_address (PilotTestPortal *self); /* e.g. "http://127.0.0.1:40123" */
guint16 pilot_test_portal_get_port (PilotTestPortal *self);
const char *pilot_test_portal_get_data_dir (PilotTestPortal *self);

/** pilot_test_portal_get_token: (transfer none): an admin's, good for as long as this process of the portal runs. */
const char *pilot_test_portal_get_token (PilotTestPortal *self);

/** pilot_test_portal_sign_in: (transfer none): a token of a demo member; asked for once, then remembered. */
const char *pilot_test_portal_sign_in (PilotTestPortal *self, const char *email);

/** pilot_test_portal_sign_in_as: (transfer none): the same for the first demo member of the role (a recruiter: by an admin's token). */
const char *pilot_test_portal_sign_in_as (PilotTestPortal *self, PilotRole role);

/** PilotTestAnswer: what came back. */
typedef struct
{
  guint status;
  SoupMessageHeaders *headers; /* (owned) */
  GBytes *bytes;               /* (owned): as they came */
  char *body;                  /* (owned): the same with a NUL */
  JsonNode *json;              /* (owned) (nullable): the same, if it is JSON */
} PilotTestAnswer;

void pilot_test_answer_free (PilotTestAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotTestAnswer, pilot_test_answer_free)

/**
 * pilot_test_portal_request:
 * @method: e.g. "GET"
 * @path: with the query, e.g. "/v1/agencies?limit=5"
 * @token: (nullable): bearer token
 * @body: (nullable): JSON text
 * @...: pairs of a header's name and its value (a %NULL value leaves it out), then %NULL
 *
 * "Content-Type: application/json" is sent with a body, and a new Idempotency-Key with each PUT, PATCH, DELETE and POST,
 * unless @... says otherwise. Fails the test if there is no answer.
 */
PilotTestAnswer *pilot_test_portal_request (PilotTestPortal *self, const char *method, const char *path, const char *token,
                                            const char *body, ...) G_GNUC_NULL_TERMINATED;

/** pilot_test_portal_try: the same without further headers; %NULL with @error where there is no answer. */
PilotTestAnswer *pilot_test_portal_try (PilotTestPortal *self, const char *method, const char *path, const char *token,
                                        const char *body, GError **error);

/** pilot_test_portal_get: GET; asserts 200 and JSON. */
PilotTestAnswer *pilot_test_portal_get (PilotTestPortal *self, const char *path, const char *token);

/** pilot_test_answer_get_object: (transfer none): the body; asserts that it is a JSON object. */
JsonObject *pilot_test_answer_get_object (PilotTestAnswer *self);

/** pilot_test_answer_get_problem: (transfer none): the last part of the problem's type; asserts that it is a problem. */
const char *pilot_test_answer_get_problem (PilotTestAnswer *self);
const char *pilot_test_answer_get_header (PilotTestAnswer *self, const char *name); /* (nullable) */

/* Asserts the status and says what came in its place. */
#define pilot_test_assert_status(answer, expected)                                                              \
  G_STMT_START                                                                                                  \
  {                                                                                                             \
    if ((answer)->status != (expected))                                                                         \
      g_error ("%s:%d: status %u, expected %u: %.500s", __FILE__, __LINE__, (answer)->status, (guint) (expected), \
               (answer)->body);                                                                                 \
  }                                                                                                             \
  G_STMT_END

G_END_DECLS
