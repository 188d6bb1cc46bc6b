/* test-workspace.c: the main job over a real portal: pull, edit while it is down, conflict, resolve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-portal-provider.h"
#include "pilot-test-portal.h"
#include "pilot-test.h"
#include "pilot-workspace-command.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Another provider, whose sign-in can't be wiped. */
typedef struct
{
  GObject parent_instance;
  PilotConnectionProvider *inner; /* not owned */
} KeepingProvider;

typedef struct
{
  GObjectClass parent_class;
} KeepingProviderClass;

static void keeping_provider_iface_init (PilotConnectionProviderInterface *iface);
static GType keeping_provider_get_type (void);
G_DEFINE_TYPE_WITH_CODE (KeepingProvider, keeping_provider, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION_PROVIDER, keeping_provider_iface_init))

static PilotConnection *
keeping_provider_open (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable, GError **error)
{
  return pilot_connection_provider_open (((KeepingProvider *) provider)->inner, profile, cancellable, error);
}

static gboolean
keeping_provider_forget (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED, "The keyring is locked.");
  return FALSE;
}

static void
keeping_provider_iface_init (PilotConnectionProviderInterface *iface)
{
  iface->open = keeping_provider_open;
  iface->forget = keeping_provider_forget;
}

static void
keeping_provider_class_init (KeepingProviderClass *klass)
{
}

static void
keeping_provider_init (KeepingProvider *self)
{
}

typedef struct
{
  PilotTestPortal *portal;           /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  PilotConnectionProfile *profile;   /* (owned) */
  char *dir;                         /* (owned) */
  PilotWorkspace *workspace;         /* (owned) (nullable) */
} Fixture;

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static PilotWorkspace *
open_workspace (Fixture *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_workspace_open_async (self->profile, self->provider, self->dir, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_workspace_open_finish (result, error);
}

/* The worker that closed it may hold it a moment longer than its answer. */
static void
assert_gone (Fixture *self)
{
  PilotWorkspace *gone = self->workspace;

  g_object_add_weak_pointer (G_OBJECT (gone), (gpointer *) &gone);
  g_clear_object (&self->workspace);
  PILOT_TEST_WAIT_UNTIL (gone == NULL);
}

static void
close_workspace (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (self->workspace == NULL)
    return;
  pilot_workspace_close_async (self->workspace, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_close_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  assert_gone (self);
}

static gboolean
is_in_step (Fixture *self)
{
  gint64 last_sync;
  int state;

  g_object_get (self->workspace, "last-sync", &last_sync, "sync-state", &state, NULL);
  return last_sync > 0 && state == PILOT_SYNC_IDLE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotTokenStore) tokens = pilot_token_store_new_for_session ();
  g_autoptr (GError) error = NULL;
  gboolean kept;

  self->portal = pilot_test_portal_start (NULL, (const char *[]){ "--seed-demo", "--agencies", "30", "--recruiters", "60", "--jobs", "20", "--candidates", "200", NULL });
  self->provider = pilot_portal_provider_new (tokens);
  self->profile = pilot_connection_profile_new ("portal");
  self->profile->address = g_strdup (pilot_test_portal_get_address (self->portal));
  self->dir = pilot_test_make_dir ();
  pilot_connection_provider_set_token (self->provider, self->profile, pilot_test_portal_sign_in_as (self->portal, PILOT_ROLE_ADMIN), &kept,
                                       NULL, &error);
  g_assert_no_error (error);
  self->workspace = open_workspace (self, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (is_in_step (self));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_workspace (self);
  g_clear_object (&self->provider);
  pilot_connection_profile_free (self->profile);
  pilot_test_portal_free (self->portal);
  g_free (self->dir);
}

static PilotRecord *
dup_first (Fixture *self, PilotEntity entity)
{
  g_autoptr (PilotList) list = pilot_workspace_create_list (self->workspace, entity);
  g_autoptr (PilotRow) row = NULL;

  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (list) && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  return pilot_record_copy (pilot_row_get_record (row));
}

static PilotRecord *
save (Fixture *self, PilotRecord *changes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PilotRecord *undo = NULL;

  pilot_workspace_save_async (self->workspace, changes, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_save_finish (self->workspace, result, &undo, error);
  return undo;
}

static PilotRecord *
save_text (Fixture *self, const char *id, guint field, const char *text)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GError) error = NULL;
  PilotRecord *undo;

  pilot_record_set_text (changes, PILOT_FIELD_ID, id);
  pilot_record_set_text (changes, field, text);
  undo = save (self, changes, &error);
  g_assert_no_error (error);
  return undo;
}

static char *
dup_text_there (Fixture *self, const char *id, const char *member)
{
  g_autofree char *path = g_strconcat ("/v1/agencies/", id, NULL);
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (self->portal, path, pilot_test_portal_get_token (self->portal));

  return g_strdup (json_object_get_string_member_with_default (pilot_test_answer_get_object (answer), member, NULL));
}

static void
change_there (Fixture *self, const char *id, const char *body)
{
  const char *token = pilot_test_portal_get_token (self->portal);
  g_autofree char *path = g_strconcat ("/v1/agencies/", id, NULL);
  g_autoptr (PilotTestAnswer) before = pilot_test_portal_get (self->portal, path, token);
  g_autoptr (PilotTestAnswer) answer = NULL;

  answer = pilot_test_portal_request (self->portal, "PATCH", path, token, body, "If-Match", pilot_test_answer_get_header (before, "ETag"), NULL);
  pilot_test_assert_status (answer, 200);
}

static guint
count_waiting (Fixture *self)
{
  guint waiting, blocked, conflicts;

  g_object_get (self->workspace, "n-waiting", &waiting, "n-blocked", &blocked, "n-conflicts", &conflicts, NULL);
  return waiting + blocked + conflicts;
}

static void
test_pull (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (pilot_workspace_count (self->workspace, PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL), ==, 30);
  g_assert_cmpuint (pilot_workspace_count (self->workspace, PILOT_ENTITY_CANDIDATE, PILOT_FIELD_ID, NULL), ==, 200);
  g_assert_cmpuint (pilot_workspace_count (self->workspace, PILOT_ENTITY_COMPANY, PILOT_FIELD_ID, NULL), ==, 1);
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  const char *id = pilot_record_get_id (agency);
  g_autoptr (PilotRecord) undo = save_text (self, id, PILOT_AGENCY_CITY, "Cork");
  g_autoptr (PilotRecord) redo = NULL;
  g_autoptr (PilotRecord) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (undo);
  g_clear_pointer (&undo, pilot_record_unref);
  undo = save_text (self, id, PILOT_AGENCY_CITY, "Galway");
  g_assert_cmpstr (pilot_record_get_text (undo, PILOT_AGENCY_CITY), ==, "Cork");
  redo = save (self, undo, &error);
  g_assert_no_error (error);
  after = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_AGENCY, id);
  g_assert_cmpstr (pilot_record_get_text (after, PILOT_AGENCY_CITY), ==, "Cork");
}

