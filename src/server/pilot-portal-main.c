/* pilot-portal-main.c: the program pilotage-portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo.h"
#include "pilot-demo-stage.h"
#include "pilot-operator-client.h"
#include "pilot-portal-acts.h"
#include "pilot-server.h"
#include "pilot-tokens.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_LISTEN "127.0.0.1:8480"
#define MAX_BATCH_SIZE 100000

/* What the command line says. */
typedef struct
{
  char *data_dir;           /* (owned) (nullable) */
  char *listen;             /* (owned) (nullable) */
  char *tls_cert;           /* (owned) (nullable) */
  char *tls_key;            /* (owned) (nullable) */
  char *backup;             /* (owned) (nullable) */
  PilotNewCompany company;  /* its texts: (owned) (nullable) */
  char *create_token;       /* (owned) (nullable) */
  char *set_password;       /* (owned) (nullable) */
  char *seed_stage;         /* (owned) (nullable) */
  char *portal;             /* (owned) (nullable) */
  char *token_file;         /* (owned) (nullable) */
  char *reason;             /* (owned) (nullable) */
  const char *const *operator_words; /* (nullable): what stands behind "operator" */
  gboolean seed_demo;
  gboolean sandbox;
  gboolean demo_operator;
  gboolean token_stdin;
  gboolean version;
  PilotDemoOptions demo;
  gint batch_size;
  gint batch_delay_msecs;
  PilotSeedStage stage;
  gint header_secs;
  gint request_secs;
  gint idle_secs;
  gint max_connections;
  gint max_per_address;
} Options;

/* The running program. */
typedef struct
{
  GMainLoop *loop;            /* (owned) */
  PilotServer *server;        /* (owned) */
  GDataInputStream *input;    /* (owned) (nullable): standard input, of whom the program belongs to */
} Program;

static void watch_input (Program *program);

