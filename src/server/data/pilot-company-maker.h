/* pilot-company-maker.h: writes what a company consists of from its first day: itself, its people, its hiring processes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

#define PILOT_COMPANY_ID_BYTES 37 /* a UUID with its NUL */

/** PilotCompanyMaker: a plain struct on the stack of whoever makes a company, in his write transaction. No rule is asked. */
typedef struct
{
  PilotPortalDb *db;                             /* not owned */
  gint64 at;                                     /* when all this came to be: microseconds since 1970 */
  void (*make_id) (char *id, gpointer user_data); /* fills PILOT_COMPANY_ID_BYTES with a UUID in lower case */
  gpointer user_data;
} PilotCompanyMaker;

/** PilotCompanyFacts: what is known of a company; all but the first two are (nullable). */
typedef struct
{
  const char *name;
  const char *environment; /* pilot_environment_choices */
  const char *country;
  const char *time_zone;
  const char *language;
  const char *currency;
} PilotCompanyFacts;

/** PilotSubStatuses: (array zero-terminated=1): what a status of a hiring process is divided into. */
typedef struct
{
  const char *status; /* pilot_candidate_status_choices; %NULL: the end */
  const char *const *names;
} PilotSubStatuses;

/** pilot_company_maker_add_company: @id: (out caller-allocates) (optional): so in all of them. */
gboolean pilot_company_maker_add_company (const PilotCompanyMaker *self, const PilotCompanyFacts *facts, char *id, GError **error);

/** pilot_company_maker_add_member: @role: pilot_role_choices. */
gboolean pilot_company_maker_add_member (const PilotCompanyMaker *self, const char *name, const char *email, const char *role,
                                         char *id, GError **error);

/** pilot_company_maker_add_process: a hiring process that has no stages yet. */
gboolean pilot_company_maker_add_process (const PilotCompanyMaker *self, const char *name, gboolean active, char *id, GError **error);

/** pilot_company_maker_add_stages: each status, in the order of the table, followed by its sub-statuses. */
gboolean pilot_company_maker_add_stages (const PilotCompanyMaker *self, const char *process_id, const PilotSubStatuses *sub_statuses,
                                         GError **error);

G_END_DECLS
