/* pilot-activity-pages.c: the audit events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"
#include "pilot-page-spec.h"

#include <glib/gi18n-lib.h>

const PilotPageSpec pilot_activity_pages[] = {
  { PILOT_ENTITY_AUDIT_EVENT, NULL, "document-open-recent-symbolic", NULL, N_("No Events Yet"),
    N_("Every change in the portal is listed here, with who made it."), PILOT_AUDIT_EVENT_AT, TRUE, NULL, NULL },
  { PILOT_N_ENTITIES }
};
