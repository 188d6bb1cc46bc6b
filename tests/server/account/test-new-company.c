/* test-new-company.c: a company of one's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-audit.h"
#include "pilot-new-company.h"
#include "pilot-raw-client.h"
#include "pilot-statement.h"
#include "pilot-test.h"

#include <string.h>

#define PASSWORD "correct horse battery"

/* A program that was told to make a company, and hasn't been told the password. */
static GSubprocess *
start_making (const char *dir, const char *const *more)
{
  g_autofree char *program = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "src", "server", "pilotage-portal", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  for (const char *const *word = (const char *const[]){ program, "--data", dir, "--create-company", "Acme Foods", "--admin",
                                                        "anna.de-la-cruz@acme.example", NULL };
       *word != NULL; word++)
    g_ptr_array_add (argv, (char *) *word);
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) more[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  return process;
}

/* Returns what it said, (transfer full). */
static char *
make (const char *dir, const char *password, int expected_status, const char *const *more)
{
  g_autoptr (GSubprocess) process = start_making (dir, more);
  g_autofree char *line = g_strconcat (password, "\n", NULL);
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_subprocess_communicate_utf8 (process, line, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_exit_status (process) != expected_status)
    g_error ("status %d, expected %d: %s", g_subprocess_get_exit_status (process), expected_status, output);
  return output;
}

static gint64
count (PilotPortalDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  pilot_database_query_int64 (pilot_portal_db_get_database (db), sql, -1, &n, &error);
  g_assert_no_error (error);
  return n;
}

static PilotPortalDb *
open_db (const char *dir)
{
  g_autoptr (GError) error = NULL;
  PilotPortalDb *db = pilot_portal_db_open (dir, PILOT_PORTAL_DB_WRITE, pilot_clock_get_system (), &error);

  g_assert_no_error (error);
  return db;
}

static PilotTestAnswer *
sign_in (PilotTestPortal *portal, const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"anna.de-la-cruz@acme.example\",\"password\":\"%s\"}", password);

  return pilot_test_portal_request (portal, "POST", "/v1/sign-in", NULL, body, NULL);
}

static void
test_made_and_served (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *said = make (dir, PASSWORD, 0, (const char *const[]){ "--time-zone", "UTC", NULL });
  g_autoptr (PilotTestPortal) portal = NULL;
  g_autofree char *token = NULL;

  g_assert_nonnull (strstr (said, "Acme Foods"));
  g_assert_nonnull (strstr (said, dir));
  portal = pilot_test_portal_start (dir, NULL);
  {
    g_autoptr (PilotTestAnswer) wrong = sign_in (portal, "wrong horse battery");
    g_autoptr (PilotTestAnswer) right = sign_in (portal, PASSWORD);

    pilot_test_assert_status (wrong, 401);
    pilot_test_assert_status (right, 200);
    token = g_strdup (json_object_get_string_member (pilot_test_answer_get_object (right), "token"));
  }
  {
    g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (portal, "/v1/me", token);
    JsonObject *me = pilot_test_answer_get_object (answer);
    JsonObject *company = json_object_get_object_member (me, "company");
    JsonObject *member = json_object_get_object_member (me, "member");
    g_autoptr (PilotTestAnswer) snapshot = pilot_test_portal_get (portal, "/v1/snapshot", token);

    g_assert_cmpstr (json_object_get_string_member (me, "role"), ==, "admin");
    g_assert_cmpstr (json_object_get_string_member (member, "name"), ==, "Anna De La Cruz");
    g_assert_cmpstr (json_object_get_string_member (company, "name"), ==, "Acme Foods");
    g_assert_cmpstr (json_object_get_string_member (company, "environment"), ==, "production");
    g_assert_cmpstr (json_object_get_string_member (company, "timeZone"), ==, "UTC");
    pilot_test_assert_status (snapshot, 200);
  }
  /* And its admin brings in what there is. */
  {
    g_autoptr (PilotTestAnswer) made =
      pilot_test_portal_request (portal, "PUT", "/v1/agencies/00000000-0000-4000-8000-000000000001", token,
                                 "{\"dataset\":\"legacy\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\"}",
                                 "If-None-Match", "*", NULL);

    pilot_test_assert_status (made, 201);
  }
}

