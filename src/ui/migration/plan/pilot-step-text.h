/* pilot-step-text.h: where a step of the plan stands, in words and pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-plan-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** PilotStandingLook: how a standing is shown; never by colour alone. */
typedef struct
{
  const char *icon;
  const char *label;     /* untranslated */
  const char *css_class; /* (nullable) */
} PilotStandingLook;

const PilotStandingLook *pilot_standing_get_look (PilotStepStanding standing);

/** pilot_standing_show: gives @image the icon and the colour of @standing. */
void pilot_standing_show (PilotStepStanding standing, GtkImage *image);

/** pilot_step_dup_state: (transfer full): e.g. "Done by Ada on 3 May 2026", "Blocked: …", for people. */
char *pilot_step_dup_state (PilotPlanRow *row);

/** pilot_step_dup_evidence: (transfer full) (nullable): latest day, number, file, note, as one line for people; %NULL: there is none. */
char *pilot_step_dup_evidence (PilotPlanRow *row);

G_END_DECLS
