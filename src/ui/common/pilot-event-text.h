/* pilot-event-text.h: audit events for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** pilot_event_text_dup_action: (transfer full): a sentence for e.g. "agency.update"; an action that is not known as it is. */
char *pilot_event_text_dup_action (const char *action);

/**
 * pilot_event_text_dup_fields:
 * @names: (nullable): names of fields in JSON, parted by commas; of a deletion also “parts=12”: so many records went along;
 *   of an import also “created=38 changed=2”
 *
 * Returns: (transfer full) (nullable): their labels, or sentences; %NULL if they are none of these
 */
char *pilot_event_text_dup_fields (const PilotSchema *schema, const char *names);

/**
 * pilot_event_text_dup:
 * @record: an audit event
 *
 * The portal tells who did what with what by names of its own and ids; a person reads sentences and titles.
 * Returns: (transfer full) (nullable): %NULL where the field's own text does
 */
char *pilot_event_text_dup (PilotWorkspace *workspace, PilotRecord *record, guint field);

G_END_DECLS
