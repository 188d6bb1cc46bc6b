/* pilot-portal-key.h: a step is one of the plan's and a check's result one of a rule's, and stays so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-row.h"

G_BEGIN_DECLS

/**
 * pilot_portal_key_judge:
 * @before: (nullable): the live record; %NULL: it is created
 * @merged: as it will be
 * @field: (out): the field that is wrong, where one is
 *
 * The plan asks for a step's record by its key, the gate and a run for a check's by its rule: one that belongs to nothing would
 * count all the same. A record that was there before this and has no place can be changed otherwise, and deleted.
 *
 * Returns: (transfer full) (nullable): for people: why it may not be; %NULL: it may, or @schema has no such key
 */
char *pilot_portal_key_judge (const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged, int *field);

G_END_DECLS
