/* pilot-cli.c: what the commands of pilotage-cli share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-cli-print.h"

#include "pilot-error.h"
#include "pilot-store-sync.h"
#include "pilot-workspace-private.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* So long a script waits for a change that the other side puts off while it answers everything else. */
#define PUT_OFF_USEC (30 * G_TIME_SPAN_SECOND)
/* So long for what another process is to send: it looks for that twice in this time. */
#define OTHERS_USEC (60 * G_TIME_SPAN_SECOND)
/* So long for work in the background that is of no use any more. */
#define SETTLE_USEC (5 * G_TIME_SPAN_SECOND)

static const PilotCliCommand *const commands[] = {
  &pilot_cli_import_command, &pilot_cli_sync_command,   &pilot_cli_status_command,
  &pilot_cli_list_command,   &pilot_cli_export_command, &pilot_cli_outbox_command,
  &pilot_cli_check_command,  &pilot_cli_scope_command,  &pilot_cli_run_command,
};

/* What an error means for a script. */
static const struct
{
  PilotError code;
  PilotCliStatus status;
} error_statuses[] = {
  { PILOT_ERROR_OFFLINE, PILOT_CLI_OFFLINE },
  { PILOT_ERROR_TIMEOUT, PILOT_CLI_OFFLINE },
  { PILOT_ERROR_SERVER, PILOT_CLI_OFFLINE },
  { PILOT_ERROR_THROTTLED, PILOT_CLI_OFFLINE },
  { PILOT_ERROR_UNAUTHORIZED, PILOT_CLI_SIGN_IN },
  { PILOT_ERROR_CONFLICT, PILOT_CLI_NEEDS_PERSON },
  { PILOT_ERROR_REJECTED, PILOT_CLI_NEEDS_PERSON },
  { PILOT_ERROR_INVALID, PILOT_CLI_BAD_INPUT },
  { PILOT_ERROR_NOT_FOUND, PILOT_CLI_BAD_INPUT },
};

static const char *
get_statuses (void)
{
  return _ ("It ends with one of these statuses:\n"
            "  0  all was done\n"
            "  1  it failed, was interrupted, or the local data is damaged; nothing of an import is written\n"
            "  2  the command line is wrong\n"
            "  3  the import was done (or would be), but rows were left out as invalid or duplicate\n"
            "  4  nothing answers; changes are kept, and sent later\n"
            "  5  sign-in is needed\n"
            "  6  a change was refused or is in conflict: see “outbox”\n"
            "  7  a file can't be read, or is not what is needed (a table, a token), or there is no such record\n"
            "  8  the checks were made and found errors");
}

static void
show_usage (FILE *file)
{
  fprintf (file, "%s\n\n", _ ("Usage: pilotage-cli COMMAND [OPTION…] [ARGUMENT…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *call = g_strdup_printf ("%s %s", commands[i]->name, commands[i]->arguments);

      fprintf (file, "  %s%*s %s\n", call, (int) MAX (0, 36 - g_utf8_strlen (call, -1)), "",
               g_dgettext (GETTEXT_PACKAGE, commands[i]->summary));
    }
  fprintf (file, "\n%s\n\n%s\n", _ ("“pilotage-cli COMMAND --help” tells its options, “pilotage-cli --version” the version."), get_statuses ());
}

static const PilotCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (name, commands[i]->name) == 0)
      return commands[i];
  return NULL;
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (((PilotCli *) user_data)->cancellable);
  return G_SOURCE_CONTINUE;
}

static gint64
get_last_sync (PilotCli *self)
{
  gint64 last_sync;

  g_object_get (self->workspace, "last-sync", &last_sync, NULL);
  return last_sync;
}

/* Straight from the cache: the workspace's properties follow it a moment later. What a migration run holds up goes by itself, later. */
static gboolean
get_outlook (PilotCli *self, guint *waiting, guint *stuck, gint64 *due_unix_usec)
{
  PilotStoreCounts counts;
  gboolean read = pilot_store_get_outlook (pilot_workspace_get_store (self->workspace), &counts, due_unix_usec, NULL);

  *waiting = counts.n_waiting - counts.n_held;
  *stuck = counts.n_blocked + counts.n_conflicts;
  return read;
}

