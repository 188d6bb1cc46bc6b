/* pilot-throttle.c: slows down who guesses passwords
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-throttle.h"

#define MAX_KEYS 10000
#define FORGET_USEC ((gint64) 3600 * G_USEC_PER_SEC)

typedef struct
{
  guint failures;
  gint64 last_usec;
  gint64 blocked_until_usec;
} Entry;

struct _PilotThrottle
{
  GMutex mutex;
  GHashTable *entries; /* (owned): SHA-256 of the key, as text, to Entry */
  guint free_failures;
  guint max_wait_secs;
};

static char *
hash_key (const char *key)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
}

static gboolean
is_forgotten_cb (gpointer key, gpointer value, gpointer user_data)
{
  const Entry *entry = value;
  const gint64 *now_usec = user_data;

  return *now_usec - entry->last_usec > FORGET_USEC && *now_usec > entry->blocked_until_usec;
}

/* Makes room: what is forgotten goes, else whoever was quiet the longest. */
static void
make_room (PilotThrottle *self, gint64 now_usec)
{
  GHashTableIter iter;
  gpointer key, value, oldest = NULL;
  gint64 oldest_usec = G_MAXINT64;

  if (g_hash_table_size (self->entries) < MAX_KEYS
      || g_hash_table_foreach_remove (self->entries, is_forgotten_cb, &now_usec) > 0)
    return;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((Entry *) value)->last_usec < oldest_usec)
      {
        oldest_usec = ((Entry *) value)->last_usec;
        oldest = key;
      }
  if (oldest != NULL)
    g_hash_table_remove (self->entries, oldest);
}

PilotThrottle *
pilot_throttle_new (guint free_failures, guint max_wait_secs)
{
  PilotThrottle *self = g_new0 (PilotThrottle, 1);

  g_mutex_init (&self->mutex);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->free_failures = free_failures;
  self->max_wait_secs = max_wait_secs;
  return self;
}

void
pilot_throttle_free (PilotThrottle *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint
pilot_throttle_check (PilotThrottle *self, const char *key, gint64 now_usec)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *hash = hash_key (key);
  const Entry *entry = g_hash_table_lookup (self->entries, hash);

  if (entry == NULL || entry->blocked_until_usec <= now_usec)
    return 0;
  return (entry->blocked_until_usec - now_usec + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
}

void
pilot_throttle_fail (PilotThrottle *self, const char *key, gint64 now_usec)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *hash = hash_key (key);
  Entry *entry = g_hash_table_lookup (self->entries, hash);

  if (entry == NULL)
    {
      make_room (self, now_usec);
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_steal_pointer (&hash), entry);
    }
  else if (now_usec - entry->last_usec > FORGET_USEC)
    entry->failures = 0;
  entry->last_usec = now_usec;
  entry->failures++;
  if (entry->failures >= self->free_failures)
    {
      guint doublings = MIN (entry->failures - self->free_failures, 20);
      gint64 wait_secs = MIN ((gint64) 1 << doublings, self->max_wait_secs);

      entry->blocked_until_usec = now_usec + wait_secs * G_USEC_PER_SEC;
    }
}

void
pilot_throttle_forget (PilotThrottle *self, const char *key)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *hash = hash_key (key);

  g_hash_table_remove (self->entries, hash);
}

guint
pilot_throttle_get_n_keys (PilotThrottle *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_hash_table_size (self->entries);
}
