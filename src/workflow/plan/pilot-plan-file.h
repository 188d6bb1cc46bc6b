/* pilot-plan-file.h: a plan that lives in one cache alone, as a file for a colleague
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-edits.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** What follows the dot of its name. */
#define PILOT_PLAN_FILE_SUFFIX "pilotage"
#define PILOT_PLAN_FILE_VERSION 1

/**
 * PilotPlanFile: what was read from a file, against what is in the cache. A plain struct.
 * @edits: what the file has that is new or newer, by the time of the last change of each record; records that were deleted
 *   there stay here
 */
typedef struct
{
  char *company;         /* (owned) (nullable): whose plan it is */
  char *environment;     /* (owned) (nullable) */
  gint64 made_unix_usec;
  PilotEdits *edits;     /* (owned) (nullable): NULL once it is taken */
  guint n_new;
  guint n_newer;
  guint n_kept;          /* the cache has the same, or a newer one */
  guint n_invalid;       /* left out */
} PilotPlanFile;

void pilot_plan_file_free (PilotPlanFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotPlanFile, pilot_plan_file_free)

/** pilot_plan_file_get_kinds: (transfer none): the kinds of records that make up a plan; @n_kinds: (out). */
const PilotEntity *pilot_plan_file_get_kinds (guint *n_kinds);

/**
 * pilot_plan_file_write:
 * @company: (nullable)
 * @environment: (nullable): "sandbox" or "production"
 *
 * Project, settings, steps, mapping, hand-offs, runs and their choices, checks: a text file with groups, readable by its owner
 * alone, whole or not at all. Blocks. Any thread.
 */
gboolean pilot_plan_file_write (PilotStore *store, const char *company, const char *environment, GFile *file, GCancellable *cancellable,
                                GError **error);

/**
 * pilot_plan_file_read:
 * @error: PILOT_ERROR_INVALID: it is no plan; _TOO_NEW: it was made by a newer Pilotage; %G_IO_ERROR
 *
 * Changes nothing. Blocks. Any thread.
 *
 * Returns: (transfer full) (nullable): %NULL with @error
 */
PilotPlanFile *pilot_plan_file_read (PilotStore *store, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
