/* pilot-id-filter.c: whether an id may be among many, in little memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-id-filter.h"

#define BITS_PER_ID 10
#define N_PROBES 7

struct _PilotIdFilter
{
  guint8 *bits; /* (owned) */
  guint64 n_bits;
};

static guint64
hash (const char *id)
{
  guint64 h = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *id != '\0'; id++)
    h = (h ^ (guint8) *id) * G_GUINT64_CONSTANT (0x100000001b3);
  h ^= h >> 32;
  h *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return h ^ h >> 29;
}

PilotIdFilter *
pilot_id_filter_new (guint64 n_expected)
{
  PilotIdFilter *self = g_new (PilotIdFilter, 1);

  self->n_bits = MAX (n_expected, 1000) * BITS_PER_ID;
  self->bits = g_malloc0 (self->n_bits / 8 + 1);
  return self;
}

void
pilot_id_filter_free (PilotIdFilter *self)
{
  g_free (self->bits);
  g_free (self);
}

void
pilot_id_filter_add (PilotIdFilter *self, const char *id)
{
  guint64 h = hash (id);
  guint64 step = (h >> 17 | h << 47) | 1;

  for (guint i = 0; i < N_PROBES; i++, h += step)
    self->bits[h % self->n_bits / 8] |= 1 << (h % self->n_bits % 8);
}

gboolean
pilot_id_filter_may_contain (const PilotIdFilter *self, const char *id)
{
  guint64 h = hash (id);
  guint64 step = (h >> 17 | h << 47) | 1;

  for (guint i = 0; i < N_PROBES; i++, h += step)
    if ((self->bits[h % self->n_bits / 8] & (1 << (h % self->n_bits % 8))) == 0)
      return FALSE;
  return TRUE;
}