/* Another process holds the push lock, and does the work for this cache: then the sync is idle, but says why. */
static gboolean
is_synced_by_others (PilotCli *self)
{
  return pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_IDLE && pilot_workspace_get_sync_message (self->workspace) != NULL;
}

/* Where something waits, but nothing of it will go by itself: the status to end with; otherwise -1. */
static int
judge_waiting (PilotCli *self, gint64 due_unix_usec, gint64 began_usec)
{
  if (is_synced_by_others (self))
    return g_get_monotonic_time () - began_usec > OTHERS_USEC ? PILOT_CLI_OFFLINE : -1;
  /* All of it is held by a change that was refused or is in conflict. */
  if (due_unix_usec == G_MAXINT64)
    return PILOT_CLI_NEEDS_PERSON;
  return due_unix_usec != 0 && g_get_monotonic_time () - began_usec > PUT_OFF_USEC ? PILOT_CLI_OFFLINE : -1;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
pilot_cli_parse (PilotCli *self, const PilotCliCommand *command, const GOptionEntry *entries, int n_arguments, int *argc, char ***argv)
{
  const GOptionEntry common[] = {
    { "connection", 'c', 0, G_OPTION_ARG_STRING, &self->connection,
      N_ ("Work with this connection of the application, and with its local data"), N_ ("NAME") },
    { "portal", 0, 0, G_OPTION_ARG_STRING, &self->portal_url, N_ ("Work with the portal at this address"), N_ ("URL") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &self->token_file, N_ ("Read the access token from this file"), N_ ("FILE") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file, N_ ("Trust the certificate authority in this PEM file, too"), N_ ("FILE") },
    { "files", 0, 0, G_OPTION_ARG_FILENAME, &self->files_dir, N_ ("Work with the CSV files in this folder"), N_ ("DIR") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, N_ ("Work with the demo company"), NULL },
    { "cache", 0, 0, G_OPTION_ARG_FILENAME, &self->cache_dir, N_ ("Keep the local data in this folder"), N_ ("DIR") },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &self->offline, N_ ("Don't wait for the other side before reading the local data"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Write JSON, one object a line"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &self->quiet, N_ ("Write no progress"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autofree char *program = g_strdup_printf ("pilotage-cli %s", command->name);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, g_dgettext (GETTEXT_PACKAGE, command->summary));
  g_option_context_set_description (context, get_statuses ());
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      pilot_cli_refuse (self, error->message);
      return FALSE;
    }
  if (self->cache_dir != NULL)
    {
      g_autofree char *given = g_steal_pointer (&self->cache_dir);

      self->cache_dir = g_canonicalize_filename (given, NULL);
    }
  if (n_arguments != PILOT_CLI_ANY_ARGUMENTS && *argc - 1 != n_arguments)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_printerr ("%s", help);
      return FALSE;
    }
  return TRUE;
}

int
pilot_cli_open (PilotCli *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotConnectionProfile) profile = pilot_cli_choose_profile (self, &error);
  g_autofree char *data_dir = NULL;
  PilotConnectionProvider *provider;
  g_auto (PilotCliWait) wait = { NULL };
  int status;

  if (profile == NULL)
    return pilot_cli_refuse (self, error->message);
  provider = pilot_cli_find_provider (self, profile->kind);
  data_dir = self->cache_dir != NULL ? g_strdup (self->cache_dir) : g_build_filename (g_get_user_data_dir (), "pilotage", NULL);
  if (!pilot_cli_check_ca_file (self, &error) || !pilot_cli_take_token (self, provider, profile, &error))
    return pilot_cli_fail (self, g_steal_pointer (&error));
  self->opened_unix_usec = g_get_real_time ();
  pilot_workspace_open_async (profile, provider, data_dir, self->cancellable, pilot_cli_done_cb, &wait);
  self->workspace = pilot_workspace_open_finish (pilot_cli_wait (&wait), &error);
  if (self->workspace == NULL)
    return pilot_cli_fail (self, g_steal_pointer (&error));
  if (pilot_workspace_get_recovery_report (self->workspace) != NULL)
    pilot_cli_note (self, "%s", pilot_workspace_get_recovery_report (self->workspace));
  if (self->offline)
    return PILOT_CLI_DONE;
  status = pilot_cli_wait_synced (self, FALSE);
  /* Without the other side there is still what was read before. */
  if (status == PILOT_CLI_OFFLINE)
    {
      pilot_cli_note (self, _ ("Offline: the local data may be out of date."));
      return PILOT_CLI_DONE;
    }
  if (status == PILOT_CLI_DONE && is_synced_by_others (self))
    pilot_cli_note (self, "%s", pilot_workspace_get_sync_message (self->workspace));
  if (status == PILOT_CLI_DONE && pilot_workspace_get_sync_notice (self->workspace) != NULL)
    pilot_cli_note (self, "%s", pilot_workspace_get_sync_notice (self->workspace));
  return status == PILOT_CLI_DONE ? status : pilot_cli_fail_sync (self, status);
}

