/* pilot-process-host.c: the portal as a process of ours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-process-host.h"

#include "pilot-error.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <sys/random.h>

#define PROGRAM "pilotage-portal"
#define STOP_USEC (10 * G_TIME_SPAN_SECOND)
#define TOKEN_BYTES 32
#define MAX_LINE_BYTES 1024

/* A large demo company takes minutes to make. */
#define START_USEC (20 * G_TIME_SPAN_MINUTE)
#define LOOK_EVERY_MSEC 100

/* The demo company has an operator who acts by itself, and a run of it takes some seconds, so that it can be watched. */
static const char *const demo_arguments[] = { "--seed-demo", "--demo-operator", "--batch-size", "100", "--batch-delay", "200" };

struct _PilotProcessHost
{
  GObject parent_instance;

  char *program;   /* (owned) (nullable) */
  char **arguments; /* (owned) (nullable) */

  GMutex start_lock; /* held while starting or stopping, so that two callers don't do it twice */
  GMutex lock;
  GCond ended;
  PilotProcessState state;  /* guarded by lock, as all below */
  GSubprocess *process;     /* (owned) (nullable): %NULL where none runs */
  gboolean stopping;
  char *address; /* (owned) (nullable) */
  char *token;   /* (owned) (nullable) */
};

/* What the thread needs that watches a child to its end. */
typedef struct
{
  PilotProcessHost *host;  /* (owned) */
  GSubprocess *process;    /* (owned) */
} Watch;

static void pilot_process_host_host_init (PilotPortalHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotProcessHost, pilot_process_host, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_PORTAL_HOST, pilot_process_host_host_init))

static char *
find_program (PilotProcessHost *self, GError **error)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *dir = self_path != NULL ? g_path_get_dirname (self_path) : g_strdup (".");
  const char *override = g_getenv ("PILOT_PORTAL_PROGRAM");
  /* Beside the program; in the build tree, seen from src/ui, src/cli and tests/x; installed. */
  char *candidates[] = {
    g_strdup (self->program),
    self->program == NULL ? g_strdup (override) : NULL,
    g_build_filename (dir, PROGRAM, NULL),
    g_build_filename (dir, "..", "server", PROGRAM, NULL),
    g_build_filename (dir, "..", "src", "server", PROGRAM, NULL),
    g_build_filename (dir, "..", "..", "src", "server", PROGRAM, NULL),
    g_build_filename (dir, "..", "cli", PROGRAM, NULL),
    g_build_filename (dir, "..", "libexec", PROGRAM, NULL),
    g_build_filename (PILOT_LIBEXECDIR, PROGRAM, NULL),
    g_build_filename (PILOT_BINDIR, PROGRAM, NULL),
  };
  guint n_candidates = self->program != NULL ? 1 : G_N_ELEMENTS (candidates);
  char *found = NULL;

  for (guint i = 0; i < n_candidates && found == NULL; i++)
    if (candidates[i] != NULL && g_file_test (candidates[i], G_FILE_TEST_IS_EXECUTABLE) &&
        !g_file_test (candidates[i], G_FILE_TEST_IS_DIR))
      found = g_strdup (candidates[i]);
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    g_free (candidates[i]);
  if (found == NULL)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED,
                         _("The program “pilotage-portal” was not found. Install Pilotage again."));
  return found;
}

static char *
create_token (void)
{
  guint8 bytes[TOKEN_BYTES];
  GString *text = g_string_sized_new (2 * TOKEN_BYTES);

  for (gsize n = 0; n < sizeof bytes;)
    {
      gssize got = getrandom (bytes + n, sizeof bytes - n, 0);

      if (got > 0)
        n += (gsize) got;
      else if (errno != EINTR)
        g_error ("The system has no random numbers: %s", g_strerror (errno));
    }
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  explicit_bzero (bytes, sizeof bytes);
  return g_string_free (text, FALSE);
}

