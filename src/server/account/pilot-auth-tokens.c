/* pilot-auth-tokens.c: the resource /v1/tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-auth.h"

#include "pilot-audit.h"
#include "pilot-json-body.h"
#include "pilot-time.h"
#include "pilot-tokens.h"

#define MAX_PAGE 1000
#define DEFAULT_PAGE 100

typedef struct
{
  GString *out;
  const char *own_id; /* (nullable): of the token that asks */
  guint n_items;
  char *last_id;      /* (owned) (nullable) */
} ListData;

/* The token without braces, so that a secret can follow. */
static void
append_token (GString *out, const PilotToken *token, const char *own_id)
{
  char created[PILOT_TIME_LENGTH_BYTES];
  char expires[PILOT_TIME_LENGTH_BYTES];

  pilot_time_format (token->created_unix_usec, created);
  pilot_time_format (token->expires_unix_usec, expires);
  g_string_append_printf (out, "\"id\":\"%s\",\"kind\":\"%s\",\"memberId\":", token->id,
                          pilot_account_kind_to_name (token->kind));
  pilot_response_append_json_string (out, token->kind == PILOT_ACCOUNT_MEMBER ? token->account_id : NULL);
  g_string_append (out, ",\"recruiterId\":");
  pilot_response_append_json_string (out, token->kind == PILOT_ACCOUNT_RECRUITER ? token->account_id : NULL);
  g_string_append (out, ",\"label\":");
  pilot_response_append_json_string (out, token->label);
  g_string_append_printf (out, ",\"createdAt\":\"%s\",\"expiresAt\":\"%s\",\"current\":%s", created, expires,
                          g_strcmp0 (token->id, own_id) == 0 ? "true" : "false");
}

static void
append_item_cb (const PilotToken *token, gpointer user_data)
{
  ListData *data = user_data;

  if (data->n_items++ > 0)
    g_string_append_c (data->out, ',');
  g_string_append_c (data->out, '{');
  append_token (data->out, token, data->own_id);
  g_string_append_c (data->out, '}');
  g_free (data->last_id);
  data->last_id = g_strdup (token->id);
}

/* Whose tokens the one who asks may see and end: %NULL: everybody's. A host without an admin is an admin. */
static const char *
visible_account (const PilotRequest *request)
{
  return request->role == PILOT_ROLE_ADMIN ? NULL : pilot_request_get_actor (request);
}

/* For whom a token is asked for; FALSE: @response is the answer. */
static gboolean
choose_account (PilotPortalDb *db, const PilotRequest *request, const char *member_id, const char *recruiter_id,
                PilotAccount *account, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  const char *wanted = recruiter_id != NULL ? recruiter_id : member_id;
  const char *own = request->recruiter_id != NULL ? request->recruiter_id : request->member_id;
  PilotAccountKind kind = recruiter_id != NULL || (wanted == NULL && request->recruiter_id != NULL) ? PILOT_ACCOUNT_RECRUITER
                                                                                                    : PILOT_ACCOUNT_MEMBER;
  gboolean found = FALSE;

  if (member_id != NULL && recruiter_id != NULL)
    {
      pilot_response_invalid (response, "recruiterId", "A token is for a member or for a recruiter, not for both.");
      return FALSE;
    }
  if (wanted == NULL)
    wanted = own;
  if (request->role != PILOT_ROLE_ADMIN && g_strcmp0 (wanted, own) != 0)
    {
      pilot_response_problem (response, 403, PILOT_PROBLEM_FORBIDDEN, "Only an admin makes tokens for others.");
      return FALSE;
    }
  if (wanted != NULL && !pilot_account_load (db, kind, wanted, account, &found, &error))
    {
      pilot_response_error (response, request->id, error);
      return FALSE;
    }
  if (!found)
    {
      pilot_response_invalid (response, kind == PILOT_ACCOUNT_RECRUITER ? "recruiterId" : "memberId",
                              "There is no such active account.");
      return FALSE;
    }
  return TRUE;
}

