/* pilot-auth.h: signing in and out, tokens, passwords, and who asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-router.h"

G_BEGIN_DECLS

/**
 * pilot_auth_identify:
 * @request: its account fields are filled from its bearer token
 *
 * Finds out who asks and applies the route's rule. On the thread that will call the handler.
 *
 * Returns: %FALSE if @response is the answer (401, 403, or 500)
 */
gboolean pilot_auth_identify (PilotPortalDb *db, PilotRequest *request, PilotResponse *response);

/** pilot_auth_check_password: PilotPrepare of POST /v1/sign-in; sets who asks if the password is right. */
gboolean pilot_auth_check_password (PilotPortalDb *db, PilotRequest *request, PilotResponse *response);

void pilot_auth_sign_in (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);      /* POST /v1/sign-in */
void pilot_auth_sign_out (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);     /* POST /v1/sign-out */
void pilot_auth_me (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);           /* GET /v1/me */
void pilot_auth_list_tokens (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);  /* GET /v1/tokens */
void pilot_auth_create_token (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* POST /v1/tokens */
void pilot_auth_delete_token (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* DELETE /v1/tokens/{id} */
void pilot_auth_put_password (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* PUT /v1/members/{id}/password */

G_END_DECLS
