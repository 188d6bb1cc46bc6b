/* pilot-migration-mapping.h: a Default Stage Mapping to begin with: like for like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-migration.h"

G_BEGIN_DECLS

/**
 * PilotMappingProposal: a plain struct.
 * @edits: the lines that are missing, ready for pilot_edits_apply_async(): one step, undone as one
 * @n_lines: how many these are
 * @n_left: statuses in scope of processes for which there is no stage of the same status: somebody has to decide
 */
typedef struct
{
  PilotEdits *edits; /* (owned) (nullable): NULL once it is taken */
  guint n_lines;
  guint n_left;
} PilotMappingProposal;

void pilot_mapping_proposal_free (PilotMappingProposal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotMappingProposal, pilot_mapping_proposal_free)

/**
 * pilot_migration_maps_process:
 * @process: of PILOT_ENTITY_PROCESS
 *
 * Whether its statuses need stages: an active one, and one that is not any more while jobs in scope have it.
 */
gboolean pilot_migration_maps_process (PilotMigration *self, const PilotRecord *process);

/**
 * pilot_migration_propose_mapping_async:
 *
 * For every process that is mapped and every status that goes along, a line to the process's stage of that status; for a stage of a
 * sub-status a line of its own. Lines that are there stay as they are. The migration is like for like [Migrating Data, "Agency
 * Consolidation and Merging"], so this is where most companies begin. Reads on a worker; saves nothing.
 */
void pilot_migration_propose_mapping_async (PilotMigration *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
PilotMappingProposal *pilot_migration_propose_mapping_finish (PilotMigration *self, GAsyncResult *result, GError **error);

G_END_DECLS
