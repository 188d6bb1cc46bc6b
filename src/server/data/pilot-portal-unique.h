/* pilot-portal-unique.h: what only one record may say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-row.h"

G_BEGIN_DECLS

/**
 * pilot_portal_unique_judge:
 * @before: (nullable): the live record; %NULL: it is created
 * @merged: as it will be
 * @changed: one bit for each field that becomes another
 * @field: (out): of the rule that is broken
 * @message: (out) (transfer full) (nullable): for people: why it may not be; %NULL: it may
 *
 * People sign in with their address, a candidate's status is looked for among its process's stages, a step's record by its key
 * and a check's result by its rule: of two that say the same, nobody could tell which is meant. Capitals make no difference to
 * what people wrote. What was there before this rule can be changed
 * otherwise. In the write transaction.
 */
gboolean pilot_portal_unique_judge (PilotPortalDb *db, const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged,
                                    guint64 changed, int *field, char **message, GError **error);

G_END_DECLS
