/* pilot-portal-singles.c: the records of which a company has exactly one: its migration and its portal's settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-singles.h"

#include "pilot-audit.h"
#include "pilot-downtime.h"
#include "pilot-entities.h"
#include "pilot-name-uuid.h"
#include "pilot-portal-row.h"
#include "pilot-portal-rows.h"
#include "pilot-statement.h"

/* What a new migration begins with. Nothing that the document leaves to the company is decided for it; working days are
 * those that the plan counts with where none are said. A second admin's consent is asked for where the company's policy wants it: a company with
 * one admin could never pass otherwise. */
static const struct
{
  guint field;
  const char *text; /* (nullable): otherwise the number */
  gint64 number;
} project_defaults[] = {
  { PILOT_PROJECT_PREPARATION_DAYS, NULL, PILOT_COUNTDOWN_PREPARATION_DAYS },
  { PILOT_PROJECT_VENDOR_DAYS, NULL, PILOT_COUNTDOWN_VENDOR_DAYS },
  { PILOT_PROJECT_RESERVE_DAYS, NULL, PILOT_COUNTDOWN_RESERVE_DAYS },
  { PILOT_PROJECT_HISTORY, "undecided" },
  { PILOT_PROJECT_ON_HOLD, "undecided" },
  { PILOT_PROJECT_TRANSFERRED, "undecided" },
  { PILOT_PROJECT_CONSENT_NEEDED, NULL, FALSE },
};

/* The portal as it comes: duplicates are prevented on the same job, nothing is limited, agencies are told where their
 * candidates are [HirePort help: Agency Portal Settings Guide]. */
static const struct
{
  guint field;
  const char *text;
  gint64 number;
} settings_defaults[] = {
  { PILOT_SETTINGS_DUPLICATE_SCOPE, "current_job" },
  { PILOT_SETTINGS_LOOK_BACK_DAYS, NULL, 180 },
  { PILOT_SETTINGS_CREDITS, NULL, 0 },
  { PILOT_SETTINGS_BUSY_SPOTS, NULL, 0 },
  { PILOT_SETTINGS_RECRUITERS_INVITE, NULL, FALSE },
  { PILOT_SETTINGS_RECRUITERS_SEE_STAGE, NULL, TRUE },
  { PILOT_SETTINGS_RECRUITERS_WITHDRAW, NULL, TRUE },
  { PILOT_SETTINGS_CHAT, NULL, TRUE },
};

static gboolean
insert (PilotPortalDb *db, PilotRecord *record, gint64 at, GError **error)
{
  pilot_record_set_integer (record, PILOT_FIELD_UPDATED_AT, at);
  return pilot_portal_rows_insert (db, pilot_record_get_schema (record), record->values, error);
}

static gboolean
is_there (PilotPortalDb *db, PilotEntity entity, const char *id, gboolean *found, GError **error)
{
  PilotPortalRow row;
  PilotStatement *statement;

  if (!pilot_portal_row_find (&row, db, pilot_schema_get (entity), id, &statement, found, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
make_project (PilotPortalDb *db, gint64 at, GError **error)
{
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autofree char *id = pilot_project_make_id ();
  gboolean found;

  if (!is_there (db, PILOT_ENTITY_PROJECT, id, &found, error) || found)
    return found;
  pilot_record_set_text (project, PILOT_FIELD_ID, id);
  for (guint i = 0; i < G_N_ELEMENTS (project_defaults); i++)
    {
      if (project_defaults[i].text != NULL)
        pilot_record_set_text (project, project_defaults[i].field, project_defaults[i].text);
      else
        pilot_record_set_integer (project, project_defaults[i].field, project_defaults[i].number);
    }
  return insert (db, project, at, error);
}

static gboolean
make_settings (PilotPortalDb *db, const char *company_id, gint64 at, GError **error)
{
  g_autoptr (PilotRecord) settings = pilot_record_new (PILOT_ENTITY_SETTINGS);
  g_autofree char *id = pilot_settings_make_id ();
  PilotPortalRow company;
  PilotStatement *statement;
  gboolean found;

  if (!is_there (db, PILOT_ENTITY_SETTINGS, id, &found, error) || found)
    return found;
  if (!pilot_portal_row_find (&company, db, pilot_schema_get (PILOT_ENTITY_COMPANY), company_id, &statement, &found, error))
    return FALSE;
  pilot_record_set_text (settings, PILOT_FIELD_ID, id);
  pilot_record_set_value (settings, PILOT_SETTINGS_LANGUAGE, &company.values[PILOT_COMPANY_LANGUAGE]);
  pilot_record_set_value (settings, PILOT_SETTINGS_CURRENCY, &company.values[PILOT_COMPANY_CURRENCY]);
  pilot_statement_reset (statement);
  for (guint i = 0; i < G_N_ELEMENTS (settings_defaults); i++)
    {
      if (settings_defaults[i].text != NULL)
        pilot_record_set_text (settings, settings_defaults[i].field, settings_defaults[i].text);
      else
        pilot_record_set_integer (settings, settings_defaults[i].field, settings_defaults[i].number);
    }
  return insert (db, settings, at, error);
}

gboolean
pilot_portal_singles_make (PilotPortalDb *db, gint64 at, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *company_id = pilot_portal_db_dup_company_id (db, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return company_id == NULL || (make_project (db, at, error) && make_settings (db, company_id, at, error));
}

gboolean
pilot_portal_singles_complete (PilotPortalDb *db, GError **error)
{
  const PilotAuditEvent event = { .actor = "portal", .action = "project.create", .entity = "project", .count = 1 };
  gint64 before;

  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  before = pilot_portal_db_get_revision (db, NULL);
  if (pilot_portal_singles_make (db, pilot_portal_db_get_now (db), error))
    {
      if (pilot_portal_db_get_revision (db, NULL) == before)
        {
          pilot_portal_db_rollback (db);
          return TRUE;
        }
      if (pilot_audit_append (db, &event, NULL, error))
        return pilot_portal_db_commit (db, error);
    }
  pilot_portal_db_rollback (db);
  return FALSE;
}
