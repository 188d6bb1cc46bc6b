/* pilot-auth.c: signing in and out, and who asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-auth.h"

#include "pilot-audit.h"
#include "pilot-json-body.h"
#include "pilot-password.h"
#include "pilot-resource.h"
#include "pilot-throttle.h"
#include "pilot-time.h"
#include "pilot-tokens.h"

/* An address may fail more often than an account before it waits (an office has one), but then waits longer: a short
 * wait for the account, so that a stranger's guesses don't lock its holder out. */
#define ADDRESS_FREE_FAILURES 15
#define ADDRESS_MAX_WAIT_SECS 900
#define EMAIL_FREE_FAILURES 5
#define EMAIL_MAX_WAIT_SECS 120
#define EMAIL_MAX_BYTES 320

static PilotThrottle *
get_address_throttle (void)
{
  static PilotThrottle *throttle = NULL;

  if (g_once_init_enter (&throttle))
    g_once_init_leave (&throttle, pilot_throttle_new (ADDRESS_FREE_FAILURES, ADDRESS_MAX_WAIT_SECS));
  return throttle;
}

static PilotThrottle *
get_email_throttle (void)
{
  static PilotThrottle *throttle = NULL;

  if (g_once_init_enter (&throttle))
    g_once_init_leave (&throttle, pilot_throttle_new (EMAIL_FREE_FAILURES, EMAIL_MAX_WAIT_SECS));
  return throttle;
}

static void
respond_wrong_password (PilotResponse *response)
{
  pilot_response_problem (response, 401, PILOT_PROBLEM_UNAUTHORIZED, "The e-mail address or the password is wrong.");
}

static void
append_time_member (GString *out, const char *name, gint64 unix_usec)
{
  char text[PILOT_TIME_LENGTH_BYTES];

  pilot_time_format (unix_usec, text);
  g_string_append_printf (out, ",\"%s\":\"%s\"", name, text);
}

/* The account's record as "member" and "recruiter", one of which is null. */
static void
append_account_members (PilotPortalDb *db, const PilotRequest *request, GString *out)
{
  g_string_append (out, ",\"member\":");
  if (request->member_id == NULL || !pilot_resource_append_record (db, request, PILOT_ENTITY_MEMBER, request->member_id, out))
    g_string_append (out, "null");
  g_string_append (out, ",\"recruiter\":");
  if (request->recruiter_id == NULL ||
      !pilot_resource_append_record (db, request, PILOT_ENTITY_RECRUITER, request->recruiter_id, out))
    g_string_append (out, "null");
}

gboolean
pilot_auth_identify (PilotPortalDb *db, PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  if (request->route->access == PILOT_ACCESS_ANYONE)
    return TRUE;
  if (request->bearer != NULL && !pilot_tokens_identify (db, request->bearer, request, &found, &error))
    {
      pilot_response_error (response, request->id, error);
      return FALSE;
    }
  if (!found)
    {
      pilot_response_problem (response, 401, PILOT_PROBLEM_UNAUTHORIZED,
                              request->bearer == NULL ? "A bearer token is needed." : "The token is unknown, revoked or expired.");
      return FALSE;
    }
  if (!pilot_router_may (request->route, request->role, request->schema))
    {
      pilot_response_problem (response, 403, PILOT_PROBLEM_FORBIDDEN, "This role may not do that.");
      return FALSE;
    }
  return TRUE;
}

gboolean
pilot_auth_check_password (PilotPortalDb *db, PilotRequest *request, PilotResponse *response)
{
  g_autoptr (JsonObject) body = pilot_json_body_parse (request, response);
  g_autoptr (GError) error = NULL;
  g_auto (PilotAccount) account = { 0 };
  g_autofree char *email_key = NULL;
  g_autofree char *hash = NULL;
  gint64 now_usec = g_get_monotonic_time ();
  const char *email, *password, *label;
  gboolean found = FALSE;

  if (body == NULL
      || !pilot_json_body_get_text (body, "email", TRUE, EMAIL_MAX_BYTES, &email, response)
      || !pilot_json_body_get_text (body, "password", TRUE, PILOT_PASSWORD_MAX_BYTES, &password, response)
      || !pilot_json_body_get_text (body, "label", FALSE, PILOT_TOKEN_MAX_LABEL_CHARS, &label, response))
    return FALSE;
  email_key = g_utf8_casefold (email, -1);
  response->retry_after_secs = MAX (pilot_throttle_check (get_address_throttle (), request->peer, now_usec),
                                    pilot_throttle_check (get_email_throttle (), email_key, now_usec));
  if (response->retry_after_secs > 0)
    {
      pilot_response_problem (response, 429, PILOT_PROBLEM_THROTTLED, "Too many failed tries to sign in.");
      return FALSE;
    }
  if (!pilot_account_find (db, email, &account, &found, &error)
      || (found && (hash = pilot_account_dup_password_hash (db, account.id, &error)) == NULL && error != NULL))
    {
      pilot_response_error (response, request->id, error);
      return FALSE;
    }
  /* Without an account, or without a password, the same work is done on a decoy. */
  if (!pilot_password_verify (password, hash))
    {
      now_usec = g_get_monotonic_time ();
      pilot_throttle_fail (get_address_throttle (), request->peer, now_usec);
      pilot_throttle_fail (get_email_throttle (), email_key, now_usec);
      respond_wrong_password (response);
      return FALSE;
    }
  /* The address stays counted: else a guesser who has one account could wash it clean. */
  pilot_throttle_forget (get_email_throttle (), email_key);
  request->authenticated = TRUE;
  request->role = account.role;
  *(account.kind == PILOT_ACCOUNT_RECRUITER ? &request->recruiter_id : &request->member_id) = g_steal_pointer (&account.id);
  return TRUE;
}

