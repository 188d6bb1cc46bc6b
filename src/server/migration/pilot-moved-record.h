/* pilot-moved-record.h: what a run makes of a legacy record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-moved-targets.h"
#include "pilot-scope-walk.h"

G_BEGIN_DECLS

/** pilot_moved_record_get_entity: the kind that it becomes: an assignment becomes a share, all others stay what they are. */
PilotEntity pilot_moved_record_get_entity (PilotEntity entity);

/**
 * pilot_moved_record_make:
 * @source: the legacy record, all fields
 * @finding: of a record that goes; its verdict says whether it goes as it is or as history
 * @values: (out caller-allocates): the fields of the portal's record; texts are those of @source, @finding, @targets, and of
 *   the arguments. Revision and time are unset
 * @reason: (out) (nullable): why it can't go after all: what it refers to did not; static
 *
 * Like for like: all fields go along, references lead to what the others became, a candidate is in the stage that the
 * mapping names. History goes with name, job, final status, dates and agency alone [Migrating Data, "What Data Gets
 * Migrated?"], read only.
 */
gboolean pilot_moved_record_make (PilotEntity entity, const PilotValue *source, const PilotScopeFinding *finding,
                                  PilotMovedTargets *targets, const char *run_id, const char *target_id, PilotValue *values,
                                  const char **reason, GError **error);

G_END_DECLS
