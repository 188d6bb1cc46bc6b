/* test-process-host.c: starting and stopping a portal of our own, with a stand-in for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-provider.h"
#include "pilot-error.h"
#include "pilot-process-host.h"
#include "pilot-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* Notes its number, token and arguments, then does as the last argument says. */
static const char stand_in[] =
    "#!/bin/sh\n"
    "read token\n"
    "echo \"$token|$*\" >> \"$2/starts\"\n"
    "for mode; do :; done\n"
    "case $mode in\n"
    "  silent) exit 3 ;;\n"
    "  nonsense) echo 'Segmentation fault' ;;\n"
    "  elsewhere) echo 'http://198.51.100.7:80' ;;\n"
    "  slow) exec sleep 1000 ;;\n"
    "  stubborn) trap '' TERM; echo http://127.0.0.1:1; while :; do sleep 1; done ;;\n"
    "  chatty) echo http://127.0.0.1:1; yes chatter | head -c 1000000; echo done > \"$2/chatted\"; cat > /dev/null ;;\n"
    "  *) echo http://127.0.0.1:1; cat > /dev/null; echo ended > \"$2/ended\" ;;\n"
    "esac\n";

typedef struct
{
  char *dir;     /* (owned) */
  char *program; /* (owned) */
  char *data;    /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = pilot_test_make_dir ();
  self->program = g_build_filename (self->dir, "pilotage-portal", NULL);
  self->data = g_build_filename (self->dir, "data", NULL);
  g_file_set_contents (self->program, stand_in, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (self->program, 0700), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->dir);
  g_free (self->program);
  g_free (self->data);
}

static PilotPortalHost *
create_host (Fixture *self, const char *mode)
{
  const char *const arguments[] = { mode, NULL };

  return pilot_process_host_new (self->program, arguments);
}

