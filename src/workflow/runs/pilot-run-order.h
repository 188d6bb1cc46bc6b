/* pilot-run-order.h: a run is checked, requested, scheduled, approved or given up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-run-rules.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * pilot_run_order_may:
 * @command: of pilot_run_get_transitions()
 * @date: (nullable): of "schedule-run"; %NULL: whether some date would do
 * @reason: (out) (optional) (transfer full): why not, translated
 *
 * Whether connection, role and the run's own state allow it now. Main thread.
 */
gboolean pilot_run_order_may (PilotWorkspace *workspace, const PilotRecord *run, const char *command, const char *date, char **reason);

/**
 * PilotRunNext: what comes next in a run, as a table by state.
 * @command: (nullable): what an admin does; %NULL: somebody else, or nobody
 * @label: (nullable): of the button, untranslated
 * @text: what to expect, untranslated
 */
typedef struct
{
  PilotRunState state;
  const char *command;
  const char *label;
  const char *text;
} PilotRunNext;

/** pilot_run_order_get_next: (transfer none): of @run; never %NULL. Main thread. */
const PilotRunNext *pilot_run_order_get_next (PilotWorkspace *workspace, const PilotRecord *run);

/**
 * pilot_run_order_dup_where:
 * A sentence that says how many of the run's records it has brought to the new portal, or found there, and how many it
 * left where they were.
 *
 * Returns: (transfer full) (nullable): %NULL: it has moved nothing. Any thread.
 */
char *pilot_run_order_dup_where (const PilotRecord *run);

/** pilot_run_order_list_fridays: (transfer full) (element-type GDate): the next free Fridays of the company's calendar, after today. */
GPtrArray *pilot_run_order_list_fridays (PilotWorkspace *workspace, guint max);

/**
 * pilot_run_order_get_downtime:
 * @day: (out caller-allocates): the Friday that is chosen
 * @days_left: (out): until then, from today as it is in the company's zone; negative: it is past
 *
 * Returns: %FALSE: none is chosen. Main thread.
 */
gboolean pilot_run_order_get_downtime (PilotWorkspace *workspace, const PilotRecord *run, GDate *day, int *days_left);

/**
 * pilot_run_order_async:
 * @argument: (nullable): the date of "schedule-run" (YYYY-MM-DD), the reason of "approve-run" and "cancel-run"
 *
 * Sends what waits, makes the manifest where the run is requested, and gives the command. What the portal changes is
 * pulled at once. Errors: those of pilot_workspace_flush_async() and pilot_workspace_command_async();
 * PILOT_ERROR_INVALID: a rule of ours stands against it, the message says which.
 */
void pilot_run_order_async (PilotWorkspace *workspace, const char *run_id, const char *command, const char *argument,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_run_order_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