static GSubprocess *
spawn (PilotProcessHost *self, const char *data_dir, gboolean seed_demo, GError **error)
{
  g_autofree char *program = find_program (self, error);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) cause = NULL;

  if (program == NULL)
    return NULL;
  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    {
      g_set_error (error, PILOT_ERROR, errno == ENOSPC ? PILOT_ERROR_NO_SPACE : PILOT_ERROR_FAILED,
                   _("The folder for the portal’s data can’t be made: %s"), g_strerror (errno));
      return NULL;
    }
  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "--data");
  g_ptr_array_add (argv, (gpointer) data_dir);
  g_ptr_array_add (argv, (gpointer) "--listen");
  g_ptr_array_add (argv, (gpointer) "127.0.0.1:0");
  g_ptr_array_add (argv, (gpointer) "--token-stdin");
  for (guint i = 0; seed_demo && i < G_N_ELEMENTS (demo_arguments); i++)
    g_ptr_array_add (argv, (gpointer) demo_arguments[i]);
  for (guint i = 0; self->arguments != NULL && self->arguments[i] != NULL; i++)
    g_ptr_array_add (argv, self->arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &cause);
  if (process == NULL)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The portal can’t be started: %s"), cause->message);
  return g_steal_pointer (&process);
}

static gboolean
send_token (GSubprocess *process, const char *token, GCancellable *cancellable, GError **error)
{
  g_autofree char *line = g_strconcat (token, "\n", NULL);
  g_autoptr (GError) cause = NULL;
  gboolean ok = g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), line, strlen (line), NULL, cancellable, &cause);

  explicit_bzero (line, strlen (line));
  /* One that has ended already says no address either: read_address() tells of it. */
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    return TRUE;
  if (!ok)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The portal ended as soon as it was started: %s"), cause->message);
  return ok;
}

/* Reads the first line, byte by byte so that nothing behind it is taken. */
static char *
read_address (GSubprocess *process, GCancellable *cancellable, GError **error)
{
  GInputStream *stream = g_subprocess_get_stdout_pipe (process);
  g_autoptr (GString) line = g_string_new (NULL);
  gint64 deadline = g_get_monotonic_time () + START_USEC;
  GPollFD fd = { g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (stream)), G_IO_IN, 0 };

  while (line->len < MAX_LINE_BYTES && g_get_monotonic_time () < deadline)
    {
      char byte;
      gssize n_bytes;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (g_poll (&fd, 1, LOOK_EVERY_MSEC) == 0)
        continue;
      n_bytes = g_input_stream_read (stream, &byte, 1, cancellable, NULL);
      if (n_bytes <= 0)
        break;
      if (byte == '\n')
        {
          g_strstrip (line->str);
          if (g_str_has_prefix (line->str, "http://127.0.0.1:") || g_str_has_prefix (line->str, "http://[::1]:"))
            return g_strdup (line->str);
          break;
        }
      g_string_append_c (line, byte);
    }
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED,
                       _("The portal did not start. The log says why; the disk may be full or its data damaged."));
  return NULL;
}

static gpointer
watch_cb (gpointer user_data)
{
  Watch *watch = user_data;
  PilotProcessHost *self = watch->host;
  char buffer[4096];

  /* Whatever else it prints is read, so that it never waits for a reader; the end says that it has gone. */
  while (g_input_stream_read (g_subprocess_get_stdout_pipe (watch->process), buffer, sizeof buffer, NULL, NULL) > 0)
    continue;
  g_subprocess_wait (watch->process, NULL, NULL);

  g_mutex_lock (&self->lock);
  if (self->process == watch->process)
    {
      if (!self->stopping)
        g_message ("The embedded portal has ended by itself");
      self->state = self->stopping ? PILOT_PROCESS_STOPPED : PILOT_PROCESS_DIED;
      g_clear_object (&self->process);
      g_clear_pointer (&self->address, g_free);
      if (self->token != NULL)
        explicit_bzero (self->token, strlen (self->token));
      g_clear_pointer (&self->token, g_free);
      g_cond_broadcast (&self->ended);
    }
  g_mutex_unlock (&self->lock);
  g_object_unref (watch->process);
  g_object_unref (watch->host);
  g_free (watch);
  return NULL;
}

static void
take_process (PilotProcessHost *self, GSubprocess *process, const char *address, const char *token)
{
  Watch *watch = g_new0 (Watch, 1);

  g_mutex_lock (&self->lock);
  self->process = g_object_ref (process);
  self->address = g_strdup (address);
  self->token = g_strdup (token);
  self->stopping = FALSE;
  self->state = PILOT_PROCESS_RUNNING;
  g_mutex_unlock (&self->lock);

  watch->host = g_object_ref (self);
  watch->process = g_object_ref (process);
  g_thread_unref (g_thread_new ("portal-watch", watch_cb, watch));
}

/* Hands out what runs already. */
static gboolean
copy_running (PilotProcessHost *self, char **address, char **token)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (self->process == NULL)
    return FALSE;
  *address = g_strdup (self->address);
  *token = g_strdup (self->token);
  return TRUE;
}

