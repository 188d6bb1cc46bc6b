/* test-feed.c: the snapshot, and the changes after it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include <glib/gstdio.h>

#define NEW_ID "00000000-0000-4000-8000-000000000001"
#define KEY "00000000-0000-4000-8000-0000000000aa"
#define AGENCY "{\"dataset\":\"legacy\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\"}"

/* A client's copy of the portal: id → revision. */
typedef struct
{
  GHashTable *records; /* (owned) */
  gint64 revision;
  char *epoch; /* (owned) */
} Replica;

static void
replica_init (Replica *self)
{
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->revision = 0;
  self->epoch = NULL;
}

static void
replica_clear (Replica *self)
{
  g_hash_table_unref (self->records);
  g_free (self->epoch);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replica, replica_clear)

static void
replica_apply (Replica *self, JsonObject *item)
{
  gint64 *revision = g_new (gint64, 1);

  *revision = test_number (item, "revision");
  if (json_object_has_member (item, "deleted"))
    {
      g_hash_table_remove (self->records, test_text (item, "id"));
      g_free (revision);
    }
  else
    g_hash_table_insert (self->records, g_strdup (test_text (item, "id")), revision);
}

/* Reads @n_pages pages of a snapshot from @cursor on; returns the cursor. */
static char *
pull_snapshot (TestData *data, Replica *replica, const char *cursor, guint limit, guint n_pages)
{
  g_autofree char *next = g_strdup (cursor);

  for (guint n = 0; n < n_pages; n++)
    {
      g_autofree char *path =
        g_strdup_printf ("/v1/snapshot?limit=%u%s%s", limit, next != NULL ? "&cursor=" : "", next != NULL ? next : "");
      g_autoptr (TestAnswer) page = test_get (data, path);

      for (guint i = 0; i < json_array_get_length (test_items (page)); i++)
        {
          JsonObject *item = test_item (page, i);

          g_assert_false (g_hash_table_contains (replica->records, test_text (item, "id")));
          g_assert_false (json_object_has_member (item, "op"));
          replica_apply (replica, item);
        }
      replica->revision = test_number (page->object, "revision");
      g_free (replica->epoch);
      replica->epoch = g_strdup (test_text (page->object, "epoch"));
      g_free (next);
      next = g_strdup (test_text (page->object, "next"));
      if (next == NULL)
        break;
    }
  return g_steal_pointer (&next);
}

/* Follows the changes to their end; returns how many there were. */
static guint
pull_changes (TestData *data, Replica *replica, guint limit)
{
  guint n_items = 0;
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *path =
        g_strdup_printf ("/v1/changes?after=%" G_GINT64_FORMAT "&epoch=%s&limit=%u", replica->revision, replica->epoch, limit);
      g_autoptr (TestAnswer) page = test_get (data, path);
      guint length = json_array_get_length (test_items (page));

      g_assert_cmpuint (length, <=, limit);
      for (guint i = 0; i < length; i++)
        {
          JsonObject *item = test_item (page, i);

          g_assert_cmpint (test_number (item, "revision"), >, replica->revision);
          g_assert_true (json_object_has_member (item, "op"));
          replica->revision = test_number (item, "revision");
          replica_apply (replica, item);
        }
      n_items += length;
      more = json_object_get_boolean_member (page->object, "more");
      replica->revision = test_number (page->object, "revision");
      g_assert_cmpint (test_number (page->object, "latest"), ==, test_revision (data));
    }
  return n_items;
}

/* The replica has what the portal has, at the same revisions. */
static void
assert_same (TestData *data, Replica *replica)
{
  g_auto (Replica) fresh;
  g_autofree char *next = NULL;
  GHashTableIter iter;
  gpointer id, revision;

  replica_init (&fresh);
  next = pull_snapshot (data, &fresh, NULL, 10000, 1);
  g_assert_null (next);
  g_assert_cmpuint (g_hash_table_size (fresh.records), ==, g_hash_table_size (replica->records));
  g_hash_table_iter_init (&iter, fresh.records);
  while (g_hash_table_iter_next (&iter, &id, &revision))
    {
      const gint64 *theirs = g_hash_table_lookup (replica->records, id);

      g_assert_nonnull (theirs);
      g_assert_cmpint (*theirs, ==, *(gint64 *) revision);
    }
}

