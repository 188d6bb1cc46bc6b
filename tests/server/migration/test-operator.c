/* test-operator.c: `pilotage-portal operator …`, and two admins at once, over a running portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-name-uuid.h"
#include "pilot-test-portal.h"
#include "pilot-test.h"

#include <string.h>
#include <sys/wait.h>

#define RUN_NAME "All the rest"
#define NAME "{\"arguments\":{\"company_name\":\"Meridian Foods\"}}"
#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define SMALL "--agencies", "20", "--recruiters", "40", "--jobs", "12", "--candidates", "60"

static PilotTestPortal *
start (const char *stage)
{
  return pilot_test_portal_start (NULL, (const char *[]) { "--seed-demo", SMALL, "--seed-stage", stage, NULL });
}

/* What the program printed, both ways. */
typedef struct
{
  int status;
  char *out; /* (owned) */
  char *err; /* (owned) */
} Said;

static void
said_clear (Said *self)
{
  g_free (self->out);
  g_free (self->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

/* Writes the token into a file and runs "operator @words". */
static void
run_operator (PilotTestPortal *portal, const char *token, Said *said, ...)
{
  g_autofree char *program = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "src", "server", "pilotage-portal", NULL);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *token_file = g_build_filename (dir, "token", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *word;
  va_list words;
  int wait_status;

  g_assert_true (g_file_set_contents (token_file, token, -1, NULL));
  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "operator");
  g_ptr_array_add (argv, (gpointer) "--portal");
  g_ptr_array_add (argv, (gpointer) pilot_test_portal_get_address (portal));
  g_ptr_array_add (argv, (gpointer) "--token-file");
  g_ptr_array_add (argv, token_file);
  va_start (words, said);
  while ((word = va_arg (words, const char *)) != NULL)
    g_ptr_array_add (argv, (gpointer) word);
  va_end (words);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said->out, &said->err, &wait_status, &error);
  g_assert_no_error (error);
  said->status = WIFEXITED (wait_status) ? WEXITSTATUS (wait_status) : -1;
}

static PilotTestAnswer *
command (PilotTestPortal *portal, const char *token, const char *name, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/commands/%s", name);

  return pilot_test_portal_request (portal, "POST", path, token, body, NULL);
}

static void
expect (PilotTestPortal *portal, const char *token, const char *name, const char *body, guint status)
{
  g_autoptr (PilotTestAnswer) answer = command (portal, token, name, body);

  pilot_test_assert_status (answer, status);
}

/* (transfer full): a member of the production run. */
static char *
dup_run_text (PilotTestPortal *portal, const char *member)
{
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (portal, "/v1/runs?kind=production", pilot_test_portal_get_token (portal));
  JsonArray *items = json_object_get_array_member (pilot_test_answer_get_object (answer), "items");

  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  return g_strdup (json_object_get_string_member (json_array_get_object_element (items, 0), member));
}

static void
test_operator_executes_over_the_command_line (void)
{
  g_autoptr (PilotTestPortal) portal = start ("scheduled");
  const char *operator = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_OPERATOR);
  g_autofree char *id = dup_run_text (portal, "id");
  /* A Friday of 2032: the day has not come, whenever this is run. */
  g_autofree char *later = g_strdup_printf ("{\"arguments\":{\"run_id\":\"%s\",\"date\":\"2032-01-09\"}}", id);
  g_autofree char *state = NULL;
  g_auto (Said) list = { 0 };
  g_auto (Said) enabled = { 0 };
  g_auto (Said) early = { 0 };
  g_auto (Said) no_reason = { 0 };
  g_auto (Said) cancelled = { 0 };

  expect (portal, pilot_test_portal_get_token (portal), "schedule-run", later, 200);
  run_operator (portal, operator, &list, "runs", NULL);
  g_assert_cmpint (list.status, ==, 0);
  g_assert_nonnull (strstr (list.out, "\tscheduled\t" RUN_NAME "\t\n"));
  g_assert_nonnull (strstr (list.out, id));
  run_operator (portal, operator, &enabled, "enable", NULL);
  g_assert_cmpint (enabled.status, ==, 0);
  g_assert_true (g_str_has_prefix (enabled.out, "subscribed_at: "));
  run_operator (portal, operator, &early, "start", RUN_NAME, NULL);
  g_assert_cmpint (early.status, ==, 1);
  g_assert_nonnull (strstr (early.err, "has not come"));
  run_operator (portal, operator, &no_reason, "cancel", id, NULL);
  g_assert_cmpint (no_reason.status, ==, 1);
  g_assert_nonnull (strstr (no_reason.err, "--reason"));
  run_operator (portal, operator, &cancelled, "cancel", RUN_NAME, "--reason", "Another Friday", NULL);
  g_assert_cmpint (cancelled.status, ==, 0);
  g_assert_nonnull (strstr (cancelled.out, "state: cancelled\n"));
  state = dup_run_text (portal, "state");
  g_assert_cmpstr (state, ==, "cancelled");
}

