/* pilot-delete-guard.h: what keeps records from being deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace-references.h"

G_BEGIN_DECLS

/**
 * pilot_delete_guard_dup_heading:
 * @ids: the records that a person wants to delete
 *
 * Returns: (transfer full): what can't be done: names the record where it is one
 */
char *pilot_delete_guard_dup_heading (PilotWorkspace *workspace, PilotEntity entity, const char *const *ids);

/**
 * pilot_delete_guard_dup_reason:
 * @references: (element-type PilotReferenceCount): at least one
 * @one: whether they refer to a single record
 *
 * Returns: (transfer full): what refers to the records and what to do about it, as sentences for people
 */
char *pilot_delete_guard_dup_reason (GArray *references, gboolean one);

G_END_DECLS
