/* pilot-welcome-page.h: the first run: three ways to begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotWelcomePage: the three ways to connect, and the connections that are remembered. */
#define PILOT_TYPE_WELCOME_PAGE (pilot_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotWelcomePage, pilot_welcome_page, PILOT, WELCOME_PAGE, AdwBin)

GtkWidget *pilot_welcome_page_new (PilotContext *context);

G_END_DECLS
