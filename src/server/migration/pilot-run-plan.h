/* pilot-run-plan.h: the list of what a run has to do, as it lies in the portal's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-engine-pace.h"
#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** The tables "run_plan" (a row for each record in scope) and "run_progress" (how far a run is), where they are missing. */
extern const char pilot_run_plan_tables[];

/** PilotPlanned: what the list expects of a record; the number is stored. */
typedef enum {
  PILOT_PLANNED_MOVED,
  PILOT_PLANNED_LIGHT,
  PILOT_PLANNED_LINKED,
  PILOT_PLANNED_SKIPPED,
} PilotPlanned;

/** PilotPlanItem: one record of the list. */
typedef struct
{
  PilotEntity entity;
  gint64 row; /* of the legacy record */
  PilotPlanned planned;
  char stage[37]; /* id of the expected stage; "": none */
} PilotPlanItem;

/** PilotRunProgress: how far a run is. What was left behind (skipped, failed) is marked, for the next pass. */
typedef struct
{
  gint64 run;       /* row of the run */
  gint64 pass;      /* 1: all of the list; later ones: what was left behind; 0: the list is not whole yet */
  PilotEntity entity; /* the last item that is done */
  gint64 row;
  gint64 n_planned; /* items of the list */
  gboolean ended;   /* the pass is through, or given up */
} PilotRunProgress;

/** pilot_run_progress_load: @self->pass is 0 where there is none. */
gboolean pilot_run_progress_load (PilotRunProgress *self, PilotPortalDb *db, gint64 run, GError **error);
gboolean pilot_run_progress_save (const PilotRunProgress *self, PilotPortalDb *db, GError **error);

/** pilot_run_plan_next: the next items of the pass; @items: (out caller-allocates). -1: @error is set. */
int pilot_run_plan_next (PilotPortalDb *db, const PilotRunProgress *progress, PilotPlanItem *items, guint max_items, GError **error);

/** pilot_run_plan_mark: whether the item is left behind for a later pass. */
gboolean pilot_run_plan_mark (PilotPortalDb *db, gint64 run, const PilotPlanItem *item, gboolean left_behind, GError **error);

/** pilot_run_plan_count_left: -1: @error is set. */
gint64 pilot_run_plan_count_left (PilotPortalDb *db, gint64 run, GError **error);

/**
 * pilot_run_plan_forget:
 * @all: the whole list; otherwise what is through: what was left behind stays
 * @through: (out): no more of it is there; %FALSE: the pace made it stop
 *
 * The progress stays.
 */
gboolean pilot_run_plan_forget (PilotPortalDb *db, gint64 run, gboolean all, PilotEnginePace *pace, gboolean *through, GError **error);

G_END_DECLS