static void
options_clear (Options *self)
{
  g_free (self->data_dir);
  g_free (self->listen);
  g_free (self->tls_cert);
  g_free (self->tls_key);
  g_free (self->backup);
  g_free ((char *) self->company.name);
  g_free ((char *) self->company.admin_email);
  g_free ((char *) self->company.admin_name);
  g_free ((char *) self->company.time_zone);
  g_free (self->create_token);
  g_free (self->set_password);
  g_free (self->seed_stage);
  g_free (self->portal);
  g_free (self->token_file);
  g_free (self->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What would silently mean the default, or nothing, is a mistake. */
static gboolean
check_belonging (const Options *options, GError **error)
{
  const gboolean demo = options->seed_demo;
  const gboolean own = options->company.name != NULL;
  const struct
  {
    const char *name;
    gboolean given;
    gboolean has; /* what it belongs to */
    const char *of;
    gint64 number;
  } rows[] = {
    { "--create-company", own, options->company.admin_email != NULL, "--admin", 0 },
    { "--admin", options->company.admin_email != NULL, own, "--create-company", 0 },
    { "--admin-name", options->company.admin_name != NULL, own, "--create-company", 0 },
    { "--time-zone", options->company.time_zone != NULL, own, "--create-company", 0 },
    { "--sandbox", options->sandbox, demo || own, "--create-company", 0 },
    { "--seed-stage", options->seed_stage != NULL, demo, "--seed-demo", 0 },
    { "--agencies", options->demo.n_agencies != 0, demo, "--seed-demo", options->demo.n_agencies },
    { "--recruiters", options->demo.n_recruiters != 0, demo, "--seed-demo", options->demo.n_recruiters },
    { "--jobs", options->demo.n_jobs != 0, demo, "--seed-demo", options->demo.n_jobs },
    { "--candidates", options->demo.n_candidates != 0, demo, "--seed-demo", options->demo.n_candidates },
    { "--seed", options->demo.seed != 0, demo, "--seed-demo", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].given && !rows[i].has)
        {
          /* Translators: both are options of the command line */
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("%s needs %s"), rows[i].name, rows[i].of);
          return FALSE;
        }
      if (rows[i].number < 0)
        {
          /* Translators: an option of the command line */
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("%s can’t be below 0"), rows[i].name);
          return FALSE;
        }
    }
  if (demo && own)
    {
      /* Translators: both are options of the command line */
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("%s and %s are two companies: give one of them"), "--seed-demo",
                   "--create-company");
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_options (int *argc, char ***argv, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir, N_("Folder of the portal’s data"), N_("FOLDER") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, N_("Where to listen (127.0.0.1:8480); port 0: any free one"),
      N_("ADDRESS:PORT") },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_cert, N_("Certificate, with its chain; needed off loopback"),
      N_("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_key, N_("The certificate’s private key"), N_("FILE") },
    { "create-company", 0, 0, G_OPTION_ARG_STRING, &options->company.name,
      N_("Make a company of your own in an empty folder, and end; a line of standard input is its admin’s password"), N_("NAME") },
    { "admin", 0, 0, G_OPTION_ARG_STRING, &options->company.admin_email, N_("Its first admin’s e-mail address"), N_("EMAIL") },
    { "admin-name", 0, 0, G_OPTION_ARG_STRING, &options->company.admin_name, N_("The admin’s name (what the address says)"),
      N_("NAME") },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &options->company.time_zone, N_("The company’s time zone (this computer’s)"),
      N_("ZONE") },
    { "token-stdin", 0, 0, G_OPTION_ARG_NONE, &options->token_stdin,
      N_("Read an admin’s token from standard input, and end when it does"), NULL },
    { "seed-demo", 0, 0, G_OPTION_ARG_NONE, &options->seed_demo, N_("Fill an empty folder with the demo company"), NULL },
    { "seed-stage", 0, 0, G_OPTION_ARG_STRING, &options->seed_stage,
      N_("Where the demo company’s migration stands: before-phase-a, after-phase-a, scheduled or migrated"), N_("STAGE") },
    { "demo-operator", 0, 0, G_OPTION_ARG_NONE, &options->demo_operator,
      N_("Let the vendor’s operator act by itself, with visible delays"), NULL },
    { "agencies", 0, 0, G_OPTION_ARG_INT64, &options->demo.n_agencies, N_("Agencies of the demo company"), N_("N") },
    { "recruiters", 0, 0, G_OPTION_ARG_INT64, &options->demo.n_recruiters, N_("Recruiters of the demo company"), N_("N") },
    { "jobs", 0, 0, G_OPTION_ARG_INT64, &options->demo.n_jobs, N_("Jobs of the demo company"), N_("N") },
    { "candidates", 0, 0, G_OPTION_ARG_INT64, &options->demo.n_candidates, N_("Candidates of the demo company"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->demo.seed, N_("Which demo company: the same number gives the same one"),
      N_("N") },
    { "sandbox", 0, 0, G_OPTION_ARG_NONE, &options->sandbox, N_("Make the company’s sandbox, not its production"), NULL },
    { "backup", 0, 0, G_OPTION_ARG_FILENAME, &options->backup,
      N_("Copy the data to a file, also while a portal is running, and end"), N_("FILE") },
    { "create-token", 0, 0, G_OPTION_ARG_STRING, &options->create_token,
      N_("Print a new token of the member with this address, and end"), N_("EMAIL") },
    { "set-password", 0, 0, G_OPTION_ARG_STRING, &options->set_password,
      N_("Set the password of the member with this address to a line of standard input, and end"), N_("EMAIL") },
    { "batch-size", 0, 0, G_OPTION_ARG_INT, &options->batch_size, N_("Records that a migration run moves at a time (by its size)"), N_("N") },
    { "batch-delay", 0, 0, G_OPTION_ARG_INT, &options->batch_delay_msecs,
      N_("Milliseconds between two batches of a migration run, so that it can be watched (0)"), N_("MILLISECONDS") },
    { "portal", 0, 0, G_OPTION_ARG_STRING, &options->portal, N_("With “operator”: the running portal (http://127.0.0.1:8480)"),
      N_("URL") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->token_file, N_("With “operator”: a file with the operator’s token"),
      N_("FILE") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options->reason, N_("With “operator cancel”: why"), N_("TEXT") },
    { "header-timeout", 0, 0, G_OPTION_ARG_INT, &options->header_secs, N_("Seconds for a request’s header (10)"), N_("SECONDS") },
    { "request-timeout", 0, 0, G_OPTION_ARG_INT, &options->request_secs, N_("Seconds for a whole request (30)"), N_("SECONDS") },
    { "idle-timeout", 0, 0, G_OPTION_ARG_INT, &options->idle_secs, N_("Seconds between two requests of a connection (75)"),
      N_("SECONDS") },
    { "max-connections", 0, 0, G_OPTION_ARG_INT, &options->max_connections, N_("Connections at most (256)"), N_("N") },
    { "max-connections-per-address", 0, 0, G_OPTION_ARG_INT, &options->max_per_address,
      N_("Connections of one address at most (64)"), N_("N") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Print the version and end"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _("The portal service of Pilotage."));
  g_option_context_set_description (context, pilot_operator_client_get_usage ());
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1 && strcmp ((*argv)[1], "operator") == 0)
    {
      options->operator_words = (const char *const *) *argv + 2;
      return TRUE;
    }
  if (*argc > 1 || (options->data_dir == NULL && !options->version))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   options->data_dir == NULL ? _("--data is missing") : _("Too many arguments"));
      return FALSE;
    }
  options->company.sandbox = options->demo.sandbox = options->sandbox;
  if (!check_belonging (options, error) ||
      (options->seed_stage != NULL && !pilot_seed_stage_from_name (options->seed_stage, &options->stage, error)))
    return FALSE;
  if ((options->tls_cert == NULL) != (options->tls_key == NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("--tls-cert and --tls-key go together"));
      return FALSE;
    }
  return TRUE;
}

