/* bench-start.c: from the start of the program to its first frame, a million records in the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-maker.h"
#include "measure.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <signal.h>
#include <string.h>

#define N_ROUNDS 7
#define PROFILE_ID "6f1c0a52-90d4-4a0e-8a35-000000000001"
#define WAIT_SECS 30.0

/** Screen: watches for windows. */
typedef struct
{
  Display *display;
  Window root;
} Screening;

static gboolean
screen_open (Screening *screen)
{
  screen->display = XOpenDisplay (NULL);
  if (screen->display == NULL)
    return FALSE;
  screen->root = DefaultRootWindow (screen->display);
  XSelectInput (screen->display, screen->root, SubstructureNotifyMask);
  return TRUE;
}

/* A window may go while it is looked at. */
static int
ignore_error_cb (Display *display, XErrorEvent *event)
{
  return 0;
}

/* Whether anything is drawn in the window: a row of pixels through its head and one through its middle differ in themselves. */
static gboolean
is_drawn (Screening *screen, Window window, const XWindowAttributes *attributes)
{
  const int rows[] = { 24, attributes->height / 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      XImage *image = XGetImage (screen->display, window, 0, rows[i], attributes->width, 1, AllPlanes, ZPixmap);
      gboolean differs = FALSE;
      unsigned long middle;

      if (image == NULL)
        return FALSE;
      middle = XGetPixel (image, attributes->width / 2, 0);
      for (int x = 0; x < attributes->width && !differs; x++)
        differs = XGetPixel (image, x, 0) != middle;
      XDestroyImage (image);
      if (differs)
        return TRUE;
    }
  return FALSE;
}

/* Waits until a large window is mapped and something is drawn in it. Returns: whether one came */
static gboolean
wait_for_frame (Screening *screen, double deadline)
{
  Window window = None;

  while (measure_now () < deadline)
    {
      while (XPending (screen->display) > 0)
        {
          XEvent event;

          XNextEvent (screen->display, &event);
          if (event.type == MapNotify && !event.xmap.override_redirect)
            window = event.xmap.window;
        }
      if (window != None)
        {
          XWindowAttributes attributes;

          if (XGetWindowAttributes (screen->display, window, &attributes) && attributes.map_state == IsViewable &&
              attributes.width > 300 && attributes.height > 200 && is_drawn (screen, window, &attributes))
            return TRUE;
        }
      g_usleep (1000);
    }
  return FALSE;
}

