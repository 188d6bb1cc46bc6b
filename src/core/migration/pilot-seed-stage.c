/* pilot-seed-stage.c: how far a demo company has come when it is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-seed-stage.h"

#include "pilot-error.h"

#include <glib/gi18n-lib.h>

static const char *const stage_names[] = {
  [PILOT_SEED_BEFORE_PHASE_A] = "before-phase-a",
  [PILOT_SEED_AFTER_PHASE_A] = "after-phase-a",
  [PILOT_SEED_SCHEDULED] = "scheduled",
  [PILOT_SEED_MIGRATED] = "migrated",
  NULL,
};

gboolean
pilot_seed_stage_from_name (const char *name, PilotSeedStage *stage, GError **error)
{
  g_autofree char *known = NULL;

  for (guint i = 0; stage_names[i] != NULL; i++)
    if (g_strcmp0 (stage_names[i], name) == 0)
      {
        *stage = i;
        return TRUE;
      }
  known = g_strjoinv (", ", (char **) stage_names);
  /* Translators: the first %s is what was typed for --seed-stage, the second what can be typed */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("“%s” is no stage of the demo company. The stages are: %s."),
               name != NULL ? name : "", known);
  return FALSE;
}