static void
test_offline (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  const char *id = pilot_record_get_id (agency);
  g_autoptr (PilotRecord) undo = NULL;
  g_autofree char *city = NULL;

  pilot_test_portal_kill (self->portal);
  undo = save_text (self, id, PILOT_AGENCY_CITY, "Limerick");
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_OFFLINE);
  g_assert_cmpuint (count_waiting (self), ==, 1);

  /* What was typed outlives the program. */
  close_workspace (self);
  self->workspace = open_workspace (self, NULL);
  g_assert_cmpuint (count_waiting (self), ==, 1);

  pilot_test_portal_restart (self->portal);
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0);
  city = dup_text_there (self, id, "city");
  g_assert_cmpstr (city, ==, "Limerick");
}

static void
sign_in_with (Fixture *self, const char *token)
{
  g_autoptr (GError) error = NULL;
  gboolean kept;

  pilot_connection_provider_set_token (self->provider, self->profile, token, &kept, NULL, &error);
  g_assert_no_error (error);
}

/* What is on this computer needs neither the portal nor a sign-in: as after a start where no secret service runs. */
static void
test_signed_out (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  const char *id = pilot_record_get_id (agency);
  g_autoptr (PilotTokenStore) no_tokens = pilot_token_store_new_for_session ();
  g_autoptr (PilotRecord) undo = NULL;
  g_autofree char *city = NULL;

  close_workspace (self);
  pilot_test_portal_kill (self->portal);
  g_clear_object (&self->provider);
  self->provider = pilot_portal_provider_new (no_tokens);
  self->workspace = open_workspace (self, NULL);
  g_assert_nonnull (self->workspace);
  g_assert_cmpint (pilot_workspace_get_sync_state (self->workspace), ==, PILOT_SYNC_SIGN_IN);
  g_assert_nonnull (pilot_workspace_get_sync_message (self->workspace));
  g_assert_cmpuint (pilot_workspace_count (self->workspace, PILOT_ENTITY_CANDIDATE, PILOT_FIELD_ID, NULL), ==, 200);
  g_assert_false (pilot_workspace_only_reads (self->workspace));
  g_assert_true (pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_AGENCY, NULL));
  undo = save_text (self, id, PILOT_AGENCY_CITY, "Limerick");
  g_assert_cmpuint (count_waiting (self), ==, 1);

  pilot_test_portal_restart (self->portal);
  close_workspace (self);
  sign_in_with (self, pilot_test_portal_get_token (self->portal));
  self->workspace = open_workspace (self, NULL);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0 && is_in_step (self));
  city = dup_text_there (self, id, "city");
  g_assert_cmpstr (city, ==, "Limerick");
}

