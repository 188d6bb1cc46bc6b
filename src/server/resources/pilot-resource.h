/* pilot-resource.h: the handlers of the portal's resources
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-router.h"

G_BEGIN_DECLS

/*
 * All of type PilotHandler; the routes that lead to them are in pilot-router.c. The route's rule has been applied: role
 * against action and collection, an Idempotency-Key that is there and a UUID. Left to the handler: an agency's user
 * (request->recruiter_id) sees its own rows alone, and is told "not found" for others'; If-Match and If-None-Match.
 */

/* /v1/{collection}: request->schema says which */
void pilot_resource_list (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);   /* GET, read */
void pilot_resource_bulk (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);   /* POST …/bulk, write */

/* /v1/{collection}/{id} */
void pilot_resource_get (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);    /* GET, read */
void pilot_resource_put (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);    /* PUT, write: CREATE or CHANGE, asks pilot_role_may() itself */
void pilot_resource_patch (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);  /* PATCH, write */
void pilot_resource_delete (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* DELETE, write */

void pilot_resource_command (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* POST /v1/commands/{name}, write */

/** pilot_resource_command_is_long: a PilotIsLong: commands that look at all legacy records. */
gboolean pilot_resource_command_is_long (const PilotRequest *request);

/** pilot_resource_command_survey: a PilotSurvey. */
void pilot_resource_command_survey (PilotPortalDb *db, PilotRequest *request);

/* /v1/imports/{id} and below */
void pilot_resource_import_get (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);    /* GET, read */
void pilot_resource_import_put (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);    /* PUT, write */
void pilot_resource_import_delete (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* DELETE, write */
void pilot_resource_import_chunk (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);  /* PUT …/chunks/{n}, write */
void pilot_resource_import_commit (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* POST …/commit, write */

void pilot_resource_snapshot (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* GET /v1/snapshot, read */
void pilot_resource_changes (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);  /* GET /v1/changes, read */

/**
 * pilot_resource_append_record:
 * @request: who asks: fields that this role may not read are left out
 * @id: (nullable): the record's UUID; %NULL: the only record there is (the company)
 *
 * Appends the record as the API shows it, as a JSON object.
 *
 * Returns: %FALSE where there is no such live record; nothing is appended
 */
gboolean pilot_resource_append_record (PilotPortalDb *db, const PilotRequest *request, PilotEntity entity, const char *id,
                                       GString *out);

G_END_DECLS
