/* test-token-store.c: tokens with a secret service, and without one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "pilot-token-store.h"

#include <string.h>

#define PROFILE "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01"
#define OTHER "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a02"

static void
assert_token (PilotTokenStore *store, const char *profile_id, const char *expected)
{
  char *token = pilot_token_store_lookup (store, profile_id, NULL);

  g_assert_cmpstr (token, ==, expected);
  pilot_token_free (token);
}

static void
test_session (void)
{
  g_autoptr (PilotTokenStore) store = pilot_token_store_new_for_session ();
  g_autoptr (PilotTokenStore) later = pilot_token_store_new_for_session ();
  g_autoptr (GError) error = NULL;
  gboolean kept = TRUE;

  assert_token (store, PROFILE, NULL);
  g_assert_true (pilot_token_store_save (store, PROFILE, "Northwind", "abc", &kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (kept);
  assert_token (store, PROFILE, "abc");
  assert_token (store, OTHER, NULL);
  assert_token (later, PROFILE, NULL);
  g_assert_true (pilot_token_store_save (store, PROFILE, NULL, "def", &kept, NULL, &error));
  assert_token (store, PROFILE, "def");
  g_assert_true (pilot_token_store_clear (store, PROFILE, NULL, &error));
  assert_token (store, PROFILE, NULL);
  g_assert_true (pilot_token_store_clear (store, PROFILE, NULL, &error));
}

static void
test_no_token (void)
{
  static const char *const tokens[] = { "", "two words", "line\nbreak", "r\r\nX: y", "\xc3\xa9", "tab\t", " lead" };
  g_autoptr (PilotTokenStore) store = pilot_token_store_new_for_session ();
  g_autofree char *endless = g_strnfill (5000, 'a');
  g_autoptr (GError) error = NULL;
  gboolean kept;

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_assert_false (pilot_token_store_save (store, PROFILE, NULL, tokens[i], &kept, NULL, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_false (pilot_token_store_save (store, PROFILE, NULL, endless, &kept, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  assert_token (store, PROFILE, NULL);
}

/* Runs this program again with a part of main() that needs another environment. */
static void
run_part (const char *part, const char *const *wrapper, const char *const *environment)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; environment[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, environment[i], environment[i + 1], TRUE);
  for (guint i = 0; wrapper != NULL && wrapper[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) wrapper[i]);
  g_ptr_array_add (argv, self_path);
  g_ptr_array_add (argv, (gpointer) part);
  g_ptr_array_add (argv, NULL);
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (child));
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
}

static int
run_no_service (void)
{
  g_autoptr (PilotTokenStore) store = pilot_token_store_new ();
  g_autoptr (GError) error = NULL;
  gboolean kept = TRUE;

  assert_token (store, PROFILE, NULL);
  g_assert_true (pilot_token_store_save (store, PROFILE, "Northwind", "abc", &kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (kept);
  assert_token (store, PROFILE, "abc");
  g_assert_true (pilot_token_store_clear (store, PROFILE, NULL, &error));
  g_assert_no_error (error);
  assert_token (store, PROFILE, NULL);
  return 0;
}

static void
test_no_bus (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  const char *const environment[] = { "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", "HOME", dir, NULL };

  run_part ("--no-service", NULL, environment);
}

static void
test_bus_without_service (void)
{
  g_autofree char *runner = g_find_program_in_path ("dbus-run-session");
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *config = g_build_filename (dir, "bus.conf", NULL);
  g_autofree char *option = g_strconcat ("--config-file=", config, NULL);
  const char *const wrapper[] = { runner, option, "--", NULL };
  const char *const environment[] = { "HOME", dir, NULL };

  if (runner == NULL)
    {
      g_test_skip ("dbus-run-session is not installed");
      return;
    }
  /* A bus that starts nothing on demand. */
  g_file_set_contents (config,
                       "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context='default'>"
                       "<allow send_destination='*' eavesdrop='true'/><allow receive_sender='*' eavesdrop='true'/><allow own='*'/></policy></busconfig>",
                       -1, NULL);
  run_part ("--no-service", wrapper, environment);
}

static gboolean
has_service (GDBusConnection *bus)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                                   g_variant_new ("(s)", "org.freedesktop.secrets"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean has_owner = FALSE;

  g_variant_get (reply, "(b)", &has_owner);
  return has_owner;
}

static void
start_keyring (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) keyring = NULL;
  g_autoptr (GError) error = NULL;

  /* Its warnings are not ours to die of. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  /* Its first password makes the keyring and unlocks it; the daemon ends with the bus. */
  keyring = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--daemonize", "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (keyring, "test-password", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Asked too early, the bus would start another one, which is locked. */
  PILOT_TEST_WAIT_UNTIL (has_service (bus));
}

static int
run_keyring (void)
{
  g_autoptr (PilotTokenStore) store = pilot_token_store_new ();
  g_autoptr (PilotTokenStore) later = pilot_token_store_new ();
  g_autoptr (PilotTokenStore) last = pilot_token_store_new ();
  g_autoptr (GError) error = NULL;
  gboolean kept = FALSE;

  start_keyring ();
  assert_token (store, PROFILE, NULL);
  g_assert_true (pilot_token_store_save (store, PROFILE, "Northwind", "abc", &kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (kept);

  /* Another start of the program finds it, under its own profile only. */
  g_assert_null (pilot_token_store_peek (later, PROFILE));
  assert_token (later, PROFILE, "abc");
  assert_token (later, OTHER, NULL);
  g_assert_true (pilot_token_store_save (later, PROFILE, "Northwind", "def", &kept, NULL, &error));
  g_assert_true (kept);
  g_assert_true (pilot_token_store_clear (later, OTHER, NULL, &error));
  g_assert_true (pilot_token_store_clear (later, PROFILE, NULL, &error));
  g_assert_no_error (error);
  assert_token (last, PROFILE, NULL);
  return 0;
}

static void
test_keyring (void)
{
  g_autofree char *runner = g_find_program_in_path ("dbus-run-session");
  g_autofree char *keyring = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *dir = pilot_test_make_dir ();
  const char *const wrapper[] = { runner, "--", NULL };
  const char *const environment[] = { "HOME", dir, "XDG_DATA_HOME", dir, "XDG_RUNTIME_DIR", dir, "XDG_CACHE_HOME", dir,
                                      "XDG_DATA_DIRS", "/usr/local/share:/usr/share", NULL };

  if (runner == NULL || keyring == NULL)
    {
      g_test_skip ("gnome-keyring and dbus-run-session are not both installed");
      return;
    }
  run_part ("--keyring", wrapper, environment);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && strcmp (argv[1], "--no-service") == 0)
    return run_no_service ();
  if (argc == 2 && strcmp (argv[1], "--keyring") == 0)
    return run_keyring ();
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/portal/tokens/a token for the session is gone with it", test_session);
  g_test_add_func ("/portal/tokens/what is no token is refused", test_no_token);
  g_test_add_func ("/portal/tokens/without a bus the token is kept for the session, and that is said", test_no_bus);
  g_test_add_func ("/portal/tokens/likewise with a bus but no secret service", test_bus_without_service);
  g_test_add_func ("/portal/tokens/a secret service keeps it for the next start", test_keyring);
  return g_test_run ();
}
