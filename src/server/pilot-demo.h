/* pilot-demo.h: fills an empty portal with the demo company
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** PilotDemoOptions: sizes; 0: the default of the demo company. */
typedef struct
{
  gint64 n_agencies;
  gint64 n_recruiters;
  gint64 n_jobs;
  gint64 n_candidates;
  gint64 seed;
} PilotDemoOptions;

/** PilotDemoPasswordFunc: called for each member that may sign in; the account side hashes and stores it. */
typedef gboolean (*PilotDemoPasswordFunc) (PilotPortalDb *db, const char *member_id, const char *password, gpointer user_data,
                                           GError **error);

/**
 * pilot_demo_seed:
 * @set_password: (nullable): takes the demo members' passwords
 *
 * Deterministic: the same options make the same records with the same ids. Data that is there already is left as it is.
 */
gboolean pilot_demo_seed (PilotPortalDb *db, const PilotDemoOptions *options, PilotDemoPasswordFunc set_password,
                          gpointer user_data, GError **error);

G_END_DECLS
