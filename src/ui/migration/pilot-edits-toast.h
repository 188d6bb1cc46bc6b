/* pilot-edits-toast.h: says what was saved, with Undo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"
#include "pilot-edits.h"

G_BEGIN_DECLS

/**
 * pilot_edits_toast:
 * @text: what was saved, for people
 * @undo: (transfer full) (nullable): what takes it back; %NULL: nothing changed, nothing is said
 */
void pilot_edits_toast (PilotContext *context, const char *text, PilotEdits *undo);

G_END_DECLS