/* The rest of signing in, with the password checked. */
void
pilot_auth_sign_in (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (JsonObject) body = pilot_json_body_parse (request, response);
  g_autoptr (GError) error = NULL;
  g_auto (PilotAccount) account = { 0 };
  g_auto (PilotToken) token = { 0 };
  g_autofree char *secret = NULL;
  const char *label = NULL;
  gint64 expires = pilot_portal_db_get_now (db) + (gint64) PILOT_TOKEN_SIGN_IN_SECS * G_USEC_PER_SEC;
  gboolean found = FALSE;
  PilotAuditEvent event = { .action = "account.sign-in", .entity = request->recruiter_id != NULL ? "recruiter" : "member",
                            .count = 1 };
  GString *out;

  if (body == NULL || !pilot_json_body_get_text (body, "label", FALSE, PILOT_TOKEN_MAX_LABEL_CHARS, &label, response))
    return;
  event.actor = event.entity_id = pilot_request_get_actor (request);
  /* Between the check and now it may have been deactivated. */
  if (!pilot_account_load (db, request->recruiter_id != NULL ? PILOT_ACCOUNT_RECRUITER : PILOT_ACCOUNT_MEMBER,
                           event.entity_id, &account, &found, &error))
    {
      pilot_response_error (response, request->id, error);
      return;
    }
  if (!found)
    {
      respond_wrong_password (response);
      return;
    }
  if (!pilot_portal_db_begin (db, &error) || !pilot_tokens_create (db, &account, label, expires, &token, &secret, &error)
      || !pilot_audit_append (db, &event, NULL, &error) || !pilot_portal_db_commit (db, &error))
    {
      pilot_portal_db_rollback (db);
      pilot_response_error (response, request->id, error);
      return;
    }
  response->changed_revision = pilot_portal_db_get_revision (db, NULL);
  out = pilot_response_json (response, 200);
  g_string_append_printf (out, "{\"token\":\"%s\",\"tokenId\":\"%s\"", secret, token.id);
  append_time_member (out, "expiresAt", token.expires_unix_usec);
  append_account_members (db, request, out);
  g_string_append_c (out, '}');
}

void
pilot_auth_sign_out (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;

  if (!pilot_portal_db_begin (db, &error) || !pilot_tokens_revoke (db, request->token_id, &error)
      || !pilot_portal_db_commit (db, &error))
    {
      pilot_portal_db_rollback (db);
      pilot_response_error (response, request->id, error);
      return;
    }
  response->ended_token_id = g_strdup (request->token_id);
  pilot_response_empty (response, 204);
}

/* What a client of this role can do here at all, in the terms of PilotCapabilities. */
static void
append_capabilities (PilotRole role, GString *out)
{
  gboolean push = FALSE;
  gboolean import = FALSE;

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      push = push || pilot_role_may (role, PILOT_ACTION_CHANGE, entity);
      import = import || pilot_role_may (role, PILOT_ACTION_IMPORT, entity);
    }
  /* Agencies' users have lists of their own rows, and no feed of everybody's. */
  g_string_append_printf (out, ",\"capabilities\":[\"events\"%s%s%s]",
                          role != PILOT_ROLE_RECRUITER ? ",\"pull\",\"changes\"" : "", push ? ",\"push\"" : "",
                          import ? ",\"import\"" : "");
}

void
pilot_auth_me (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  gint64 revision = pilot_portal_db_get_revision (db, &error);
  GString *out;

  if (revision < 0)
    {
      pilot_response_error (response, request->id, error);
      return;
    }
  out = pilot_response_json (response, 200);
  g_string_append_printf (out, "{\"role\":\"%s\"", pilot_role_to_name (request->role));
  append_account_members (db, request, out);
  g_string_append (out, ",\"company\":");
  if (!pilot_resource_append_record (db, request, PILOT_ENTITY_COMPANY, NULL, out))
    g_string_append (out, "null");
  g_string_append_printf (out, ",\"epoch\":\"%s\",\"revision\":%" G_GINT64_FORMAT, pilot_portal_db_get_epoch (db), revision);
  append_time_member (out, "serverTime", pilot_portal_db_get_now (db));
  append_time_member (out, "tokenExpiresAt", request->token_expires_unix_usec);
  append_capabilities (request->role, out);
  g_string_append_c (out, '}');
}
