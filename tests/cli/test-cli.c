/* test-cli.c: the command line's program, as a script calls it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-portal.h"
#include "pilot-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char *cli_program;
static char *data_dir; /* of the test that runs */
static const char *address; /* (nullable): of the portal of the test that runs */

typedef struct
{
  int status;
  char *out; /* (owned) */
  char *err; /* (owned) */
} Answer;

static void
answer_clear (Answer *self)
{
  g_free (self->out);
  g_free (self->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* Calls the program with the words of @line; % stands for the test's folder, @ for the portal's address. */
static void
call (Answer *answer, const char *line)
{
  g_auto (GStrv) halves = g_strsplit (line, "%", -1);
  g_autofree char *command = g_strjoinv (data_dir, halves);
  static const char *const homes[] = { "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };
  g_autofree char *schema_dir = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "data", NULL);
  g_auto (GStrv) env = g_get_environ ();
  g_auto (GStrv) parts = g_strsplit (command, "@", -1);
  g_autofree char *addressed = g_strjoinv (address != NULL ? address : "@", parts);
  /* 124: it hangs. */
  g_autofree char *whole = g_strdup_printf ("timeout 60 '%s' %s", cli_program, addressed);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  int wait_status;

  answer_clear (answer);
  *answer = (Answer){ 0 };
  g_assert_true (g_shell_parse_argv (whole, NULL, &argv, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    env = g_environ_setenv (env, homes[i], data_dir, TRUE);
  /* The application's settings are a file here, which a test can write. */
  env = g_environ_setenv (env, "GSETTINGS_BACKEND", "keyfile", TRUE);
  env = g_environ_setenv (env, "GSETTINGS_SCHEMA_DIR", schema_dir, TRUE);
  g_assert_true (g_spawn_sync (NULL, argv, env, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer->out, &answer->err, &wait_status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (wait_status, &error) || error->domain == G_SPAWN_EXIT_ERROR);
  answer->status = error != NULL ? error->code : 0;
  g_test_message ("%s → %d\n%s%s", command, answer->status, answer->out, answer->err);
}

static void
assert_call (Answer *answer, const char *line, int status)
{
  call (answer, line);
  if (answer->status != status)
    g_error ("“%s” ended with %d, not %d: %s%s", line, answer->status, status, answer->out, answer->err);
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in “%s”", part, text);
}

static void
assert_file_says (const char *name, const char *part)
{
  g_autofree char *path = g_build_filename (data_dir, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  assert_says (text, part);
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (data_dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
mend_file (const char *name, const char *was, const char *is)
{
  g_autofree char *path = g_build_filename (data_dir, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) mended = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  mended = g_string_new (text);
  g_assert_cmpuint (g_string_replace (mended, was, is, 1), ==, 1);
  g_assert_true (g_file_set_contents (path, mended->str, mended->len, NULL));
}

/* The first empty cell of each line but the first is filled with an address of its own. Returns how many lines there are. */
static guint
fill_addresses (const char *name)
{
  g_autofree char *path = g_build_filename (data_dir, name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) filled = g_string_new (NULL);
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (GString) line = g_string_new (lines[i]);
      g_autofree char *cell = g_strdup_printf (",filled%u@agency.example,", i);

      if (i > 0)
        n += g_string_replace (line, ",,", cell, 1);
      g_string_append_printf (filled, "%s\r\n", line->str);
    }
  g_assert_true (g_file_set_contents (path, filled->str, filled->len, NULL));
  return n;
}

static void
test_usage (void)
{
  g_auto (Answer) answer = { 0 };

  assert_call (&answer, "", 2);
  assert_says (answer.err, "Usage");
  assert_call (&answer, "--help", 0);
  assert_says (answer.out, "  4  nothing answers");
  /* The summaries stand below each other, whatever bytes are before them. */
  assert_says (answer.out, "\n  sync                                 Send what waits");
  assert_says (answer.out, "\n  run ACTION [RUN…]                    Order and follow");
  assert_call (&answer, "import --help", 0);
  assert_says (answer.out, "--dry-run");
  assert_says (answer.out, "  4  nothing answers");
  assert_call (&answer, "--version", 0);
  assert_says (answer.out, "pilotage-cli 0.");
  assert_call (&answer, "conquer", 2);
  assert_says (answer.err, "There is no command “conquer”.");
  assert_call (&answer, "import %/a.csv --demo", 2);
  assert_call (&answer, "import %/a.csv --entity agencies", 2);
  assert_call (&answer, "import %/a.csv --entity planets --demo", 2);
  assert_call (&answer, "import %/a.csv --entity members --demo", 2);
  assert_call (&answer, "list agencies --demo --files %", 2);
}

static void
test_filters (void)
{
  g_auto (Answer) answer = { 0 };

  assert_call (&answer, "list agencies --files % --filter Kerry", 2);
  assert_says (answer.err, "--filter takes FIELD=VALUE");
  assert_call (&answer, "list agencies --files % --filter town=Kerry", 2);
  assert_says (answer.err, "no field “town”");
  assert_says (answer.err, "dataset, name, ");
  assert_call (&answer, "list agencies --files % --sort -town", 2);
  assert_says (answer.err, "no field “town”");
  assert_call (&answer, "list agencies --files % --filter contractState=SLEEPY", 2);
  assert_says (answer.err, "It is one of: ");
}

static void
test_connection (void)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *settings = g_build_filename (data_dir, "glib-2.0", "settings", NULL);
  g_autofree char *cache = g_build_filename (data_dir, "pilotage", "11111111-2222-4333-8444-555555555555.cache", NULL);
  g_autofree char *lock = g_strconcat (cache, ".lock", NULL);
  g_autofree char *keys = g_strdup_printf (
    "[io/github/pilotage/Pilotage]\nconnections=[{'id': <'11111111-2222-4333-8444-555555555555'>, 'kind': <'files'>, "
    "'title': <'Our files'>, 'address': <'file://%s'>}, {'id': <'66666666-2222-4333-8444-555555555555'>, 'kind': <'files'>, "
    "'title': <'Twice'>}, {'id': <'77777777-2222-4333-8444-555555555555'>, 'kind': <'files'>, 'title': <'Twice'>}]\n",
    data_dir);
  int fd;

  assert_call (&answer, "list agencies --connection nobody", 2);
  assert_says (answer.err, "no connections yet");
  g_assert_cmpint (g_mkdir_with_parents (settings, 0700), ==, 0);
  write_file ("glib-2.0/settings/keyfile", keys);
  write_file ("agencies.csv", "Name,ID\nAlpha,1\n");
  assert_call (&answer, "list agencies --connection nobody", 2);
  assert_says (answer.err, "11111111-2222-4333-8444-555555555555  Our files");
  assert_call (&answer, "list agencies --connection twice", 2);
  assert_says (answer.err, "More than one connection is called “twice”");
  assert_call (&answer, "list agencies --connection 'our files' --demo", 2);
  assert_call (&answer, "list agencies --connection 'our files'", 0);
  assert_says (answer.out, "Alpha");
  g_assert_true (g_file_test (cache, G_FILE_TEST_EXISTS));

  /* The window has it open: it does the work, and what it has read is what there is. */
  fd = g_open (lock, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  write_file ("agencies.csv", "Name,ID\nAlpha,1\nBeta,2\n");
  assert_call (&answer, "list agencies -c 11111111-2222-4333-8444-555555555555", 0);
  assert_says (answer.out, "Alpha");
  g_assert_null (strstr (answer.out, "Beta"));
  assert_says (answer.err, "Another Pilotage");
  close (fd);
  assert_call (&answer, "list agencies -c 'Our files'", 0);
  assert_says (answer.out, "Beta");
}

static void
test_files (void)
{
  g_auto (Answer) answer = { 0 };

  write_file ("agencies.csv", "Name,ID,City\nAlpha,1,Cork\nBeta,2,Kerry\n");
  write_file ("recruiters.csv", "Name,E-mail,Agency\nAnn,ann@example.com,1\n");
  assert_call (&answer, "status --files % --cache %/cache --json", 0);
  assert_says (answer.out, "\"agencies\":2,\"recruiters\":1");
  assert_call (&answer, "list agencies --files % --cache %/cache --search alp --json", 0);
  assert_says (answer.out, "\"name\":\"Alpha\"");
  g_assert_null (strstr (answer.out, "Beta"));
  assert_call (&answer, "list recruiters --files % --cache %/cache", 0);
  assert_says (answer.out, "Ann\tann@example.com\tAlpha");
  assert_call (&answer, "list agencies --files % --cache %/cache --filter city=Kerry", 0);
  assert_says (answer.out, "Beta");
  g_assert_null (strstr (answer.out, "Alpha"));
  assert_call (&answer, "export agencies %/out.csv --files % --cache %/cache", 0);
  assert_call (&answer, "import %/out.csv --entity agencies --dry-run --files % --cache %/cache --json", 0);
  assert_says (answer.out, "\"new\":0,\"changed\":0,\"unchanged\":2");
  /* What is read wrongly is told beside what was read. */
  g_assert_null (strstr (answer.err, "two encodings"));
  write_file ("agencies.csv", "Name,ID,City\nCaf\xc3\xa9,1,Cork\nM\xfcller,2,Kerry\n");
  assert_call (&answer, "list agencies --files % --cache %/cache", 0);
  assert_says (answer.out, "Müller");
  assert_says (answer.err, "“agencies.csv” is in two encodings: 1 line is UTF-8");
  assert_call (&answer, "status --files % --cache %/cache --json", 0);
  assert_says (answer.out, "\"notice\":\"“agencies.csv” is in two encodings");
  /* A folder can't be written to, and the reason is told. */
  assert_call (&answer, "import %/out.csv --entity agencies --files % --cache %/cache", 1);
  assert_says (answer.err, "pilotage-cli: ");
}

static void
test_demo (void)
{
  g_auto (Answer) answer = { 0 };

  write_file ("new.csv", "Firma;Nummer;Ort;Farbe\nAlpha GmbH;X1;Köln;rot\nBeta GmbH;X2;Wien;\n;X3;;\nAlpha GmbH;X1;;\n");
  assert_call (&answer, "import %/new.csv --entity agencies --dry-run --demo --cache %/cache --json", 3);
  assert_says (answer.out, "{\"new\":2,\"changed\":0,\"unchanged\":0,\"invalid\":1,\"duplicate\":1,\"remarked\":0,\"written\":false}");
  assert_says (answer.err, "Firma → Name");
  assert_call (&answer, "import %/new.csv --entity agencies --demo --cache %/cache --errors %/errors.csv --wait --json", 3);
  assert_says (answer.out, "\"written\":true");
  assert_call (&answer, "list agencies --demo --cache %/cache --search alpha --json", 0);
  assert_says (answer.out, "\"notes\":\"Farbe: rot\"");
  assert_call (&answer, "import %/new.csv --entity agencies --demo --cache %/cache --map Ort=region --json -q", 3);
  assert_says (answer.out, "\"changed\":2");
  assert_call (&answer, "import %/errors.csv --entity agencies --demo --cache %/cache --dry-run --json", 3);
  assert_says (answer.out, "\"unchanged\":1,\"invalid\":1");
  assert_call (&answer, "sync --demo --cache %/cache", 0);
  assert_call (&answer, "outbox --demo --cache %/cache", 0);
  g_assert_cmpstr (answer.out, ==, "");
}

static void
test_bad_input (void)
{
  g_auto (Answer) answer = { 0 };

  write_file ("agencies.csv", "Name\nAlpha\n");
  write_file ("empty.csv", "");
  write_file ("book.csv", "PK\x03\x04");
  assert_call (&answer, "import %/missing.csv -n -e agencies --files % --cache %/cache", 7);
  assert_call (&answer, "import %/empty.csv -n -e agencies --files % --cache %/cache", 7);
  assert_says (answer.err, "empty");
  assert_call (&answer, "import %/book.csv -n -e agencies --files % --cache %/cache --json", 7);
  assert_says (answer.err, "{\"error\":\"This is a workbook");
  assert_call (&answer, "import %/agencies.csv -n -e agencies --files % --cache %/cache --encoding EBCDIC", 2);
  assert_call (&answer, "import %/agencies.csv -n -e agencies --files % --cache %/cache --map Nom=name", 2);
  assert_call (&answer, "import %/agencies.csv -n -e agencies --files % --cache %/cache --map Name=nothing", 2);
  assert_call (&answer, "status --files %/nowhere --cache %/cache", 1);
  assert_call (&answer, "import % -n -e agencies --files % --cache %/cache", 7);
  assert_says (answer.err, "is a folder");
  assert_call (&answer, "import /dev/zero -n -e agencies --files % --cache %/cache", 7);
  assert_says (answer.err, "“/dev/zero” is a device");

  /* Without headings no row is lost, and the columns are said by their numbers. */
  write_file ("bare.csv", "Gamma,desk@gamma.example\nDelta,desk@delta.example\n");
  assert_call (&answer, "import %/bare.csv -n -e agencies --files % --cache %/cache --map 1=name --map 2=email --json", 0);
  assert_says (answer.err, "The first row looks like data");
  assert_says (answer.out, "\"new\":2,");
  assert_call (&answer, "import %/bare.csv -n -e agencies --files % --cache %/cache --header --map 1=name --json", 0);
  assert_says (answer.out, "\"new\":1,");
  assert_call (&answer, "import %/bare.csv -n -e agencies --files % --cache %/cache --header --no-header", 2);
  /* What every row would lack is said once. */
  assert_call (&answer, "import %/bare.csv -n -e agencies --files % --cache %/cache --map 2=email", 7);
  assert_says (answer.err, "Say with --map");
  assert_says (answer.err, "No column is chosen for “Name”");
  write_file ("headings.csv", "Name,City\n");
  assert_call (&answer, "import %/headings.csv -n -e agencies --files % --cache %/cache", 0);
  assert_says (answer.err, "There is nothing below the headings");

  /* Of a row that is too long to be read at once the reason is told as well. */
  g_autofree char *long_name = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *long_row = g_strdup_printf ("Name\n%s\n", long_name);

  write_file ("long.csv", long_row);
  assert_call (&answer, "import %/long.csv -n -e agencies --files % --cache %/cache", 3);
  assert_says (answer.err, "line 2: Invalid: On line 2, a cell holds more than a mebibyte.");

  /* The rows that are left out never take the place of the file that holds all of them. */
  write_file ("twice.csv", "Name\nAlpha\nAlpha\n");
  assert_call (&answer, "import %/twice.csv -n -e agencies --files % --cache %/cache --errors %/./twice.csv", 2);
  assert_file_says ("twice.csv", "Name\nAlpha\nAlpha\n");

  write_file ("no-token", "\n");
  assert_call (&answer, "status --portal http://127.0.0.1:9 --token-file %/no-token --cache %/cache", 7);
  assert_says (answer.err, "no-token”: it is empty");
  assert_call (&answer, "status --portal http://127.0.0.1:9 --token-file %/missing --cache %/cache", 7);
  assert_says (answer.err, "The access token can't be read");
  assert_call (&answer, "status --portal http://127.0.0.1:9 --token-file % --cache %/cache", 7);
  write_file ("token", "abc\n");
  assert_call (&answer, "status --portal http://127.0.0.1:9 --token-file %/token --ca-file %/missing --cache %/cache", 7);
  assert_call (&answer, "status --portal http://127.0.0.1:9 --token-file %/token --ca-file %/token --cache %/cache", 7);
  assert_says (answer.err, "There is no certificate authority in the file");
}

static void
test_check_files (void)
{
  g_auto (Answer) answer = { 0 };

  assert_call (&answer, "check --files % --rule no-such-check", 2);
  assert_says (answer.err, "There is no check “no-such-check”");
  assert_says (answer.err, "\n  recruiter-email\n");
  write_file ("agencies.csv", "Name,ID,E-mail\nAlpha,1,desk@alpha.example\n");
  write_file ("recruiters.csv", "Name,ID,E-mail,Agency\nAnn,7,ann@alpha.example,1\nBob,8,,1\nCee,9,cee@alpha.example,\n");
  /* Errors found, of those that were asked for. */
  assert_call (&answer, "check --files % --cache %/cache --rule recruiter-email --rule agency-recruiter", 8);
  assert_says (answer.out, "Result\tCheck\tFound\tChecked\tTitle\n");
  assert_says (answer.out, "passed\tagency-recruiter\t0\t1\tAgencies have a recruiter\n"); /* not what would be wrong */
  assert_says (answer.out, "error\trecruiter-email\t1\t3\tRecruiters without a valid e-mail\n");
  g_assert_null (strstr (answer.out, "recruiter-agency"));
  assert_call (&answer, "check --files % --cache %/cache --rule agency-recruiter --rule contract-missing --json", 0);
  assert_says (answer.out, "{\"check\":\"contract-missing\",\"outcome\":\"warning\",\"kind\":\"agency\",\"found\":1,\"checked\":1,");
  assert_call (&answer, "check --files % --cache %/cache --csv %/found", 8);
  assert_file_says ("found/recruiter-email.csv", "Bob,");
  assert_file_says ("found/recruiter-agency.csv", "Cee,");
  /* What was saved is known again, however it was mended. */
  assert_call (&answer, "import %/found/recruiter-email.csv -e recruiters --dry-run --files % --cache %/cache --json", 0);
  assert_says (answer.out, "\"new\":0,\"changed\":0,\"unchanged\":1,");
  mend_file ("found/recruiter-email.csv", "Bob,", "Robert,bob@alpha.example");
  assert_call (&answer, "import %/found/recruiter-email.csv -e recruiters --dry-run --files % --cache %/cache --json", 0);
  assert_says (answer.err, "Pilotage ID → Pilotage ID");
  assert_says (answer.out, "\"new\":0,\"changed\":1,\"unchanged\":0,");
  assert_call (&answer, "import %/found/recruiter-email.csv -e agencies --dry-run --files % --cache %/cache --json", 3);
  assert_says (answer.err, "of another kind (Recruiters)");
  assert_call (&answer, "check --files % --cache %/cache --csv %/found/recruiter-email.csv/below", 1);
  assert_call (&answer, "check --files % --cache %/cache --run Pilot", 7);
  assert_says (answer.err, "There is no run called “Pilot”");

  write_file ("recruiters.csv", "Name,ID,E-mail,Agency\nAnn,7,ann@alpha.example,1\nBob,8,bob@alpha.example,1\n");
  assert_call (&answer, "check --files % --cache %/cache --rule recruiter-email", 0);
  assert_says (answer.out, "passed\trecruiter-email\t0\t2\t");
}

static void
test_check_portal (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_test_portal_start_demo ();
  const char *token = pilot_test_portal_get_token (portal);
  g_autoptr (PilotTestAnswer) made = NULL;
  g_autofree char *changed = NULL;
  g_auto (Answer) answer = { 0 };

  write_file ("token", token);
  address = pilot_test_portal_get_address (portal);
  made = pilot_test_portal_request (portal, "PUT", "/v1/runs/5b0c8f0e-1111-4222-8333-444455556666", token,
                                    "{\"name\":\"Everything\",\"kind\":\"production\",\"state\":\"draft\",\"choice\":\"all\",\"history\":\"legacy\","
                                    "\"onHold\":\"out\",\"transferred\":\"out\",\"rulesOff\":\"recruiter-email: They have left\"}",
                                    "If-None-Match", "*", NULL);
  pilot_test_assert_status (made, 201);
  assert_call (&answer, "check --portal @ --token-file %/token --cache %/one --json", 8);
  assert_says (answer.out, "\"check\":\"on-hold-undecided\",\"outcome\":\"error\"");
  /* The run has decided, and does without one check. */
  assert_call (&answer, "check --run Everything --portal @ --token-file %/token --cache %/one --json", 8);
  assert_says (answer.out, "\"check\":\"on-hold-undecided\",\"outcome\":\"passed\"");
  assert_says (answer.out, "\"check\":\"recruiter-email\",\"outcome\":\"off\"");
  assert_says (answer.out, "\"reason\":\"They have left\"");
  /* Another cache sees what was found. */
  assert_call (&answer, "list checks --portal @ --token-file %/token --cache %/two --filter rule=recruiter-email --json", 0);
  assert_says (answer.out, "\"outcome\":\"off\"");
  assert_says (answer.out, "\"outcome\":\"error\"");

  /* What was found is mended in the file and loaded back: the same records, over there too. */
  assert_call (&answer, "check --portal @ --token-file %/token --cache %/one --rule recruiter-email --csv %/mend", 8);
  changed = g_strdup_printf ("\"new\":0,\"changed\":%u,\"unchanged\":0,\"invalid\":0,\"duplicate\":0,", fill_addresses ("mend/recruiter-email.csv"));
  assert_call (&answer, "import %/mend/recruiter-email.csv -e recruiters --portal @ --token-file %/token --cache %/one --wait --json", 0);
  assert_says (answer.out, changed);
  assert_call (&answer, "check --portal @ --token-file %/token --cache %/two --rule recruiter-email", 0);
  assert_says (answer.out, "passed\trecruiter-email\t0\t");

  /* Nothing answers: what is there is checked, and the results are kept. */
  pilot_test_portal_stop (portal);
  assert_call (&answer, "check --portal @ --token-file %/token --cache %/one --rule company-published-job", 0);
  assert_says (answer.err, "Offline");
  assert_call (&answer, "check --portal @ --token-file %/token --cache %/three", 4);
}

static void
test_portal (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_test_portal_start_demo ();
  g_auto (Answer) answer = { 0 };

  write_file ("token", pilot_test_portal_get_token (portal));
  write_file ("bad-token", "abcdef\n");
  write_file ("new.csv", "Name,ID\nAlpha,1\n");
  write_file ("more.csv", "Name,ID\nBeta,2\n");
  address = pilot_test_portal_get_address (portal);
  assert_call (&answer, "import %/new.csv -e agencies --portal @ --token-file %/token --cache %/one --wait --json", 0);
  assert_says (answer.out, "\"new\":1");
  /* It is over there: another cache sees it. */
  assert_call (&answer, "list agencies --portal @ --token-file %/token --cache %/two --filter externalId=1 --json", 0);
  assert_says (answer.out, "\"name\":\"Alpha\"");
  assert_call (&answer, "status --portal @ --token-file %/bad-token --cache %/three", 5);

  pilot_test_portal_stop (portal);
  assert_call (&answer, "import %/more.csv -e agencies --portal @ --token-file %/token --cache %/one --json", 0);
  assert_says (answer.err, "Offline");
  assert_call (&answer, "outbox --portal @ --token-file %/token --cache %/one --json", 0);
  assert_says (answer.out, "\"kind\":\"import\",\"entity\":\"agency\"");
  /* A slash at the end is no other portal: what waits is there. */
  assert_call (&answer, "outbox --portal @/ --token-file %/token --cache %/one --json", 0);
  assert_says (answer.out, "\"kind\":\"import\",\"entity\":\"agency\"");
  assert_call (&answer, "outbox --retry 99 --portal @ --token-file %/token --cache %/one", 7);
  assert_says (answer.err, "no longer waiting");
  assert_call (&answer, "sync --portal @ --token-file %/token --cache %/one", 4);
  assert_call (&answer, "status --portal @ --token-file %/token --cache %/one --json", 4);
  assert_says (answer.out, "\"state\":\"offline\"");
  assert_says (answer.err, "{\"error\":");
  assert_call (&answer, "status --portal @ --token-file %/token --cache %/one --offline", 0);
  /* Without knowing what is there nothing can be judged. */
  assert_call (&answer, "import %/more.csv -e agencies --portal @ --token-file %/token --cache %/four", 4);

  pilot_test_portal_restart (portal);
  address = pilot_test_portal_get_address (portal);
  write_file ("token", pilot_test_portal_get_token (portal));
  assert_call (&answer, "sync --portal @ --token-file %/token --cache %/one", 0);
  assert_call (&answer, "list agencies --portal @ --token-file %/token --cache %/two --filter externalId=2 --json", 0);
  assert_says (answer.out, "\"name\":\"Beta\"");
  address = NULL;
}

/* The cache has a little room left: the file is read, but not all of it can be written. */
static void
assert_call_without_room (Answer *answer, const char *line, int status)
{
  const char *program = cli_program;
  g_autofree char *confined = g_strdup_printf ("sh' -c 'trap \"\" XFSZ; ulimit -f 4000; exec \"$0\" \"$@\"' '%s", program);

  cli_program = confined;
  assert_call (answer, line, status);
  cli_program = program;
}

static void
test_no_room (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_test_portal_start_demo ();
  g_autoptr (GString) rows = g_string_new ("Name,ID\n");
  g_auto (Answer) answer = { 0 };

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (rows, "Roomless %u,%u\n", i, i);
  write_file ("token", pilot_test_portal_get_token (portal));
  write_file ("many.csv", rows->str);
  address = pilot_test_portal_get_address (portal);
  assert_call (&answer, "sync --portal @ --token-file %/token --cache %/one", 0);
  assert_call_without_room (&answer, "import %/many.csv -e agencies --portal @ --token-file %/token --cache %/one", 1);
  assert_says (answer.err, "pilotage-cli: ");
  assert_says (answer.err, "\nNothing was imported.\n");
  assert_call (&answer, "list agencies --portal @ --token-file %/token --cache %/one --search Roomless", 0);
  g_assert_null (strstr (answer.out, "Roomless"));
  assert_call (&answer, "outbox --portal @ --token-file %/token --cache %/one", 0);
}

static void
test_held (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_test_portal_start_demo ();
  g_auto (Answer) answer = { 0 };

  write_file ("token", pilot_test_portal_get_token (portal));
  write_file ("agencies.csv", "Name,ID\nAlpha,1\n");
  write_file ("recruiters.csv", "Name,E-mail,Agency\nAnn,ann@example.com,Alpha\n");
  address = pilot_test_portal_get_address (portal);
  assert_call (&answer, "sync --portal @ --token-file %/token --cache %/one", 0);
  pilot_test_portal_stop (portal);
  assert_call (&answer, "import %/agencies.csv -e agencies --portal @ --token-file %/token --cache %/one -q", 0);
  assert_call (&answer, "import %/recruiters.csv -e recruiters --portal @ --token-file %/token --cache %/one -q", 0);

  /* What is exported can be imported again, references too. */
  assert_call (&answer, "outbox --export %/unsent.csv --offline --portal @ --token-file %/token --cache %/one", 0);
  assert_file_says ("unsent.csv", "unsent-import-1.csv");
  assert_file_says ("unsent.csv", "unsent-import-2.csv");
  assert_file_says ("unsent-import-2.csv", "Ann,ann@example.com,1,");
  assert_call (&answer, "import %/unsent-import-1.csv -e agencies -n --json --offline --portal @ --token-file %/token --cache %/one", 0);
  assert_says (answer.out, "\"new\":0,\"changed\":0,\"unchanged\":1,\"invalid\":0");
  assert_call (&answer, "import %/unsent-import-2.csv -e recruiters -n --json --offline --portal @ --token-file %/token --cache %/one", 0);
  assert_says (answer.out, "\"new\":0,\"changed\":0,\"unchanged\":1,\"invalid\":0");

  write_file ("more.csv", "Name,ID\nBeta,2\n");
  assert_call (&answer, "import %/more.csv -e agencies --portal @ --token-file %/token --cache %/one -q", 0);
  assert_call (&answer, "outbox --discard 3 --offline --portal @ --token-file %/token --cache %/one", 0);
  assert_says (answer.out, "2\t");
  g_assert_null (strstr (answer.out, "3\t"));

  /* The first is refused, and the second refers to it. */
  pilot_test_portal_restart (portal);
  address = pilot_test_portal_get_address (portal);
  write_file ("token", pilot_test_portal_sign_in_as (portal, PILOT_ROLE_AUDITOR));
  assert_call (&answer, "sync --portal @ --token-file %/token --cache %/one", 6);
  assert_call (&answer, "outbox --portal @ --token-file %/token --cache %/one", 0);
  assert_says (answer.out, "1\tblocked\timport\tagency");
  assert_says (answer.out, "2\t");
  assert_call (&answer, "outbox --retry 1 --portal @ --token-file %/token --cache %/one", 6);

  write_file ("token", pilot_test_portal_sign_in_as (portal, PILOT_ROLE_ADMIN));
  assert_call (&answer, "outbox --retry 1 --portal @ --token-file %/token --cache %/one", 0);
  g_assert_cmpstr (answer.out, ==, "");
  assert_call (&answer, "list recruiters --portal @ --token-file %/token --cache %/two --filter name=Ann", 0);
  assert_says (answer.out, "Alpha");
  address = NULL;
}

static void
set_up (gpointer fixture, gconstpointer data)
{
  data_dir = pilot_test_make_dir ();
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_pointer (&data_dir, g_free);
}

static void
run_test (gpointer fixture, gconstpointer data)
{
  ((void (*) (void)) data) ();
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
#define ADD(name, func) g_test_add_vtable ("/cli/" name, 0, func, set_up, run_test, tear_down)
  ADD ("wrong calls are told and end with 2", test_usage);
  ADD ("a filter that can't be is told, with those that can", test_filters);
  ADD ("a connection of the application is called by its name", test_connection);
  ADD ("a folder of files is listed, searched, exported", test_files);
  ADD ("a file is imported into the demo company, its errors mended", test_demo);
  ADD ("unusable input ends with 7", test_bad_input);
  ADD ("checks of files find what is wrong", test_check_files);
  ADD ("checks of a run go to the portal", test_check_portal);
  ADD ("an import reaches the portal, at once or when it answers again", test_portal);
  ADD ("an import that finds no room says that nothing was imported, and nothing was", test_no_room);
  ADD ("what waits behind a refused import needs a person", test_held);
  return g_test_run ();
}