static void
test_whole (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  G_GNUC_UNUSED g_autofree char *said = make (dir, PASSWORD, 0, (const char *const[]){ "--sandbox", "--admin-name", "Anna Cruz", NULL });
  g_autoptr (PilotPortalDb) db = open_db (dir);
  g_autoptr (GError) error = NULL;
  gint64 n_events;

  g_assert_cmpint (count (db, "SELECT count(*) FROM company WHERE environment = 'sandbox'"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM member WHERE name = 'Anna Cruz' AND role = 'admin' AND active = 1"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM password JOIN member ON account_id = id"), ==, 1);
  /* What every hiring process has, and the records of which there is always one. */
  g_assert_cmpint (count (db, "SELECT count(*) FROM process WHERE active = 1"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM stage JOIN process ON process.id = process_id WHERE sub_status IS NULL"), ==, 9);
  g_assert_cmpint (count (db, "SELECT count(*) FROM project"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM settings"), ==, 1);
  pilot_audit_verify (db, &n_events, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_events, ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM audit_event WHERE action = 'company.create' AND actor = 'portal'"), ==, 1);
}

/* Nothing is made where it can't be meant. */
static void
test_refused (void)
{
  g_autofree char *parent = pilot_test_make_dir ();
  g_autofree char *dir = g_build_filename (parent, "own", NULL);
  static const struct
  {
    const char *password;
    const char *more[4];
    int status;
  } cases[] = {
    { "short", { NULL }, 1 },
    { "", { NULL }, 1 },
    { PASSWORD, { "--admin", "acme.example" }, 1 },
    { PASSWORD, { "--create-company", " " }, 1 },
    { PASSWORD, { "--admin-name", "" }, 1 },
    { PASSWORD, { "--time-zone", "Europe/Nowhere" }, 1 },
    { PASSWORD, { "--seed-demo" }, 2 },
    { PASSWORD, { "--agencies", "7" }, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = make (dir, cases[i].password, cases[i].status, cases[i].more);

      g_assert_cmpuint (strlen (said), >, 8);
      g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
    }
}

static void
test_not_twice (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  G_GNUC_UNUSED g_autofree char *first = make (dir, PASSWORD, 0, NULL);
  g_autofree char *second = make (dir, "another password", 1, (const char *const[]){ "--create-company", "Bell", NULL });
  g_autoptr (PilotPortalDb) db = open_db (dir);

  g_assert_nonnull (strstr (second, "Acme Foods"));
  g_assert_cmpint (count (db, "SELECT count(*) FROM company WHERE name = 'Acme Foods'"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM company"), ==, 1);
  {
    /* The demo company is one too; and the portal that runs holds the folder. */
    g_autoptr (PilotTestPortal) demo = pilot_raw_start_small (NULL);
    g_autofree char *running = make (pilot_test_portal_get_data_dir (demo), PASSWORD, 1, NULL);
    g_autofree char *stopped = NULL;

    g_assert_nonnull (strstr (running, pilot_test_portal_get_data_dir (demo)));
    pilot_test_portal_stop (demo);
    stopped = make (pilot_test_portal_get_data_dir (demo), PASSWORD, 1, NULL);
    g_assert_nonnull (strstr (stopped, "Meridian Foods"));
  }
}

/* Who mistypes the folder hears so, and no empty portal waits for people who can't sign in. */
static void
test_nobody_serves_nothing (void)
{
  g_autofree char *parent = pilot_test_make_dir ();
  g_autofree char *dir = g_build_filename (parent, "own", NULL);
  g_autofree char *program = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "src", "server", "pilotage-portal", NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error, program,
                                                          "--data", dir, "--listen", "127.0.0.1:0", NULL);
      g_autofree char *said = NULL;

      g_assert_no_error (error);
      g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      g_assert_nonnull (strstr (said, "--create-company"));
      if (i == 0)
        {
          g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
          pilot_portal_db_free (open_db (dir)); /* now there is a file, and no company in it */
        }
    }
}

/* Killed anywhere: all of it is there, or no company at all, and the next try makes it. */
static void
test_killed (void)
{
  for (guint i = 0; i < (pilot_test_is_long () ? 60 : 8); i++)
    {
      g_autofree char *dir = pilot_test_make_dir ();
      g_autoptr (GSubprocess) process = start_making (dir, NULL);
      g_autoptr (GError) error = NULL;
      gint64 n_companies;

      g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), PASSWORD "\n", strlen (PASSWORD) + 1, NULL, NULL, &error);
      g_assert_no_error (error);
      g_usleep (g_test_rand_int_range (0, 250000));
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      {
        g_autoptr (PilotPortalDb) db = open_db (dir);

        n_companies = count (db, "SELECT count(*) FROM company");
        g_assert_cmpint (count (db, "SELECT count(*) FROM member"), ==, n_companies);
        g_assert_cmpint (count (db, "SELECT count(*) FROM password"), ==, n_companies);
        g_assert_cmpint (count (db, "SELECT count(*) FROM stage"), ==, 9 * n_companies);
        g_assert_cmpint (count (db, "SELECT count(*) FROM settings"), ==, n_companies);
        g_assert_cmpint (count (db, "SELECT count(*) FROM audit_event"), ==, n_companies);
      }
      if (n_companies == 0)
        g_free (make (dir, PASSWORD, 0, NULL));
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/new-company/its first admin signs in and works", test_made_and_served);
  g_test_add_func ("/server/new-company/it has what every company has", test_whole);
  g_test_add_func ("/server/new-company/what can't be meant makes nothing", test_refused);
  g_test_add_func ("/server/new-company/a folder holds one company", test_not_twice);
  g_test_add_func ("/server/new-company/a portal without a company is not served", test_nobody_serves_nothing);
  g_test_add_func ("/server/new-company/killed while it is made, it is there whole or not at all", test_killed);
  return g_test_run ();
}
