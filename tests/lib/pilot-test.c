/* pilot-test.c: what every test uses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"

#include <glib/gstdio.h>
#include <locale.h>

static GPtrArray *made_dirs; /* (owned) (nullable) (element-type filename) */

struct _PilotFakeClock
{
  GObject parent_instance;

  gint64 unix_usec;
};

static gint64
pilot_fake_clock_get_unix_usec (PilotClock *clock)
{
  return PILOT_FAKE_CLOCK (clock)->unix_usec;
}

static void
pilot_fake_clock_clock_init (PilotClockInterface *iface)
{
  iface->get_unix_usec = pilot_fake_clock_get_unix_usec;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotFakeClock, pilot_fake_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CLOCK, pilot_fake_clock_clock_init))

static void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_remove (path);
}

static void
remove_dirs_cb (void)
{
  for (guint i = 0; made_dirs != NULL && i < made_dirs->len; i++)
    remove_tree (g_ptr_array_index (made_dirs, i));
  g_clear_pointer (&made_dirs, g_ptr_array_unref);
}

/* G_TEST_OPTION_ISOLATE_DIRS keeps the old folders' names at each test, a leak that only the slow unwinder can tell
 * from one of ours. Here one set of folders serves the whole program. */
static void
isolate_program (void)
{
  static const char *const variables[] = { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR" };
  g_autofree char *base = pilot_test_make_dir ();

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *dir = g_build_filename (base, variables[i], NULL);

      g_assert_no_errno (g_mkdir (dir, 0700));
      g_setenv (variables[i], dir, TRUE);
    }
}

gboolean
pilot_test_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
pilot_fake_clock_class_init (PilotFakeClockClass *klass)
{
}

static void
pilot_fake_clock_init (PilotFakeClock *self)
{
}

void
pilot_test_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "");
  atexit (remove_dirs_cb);
  if (pilot_test_watches_memory ())
    {
      isolate_program ();
      g_test_init (argc, argv, NULL);
    }
  else
    g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
}

char *
pilot_test_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("pilotage-test-XXXXXX", &error);

  g_assert_no_error (error);
  if (made_dirs == NULL)
    made_dirs = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (made_dirs, g_strdup (dir));
  return dir;
}

gboolean
pilot_test_is_long (void)
{
  return g_strcmp0 (g_getenv ("PILOT_LONG_TESTS"), "1") == 0;
}

gboolean
pilot_test_watches_memory (void)
{
#ifdef __SANITIZE_ADDRESS__
  return TRUE;
#else
  return g_strcmp0 (g_getenv ("PILOT_TEST_MEMORY"), "1") == 0; /* ./dev valgrind */
#endif
}

gint64
pilot_test_get_cap_usec (void)
{
  return (pilot_test_watches_memory () ? 120 : 30) * G_TIME_SPAN_SECOND;
}

char *
pilot_test_data_file (const char *name)
{
  const char *source = g_getenv ("PILOT_SOURCE_DIR");
  g_autofree char *path = g_build_filename (source != NULL ? source : ".", "..", "shared", "data", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

PilotFakeClock *
pilot_fake_clock_new (gint64 unix_usec)
{
  PilotFakeClock *self = g_object_new (PILOT_TYPE_FAKE_CLOCK, NULL);

  self->unix_usec = unix_usec;
  return self;
}

void
pilot_fake_clock_advance (PilotFakeClock *self, gint64 usec)
{
  self->unix_usec += usec;
}
