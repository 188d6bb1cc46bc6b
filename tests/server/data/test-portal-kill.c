/* test-portal-kill.c: the portal killed at random moments of writing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-portal.h"

#include <signal.h>

#include "pilot-audit.h"
#include "pilot-test.h"

#define N_IDS 240
#define SMALL_BATCH 12
#define IMPORT_CHUNK 40
#define N_CHUNKS 3

/*
 * The test writes the number of its operation into all records that the operation touches. After a kill, records must
 * show the last acknowledged operation, or that one which was on its way: then all of its records, or none.
 */
typedef struct
{
  PilotTestPortal *portal; /* (owned) */
  SoupSession *session;    /* (owned) */
  GRand *random;           /* (owned) */
  int values[N_IDS];       /* number of the last operation known to be there; 0: no record yet */
  int operation;
  guint n_kills;
  guint n_acknowledged;
  guint n_in_doubt;
  guint n_in_doubt_done;
  char *killed_by;         /* what was being sent, for the messages; static text */
} KillTest;

/* Sends; %FALSE: no answer came, since the portal is dead. Anything but success fails the test. */
static gboolean
send_request (KillTest *self, const char *method, const char *path, const char *key, const char *body, char **answer)
{
  g_autofree char *address = g_strconcat (pilot_test_portal_get_address (self->portal), path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", pilot_test_portal_get_token (self->portal), NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  soup_message_headers_replace (headers, "Authorization", bearer);
  if (key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", key);
  if (body != NULL)
    {
      g_autoptr (GBytes) request_body = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", request_body);
    }
  bytes = soup_session_send_and_read (self->session, message, NULL, &error);
  if (bytes == NULL)
    return FALSE;
  if (soup_message_get_status (message) / 100 != 2)
    g_error ("%s %s: %u %.*s", method, path, soup_message_get_status (message), (int) MIN (500, g_bytes_get_size (bytes)),
             (const char *) g_bytes_get_data (bytes, NULL));
  if (answer != NULL)
    *answer = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

static void
append_item (GString *json, guint id, int value)
{
  g_string_append_printf (json,
                          "%s{\"id\":\"00000000-0000-4000-8000-%012u\",\"dataset\":\"legacy\",\"name\":\"Killed\",\"status\":\"active\","
                          "\"contractState\":\"none\",\"notes\":\"%d\"}",
                          json->str[json->len - 1] == '[' ? "" : ",", id, value);
}

static char *
items_json (guint first, guint n, int value)
{
  GString *json = g_string_new ("{\"items\":[");

  for (guint i = 0; i < n; i++)
    append_item (json, (first + i) % N_IDS, value);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static void
read_values (KillTest *self, int *values)
{
  g_autofree char *cursor = NULL;

  memset (values, 0, N_IDS * sizeof *values);
  do
    {
      g_autofree char *path = g_strdup_printf ("/v1/agencies?limit=1000%s%s", cursor != NULL ? "&cursor=" : "", cursor != NULL ? cursor : "");
      g_autofree char *answer = NULL;
      g_autoptr (JsonNode) node = NULL;
      JsonArray *items;

      g_assert_true (send_request (self, "GET", path, NULL, NULL, &answer));
      node = json_from_string (answer, NULL);
      items = json_object_get_array_member (json_node_get_object (node), "items");
      for (guint i = 0; i < json_array_get_length (items); i++)
        {
          JsonObject *item = json_array_get_object_element (items, i);
          const char *id = json_object_get_string_member (item, "id");

          if (g_str_has_prefix (id, "00000000-0000-4000-8000-"))
            values[g_ascii_strtoull (id + 24, NULL, 10)] = atoi (json_object_get_string_member (item, "notes"));
        }
      g_free (cursor);
      cursor = g_strdup (json_object_get_null_member (json_node_get_object (node), "next")
                           ? NULL
                           : json_object_get_string_member (json_node_get_object (node), "next"));
    }
  while (cursor != NULL);
}

static gboolean
is_touched (guint id, guint first, guint n)
{
  return (id + N_IDS - first) % N_IDS < n;
}

/* Compares what is there with what must be; an operation of doubtful end touched @n records from @first on (0: none). */
static void
check_values (KillTest *self, guint first, guint n, int in_doubt)
{
  int there[N_IDS];
  guint n_done = 0;

  read_values (self, there);
  for (guint i = 0; i < N_IDS; i++)
    {
      if (is_touched (i, first, n) && there[i] == in_doubt)
        n_done++;
      else if (there[i] != self->values[i])
        g_error ("record %u shows operation %d, not %d (in doubt: %d, %s)", i, there[i], self->values[i], in_doubt, self->killed_by);
    }
  if (n_done != 0 && n_done != n)
    g_error ("half an operation is there: %u of %u (%s)", n_done, n, self->killed_by);
  self->n_in_doubt_done += n_done > 0;
}

static void
note_values (KillTest *self, guint first, guint n, int value)
{
  for (guint i = 0; i < n; i++)
    self->values[(first + i) % N_IDS] = value;
}

static void
check_file (KillTest *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotPortalDb) db = pilot_portal_db_open (pilot_test_portal_get_data_dir (self->portal), PILOT_PORTAL_DB_READ,
                                                       pilot_clock_get_system (), &error);
  gint64 n_events;

  g_assert_no_error (error);
  pilot_audit_verify (db, &n_events, &error);
  g_assert_no_error (error);
  pilot_database_check (pilot_portal_db_get_database (db), TRUE, &error);
  g_assert_no_error (error);
}

static void
start_again (KillTest *self)
{
  g_assert_cmpint (pilot_test_portal_wait (self->portal), ==, -1);
  soup_session_abort (self->session);
  pilot_test_portal_restart (self->portal);
  check_file (self);
  self->n_kills++;
}

/* After a kill: what was in doubt is looked at, sent again under its key, and looked at again. */
static void
settle_bulk (KillTest *self, guint first, guint n, const char *key, const char *body)
{
  self->n_in_doubt++;
  start_again (self);
  check_values (self, first, n, self->operation);
  g_assert_true (send_request (self, "POST", "/v1/agencies/bulk", key, body, NULL));
  note_values (self, first, n, self->operation);
  check_values (self, 0, 0, 0);
}

/* FALSE: the portal was killed meanwhile, and has been started again. */
static gboolean
write_bulk (KillTest *self)
{
  guint first = g_rand_int_range (self->random, 0, N_IDS);
  guint n = g_rand_int_range (self->random, 1, SMALL_BATCH);
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *body = items_json (first, n, ++self->operation);

  if (send_request (self, "POST", "/v1/agencies/bulk", key, body, NULL))
    {
      note_values (self, first, n, self->operation);
      self->n_acknowledged++;
      return TRUE;
    }
  self->killed_by = (char *) "bulk";
  settle_bulk (self, first, n, key, body);
  return FALSE;
}

/* All steps of an import from @step on; returns the first that got no answer, or the number of steps. */
static guint
send_import (KillTest *self, const char *id, const char *key, guint first, guint step)
{
  g_autofree char *path = g_strdup_printf ("/v1/imports/%s", id);
  g_autofree char *announcement = g_strdup_printf ("{\"entity\":\"agency\",\"rows\":%d}", N_CHUNKS * IMPORT_CHUNK);

  for (; step <= N_CHUNKS + 1; step++)
    {
      g_autofree char *chunk = NULL;
      g_autofree char *step_path = NULL;
      gboolean ok;

      if (step == 0)
        ok = send_request (self, "PUT", path, key, announcement, NULL);
      else if (step <= N_CHUNKS)
        {
          step_path = g_strdup_printf ("%s/chunks/%u", path, step - 1);
          chunk = items_json (first + (step - 1) * IMPORT_CHUNK, IMPORT_CHUNK, self->operation);
          ok = send_request (self, "PUT", step_path, key, chunk, NULL);
        }
      else
        {
          step_path = g_strdup_printf ("%s/commit", path);
          ok = send_request (self, "POST", step_path, key, NULL, NULL);
        }
      if (!ok)
        return step;
    }
  return step;
}

/* What was acknowledged of the staging is there: the import goes on from the step that got no answer. */
static gboolean
write_import (KillTest *self)
{
  guint first = g_rand_int_range (self->random, 0, N_IDS);
  guint n = N_CHUNKS * IMPORT_CHUNK;
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *key = g_uuid_string_random ();
  guint step;

  self->operation++;
  step = send_import (self, id, key, first, 0);
  if (step > N_CHUNKS + 1)
    {
      note_values (self, first, n, self->operation);
      self->n_acknowledged++;
      return TRUE;
    }
  self->killed_by = (char *) (step > N_CHUNKS ? "import commit" : "import staging");
  self->n_in_doubt++;
  start_again (self);
  /* Before the commit was sent nothing may be there; afterwards all or nothing. */
  check_values (self, first, step > N_CHUNKS ? n : 0, self->operation);
  g_assert_cmpuint (send_import (self, id, key, first, step), ==, N_CHUNKS + 2);
  note_values (self, first, n, self->operation);
  check_values (self, 0, 0, 0);
  return FALSE;
}

typedef struct
{
  PilotTestPortal *portal;
  guint delay_usec;
} Killer;

static gpointer
kill_thread_cb (gpointer user_data)
{
  Killer *killer = user_data;

  g_usleep (killer->delay_usec);
  pilot_test_portal_send_signal (killer->portal, SIGKILL);
  return NULL;
}

static void
write_until_killed (KillTest *self)
{
  Killer killer = { self->portal, (guint) g_rand_int_range (self->random, 500, 120000) };
  GThread *thread = g_thread_new ("killer", kill_thread_cb, &killer);
  gboolean alive = TRUE;

  /* The kill falls into a random moment of a random write: small calls, and imports that last longer. */
  while (alive)
    alive = g_rand_int_range (self->random, 0, 4) == 0 ? write_import (self) : write_bulk (self);
  g_thread_join (thread);
}

static void
test_kill (void)
{
  static const char *const args[] = { "--seed-demo", "--agencies", "20", "--recruiters", "30", "--jobs", "8", "--candidates", "40", NULL };
  guint n_rounds = pilot_test_is_long () ? 200 : 10;
  guint32 seed = g_test_rand_int ();
  KillTest self = {
    .portal = pilot_test_portal_start (NULL, args),
    .session = soup_session_new_with_options ("timeout", 60, "proxy-resolver", NULL, NULL),
    .random = g_rand_new_with_seed (seed),
  };

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < n_rounds; i++)
    write_until_killed (&self);
  g_test_message ("%u kills; %u writes acknowledged, %u in doubt, of which %u were there whole", self.n_kills, self.n_acknowledged,
                  self.n_in_doubt, self.n_in_doubt_done);
  g_assert_cmpuint (self.n_kills, ==, n_rounds);
  g_assert_cmpuint (self.n_acknowledged, >, 0);
  check_values (&self, 0, 0, 0);
  pilot_test_portal_free (self.portal);
  g_object_unref (self.session);
  g_rand_free (self.random);
}

static void
test_kill_while_seeding (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *program = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "src", "server", "pilotage-portal", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < (pilot_test_is_long () ? 30 : 3); i++)
    {
      g_autoptr (GSubprocess) process =
        g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--data", dir,
                          "--listen", "127.0.0.1:0", "--seed-demo", "--candidates", "200000", NULL);

      g_assert_no_error (error);
      g_usleep (g_test_rand_int_range (5000, 400000));
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, &error);
      g_assert_no_error (error);
    }
  {
    g_autoptr (PilotPortalDb) db = pilot_portal_db_open (dir, PILOT_PORTAL_DB_WRITE, pilot_clock_get_system (), &error);
    gint64 n = -1;

    g_assert_no_error (error);
    pilot_database_query_int64 (pilot_portal_db_get_database (db), "SELECT count(*) FROM candidate", -1, &n, &error);
    g_assert_no_error (error);
    g_assert_true (n == 0 || n == 200000);
    g_assert_true (pilot_audit_verify (db, NULL, NULL));
  }
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/portal-kill/every acknowledged write is there, and no half of any other", test_kill);
  g_test_add_func ("/server/portal-kill/a portal killed while it is filled is empty or full", test_kill_while_seeding);
  return g_test_run ();
}
