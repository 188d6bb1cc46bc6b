/* pilot-next-step-card.h: what is to be done now, and by whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-migration.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotNextStepCard:
 *
 * Title, why, who does it, what blocks it, and one button that opens the right thing.
 *
 * Signals: "open" (string key: the screen that does the step), "details" (string key: the step itself).
 */
#define PILOT_TYPE_NEXT_STEP_CARD (pilot_next_step_card_get_type ())
G_DECLARE_FINAL_TYPE (PilotNextStepCard, pilot_next_step_card, PILOT, NEXT_STEP_CARD, AdwBin)

GtkWidget *pilot_next_step_card_new (void);

/** pilot_next_step_card_update: shows the next step. */
void pilot_next_step_card_update (PilotNextStepCard *self, PilotMigration *migration);

/** pilot_next_step_card_get_key: (nullable): of the step that is shown. */
const char *pilot_next_step_card_get_key (PilotNextStepCard *self);

G_END_DECLS