int
pilot_cli_wait_synced (PilotCli *self, gboolean outbox_too)
{
  gint64 since = outbox_too ? 0 : self->opened_unix_usec;
  gint64 began_usec = g_get_monotonic_time ();
  guint tick = g_timeout_add (100, tick_cb, NULL);
  int status = -1;

  while (status < 0)
    {
      PilotSyncState state = pilot_workspace_get_sync_state (self->workspace);
      guint waiting;
      guint stuck;
      gint64 due_unix_usec;
      gboolean read = get_outlook (self, &waiting, &stuck, &due_unix_usec);

      if (g_cancellable_is_cancelled (self->cancellable) || !read)
        status = PILOT_CLI_FAILED;
      else if (outbox_too && waiting == 0)
        status = stuck == 0 ? PILOT_CLI_DONE : PILOT_CLI_NEEDS_PERSON;
      else if (!outbox_too && state == PILOT_SYNC_IDLE && (get_last_sync (self) >= since || is_synced_by_others (self)))
        status = PILOT_CLI_DONE;
      else if (state == PILOT_SYNC_OFFLINE)
        status = PILOT_CLI_OFFLINE;
      else if (state == PILOT_SYNC_SIGN_IN)
        status = PILOT_CLI_SIGN_IN;
      else if (state == PILOT_SYNC_FAILED)
        status = PILOT_CLI_FAILED;
      else if (outbox_too && state == PILOT_SYNC_IDLE)
        status = judge_waiting (self, due_unix_usec, began_usec);
      if (status < 0)
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
  return status;
}

gboolean
pilot_cli_was_synced (PilotCli *self)
{
  return get_last_sync (self) != 0;
}

static gboolean
is_gone (GWeakRef *object)
{
  g_autoptr (GObject) left = g_weak_ref_get (object);

  return left == NULL;
}

/* Counts and lists are made by threads that hold the store: none is to be at work while the program ends. */
static void
close_workspace (PilotCli *self)
{
  g_auto (PilotCliWait) wait = { NULL };
  gint64 until = g_get_monotonic_time () + SETTLE_USEC;
  guint tick = g_timeout_add (20, tick_cb, NULL);
  GWeakRef store;

  g_weak_ref_init (&store, pilot_workspace_get_store (self->workspace));
  pilot_workspace_close_async (self->workspace, pilot_cli_done_cb, &wait);
  pilot_workspace_close_finish (self->workspace, pilot_cli_wait (&wait), NULL);
  pilot_cli_wait_clear (&wait);
  g_clear_object (&self->workspace);
  while (!is_gone (&store) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_weak_ref_clear (&store);
  g_source_remove (tick);
}

void
pilot_cli_close (PilotCli *self)
{
  if (self->workspace != NULL)
    close_workspace (self);
  if (self->host != NULL && pilot_portal_host_is_running (self->host))
    pilot_portal_host_stop (self->host, NULL);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->connection, g_free);
  g_clear_pointer (&self->portal_url, g_free);
  g_clear_pointer (&self->token_file, g_free);
  g_clear_pointer (&self->ca_file, g_free);
  g_clear_pointer (&self->files_dir, g_free);
  g_clear_pointer (&self->cache_dir, g_free);
}

int
pilot_cli_fail (PilotCli *self, GError *error)
{
  int status = PILOT_CLI_FAILED;

  for (guint i = 0; i < G_N_ELEMENTS (error_statuses); i++)
    if (g_error_matches (error, PILOT_ERROR, error_statuses[i].code))
      status = error_statuses[i].status;
  if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_NOT_FOUND)
    status = PILOT_CLI_BAD_INPUT;
  pilot_cli_print_error (self->json, pilot_error_get_message (error));
  g_error_free (error);
  return status;
}

