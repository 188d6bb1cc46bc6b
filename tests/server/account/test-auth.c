/* test-auth.c: signing in and out, tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-database.h"
#include "pilot-demo.h"
#include "pilot-raw-client.h"
#include "pilot-test.h"

#include <string.h>

#define NO_ONE "00000000-0000-4000-8000-000000000000"

static PilotTestPortal *portal;

static const char *
member_email (guint index)
{
  guint n_members = 0;

  return pilot_demo_get_members (&n_members)[index].email;
}

static PilotTestAnswer *
sign_in (PilotTestPortal *self, const char *email, const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"%s\",\"label\":\"a test\"}", email, password);

  return pilot_test_portal_request (self, "POST", "/v1/sign-in", NULL, body, NULL);
}

static char *
dup_member (PilotTestAnswer *answer, const char *name)
{
  return g_strdup (json_object_get_string_member (pilot_test_answer_get_object (answer), name));
}

static guint
status_of (const char *path, const char *token)
{
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "GET", path, token, NULL, NULL);

  return answer->status;
}

static void
test_sign_in (void)
{
  g_autoptr (PilotTestAnswer) answer = sign_in (portal, member_email (0), PILOT_DEMO_PASSWORD);
  g_autoptr (PilotTestAnswer) me = NULL;
  g_autoptr (PilotTestAnswer) out = NULL;
  g_autofree char *token = NULL;
  JsonObject *object;

  pilot_test_assert_status (answer, 200);
  token = dup_member (answer, "token");
  g_assert_cmpuint (strlen (token), >=, 43);
  me = pilot_test_portal_get (portal, "/v1/me", token);
  object = pilot_test_answer_get_object (me);
  g_assert_cmpstr (json_object_get_string_member (object, "role"), ==, "admin");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "member"), "email"), ==,
                   member_email (0));
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "company"), "entity"), ==, "company");
  g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (object, "epoch")));
  g_assert_cmpint (json_object_get_int_member (object, "revision"), >, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "capabilities")), ==, 5);
  out = pilot_test_portal_request (portal, "POST", "/v1/sign-out", token, NULL, NULL);
  pilot_test_assert_status (out, 204);
  g_assert_cmpuint (status_of ("/v1/me", token), ==, 401);
}

static void
test_any_case (void)
{
  g_autofree char *email = g_ascii_strup (member_email (0), -1);
  g_autoptr (PilotTestAnswer) answer = sign_in (portal, email, PILOT_DEMO_PASSWORD);

  pilot_test_assert_status (answer, 200);
}

static void
test_wrong (void)
{
  g_autoptr (PilotTestAnswer) wrong = sign_in (portal, member_email (1), "wrong");
  g_autoptr (PilotTestAnswer) unknown = sign_in (portal, "nobody@nowhere.example", "wrong");

  pilot_test_assert_status (wrong, 401);
  pilot_test_assert_status (unknown, 401);
  g_assert_cmpstr (pilot_test_answer_get_problem (wrong), ==, "unauthorized");
  g_assert_cmpstr (wrong->body, ==, unknown->body);
}

static void
test_bad_bodies (void)
{
  static const char *const bodies[] = {
    "{}", "[]", "null", "{\"email\":1,\"password\":\"x\"}", "{\"email\":\"a@b.c\"}", "{\"email\":\"a@b.c\",\"password\":null}",
    "{\"email\":\"a@b.c\",\"password\":{}}", "{\"email\":\"a@b.c\",\"password\":\"\"}", "{", "\xff", "",
    "{\"email\":\"a@b.c\",\"password\":\"x\",\"label\":7}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "POST", "/v1/sign-in", NULL, bodies[i], NULL);

      pilot_test_assert_status (answer, 422);
      g_assert_cmpstr (pilot_test_answer_get_problem (answer), ==, "invalid");
    }
}

static void
test_bad_tokens (void)
{
  static const char *const tokens[] = { "x", "", "pilot_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --" };
  g_autoptr (PilotTestAnswer) basic = pilot_test_portal_request (portal, "GET", "/v1/me", NULL, NULL, "Authorization",
                                                                 "Basic YTpi", NULL);
  g_autofree char *longer = g_strnfill (10000, 'x');

  pilot_test_assert_status (basic, 401);
  g_assert_true (g_str_has_prefix (pilot_test_answer_get_header (basic, "WWW-Authenticate"), "Bearer"));
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    g_assert_cmpuint (status_of ("/v1/me", tokens[i]), ==, 401);
  g_assert_cmpuint (status_of ("/v1/me", longer), ==, 401);
}

static void
test_brute_force (void)
{
  g_autoptr (PilotTestPortal) own = pilot_raw_start_small (NULL);
  guint waits[2] = { 0 };

  for (int i = 0; i < 5; i++)
    {
      g_autoptr (PilotTestAnswer) wrong = sign_in (own, member_email (0), "wrong");

      pilot_test_assert_status (wrong, 401);
    }
  for (int i = 0; i < 2; i++)
    {
      /* Now not even the right password is looked at. */
      g_autoptr (PilotTestAnswer) throttled = sign_in (own, member_email (0), PILOT_DEMO_PASSWORD);
      const char *retry = pilot_test_answer_get_header (throttled, "Retry-After");

      pilot_test_assert_status (throttled, 429);
      g_assert_cmpstr (pilot_test_answer_get_problem (throttled), ==, "throttled");
      g_assert_nonnull (retry);
      waits[i] = g_ascii_strtoull (retry, NULL, 10);
      g_assert_cmpint (json_object_get_int_member (pilot_test_answer_get_object (throttled), "retryAfterSecs"), ==, waits[i]);
      if (i == 0)
        {
          /* After the wait, one try; it fails, and the next wait is longer. */
          gboolean tried = FALSE;

          for (int j = 0; j < 200 && !tried; j++)
            {
              g_autoptr (PilotTestAnswer) again = sign_in (own, member_email (0), "wrong");

              tried = again->status == 401;
              if (!tried)
                g_usleep (20000);
            }
          g_assert_true (tried);
        }
    }
  g_assert_cmpuint (waits[0], ==, 1);
  g_assert_cmpuint (waits[1], ==, 2);
  /* Another account isn't locked out with it… */
  {
    g_autoptr (PilotTestAnswer) other = sign_in (own, member_email (1), PILOT_DEMO_PASSWORD);

    pilot_test_assert_status (other, 200);
  }
  /* …until the address has failed too often altogether. */
  for (int i = 0; i < 9; i++)
    {
      g_autofree char *email = g_strdup_printf ("nobody%d@nowhere.example", i);
      g_autoptr (PilotTestAnswer) wrong = sign_in (own, email, "wrong");

      pilot_test_assert_status (wrong, 401);
    }
  {
    g_autoptr (PilotTestAnswer) other = sign_in (own, member_email (1), PILOT_DEMO_PASSWORD);

    pilot_test_assert_status (other, 429);
  }
}