/* (transfer full) (nullable): "127.0.0.1:0", "[::1]:8480", "localhost:8480" as an address. */
static GInetSocketAddress *
parse_listen (const char *text, GError **error)
{
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (text, 8480, error);
  g_autoptr (GInetAddress) inet = NULL;
  const char *host;

  if (parsed == NULL)
    return NULL;
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed));
  inet = g_strcmp0 (host, "localhost") == 0 ? g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)
                                            : g_inet_address_new_from_string (host);
  if (inet == NULL)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("“%s” is no IP address to listen on"), text);
      return NULL;
    }
  return G_INET_SOCKET_ADDRESS (g_inet_socket_address_new (inet, g_network_address_get_port (G_NETWORK_ADDRESS (parsed))));
}

/* (owned) (nullable): of a portal that ends: a read of it may still be waiting. */
static GDataInputStream *left_input;

static gboolean
set_demo_password (PilotPortalDb *db, const char *member_id, const char *password, gpointer user_data, GError **error)
{
  return pilot_account_set_password (db, member_id, password, error);
}

/* --backup: over a reading connection, so that a portal may be running. */
static gboolean
backup (const Options *options, GError **error)
{
  g_autoptr (PilotPortalDb) db = pilot_portal_db_open (options->data_dir, PILOT_PORTAL_DB_READ, pilot_clock_get_system (), error);

  return db != NULL && pilot_portal_db_backup (db, options->backup, error);
}

static void
stopped_cb (PilotServer *server, gpointer user_data)
{
  g_main_loop_quit (((Program *) user_data)->loop);
}

static gboolean
signal_cb (gpointer user_data)
{
  Program *program = user_data;

  pilot_server_stop (program->server, stopped_cb, program);
  return G_SOURCE_CONTINUE;
}

static void
input_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  /* Nothing more is expected; the end is what is waited for. */
  if (line != NULL)
    watch_input (program);
  else
    pilot_server_stop (program->server, stopped_cb, program);
}

static void
watch_input (Program *program)
{
  g_data_input_stream_read_line_async (program->input, G_PRIORITY_DEFAULT, NULL, input_cb, program);
}

static void
init_limits (const Options *options, PilotLimits *limits)
{
  const struct
  {
    gint given; /* 0: the usual one */
    guint *limit;
  } table[] = {
    { options->header_secs, &limits->header_secs },
    { options->request_secs, &limits->request_secs },
    { options->idle_secs, &limits->idle_secs },
    { options->max_connections, &limits->max_connections },
    { options->max_per_address, &limits->max_connections_per_address },
  };

  pilot_limits_init (limits);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].given > 0)
      *table[i].limit = table[i].given;
}

/* The portal itself, until it is told to stop. */
static gboolean
serve (const Options *options, PilotPortalDb *db, GError **error)
{
  g_autoptr (PilotPortalDb) writer = db;
  g_autoptr (PilotWorker) worker = NULL;
  g_autoptr (GInetSocketAddress) listen = parse_listen (options->listen != NULL ? options->listen : DEFAULT_LISTEN, error);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *epoch = g_strdup (pilot_portal_db_get_epoch (db));
  g_autofree char *address = NULL;
  PilotClock *clock = pilot_clock_get_system ();
  const PilotEngineOptions engine = {
    .batch_size = (guint) CLAMP (options->batch_size, 0, MAX_BATCH_SIZE),
    .delay_msecs = (guint) MAX (options->batch_delay_msecs, 0),
  };
  Program program = { 0 };
  PilotLimits limits;

  if (listen == NULL)
    return FALSE;
  if (options->tls_cert != NULL
      && (certificate = g_tls_certificate_new_from_files (options->tls_cert, options->tls_key, error)) == NULL)
    return FALSE;
  if (options->token_stdin)
    {
      g_autofree char *secret = NULL;

      program.input = pilot_portal_acts_open_input ();
      secret = pilot_portal_acts_read_line (program.input, error);
      if (secret == NULL || !pilot_tokens_install_host (db, secret, error))
        {
          g_clear_object (&program.input);
          return FALSE;
        }
    }
  worker = pilot_worker_new (writer, options->data_dir, clock, error);
  if (worker == NULL)
    return FALSE;
  g_steal_pointer (&writer);
  init_limits (options, &limits);
  program.loop = g_main_loop_new (NULL, FALSE);
  program.server = pilot_server_new (worker, epoch, clock, &limits, certificate);
  address = pilot_server_listen (program.server, listen, error);
  if (address != NULL)
    {
      guint term_id = g_unix_signal_add (SIGTERM, signal_cb, &program);
      guint int_id = g_unix_signal_add (SIGINT, signal_cb, &program);

      pilot_server_start_engine (program.server, &engine);
      if (program.input != NULL)
        watch_input (&program);
      if (options->demo_operator)
        pilot_server_start_demo_operator (program.server);
      printf ("%s\n", address);
      fflush (stdout);
      g_main_loop_run (program.loop);
      g_source_remove (term_id);
      g_source_remove (int_id);
    }
  g_clear_object (&program.server);
  g_main_loop_unref (program.loop);
  left_input = program.input;
  return address != NULL;
}

