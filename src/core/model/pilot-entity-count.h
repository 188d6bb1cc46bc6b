/* pilot-entity-count.h: how many of which kind, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/** pilot_entity_dup_count: (transfer full): "1 agency", "1,234 candidates", within a sentence; kinds without a word of their own are records. */
char *pilot_entity_dup_count (PilotEntity entity, guint64 count);

/**
 * pilot_entity_dup_counts:
 * @text: names of kinds with numbers, as a snapshot has them: "agency 120, recruiter 300"
 *
 * Returns: (transfer full): "120 agencies, 300 recruiters"; what is not of that form as it is
 */
char *pilot_entity_dup_counts (const char *text);

G_END_DECLS