static void
test_tokens (void)
{
  const char *admin = pilot_test_portal_sign_in (portal, member_email (0));
  g_autoptr (PilotTestAnswer) made = pilot_test_portal_request (portal, "POST", "/v1/tokens", admin,
                                                                "{\"label\":\"nightly export\",\"expiresInSecs\":60}", NULL);
  g_autoptr (PilotTestAnswer) list = NULL;
  g_autoptr (PilotTestAnswer) ended = NULL;
  g_autoptr (PilotTestAnswer) again = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *token = NULL;

  pilot_test_assert_status (made, 201);
  id = dup_member (made, "id");
  token = dup_member (made, "token");
  g_assert_cmpuint (status_of ("/v1/me", token), ==, 200);
  list = pilot_test_portal_get (portal, "/v1/tokens?limit=1000", admin);
  g_assert_nonnull (strstr (list->body, id));
  g_assert_null (strstr (list->body, token));
  path = g_strconcat ("/v1/tokens/", id, NULL);
  ended = pilot_test_portal_request (portal, "DELETE", path, admin, NULL, NULL);
  pilot_test_assert_status (ended, 204);
  g_assert_cmpuint (status_of ("/v1/me", token), ==, 401);
  again = pilot_test_portal_request (portal, "DELETE", path, admin, NULL, NULL);
  pilot_test_assert_status (again, 404);
}