static void
test_who_is_not_the_operator_is_refused (void)
{
  g_autoptr (PilotTestPortal) portal = start ("scheduled");
  g_auto (Said) admin = { 0 };
  g_auto (Said) nobody = { 0 };
  g_auto (Said) unknown_run = { 0 };
  g_auto (Said) unknown_word = { 0 };

  run_operator (portal, pilot_test_portal_get_token (portal), &admin, "start", RUN_NAME, NULL);
  g_assert_cmpint (admin.status, ==, 1);
  g_assert_nonnull (strstr (admin.err, "may not give that command"));
  run_operator (portal, "nonsense", &nobody, "runs", NULL);
  g_assert_cmpint (nobody.status, ==, 1);
  run_operator (portal, pilot_test_portal_sign_in_as (portal, PILOT_ROLE_OPERATOR), &unknown_run, "accept", "No such run", NULL);
  g_assert_cmpint (unknown_run.status, ==, 1);
  run_operator (portal, "nonsense", &unknown_word, "approve", RUN_NAME, NULL);
  g_assert_cmpint (unknown_word.status, ==, 1);
  g_assert_nonnull (strstr (unknown_word.err, "operator runs"));
}

/* A command on its way from another thread. */
typedef struct
{
  PilotTestPortal *portal;
  const char *token;
  const char *name;
  const char *body;
  guint status;
} Sending;

static gpointer
send_cb (gpointer data)
{
  Sending *sending = data;
  g_autoptr (PilotTestAnswer) answer = command (sending->portal, sending->token, sending->name, sending->body);

  sending->status = answer->status;
  return NULL;
}

/* Both at once; asserts that one wins and the other is refused plainly. */
static void
race (PilotTestPortal *portal, const char *one, const char *other, const char *name, const char *body)
{
  Sending sendings[] = { { portal, one, name, body }, { portal, other, name, body } };
  GThread *threads[G_N_ELEMENTS (sendings)];

  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++)
    threads[i] = g_thread_new ("admin", send_cb, &sendings[i]);
  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (MIN (sendings[0].status, sendings[1].status), ==, 200);
  g_assert_cmpuint (MAX (sendings[0].status, sendings[1].status), ==, 409);
}

static void
write_record (PilotTestPortal *portal, const char *token, const char *path, const char *body)
{
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "PUT", path, token, body, "If-None-Match", "*", NULL);

  pilot_test_assert_status (answer, 201);
}

static gint64
count (PilotTestPortal *portal, const char *collection)
{
  g_autofree char *path = g_strdup_printf ("/v1/%s?limit=500", collection);
  gint64 n = 0;

  while (path != NULL)
    {
      g_autoptr (PilotTestAnswer) page = pilot_test_portal_get (portal, path, pilot_test_portal_get_token (portal));
      JsonObject *object = pilot_test_answer_get_object (page);

      n += json_array_get_length (json_object_get_array_member (object, "items"));
      g_free (path);
      path = json_object_get_null_member (object, "next") ?
               NULL :
               g_strdup_printf ("/v1/%s?limit=500&cursor=%s", collection, json_object_get_string_member (object, "next"));
    }
  return n;
}

