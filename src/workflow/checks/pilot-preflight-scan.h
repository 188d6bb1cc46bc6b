/* pilot-preflight-scan.h: the pre-flight rules over a cache, read in one go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight-row.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** PilotPreflightProgressFunc: @fraction: 0..1; on the thread that reads. */
typedef void (*PilotPreflightProgressFunc) (double fraction, gpointer user_data);

/** PilotPreflightScan: what was found, and in which state of the data. */
typedef struct
{
  PilotPreflight *preflight;          /* (owned): finished */
  PilotRecord *project;               /* (owned) (nullable) */
  PilotRecord *run;                   /* (owned) (nullable) */
  char *decisions;                    /* (owned): what decides on the scope, as it is kept with a result */
  gint64 newest[PILOT_N_ENTITIES];    /* the newest revision of each kind, deletions too; 0: none, or not looked at */
  gint64 live[PILOT_N_ENTITIES];      /* the same without deletions */
  gint64 waiting[PILOT_N_ENTITIES];   /* unix usec: when the newest change of the kind was made that waits to be sent; 0: none */
  guint64 n_rows;                     /* that were read */
} PilotPreflightScan;

void pilot_preflight_scan_free (PilotPreflightScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotPreflightScan, pilot_preflight_scan_free)

/**
 * pilot_preflight_scan_run:
 * @run_id: (nullable): what that run would take along; %NULL: the whole legacy data set, with the project's decisions
 * @rules: (nullable): %NULL-terminated keys: only these; kinds that none of them looks at are not read
 * @limit: ids kept for each rule
 * @progress: (nullable)
 * @error: PILOT_ERROR_NOT_FOUND: there is no such run; G_IO_ERROR_CANCELLED
 *
 * All in one read transaction. Blocks: a second for a million candidates. Any thread.
 *
 * Returns: (transfer full) (nullable)
 */
PilotPreflightScan *pilot_preflight_scan_run (PilotStore *store, const char *run_id, const char *const *rules, guint limit,
                                              PilotPreflightProgressFunc progress, gpointer user_data, GCancellable *cancellable,
                                              GError **error);

/**
 * pilot_preflight_scan_peek: the same without looking at the rows: @preflight knows of the project alone.
 *
 * What tells whether results are out of date.
 */
PilotPreflightScan *pilot_preflight_scan_peek (PilotStore *store, const char *run_id, GCancellable *cancellable, GError **error);

/**
 * pilot_preflight_scan_is_stale:
 * @self: how the data stand now
 *
 * Whether data that @rule looks at, or a decision that changes the scope, changed since @result was made of them.
 */
gboolean pilot_preflight_scan_is_stale (const PilotPreflightScan *self, const char *rule, const PilotPreflightResult *result);

/** pilot_preflight_scan_get_revision: the newest revision among the kinds that @rule looks at. */
gint64 pilot_preflight_scan_get_revision (const PilotPreflightScan *self, const char *rule);

/** pilot_preflight_scan_get_waiting: unix usec: the newest change of these kinds that waits to be sent; 0: none. */
gint64 pilot_preflight_scan_get_waiting (const PilotPreflightScan *self, const char *rule);

G_END_DECLS