static void
put_agency (TestData *data, guint number, const char *city)
{
  g_autofree char *body = g_strdup_printf ("{\"items\":[{\"id\":\"00000000-0000-4000-8000-%012u\",\"dataset\":\"legacy\","
                                           "\"name\":\"N\",\"city\":\"%s\",\"status\":\"active\",\"contractState\":\"none\"}]}",
                                           number, city);
  g_autoptr (TestAnswer) answer = test_call (data, "POST", "/v1/agencies/bulk", body, NULL);

  test_assert_status (answer, 200);
  g_assert_cmpint (test_number (answer->object, "failed"), ==, 0);
}

static void
delete_agency (TestData *data, guint number)
{
  g_autofree char *path = g_strdup_printf ("/v1/agencies/00000000-0000-4000-8000-%012u", number);
  g_autoptr (TestAnswer) there = test_get (data, path);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", there->response->etag);
  g_autoptr (TestAnswer) answer = test_call (data, "DELETE", path, NULL, "If-Match", tag, NULL);

  test_assert_status (answer, 200);
}

static void
test_snapshot (void)
{
  g_autoptr (TestData) data = test_data_new (300);
  g_autoptr (TestAnswer) page = test_get (data, "/v1/snapshot?limit=10000");
  PilotEntity last = 0;
  guint n_candidates = 0;

  g_assert_cmpint (test_number (page->object, "revision"), ==, test_revision (data));
  for (guint i = 0; i < json_array_get_length (test_items (page)); i++)
    {
      const PilotSchema *schema = pilot_schema_from_name (test_text (test_item (page, i), "entity"));

      g_assert_nonnull (schema);
      g_assert_cmpint (schema->entity, >=, last);
      last = schema->entity;
      n_candidates += schema->entity == PILOT_ENTITY_CANDIDATE;
    }
  g_assert_cmpuint (n_candidates, ==, 300);
  g_assert_null (test_text (page->object, "next"));
}

static void
test_snapshot_of_pages (void)
{
  static const guint limits[] = { 1, 7, 100 };
  g_autoptr (TestData) data = test_data_new (60);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_auto (Replica) replica;
      g_autofree char *next = NULL;

      replica_init (&replica);
      next = pull_snapshot (data, &replica, NULL, limits[i], 1000);
      g_assert_null (next);
      assert_same (data, &replica);
    }
}

static void
test_snapshot_while_written (void)
{
  g_autoptr (TestData) data = test_data_new (120);
  g_auto (Replica) replica;
  g_autofree char *cursor = NULL;
  g_autofree char *end = NULL;
  gint64 fixed;

  replica_init (&replica);
  for (guint i = 1; i <= 10; i++)
    put_agency (data, i, "Cork");
  cursor = pull_snapshot (data, &replica, NULL, 20, 3);
  g_assert_nonnull (cursor);
  fixed = replica.revision;
  /* New, changed, deleted and revived, before and behind the place where the snapshot stands. */
  for (guint i = 5; i <= 15; i++)
    put_agency (data, i, "Sligo");
  delete_agency (data, 2);
  delete_agency (data, 15);
  delete_agency (data, 3);
  put_agency (data, 3, "Tralee");
  end = pull_snapshot (data, &replica, cursor, 20, 1000);
  g_assert_null (end);
  g_assert_cmpint (replica.revision, ==, fixed);
  pull_changes (data, &replica, 3);
  assert_same (data, &replica);
}