static void
test_token_pages (void)
{
  const char *auditor = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_AUDITOR);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = g_strdup ("");

  for (int i = 0; i < 4; i++)
    {
      g_autoptr (PilotTestAnswer) made = pilot_test_portal_request (portal, "POST", "/v1/tokens", auditor, "{\"label\":\"x\"}", NULL);

      pilot_test_assert_status (made, 201);
    }
  while (cursor != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/v1/tokens?limit=2&cursor=%s", cursor);
      g_autoptr (PilotTestAnswer) page = pilot_test_portal_get (portal, path, auditor);
      JsonArray *items = json_object_get_array_member (pilot_test_answer_get_object (page), "items");

      for (guint i = 0; i < json_array_get_length (items); i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (json_object_get_string_member (json_array_get_object_element (items, i),
                                                                                        "id"))));
      g_free (cursor);
      cursor = json_object_get_null_member (pilot_test_answer_get_object (page), "next") ? NULL : dup_member (page, "next");
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 5);
}

static void
test_token_expires (void)
{
  const char *admin = pilot_test_portal_sign_in (portal, member_email (0));
  g_autoptr (PilotTestAnswer) made = pilot_test_portal_request (portal, "POST", "/v1/tokens", admin,
                                                                "{\"label\":\"short\",\"expiresInSecs\":1}", NULL);
  g_autofree char *token = dup_member (made, "token");

  g_assert_cmpuint (status_of ("/v1/me", token), ==, 200);
  PILOT_TEST_WAIT_UNTIL (status_of ("/v1/me", token) == 401);
}

static void
test_bad_token_bodies (void)
{
  static const char *const bodies[] = {
    "{}", "{\"label\":\"x\",\"expiresInSecs\":0}", "{\"label\":\"x\",\"expiresInSecs\":99999999999}",
    "{\"label\":\"x\",\"expiresInSecs\":1.5}", "{\"label\":\"x\",\"expiresInSecs\":\"1\"}",
    "{\"label\":\"x\",\"memberId\":\"nobody\"}",
    "{\"label\":\"x\",\"memberId\":\"" NO_ONE "\",\"recruiterId\":\"" NO_ONE "\"}",
  };
  const char *admin = pilot_test_portal_sign_in (portal, member_email (0));

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "POST", "/v1/tokens", admin, bodies[i], NULL);

      pilot_test_assert_status (answer, 422);
    }
}

