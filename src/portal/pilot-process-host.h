/* pilot-process-host.h: the portal as a process of ours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-host.h"

G_BEGIN_DECLS

/**
 * PilotProcessState:
 * @PILOT_PROCESS_NEVER: not started yet
 * @PILOT_PROCESS_RUNNING: it answers
 * @PILOT_PROCESS_STOPPED: stopped by pilot_portal_host_stop()
 * @PILOT_PROCESS_DIED: it ended by itself
 */
typedef enum {
  PILOT_PROCESS_NEVER,
  PILOT_PROCESS_RUNNING,
  PILOT_PROCESS_STOPPED,
  PILOT_PROCESS_DIED,
} PilotProcessState;

/**
 * PilotProcessHost:
 *
 * Runs `pilotage-portal` on the loopback. Its standard input carries a random token and stays open, so that the
 * portal ends with this program, however that ends. Any thread.
 */
#define PILOT_TYPE_PROCESS_HOST (pilot_process_host_get_type ())
G_DECLARE_FINAL_TYPE (PilotProcessHost, pilot_process_host, PILOT, PROCESS_HOST, GObject)

/**
 * pilot_process_host_new:
 * @program: (nullable): path of the portal's program; %NULL: beside the running one, in the build tree, or where
 *   it is installed
 * @arguments: (nullable): further arguments, e.g. "--candidates", "1000"
 */
PilotPortalHost *pilot_process_host_new (const char *program, const char *const *arguments);

PilotProcessState pilot_process_host_get_state (PilotProcessHost *self);

/** pilot_process_host_get_pid: the process's number, 0 where none runs. */
int pilot_process_host_get_pid (PilotProcessHost *self);

G_END_DECLS
