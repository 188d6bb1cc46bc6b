/* pilot-migration-facts.h: what the plan's rules look at, from the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-plan.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** PilotMigrationFacts: @plan borrows the texts of the others. */
typedef struct
{
  PilotPlanFacts plan;
  char *title;          /* (owned) (nullable): without a company's record: its name */
  char *environment;    /* (owned) (nullable): the same */
  PilotRecord *company; /* (owned) (nullable): not pulled yet */
  GHashTable *members;  /* (owned): id → name */
  GHashTable *processes; /* (owned): ids of the hiring processes that jobs in scope have */
} PilotMigrationFacts;

/** pilot_migration_facts_get_mask: one bit (1 << PilotEntity) for each kind of record that the facts are made of. */
guint pilot_migration_facts_get_mask (void);

/**
 * pilot_migration_facts_load:
 * @has_portal_api: see PilotPlanFacts
 *
 * Reads one state of the cache. Blocks: mostly a few milliseconds; a million candidates some 100. Any thread.
 *
 * Returns: (transfer full) (nullable): %NULL with @error
 */
PilotMigrationFacts *pilot_migration_facts_load (PilotStore *store, gboolean has_portal_api, GCancellable *cancellable, GError **error);

/** pilot_migration_facts_set_company: where no record says it; @title, @environment (nullable): copied. */
void pilot_migration_facts_set_company (PilotMigrationFacts *self, const char *title, const char *environment);
void pilot_migration_facts_free (PilotMigrationFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotMigrationFacts, pilot_migration_facts_free)

G_END_DECLS
