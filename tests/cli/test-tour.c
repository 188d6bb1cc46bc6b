/* test-tour.c: the application goes through the main job by itself, in a window, and leaves its pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"

#include <string.h>

static const char *application_program;

/* Runs the tour in @dir, under homes of its own, to its end; @file: (nullable): what it imports. The status of the program. */
static int
take_tour (const char *dir, const char *part, const char *file, char **out)
{
  static const char *const homes[] = { "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };
  g_autofree char *home = pilot_test_make_dir ();
  g_auto (GStrv) env = g_get_environ ();
  const char *argv[] = { application_program, "--tour", dir, part, NULL };
  g_autoptr (GError) error = NULL;
  int wait_status;

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    env = g_environ_setenv (env, homes[i], home, TRUE);
  /* A warning is to be seen in the tests of the windows; here a slow machine's toolkit may have one. */
  env = g_environ_unsetenv (env, "G_DEBUG");
  if (file != NULL)
    env = g_environ_setenv (env, "PILOT_TOUR_FILE", file, TRUE);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, env, G_SPAWN_DEFAULT, NULL, NULL, out, NULL, &wait_status, &error));
  g_assert_no_error (error);
  g_test_message ("%s", *out);
  return g_spawn_check_wait_status (wait_status, &error) ? 0 : error->code;
}

static void
assert_picture (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, MIN (length, 4), "\x89PNG", 4);
}

/* The portal was away: the log tells, and names nobody. */
static void
assert_log (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "pilotage.log", NULL);
  g_autofree char *text = NULL;
  static const char *const names[] = { "Maya", "Meridian", "meridian", "@" };

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, " debug: a round of sync ended"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (strstr (text, names[i]));
}

static void
test_main_job (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *file = pilot_test_data_file ("agencies-ireland.csv");
  g_autofree char *out = NULL;

  g_assert_cmpint (take_tour (dir, NULL, file, &out), ==, 0);
  g_assert_nonnull (strstr (out, "Tour passed."));
  assert_picture (dir, "01-welcome.png");
  assert_picture (dir, "22-conflict-dialog.png");
  assert_log (dir);
}

static void
test_execution (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *out = NULL;
  g_autofree char *report = g_build_filename (dir, "closing-report.pdf", NULL);

  g_assert_cmpint (take_tour (dir, "--seed-stage=scheduled", NULL, &out), ==, 0);
  g_assert_nonnull (strstr (out, "Tour passed."));
  g_assert_true (g_file_test (report, G_FILE_TEST_IS_REGULAR));
}

/* What it is taken for: a step that can't be made is told, and the program's status says so. */
static void
test_failure (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *out = NULL;

  g_assert_cmpint (take_tour (dir, NULL, "/nonexistent.csv", &out), ==, 1);
  g_assert_nonnull (strstr (out, "FAILED"));
}

/* Said at once, without a display, and not by a portal that nobody listens to. */
static void
test_seed_stage (void)
{
  const char *argv[] = { application_program, "--seed-stage", "after-phase-z", NULL };
  g_auto (GStrv) env = g_environ_unsetenv (g_get_environ (), "DISPLAY");
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  int wait_status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, env, G_SPAWN_DEFAULT, NULL, NULL, NULL, &told, &wait_status, &error));
  g_assert_no_error (error);
  g_assert_false (g_spawn_check_wait_status (wait_status, &error));
  g_assert_error (error, G_SPAWN_EXIT_ERROR, 2);
  g_assert_nonnull (strstr (told, "“after-phase-z” is no stage of the demo company."));
  g_assert_nonnull (strstr (told, "after-phase-a"));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp (argv[i], "--portal") == 0)
      g_setenv ("PILOT_PORTAL_PROGRAM", argv[i + 1], TRUE);
    else if (strcmp (argv[i], "--application") == 0)
      application_program = argv[i + 1];
  g_assert_nonnull (application_program);
  g_test_add_func ("/tour/a stage of the demo company that is none is refused at once", test_seed_stage);
  g_test_add_func ("/tour/the main job passes, from the first run to a run's drafts", test_main_job);
  g_test_add_func ("/tour/a run is executed, approved and reported", test_execution);
  g_test_add_func ("/tour/a step that can't be made fails it", test_failure);
  return g_test_run ();
}
