/* pilot-cli-run.h: what the commands for migration runs share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-cli.h"

G_BEGIN_DECLS

/** pilot_cli_find_run: (transfer full) (nullable): by id, or by a name that one run alone has; otherwise PILOT_ERROR_NOT_FOUND. */
PilotRecord *pilot_cli_find_run (PilotCli *self, const char *name, GError **error);

/** PilotCliRunFunc: Returns: %FALSE to stop. */
typedef gboolean (*PilotCliRunFunc) (PilotRecord *run, gpointer user_data);

/** pilot_cli_foreach_run: the runs by when they were made, saved lists too. */
gboolean pilot_cli_foreach_run (PilotCli *self, PilotCliRunFunc func, gpointer user_data, GError **error);

/** pilot_cli_send: sends what waits, unless --offline. Returns: the status; told */
int pilot_cli_send (PilotCli *self);

/** pilot_cli_print_run: a run on one line, or as JSON with what comes next. */
void pilot_cli_print_run (PilotCli *self, PilotRecord *run);

/** pilot_cli_run_follow: prints the run each time it changes, until it has ended, it is an admin's turn (_NEEDS_PERSON), or @timeout_secs (0: none) are over. Returns: the status */
int pilot_cli_run_follow (PilotCli *self, const char *run_id, int timeout_secs);

G_END_DECLS
