/* pilot-cli-outbox.c: pilotage-cli outbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-cli-print.h"

#include "pilot-workspace-private.h"

#include <glib/gi18n-lib.h>

static const char *const state_names[] = {
  [PILOT_PENDING_WAITING] = "waiting", [PILOT_PENDING_SENDING] = "sending",   [PILOT_PENDING_HELD] = "held",
  [PILOT_PENDING_BLOCKED] = "blocked", [PILOT_PENDING_CONFLICT] = "conflict", [PILOT_PENDING_HANDED_OFF] = "handed-off",
};

static const char *const kind_names[] = {
  [PILOT_OPERATION_CREATE] = "create",
  [PILOT_OPERATION_UPDATE] = "update",
  [PILOT_OPERATION_DELETE] = "delete",
  [PILOT_OPERATION_IMPORT] = "import",
};

static void
print_pending (PilotCli *self, const PilotPendingData *data)
{
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, data->seq);
  const char *entity = pilot_schema_get (data->entity)->name;
  PilotCliObject *object;

  if (!self->json)
    {
      pilot_cli_print_cells ((const char *[]){ seq, state_names[data->state], kind_names[data->kind], entity, data->title != NULL ? data->title : "",
                                               data->message != NULL ? data->message : "", NULL });
      return;
    }
  object = pilot_cli_object_new ();
  pilot_cli_object_add_integer (object, "seq", data->seq);
  pilot_cli_object_add_text (object, "operationId", data->operation_id);
  pilot_cli_object_add_text (object, "state", state_names[data->state]);
  pilot_cli_object_add_text (object, "kind", kind_names[data->kind]);
  pilot_cli_object_add_text (object, "entity", entity);
  pilot_cli_object_add_text (object, "id", data->entity_id);
  pilot_cli_object_add_integer (object, "rows", data->n_rows);
  pilot_cli_object_add_integer (object, "attempts", data->attempts);
  pilot_cli_object_add_text (object, "message", data->message);
  pilot_cli_object_print (object);
}

/* Straight from the cache: the workspace's list follows it a moment later. */
static int
print_outbox (PilotCli *self, int status)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) outbox = pilot_store_list_pending (pilot_workspace_get_store (self->workspace), &error);

  if (outbox == NULL)
    return pilot_cli_fail (self, error);
  for (guint i = 0; i < outbox->len; i++)
    print_pending (self, pilot_pending_get (g_ptr_array_index (outbox, i)));
  return status;
}

static int
discard (PilotCli *self, gint64 seq)
{
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;

  pilot_workspace_discard_async (self->workspace, seq, pilot_cli_done_cb, &wait);
  return pilot_workspace_discard_finish (self->workspace, pilot_cli_wait (&wait), &error) ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

/* Whether the outbox holds the change; the error is set if not. */
static gboolean
find_pending (PilotCli *self, gint64 seq, GError **error)
{
  g_autoptr (GPtrArray) outbox = pilot_store_list_pending (pilot_workspace_get_store (self->workspace), error);

  if (outbox == NULL)
    return FALSE;
  for (guint i = 0; i < outbox->len; i++)
    if (pilot_pending_get (g_ptr_array_index (outbox, i))->seq == seq)
      return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _ ("This change is no longer waiting."));
  return FALSE;
}

static int
retry (PilotCli *self, gint64 seq)
{
  GError *error = NULL;
  int status;

  if (!find_pending (self, seq, &error))
    return pilot_cli_fail (self, error);
  /* It waits again before it is waited for: until then nothing would be left to wait for. */
  if (!pilot_store_retry (pilot_workspace_get_store (self->workspace), seq, &error))
    return pilot_cli_fail (self, error);
  pilot_workspace_sync_now (self->workspace);
  status = pilot_cli_wait_synced (self, TRUE);
  return status == PILOT_CLI_DONE ? status : pilot_cli_fail_sync (self, status);
}

static int
run_outbox (PilotCli *self, int argc, char **argv)
{
  gint64 retry_seq = 0;
  gint64 discard_seq = 0;
  g_autofree char *export_name = NULL;
  const GOptionEntry entries[] = {
    { "retry", 0, 0, G_OPTION_ARG_INT64, &retry_seq, N_ ("Send this change again"), N_ ("NUMBER") },
    { "discard", 0, 0, G_OPTION_ARG_INT64, &discard_seq, N_ ("Give this change up"), N_ ("NUMBER") },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &export_name, N_ ("Write what is not sent to this CSV file, and the rows of imports to files beside it"), N_ ("FILE") },
    { NULL },
  };
  int status;

  if (!pilot_cli_parse (self, &pilot_cli_outbox_command, entries, 0, &argc, &argv))
    return PILOT_CLI_USAGE;
  status = pilot_cli_open (self);
  if (status != PILOT_CLI_DONE)
    return status;
  if (discard_seq != 0)
    status = discard (self, discard_seq);
  if (status == PILOT_CLI_DONE && retry_seq != 0)
    status = retry (self, retry_seq);
  if (status == PILOT_CLI_DONE && export_name != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (export_name);
      GError *error = NULL;

      if (!pilot_workspace_export_outbox (self->workspace, file, NULL, &error))
        status = pilot_cli_fail (self, error);
    }
  return print_outbox (self, status);
}

const PilotCliCommand pilot_cli_outbox_command = { "outbox", "", N_ ("List changes that are not sent yet; retry or discard them"), run_outbox };
