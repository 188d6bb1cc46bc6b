/* pilot-handoff-languages.h: in which language a hand-off is written, and whom it can't reach
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff-batch.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotHandoffLanguages:
 *
 * Says how many agencies are written to in which language, who gets it in another than his own because there is no
 * translation, and which can't be written to; offers another language.
 * Signal "chosen" (nullable string): a language; %NULL: that which suits, for a notice each agency's own.
 */
#define PILOT_TYPE_HANDOFF_LANGUAGES (pilot_handoff_languages_get_type ())
G_DECLARE_FINAL_TYPE (PilotHandoffLanguages, pilot_handoff_languages, PILOT, HANDOFF_LANGUAGES, AdwPreferencesGroup)

/** pilot_handoff_languages_set_kind: what is offered: the languages into which the text of @kind is translated. */
void pilot_handoff_languages_set_kind (PilotHandoffLanguages *self, const char *kind);

/** pilot_handoff_languages_show: @offer: whether another language may be chosen still. */
void pilot_handoff_languages_show (PilotHandoffLanguages *self, const PilotHandoffBatch *batch, gboolean offer);

/** pilot_handoff_languages_choose: as the row does: a language that is offered, or %NULL. */
void pilot_handoff_languages_choose (PilotHandoffLanguages *self, const char *language);

G_END_DECLS
