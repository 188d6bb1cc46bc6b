/* pilot-key-map.h: from keys to numbers, sixteen bytes each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-natural-key.h"

G_BEGIN_DECLS

/** What pilot_key_map_get() returns where there is nothing. */
#define PILOT_KEY_MAP_NONE G_MAXUINT32

/**
 * PilotKeyMap: a hash table for millions of keys: no allocation for each, 16 bytes at a load of at most two thirds.
 * One thread at a time while it is filled; any number once it is not.
 */
typedef struct _PilotKeyMap PilotKeyMap;

PilotKeyMap *pilot_key_map_new (void);
void pilot_key_map_free (PilotKeyMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotKeyMap, pilot_key_map_free)

/**
 * pilot_key_map_add:
 * @number: below %PILOT_KEY_MAP_NONE
 *
 * Returns: %PILOT_KEY_MAP_NONE if the key is new; otherwise the number that it has, which it keeps
 */
guint32 pilot_key_map_add (PilotKeyMap *self, PilotNaturalKey key, guint32 number);

/** pilot_key_map_set: puts @number in the place of what the key had. */
void pilot_key_map_set (PilotKeyMap *self, PilotNaturalKey key, guint32 number);

guint32 pilot_key_map_get (const PilotKeyMap *self, PilotNaturalKey key);
guint pilot_key_map_get_size (const PilotKeyMap *self);

G_END_DECLS
