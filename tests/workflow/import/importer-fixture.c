/* importer-fixture.c: opens, judges and runs imports in one go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importer-fixture.h"

#include <string.h>

void
importer_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ImporterWait *wait = user_data;

  wait->done = TRUE;
  wait->result = g_object_ref (result);
}

gboolean
importer_finish_open (PilotImporter *import, ImporterWait *wait, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  PILOT_TEST_WAIT_UNTIL (wait->done);
  result = wait->result;
  return pilot_importer_open_finish (import, result, error);
}

PilotImporter *
importer_open_text (FakeTarget *target, PilotEntity entity, const char *text)
{
  PilotImporter *import = pilot_importer_new (PILOT_IMPORT_TARGET (target), entity);
  g_autoptr (GError) error = NULL;
  ImporterWait wait = { 0 };

  pilot_importer_open_text_async (import, text, NULL, importer_done_cb, &wait);
  importer_finish_open (import, &wait, &error);
  g_assert_no_error (error);
  return import;
}

PilotImporter *
importer_open_bytes (FakeTarget *target, PilotEntity entity, const void *bytes, gsize length, GError **error)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "file.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  PilotImporter *import = pilot_importer_new (PILOT_IMPORT_TARGET (target), entity);
  ImporterWait wait = { 0 };

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  pilot_importer_open_file_async (import, file, NULL, importer_done_cb, &wait);
  importer_finish_open (import, &wait, error);
  return import;
}

void
importer_judge (PilotImporter *import)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  ImporterWait wait = { 0 };

  pilot_importer_judge_async (import, NULL, importer_done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  pilot_importer_judge_finish (import, result, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_importer_get_judged (import));
}

gboolean
importer_run (PilotImporter *import, PilotImportResult *written, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  ImporterWait wait = { 0 };

  pilot_importer_run_async (import, cancellable, importer_done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  return pilot_importer_run_finish (import, result, written, error);
}

void
importer_run_well (PilotImporter *import, guint64 created, guint64 changed)
{
  g_autoptr (GError) error = NULL;
  PilotImportResult written;

  g_assert_true (importer_run (import, &written, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (written.n_created, ==, created);
  g_assert_cmpuint (written.n_changed, ==, changed);
}

void
importer_assert_counts (PilotImporter *import, guint n_new, guint changed, guint unchanged, guint invalid, guint duplicate)
{
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_NEW), ==, n_new);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_CHANGED), ==, changed);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_UNCHANGED), ==, unchanged);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_INVALID), ==, invalid);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_DUPLICATE), ==, duplicate);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_ANY), ==, n_new + changed + unchanged + invalid + duplicate);
}

void
importer_assert_row (PilotImporter *import, guint position, PilotImportVerdict verdict, guint line, const char *message_part)
{
  g_autoptr (GListModel) rows = pilot_importer_create_rows (import, PILOT_IMPORT_ANY);
  g_autoptr (PilotImportRow) row = g_list_model_get_item (rows, position);

  g_assert_nonnull (row);
  g_assert_cmpint (pilot_import_row_get_verdict (row), ==, verdict);
  g_assert_cmpuint (pilot_import_row_get_line (row), ==, line);
  if (message_part == NULL)
    g_assert_cmpstr (pilot_import_row_get_message (row), ==, "");
  else if (strstr (pilot_import_row_get_message (row), message_part) == NULL)
    g_error ("“%s” has no “%s”", pilot_import_row_get_message (row), message_part);
}
