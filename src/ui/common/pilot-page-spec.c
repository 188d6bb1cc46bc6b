/* pilot-page-spec.c: finds the table entry of an entity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-page-spec.h"

const PilotPageSpec *
pilot_page_spec_get (PilotEntity entity)
{
  const PilotPageSpec *const tables[] = { pilot_network_pages, pilot_review_pages, pilot_activity_pages };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const PilotPageSpec *spec = tables[t]; spec->icon != NULL; spec++)
      if (spec->entity == entity)
        return spec;
  return NULL;
}
