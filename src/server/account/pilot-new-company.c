/* pilot-new-company.c: a company of one's own, in a folder that holds none yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-new-company.h"

#include <glib/gi18n-lib.h>

#include "pilot-account.h"
#include "pilot-audit.h"
#include "pilot-check.h"
#include "pilot-company-maker.h"
#include "pilot-password.h"
#include "pilot-portal-singles.h"

/* How SmartRecruiters names the one that a company begins with. What its statuses are divided into is the company's to say. */
#define PROCESS_NAME "Default hiring process"

static const PilotSubStatuses no_sub_statuses[] = { { NULL, NULL } };

/* (transfer full): what stands before the “@”, as a name is written. */
static char *
dup_name_of (const char *email)
{
  g_autofree char *local = g_strndup (email, strcspn (email, "@+"));
  g_auto (GStrv) words = g_strsplit_set (local, "._-", -1);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        if (name->len > 0)
          g_string_append_c (name, ' ');
        g_string_append_unichar (name, g_unichar_toupper (g_utf8_get_char (words[i])));
        g_string_append (name, g_utf8_next_char (words[i]));
      }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* (transfer full) (nullable): %NULL where the computer's zone has no name. */
static char *
dup_local_zone (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);

  return pilot_check_text (PILOT_CHECK_TIME_ZONE, name) == NULL ? g_strdup (name) : NULL;
}

static void
make_id (char *id, gpointer user_data)
{
  g_autofree char *uuid = g_uuid_string_random ();

  g_strlcpy (id, uuid, PILOT_COMPANY_ID_BYTES);
}

static gboolean
parse (PilotRecord *record, guint field, const char *text, GError **error)
{
  return pilot_check_parse (&pilot_record_get_schema (record)->fields[field], text, record, field, error);
}

/* What was said, as the records will have it. */
static gboolean
read_facts (const PilotNewCompany *self, PilotRecord *company, PilotRecord *admin, GError **error)
{
  g_autofree char *name_of = NULL;
  g_autofree char *zone = self->time_zone == NULL ? dup_local_zone () : NULL;

  if (!parse (company, PILOT_COMPANY_NAME, self->name, error) ||
      !parse (company, PILOT_COMPANY_TIME_ZONE, zone != NULL ? zone : self->time_zone, error) ||
      !parse (admin, PILOT_MEMBER_EMAIL, self->admin_email, error))
    return FALSE;
  if (self->admin_name == NULL)
    name_of = dup_name_of (pilot_record_get_text (admin, PILOT_MEMBER_EMAIL));
  return parse (admin, PILOT_MEMBER_NAME, name_of != NULL ? name_of : self->admin_name, error);
}

static gboolean
make_all (const PilotCompanyMaker *maker, const PilotCompanyFacts *facts, const PilotRecord *admin, const char *password, GError **error)
{
  char company_id[PILOT_COMPANY_ID_BYTES];
  char admin_id[PILOT_COMPANY_ID_BYTES];
  char process_id[PILOT_COMPANY_ID_BYTES];
  const PilotAuditEvent event = { .actor = "portal", .action = "company.create", .entity = "company", .entity_id = company_id, .count = 1 };

  return pilot_company_maker_add_company (maker, facts, company_id, error) &&
         pilot_company_maker_add_member (maker, pilot_record_get_text (admin, PILOT_MEMBER_NAME),
                                         pilot_record_get_text (admin, PILOT_MEMBER_EMAIL), "admin", admin_id, error) &&
         pilot_account_set_password (maker->db, admin_id, password, error) &&
         pilot_company_maker_add_process (maker, PROCESS_NAME, TRUE, process_id, error) &&
         pilot_company_maker_add_stages (maker, process_id, no_sub_statuses, error) &&
         pilot_portal_singles_make (maker->db, maker->at, error) && pilot_audit_append (maker->db, &event, NULL, error);
}

gboolean
pilot_new_company_check (const PilotNewCompany *self, GError **error)
{
  g_autoptr (PilotRecord) company = pilot_record_new (PILOT_ENTITY_COMPANY);
  g_autoptr (PilotRecord) admin = pilot_record_new (PILOT_ENTITY_MEMBER);

  return read_facts (self, company, admin, error);
}

gboolean
pilot_new_company_find_room (PilotPortalDb *db, GError **error)
{
  g_autofree char *name = NULL;

  if (!pilot_database_query_text (pilot_portal_db_get_database (db), "SELECT name FROM company ORDER BY row LIMIT 1", &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;
  /* Translators: %s is a company's name */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED, _("The folder holds a company already: “%s”. Choose another folder."), name);
  return FALSE;
}

gboolean
pilot_new_company_make (const PilotNewCompany *self, PilotPortalDb *db, const char *password, GError **error)
{
  g_autoptr (PilotRecord) company = pilot_record_new (PILOT_ENTITY_COMPANY);
  g_autoptr (PilotRecord) admin = pilot_record_new (PILOT_ENTITY_MEMBER);
  const PilotCompanyMaker maker = { .db = db, .at = pilot_portal_db_get_now (db), .make_id = make_id };
  PilotCompanyFacts facts = { .environment = self->sandbox ? "sandbox" : "production" };

  if (!read_facts (self, company, admin, error) || !pilot_password_check (password, error) ||
      !pilot_new_company_find_room (db, error) || !pilot_portal_db_begin (db, error))
    return FALSE;
  facts.name = pilot_record_get_text (company, PILOT_COMPANY_NAME);
  facts.time_zone = pilot_record_get_text (company, PILOT_COMPANY_TIME_ZONE);
  if (make_all (&maker, &facts, admin, password, error))
    return pilot_portal_db_commit (db, error);
  pilot_portal_db_rollback (db);
  return FALSE;
}
