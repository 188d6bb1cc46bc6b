/* pilot-handoff-kind.c: what a hand-off of a kind must have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-kind.h"

static const struct
{
  const char *kind;
  PilotHandoffMeans means;
} kinds[] = {
  { "module_ticket", PILOT_HANDOFF_NEEDS_REFERENCE },
  { "csm_notice", PILOT_HANDOFF_NEEDS_RECIPIENT },
  { "phase_a_ticket", PILOT_HANDOFF_NEEDS_REFERENCE },
  { "manifest", PILOT_HANDOFF_NEEDS_RUN | PILOT_HANDOFF_NEEDS_FILE },
  { "downtime_notice", PILOT_HANDOFF_NEEDS_RECIPIENT | PILOT_HANDOFF_HIDES_RECIPIENTS | PILOT_HANDOFF_NEEDS_RUN },
  { "preparation_request", PILOT_HANDOFF_NEEDS_RECIPIENT },
  { "grouping_request", PILOT_HANDOFF_NEEDS_RECIPIENT },
};

PilotHandoffMeans
pilot_handoff_kind_get_means (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].means;
  return 0;
}
