/* client-judge.h: whether application and portal agree, whoever of them was killed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "client-fixture.h"
#include "pilot-portal-db.h"
#include "pilot-run-manifest.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** client_judge_compare: the cache beside the portal's data. @whole: everything was pulled; otherwise they agree as far as the cache has come. */
void client_judge_compare (PilotStore *store, PilotPortalDb *db, gboolean whole);

/**
 * client_judge_read_journal:
 * @journal: path: what the application was told is saved
 * @late: (element-type utf8): gets the ids of candidates whose edit came through at the very end of a run
 *
 * Returns: (transfer full): for client_judge_check_journal()
 */
GHashTable *client_judge_read_journal (const char *journal, GHashTable *late);

/** client_judge_check_journal: what was told is there; what was only tried may be; and no attempt became two changes. Returns: how many attempts there were. */
guint client_judge_check_journal (GHashTable *lines, PilotPortalDb *db);

/** client_judge_check_counts: what the application shows of a run that ended: list, results and the portal's own counts. @expected: all kinds together. */
void client_judge_check_counts (Client *client, const char *run_id, const PilotRunManifestKind *expected);

/** client_judge_settle_late: what came through at the last moment for a record that was moved is refused, and given up. */
void client_judge_settle_late (Client *client, GHashTable *late);

G_END_DECLS
