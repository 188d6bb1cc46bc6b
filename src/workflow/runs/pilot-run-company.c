/* pilot-run-company.c: what a run is judged by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-company.h"

#include "pilot-downtime.h"
#include "pilot-name-uuid.h"
#include "pilot-workspace-private.h"

static gboolean
company_cb (PilotRecord *record, gpointer user_data)
{
  *(PilotRecord **) user_data = pilot_record_ref (record);
  return FALSE;
}

void
pilot_run_company_load (PilotWorkspace *workspace, PilotRunCompany *facts)
{
  PilotStore *store = pilot_workspace_get_store (workspace);
  g_autofree char *project_id = pilot_project_make_id ();
  const char *zone;

  *facts = (PilotRunCompany){ NULL };
  pilot_store_scan (store, PILOT_ENTITY_COMPANY, company_cb, &facts->company, NULL, NULL);
  facts->project = pilot_store_get_record (store, PILOT_ENTITY_PROJECT, project_id, NULL, NULL);
  facts->holidays = facts->project != NULL ? pilot_record_get_text (facts->project, PILOT_PROJECT_HOLIDAYS) : NULL;
  zone = facts->company != NULL ? pilot_record_get_text (facts->company, PILOT_COMPANY_TIME_ZONE) : NULL;
  pilot_downtime_today (pilot_clock_get_unix_usec (pilot_store_get_clock (store)), zone, &facts->today);
}

void
pilot_run_company_clear (PilotRunCompany *self)
{
  g_clear_pointer (&self->company, pilot_record_unref);
  g_clear_pointer (&self->project, pilot_record_unref);
  self->holidays = NULL;
}
