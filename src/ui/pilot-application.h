/* pilot-application.h: the application
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotApplication:
 *
 * Options: `--demo` opens the demo company at once; `--tour DIR` goes through the main job by itself, leaves a picture
 * of each screen and the log (pilotage.log) in DIR, and ends with a status other than 0 if a step fails.
 */
#define PILOT_TYPE_APPLICATION (pilot_application_get_type ())
G_DECLARE_FINAL_TYPE (PilotApplication, pilot_application, PILOT, APPLICATION, AdwApplication)

/**
 * pilot_application_new:
 * @id: (nullable): the application's id; %NULL for one that others may run beside (tests)
 * @host: (nullable): runs the demo company's portal, to stop it and start it in the tour
 * @providers: (array zero-terminated=1): make connections; a kind without a provider is not offered
 *
 * The GSettings schema io.github.pilotage.Pilotage must be found (installed, or GSETTINGS_SCHEMA_DIR).
 */
PilotApplication *pilot_application_new (const char *id, PilotPortalHost *host, PilotConnectionProvider *const *providers);

/** pilot_application_set_data_dir: where local data are kept, instead of the person's data folder. Before it runs. */
void pilot_application_set_data_dir (PilotApplication *self, const char *data_dir);

/** pilot_application_get_context: (nullable): what the window works with; %NULL before the start. */
PilotContext *pilot_application_get_context (PilotApplication *self);

/** pilot_application_set_exit_status: what the process ends with. */
void pilot_application_set_exit_status (PilotApplication *self, int status);
int pilot_application_get_exit_status (PilotApplication *self);

G_END_DECLS
