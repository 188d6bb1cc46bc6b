/* pilot-profiles.h: the connections that are remembered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection-provider.h"

G_BEGIN_DECLS

/**
 * pilot_profiles_load:
 * @settings: the application's settings; the command line reads them too
 *
 * Entries that lack an id or a kind are left out. Main thread.
 *
 * Returns: (transfer full) (element-type PilotConnectionProfile): in the order in which they were made
 */
GPtrArray *pilot_profiles_load (GSettings *settings);

/** pilot_profiles_save: remembers @profiles in the place of those before. Main thread. */
void pilot_profiles_save (GSettings *settings, GPtrArray *profiles);

/**
 * pilot_profiles_find:
 * @profiles: (element-type PilotConnectionProfile): where to look
 * @id: (nullable): the id of a profile
 *
 * Returns: the index, or -1
 */
int pilot_profiles_find (GPtrArray *profiles, const char *id);

/**
 * pilot_profiles_find_same:
 * @profiles: (element-type PilotConnectionProfile): where to look
 * @profile: leads to some place
 *
 * Looks for a connection of that kind to the same place by the same person: who connects there again finds what is kept here.
 * Another company may have moved in there since: of several the newest counts.
 *
 * Returns: the index, or -1
 */
int pilot_profiles_find_same (GPtrArray *profiles, const PilotConnectionProfile *profile);

G_END_DECLS
