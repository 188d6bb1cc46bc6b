/* importer-fixture.h: opens, judges and runs imports in one go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "fake-target.h"
#include "pilot-importer.h"
#include "pilot-test.h"

G_BEGIN_DECLS

/** ImporterWait: for the callback of an _async call. */
typedef struct
{
  gboolean done;
  GAsyncResult *result;
} ImporterWait;

/** importer_done_cb: keeps the result in the #ImporterWait that is its user data. */
void importer_done_cb (GObject *object, GAsyncResult *result, gpointer user_data);

/** importer_finish_open: waits, then finishes the opening. */
gboolean importer_finish_open (PilotImporter *import, ImporterWait *wait, GError **error);

/** importer_open_text: (transfer full): an importer over pasted text. */
PilotImporter *importer_open_text (FakeTarget *target, PilotEntity entity, const char *text);

/** importer_open_bytes: (transfer full): an importer over a file with these bytes. */
PilotImporter *importer_open_bytes (FakeTarget *target, PilotEntity entity, const void *bytes, gsize length, GError **error);

/** importer_judge: judges; must succeed. */
void importer_judge (PilotImporter *import);

/** importer_run: runs and waits. */
gboolean importer_run (PilotImporter *import, PilotImportResult *written, GCancellable *cancellable, GError **error);

/** importer_run_well: runs; so many rows must be created and changed. */
void importer_run_well (PilotImporter *import, guint64 created, guint64 changed);

/** importer_assert_counts: the rows of each verdict. */
void importer_assert_counts (PilotImporter *import, guint n_new, guint changed, guint unchanged, guint invalid, guint duplicate);

/** importer_assert_row: a row among all: its verdict, line, and a part of its message (%NULL: it has none). */
void importer_assert_row (PilotImporter *import, guint position, PilotImportVerdict verdict, guint line, const char *message_part);

G_END_DECLS
