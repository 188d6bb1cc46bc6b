/* pilot-import-work.c: what a worker does for an importer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-work.h"

#include "pilot-import-report.h"
#include "pilot-import-run.h"

void
pilot_import_work_free (PilotImportWork *self)
{
  g_clear_object (&self->target);
  g_clear_pointer (&self->source, pilot_import_source_free);
  g_clear_pointer (&self->judgement, pilot_import_judgement_unref);
  g_clear_object (&self->file);
  g_free (self->source_name);
  g_free (self);
}

gboolean
pilot_import_work_judge (PilotImportWork *self, GCancellable *cancellable, GError **error)
{
  self->judgement = pilot_import_judgement_new (self->source, self->target, self->progress, self->user_data, cancellable, error);
  return self->judgement != NULL;
}

gboolean
pilot_import_work_save_errors (PilotImportWork *self, GCancellable *cancellable, GError **error)
{
  gboolean existed = g_file_query_exists (self->file, cancellable);
  g_autoptr (GFileOutputStream) stream = g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autoptr (GCancellable) stop = g_cancellable_new ();

  if (stream == NULL)
    return FALSE;
  if (pilot_import_report_write (self->judgement, G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;
  /* A stream that is closed takes the place of the file, half as it is; one whose closing is cancelled does not. */
  g_cancellable_cancel (stop);
  g_output_stream_close (G_OUTPUT_STREAM (stream), stop, NULL);
  if (!existed)
    g_file_delete (self->file, NULL, NULL);
  return FALSE;
}

gboolean
pilot_import_work_write (PilotImportWork *self, GCancellable *cancellable, GError **error)
{
  return pilot_import_run (self->judgement, self->target, self->source_name, &self->result, self->progress, self->user_data, cancellable,
                           error);
}
