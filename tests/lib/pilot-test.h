/* pilot-test.h: what every test uses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-clock.h"

G_BEGIN_DECLS

/** pilot_test_init: g_test_init with isolated HOME and XDG folders; use instead of it. */
void pilot_test_init (int *argc, char ***argv);

/** pilot_test_make_dir: (transfer full): a new empty folder below the test's temporary one; removed at exit. */
char *pilot_test_make_dir (void);

/** pilot_test_is_long: whether the long campaigns run (environment PILOT_LONG_TESTS=1, `./dev test --long`). */
gboolean pilot_test_is_long (void);

/** pilot_test_watches_memory: whether a sanitizer or valgrind looks on, for which a part of what takes long will do. */
gboolean pilot_test_watches_memory (void);

/** pilot_test_data_file: (transfer full) (nullable): a real file beside the project (../shared/data), or %NULL where there is none. */
char *pilot_test_data_file (const char *name);

/** A clock that stands still until it is told. */
#define PILOT_TYPE_FAKE_CLOCK (pilot_fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (PilotFakeClock, pilot_fake_clock, PILOT, FAKE_CLOCK, GObject)
PilotFakeClock *pilot_fake_clock_new (gint64 unix_usec);
void pilot_fake_clock_advance (PilotFakeClock *self, gint64 usec);

/** pilot_test_get_cap_usec: how long a condition may need: not long, but longer where memory is watched, which takes many times as long. */
gint64 pilot_test_get_cap_usec (void);

/* Iterates the default main context until the condition holds; fails the test after pilot_test_get_cap_usec(). */
#define PILOT_TEST_WAIT_UNTIL(condition)                                              \
  G_STMT_START                                                                        \
  {                                                                                   \
    gint64 pilot_deadline_ = g_get_monotonic_time () + pilot_test_get_cap_usec ();    \
    guint pilot_tick_ = g_timeout_add (20, pilot_test_tick_cb, NULL);                 \
    while (!(condition) && g_get_monotonic_time () < pilot_deadline_)                 \
      g_main_context_iteration (NULL, TRUE);                                          \
    g_source_remove (pilot_tick_);                                                    \
    if (!(condition))                                                                 \
      g_error ("%s:%d: not in time: %s", __FILE__, __LINE__, #condition);             \
  }                                                                                   \
  G_STMT_END

gboolean pilot_test_tick_cb (gpointer user_data);

G_END_DECLS