/* A token that the portal takes back while people work: nothing is lost, and the next sign-in sends it. */
static void
test_revoked (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  const char *id = pilot_record_get_id (agency);
  g_autoptr (PilotTestAnswer) answer = NULL;
  g_autoptr (PilotRecord) undo = NULL;
  g_autofree char *city = NULL;

  answer = pilot_test_portal_request (self->portal, "POST", "/v1/sign-out", pilot_test_portal_sign_in_as (self->portal, PILOT_ROLE_ADMIN),
                                      NULL, NULL);
  pilot_test_assert_status (answer, 204);
  undo = save_text (self, id, PILOT_AGENCY_CITY, "Limerick");
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_SIGN_IN);
  g_assert_cmpuint (count_waiting (self), ==, 1);
  g_assert_true (pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_AGENCY, NULL));

  close_workspace (self);
  sign_in_with (self, pilot_test_portal_get_token (self->portal));
  self->workspace = open_workspace (self, NULL);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0 && is_in_step (self));
  city = dup_text_there (self, id, "city");
  g_assert_cmpstr (city, ==, "Limerick");
}

static void
test_notice (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      pilot_test_portal_stop (self->portal);
      PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_OFFLINE);
      pilot_test_portal_restart (self->portal);
      pilot_workspace_sync_now (self->workspace);
      PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_IDLE);
    }
}

static void
test_conflict (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  const char *id = pilot_record_get_id (agency);
  g_autoptr (PilotRecord) undo = NULL;
  g_autoptr (PilotRecord) chosen = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PilotPending) pending = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *city = NULL;
  g_autofree char *region = NULL;
  GListModel *outbox = pilot_workspace_get_outbox (self->workspace);
  guint conflicts = 0;

  pilot_test_portal_kill (self->portal);
  undo = save_text (self, id, PILOT_AGENCY_CITY, "Mine");
  pilot_test_portal_restart (self->portal);
  change_there (self, id, "{\"city\":\"Theirs\",\"region\":\"Munster\"}");
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL ((g_object_get (self->workspace, "n-conflicts", &conflicts, NULL), conflicts == 1));
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (outbox) == 1);
  pending = g_list_model_get_item (outbox, 0);
  g_assert_cmpstr (pilot_record_get_text (pilot_pending_get (pending)->mine, PILOT_AGENCY_CITY), ==, "Mine");
  g_assert_cmpstr (pilot_record_get_text (pilot_pending_get (pending)->theirs, PILOT_AGENCY_CITY), ==, "Theirs");

  pilot_record_set_text (chosen, PILOT_FIELD_ID, id);
  pilot_record_set_text (chosen, PILOT_AGENCY_CITY, "Mine");
  pilot_workspace_resolve_async (self->workspace, pilot_pending_get (pending)->seq, chosen, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_resolve_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0);
  city = dup_text_there (self, id, "city");
  region = dup_text_there (self, id, "region");
  g_assert_cmpstr (city, ==, "Mine");
  g_assert_cmpstr (region, ==, "Munster");
}

