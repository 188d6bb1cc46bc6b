/* portal-process.c: a real portal with a demo company of a given size
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "portal-process.h"

#include "measure.h"

#include <signal.h>

struct _PortalProcess
{
  GSubprocess *process; /* (owned) */
  char *token;          /* (owned) */
  char *address;        /* (owned) */
  double seed_secs;
};

static char *
token_cb (gpointer user_data)
{
  return g_strdup (user_data);
}

static char *
find_program (void)
{
  const char *build_dir = g_getenv ("PILOT_BUILD_DIR");
  g_autofree char *path = g_build_filename (build_dir != NULL ? build_dir : ".", "src", "server", "pilotage-portal", NULL);

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : g_strdup ("pilotage-portal");
}

PortalProcess *
portal_process_start (const char *dir, guint n_candidates)
{
  PortalProcess *self = g_new0 (PortalProcess, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *program = find_program ();
  g_autofree char *agencies = g_strdup_printf ("%u", CLAMP (n_candidates / 200, 10, 5000));
  g_autofree char *recruiters = g_strdup_printf ("%u", CLAMP (n_candidates / 20, 10, 50000));
  g_autofree char *jobs = g_strdup_printf ("%u", CLAMP (n_candidates / 100, 10, 10000));
  g_autofree char *candidates = g_strdup_printf ("%u", n_candidates);
  const char *argv[] = { program, "--data", dir, "--listen", "127.0.0.1:0", "--token-stdin", "--seed-demo", "--seed", "1",
                         "--agencies", agencies, "--recruiters", recruiters, "--jobs", jobs, "--candidates", candidates, NULL };
  g_autofree char *line = NULL;
  g_autofree char *id = g_uuid_string_random ();
  double start = measure_now ();

  self->token = g_strconcat ("bench-", id, NULL);
  line = g_strconcat (self->token, "\n", NULL);
  self->process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  if (self->process == NULL ||
      !g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), line, strlen (line), NULL, NULL, &error))
    g_error ("No portal: %s", error->message);
  {
    g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));

    self->address = g_data_input_stream_read_line (output, NULL, NULL, &error);
    g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  }
  if (self->address == NULL)
    g_error ("The portal said no address");
  self->seed_secs = measure_now () - start;
  return self;
}

void
portal_process_stop (PortalProcess *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->token);
  g_free (self->address);
  g_free (self);
}

double
portal_process_get_seed_secs (PortalProcess *self)
{
  return self->seed_secs;
}

const char *
portal_process_get_address (PortalProcess *self)
{
  return self->address;
}

const char *
portal_process_get_token (PortalProcess *self)
{
  return self->token;
}

PilotHttpClient *
portal_process_new_client (PortalProcess *self)
{
  g_autoptr (GError) error = NULL;
  PilotHttpClient *client = pilot_http_client_new (self->address, NULL, &error);

  if (client == NULL)
    g_error ("%s", error->message);
  pilot_http_client_set_token_func (client, token_cb, g_strdup (self->token), g_free);
  return client;
}
