/* pilot-idempotency.c: what was answered to which key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-idempotency.h"

#include "pilot-statement.h"

#define HASH_LENGTH_BYTES 32

static void
update_part (GChecksum *checksum, const char *text)
{
  /* The NUL between the parts (and the one byte of a missing part) keeps "a","bc" apart from "ab","c". */
  g_checksum_update (checksum, (const guchar *) (text != NULL ? text : "\1"), (text != NULL ? strlen (text) : 1) + 1);
}

static void
hash_request (const PilotRequest *request, guint8 *hash)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = HASH_LENGTH_BYTES;

  update_part (checksum, request->method);
  update_part (checksum, request->path);
  update_part (checksum, request->if_match);
  update_part (checksum, request->if_none_match);
  if (request->body != NULL)
    {
      gsize size;
      const guchar *bytes = g_bytes_get_data (request->body, &size);

      g_checksum_update (checksum, bytes, size);
    }
  g_checksum_get_digest (checksum, hash, &length);
}

static void
replay (PilotStatement *statement, PilotResponse *response)
{
  gsize length;
  const char *body = pilot_statement_get_blob (statement, 3, &length);
  GString *out = pilot_response_json (response, (guint) pilot_statement_get_int64 (statement, 1));

  g_string_append_len (out, body, length);
  response->etag = pilot_statement_get_int64 (statement, 2);
}

gboolean
pilot_idempotency_replay (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response, gboolean *answered,
                          GError **error)
{
  PilotStatement *statement;
  guint8 hash[HASH_LENGTH_BYTES];

  *answered = FALSE;
  if (request->idempotency_key == NULL)
    return TRUE;
  statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                            "SELECT request_hash, status, etag, body FROM idempotency WHERE actor = ? AND key = ?",
                                            error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, pilot_request_get_actor (request));
  pilot_statement_bind_text (statement, 2, request->idempotency_key);
  if (!pilot_statement_step (statement, answered, error))
    return FALSE;
  if (*answered)
    {
      gsize length;
      const void *remembered = pilot_statement_get_blob (statement, 0, &length);

      hash_request (request, hash);
      if (length == sizeof hash && memcmp (remembered, hash, sizeof hash) == 0)
        replay (statement, response);
      else
        pilot_response_problem (response, 422, PILOT_PROBLEM_KEY_REUSED,
                                "This Idempotency-Key was used for another request already.");
    }
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
forget_old (PilotPortalDb *db, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "DELETE FROM idempotency WHERE created_at < ?", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, pilot_portal_db_get_now (db) - PILOT_IDEMPOTENCY_KEEP_USEC);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_idempotency_remember (PilotPortalDb *db, const PilotRequest *request, const PilotResponse *response, const char *record_id,
                            GError **error)
{
  PilotStatement *statement;
  guint8 hash[HASH_LENGTH_BYTES];

  if (request->idempotency_key == NULL)
    return TRUE;
  /* The index makes it free where nothing is old. */
  if (!forget_old (db, error))
    return FALSE;
  statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                            "INSERT INTO idempotency (actor, key, request_hash, status, etag, record_id, body,"
                                            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                            error);
  if (statement == NULL)
    return FALSE;
  hash_request (request, hash);
  pilot_statement_bind_text (statement, 1, pilot_request_get_actor (request));
  pilot_statement_bind_text (statement, 2, request->idempotency_key);
  pilot_statement_bind_blob_static (statement, 3, hash, sizeof hash);
  pilot_statement_bind_int64 (statement, 4, response->status);
  pilot_statement_bind_int64 (statement, 5, response->etag);
  pilot_statement_bind_text (statement, 6, record_id);
  pilot_statement_bind_blob_static (statement, 7, response->body->str, response->body->len);
  pilot_statement_bind_int64 (statement, 8, pilot_portal_db_get_now (db));
  return pilot_statement_run (statement, error);
}

gboolean
pilot_idempotency_erase (PilotPortalDb *db, const char *record_id, const char *tombstone_json, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "UPDATE idempotency SET body = ? WHERE record_id = ?", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_blob_static (statement, 1, tombstone_json, strlen (tombstone_json));
  pilot_statement_bind_text (statement, 2, record_id);
  return pilot_statement_run (statement, error);
}