/* Somebody else's tokens: an admin's business alone. */
static void
test_others_tokens (void)
{
  const char *admin = pilot_test_portal_sign_in (portal, member_email (0));
  const char *lead = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_TA_LEAD);
  g_autoptr (PilotTestAnswer) me = pilot_test_portal_get (portal, "/v1/me", admin);
  g_autoptr (PilotTestAnswer) lead_me = pilot_test_portal_get (portal, "/v1/me", lead);
  const char *admin_id = json_object_get_string_member (
    json_object_get_object_member (pilot_test_answer_get_object (me), "member"), "id");
  const char *lead_id = json_object_get_string_member (
    json_object_get_object_member (pilot_test_answer_get_object (lead_me), "member"), "id");
  g_autofree char *for_admin = g_strdup_printf ("{\"label\":\"x\",\"memberId\":\"%s\"}", admin_id);
  g_autofree char *for_lead = g_strdup_printf ("{\"label\":\"x\",\"memberId\":\"%s\"}", lead_id);
  g_autoptr (PilotTestAnswer) refused = pilot_test_portal_request (portal, "POST", "/v1/tokens", lead, for_admin, NULL);
  g_autoptr (PilotTestAnswer) own = pilot_test_portal_request (portal, "POST", "/v1/tokens", admin, "{\"label\":\"x\"}", NULL);
  g_autoptr (PilotTestAnswer) given = pilot_test_portal_request (portal, "POST", "/v1/tokens", admin, for_lead, NULL);
  g_autoptr (PilotTestAnswer) list = pilot_test_portal_get (portal, "/v1/tokens?limit=1000", lead);
  g_autofree char *own_id = dup_member (own, "id");
  g_autofree char *given_id = dup_member (given, "id");
  g_autofree char *given_token = dup_member (given, "token");
  g_autofree char *path = g_strconcat ("/v1/tokens/", own_id, NULL);
  g_autoptr (PilotTestAnswer) hidden = pilot_test_portal_request (portal, "DELETE", path, lead, NULL, NULL);
  g_autoptr (PilotTestAnswer) role = pilot_test_portal_get (portal, "/v1/me", given_token);

  pilot_test_assert_status (refused, 403);
  g_assert_null (strstr (list->body, own_id));
  g_assert_nonnull (strstr (list->body, given_id));
  pilot_test_assert_status (hidden, 404);
  g_assert_cmpstr (json_object_get_string_member (pilot_test_answer_get_object (role), "role"), ==, "ta_lead");
}

static void
test_recruiter (void)
{
  const char *token = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_RECRUITER);
  g_autoptr (PilotTestAnswer) me = pilot_test_portal_get (portal, "/v1/me", token);
  JsonObject *object = pilot_test_answer_get_object (me);

  g_assert_cmpstr (json_object_get_string_member (object, "role"), ==, "recruiter");
  g_assert_true (json_object_get_null_member (object, "member"));
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "recruiter"), "entity"), ==, "recruiter");
}

/* Runs SQL on the portal's data, beside it. */
static void
alter_data (const char *sql)
{
  g_autofree char *path = g_build_filename (pilot_test_portal_get_data_dir (portal), "portal.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) database = pilot_database_open (path, 0, 0, &error);

  g_assert_no_error (error);
  g_assert_true (pilot_database_exec (database, sql, &error));
}

static void
test_recruiter_notes (void)
{
  const char *token = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_RECRUITER);
  g_autoptr (PilotTestAnswer) me = NULL;

  alter_data ("UPDATE recruiter SET notes = 'internal'");
  me = pilot_test_portal_get (portal, "/v1/me", token);
  pilot_test_assert_status (me, 200);
  g_assert_nonnull (strstr (me->body, "\"recruiter\":{"));
  g_assert_null (strstr (me->body, "internal"));
}

static void
test_deactivated (void)
{
  const char *operator_token = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_OPERATOR);
  guint n_members = 0;
  const PilotDemoMember *members = pilot_demo_get_members (&n_members);
  const char *email = members[n_members - 1].email;
  g_autoptr (PilotTestAnswer) answer = NULL;

  g_assert_cmpstr (members[n_members - 1].role, ==, "operator");
  g_assert_cmpuint (status_of ("/v1/me", operator_token), ==, 200);
  alter_data ("UPDATE member SET active = 0 WHERE role = 'operator'");
  g_assert_cmpuint (status_of ("/v1/me", operator_token), ==, 401);
  answer = sign_in (portal, email, PILOT_DEMO_PASSWORD);
  pilot_test_assert_status (answer, 401);
  alter_data ("UPDATE member SET active = 1 WHERE role = 'operator'");
  g_assert_cmpuint (status_of ("/v1/me", operator_token), ==, 200);
}

