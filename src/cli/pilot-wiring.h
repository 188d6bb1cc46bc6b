/* pilot-wiring.h: what every program with connections begins with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection-provider.h"
#include "pilot-portal-host.h"

G_BEGIN_DECLS

/** PilotWiring: the kinds of connections that there are. */
typedef struct
{
  PilotPortalHost *host;                 /* (owned) */
  PilotConnectionProvider *providers[4]; /* (array zero-terminated=1) (owned): in the order in which they are offered */
} PilotWiring;

/**
 * pilot_wiring_init:
 * @keyring: whether tokens are kept in the person's key ring, not for this session only
 * @demo_stage: (nullable): where the migration of the demo company stands: `--seed-stage` of the portal. Such a company has a
 *   folder of its own
 *
 * Also sets the locale, and where the translations are.
 */
void pilot_wiring_init (PilotWiring *self, gboolean keyring, const char *demo_stage);

void pilot_wiring_clear (PilotWiring *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotWiring, pilot_wiring_clear)

G_END_DECLS
