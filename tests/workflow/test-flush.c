/* test-flush.c: edits sent and news pulled before something is done with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-workspace-command.h"
#include "workspace-fixture.h"

#include <string.h>

static void
set_up (WorkspaceFixture *self, gconstpointer data)
{
  g_autofree char *company_id = pilot_name_uuid ("Northwind");

  workspace_fixture_init (self, "portal");
  pilot_fake_connection_set_company (self->connection, company_id, "Northwind", "production");
  workspace_fixture_open (self);
}

static void
tear_down (WorkspaceFixture *self, gconstpointer data)
{
  workspace_fixture_clear (self);
}

static guint64
get_round (WorkspaceFixture *self)
{
  guint64 round;

  g_object_get (self->workspace, "sync-round", &round, NULL);
  return round;
}

static void
test_round_before (WorkspaceFixture *self, gconstpointer data)
{
  g_autofree char *id = pilot_name_uuid ("late");
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) here = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_pulls = pilot_fake_connection_get_calls (self->connection, PILOT_FAKE_PULL);
  guint64 round = get_round (self);

  /* A round has asked, and not heard yet, when a colleague writes. */
  pilot_fake_connection_hold_pulls (self->connection, 0);
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_fake_connection_get_calls (self->connection, PILOT_FAKE_PULL) > n_pulls);
  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_AGENCY_NAME, "Late");
  pilot_fake_connection_put (self->connection, record);
  pilot_workspace_flush_async (self->workspace, NULL, workspace_fixture_keep_cb, &result);
  pilot_fake_connection_hold_pulls (self->connection, 1);
  PILOT_TEST_WAIT_UNTIL (get_round (self) > round);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result);

  pilot_fake_connection_hold_pulls (self->connection, G_MAXUINT);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (pilot_workspace_flush_finish (self->workspace, result, &error));
  g_assert_no_error (error);
  here = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_AGENCY, id);
  g_assert_nonnull (here);
}

static void
test_still_offline (WorkspaceFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_fake_connection_fail (self->connection, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_OFFLINE);
  pilot_workspace_flush_async (self->workspace, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_workspace_flush_finish (self->workspace, result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
}

static gboolean
count_command_cb (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  ++*(guint *) user_data;
  return TRUE;
}

/* Who answers may be another one than when the sync asked, and another process may sync in our place. */
static void
test_command (WorkspaceFixture *self, gconstpointer data)
{
  guint n_commands = 0;

  pilot_fake_connection_set_capabilities (self->connection, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_COMMAND);
  pilot_fake_connection_set_command_func (self->connection, count_command_cb, &n_commands);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GHashTable) values = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *id = pilot_name_uuid (i == 0 ? "Southwind" : "Northwind");

      pilot_fake_connection_set_company (self->connection, id, i == 0 ? "Southwind" : "Northwind", "production");
      pilot_workspace_command_async (self->workspace, pilot_command_new ("visit-job"), NULL, workspace_fixture_keep_cb, &result);
      PILOT_TEST_WAIT_UNTIL (result != NULL);
      values = pilot_workspace_command_finish (self->workspace, result, &error);
      if (i == 0)
        {
          g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
          g_assert_nonnull (strstr (error->message, "“Southwind” answers at this address, but what is kept here belongs to “Northwind”."));
        }
      else
        g_assert_no_error (error);
      g_assert_cmpuint (n_commands, ==, i);
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(path, test) g_test_add ("/workflow/flush/" path, WorkspaceFixture, NULL, set_up, test, tear_down)
  ADD ("a round that had asked before is not waited for alone", test_round_before);
  ADD ("who was offline and is so still is told at once", test_still_offline);
  ADD ("a command goes to no other company", test_command);
#undef ADD
  return g_test_run ();
}
