/* pilot-migration-page.h: the plan of the migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotMigrationPage: time line, next step, phases with their steps. Follows the workspace. */
#define PILOT_TYPE_MIGRATION_PAGE (pilot_migration_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotMigrationPage, pilot_migration_page, PILOT, MIGRATION_PAGE, AdwBin)

GtkWidget *pilot_migration_page_new (PilotContext *context);

/** pilot_migration_page_get_next: (nullable): the key of the step that the card shows. */
const char *pilot_migration_page_get_next (PilotMigrationPage *self);

/** pilot_migration_page_get_alarm: (nullable): what it warns of. */
const char *pilot_migration_page_get_alarm (PilotMigrationPage *self);

G_END_DECLS
