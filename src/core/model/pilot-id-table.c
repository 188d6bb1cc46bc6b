/* pilot-id-table.c: a hash table from ids to numbers, for millions of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-id-table.h"

#define MIN_SLOTS 64

typedef struct
{
  PilotIdKey key;
  guint32 number; /* PILOT_ID_TABLE_NONE: free */
} Slot;

struct _PilotIdTable
{
  Slot *slots; /* (owned) */
  gsize n_slots; /* a power of two */
  gsize n_used;
};

static guint64
mix (guint64 x)
{
  x ^= x >> 32;
  x *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  x ^= x >> 32;
  x *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return x ^ (x >> 32);
}

gboolean
pilot_id_key_parse (const char *text, PilotIdKey *key)
{
  guint64 halves[2] = { 0 };
  guint n_digits = 0;
  guint i = 0;

  *key = (PilotIdKey){ 0 };
  for (; text != NULL && i < 36 && text[i] != '\0'; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i] != '-')
            return FALSE;
          continue;
        }
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      halves[n_digits / 16] = halves[n_digits / 16] << 4 | g_ascii_xdigit_value (text[i]);
      n_digits++;
    }
  if (n_digits != 32 || text[i] != '\0')
    return FALSE;
  *key = (PilotIdKey){ halves[0], halves[1] };
  return TRUE;
}

char *
pilot_id_key_format (PilotIdKey key)
{
  return g_strdup_printf ("%08x-%04x-%04x-%04x-%012" G_GINT64_MODIFIER "x", (guint) (key.high >> 32),
                          (guint) (key.high >> 16) & 0xffff, (guint) key.high & 0xffff, (guint) (key.low >> 48),
                          key.low & G_GUINT64_CONSTANT (0xffffffffffff));
}

gboolean
pilot_id_key_equal (PilotIdKey a, PilotIdKey b)
{
  return a.high == b.high && a.low == b.low;
}

PilotIdKey
pilot_id_key_hash (PilotIdKey key, const char *text, gsize length_bytes)
{
  PilotIdKey hash = { mix (key.high + 1), mix (key.low + 2) };
  guint64 word = 0;

  for (gsize i = 0; i < length_bytes; i++)
    {
      word = word << 8 | (guchar) g_ascii_tolower (text[i]);
      if (i % 8 != 7 && i + 1 < length_bytes)
        continue;
      hash = (PilotIdKey){ mix (hash.high ^ word) + hash.low, mix (hash.low + word) ^ hash.high };
      word = 0;
    }
  return (PilotIdKey){ mix (hash.high + length_bytes), mix (hash.low ^ hash.high) };
}

PilotIdTable *
pilot_id_table_new (void)
{
  return g_new0 (PilotIdTable, 1);
}

void
pilot_id_table_free (PilotIdTable *self)
{
  g_free (self->slots);
  g_free (self);
}

static Slot *
find_slot (const PilotIdTable *self, PilotIdKey key)
{
  gsize mask = self->n_slots - 1;
  gsize i = mix (key.high ^ key.low) & mask;

  while (self->slots[i].number != PILOT_ID_TABLE_NONE && !pilot_id_key_equal (self->slots[i].key, key))
    i = (i + 1) & mask;
  return &self->slots[i];
}

static void
grow (PilotIdTable *self)
{
  g_autofree Slot *old = self->slots;
  gsize n_old = self->n_slots;

  self->n_slots = MAX (MIN_SLOTS, n_old * 2);
  self->slots = g_new (Slot, self->n_slots);
  for (gsize i = 0; i < self->n_slots; i++)
    self->slots[i].number = PILOT_ID_TABLE_NONE;
  for (gsize i = 0; i < n_old; i++)
    if (old[i].number != PILOT_ID_TABLE_NONE)
      *find_slot (self, old[i].key) = old[i];
}

guint32
pilot_id_table_add (PilotIdTable *self, PilotIdKey key, guint32 number)
{
  Slot *slot;

  if (self->n_used >= self->n_slots / 3 * 2)
    grow (self);
  slot = find_slot (self, key);
  if (slot->number != PILOT_ID_TABLE_NONE)
    return slot->number;
  *slot = (Slot){ key, number };
  self->n_used++;
  return PILOT_ID_TABLE_NONE;
}

guint32
pilot_id_table_get (const PilotIdTable *self, PilotIdKey key)
{
  return self->n_slots == 0 ? PILOT_ID_TABLE_NONE : find_slot (self, key)->number;
}
