/* measure.h: what every benchmark measures and prints with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** measure_get_rows: the first number among the arguments, or @fallback; "--smoke" anywhere: 10,000. */
guint measure_get_rows (int argc, char **argv, guint fallback);
gboolean measure_is_smoke (void);

/** measure_make_dir: (transfer full): a folder for the run, removed by measure_finish(). In TMPDIR, or /tmp. */
char *measure_make_dir (void);

/** measure_now: seconds, monotonic. */
double measure_now (void);

/** measure_processor_secs: what all threads of this process have used so far: says more than the clock on a busy machine. */
double measure_processor_secs (void);

/** measure_children_processor_secs: the same, of the processes that have ended. */
double measure_children_processor_secs (void);

/** measure_resident_mb: resident memory of a process (0: this one), in MB; @peak: its highest so far. */
double measure_resident_mb (GPid pid, gboolean peak);

/** measure_reset_peak: the peak of this process begins anew. */
void measure_reset_peak (void);

/** measure_percentile: of @values (array of double), which get sorted. @percent 0 to 100. */
double measure_percentile (GArray *values, double percent);

/** measure_say: one line of result. */
void measure_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/**
 * measure_goal:
 *
 * Prints "what: value unit (goal: at most/at least bound): met/MISSED". In a smoke run, where times mean nothing,
 * a goal that is missed is only printed.
 */
void measure_goal_at_most (const char *what, double value, double bound, const char *unit);
void measure_goal_at_least (const char *what, double value, double bound, const char *unit);

/** measure_run: runs a command to its end, its output thrown away unless it fails; seconds, or -1 where it failed. */
double measure_run (const char *const *argv, const char *standard_input);

/** measure_main_loop_start: from now on the longest time is kept in which the default main context could not turn. */
void measure_main_loop_start (void);

/** measure_main_loop_stop: that time in milliseconds. */
double measure_main_loop_stop (void);

/** measure_main_loop_get_work: the longest block again, but counted in processor time of the main thread: the same on a busy machine. */
double measure_main_loop_get_work (void);

/** measure_finish: cleans up. Returns: the exit status: 1 where a goal was missed. */
int measure_finish (void);

G_END_DECLS
