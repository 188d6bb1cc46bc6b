/* pilot-run-counts.h: what a run takes along, in numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * PilotRunLine: numbers beside one line of pilot_scope_get_rules().
 * @n: records with this status that the choice of agencies and users takes in, whatever becomes of them
 * @n_goes: of these: move
 * @n_linked: were moved by an earlier run
 * @n_skipped: in scope, but can't go
 * @n_left: records with this status whose agency or user isn't chosen: the choice leaves them behind
 */
typedef struct
{
  guint64 n;
  guint64 n_goes;
  guint64 n_linked;
  guint64 n_skipped;
  guint64 n_left;
} PilotRunLine;

/**
 * PilotRunCounts:
 * @lines: (array length=n_lines): as pilot_scope_get_rules()
 * @kinds: of each kind as a whole
 * @reasons: of each kind, in the order of pilot_result_reason_choices
 *
 * Reference-counted; not changed once it is made, so that any thread may read it.
 */
#define PILOT_RUN_MAX_REASONS 24

typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  PilotRunLine *lines; /* (owned) */
  guint n_lines;
  PilotRunLine kinds[PILOT_N_ENTITIES];
  guint64 n_light[PILOT_N_ENTITIES]; /* of those that go: read only */
  guint64 reasons[PILOT_N_ENTITIES][PILOT_RUN_MAX_REASONS];
  guint64 n_in_scope; /* moved, linked or skipped: each of them gets a result */
  guint64 n_skipped;
} PilotRunCounts;

#define PILOT_TYPE_RUN_COUNTS (pilot_run_counts_get_type ())
GType pilot_run_counts_get_type (void); /* boxed */

/** pilot_run_counts_make: (transfer full) (nullable): judges all legacy records for @run. Blocks; any thread. @error: PILOT_ERROR or cancelled. */
PilotRunCounts *pilot_run_counts_make (PilotWorkspace *workspace, const PilotRecord *run, GCancellable *cancellable, GError **error);
PilotRunCounts *pilot_run_counts_ref (PilotRunCounts *self);
void pilot_run_counts_unref (PilotRunCounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRunCounts, pilot_run_counts_unref)

/** pilot_run_counts_dup_moved: (transfer full) (nullable): how many of its agencies are new, and how many an earlier run moved; %NULL: none of them was. */
char *pilot_run_counts_dup_moved (const PilotRunCounts *self);

/** pilot_run_counts_get_reason: records that can't go for @reason (a value of pilot_result_reason_choices); %PILOT_N_ENTITIES: of all kinds. */
guint64 pilot_run_counts_get_reason (const PilotRunCounts *self, PilotEntity entity, const char *reason);

G_END_DECLS
