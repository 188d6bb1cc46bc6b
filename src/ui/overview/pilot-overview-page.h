/* pilot-overview-page.h: the company at a glance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotOverviewPage: the company, counts, what needs attention, latest activity. Follows the workspace. */
#define PILOT_TYPE_OVERVIEW_PAGE (pilot_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotOverviewPage, pilot_overview_page, PILOT, OVERVIEW_PAGE, AdwBin)

GtkWidget *pilot_overview_page_new (PilotContext *context);

G_END_DECLS
