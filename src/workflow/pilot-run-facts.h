/* pilot-run-facts.h: what a run is judged by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotRunFacts: the company and its project as the cache has them, and the day. */
typedef struct
{
  PilotRecord *company; /* (owned) (nullable): not pulled yet */
  PilotRecord *project; /* (owned) (nullable) */
  const char *holidays; /* (nullable): the project's */
  GDate today;          /* in the company's zone */
} PilotRunFacts;

/** pilot_run_facts_load: two indexed look-ups. Any thread. */
void pilot_run_facts_load (PilotWorkspace *workspace, PilotRunFacts *facts);
void pilot_run_facts_clear (PilotRunFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotRunFacts, pilot_run_facts_clear)

G_END_DECLS
