/* pilot-key-map.c: from keys to numbers, sixteen bytes each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-key-map.h"

typedef struct
{
  guint64 hash;
  guint32 check; /* 0: free */
  guint32 number;
} Slot;

struct _PilotKeyMap
{
  Slot *slots; /* (owned) */
  gsize n_slots; /* a power of two */
  gsize n_used;
};

static Slot *
find_slot (const PilotKeyMap *self, PilotNaturalKey key)
{
  gsize at = key.hash & (self->n_slots - 1);

  while (self->slots[at].check != 0 && (self->slots[at].hash != key.hash || self->slots[at].check != key.check))
    at = (at + 1) & (self->n_slots - 1);
  return &self->slots[at];
}

static void
grow (PilotKeyMap *self)
{
  Slot *old = self->slots;
  gsize n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  for (gsize i = 0; i < n_old; i++)
    if (old[i].check != 0)
      *find_slot (self, (PilotNaturalKey){ old[i].hash, old[i].check }) = old[i];
  g_free (old);
}

PilotKeyMap *
pilot_key_map_new (void)
{
  PilotKeyMap *self = g_new0 (PilotKeyMap, 1);

  self->n_slots = 1024;
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

void
pilot_key_map_free (PilotKeyMap *self)
{
  g_free (self->slots);
  g_free (self);
}

guint32
pilot_key_map_add (PilotKeyMap *self, PilotNaturalKey key, guint32 number)
{
  Slot *slot = find_slot (self, key);

  if (slot->check != 0)
    return slot->number;
  *slot = (Slot){ key.hash, key.check, number };
  if (++self->n_used * 3 > self->n_slots * 2)
    grow (self);
  return PILOT_KEY_MAP_NONE;
}

void
pilot_key_map_set (PilotKeyMap *self, PilotNaturalKey key, guint32 number)
{
  if (pilot_key_map_add (self, key, number) != PILOT_KEY_MAP_NONE)
    find_slot (self, key)->number = number;
}

guint32
pilot_key_map_get (const PilotKeyMap *self, PilotNaturalKey key)
{
  Slot *slot = find_slot (self, key);

  return slot->check != 0 ? slot->number : PILOT_KEY_MAP_NONE;
}

guint
pilot_key_map_get_size (const PilotKeyMap *self)
{
  return self->n_used;
}
