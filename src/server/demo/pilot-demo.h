/* pilot-demo.h: fills an empty portal with the demo company
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** What every demo member signs in with. The people, agencies and addresses are invented; nothing is ever sent. */
#define PILOT_DEMO_PASSWORD "pilotage-demo"

/** PilotDemoMember: a person of the demo company who can sign in. */
typedef struct
{
  const char *name;
  const char *email;
  const char *role; /* pilot_role_choices */
} PilotDemoMember;

/** pilot_demo_get_members: the table; two admins first. @n_members: (out). */
const PilotDemoMember *pilot_demo_get_members (guint *n_members);

/** PilotDemoOptions: sizes; 0: the default of the demo company (120, 300, 80, 4,000). */
typedef struct
{
  gint64 n_agencies;   /* up to 100,000 */
  gint64 n_recruiters; /* up to 1,000,000 */
  gint64 n_jobs;       /* up to 100,000 */
  gint64 n_candidates; /* up to 10,000,000 */
  gint64 seed;
  gboolean sandbox; /* the company's sandbox, not its production */
} PilotDemoOptions;

/** PilotDemoPasswordFunc: called for each member that may sign in, in the transaction; the account side hashes and stores it. */
typedef gboolean (*PilotDemoPasswordFunc) (PilotPortalDb *db, const char *member_id, const char *password, gpointer user_data,
                                           GError **error);

/**
 * pilot_demo_seed:
 * @set_password: (nullable): takes the demo members' passwords
 *
 * Deterministic: the same options make the same records with the same ids. Data that is there already is left as it is.
 * One transaction: a portal killed meanwhile is empty afterwards.
 */
gboolean pilot_demo_seed (PilotPortalDb *db, const PilotDemoOptions *options, PilotDemoPasswordFunc set_password,
                          gpointer user_data, GError **error);

/**
 * pilot_demo_finish:
 *
 * The demo company stands where it is to stand, or somebody works with it as it is: from here on its data are somebody's.
 */
gboolean pilot_demo_finish (PilotPortalDb *db, GError **error);

/** pilot_demo_forget_unfinished: what a portal left that was killed between pilot_demo_seed() and pilot_demo_finish() is taken away. */
gboolean pilot_demo_forget_unfinished (PilotPortalDb *db, GError **error);

G_END_DECLS
