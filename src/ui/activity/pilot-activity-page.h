/* pilot-activity-page.h: what waits to be sent, and what happened in the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PILOT_TYPE_ACTIVITY_PAGE (pilot_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotActivityPage, pilot_activity_page, PILOT, ACTIVITY_PAGE, AdwBin)

GtkWidget *pilot_activity_page_new (PilotContext *context);

/** pilot_activity_page_show: "outbox" or "audit". */
void pilot_activity_page_show (PilotActivityPage *self, const char *name);

/** pilot_activity_page_get_audit: the list of audit events. Borrowed. */
GtkWidget *pilot_activity_page_get_audit (PilotActivityPage *self);

G_END_DECLS
