/* pilot-portal-step-key.h: a step is one of the plan's, and there is one record of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-row.h"

G_BEGIN_DECLS

/**
 * pilot_portal_step_key_judge:
 * @before: (nullable): the live record; %NULL: it is created
 * @merged: as it will be
 * @message: (out) (transfer full) (nullable): for people: why it may not be; %NULL: it may
 *
 * The plan asks for a step's record by its key: of two, nobody could say which one counts. A record that was there before
 * this rule and has no place in the plan can be changed otherwise, and deleted. In the write transaction.
 */
gboolean pilot_portal_step_key_judge (PilotPortalDb *db, const PilotPortalRow *before, const PilotValue *merged, char **message,
                                      GError **error);

G_END_DECLS