static void
test_snapshot_after_restart (void)
{
  g_autoptr (TestData) data = test_data_new (60);
  g_auto (Replica) replica;
  g_autofree char *cursor = NULL;
  g_autofree char *end = NULL;

  replica_init (&replica);
  cursor = pull_snapshot (data, &replica, NULL, 20, 2);
  test_data_reopen (data);
  end = pull_snapshot (data, &replica, cursor, 20, 1000);
  g_assert_null (end);
  assert_same (data, &replica);
}

static void
test_each_change_once (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_auto (Replica) replica;
  g_autofree char *end = NULL;

  replica_init (&replica);
  end = pull_snapshot (data, &replica, NULL, 10000, 1);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *city = g_strdup_printf ("City %u", i);

      put_agency (data, 1, city);
    }
  put_agency (data, 2, "Cork");
  delete_agency (data, 2);
  /* Two agencies, each once, and an audit event of each of the seven calls. */
  g_assert_cmpuint (pull_changes (data, &replica, 4), ==, 2 + 7);
  assert_same (data, &replica);
  g_assert_cmpuint (pull_changes (data, &replica, 4), ==, 0);
}

static void
test_random_walk (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  g_autofree char *end = NULL;
  g_auto (Replica) replica;
  gboolean live[20] = { FALSE };

  replica_init (&replica);
  end = pull_snapshot (data, &replica, NULL, 10000, 1);
  for (guint step = 0; step < (pilot_test_is_long () ? 3000 : 150); step++)
    {
      guint number = g_rand_int_range (random, 0, G_N_ELEMENTS (live));
      guint what = g_rand_int_range (random, 0, 10);

      if (what < 6)
        {
          g_autofree char *city = g_strdup_printf ("City %u", step);

          put_agency (data, number + 1, city);
          live[number] = TRUE;
        }
      else if (what < 9 && live[number])
        {
          delete_agency (data, number + 1);
          live[number] = FALSE;
        }
      else if (what == 9)
        pull_changes (data, &replica, 1 + g_rand_int_range (random, 0, 5));
    }
  pull_changes (data, &replica, 7);
  assert_same (data, &replica);
}

static void
test_op (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  gint64 before = test_revision (data);
  g_autoptr (TestAnswer) created =
    test_call (data, "PUT", "/v1/agencies/" NEW_ID, AGENCY, "If-None-Match", "*", "Idempotency-Key", KEY, NULL);
  g_autofree char *path =
    g_strdup_printf ("/v1/changes?after=%" G_GINT64_FORMAT "&epoch=%s", before, pilot_portal_db_get_epoch (data->db));
  g_autoptr (TestAnswer) changes = test_get (data, path);

  test_assert_status (created, 201);
  g_assert_cmpuint (json_array_get_length (test_items (changes)), ==, 2);
  g_assert_cmpstr (test_text (test_item (changes, 0), "op"), ==, KEY);
  g_assert_cmpstr (test_text (test_item (changes, 1), "op"), ==, KEY);
  g_assert_cmpstr (test_text (test_item (changes, 1), "entity"), ==, "audit_event");
}

static void
assert_gone (TestData *data, gint64 after, const char *epoch)
{
  g_autofree char *path = g_strdup_printf ("/v1/changes?after=%" G_GINT64_FORMAT "&epoch=%s", after, epoch);
  g_autoptr (TestAnswer) answer = test_call (data, "GET", path, NULL, NULL);

  test_assert_status (answer, 410);
  g_assert_cmpstr (test_problem (answer), ==, "gone");
}

static void
test_gone (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  const char *epoch = pilot_portal_db_get_epoch (data->db);
  g_autoptr (GError) error = NULL;

  assert_gone (data, 0, NEW_ID);
  assert_gone (data, test_revision (data) + 1, epoch);
  pilot_portal_db_set_number (data->db, "pruned_before", 10, &error);
  g_assert_no_error (error);
  assert_gone (data, 9, epoch);
}

