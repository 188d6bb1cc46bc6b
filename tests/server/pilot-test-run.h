/* pilot-test-run.h: migration runs set up and looked at in the data themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/**
 * test_run_put: writes a record as it is, past all rules.
 * @id: (nullable): %NULL: a new one
 * @...: pairs of a column's name and its value as text (numbers too), then %NULL
 *
 * Returns: (transfer full): its id
 */
char *test_run_put (PilotPortalDb *db, PilotEntity entity, const char *id, ...) G_GNUC_NULL_TERMINATED;

/** test_run_set: the same for single columns of a record that is there. */
void test_run_set (PilotPortalDb *db, PilotEntity entity, const char *id, ...) G_GNUC_NULL_TERMINATED;

/** test_run_map: a line of the stage mapping for each stage that is there: status and sub-status stay what they are. */
void test_run_map (PilotPortalDb *db);

/** test_run_make: (transfer full): a run that takes what is undecided ("in"), not yet running. */
char *test_run_make (PilotPortalDb *db, const char *choice, const char *history);

/** test_run_choose: @recruiter_id: (nullable). */
void test_run_choose (PilotPortalDb *db, const char *run_id, const char *agency_id, const char *recruiter_id, gboolean included);

/** test_run_query: a number. @...: texts for the statement's parameters, then %NULL. */
gint64 test_run_query (PilotPortalDb *db, const char *sql, ...) G_GNUC_NULL_TERMINATED;

/** test_run_get: (transfer full) (nullable): a field of a record as text. */
char *test_run_get (PilotPortalDb *db, PilotEntity entity, const char *id, const char *column);

/**
 * test_run_check:
 *
 * What holds at any moment, asserted: each legacy record is live in exactly one place, references in the portal lead to what
 * the legacy ones became, each run's counters are those of its results, the audit chain is whole. @whole: also the file.
 */
void test_run_check (PilotPortalDb *db, gboolean whole);

G_END_DECLS
