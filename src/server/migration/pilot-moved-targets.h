/* pilot-moved-targets.h: which record of the portal data set a legacy record became
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** PilotMovedTargets: remembers what it looked up: thousands of candidates refer to the same few agencies and jobs. */
typedef struct _PilotMovedTargets PilotMovedTargets;

PilotMovedTargets *pilot_moved_targets_new (PilotPortalDb *db);
void pilot_moved_targets_free (PilotMovedTargets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotMovedTargets, pilot_moved_targets_free)

/**
 * pilot_moved_targets_find:
 * @entity: of an agency, a recruiter or a job
 * @source_id: the legacy record's id
 * @target_id: (out) (transfer none) (nullable): %NULL: it did not go, or what it became was deleted
 */
gboolean pilot_moved_targets_find (PilotMovedTargets *self, PilotEntity entity, const char *source_id, const char **target_id,
                                   GError **error);

/** pilot_moved_targets_add: it has just gone; @target_id is copied. */
void pilot_moved_targets_add (PilotMovedTargets *self, PilotEntity entity, const char *source_id, const char *target_id);

G_END_DECLS
