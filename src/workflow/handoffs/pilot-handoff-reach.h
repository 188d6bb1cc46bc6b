/* pilot-handoff-reach.h: which agencies a notice reaches, and in which language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff-batch.h"
#include "pilot-handoff-facts.h"

G_BEGIN_DECLS

/** pilot_handoff_reach_get_language: the agency's own, or the company's, or English. */
const char *pilot_handoff_reach_get_language (const PilotHandoffFacts *facts, const PilotHandoffAgency *agency);

/**
 * pilot_handoff_reach_note:
 * @records: (element-type PilotRecord): all mails of the notice, wherever they stand
 *
 * Tells of a notice that is there already what is told of one that is made: who is written to in which language, who can't
 * be, and who has an address that none of the mails goes to. By the agencies as they are now.
 */
void pilot_handoff_reach_note (PilotHandoffBatch *batch, const PilotHandoffFacts *facts, GPtrArray *records);

G_END_DECLS
