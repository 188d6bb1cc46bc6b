/* test-portal-real.c: the connection against a real portal process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-provider.h"
#include "pilot-demo.h"
#include "pilot-portal-connection.h"
#include "pilot-portal-provider.h"
#include "pilot-process-host.h"
#include "pilot-test-portal.h"
#include "pilot-test.h"
#include "portal-puller.h"

#include <string.h>

typedef struct
{
  PilotTestPortal *portal;       /* (owned) */
  PilotConnection *connection;   /* (owned) */
  PortalPuller puller;
} Fixture;

static char *
token_cb (gpointer user_data)
{
  return g_strdup (user_data);
}

static PilotConnection *
connect_as (PilotTestPortal *portal, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHttpClient) client = pilot_http_client_new (pilot_test_portal_get_address (portal), NULL, &error);

  g_assert_no_error (error);
  pilot_http_client_set_token_func (client, token_cb, g_strdup (token), g_free);
  return pilot_portal_connection_new_for_client (client);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->portal = pilot_test_portal_start_demo ();
  self->connection = connect_as (self->portal, pilot_test_portal_get_token (self->portal));
  portal_puller_init (&self->puller);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  portal_puller_clear (&self->puller);
  g_object_unref (self->connection);
  pilot_test_portal_free (self->portal);
}

static void
pull (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  portal_puller_run (&self->puller, self->connection, &error);
  g_assert_no_error (error);
}

static PilotOperation *
create_operation (PilotOperationKind kind, const char *id, gint64 base_revision)
{
  PilotOperation *operation = pilot_operation_new (kind, PILOT_ENTITY_AGENCY);

  operation->id = g_uuid_string_random ();
  operation->entity_id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  operation->base_revision = base_revision;
  if (kind == PILOT_OPERATION_CREATE || kind == PILOT_OPERATION_UPDATE)
    {
      operation->record = pilot_record_new (PILOT_ENTITY_AGENCY);
      pilot_record_set_text (operation->record, PILOT_FIELD_ID, operation->entity_id);
    }
  if (kind == PILOT_OPERATION_CREATE)
    {
      pilot_record_set_text (operation->record, PILOT_AGENCY_DATASET, "legacy");
      pilot_record_set_text (operation->record, PILOT_AGENCY_NAME, "Búlás \"West\" Personnel");
      pilot_record_set_text (operation->record, PILOT_AGENCY_COUNTRY, "IE");
      pilot_record_set_text (operation->record, PILOT_AGENCY_STATUS, "active");
      pilot_record_set_text (operation->record, PILOT_AGENCY_CONTRACT_STATE, "none");
      pilot_record_set_text (operation->record, PILOT_AGENCY_NOTES, "two\nlines");
    }
  return operation;
}

static void
push (Fixture *self, PilotOperation *operation, PilotPushResult *result)
{
  g_autoptr (GError) error = NULL;

  pilot_connection_push (self->connection, operation, result, NULL, &error);
  g_assert_no_error (error);
}

