/* pilot-demo-stage-private.h: what the stages of the demo company share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-command-giver.h"
#include "pilot-demo-stage.h"
#include "pilot-preflight.h"

G_BEGIN_DECLS

/** PilotDemoPeople: who acts. */
typedef struct
{
  PilotPortalDb *db;          /* not owned */
  char *admin_id;             /* (owned) */
  char *operator_id;          /* (owned) */
  PilotCommandGiver admin;
  PilotCommandGiver operator; /* doesn't wait for a Friday: nobody looks on */
} PilotDemoPeople;

/** pilot_demo_stage_hand_over: a ticket of that kind, handed over and confirmed with its number (nullable). */
gboolean pilot_demo_stage_hand_over (const PilotDemoPeople *people, const char *kind, const char *subject, const char *body,
                                     const char *reference, GError **error);

/**
 * pilot_demo_stage_make_check:
 * @run: (nullable): of which run; %NULL: of all legacy records
 *
 * Returns: (transfer full): the result of a check as the window would keep it
 */
PilotRecord *pilot_demo_stage_make_check (const PilotDemoPeople *people, const PilotRecord *run, const PilotPreflightRule *rule,
                                          guint64 n_found, guint64 n_checked, gint64 data_revision);

/** pilot_demo_stage_schedule: phase B, a pilot that was moved, and the production run with its Friday. */
gboolean pilot_demo_stage_schedule (const PilotDemoPeople *people, GError **error);

/** pilot_demo_stage_migrate: the production run, executed. */
gboolean pilot_demo_stage_migrate (const PilotDemoPeople *people, GError **error);

G_END_DECLS