int
pilot_cli_fail_sync (PilotCli *self, int status)
{
  const char *message = pilot_workspace_get_sync_message (self->workspace);

  if (message == NULL)
    message = status == PILOT_CLI_SIGN_IN ? _ ("Sign-in is needed: give a token with --token-file.")
              : status == PILOT_CLI_OFFLINE && pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_IDLE
                ? _ ("A change was put off by the other side. It is kept, and sent later.")
              : status == PILOT_CLI_OFFLINE ? _ ("Nothing answers. Changes are kept, and sent when the other side is there.")
              : status == PILOT_CLI_NEEDS_PERSON ? _ ("Some changes were refused or are in conflict; “outbox” lists them.")
                                                 : _ ("Interrupted.");
  pilot_cli_print_error (self->json, message);
  return status;
}

int
pilot_cli_refuse (PilotCli *self, const char *message)
{
  pilot_cli_print_error (FALSE, message);
  return PILOT_CLI_USAGE;
}

void
pilot_cli_note (PilotCli *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (self->quiet)
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", message);
}

const PilotSchema *
pilot_cli_find_entity (PilotCli *self, const char *name)
{
  const PilotSchema *schema = pilot_schema_from_name (name);
  g_autofree char *message = NULL;

  if (schema == NULL)
    schema = pilot_schema_from_collection (name);
  if (schema != NULL)
    return schema;
  message = g_strdup_printf (_ ("There is no kind of record called “%s”. Try agencies, recruiters, jobs or candidates."), name != NULL ? name : "");
  pilot_cli_refuse (self, message);
  return NULL;
}

void
pilot_cli_wait_clear (PilotCliWait *self)
{
  g_clear_object (&self->result);
}

void
pilot_cli_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((PilotCliWait *) user_data)->result = g_object_ref (result);
}

GAsyncResult *
pilot_cli_wait (PilotCliWait *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return self->result;
}

int
pilot_cli_main (PilotConnectionProvider *const *providers, PilotPortalHost *host, int argc, char **argv)
{
  PilotCli self = { .providers = providers, .host = host, .cancellable = g_cancellable_new () };
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, &self);
  guint terminate = g_unix_signal_add (SIGTERM, interrupted_cb, &self);
  const char *name = argc > 1 ? argv[1] : "";
  const PilotCliCommand *command = find_command (name);
  int status = PILOT_CLI_DONE;

  if (command != NULL)
    status = command->run (&self, argc - 1, argv + 1);
  else if (strcmp (name, "--version") == 0)
    g_print ("pilotage-cli %s\n", PILOT_VERSION);
  else if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0 || strcmp (name, "help") == 0)
    show_usage (stdout);
  else
    {
      g_autofree char *message = g_strdup_printf (_ ("There is no command “%s”."), name);

      if (name[0] != '\0')
        pilot_cli_refuse (&self, message);
      show_usage (stderr);
      status = PILOT_CLI_USAGE;
    }
  pilot_cli_close (&self);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return status;
}
