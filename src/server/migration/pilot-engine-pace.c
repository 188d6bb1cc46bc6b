/* pilot-engine-pace.c: how long a step of the engine may take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-engine-pace.h"

gboolean
pilot_engine_pace_add (PilotEnginePace *self, guint n_records)
{
  self->n_done += n_records;
  if (self->waiting != NULL && self->n_done >= self->n_min && self->waiting (self->user_data))
    return TRUE;
  return self->until_usec != 0 && self->n_done >= self->n_min_by_time && g_get_monotonic_time () >= self->until_usec;
}
