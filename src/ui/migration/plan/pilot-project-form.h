/* pilot-project-form.h: fields of the project or of the portal's settings, saved as they are entered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotProjectForm: rows for single fields, wherever they are put. Follows the migration; each field is saved when it is applied. */
#define PILOT_TYPE_PROJECT_FORM (pilot_project_form_get_type ())
G_DECLARE_FINAL_TYPE (PilotProjectForm, pilot_project_form, PILOT, PROJECT_FORM, GObject)

/** pilot_project_form_new: @entity: PILOT_ENTITY_PROJECT or PILOT_ENTITY_SETTINGS; of the open workspace's migration. */
PilotProjectForm *pilot_project_form_new (PilotContext *context, PilotEntity entity);

/** pilot_project_form_add: a row for @field at the end of @group; @hint: (nullable): below it, where the row has a place for it. Returns: the row */
GtkWidget *pilot_project_form_add (PilotProjectForm *self, AdwPreferencesGroup *group, guint field, const char *hint);

/** pilot_project_form_focus_first: puts the keyboard into the first row; its window is presented. */
void pilot_project_form_focus_first (PilotProjectForm *self);

/** pilot_project_form_focus_wrong: puts the keyboard into the first row that could not be saved, and with it brings that into sight. */
void pilot_project_form_focus_wrong (PilotProjectForm *self);

/** pilot_project_form_type: types @text into the row of @field, and applies it. */
void pilot_project_form_type (PilotProjectForm *self, guint field, const char *text);

/** pilot_project_form_leave: saves what was typed; %FALSE, once: something can't be saved, and its row says why. */
gboolean pilot_project_form_leave (PilotProjectForm *self);

/** pilot_project_form_get_error: (nullable): why what was typed last is not saved. */
const char *pilot_project_form_get_error (PilotProjectForm *self);

G_END_DECLS
