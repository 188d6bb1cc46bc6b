/* pilot-manifest-lines.h: a manifest's lines, from records in any order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-manifest.h"

G_BEGIN_DECLS

/**
 * PilotManifestLines:
 *
 * Records are read fastest as they lie, and a manifest takes them sorted: here they wait, 20 bytes each, one kind after the
 * other. Not thread-safe.
 */
typedef struct _PilotManifestLines PilotManifestLines;

/** pilot_manifest_lines_new: @manifest: not owned; must outlive it. */
PilotManifestLines *pilot_manifest_lines_new (PilotManifest *manifest);
void pilot_manifest_lines_free (PilotManifestLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotManifestLines, pilot_manifest_lines_free)

/**
 * pilot_manifest_lines_add:
 * @finding: passes over what is not in scope; its texts must live, each at its place, as long as @self
 * @error: PILOT_ERROR_CORRUPT: @id is no UUID
 */
gboolean pilot_manifest_lines_add (PilotManifestLines *self, const char *id, const PilotScopeFinding *finding, GError **error);

/** pilot_manifest_lines_end: of a kind: sorts what has come, and hands it to the manifest. */
void pilot_manifest_lines_end (PilotManifestLines *self, PilotEntity entity);

/**
 * pilot_manifest_lines_end_some: the same a little at a time: the next few thousand of a million.
 *
 * Returns: how many; 0: the kind is ended
 */
guint pilot_manifest_lines_end_some (PilotManifestLines *self, PilotEntity entity);

G_END_DECLS
