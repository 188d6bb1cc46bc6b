/* pilot-run-facts.h: what a run would move and what its checks find, from the portal's own tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-manifest.h"
#include "pilot-portal-db.h"
#include "pilot-preflight.h"

G_BEGIN_DECLS

typedef struct
{
  PilotManifest *manifest;   /* (owned) */
  PilotPreflight *preflight; /* (owned): finished; over what the run takes */
  GPtrArray *failing;        /* (owned) (element-type PilotPreflightRule): rules that block and found something, none of them off */
  char *off_without_reason;  /* (owned) (nullable): the first line of the run's rules_off that is no rule with a reason */
} PilotRunFacts;

void pilot_run_facts_clear (PilotRunFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotRunFacts, pilot_run_facts_clear)

/** pilot_run_facts_read: @self: (out caller-allocates): to be cleared. One pass over the legacy records; in a transaction. */
gboolean pilot_run_facts_read (PilotRunFacts *self, PilotPortalDb *db, const PilotRecord *run, const PilotRecord *project,
                               GError **error);

G_END_DECLS
