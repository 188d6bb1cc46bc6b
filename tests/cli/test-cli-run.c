/* test-cli-run.c: a migration run ordered, followed and looked at by a script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-portal.h"
#include "pilot-test.h"

#include <string.h>

static const char *cli_program;

typedef struct
{
  PilotTestPortal *portal; /* (owned) */
  char *dir;               /* (owned) */
  char *out;               /* (owned) (nullable): of the last call */
  char *err;               /* (owned) (nullable) */
} Fixture;

/* Calls the program, and asserts what it ends with; "%" stands for the test's folder. */
static void
call (Fixture *self, int status, const char *line)
{
  static const char *const homes[] = { "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };
  g_auto (GStrv) halves = g_strsplit (line, "%", -1);
  g_autofree char *command = g_strjoinv (self->dir, halves);
  g_autofree char *whole = g_strdup_printf ("timeout 60 '%s' %s --portal %s --token-file %s/token --cache %s/cache", cli_program, command,
                                            pilot_test_portal_get_address (self->portal), self->dir, self->dir);
  g_auto (GStrv) env = g_get_environ ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  int wait_status, ended;

  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  g_assert_true (g_shell_parse_argv (whole, NULL, &argv, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    env = g_environ_setenv (env, homes[i], self->dir, TRUE);
  g_assert_true (g_spawn_sync (NULL, argv, env, G_SPAWN_SEARCH_PATH, NULL, NULL, &self->out, &self->err, &wait_status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (wait_status, &error) || error->domain == G_SPAWN_EXIT_ERROR);
  ended = error != NULL ? error->code : 0;
  if (ended != status)
    g_error ("“%s” ended with %d, not %d: %s%s", line, ended, status, self->out, self->err);
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in “%s”", part, text);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *token = NULL;

  self->portal = pilot_test_portal_start (NULL, (const char *[]){ "--seed-demo", "--seed-stage", data, "--agencies", "30", "--recruiters",
                                                                  "60", "--jobs", "20", "--candidates", "200", "--demo-operator", NULL });
  self->dir = pilot_test_make_dir ();
  token = g_build_filename (self->dir, "token", NULL);
  g_assert_true (g_file_set_contents (token, pilot_test_portal_get_token (self->portal), -1, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pilot_test_portal_free (self->portal);
  g_free (self->dir);
  g_free (self->out);
  g_free (self->err);
}

static void
create (Fixture *self)
{
  call (self, 0, "run create --name First --kind pilot --history legacy --on-hold in --transferred out --json");
  assert_says (self->out, "\"kind\":\"pilot\"");
  assert_says (self->out, "\"choice\":\"chosen\"");
}

static char *
dup_line (const char *text, guint n)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), >, n);
  return g_strdup (lines[n]);
}

/* Whoever gets the file can check it. */
static void
assert_is_told (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  g_autofree char *sha256 = NULL;
  g_autofree char *told = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
  told = g_strdup_printf ("\"fileSha256\":\"%s\"", sha256);
  assert_says (self->out, told);
}

static void
test_usage (Fixture *self, gconstpointer data)
{
  call (self, 2, "run conquer");
  assert_says (self->err, "It is one of: list, ");
  call (self, 2, "run");
  assert_says (self->err, "It is one of: list, ");
  call (self, 2, "run show");
  assert_says (self->err, "“run show” needs one run's name");
  call (self, 2, "run compare First");
  assert_says (self->err, "two runs");
  call (self, 2, "run list First");
  /* Options may come first. */
  call (self, 0, "run --json list");
  call (self, 2, "run create --name First");
  call (self, 2, "run create --name First --kind journey");
  /* What would be passed over in silence is no part of a script. */
  call (self, 2, "run check First --rule-off 'agency-email: known'");
  assert_says (self->err, "“run check” takes no --rule-off.");
  call (self, 2, "run change First --kind production");
  call (self, 2, "run list --timeout 5");
  call (self, 2, "run request First --effort-known");
  call (self, 7, "run show Nobody");
  call (self, 7, "scope Nobody");
  /* The demo company is in production. */
  call (self, 6, "run create --name Test --kind full_test");
  assert_says (self->err, "sandbox");
  create (self);
  call (self, 2, "run approve First");
  call (self, 2, "run schedule First");
  call (self, 2, "scope First --all --none");
  call (self, 6, "run request First");
  call (self, 7, "run change First --on-hold perhaps");
  create (self);
  call (self, 7, "run show First");
  assert_says (self->err, "Several runs");
}

/* A script can't order what the company has not decided: the plan's reason is told, and the run stays as it is. */
static void
test_too_early (Fixture *self, gconstpointer data)
{
  create (self);
  call (self, 0, "scope First --all");
  call (self, 0, "run change First --rule-off 'recruiter-email: known' --rule-off 'recruiter-email-shared: known' --rule-off "
                 "'candidate-owner: known' --rule-off 'candidate-job: known' --rule-off 'mapping-missing: known' --rule-off "
                 "'job-process: known' --rule-off 'candidate-stage: known' --rule-off 'recruiter-agency: known'");
  call (self, 0, "run check First");
  call (self, 6, "run request First");
  assert_says (self->err, "The Advanced Agency Portal is not activated.");
  call (self, 0, "run show First --json");
  assert_says (self->out, "\"state\":\"checked\"");
}

static void
test_scope (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *path = g_build_filename (self->dir, "who.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *add = NULL;
  g_auto (GStrv) cells = NULL;

  create (self);
  call (self, 0, "list agencies --filter dataset=legacy --sort name --limit 3");
  first = dup_line (self->out, 1);
  cells = g_strsplit (first, "\t", 3);
  call (self, 0, "scope First --json");
  assert_says (self->out, "{\"kind\":\"agency\",\"status\":null,\"verdict\":\"\",\"records\":0,\"goes\":0,\"linked\":0,\"skipped\":0,\"leftBehind\":30}");
  add = g_strdup_printf ("scope First --add '%s' --json", cells[1]);
  call (self, 0, add);
  assert_says (self->out, "\"records\":1,\"goes\":1,\"linked\":0,\"skipped\":0,\"leftBehind\":29}");
  call (self, 0, "scope First --choices --json");
  assert_says (self->out, cells[0]);
  /* Every line of a file is answered, and those that choose nobody have a status of their own. */
  text = g_strdup_printf ("%s\nNobody at all\n", cells[1]);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  call (self, 3, "scope First --none --from-csv %/who.csv --save-list North");
  assert_says (self->err, "Line 2, “Nobody at all”: Not known");
  call (self, 0, "scope First --all --json");
  assert_says (self->out, "\"records\":30,\"goes\":30,");
  call (self, 0, "scope First --save-list Everybody --json");
  call (self, 0, "run list");
  assert_says (self->out, "A saved list of agencies.");
  call (self, 0, "scope First --none --json");
  assert_says (self->out, "\"leftBehind\":30}");
  call (self, 0, "scope First --take Everybody --json");
  assert_says (self->out, "\"records\":30,\"goes\":30,");
}

static void
test_whole_run (Fixture *self, gconstpointer data)
{
  g_autofree char *friday = NULL;
  g_autofree char *schedule = NULL;
  g_autofree char *path = g_build_filename (self->dir, "results.csv", NULL);
  g_autofree char *results = NULL;

  create (self);
  call (self, 0, "scope First --all --quiet");
  /* The demo company's data are not in order: a reason is given for what is left so. */
  call (self, 6, "run check First --json");
  assert_says (self->err, "Recruiters without a valid e-mail");
  call (self, 0, "run change First --rule-off 'recruiter-email: left behind' --rule-off 'recruiter-email-shared: known' --rule-off "
                 "'candidate-owner: left behind' --rule-off 'job-process: left behind' --rule-off 'candidate-stage: left behind' "
                 "--rule-off 'candidate-job: left behind' --rule-off 'recruiter-agency: left behind'");
  call (self, 0, "run check First --json");
  assert_says (self->out, "\"state\":\"checked\"");
  call (self, 0, "run manifest First --output %/expected.csv --json");
  assert_says (self->out, "\"sha256\":\"");
  assert_is_told (self, "expected.csv");
  /* The portal makes the same list: otherwise it would refuse. */
  call (self, 0, "run request First --json");
  assert_says (self->out, "\"state\":\"requested\"");
  /* The demo company's operator accepts it by himself; then it is the admin's turn. */
  call (self, 6, "run wait First --timeout 50 --json");
  assert_says (self->out, "\"state\":\"accepted\"");
  call (self, 0, "run fridays");
  friday = dup_line (self->out, 0);
  schedule = g_strdup_printf ("run schedule First --date %s --json", friday);
  call (self, 6, "run schedule First --date 2001-01-01");
  call (self, 0, schedule);
  assert_says (self->out, "\"state\":\"scheduled\"");
  /* Some candidates of the demo company have no agency or no job: they stay, and a person says so. */
  call (self, 6, "run wait First --timeout 50 --json");
  assert_says (self->out, "\"state\":\"completed_with_skipped\"");
  call (self, 0, "run results First --output %/results.csv --outcome skipped --json");
  assert_says (self->out, "{\"kind\":\"agency\",\"moved\":30,\"found\":30,");
  g_assert_true (g_file_get_contents (path, &results, NULL, NULL));
  assert_says (results, ",skipped,");
  g_assert_null (strstr (results, ",moved,"));
  call (self, 0, "run approve First --reason 'They were double.' --json");
  assert_says (self->out, "\"reason\":\"They were double.\"");
  call (self, 0, "run wait First");
  call (self, 6, "run cancel First --reason 'Too late.'");
  /* And all the rest: what was moved is linked. */
  call (self, 0, "run rest First --name Rest --json");
  assert_says (self->out, "\"choice\":\"rest\"");
  call (self, 0, "scope Rest --json");
  assert_says (self->out, "\"records\":30,\"goes\":0,\"linked\":30,");
  call (self, 0, "run compare First Rest");
  assert_says (self->out, "*\tKind\tPilot\tProduction");
  call (self, 0, "run delete Rest");
  call (self, 7, "run show Rest");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp (argv[i], "--cli") == 0)
      cli_program = argv[i + 1];
    else if (strcmp (argv[i], "--portal") == 0)
      g_setenv ("PILOT_PORTAL_PROGRAM", argv[i + 1], TRUE);
  g_assert_nonnull (cli_program);
#define ADD(name, func) g_test_add (name, Fixture, "after-phase-a", set_up, func, tear_down)
  ADD ("/cli-run/wrong calls and rules that stand against a run have their statuses", test_usage);
  g_test_add ("/cli-run/before the portal is activated nothing is ordered", Fixture, "before-phase-a", set_up, test_too_early, tear_down);
  ADD ("/cli-run/agencies are chosen by name, file, list and all at once", test_scope);
  ADD ("/cli-run/a run is ordered, followed to its end, approved, and the rest is linked", test_whole_run);
  return g_test_run ();
}