static void
test_probe (Fixture *self, gconstpointer data)
{
  g_auto (PilotConnectionInfo) info = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_connection_probe (self->connection, &info, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (info.title, !=, "");
  g_assert_nonnull (info.environment);
  g_assert_cmpint (info.role, ==, PILOT_ROLE_ADMIN);
  g_assert_nonnull (info.epoch);
  g_assert_cmpint (info.revision, >, 0);
  g_assert_cmpint (ABS (info.server_unix_usec - g_get_real_time ()), <, G_TIME_SPAN_MINUTE);
}

static void
test_pull (Fixture *self, gconstpointer data)
{
  g_auto (PilotConnectionInfo) info = { 0 };

  pull (self);
  g_assert_true (self->puller.at.snapshot_done);
  g_assert_true (pilot_connection_probe (self->connection, &info, NULL, NULL));
  g_assert_cmpint (self->puller.at.revision, ==, info.revision);
  g_assert_cmpstr (self->puller.at.epoch, ==, info.epoch);
  g_assert_cmpuint (portal_puller_count (&self->puller, PILOT_ENTITY_COMPANY), ==, 1);
  g_assert_cmpuint (portal_puller_count (&self->puller, PILOT_ENTITY_AGENCY), ==, 120);
  g_assert_cmpuint (portal_puller_count (&self->puller, PILOT_ENTITY_CANDIDATE), ==, 4000);
  for (PilotEntity entity = 0; entity < PILOT_N_ENTITIES; entity++)
    g_test_message ("%s: %u", pilot_schema_get (entity)->name, portal_puller_count (&self->puller, entity));
}

static void
test_writes (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) create = create_operation (PILOT_OPERATION_CREATE, NULL, 0);
  g_autoptr (PilotOperation) update = NULL;
  g_autoptr (PilotOperation) stale = NULL;
  g_autoptr (PilotOperation) remove = NULL;
  g_auto (PilotPushResult) created = { 0 };
  g_auto (PilotPushResult) again = { 0 };
  g_auto (PilotPushResult) updated = { 0 };
  g_auto (PilotPushResult) conflict = { 0 };
  g_auto (PilotPushResult) removed = { 0 };
  g_auto (PilotPushResult) late = { 0 };
  g_auto (PilotPushResult) fetched = { 0 };
  g_autoptr (GError) error = NULL;
  guint n_before;

  pull (self);
  n_before = portal_puller_count (&self->puller, PILOT_ENTITY_AGENCY);

  /* The same create twice, as after a lost answer; and once more with the key forgotten. */
  push (self, create, &created);
  g_assert_cmpstr (pilot_record_get_text (created.record, PILOT_AGENCY_NAME), ==, "Búlás \"West\" Personnel");
  push (self, create, &again);
  g_assert_cmpint (again.revision, ==, created.revision);
  pilot_push_result_clear (&again);
  g_free (create->id);
  create->id = g_uuid_string_random ();
  push (self, create, &again);
  g_assert_cmpint (again.revision, ==, created.revision);

  update = create_operation (PILOT_OPERATION_UPDATE, create->entity_id, created.revision);
  pilot_record_set_text (update->record, PILOT_AGENCY_CITY, "Galway");
  pilot_record_set_null (update->record, PILOT_AGENCY_NOTES);
  push (self, update, &updated);
  g_assert_cmpint (updated.revision, >, created.revision);
  g_assert_cmpstr (pilot_record_get_text (updated.record, PILOT_AGENCY_CITY), ==, "Galway");
  g_assert_cmpstr (pilot_record_get_text (updated.record, PILOT_AGENCY_NAME), ==, "Búlás \"West\" Personnel");
  g_assert_null (pilot_record_get_text (updated.record, PILOT_AGENCY_NOTES));

  /* The change comes back in the feed and is known by its operation. */
  pull (self);
  g_assert_cmpuint (portal_puller_count (&self->puller, PILOT_ENTITY_AGENCY), ==, n_before + 1);
  g_assert_true (g_hash_table_contains (self->puller.ops, update->id));
  g_assert_cmpstr (pilot_record_get_text (portal_puller_get (&self->puller, create->entity_id), PILOT_AGENCY_CITY), ==, "Galway");

  stale = create_operation (PILOT_OPERATION_UPDATE, create->entity_id, created.revision);
  pilot_record_set_text (stale->record, PILOT_AGENCY_CITY, "Cork");
  g_assert_false (pilot_connection_push (self->connection, stale, &conflict, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_nonnull (conflict.record);
  g_assert_cmpint (conflict.revision, ==, updated.revision);
  g_assert_cmpstr (pilot_record_get_text (conflict.record, PILOT_AGENCY_CITY), ==, "Galway");

  remove = create_operation (PILOT_OPERATION_DELETE, create->entity_id, updated.revision);
  push (self, remove, &removed);
  g_assert_true (removed.deleted);
  stale->base_revision = updated.revision;
  g_assert_false (pilot_connection_push (self->connection, stale, &late, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (late.deleted);
  g_assert_true (pilot_connection_fetch (self->connection, PILOT_ENTITY_AGENCY, create->entity_id, &fetched, NULL, &error));
  g_assert_true (fetched.deleted);
  pull (self);
  g_assert_null (portal_puller_get (&self->puller, create->entity_id));
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) wrong = create_operation (PILOT_OPERATION_CREATE, NULL, 0);
  g_autoptr (PilotConnection) auditor =
      connect_as (self->portal, pilot_test_portal_sign_in_as (self->portal, PILOT_ROLE_AUDITOR));
  g_autoptr (PilotConnection) stranger = connect_as (self->portal, "no-such-token");
  g_autoptr (PilotOperation) good = create_operation (PILOT_OPERATION_CREATE, NULL, 0);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (wrong->record, PILOT_AGENCY_EMAIL, "not an address");
  g_assert_false (pilot_connection_push (self->connection, wrong, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED);
  g_test_message ("%s", error->message);
  g_clear_error (&error);
  g_assert_false (pilot_connection_push (auditor, good, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_false (pilot_connection_push (stranger, good, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED);
}

static void
test_epoch (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  pull (self);
  g_free (self->puller.at.epoch);
  self->puller.at.epoch = g_uuid_string_random ();
  g_assert_false (portal_puller_run (&self->puller, self->connection, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_GONE);
}

static void
test_sign_in (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotTokenStore) store = pilot_token_store_new_for_session ();
  g_autoptr (PilotConnectionProvider) provider = pilot_portal_provider_new (store);
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");
  g_autoptr (PilotConnection) connection = NULL;
  g_autoptr (PilotConnection) old = NULL;
  g_auto (PilotConnectionInfo) info = { 0 };
  g_autofree char *token = NULL;
  g_autofree char *tried = NULL;
  g_autoptr (GError) error = NULL;
  guint n_members = 0;
  const PilotDemoMember *members = pilot_demo_get_members (&n_members);
  gboolean kept = TRUE;

  profile->address = g_strdup (pilot_test_portal_get_address (self->portal));
  profile->email = g_strdup (members[0].email);
  g_assert_null (pilot_connection_provider_sign_in (provider, profile, "wrong", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED);
  g_clear_error (&error);

  tried = pilot_connection_provider_sign_in (provider, profile, PILOT_DEMO_PASSWORD, NULL, &error);
  g_assert_no_error (error);
  old = pilot_connection_provider_open_with_token (provider, profile, tried, NULL, &error);
  g_assert_true (pilot_connection_probe (old, &info, NULL, &error));
  g_assert_cmpstr (info.title, ==, "Meridian Foods");
  g_assert_true (g_uuid_string_is_valid (info.company_id));
  pilot_connection_info_clear (&info);
  /* What was only tried is ended over there. */
  pilot_connection_provider_sign_out (provider, profile, tried, NULL);
  g_assert_false (pilot_connection_probe (old, &info, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_clear_object (&old);

  token = pilot_connection_provider_sign_in (provider, profile, PILOT_DEMO_PASSWORD, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_connection_provider_set_token (provider, profile, token, &kept, NULL, &error));
  g_assert_false (kept);
  connection = pilot_connection_provider_open (provider, profile, NULL, &error);
  g_assert_true (pilot_connection_probe (connection, &info, NULL, &error));
  g_assert_cmpstr (info.member_name, ==, members[0].name);
  g_assert_cmpint (info.role, ==, PILOT_ROLE_ADMIN);

  /* Forgotten means: revoked over there, not only lost here. */
  old = connect_as (self->portal, token);
  g_assert_true (pilot_connection_provider_forget (provider, profile, NULL, &error));
  pilot_connection_info_clear (&info);
  g_assert_false (pilot_connection_probe (old, &info, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED);
}

typedef struct
{
  PilotConnection *connection;
  GCancellable *cancellable;
  gint64 seen; /* newest revision; atomic through the lock */
  GMutex lock;
  GError *error; /* (owned) */
} Watcher;

static void
watch_cb (PilotConnection *connection, gint64 revision, gpointer user_data)
{
  Watcher *self = user_data;

  g_mutex_lock (&self->lock);
  self->seen = MAX (self->seen, revision);
  g_mutex_unlock (&self->lock);
}

static gpointer
watch_thread_cb (gpointer user_data)
{
  Watcher *self = user_data;

  pilot_connection_watch (self->connection, watch_cb, self, self->cancellable, &self->error);
  return NULL;
}

static gint64
get_seen (Watcher *self)
{
  gint64 seen;

  g_mutex_lock (&self->lock);
  seen = self->seen;
  g_mutex_unlock (&self->lock);
  return seen;
}

static void
test_watch (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) create = create_operation (PILOT_OPERATION_CREATE, NULL, 0);
  g_auto (PilotPushResult) created = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watcher watcher = { self->connection, cancellable };
  GThread *thread;
  gint64 start;

  g_mutex_init (&watcher.lock);
  thread = g_thread_new ("watch", watch_thread_cb, &watcher);
  PILOT_TEST_WAIT_UNTIL (get_seen (&watcher) > 0);
  start = g_get_monotonic_time ();
  push (self, create, &created);
  PILOT_TEST_WAIT_UNTIL (get_seen (&watcher) >= created.revision);
  g_test_message ("told after %.1f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  g_assert_error (watcher.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&watcher.error);
  g_mutex_clear (&watcher.lock);
}

static gboolean
read_rows_cb (guint64 offset, guint max, PilotBatch *batch, gpointer user_data, GError **error)
{
  const char *prefix = user_data;

  for (guint64 i = offset; i < offset + max; i++)
    {
      g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
      g_autofree char *id = g_strdup_printf ("%s-%012" G_GINT64_MODIFIER "x", prefix, i);
      g_autofree char *name = g_strdup_printf ("Imported %" G_GUINT64_FORMAT, i);

      pilot_record_set_text (record, PILOT_FIELD_ID, id);
      pilot_record_set_text (record, PILOT_AGENCY_DATASET, "legacy");
      pilot_record_set_text (record, PILOT_AGENCY_NAME, i == 7 && *prefix == 'b' ? "" : name);
      pilot_record_set_text (record, PILOT_AGENCY_STATUS, "active");
      pilot_record_set_text (record, PILOT_AGENCY_CONTRACT_STATE, "none");
      pilot_batch_add_record (batch, record);
    }
  return TRUE;
}

static void
test_import (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) import = create_operation (PILOT_OPERATION_IMPORT, NULL, 0);
  g_autoptr (PilotOperation) wrong = create_operation (PILOT_OPERATION_IMPORT, NULL, 0);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  guint n_before;
  gint64 revision;

  pull (self);
  n_before = portal_puller_count (&self->puller, PILOT_ENTITY_AGENCY);
  import->n_rows = 12000;
  import->read_rows = read_rows_cb;
  import->read_rows_data = (gpointer) "a0000000-0000-4000-8000";
  push (self, import, &result);
  revision = result.revision;
  g_assert_cmpint (revision, >, self->puller.at.revision);
  pull (self);
  g_assert_cmpuint (portal_puller_count (&self->puller, PILOT_ENTITY_AGENCY), ==, n_before + 12000);
  g_assert_true (g_hash_table_contains (self->puller.ops, import->id));

  pilot_push_result_clear (&result);
  push (self, import, &result);
  g_assert_cmpint (result.revision, ==, revision);
  pull (self);
  g_assert_cmpuint (portal_puller_count (&self->puller, PILOT_ENTITY_AGENCY), ==, n_before + 12000);

  /* One bad row: none is written. */
  wrong->n_rows = 20;
  wrong->read_rows = read_rows_cb;
  wrong->read_rows_data = (gpointer) "b0000000-0000-4000-8000";
  pilot_push_result_clear (&result);
  g_assert_false (pilot_connection_push (self->connection, wrong, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED);
  g_test_message ("%s", error->message);
  pull (self);
  g_assert_cmpuint (portal_puller_count (&self->puller, PILOT_ENTITY_AGENCY), ==, n_before + 12000);
}

static gboolean
read_row_cb (guint64 offset, guint max, PilotBatch *batch, gpointer user_data, GError **error)
{
  if (offset == 0)
    pilot_batch_add_record (batch, user_data);
  return TRUE;
}

/* An import of one row that changes the phone of what had @revision. */
static PilotOperation *
create_phone_import (PilotRecord *row, const char *id, gint64 revision)
{
  PilotOperation *import = create_operation (PILOT_OPERATION_IMPORT, NULL, 0);

  pilot_record_set_text (row, PILOT_FIELD_ID, id);
  pilot_record_set_integer (row, PILOT_FIELD_REVISION, revision);
  pilot_record_set_text (row, PILOT_AGENCY_PHONE, "+353 1 555 0100");
  import->n_rows = 1;
  import->read_rows = read_row_cb;
  import->read_rows_data = row;
  return import;
}

/* Somebody else changed the city meanwhile. */
static void
test_stale_import (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) create = create_operation (PILOT_OPERATION_CREATE, NULL, 0);
  g_autoptr (PilotRecord) row = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotOperation) update = NULL;
  g_autoptr (PilotOperation) stale = NULL;
  g_autoptr (PilotOperation) anew = NULL;
  g_auto (PilotPushResult) created = { 0 };
  g_auto (PilotPushResult) updated = { 0 };
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  const PilotRecord *now;

  push (self, create, &created);
  update = create_operation (PILOT_OPERATION_UPDATE, create->entity_id, created.revision);
  pilot_record_set_text (update->record, PILOT_AGENCY_CITY, "Galway");
  push (self, update, &updated);
  stale = create_phone_import (row, create->entity_id, created.revision);
  g_assert_false (pilot_connection_push (self->connection, stale, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT);
  g_clear_error (&error);
  pull (self);
  g_assert_null (pilot_record_get_text (portal_puller_get (&self->puller, create->entity_id), PILOT_AGENCY_PHONE));
  /* Its rows don't lie there any longer. */
  pilot_push_result_clear (&result);
  g_assert_false (pilot_connection_push (self->connection, stale, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED);

  pilot_push_result_clear (&result);
  anew = create_phone_import (row, create->entity_id, updated.revision);
  push (self, anew, &result);
  pull (self);
  now = portal_puller_get (&self->puller, create->entity_id);
  g_assert_cmpstr (pilot_record_get_text (now, PILOT_AGENCY_PHONE), ==, "+353 1 555 0100");
  g_assert_cmpstr (pilot_record_get_text (now, PILOT_AGENCY_CITY), ==, "Galway");
}

static void
test_demo (void)
{
  const char *build_dir = g_getenv ("PILOT_BUILD_DIR");
  g_autofree char *program = g_build_filename (build_dir != NULL ? build_dir : ".", "src", "server", "pilotage-portal", NULL);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *data_dir = g_build_filename (dir, "demo", NULL);
  g_autoptr (PilotPortalHost) host = pilot_process_host_new (program, NULL);
  g_autoptr (PilotConnectionProvider) provider = pilot_demo_provider_new (host, data_dir);
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("demo");
  g_autoptr (PilotConnection) connection = NULL;
  g_auto (PilotConnectionInfo) info = { 0 };
  g_auto (PilotConnectionInfo) later = { 0 };
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  PortalPuller puller;

  connection = pilot_connection_provider_open (provider, profile, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_connection_probe (connection, &info, NULL, &error));
  g_assert_no_error (error);
  portal_puller_init (&puller);
  portal_puller_run (&puller, connection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (portal_puller_count (&puller, PILOT_ENTITY_CANDIDATE), ==, 4000);

  g_assert_true (pilot_portal_host_stop (host, &error));
  g_assert_no_error (error);
  g_assert_false (portal_puller_run (&puller, connection, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_clear_error (&error);

  /* Another address, another token, the same company: the open connection goes on. */
  g_assert_true (pilot_portal_host_start (host, data_dir, TRUE, &address, &token, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (pilot_connection_probe (connection, &later, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (later.epoch, ==, info.epoch);
  portal_puller_run (&puller, connection, &error);
  g_assert_no_error (error);
  portal_puller_clear (&puller);
  g_assert_true (pilot_portal_host_stop (host, &error));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/portal/real/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a probe", test_probe);
  ADD ("a pull brings the whole company", test_pull);
  ADD ("create, change, conflict, delete", test_writes);
  ADD ("what is wrong or not allowed is refused", test_refused);
  ADD ("another epoch begins anew", test_epoch);
  ADD ("sign in and be forgotten", test_sign_in);
  ADD ("a change is told at once", test_watch);
  ADD ("an import is whole, and done once", test_import);
  ADD ("an import on records that changed since writes nothing", test_stale_import);
  g_test_add_func ("/portal/real/the demo company outlives its portal's process", test_demo);
  return g_test_run ();
}
