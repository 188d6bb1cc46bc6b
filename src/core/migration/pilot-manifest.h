/* pilot-manifest.h: what a run is expected to do, as text with a checksum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-scope-walk.h"

G_BEGIN_DECLS

/**
 * PilotManifest:
 *
 * Client and portal make it from their own data by pilot-scope-walk.h; the run is accepted only where both have the same
 * checksum, and what was moved is checked against it. It holds ids and stages, no personal data.
 *
 * The checksum is the SHA-256, in hexadecimal, over one line for each record in scope, sorted by kind (in the order of
 * pilot_scope_walk_entities()) and within it by id (bytewise): `<kind>,<id>,<expected>,<stage id or nothing>` and a line
 * feed; `<expected>` is "moved", "light", "linked" or "skipped:<reason>". Lines are not kept: they go into the checksum, and
 * to the function. Rows must be handed in sorted.
 */
typedef struct _PilotManifest PilotManifest;

/** PilotManifestFunc: the line that was added, with its line feed. */
typedef void (*PilotManifestFunc) (const char *line, gsize length_bytes, gpointer user_data);

/** pilot_manifest_new: @func: (nullable): takes the lines too. */
PilotManifest *pilot_manifest_new (PilotManifestFunc func, gpointer user_data);
void pilot_manifest_free (PilotManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotManifest, pilot_manifest_free)

/** pilot_manifest_add: passes over what is not in scope. */
void pilot_manifest_add (PilotManifest *self, PilotEntity entity, const char *id, const PilotScopeFinding *finding);

/** pilot_manifest_count: records in scope of @entity; %PILOT_N_ENTITIES: of all. @reason: (nullable): %NULL: all of them; "":
 * those that go; otherwise those with this reason. */
guint64 pilot_manifest_count (PilotManifest *self, PilotEntity entity, const char *reason);

/** pilot_manifest_get_sha256: (transfer none): ends it; nothing can be added afterwards. */
const char *pilot_manifest_get_sha256 (PilotManifest *self);

G_END_DECLS