void
pilot_auth_list_tokens (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  ListData data = { .own_id = request->token_id };
  gint64 limit = DEFAULT_PAGE;

  if (!pilot_request_get_query_number (request, "limit", 1, MAX_PAGE, &limit))
    {
      pilot_response_invalid (response, "limit", "It must be a whole number from 1 to 1000.");
      return;
    }
  data.out = pilot_response_json (response, 200);
  g_string_append (data.out, "{\"items\":[");
  if (!pilot_tokens_list (db, visible_account (request), pilot_request_get_query (request, "cursor"), limit, append_item_cb,
                          &data, &error))
    pilot_response_error (response, request->id, error);
  else
    {
      g_string_append (data.out, "],\"next\":");
      pilot_response_append_json_string (data.out, data.n_items == limit ? data.last_id : NULL);
      g_string_append_c (data.out, '}');
    }
  g_free (data.last_id);
}

void
pilot_auth_create_token (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (JsonObject) body = pilot_json_body_parse (request, response);
  g_autoptr (GError) error = NULL;
  g_auto (PilotAccount) account = { 0 };
  g_auto (PilotToken) token = { 0 };
  g_autofree char *secret = NULL;
  const char *member_id, *recruiter_id, *label;
  gint64 secs = PILOT_TOKEN_DEFAULT_SECS;
  PilotAuditEvent event = { .actor = pilot_request_get_actor (request), .action = "token.create", .count = 1 };
  GString *out;

  if (body == NULL
      || !pilot_json_body_get_text (body, "memberId", FALSE, 64, &member_id, response)
      || !pilot_json_body_get_text (body, "recruiterId", FALSE, 64, &recruiter_id, response)
      || !pilot_json_body_get_text (body, "label", TRUE, PILOT_TOKEN_MAX_LABEL_CHARS, &label, response)
      || !pilot_json_body_get_number (body, "expiresInSecs", 1, PILOT_TOKEN_MAX_SECS, &secs, response)
      || !choose_account (db, request, member_id, recruiter_id, &account, response))
    return;
  event.entity = pilot_account_kind_to_name (account.kind);
  event.entity_id = account.id;
  if (!pilot_portal_db_begin (db, &error)
      || !pilot_tokens_create (db, &account, label, pilot_portal_db_get_now (db) + secs * G_USEC_PER_SEC, &token, &secret, &error)
      || !pilot_audit_append (db, &event, NULL, &error) || !pilot_portal_db_commit (db, &error))
    {
      pilot_portal_db_rollback (db);
      pilot_response_error (response, request->id, error);
      return;
    }
  response->changed_revision = pilot_portal_db_get_revision (db, NULL);
  out = pilot_response_json (response, 201);
  g_string_append_c (out, '{');
  append_token (out, &token, NULL);
  g_string_append_printf (out, ",\"token\":\"%s\"}", secret);
}

void
pilot_auth_delete_token (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  g_auto (PilotToken) token = { 0 };
  const char *id = pilot_request_get_param (request, "id");
  const char *visible = visible_account (request);
  PilotAuditEvent event = { .actor = pilot_request_get_actor (request), .action = "token.revoke", .count = 1 };
  gboolean found = FALSE;

  if (!pilot_tokens_get (db, id, &token, &found, &error))
    {
      pilot_response_error (response, request->id, error);
      return;
    }
  if (!found || (visible != NULL && g_strcmp0 (visible, token.account_id) != 0))
    {
      pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, NULL);
      return;
    }
  event.entity = pilot_account_kind_to_name (token.kind);
  event.entity_id = token.account_id;
  if (!pilot_portal_db_begin (db, &error) || !pilot_tokens_revoke (db, id, &error)
      || !pilot_audit_append (db, &event, NULL, &error) || !pilot_portal_db_commit (db, &error))
    {
      pilot_portal_db_rollback (db);
      pilot_response_error (response, request->id, error);
      return;
    }
  response->changed_revision = pilot_portal_db_get_revision (db, NULL);
  response->ended_token_id = g_strdup (id);
  pilot_response_empty (response, 204);
}
