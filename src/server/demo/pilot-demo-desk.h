/* pilot-demo-desk.h: the demo company's people at work: records written as they would write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** pilot_demo_desk_find_member: (transfer full) (nullable): id of the first active member with the role; %NULL with @error. */
char *pilot_demo_desk_find_member (PilotPortalDb *db, const char *role, GError **error);

/**
 * pilot_demo_desk_write:
 * @actor: a member's id
 * @records: (element-type PilotRecord): of one kind; fields that are unset stay; what isn't there is made
 * @error: PILOT_ERROR_REJECTED: the portal's rules refuse one of them
 *
 * One transaction with one audit event, and the same judgement as over the API.
 */
gboolean pilot_demo_desk_write (PilotPortalDb *db, const char *actor, GPtrArray *records, GError **error);

/** pilot_demo_desk_write_one: @record: (transfer full). */
gboolean pilot_demo_desk_write_one (PilotPortalDb *db, const char *actor, PilotRecord *record, GError **error);

/** pilot_demo_desk_write_step: marks the step @key as done; @note, @reference: (nullable). */
gboolean pilot_demo_desk_write_step (PilotPortalDb *db, const char *actor, const char *key, const char *note, const char *reference,
                                     GError **error);

G_END_DECLS
