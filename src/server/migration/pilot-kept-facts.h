/* pilot-kept-facts.h: what was found in all legacy records, kept until one of them changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"
#include "pilot-record.h"

G_BEGIN_DECLS

/** PilotKeptFacts: numbers and a checksum: what they mean is the keeper's. */
typedef struct
{
  char *sha256;    /* (owned) (nullable) */
  GArray *numbers; /* (owned) (element-type guint64) */
} PilotKeptFacts;

PilotKeptFacts *pilot_kept_facts_new (void);
void pilot_kept_facts_free (PilotKeptFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotKeptFacts, pilot_kept_facts_free)

/** pilot_kept_facts_get: the @n-th that pilot_kept_facts_add() put there. */
guint64 pilot_kept_facts_get (const PilotKeptFacts *self, guint n);
void pilot_kept_facts_add (PilotKeptFacts *self, guint64 number);

/**
 * pilot_kept_facts_find:
 * @key: what they are of, with all that they depend on beside the records of pilot_legacy_has_changed()
 * @facts: (out) (transfer none) (nullable): valid until the next call on @db; %NULL: not kept, or something has changed
 *
 * In a transaction that has not written yet. The facts live as long as the connection.
 */
gboolean pilot_kept_facts_find (PilotPortalDb *db, const char *key, const PilotKeptFacts **facts, GError **error);

/** pilot_kept_facts_keep: @facts: (transfer full): as the data stand; in the transaction of the reading, before it has written. */
gboolean pilot_kept_facts_keep (PilotPortalDb *db, const char *key, PilotKeptFacts *facts, GError **error);

/** PilotCarriedFacts: what one connection keeps, on its way to another. */
typedef struct _PilotCarriedFacts PilotCarriedFacts;

void pilot_carried_facts_free (PilotCarriedFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotCarriedFacts, pilot_carried_facts_free)

/** pilot_kept_facts_carry: (transfer full) (nullable): a copy of all that @db keeps; %NULL: nothing. */
PilotCarriedFacts *pilot_kept_facts_carry (PilotPortalDb *db);

/** pilot_kept_facts_bring: keeps it on @db too; @changed: (out): something has changed since: nothing of it is kept. */
gboolean pilot_kept_facts_bring (PilotPortalDb *db, const PilotCarriedFacts *carried, gboolean *changed, GError **error);

/** pilot_kept_facts_dup_key: (transfer full): @what and the values of those fields, which are texts. */
char *pilot_kept_facts_dup_key (const char *what, const PilotRecord *record, const guint *fields, guint n_fields);

G_END_DECLS