/* A member can't be given the role of an agency's user: what such a one may see hangs on a recruiter's record. */
static void
test_member_as_recruiter (void)
{
  const char *auditor = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_AUDITOR);

  alter_data ("UPDATE member SET role = 'recruiter' WHERE role = 'auditor'");
  g_assert_cmpuint (status_of ("/v1/me", auditor), ==, 401);
  alter_data ("UPDATE member SET role = 'auditor' WHERE role = 'recruiter'");
  g_assert_cmpuint (status_of ("/v1/me", auditor), ==, 200);
}

static void
test_stored_hashed (void)
{
  const char *token = pilot_test_portal_sign_in (portal, member_email (0));

  for (const char *const *name = (const char *const[]){ "portal.db", "portal.db-wal", NULL }; *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (pilot_test_portal_get_data_dir (portal), *name, NULL);
      g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

      g_assert_nonnull (file);
      for (const char *const *secret
           = (const char *const[]){ token, pilot_test_portal_get_token (portal), PILOT_DEMO_PASSWORD, NULL };
           *secret != NULL; secret++)
        g_assert_null (memmem (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), *secret, strlen (*secret)));
    }
}

/* Runs the portal's program on @dir; returns its output, where it fails its words too, (transfer full). */
static char *
run_program (const char *dir, const char *option, const char *value, const char *input, int expected_status)
{
  g_autofree char *program = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "src", "server", "pilotage-portal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                        | (expected_status != 0 ? G_SUBPROCESS_FLAGS_STDERR_MERGE : G_SUBPROCESS_FLAGS_STDERR_SILENCE),
                                                      &error, program, "--data", dir, option, value, NULL);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, expected_status);
  return output;
}

static void
test_command_line (void)
{
  g_autoptr (PilotTestPortal) own = pilot_raw_start_small (NULL);
  const char *dir = pilot_test_portal_get_data_dir (own);
  g_autofree char *mistyped = g_strconcat (dir, "-mistyped", NULL);
  g_autofree char *old_host = g_strdup (pilot_test_portal_get_token (own));
  g_autofree char *signed_in = g_strdup (pilot_test_portal_sign_in (own, member_email (0)));
  g_autofree char *token = NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *nowhere = NULL;
  g_autofree char *nothing = NULL;

  /* A folder that holds no portal is told, and not made. */
  nowhere = run_program (mistyped, "--create-token", member_email (0), NULL, 1);
  g_assert_nonnull (strstr (nowhere, mistyped));
  g_free (run_program (mistyped, "--set-password", member_email (0), "a new password\n", 1));
  /* Nor is what would be passed over: a demo company is asked for, but not by name; none has so few. */
  g_free (run_program (mistyped, "--agencies", "5", NULL, 2));
  g_free (run_program (mistyped, "--seed-stage", "migrated", NULL, 2));
  nothing = run_program (mistyped, "--seed-demo", "--candidates=-5", NULL, 2);
  g_assert_nonnull (strstr (nothing, "--candidates"));
  g_assert_false (g_file_test (mistyped, G_FILE_TEST_EXISTS));

  /* While the portal runs, its data is locked; who is refused is told what to do. */
  refusal = run_program (dir, "--create-token", member_email (0), NULL, 1);
  g_assert_nonnull (strstr (refusal, dir));
  g_assert_nonnull (strstr (refusal, "POST /v1/tokens"));
  pilot_test_portal_stop (own);
  token = g_strstrip (run_program (dir, "--create-token", member_email (1), NULL, 0));
  g_free (run_program (dir, "--create-token", "nobody@nowhere.example", NULL, 1));
  g_free (run_program (dir, "--set-password", member_email (0), "a new password\n", 0));
  g_free (run_program (dir, "--set-password", member_email (0), "short\n", 1));
  pilot_test_portal_restart (own);
  {
    g_autoptr (PilotTestAnswer) me = pilot_test_portal_get (own, "/v1/me", token);
    g_autoptr (PilotTestAnswer) old_token = pilot_test_portal_request (own, "GET", "/v1/me", signed_in, NULL, NULL);
    g_autoptr (PilotTestAnswer) host = pilot_test_portal_request (own, "GET", "/v1/me", old_host, NULL, NULL);
    g_autoptr (PilotTestAnswer) old = sign_in (own, member_email (0), PILOT_DEMO_PASSWORD);
    g_autoptr (PilotTestAnswer) new = sign_in (own, member_email (0), "a new password");

    g_assert_nonnull (strstr (me->body, member_email (1)));
    pilot_test_assert_status (old_token, 401);
    pilot_test_assert_status (host, 200);
    pilot_test_assert_status (old, 401);
    pilot_test_assert_status (new, 200);
  }
}

