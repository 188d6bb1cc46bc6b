/* measure.c: what every benchmark measures and prints with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "measure.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define SMOKE_ROWS 10000

static gboolean smoke;
static guint n_missed;
static GPtrArray *dirs; /* (owned) (nullable) (element-type filename) */
static gint64 last_turn_usec;
static gint64 longest_usec;
static gint64 last_turn_work_usec;
static gint64 longest_work_usec;
static guint turn_source;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static int
compare_doubles_cb (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static gint64
get_thread_usec (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static gboolean
turn_cb (gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();
  gint64 work = get_thread_usec ();

  longest_usec = MAX (longest_usec, now - last_turn_usec);
  last_turn_usec = now;
  longest_work_usec = MAX (longest_work_usec, work - last_turn_work_usec);
  last_turn_work_usec = work;
  return G_SOURCE_CONTINUE;
}

static void
judge (const char *what, double value, double bound, const char *unit, gboolean met, const char *relation)
{
  g_print ("%-62s %10.2f %-9s goal %s %.6g: %s\n", what, value, unit, relation, bound, met ? "met" : "MISSED");
  if (!met && !smoke)
    n_missed++;
}

static double
get_processor_secs (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

guint
measure_get_rows (int argc, char **argv, guint fallback)
{
  guint rows = 0;

  setvbuf (stdout, NULL, _IOLBF, 0);
  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], "--smoke") == 0)
        smoke = TRUE;
      else if (rows == 0)
        rows = (guint) g_ascii_strtoull (argv[i], NULL, 10);
    }
  return rows > 0 ? rows : smoke ? SMOKE_ROWS : fallback;
}

gboolean
measure_is_smoke (void)
{
  return smoke;
}

char *
measure_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("pilotage-bench-XXXXXX", &error);

  if (dir == NULL)
    g_error ("No folder for the run: %s", error->message);
  if (dirs == NULL)
    dirs = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (dirs, g_strdup (dir));
  return dir;
}

double
measure_now (void)
{
  return (double) g_get_monotonic_time () / G_TIME_SPAN_SECOND;
}

double
measure_processor_secs (void)
{
  return get_processor_secs (RUSAGE_SELF);
}

double
measure_children_processor_secs (void)
{
  return get_processor_secs (RUSAGE_CHILDREN);
}

double
measure_resident_mb (GPid pid, gboolean peak)
{
  g_autofree char *path = pid == 0 ? g_strdup ("/proc/self/status") : g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return -1;
  line = strstr (text, peak ? "VmHWM:" : "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024.0 : -1;
}

void
measure_reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

double
measure_percentile (GArray *values, double percent)
{
  guint at;

  if (values->len == 0)
    return 0;
  g_array_sort (values, compare_doubles_cb);
  at = (guint) (percent / 100.0 * (values->len - 1) + 0.5);
  return g_array_index (values, double, at);
}

void
measure_say (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("%s\n", text);
}

void
measure_goal_at_most (const char *what, double value, double bound, const char *unit)
{
  judge (what, value, bound, unit, value <= bound, "at most");
}

void
measure_goal_at_least (const char *what, double value, double bound, const char *unit)
{
  judge (what, value, bound, unit, value >= bound, "at least");
}

double
measure_run (const char *const *argv, const char *standard_input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  double start = measure_now ();

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                               &error);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, standard_input, NULL, &output, NULL, &error))
    {
      g_printerr ("%s: %s\n", argv[0], error->message);
      return -1;
    }
  if (!g_subprocess_get_successful (process))
    {
      g_printerr ("%s failed: %s\n", argv[0], output);
      return -1;
    }
  return measure_now () - start;
}

void
measure_main_loop_start (void)
{
  longest_usec = 0;
  longest_work_usec = 0;
  last_turn_usec = g_get_monotonic_time ();
  last_turn_work_usec = get_thread_usec ();
  if (turn_source == 0)
    turn_source = g_timeout_add_full (G_PRIORITY_HIGH, 1, turn_cb, NULL, NULL);
}

double
measure_main_loop_stop (void)
{
  g_clear_handle_id (&turn_source, g_source_remove);
  return longest_usec / 1000.0;
}

double
measure_main_loop_get_work (void)
{
  return longest_work_usec / 1000.0;
}

int
measure_finish (void)
{
  for (guint i = 0; dirs != NULL && i < dirs->len; i++)
    remove_tree (g_ptr_array_index (dirs, i));
  g_clear_pointer (&dirs, g_ptr_array_unref);
  return n_missed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