static char *
read_data (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->data, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static PilotProcessState
state_of (PilotPortalHost *host)
{
  return pilot_process_host_get_state (PILOT_PROCESS_HOST (host));
}

static void
test_start_stop (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPortalHost) host = create_host (self, "good");
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  g_autofree char *address2 = NULL;
  g_autofree char *token2 = NULL;
  g_autofree char *starts = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_cmpint (state_of (host), ==, PILOT_PROCESS_NEVER);
  g_assert_true (pilot_portal_host_start (host, self->data, TRUE, &address, &token, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (pilot_portal_host_is_running (host));
  g_assert_cmpint (pilot_process_host_get_pid (PILOT_PROCESS_HOST (host)), >, 0);
  g_assert_cmpstr (address, ==, "http://127.0.0.1:1");
  g_assert_cmpuint (strlen (token), ==, 64);
  g_assert_cmpint (g_stat (self->data, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  /* A running one is reused. */
  g_assert_true (pilot_portal_host_start (host, self->data, TRUE, &address2, &token2, NULL, &error));
  g_assert_cmpstr (token, ==, token2);
  starts = read_data (self, "starts");
  expected = g_strdup_printf ("%s|--data %s --listen 127.0.0.1:0 --token-stdin --seed-demo --demo-operator --batch-size 100 --batch-delay 200 good\n", token, self->data);
  g_assert_cmpstr (starts, ==, expected);

  g_assert_true (pilot_portal_host_stop (host, &error));
  g_assert_no_error (error);
  g_assert_false (pilot_portal_host_is_running (host));
  g_assert_cmpint (state_of (host), ==, PILOT_PROCESS_STOPPED);
  g_assert_cmpint (pilot_process_host_get_pid (PILOT_PROCESS_HOST (host)), ==, 0);
  g_assert_true (pilot_portal_host_stop (host, &error));

  /* The next start has another token. */
  g_free (g_steal_pointer (&token2));
  g_free (g_steal_pointer (&address2));
  g_assert_true (pilot_portal_host_start (host, self->data, FALSE, &address2, &token2, NULL, &error));
  g_assert_cmpstr (token, !=, token2);
  g_assert_true (pilot_portal_host_stop (host, &error));
}

static void
test_death (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPortalHost) host = create_host (self, "good");
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_portal_host_start (host, self->data, TRUE, &address, &token, NULL, &error));
  kill (pilot_process_host_get_pid (PILOT_PROCESS_HOST (host)), SIGKILL);
  PILOT_TEST_WAIT_UNTIL (!pilot_portal_host_is_running (host));
  g_assert_cmpint (state_of (host), ==, PILOT_PROCESS_DIED);
}

static void
test_failures (Fixture *self, gconstpointer data)
{
  static const char *const modes[] = { "silent", "nonsense", "elsewhere" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (PilotPortalHost) host = create_host (self, modes[i]);
      g_autofree char *address = NULL;
      g_autofree char *token = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (pilot_portal_host_start (host, self->data, TRUE, &address, &token, NULL, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
      g_assert_null (address);
      g_assert_false (pilot_portal_host_is_running (host));
    }
}

/* Some of them end before they are written to, some after: a person is told the same. */
static void
test_dead_at_once (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (PilotPortalHost) host = pilot_process_host_new ("/bin/true", NULL);
      g_autofree char *address = NULL;
      g_autofree char *token = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (pilot_portal_host_start (host, self->data, FALSE, &address, &token, NULL, &error));
      g_assert_cmpstr (error->message, ==, "The portal did not start. The log says why; the disk may be full or its data damaged.");
    }
}

static void
test_no_program (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPortalHost) host = pilot_process_host_new ("/nonexistent/pilotage-portal", NULL);
  g_autoptr (PilotPortalHost) folder = pilot_process_host_new (self->dir, NULL);
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_portal_host_start (host, self->data, TRUE, &address, &token, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (pilot_portal_host_start (folder, self->data, TRUE, &address, &token, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
}

static gpointer
cancel_cb (gpointer user_data)
{
  g_usleep (100000);
  g_cancellable_cancel (user_data);
  return NULL;
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPortalHost) host = create_host (self, "slow");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_cb, cancellable);

  g_assert_false (pilot_portal_host_start (host, self->data, TRUE, &address, &token, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static gboolean
has_data (Fixture *self, const char *name)
{
  g_autofree char *text = read_data (self, name);

  return text != NULL;
}

static void
test_chatty (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPortalHost) host = create_host (self, "chatty");
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_portal_host_start (host, self->data, TRUE, &address, &token, NULL, &error));
  PILOT_TEST_WAIT_UNTIL (has_data (self, "chatted"));
  g_assert_true (pilot_portal_host_stop (host, &error));
}

static void
test_stubborn (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPortalHost) host = create_host (self, "stubborn");
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;

  if (!pilot_test_is_long ())
    {
      g_test_skip ("waits ten seconds; runs with the long tests");
      return;
    }
  g_assert_true (pilot_portal_host_start (host, self->data, TRUE, &address, &token, NULL, &error));
  start = g_get_monotonic_time ();
  g_assert_true (pilot_portal_host_stop (host, &error));
  g_assert_cmpint (g_get_monotonic_time () - start, >, 9 * G_TIME_SPAN_SECOND);
  g_assert_false (pilot_portal_host_is_running (host));
}

/* The same program again, as the one that is killed with a portal running. */
static void
run_child (const char *program, const char *data)
{
  g_autoptr (PilotPortalHost) host = pilot_process_host_new (program, NULL);
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;

  if (pilot_portal_host_start (host, data, FALSE, &address, &token, NULL, NULL))
    kill (getpid (), SIGKILL);
}

static void
test_end_with_us (Fixture *self, gconstpointer data)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self_path, "--as-child", self->program, self->data, NULL);
  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  /* Its portal's input ended with it. */
  PILOT_TEST_WAIT_UNTIL (has_data (self, "ended"));
}

static void
test_demo (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPortalHost) host = create_host (self, "good");
  g_autoptr (PilotConnectionProvider) provider = pilot_demo_provider_new (host, self->data);
  PilotConnectionProfile *profile = pilot_connection_profile_new ("demo");
  g_autoptr (PilotConnection) connection = NULL;
  g_auto (PilotConnectionInfo) info = { 0 };
  g_autofree char *data_dir = NULL;
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept = FALSE;

  connection = pilot_connection_provider_open (provider, profile, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state_of (host), ==, PILOT_PROCESS_NEVER);

  /* The first request starts it; nobody listens on the stand-in's port. */
  g_assert_false (pilot_connection_probe (connection, &info, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_cmpint (state_of (host), ==, PILOT_PROCESS_RUNNING);

  /* One that died is started again by the next request. */
  kill (pilot_process_host_get_pid (PILOT_PROCESS_HOST (host)), SIGKILL);
  PILOT_TEST_WAIT_UNTIL (!pilot_portal_host_is_running (host));
  pilot_connection_probe (connection, &info, NULL, NULL);
  g_assert_cmpint (state_of (host), ==, PILOT_PROCESS_RUNNING);

  /* One that was stopped stays so until a person starts it. */
  g_assert_true (pilot_portal_host_stop (host, NULL));
  g_assert_false (pilot_connection_probe (connection, &info, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_assert_cmpint (state_of (host), ==, PILOT_PROCESS_STOPPED);
  data_dir = pilot_demo_provider_dup_data_dir (PILOT_DEMO_PROVIDER (provider));
  g_assert_true (pilot_portal_host_start (host, data_dir, TRUE, &address,
                                          &token, NULL, NULL));
  g_assert_true (pilot_portal_host_stop (host, NULL));

  g_clear_error (&error);
  g_assert_null (pilot_connection_provider_sign_in (provider, profile, "", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (pilot_connection_provider_set_token (provider, profile, "token", &kept, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED);
  g_assert_false (kept);
  g_assert_true (pilot_connection_provider_forget (provider, profile, NULL, NULL));
  pilot_connection_profile_free (profile);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--as-child") == 0)
    {
      run_child (argv[2], argv[3]);
      return 1;
    }
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/portal/host/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a portal is started with a token and stopped", test_start_stop);
  ADD ("its death is noticed", test_death);
  ADD ("one that does not say its address failed", test_failures);
  ADD ("one that ends at once is told of in the same words each time", test_dead_at_once);
  ADD ("a program that is not there is told", test_no_program);
  ADD ("waiting for it can be cancelled", test_cancel);
  ADD ("whatever it prints, it never waits for a reader", test_chatty);
  ADD ("one that does not end is killed", test_stubborn);
  ADD ("it ends with the program that started it", test_end_with_us);
  ADD ("the demo company starts its portal when needed", test_demo);
  return g_test_run ();
}
