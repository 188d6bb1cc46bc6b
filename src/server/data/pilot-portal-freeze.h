/* pilot-portal-freeze.h: what clients may not change any more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-row.h"

G_BEGIN_DECLS

/**
 * PilotPortalFreeze:
 *
 * Judges the changes of one write transaction. What a run was ordered with stays as it was ordered: the run itself, its
 * choices and checks, for ever; what its manifest was made from (legacy records by the fields that decide, stages and
 * their mapping) until it has ended. A legacy record that was moved is a memory, and
 * so is what was handed over to somebody outside. The portal's own hand (commands, the engine) is
 * not asked.
 */
typedef struct
{
  PilotPortalDb *db; /* not owned */
  gboolean looked;   /* whether has_open_run is known */
  gboolean has_open_run;
} PilotPortalFreeze;

/**
 * pilot_portal_freeze_judge:
 * @before: (nullable): the live record; %NULL: it is created
 * @merged: (nullable): as it will be; %NULL: it is deleted
 * @changed: one bit for each field that becomes another
 * @message: (out) (transfer full) (nullable): for people: why it may not be; %NULL: it may
 */
gboolean pilot_portal_freeze_judge (PilotPortalFreeze *self, const PilotSchema *schema, const PilotPortalRow *before,
                                    const PilotValue *merged, guint64 changed, char **message, GError **error);

/** pilot_portal_freeze_has_open_run: @open: (out): whether a run is requested, accepted, scheduled or running. */
gboolean pilot_portal_freeze_has_open_run (PilotPortalFreeze *self, gboolean *open, GError **error);

G_END_DECLS