static gboolean
pilot_process_host_start (PilotPortalHost *host, const char *data_dir, gboolean seed_demo, char **address, char **token,
                          GCancellable *cancellable, GError **error)
{
  PilotProcessHost *self = PILOT_PROCESS_HOST (host);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->start_lock);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *made_token = NULL;
  g_autofree char *read = NULL;

  if (copy_running (self, address, token))
    return TRUE;
  process = spawn (self, data_dir, seed_demo, error);
  if (process == NULL)
    return FALSE;
  made_token = create_token ();
  if (!send_token (process, made_token, cancellable, error) || (read = read_address (process, cancellable, error)) == NULL)
    {
      g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      return FALSE;
    }
  take_process (self, process, read, made_token);
  *address = g_steal_pointer (&read);
  *token = g_steal_pointer (&made_token);
  return TRUE;
}

static gboolean
wait_ended (PilotProcessHost *self, GSubprocess *process, gint64 until_usec)
{
  while (self->process == process)
    if (!g_cond_wait_until (&self->ended, &self->lock, until_usec))
      break;
  return self->process != process;
}

static gboolean
pilot_process_host_stop (PilotPortalHost *host, GError **error)
{
  PilotProcessHost *self = PILOT_PROCESS_HOST (host);
  g_autoptr (GMutexLocker) start_locker G_GNUC_UNUSED = g_mutex_locker_new (&self->start_lock);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  g_autoptr (GSubprocess) process = self->process != NULL ? g_object_ref (self->process) : NULL;

  if (process == NULL)
    {
      self->state = PILOT_PROCESS_STOPPED;
      return TRUE;
    }
  self->stopping = TRUE;
  g_subprocess_send_signal (process, SIGTERM);
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  if (wait_ended (self, process, g_get_monotonic_time () + STOP_USEC))
    return TRUE;
  g_subprocess_force_exit (process);
  if (wait_ended (self, process, g_get_monotonic_time () + STOP_USEC))
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("The portal does not end."));
  return FALSE;
}

static gboolean
pilot_process_host_is_running (PilotPortalHost *host)
{
  return pilot_process_host_get_state (PILOT_PROCESS_HOST (host)) == PILOT_PROCESS_RUNNING;
}

static void
pilot_process_host_host_init (PilotPortalHostInterface *iface)
{
  iface->start = pilot_process_host_start;
  iface->stop = pilot_process_host_stop;
  iface->is_running = pilot_process_host_is_running;
}

static void
pilot_process_host_finalize (GObject *object)
{
  PilotProcessHost *self = PILOT_PROCESS_HOST (object);

  /* A running child holds a reference through its watch, so there is none here. */
  g_free (self->program);
  g_strfreev (self->arguments);
  g_mutex_clear (&self->start_lock);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ended);
  G_OBJECT_CLASS (pilot_process_host_parent_class)->finalize (object);
}

static void
pilot_process_host_class_init (PilotProcessHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_process_host_finalize;
  /* Writing to one that has ended fails; it is not to end us too. GSocket does the same, once there is one. */
  signal (SIGPIPE, SIG_IGN);
}

static void
pilot_process_host_init (PilotProcessHost *self)
{
  g_mutex_init (&self->start_lock);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ended);
}

PilotPortalHost *
pilot_process_host_new (const char *program, const char *const *arguments)
{
  PilotProcessHost *self = g_object_new (PILOT_TYPE_PROCESS_HOST, NULL);

  self->program = g_strdup (program);
  self->arguments = g_strdupv ((char **) arguments);
  return PILOT_PORTAL_HOST (self);
}

PilotProcessState
pilot_process_host_get_state (PilotProcessHost *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;

  g_return_val_if_fail (PILOT_IS_PROCESS_HOST (self), PILOT_PROCESS_NEVER);

  locker = g_mutex_locker_new (&self->lock);
  /* While it is being stopped its end is only a matter of time: who asks now must not start it again after that. */
  return self->stopping && self->state == PILOT_PROCESS_RUNNING ? PILOT_PROCESS_STOPPED : self->state;
}

int
pilot_process_host_get_pid (PilotProcessHost *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;
  const char *identifier;

  g_return_val_if_fail (PILOT_IS_PROCESS_HOST (self), 0);

  locker = g_mutex_locker_new (&self->lock);
  identifier = self->process != NULL ? g_subprocess_get_identifier (self->process) : NULL;
  return identifier != NULL ? atoi (identifier) : 0;
}
