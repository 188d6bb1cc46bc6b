/* pilot-test-data.h: the portal's handlers on a small demo company, in this process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "pilot-demo.h"
#include "pilot-entities.h"
#include "pilot-request.h"
#include "pilot-response.h"
#include "pilot-test.h"

G_BEGIN_DECLS

/** TestData: a writing connection, a clock that stands still, and whose requests are made. */
typedef struct
{
  char *dir;             /* (owned) */
  PilotFakeClock *clock; /* (owned) */
  PilotPortalDb *db;     /* (owned) */
  PilotRole role;
  char *member_id;    /* (owned) (nullable) */
  char *recruiter_id; /* (owned) (nullable) */
  PilotPortalDb *survey_db;    /* (owned) (nullable): where there is one, what the portal surveys first is surveyed over it */
  gint64 survey_usec;           /* how long surveys take */
  guint n_surveys;              /* those before */
  const char *sql_after_survey; /* (nullable): what happens before the writer's turn comes */
} TestData;

/** test_data_new: @n_candidates 0: an empty file; otherwise a company with 20 agencies, 40 recruiters, 10 jobs. */
TestData *test_data_new (gint64 n_candidates);
void test_data_free (TestData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestData, test_data_free)

/** test_data_reopen: closes and opens it, as a restart does. */
void test_data_reopen (TestData *self);

/** TestAnswer: what a handler answered. */
typedef struct
{
  PilotResponse *response; /* (owned) */
  JsonNode *json;          /* (owned) (nullable) */
  JsonObject *object;      /* (nullable) */
} TestAnswer;

void test_answer_free (TestAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAnswer, test_answer_free)

/**
 * test_call:
 * @path: with the query; not percent-encoded
 * @body: (nullable)
 * @...: pairs of "If-Match", "If-None-Match" or "Idempotency-Key" and its value, then %NULL; a write without a key gets
 *   a new one
 */
TestAnswer *test_call (TestData *self, const char *method, const char *path, const char *body, ...) G_GNUC_NULL_TERMINATED;

/** test_get: GET; asserts 200. */
TestAnswer *test_get (TestData *self, const char *path);

/** test_ask: (transfer full): a call with one header; asserts the status. */
TestAnswer *test_ask (TestData *self, const char *method, const char *path, const char *body, const char *header, const char *value,
                      guint status);

/** test_create: PUTs what must never have been there. Returns: its revision */
gint64 test_create (TestData *self, const char *path, const char *body);

/** test_items: (transfer none): the member "items" (or "results") of a page. */
JsonArray *test_items (TestAnswer *answer);
JsonObject *test_item (TestAnswer *answer, guint index);

const char *test_text (JsonObject *object, const char *member); /* (nullable) */
gint64 test_number (JsonObject *object, const char *member);

/** test_problem: (transfer none): the last part of the problem's type. */
const char *test_problem (TestAnswer *answer);

/** test_first_id: (transfer full): id of the first record of a list, e.g. "/v1/jobs?status=SOURCING". */
char *test_first_id (TestData *self, const char *path);

/** test_count_agencies: that are not deleted. */
gint64 test_count_agencies (TestData *self);

/** test_agencies_json: (transfer full): the body of a bulk or a chunk: agencies @first to @first + @n - 1; every name is @name. */
char *test_agencies_json (guint first, guint n, const char *name);

/** test_revision: the newest revision. */
gint64 test_revision (TestData *self);

#define test_assert_status(answer, expected)                                                                          \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    if ((answer)->response->status != (expected))                                                                     \
      g_error ("%s:%d: status %u, expected %u: %.600s", __FILE__, __LINE__, (answer)->response->status, (guint) (expected), \
               (answer)->response->body->str);                                                                        \
  }                                                                                                                   \
  G_STMT_END

G_END_DECLS
