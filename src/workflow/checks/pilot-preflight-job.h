/* pilot-preflight-job.h: what the pre-flight does on a worker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight-scan.h"

G_BEGIN_DECLS

/** PilotPreflightJob: the task data of each of the functions below, which are #GTaskThreadFunc. */
typedef struct
{
  PilotStore *store; /* (owned) */
  char *run_id;      /* (owned) (nullable) */
  char **rules;      /* (owned): keys */
  gboolean here;     /* results are kept in this cache alone */
  guint limit;       /* of ids */
  GFile *file;       /* (owned) (nullable): of an export */
  guint64 n_rows;    /* out: of an export */
  gint percent;      /* atomic: how much of a check is done */
  GSourceFunc tell;  /* (nullable): called in the task's context with the task when @percent changed */
} PilotPreflightJob;

PilotPreflightJob *pilot_preflight_job_new (PilotStore *store, const char *run_id, const char *const *rules);
void pilot_preflight_job_free (gpointer self);

/** pilot_preflight_job_peek: returns a #PilotPreflightScan without findings. */
void pilot_preflight_job_peek (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable);

/** pilot_preflight_job_check: checks @rules and keeps the results; returns a boolean. */
void pilot_preflight_job_check (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable);

/** pilot_preflight_job_find_ids: of the one rule; returns a #GPtrArray of texts. */
void pilot_preflight_job_find_ids (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable);

/** pilot_preflight_job_export: of the one rule; returns a boolean. */
void pilot_preflight_job_export (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable);

G_END_DECLS
