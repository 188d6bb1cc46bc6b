/* pilot-kept-facts.c: what was found in all legacy records, kept until one of them changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-kept-facts.h"

#include "pilot-legacy-facts.h"

/* Of so many runs and projects; more are not ordered at a time. */
#define MAX_KEPT 8

/* All that is kept is of one state of the data. */
struct _PilotCarriedFacts
{
  gint64 since;      /* its revision */
  GHashTable *facts; /* (owned) (element-type utf8 PilotKeptFacts) */
};

typedef PilotCarriedFacts Shelf;

static Shelf *
shelf_new (void)
{
  Shelf *self = g_new0 (Shelf, 1);

  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pilot_kept_facts_free);
  return self;
}

static PilotKeptFacts *
copy_facts (const PilotKeptFacts *facts)
{
  PilotKeptFacts *copy = pilot_kept_facts_new ();

  copy->sha256 = g_strdup (facts->sha256);
  g_array_append_vals (copy->numbers, facts->numbers->data, facts->numbers->len);
  return copy;
}

static void
put_copies (Shelf *self, GHashTable *facts)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_replace (self->facts, g_strdup (key), copy_facts (value));
}

/* The connection's; emptied where the data have changed. */
static Shelf *
get_shelf (PilotPortalDb *db, GError **error)
{
  Shelf *self = pilot_portal_db_get_kept (db);
  gboolean changed;

  if (self == NULL)
    {
      self = shelf_new ();
      pilot_portal_db_set_kept (db, self, (GDestroyNotify) pilot_carried_facts_free);
    }
  if (!pilot_legacy_has_changed (db, &self->since, &changed, error))
    return NULL;
  if (!changed)
    return self;
  g_hash_table_remove_all (self->facts);
  self->since = pilot_portal_db_get_revision (db, error);
  return self->since >= 0 ? self : NULL;
}

PilotKeptFacts *
pilot_kept_facts_new (void)
{
  PilotKeptFacts *self = g_new0 (PilotKeptFacts, 1);

  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

void
pilot_kept_facts_free (PilotKeptFacts *self)
{
  g_free (self->sha256);
  g_array_unref (self->numbers);
  g_free (self);
}

guint64
pilot_kept_facts_get (const PilotKeptFacts *self, guint n)
{
  return g_array_index (self->numbers, guint64, n);
}

void
pilot_kept_facts_add (PilotKeptFacts *self, guint64 number)
{
  g_array_append_val (self->numbers, number);
}

gboolean
pilot_kept_facts_find (PilotPortalDb *db, const char *key, const PilotKeptFacts **facts, GError **error)
{
  Shelf *shelf = get_shelf (db, error);

  *facts = shelf != NULL ? g_hash_table_lookup (shelf->facts, key) : NULL;
  return shelf != NULL;
}

gboolean
pilot_kept_facts_keep (PilotPortalDb *db, const char *key, PilotKeptFacts *facts, GError **error)
{
  g_autoptr (PilotKeptFacts) owned = facts;
  Shelf *shelf = get_shelf (db, error);

  if (shelf == NULL)
    return FALSE;
  if (g_hash_table_size (shelf->facts) >= MAX_KEPT)
    g_hash_table_remove_all (shelf->facts);
  g_hash_table_replace (shelf->facts, g_strdup (key), g_steal_pointer (&owned));
  return TRUE;
}

void
pilot_carried_facts_free (PilotCarriedFacts *self)
{
  g_hash_table_unref (self->facts);
  g_free (self);
}

PilotCarriedFacts *
pilot_kept_facts_carry (PilotPortalDb *db)
{
  const Shelf *shelf = pilot_portal_db_get_kept (db);
  PilotCarriedFacts *carried;

  if (shelf == NULL)
    return NULL;
  carried = shelf_new ();
  carried->since = shelf->since;
  put_copies (carried, shelf->facts);
  return carried;
}

gboolean
pilot_kept_facts_bring (PilotPortalDb *db, const PilotCarriedFacts *carried, gboolean *changed, GError **error)
{
  gint64 since = carried->since;
  Shelf *shelf;

  if (!pilot_legacy_has_changed (db, &since, changed, error))
    return FALSE;
  if (*changed)
    return TRUE;
  shelf = get_shelf (db, error);
  if (shelf == NULL)
    return FALSE;
  if (g_hash_table_size (shelf->facts) + g_hash_table_size (carried->facts) > MAX_KEPT)
    g_hash_table_remove_all (shelf->facts);
  put_copies (shelf, carried->facts);
  return TRUE;
}

char *
pilot_kept_facts_dup_key (const char *what, const PilotRecord *record, const guint *fields, guint n_fields)
{
  GString *key = g_string_new (what);

  for (guint i = 0; i < n_fields; i++)
    {
      const char *text = pilot_record_get_text (record, fields[i]);

      /* Nothing and an empty text are two things. */
      g_string_append_printf (key, "\n%s%s", text != NULL ? "=" : "", text != NULL ? text : "");
    }
  return g_string_free (key, FALSE);
}