static void
test_host_token_replaced (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (PilotTestPortal) first = pilot_test_portal_start (dir, NULL);
  g_autofree char *old = g_strdup (pilot_test_portal_get_token (first));
  g_autoptr (PilotTestPortal) second = NULL;
  g_autoptr (PilotTestAnswer) answer = NULL;

  pilot_test_portal_stop (first);
  second = pilot_test_portal_start (dir, NULL);
  answer = pilot_test_portal_request (second, "GET", "/v1/me", old, NULL, NULL);
  pilot_test_assert_status (answer, 401);
}

static void
test_audit (void)
{
  const char *admin = pilot_test_portal_sign_in (portal, member_email (0));
  g_autoptr (PilotTestAnswer) list = pilot_test_portal_get (portal, "/v1/audit-events?limit=1000", admin);

  g_assert_nonnull (strstr (list->body, "account.sign-in"));
  g_assert_nonnull (strstr (list->body, "token.create"));
  g_assert_nonnull (strstr (list->body, "token.revoke"));
  /* The chain says who by id; names and addresses stay out of it. */
  g_assert_null (strstr (list->body, "@"));
}

int
main (int argc, char **argv)
{
  int status;

  pilot_test_init (&argc, &argv);
  portal = pilot_raw_start_small (NULL);
  g_test_add_func ("/server/auth/a member signs in, is known, and signs out", test_sign_in);
  g_test_add_func ("/server/auth/the address may be typed in any case", test_any_case);
  g_test_add_func ("/server/auth/a wrong password and an unknown address look the same", test_wrong);
  g_test_add_func ("/server/auth/a sign-in that says nothing sensible is refused", test_bad_bodies);
  g_test_add_func ("/server/auth/a token that is none lets nobody in", test_bad_tokens);
  g_test_add_func ("/server/auth/guessing is slowed for each account and each address", test_brute_force);
  g_test_add_func ("/server/auth/a token is made, used, listed and revoked", test_tokens);
  g_test_add_func ("/server/auth/tokens are listed in pages", test_token_pages);
  g_test_add_func ("/server/auth/a token expires", test_token_expires);
  g_test_add_func ("/server/auth/a token that can't be is refused", test_bad_token_bodies);
  g_test_add_func ("/server/auth/others' tokens are an admin's business", test_others_tokens);
  g_test_add_func ("/server/auth/an agency's user is known by its own record", test_recruiter);
  g_test_add_func ("/server/auth/an agency's user is not told the company's notes on him", test_recruiter_notes);
  g_test_add_func ("/server/auth/who is deactivated is out at once", test_deactivated);
  g_test_add_func ("/server/auth/a member is never taken for an agency's user", test_member_as_recruiter);
  g_test_add_func ("/server/auth/neither tokens nor passwords are stored readable", test_stored_hashed);
  g_test_add_func ("/server/auth/the command line makes tokens and sets passwords", test_command_line);
  g_test_add_func ("/server/auth/the starter's token is good for one start", test_host_token_replaced);
  g_test_add_func ("/server/auth/the audit chain tells of it without names", test_audit);
  status = g_test_run ();
  pilot_test_portal_free (portal);
  return status;
}
