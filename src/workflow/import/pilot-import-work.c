/* pilot-import-work.c: what a worker does for an importer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-work.h"

#include "pilot-import-report.h"
#include "pilot-import-run.h"
#include "pilot-whole-file.h"

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

static gboolean
write_errors (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return pilot_import_report_write (((PilotImportWork *) user_data)->judgement, stream, cancellable, error);
}

gboolean
pilot_import_work_save_errors (PilotImportWork *self, GCancellable *cancellable, GError **error)
{
  return pilot_whole_file_fill (self->file, G_FILE_CREATE_NONE, write_errors, self, cancellable, error);
}

gboolean
pilot_import_work_write (PilotImportWork *self, GCancellable *cancellable, GError **error)
{
  return pilot_import_run (self->judgement, self->target, self->source_name, &self->result, self->progress, self->user_data, cancellable,
                           error);
}