static void
end_process (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
  for (int i = 0; i < 300 && g_subprocess_get_identifier (process) != NULL; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

/* Milliseconds to the first frame; @resident_mb: (nullable): what it takes five seconds later, its list loaded. */
static double
time_start (Screening *screen, GSubprocessLauncher *launcher, const char *const *argv, double *resident_mb)
{
  g_autoptr (GError) error = NULL;
  double start = measure_now ();
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  double msec;

  if (process == NULL)
    g_error ("%s: %s", argv[0], error->message);
  if (!wait_for_frame (screen, start + WAIT_SECS))
    g_error ("%s: no window came", argv[0]);
  msec = (measure_now () - start) * 1000;
  if (resident_mb != NULL)
    {
      g_usleep (5 * G_USEC_PER_SEC);
      *resident_mb = measure_resident_mb (atoi (g_subprocess_get_identifier (process)), FALSE);
    }
  end_process (process);
  XSync (screen->display, TRUE);
  return msec;
}

/* Settings as they are after a person has worked with a connection; its portal is not there, which no start waits for. */
static void
write_settings (const char *config_dir)
{
  g_autofree char *dir = g_build_filename (config_dir, "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (dir, "keyfile", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (dir, 0700);
  if (!g_file_set_contents (path,
                            "[io/github/pilotage/Pilotage]\n"
                            "connections=[{'id': <'" PROFILE_ID "'>, 'kind': <'portal'>, 'title': <'Bench'>, "
                            "'address': <'http://127.0.0.1:9'>}]\n"
                            "current-connection='" PROFILE_ID "'\n"
                            "current-page='candidate'\n",
                            -1, &error))
    g_error ("%s", error->message);
}

static char *
find_program (void)
{
  const char *build_dir = g_getenv ("PILOT_BUILD_DIR");
  g_autofree char *path = g_build_filename (build_dir != NULL ? build_dir : ".", "src", "cli", "pilotage", NULL);

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : g_find_program_in_path ("pilotage");
}

static GSubprocessLauncher *
make_launcher (const char *dir)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  static const char *const folders[][2] = { { "HOME", "home" },
                                            { "XDG_DATA_HOME", "data" },
                                            { "XDG_CONFIG_HOME", "config" },
                                            { "XDG_CACHE_HOME", "cache" },
                                            { "XDG_STATE_HOME", "state" } };
  static const char *const strict[] = { "G_DEBUG", "MALLOC_CHECK_", "MALLOC_PERTURB_" };
  const char *build_dir = g_getenv ("PILOT_BUILD_DIR");
  g_autofree char *schemas = g_build_filename (build_dir != NULL ? build_dir : ".", "data", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (dir, folders[i][1], NULL);

      g_mkdir_with_parents (path, 0700);
      g_subprocess_launcher_setenv (launcher, folders[i][0], path, TRUE);
    }
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  g_subprocess_launcher_setenv (launcher, "GDK_BACKEND", "x11", TRUE);
  g_subprocess_launcher_setenv (launcher, "GSK_RENDERER", "cairo", TRUE);
  g_subprocess_launcher_setenv (launcher, "GTK_A11Y", "none", TRUE);
  if (build_dir != NULL && g_getenv ("GSETTINGS_SCHEMA_DIR") == NULL)
    g_subprocess_launcher_setenv (launcher, "GSETTINGS_SCHEMA_DIR", schemas, TRUE);
  /* What tests are made strict with would end or slow the editor. */
  for (gsize i = 0; i < G_N_ELEMENTS (strict); i++)
    g_subprocess_launcher_unsetenv (launcher, strict[i]);
  return launcher;
}

int
main (int argc, char **argv)
{
  guint n_rows = measure_get_rows (argc, argv, 1000000);
  g_autofree char *dir = measure_make_dir ();
  g_autofree char *data_dir = g_build_filename (dir, "data", "pilotage", NULL);
  g_autofree char *config_dir = g_build_filename (dir, "config", NULL);
  g_autofree char *cache = g_build_filename (data_dir, PROFILE_ID ".cache", NULL);
  g_autofree char *program = find_program ();
  g_autofree char *editor = g_find_program_in_path ("gnome-text-editor");
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (dir);
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) theirs = g_array_new (FALSE, FALSE, sizeof (double));
  Screening screen;
  double resident = 0;
  int n_rounds;

  if (program == NULL || !screen_open (&screen))
    {
      measure_say ("skipped: no %s", program == NULL ? "program" : "display");
      return 77;
    }
  XSetErrorHandler (ignore_error_cb);
  g_mkdir_with_parents (data_dir, 0700);
  cache_maker_make (cache, n_rows);

  measure_say ("Start with %u candidates in the cache, on their list", n_rows);
  n_rounds = measure_is_smoke () ? 1 : N_ROUNDS;
  for (int i = 0; i < n_rounds; i++)
    {
      const char *ours_argv[] = { program, NULL };
      const char *theirs_argv[] = { editor, "--standalone", NULL };
      double msec;

      /* Written anew each time: the program remembers where it was left. */
      write_settings (config_dir);
      msec = time_start (&screen, launcher, ours_argv, i == n_rounds - 1 ? &resident : NULL);

      g_array_append_val (ours, msec);
      if (editor == NULL)
        continue;
      msec = time_start (&screen, launcher, theirs_argv, NULL);
      g_array_append_val (theirs, msec);
    }
  measure_say ("  Pilotage: first frame after %.0f ms (median of %d; fastest %.0f)", measure_percentile (ours, 50), n_rounds,
               measure_percentile (ours, 0));
  if (theirs->len > 0)
    {
      measure_say ("  gnome-text-editor: first frame after %.0f ms (fastest %.0f)", measure_percentile (theirs, 50), measure_percentile (theirs, 0));
      measure_goal_at_most ("start to first frame against gnome-text-editor", measure_percentile (ours, 50) / measure_percentile (theirs, 50), 1,
                            "times");
    }
  measure_goal_at_most ("resident memory of the application with the list open", resident, 130, "MB");
  XCloseDisplay (screen.display);
  return measure_finish ();
}
