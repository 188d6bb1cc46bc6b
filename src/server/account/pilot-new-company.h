/* pilot-new-company.h: a company of one's own, in a folder that holds none yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** PilotNewCompany: what its first admin says of it. A plain value; nothing is owned. */
typedef struct
{
  const char *name;
  const char *admin_email;
  const char *admin_name; /* (nullable): made of the address: anna.murphy@… is Anna Murphy */
  const char *time_zone;  /* (nullable): this computer's; the company's days are those of its zone */
  gboolean sandbox;
} PilotNewCompany;

/** pilot_new_company_check: whether all of it can be meant; touches no file. @error: PILOT_ERROR_INVALID, for people. */
gboolean pilot_new_company_check (const PilotNewCompany *self, GError **error);

/** pilot_new_company_find_room: FALSE where a company is there already. @error: PILOT_ERROR_REJECTED; it names that one. */
gboolean pilot_new_company_find_room (PilotPortalDb *db, GError **error);

/**
 * pilot_new_company_make:
 * @db: the writing connection
 * @password: the admin's
 * @error: PILOT_ERROR_INVALID; PILOT_ERROR_REJECTED: there is a company already
 *
 * The company, its first admin, a hiring process with the statuses that every one has, its migration and its settings, and
 * the audit event: one transaction.
 */
gboolean pilot_new_company_make (const PilotNewCompany *self, PilotPortalDb *db, const char *password, GError **error);

G_END_DECLS
