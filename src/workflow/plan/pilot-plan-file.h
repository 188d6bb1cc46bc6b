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
 * @edits: what the file has that is new or newer. For each record the last act counts, whoever made it: a change by the time
 *   that it carries, a deletion by the time that the file and the cache keep of it. What was changed here after it was deleted
 *   there stays, what was deleted here after it was changed there stays away
 * @gone: records that the file says were deleted, and that nobody here knows better: "<kind>.<id>" → gint64 unix microseconds
 */
typedef struct
{
  char *company;         /* (owned) (nullable): whose plan it is */
  char *environment;     /* (owned) (nullable) */
  gint64 made_unix_usec;
  PilotEdits *edits;     /* (owned) (nullable): NULL once it is taken */
  GHashTable *gone;      /* (owned) */
  guint n_new;
  guint n_newer;
  guint n_deleted;
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
 * Project, settings, steps, mapping, hand-offs, runs and their choices, checks, and what was deleted of them: a text file with
 * groups, readable by its owner alone, whole or not at all. Blocks. Any thread.
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

/**
 * pilot_plan_file_keep_gone: a #PilotDatabaseFunc
 * @gone: of PilotPlanFile, when its edits are made
 *
 * Remembers the deletions with their times, so that they are handed on, and older files don't bring the records back.
 */
gboolean pilot_plan_file_keep_gone (PilotDatabase *database, gpointer gone, GCancellable *cancellable, GError **error);

G_END_DECLS
