/* pilot-run-company.h: what a run is judged by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotRunCompany: the company and its project as the cache has them, and the day. */
typedef struct
{
  PilotRecord *company; /* (owned) (nullable): not pulled yet */
  PilotRecord *project; /* (owned) (nullable) */
  const char *holidays; /* (nullable): the project's */
  GDate today;          /* in the company's zone */
} PilotRunCompany;

/** pilot_run_company_load: two indexed look-ups. Any thread. */
void pilot_run_company_load (PilotWorkspace *workspace, PilotRunCompany *facts);
void pilot_run_company_clear (PilotRunCompany *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotRunCompany, pilot_run_company_clear)

G_END_DECLS
