/* pilot-plan-file.h: a plan that lives in one cache alone, as a file for a colleague
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-edits.h"

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

G_END_DECLS
