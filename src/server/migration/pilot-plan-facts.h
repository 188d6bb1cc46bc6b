/* pilot-plan-facts.h: what the plan's rules look at, from the portal's own tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-plan.h"
#include "pilot-portal-db.h"
#include "pilot-preflight.h"

G_BEGIN_DECLS

/**
 * pilot_plan_facts_read:
 * @facts: (out caller-allocates): to be cleared
 * @with_checks: whether the legacy records are checked: before the gate; a second for a million
 * @company: whose name and environment are borrowed
 *
 * The same rules as the application's, over the portal's data and not over what a client says of them: the pre-flight runs
 * here, over all legacy records; a rule that was switched off with a reason is not counted. That an admin has looked at the
 * checks is known by their records. In a transaction.
 */
gboolean pilot_plan_facts_read (PilotPlanFacts *facts, PilotPortalDb *db, const PilotRecord *company, const PilotRecord *project,
                                gboolean with_checks, GError **error);

/** pilot_plan_facts_check: (transfer full) (nullable): the finished pre-flight over all legacy records. In a transaction. */
PilotPreflight *pilot_plan_facts_check (PilotPortalDb *db, const PilotRecord *project, GError **error);

G_END_DECLS