/* The portal that runs holds the folder; what can be done meanwhile goes over its API. */
static gboolean
explain_busy (const Options *options, GError **error)
{
  const char *hint = options->create_token != NULL ? _("Stop it for the moment, or make the token through it: sign in (POST /v1/sign-in), then POST /v1/tokens.")
                     : options->set_password != NULL ? _("Stop it for the moment; a password is set while no portal runs.")
                                                     : NULL;

  if (hint == NULL || error == NULL || !g_error_matches (*error, PILOT_ERROR, PILOT_ERROR_BUSY))
    return FALSE;
  {
    g_autoptr (GError) busy = g_steal_pointer (error);

    g_set_error (error, PILOT_ERROR, PILOT_ERROR_BUSY, "%s %s", busy->message, hint);
  }
  return FALSE;
}

static void
set_no_company (const Options *options, GError **error)
{
  /* Translators: %s is a folder; what follows are options of the command line */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("There is no company in “%s”. Make one: --create-company NAME --admin EMAIL"),
               options->data_dir);
}

/* A portal that nobody can sign in to is of no use, and a folder without one is a mistyped one: it stays as it is. Who
 * starts a portal with a token of its own is signed in by that. */
static gboolean
check_portal_is_there (const Options *options, GError **error)
{
  g_autofree char *file = g_build_filename (options->data_dir, PILOT_PORTAL_DB_FILE, NULL);

  if (options->token_stdin || options->seed_demo || g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  set_no_company (options, error);
  return FALSE;
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (PilotPortalDb) db = NULL;

  if (options->operator_words != NULL)
    return pilot_operator_client_run (&(PilotOperatorOptions) { options->portal, options->token_file, options->reason },
                                      options->operator_words, error);
  if (options->backup != NULL)
    return backup (options, error);
  if (options->company.name != NULL)
    return pilot_portal_acts_create_company (options->data_dir, &options->company, error);
  if (!check_portal_is_there (options, error))
    return FALSE;
  db = pilot_portal_db_open (options->data_dir, PILOT_PORTAL_DB_WRITE, pilot_clock_get_system (), error);
  if (db == NULL)
    return explain_busy (options, error);
  if (options->seed_demo && !pilot_demo_forget_unfinished (db, error))
    return FALSE;
  if (options->seed_demo && pilot_portal_db_is_empty (db)
      && (!pilot_demo_seed (db, &options->demo, set_demo_password, NULL, error) || !pilot_demo_stage_reach (db, options->stage, error)))
    return FALSE;
  if (!pilot_demo_finish (db, error))
    return FALSE;
  if (!options->token_stdin && pilot_portal_db_is_empty (db))
    {
      set_no_company (options, error);
      return FALSE;
    }
  if (options->create_token != NULL)
    {
      g_autofree char *secret = pilot_portal_acts_create_token (db, options->create_token, error);

      if (secret != NULL)
        g_print ("%s\n", secret);
      return secret != NULL;
    }
  if (options->set_password != NULL)
    return pilot_portal_acts_set_password (db, options->set_password, error);
  return serve (options, g_steal_pointer (&db), error);
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  const char *locale_dir = g_getenv ("PILOT_LOCALE_DIR"); /* set where the program runs from its build tree */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : PILOT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  /* Standard output says the address and nothing else. */
  g_log_writer_default_set_use_stderr (TRUE);
  /* What the portal writes holds personal data. */
  umask (077);
  if (!parse_options (&argc, &argv, &options, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (options.version)
    {
      g_print ("pilotage-portal %s\n", PILOT_VERSION);
      return 0;
    }
  if (!run (&options, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  return 0;
}
