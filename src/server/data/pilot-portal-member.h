/* pilot-portal-member.h: who may be a member, and that one admin stays
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-row.h"

G_BEGIN_DECLS

/**
 * pilot_portal_member_judge:
 * @before: (nullable): the live record; %NULL: it is created
 * @merged: (nullable): as it will be; %NULL: it is deleted
 * @field: (out): the one that may not be so; -1: the record as a whole
 * @message: (out) (transfer full) (nullable): for people: why it may not be; %NULL: it may
 *
 * A company without an active admin could never have one again: nobody else makes members. And an agency's user is no
 * member: what he may see hangs on the recruiter's record. In the write transaction.
 */
gboolean pilot_portal_member_judge (PilotPortalDb *db, const PilotPortalRow *before, const PilotValue *merged, int *field, char **message,
                                    GError **error);

G_END_DECLS