static void
test_restore (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *epoch = g_strdup (pilot_portal_db_get_epoch (data->db));
  g_autofree char *copy = g_build_filename (data->dir, "copy.db", NULL);
  g_autofree char *path = g_build_filename (data->dir, PILOT_PORTAL_DB_FILE, NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *query = NULL;
  g_autoptr (TestAnswer) lost = NULL;
  g_autoptr (TestAnswer) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Replica) replica;

  replica_init (&replica);
  cursor = pull_snapshot (data, &replica, NULL, 5, 2);
  pilot_portal_db_backup (data->db, copy, &error);
  g_assert_no_error (error);
  put_agency (data, 1, "Cork");
  test_data_reopen (data);
  g_assert_cmpstr (pilot_portal_db_get_epoch (data->db), ==, epoch); /* a restart is no restore */
  g_clear_pointer (&data->db, pilot_portal_db_free);
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  g_unlink (wal);
  g_unlink (shm);
  data->db = pilot_portal_db_open (data->dir, PILOT_PORTAL_DB_WRITE, PILOT_CLOCK (data->clock), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pilot_portal_db_get_epoch (data->db), !=, epoch);
  lost = test_call (data, "GET", "/v1/agencies/" NEW_ID, NULL, NULL);
  test_assert_status (lost, 404);
  assert_gone (data, 1, epoch);
  query = g_strdup_printf ("/v1/snapshot?cursor=%s", cursor);
  snapshot = test_call (data, "GET", query, NULL, NULL);
  test_assert_status (snapshot, 410);
}

static void
test_bad_parameters (void)
{
  static const char *const paths[] = {
    "/v1/changes",
    "/v1/changes?after=0",
    "/v1/changes?epoch=" NEW_ID,
    "/v1/changes?after=-1&epoch=" NEW_ID,
    "/v1/changes?after=0&limit=10001&epoch=" NEW_ID,
    "/v1/snapshot?cursor=nonsense",
    "/v1/snapshot?cursor=",
    "/v1/snapshot?cursor=MQ",
    "/v1/snapshot?limit=0",
  };
  g_autoptr (TestData) data = test_data_new (20);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (data, "GET", paths[i], NULL, NULL);

      test_assert_status (answer, 422);
    }
}

static void
test_role_sees_its_kinds (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) page = NULL;
  g_autoptr (TestAnswer) changes = NULL;
  g_autofree char *path = NULL;

  data->role = PILOT_ROLE_OPERATOR;
  page = test_get (data, "/v1/snapshot?limit=10000");
  for (guint i = 0; i < json_array_get_length (test_items (page)); i++)
    g_assert_cmpstr (test_text (test_item (page, i), "entity"), !=, "audit_event");
  /* The newest change is an event that it isn't shown: its cursor reaches the end all the same. */
  path = g_strdup_printf ("/v1/changes?after=0&limit=10000&epoch=%s", pilot_portal_db_get_epoch (data->db));
  changes = test_get (data, path);
  g_assert_false (json_object_get_boolean_member (changes->object, "more"));
  g_assert_cmpint (test_number (changes->object, "revision"), ==, test_revision (data));
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/feed/a snapshot holds every record, kinds in their order", test_snapshot);
  g_test_add_func ("/server/feed/a snapshot in pages of any size is the same", test_snapshot_of_pages);
  g_test_add_func ("/server/feed/a snapshot and the changes after it meet while others write", test_snapshot_while_written);
  g_test_add_func ("/server/feed/a snapshot goes on after a restart", test_snapshot_after_restart);
  g_test_add_func ("/server/feed/each changed record comes once, as it stands", test_each_change_once);
  g_test_add_func ("/server/feed/a follower has what the portal has after any walk", test_random_walk);
  g_test_add_func ("/server/feed/a change names the operation that caused it", test_op);
  g_test_add_func ("/server/feed/a cursor that cannot be continued is gone", test_gone);
  g_test_add_func ("/server/feed/a restored backup has a new epoch", test_restore);
  g_test_add_func ("/server/feed/parameters that make no sense are refused", test_bad_parameters);
  g_test_add_func ("/server/feed/a role is sent its kinds alone", test_role_sees_its_kinds);
  return g_test_run ();
}
