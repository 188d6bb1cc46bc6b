/* pilot-count-cards.h: how many agencies, recruiters, jobs and candidates there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** PilotCountCards: a card for each kind, with the number; a click opens the list that the number counts. */
#define PILOT_TYPE_COUNT_CARDS (pilot_count_cards_get_type ())
G_DECLARE_FINAL_TYPE (PilotCountCards, pilot_count_cards, PILOT, COUNT_CARDS, GtkBox)

GtkWidget *pilot_count_cards_new (PilotContext *context);

/** pilot_count_cards_update: counts what lives in @dataset, and says so above; %NULL: all there is. Needs a workspace. */
void pilot_count_cards_update (PilotCountCards *self, const char *dataset);

G_END_DECLS
