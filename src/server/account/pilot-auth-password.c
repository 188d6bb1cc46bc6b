/* pilot-auth-password.c: the resource /v1/members/{id}/password
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-auth.h"

#include "pilot-audit.h"
#include "pilot-json-body.h"
#include "pilot-password.h"
#include "pilot-tokens.h"

/* Hashed on the writer's thread, unlike in signing in: an admin alone comes here, and seldom. */
static gboolean
set_password (PilotPortalDb *db, const PilotRequest *request, const char *member_id, const char *password, GError **error)
{
  const PilotAuditEvent event = {
    .actor = pilot_request_get_actor (request),
    .action = "account.password",
    .entity = "member",
    .entity_id = member_id,
    .count = 1,
  };

  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  if (pilot_account_set_password (db, member_id, password, error) && pilot_tokens_revoke_all (db, member_id, error) &&
      pilot_audit_append (db, &event, NULL, error))
    return pilot_portal_db_commit (db, error);
  pilot_portal_db_rollback (db);
  return FALSE;
}

void
pilot_auth_put_password (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  const char *member_id = pilot_request_get_param (request, "id");
  g_autoptr (JsonObject) body = pilot_json_body_parse (request, response);
  g_auto (PilotAccount) account = { 0 };
  g_autoptr (GError) error = NULL;
  const char *password;
  gboolean found;

  if (body == NULL || !pilot_json_body_get_text (body, "password", TRUE, PILOT_PASSWORD_MAX_BYTES, &password, response))
    return;
  if (!pilot_password_check (password, &error))
    {
      pilot_response_invalid (response, "password", error->message);
      return;
    }
  if (!pilot_account_load (db, PILOT_ACCOUNT_MEMBER, member_id, &account, &found, &error))
    pilot_response_error (response, request->id, error);
  else if (!found)
    pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "There is no such active member.");
  else if (!set_password (db, request, member_id, password, &error))
    pilot_response_error (response, request->id, error);
  else
    {
      pilot_response_empty (response, 204);
      response->changed_revision = pilot_portal_db_get_revision (db, NULL);
    }
}
