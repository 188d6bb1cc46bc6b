/* pilot-company-maker.c: writes what a company consists of from its first day: itself, its people, its hiring processes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-company-maker.h"

#include "pilot-entities.h"
#include "pilot-portal-rows.h"

/* (transfer full): a record with an id. */
static PilotRecord *
begin (const PilotCompanyMaker *self, PilotEntity entity)
{
  PilotRecord *record = pilot_record_new (entity);
  char id[PILOT_COMPANY_ID_BYTES];

  self->make_id (id, self->user_data);
  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_integer (record, PILOT_FIELD_UPDATED_AT, self->at);
  return record;
}

/* @id: (nullable): filled with the record's. */
static gboolean
insert (const PilotCompanyMaker *self, const PilotRecord *record, char *id, GError **error)
{
  if (id != NULL)
    g_strlcpy (id, pilot_record_get_id (record), PILOT_COMPANY_ID_BYTES);
  return pilot_portal_rows_insert (self->db, pilot_record_get_schema (record), record->values, error);
}

static gboolean
add_stage (const PilotCompanyMaker *self, const char *process_id, const char *status, const char *sub_status, gint64 position,
           GError **error)
{
  g_autoptr (PilotRecord) stage = begin (self, PILOT_ENTITY_STAGE);

  pilot_record_set_text (stage, PILOT_STAGE_PROCESS_ID, process_id);
  pilot_record_set_text (stage, PILOT_STAGE_STATUS, status);
  pilot_record_set_text (stage, PILOT_STAGE_SUB_STATUS, sub_status);
  pilot_record_set_integer (stage, PILOT_STAGE_POSITION, position);
  return insert (self, stage, NULL, error);
}

gboolean
pilot_company_maker_add_company (const PilotCompanyMaker *self, const PilotCompanyFacts *facts, char *id, GError **error)
{
  g_autoptr (PilotRecord) company = begin (self, PILOT_ENTITY_COMPANY);

  pilot_record_set_text (company, PILOT_COMPANY_NAME, facts->name);
  pilot_record_set_text (company, PILOT_COMPANY_ENVIRONMENT, facts->environment);
  pilot_record_set_text (company, PILOT_COMPANY_COUNTRY, facts->country);
  pilot_record_set_text (company, PILOT_COMPANY_TIME_ZONE, facts->time_zone);
  pilot_record_set_text (company, PILOT_COMPANY_LANGUAGE, facts->language);
  pilot_record_set_text (company, PILOT_COMPANY_CURRENCY, facts->currency);
  return insert (self, company, id, error);
}

gboolean
pilot_company_maker_add_member (const PilotCompanyMaker *self, const char *name, const char *email, const char *role, char *id,
                                GError **error)
{
  g_autoptr (PilotRecord) member = begin (self, PILOT_ENTITY_MEMBER);

  pilot_record_set_text (member, PILOT_MEMBER_NAME, name);
  pilot_record_set_text (member, PILOT_MEMBER_EMAIL, email);
  pilot_record_set_text (member, PILOT_MEMBER_ROLE, role);
  pilot_record_set_integer (member, PILOT_MEMBER_ACTIVE, TRUE);
  return insert (self, member, id, error);
}

gboolean
pilot_company_maker_add_process (const PilotCompanyMaker *self, const char *name, gboolean active, char *id, GError **error)
{
  g_autoptr (PilotRecord) process = begin (self, PILOT_ENTITY_PROCESS);

  pilot_record_set_text (process, PILOT_PROCESS_NAME, name);
  pilot_record_set_integer (process, PILOT_PROCESS_ACTIVE, active);
  return insert (self, process, id, error);
}

gboolean
pilot_company_maker_add_stages (const PilotCompanyMaker *self, const char *process_id, const PilotSubStatuses *sub_statuses,
                                GError **error)
{
  gint64 position = 1;

  for (guint i = 0; pilot_candidate_status_choices[i].value != NULL; i++)
    {
      const char *status = pilot_candidate_status_choices[i].value;
      const PilotSubStatuses *subs = sub_statuses;

      if (!add_stage (self, process_id, status, NULL, position++, error))
        return FALSE;
      while (subs->status != NULL && strcmp (subs->status, status) != 0)
        subs++;
      for (guint s = 0; subs->status != NULL && subs->names[s] != NULL; s++)
        if (!add_stage (self, process_id, status, subs->names[s], position++, error))
          return FALSE;
    }
  return TRUE;
}
