/* pilot-cli-sync.c: pilotage-cli sync and status
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-cli-print.h"

#include "pilot-time.h"

#include <glib/gi18n-lib.h>

static const char *const state_names[] = {
  [PILOT_SYNC_IDLE] = "idle",       [PILOT_SYNC_RUNNING] = "running", [PILOT_SYNC_OFFLINE] = "offline",
  [PILOT_SYNC_SIGN_IN] = "sign-in", [PILOT_SYNC_FAILED] = "failed",
};

/* Counting a large table goes on in the background; what is shown is the number that has settled. */
static guint
count (PilotCli *self, PilotEntity entity)
{
  guint before;
  guint after = pilot_workspace_count (self->workspace, entity, PILOT_FIELD_ID, NULL);

  do
    {
      gint64 until = g_get_monotonic_time () + 200 * G_TIME_SPAN_MILLISECOND;

      before = after;
      while (g_get_monotonic_time () < until && before == 0)
        g_main_context_iteration (NULL, FALSE);
      after = pilot_workspace_count (self->workspace, entity, PILOT_FIELD_ID, NULL);
    }
  while (after != before);
  return after;
}

static void
print_status (PilotCli *self)
{
  PilotSyncState state = pilot_workspace_get_sync_state (self->workspace);
  char time[PILOT_TIME_LENGTH_BYTES] = "";
  PilotCliObject *object = pilot_cli_object_new ();
  gint64 last_sync;
  guint waiting;
  guint blocked;
  guint conflicts;

  g_object_get (self->workspace, "last-sync", &last_sync, "n-waiting", &waiting, "n-blocked", &blocked, "n-conflicts", &conflicts, NULL);
  if (last_sync != 0)
    pilot_time_format (last_sync, time);
  pilot_cli_object_add_text (object, "state", state_names[state]);
  pilot_cli_object_add_text (object, "message", pilot_workspace_get_sync_message (self->workspace));
  pilot_cli_object_add_text (object, "notice", pilot_workspace_get_sync_notice (self->workspace));
  pilot_cli_object_add_text (object, "lastSync", last_sync != 0 ? time : NULL);
  pilot_cli_object_add_integer (object, "waiting", waiting);
  pilot_cli_object_add_integer (object, "blocked", blocked);
  pilot_cli_object_add_integer (object, "conflicts", conflicts);
  if (!self->json)
    {
      g_print ("%s\t%s\n%s\t%s\n", _ ("Sync"), state_names[state], _ ("Last sync"), time);
      g_print ("%s\t%u\n%s\t%u\n%s\t%u\n", _ ("Waiting"), waiting, _ ("Blocked"), blocked, _ ("In conflict"), conflicts);
    }
  for (PilotEntity i = PILOT_ENTITY_AGENCY; i <= PILOT_ENTITY_CANDIDATE; i++)
    {
      const PilotSchema *schema = pilot_schema_get (i);
      guint n = count (self, i);

      pilot_cli_object_add_integer (object, schema->collection, n);
      if (!self->json)
        g_print ("%s\t%u\n", g_dgettext (GETTEXT_PACKAGE, schema->label_many), n);
    }
  if (self->json)
    pilot_cli_object_print (object);
  else
    pilot_cli_object_free (object);
}

static int
run_sync (PilotCli *self, int argc, char **argv)
{
  int status;

  if (!pilot_cli_parse (self, &pilot_cli_sync_command, NULL, 0, &argc, &argv))
    return PILOT_CLI_USAGE;
  status = pilot_cli_open (self);
  if (status != PILOT_CLI_DONE)
    return status;
  status = pilot_cli_wait_synced (self, FALSE);
  if (status == PILOT_CLI_DONE)
    status = pilot_cli_wait_synced (self, TRUE);
  print_status (self);
  return status == PILOT_CLI_DONE ? status : pilot_cli_fail_sync (self, status);
}

static int
run_status (PilotCli *self, int argc, char **argv)
{
  int status;

  if (!pilot_cli_parse (self, &pilot_cli_status_command, NULL, 0, &argc, &argv))
    return PILOT_CLI_USAGE;
  status = pilot_cli_open (self);
  if (self->workspace != NULL)
    print_status (self);
  /* What was read before can be told, but how things stand over there is what was asked. */
  if (status == PILOT_CLI_DONE && !self->offline && pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_OFFLINE)
    return pilot_cli_fail_sync (self, PILOT_CLI_OFFLINE);
  return status;
}

const PilotCliCommand pilot_cli_sync_command = { "sync", "", N_ ("Send what waits and fetch what is new"), run_sync };
const PilotCliCommand pilot_cli_status_command = { "status", "", N_ ("Tell how the local data stand to the other side"), run_status };
