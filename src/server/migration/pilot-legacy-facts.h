/* pilot-legacy-facts.h: how many legacy records there are, and how new they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** pilot_legacy_get_kinds: (transfer none): the kinds of the legacy data set, in the order of a snapshot's counts. @n_kinds: (out). */
const PilotEntity *pilot_legacy_get_kinds (guint *n_kinds);

/** pilot_legacy_count: live records of the legacy data set. */
gboolean pilot_legacy_count (PilotPortalDb *db, PilotEntity kind, gint64 *n_records, GError **error);

/**
 * pilot_legacy_get_revision:
 * @revision: (out): the newest among the legacy data set's records; 0: there are none
 *
 * A deleted record counts too: it has no data set any more, and its deletion is a change.
 */
gboolean pilot_legacy_get_revision (PilotPortalDb *db, gint64 *revision, GError **error);

/**
 * pilot_legacy_has_changed:
 * @since: (inout): a revision of the portal, in whose state something was read; the newest one, if that still says the same
 * @changed: (out): whether anything is newer that a run's scope or its checks look at: legacy records, what was deleted,
 *   stages, mapping, choices
 *
 * Looks at what has changed since alone.
 */
gboolean pilot_legacy_has_changed (PilotPortalDb *db, gint64 *since, gboolean *changed, GError **error);

/**
 * pilot_legacy_parse_counts:
 * @text: (nullable): "agency 12, recruiter 30, job 8, assignment 60, candidate 400"
 * @counts: (out caller-allocates): at least as many as there are kinds
 *
 * Returns: %FALSE if a kind is missing, comes twice or is unknown, or a count is no number
 */
gboolean pilot_legacy_parse_counts (const char *text, gint64 *counts);

G_END_DECLS