/* All that the gate asks for. */
static void
prepare_gate (PilotTestPortal *portal, const char *admin)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autofree char *path = g_strdup_printf ("/v1/projects/%s", id);
  g_autoptr (PilotTestAnswer) project = pilot_test_portal_get (portal, path, admin);
  g_autoptr (PilotTestAnswer) decided = pilot_test_portal_request (
    portal, "PATCH", path, admin, "{\"history\":\"legacy\",\"onHold\":\"in\",\"transferred\":\"out\"}", "If-Match",
    pilot_test_answer_get_header (project, "ETag"), NULL);
  g_autoptr (PilotTestAnswer) snapshot G_GNUC_UNUSED = NULL;
  g_autofree char *body = NULL;

  pilot_test_assert_status (decided, 200);
  expect (portal, pilot_test_portal_sign_in_as (portal, PILOT_ROLE_OPERATOR), "enable-subscription", "{\"arguments\":{}}", 200);
  write_record (portal, admin, "/v1/runs/00000000-0000-4000-8000-0000000000a1",
                "{\"name\":\"All\",\"kind\":\"production\",\"choice\":\"all\",\"history\":\"legacy\",\"onHold\":\"in\",\"transferred\":\"out\"}");
  write_record (portal, admin, "/v1/checks/00000000-0000-4000-8000-0000000000a2", "{\"rule\":\"recruiter-email\",\"outcome\":\"passed\"}");
  write_record (portal, admin, "/v1/steps/00000000-0000-4000-8000-0000000000a3",
                "{\"key\":\"a3-checks\",\"state\":\"done\",\"note\":\"Known\"}");
  body = g_strdup_printf ("{\"arguments\":{\"revision\":\"%" G_GINT64_FORMAT "\",\"sha256\":\"" SHA "\",\"counts\":\"agency %" G_GINT64_FORMAT
                          ", recruiter %" G_GINT64_FORMAT ", job %" G_GINT64_FORMAT ", assignment %" G_GINT64_FORMAT
                          ", candidate %" G_GINT64_FORMAT "\"}}",
                          json_object_get_int_member (pilot_test_answer_get_object (decided), "revision"), count (portal, "agencies"),
                          count (portal, "recruiters"), count (portal, "jobs"), count (portal, "assignments"), count (portal, "candidates"));
  expect (portal, admin, "record-snapshot", body, 200);
}

static void
test_two_admins_pass_the_gate_at_once (void)
{
  g_autoptr (PilotTestPortal) portal = start ("before-phase-a");
  const char *maya = pilot_test_portal_sign_in (portal, "maya.brennan@meridian.example");
  const char *tomas = pilot_test_portal_sign_in (portal, "tomas.rivera@meridian.example");
  g_autoptr (PilotTestAnswer) events = NULL;

  prepare_gate (portal, maya);
  race (portal, maya, tomas, "pass-gate", NAME);
  expect (portal, tomas, "consent-gate", NAME, 409);
  events = pilot_test_portal_get (portal, "/v1/audit-events?limit=200", maya);
  g_assert_nonnull (strstr (events->body, "\"gate.pass\""));
  g_assert_null (strstr (strstr (events->body, "\"gate.pass\"") + 1, "\"gate.pass\""));
}

static void
test_two_admins_cancel_at_once (void)
{
  g_autoptr (PilotTestPortal) portal = start ("scheduled");
  g_autofree char *id = dup_run_text (portal, "id");
  g_autofree char *body = g_strdup_printf ("{\"arguments\":{\"run_id\":\"%s\",\"reason\":\"Too early\"}}", id);

  race (portal, pilot_test_portal_sign_in (portal, "maya.brennan@meridian.example"),
        pilot_test_portal_sign_in (portal, "tomas.rivera@meridian.example"), "cancel-run", body);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/operator/the operator executes over the command line", test_operator_executes_over_the_command_line);
  g_test_add_func ("/server/operator/who is not the operator is refused", test_who_is_not_the_operator_is_refused);
  g_test_add_func ("/server/operator/two admins pass the gate at once, and one does", test_two_admins_pass_the_gate_at_once);
  g_test_add_func ("/server/operator/two admins cancel at once, and one does", test_two_admins_cancel_at_once);
  return g_test_run ();
}