static void
test_invalid (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (changes, PILOT_FIELD_ID, pilot_record_get_id (agency));
  pilot_record_set_text (changes, PILOT_AGENCY_EMAIL, "nobody");
  g_assert_null (save (self, changes, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_cmpuint (count_waiting (self), ==, 0);
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) undo = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  pilot_test_portal_kill (self->portal);
  undo = save_text (self, pilot_record_get_id (agency), PILOT_AGENCY_CITY, "Unsent");
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 1);
  pilot_workspace_remove_local_data_async (self->workspace, FALSE, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_workspace_remove_local_data_finish (self->workspace, result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_object (&result);
  g_assert_cmpuint (count_waiting (self), ==, 1);

  pilot_workspace_remove_local_data_async (self->workspace, TRUE, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_remove_local_data_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  assert_gone (self);
  dir = g_dir_open (self->dir, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  pilot_test_portal_restart (self->portal);
}

static void
test_remove_in_use (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  g_autofree char *name = g_strconcat (self->profile->id, ".cache.lock", NULL);
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  int fd;
  g_autoptr (PilotRecord) undo = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *city = NULL;

  close_workspace (self);
  fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  self->workspace = open_workspace (self, &error);
  g_assert_no_error (error);
  pilot_workspace_remove_local_data_async (self->workspace, FALSE, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_workspace_remove_local_data_finish (self->workspace, result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  close (fd);

  undo = save_text (self, pilot_record_get_id (agency), PILOT_AGENCY_CITY, "Sent");
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0);
  city = dup_text_there (self, pilot_record_get_id (agency), "city");
  g_assert_cmpstr (city, ==, "Sent");
}

static void
test_remove_kept (Fixture *self, gconstpointer data)
{
  KeepingProvider *provider = g_object_new (keeping_provider_get_type (), NULL);
  g_autoptr (PilotConnectionProvider) inner = self->provider;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  close_workspace (self);
  provider->inner = inner;
  self->provider = PILOT_CONNECTION_PROVIDER (provider);
  self->workspace = open_workspace (self, &error);
  g_assert_no_error (error);
  pilot_workspace_remove_local_data_async (self->workspace, FALSE, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_workspace_remove_local_data_finish (self->workspace, result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "The local data are removed, but the sign-in is still kept: The keyring is locked.");
  g_assert_false (pilot_workspace_is_open (self->workspace));
  g_clear_object (&result);
  assert_gone (self);
}

static gint64
get_revision (PilotTestPortal *portal)
{
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (portal, "/v1/me", pilot_test_portal_get_token (portal));

  return json_object_get_int_member (pilot_test_answer_get_object (answer), "revision");
}

/* The address or the account of another company, under a connection for which work waits. */
static void
test_other_company (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotTestPortal) other = pilot_test_portal_start (NULL, (const char *[]){ "--seed-demo", "--seed", "7", "--agencies", "3", "--recruiters", "5", "--jobs", "4", "--candidates", "9", NULL });
  g_autoptr (PilotRecord) agency = dup_first (self, PILOT_ENTITY_AGENCY);
  const char *id = pilot_record_get_id (agency);
  gint64 revision = get_revision (other);
  g_autoptr (PilotRecord) undo = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *city = NULL;

  pilot_test_portal_kill (self->portal);
  undo = save_text (self, id, PILOT_AGENCY_CITY, "Limerick");
  close_workspace (self);
  g_free (self->profile->address);
  self->profile->address = g_strdup (pilot_test_portal_get_address (other));
  sign_in_with (self, pilot_test_portal_get_token (other));
  self->workspace = open_workspace (self, NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_FAILED);
  g_assert_nonnull (strstr (pilot_workspace_get_sync_message (self->workspace), "Another company that is called “Meridian Foods” too"));
  g_assert_nonnull (strstr (pilot_workspace_get_sync_message (self->workspace), "1 change waits here."));
  g_assert_cmpuint (count_waiting (self), ==, 1);
  g_assert_cmpuint (pilot_workspace_count (self->workspace, PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL), ==, 30);
  /* Neither does a command go there. */
  g_assert_false (pilot_workspace_may_command (self->workspace, "record-snapshot", &reason));
  g_assert_cmpstr (reason, ==, pilot_workspace_get_sync_message (self->workspace));
  g_assert_cmpint (get_revision (other), ==, revision);

  close_workspace (self);
  pilot_test_portal_restart (self->portal);
  g_free (self->profile->address);
  self->profile->address = g_strdup (pilot_test_portal_get_address (self->portal));
  sign_in_with (self, pilot_test_portal_get_token (self->portal));
  self->workspace = open_workspace (self, NULL);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0 && is_in_step (self));
  city = dup_text_there (self, id, "city");
  g_assert_cmpstr (city, ==, "Limerick");
  g_assert_cmpint (get_revision (other), ==, revision);
}

static void
test_role (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  g_assert_true (pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_AGENCY, NULL));
  close_workspace (self);
  sign_in_with (self, pilot_test_portal_sign_in_as (self->portal, PILOT_ROLE_AUDITOR));
  self->workspace = open_workspace (self, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (!pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_AGENCY, NULL));
  g_assert_false (pilot_workspace_may (self->workspace, PILOT_ACTION_DELETE, PILOT_ENTITY_AGENCY, &reason));
  g_assert_nonnull (reason);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/workflow/workspace/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("the company arrives", test_pull);
  ADD ("an edit is taken back by what it returns", test_undo);
  ADD ("an edit made while the portal is down arrives later, after a restart too", test_offline);
  ADD ("without a sign-in and a portal, what is kept here opens and is edited, and is sent later", test_signed_out);
  ADD ("a sign-in that was revoked asks for another, and loses nothing", test_revoked);
  ADD ("what waits goes to no other company's portal, and to the right one later", test_other_company);
  ADD ("a portal that stops is noticed, each time", test_notice);
  ADD ("two who changed the same field are asked, other fields merge", test_conflict);
  ADD ("an edit that breaks a rule is not kept", test_invalid);
  ADD ("local data go only when unsent work may go", test_remove);
  ADD ("local data that another process uses stay, and go on syncing", test_remove_in_use);
  ADD ("a sign-in that stays when the local data go is told", test_remove_kept);
  ADD ("an auditor may not write, and is told why", test_role);
  return g_test_run ();
}
