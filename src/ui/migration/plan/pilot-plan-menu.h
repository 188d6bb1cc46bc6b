/* pilot-plan-menu.h: the plan that no portal keeps is handed on to a colleague, and taken over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotPlanMenu: a menu button; hidden where a portal keeps the plan, since all of its admins have it there. */
#define PILOT_TYPE_PLAN_MENU (pilot_plan_menu_get_type ())
G_DECLARE_FINAL_TYPE (PilotPlanMenu, pilot_plan_menu, PILOT, PLAN_MENU, AdwBin)

/** pilot_plan_menu_follow: which plan it is about. @migration: (nullable). */
void pilot_plan_menu_follow (PilotPlanMenu *self, PilotContext *context, PilotMigration *migration);

/** pilot_plan_menu_save: writes the plan to @file, as the menu does once a file is chosen, and says so. */
void pilot_plan_menu_save (PilotPlanMenu *self, GFile *file);

/** pilot_plan_menu_open: says what @file would change here and asks whether to take it over. */
void pilot_plan_menu_open (PilotPlanMenu *self, GFile *file);

G_END_DECLS
