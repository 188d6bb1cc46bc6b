/* pilot-tour-portal.h: the tour's hand on the portal, and its second client
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-tour-private.h"

G_BEGIN_DECLS

/* All of these work on a thread; an error makes the running step fail. */

/** pilot_tour_portal_is_idle: whether what was asked for last is done. */
gboolean pilot_tour_portal_is_idle (PilotTour *tour);

/** pilot_tour_portal_stop: stops the demo company's portal, then wakes the sync so that it notices. */
void pilot_tour_portal_stop (PilotTour *tour);

/** pilot_tour_portal_start: starts it again, then wakes the sync. */
void pilot_tour_portal_start (PilotTour *tour);

/** pilot_tour_portal_start_with_change: starts it, and a second client changes a field before the sync is woken. */
void pilot_tour_portal_start_with_change (PilotTour *tour, PilotEntity entity, const char *id, guint field, const char *value);

/** pilot_tour_portal_fetch: a second client reads a field; its content is kept as "fetched". */
void pilot_tour_portal_fetch (PilotTour *tour, PilotEntity entity, const char *id, guint field);

G_END_DECLS
