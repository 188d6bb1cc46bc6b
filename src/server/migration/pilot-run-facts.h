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
  char *manifest_sha256; /* (owned) */
  guint64 n_agencies;    /* in scope */
  guint64 n_expected;    /* records in scope */
  GArray *numbers;       /* (owned) (element-type guint64): found and checked by the pre-flight, of each rule in the table's order; over what the run takes */
  GPtrArray *failing;        /* (owned) (element-type PilotPreflightRule): rules that block and found something, none of them off */
  char *off_without_reason;  /* (owned) (nullable): the first line of the run's rules_off that is no rule with a reason */
} PilotRunFacts;

void pilot_run_facts_clear (PilotRunFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotRunFacts, pilot_run_facts_clear)

/**
 * pilot_run_facts_read:
 * @self: (out caller-allocates): to be cleared
 *
 * One pass over the legacy records, and none where the same was asked before and nothing of it has changed: see
 * pilot-kept-facts.h. In a transaction that has not written yet.
 */
gboolean pilot_run_facts_read (PilotRunFacts *self, PilotPortalDb *db, const PilotRecord *run, const PilotRecord *project,
                               GError **error);

/** pilot_run_facts_get_n_found: of a rule of pilot_preflight_get_rules(). */
guint64 pilot_run_facts_get_n_found (const PilotRunFacts *self, const PilotPreflightRule *rule);
guint64 pilot_run_facts_get_n_checked (const PilotRunFacts *self, const PilotPreflightRule *rule);

G_END_DECLS
