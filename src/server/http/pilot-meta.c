/* pilot-meta.c: what the portal says of itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-meta.h"

#include "pilot-portal-db.h"

void
pilot_meta_health (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_string_append (pilot_response_json (response, 200), "{\"status\":\"ok\",\"version\":\"" PILOT_VERSION "\"}");
}

void
pilot_meta_contract (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GBytes) contract = g_resources_lookup_data ("/io/github/pilotage/Portal/portal-api.json", 0, NULL);

  if (contract == NULL)
    {
      pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "This build carries no contract.");
      return;
    }
  pilot_response_json (response, 200);
  response->body_bytes = g_steal_pointer (&contract);
}

void
pilot_meta_events (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  gint64 revision = pilot_portal_db_get_revision (db, &error);

  if (revision < 0)
    {
      pilot_response_error (response, request->id, error);
      return;
    }
  response->changed_revision = revision;
  pilot_response_empty (response, 200);
}

char *
pilot_meta_format_event (gint64 revision, const char *epoch)
{
  return g_strdup_printf ("{\"revision\":%" G_GINT64_FORMAT ",\"epoch\":\"%s\"}", revision, epoch);
}
