/* pilot-handoff-list.c: the list of a run's expected records, as a file of a hand-off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-list.h"

#include "pilot-error.h"
#include "pilot-run-manifest.h"
#include "pilot-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* No line is shorter: two ids, kind and result. A million of them are not written to see that they are too many. */
#define MIN_LINE_BYTES 80

static char *
dup_name (const char *run_id)
{
  return g_strdup_printf ("expected-records-%.8s.csv", run_id);
}

static gboolean
has_file (const PilotHandoff *handoff, const char *name)
{
  for (guint i = 0; i < handoff->files->len; i++)
    if (strcmp (((PilotHandoffFile *) g_ptr_array_index (handoff->files, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static void
set_too_large (GError **error)
{
  g_autofree char *limit = g_format_size (PILOT_HANDOFF_FILE_MAX_BYTES);

  /* Translators: a size such as “15 MB” */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("The run’s list is larger than %s, which mail servers refuse. Save it from the run’s page, hand it over another way, and name its checksum here."),
               limit);
}

gboolean
pilot_handoff_list_belongs (const char *kind)
{
  return g_strcmp0 (kind, "manifest") == 0 || g_strcmp0 (kind, "phase_a_ticket") == 0;
}

gboolean
pilot_handoff_list_is_attached (const PilotHandoff *handoff)
{
  const char *run_id = pilot_record_get_text (handoff->record, PILOT_HANDOFF_RUN_ID);
  g_autofree char *name = run_id != NULL ? dup_name (run_id) : NULL;

  return name != NULL && has_file (handoff, name);
}

gboolean
pilot_handoff_list_names_people (const PilotHandoff *handoff)
{
  return has_file (handoff, PILOT_HANDOFF_USERS_FILE) || pilot_handoff_list_is_attached (handoff);
}

PilotHandoffFile *
pilot_handoff_list_make (PilotWorkspace *workspace, const PilotRecord *run, GCancellable *cancellable, GError **error)
{
  const char *agreed = pilot_record_get_text (run, PILOT_RUN_MANIFEST_SHA256);
  g_autofree char *name = dup_name (pilot_record_get_id (run));
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PilotRunManifest) manifest = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED) > PILOT_HANDOFF_FILE_MAX_BYTES / MIN_LINE_BYTES)
    {
      set_too_large (error);
      return NULL;
    }
  manifest = pilot_run_manifest_write (workspace, run, stream, cancellable, error);
  if (manifest == NULL)
    return NULL;
  if (agreed != NULL && *agreed != '\0' && strcmp (agreed, manifest->sha256) != 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CONFLICT,
                           _("The records have changed since the run was requested: its list can’t be made again as it was agreed. Attach the file that was saved then."));
      return NULL;
    }
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  if (g_bytes_get_size (bytes) > PILOT_HANDOFF_FILE_MAX_BYTES)
    {
      set_too_large (error);
      return NULL;
    }
  return pilot_handoff_file_new (name, bytes);
}

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) run = pilot_store_get_record (pilot_workspace_get_store (source), PILOT_ENTITY_RUN, task_data, NULL, &error);
  PilotHandoffFile *file = run != NULL ? pilot_handoff_list_make (source, run, cancellable, &error) : NULL;

  if (run == NULL && error == NULL)
    g_set_error_literal (&error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("The run is not there any more."));
  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) pilot_handoff_file_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
pilot_handoff_list_make_async (PilotWorkspace *workspace, const char *run_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, pilot_handoff_list_make_async);
  g_task_set_task_data (task, g_strdup (run_id), g_free);
  g_task_run_in_thread (task, make_thread);
}

PilotHandoffFile *
pilot_handoff_list_make_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
