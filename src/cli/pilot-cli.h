/* pilot-cli.h: what the commands of pilotage-cli share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection-provider.h"
#include "pilot-portal-host.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * PilotCliStatus: what the program ends with; scripts rely on the numbers.
 * @PILOT_CLI_DONE: all was done
 * @PILOT_CLI_FAILED: it failed, or was interrupted; nothing of an import is written
 * @PILOT_CLI_USAGE: the command line is wrong
 * @PILOT_CLI_ROWS_REFUSED: the import was done (or would be), but some rows were left out as invalid or duplicate
 * @PILOT_CLI_OFFLINE: nothing answers; changes are kept and sent later
 * @PILOT_CLI_SIGN_IN: the token is not (or no longer) good
 * @PILOT_CLI_NEEDS_PERSON: a change was refused or is in conflict: see `outbox`
 * @PILOT_CLI_BAD_INPUT: a file can't be read, or isn't what is needed (a table, a token), or no such record
 * @PILOT_CLI_CHECKS_FAILED: the checks were made and found errors
 */
typedef enum {
  PILOT_CLI_DONE = 0,
  PILOT_CLI_FAILED = 1,
  PILOT_CLI_USAGE = 2,
  PILOT_CLI_ROWS_REFUSED = 3,
  PILOT_CLI_OFFLINE = 4,
  PILOT_CLI_SIGN_IN = 5,
  PILOT_CLI_NEEDS_PERSON = 6,
  PILOT_CLI_BAD_INPUT = 7,
  PILOT_CLI_CHECKS_FAILED = 8,
} PilotCliStatus;

/** PilotCli: the common options, and the workspace once it is open. Main thread; calls block and run the main context. */
typedef struct
{
  PilotConnectionProvider *const *providers; /* (array zero-terminated=1): not owned */
  PilotPortalHost *host;                     /* (nullable): not owned */
  char *connection; /* (owned) (nullable): name of one of the application's */
  char *portal_url; /* (owned) (nullable) */
  char *token_file; /* (owned) (nullable) */
  char *ca_file;    /* (owned) (nullable) */
  char *files_dir;  /* (owned) (nullable) */
  char *cache_dir;  /* (owned) (nullable) */
  gboolean demo;
  gboolean offline;
  gboolean json;
  gboolean quiet;
  GCancellable *cancellable; /* (owned): cancelled by SIGINT and SIGTERM */
  PilotWorkspace *workspace; /* (owned) (nullable) */
  gint64 opened_unix_usec;
} PilotCli;

/** PilotCliCommand: @run returns a #PilotCliStatus. */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary; /* N_() */
  int (*run) (PilotCli *self, int argc, char **argv);
} PilotCliCommand;

extern const PilotCliCommand pilot_cli_import_command;
extern const PilotCliCommand pilot_cli_sync_command;
extern const PilotCliCommand pilot_cli_status_command;
extern const PilotCliCommand pilot_cli_list_command;
extern const PilotCliCommand pilot_cli_export_command;
extern const PilotCliCommand pilot_cli_outbox_command;
extern const PilotCliCommand pilot_cli_check_command;
extern const PilotCliCommand pilot_cli_run_command;
extern const PilotCliCommand pilot_cli_scope_command;

/** pilot_cli_main: finds the command and runs it. Returns: the status to end with */
int pilot_cli_main (PilotConnectionProvider *const *providers, PilotPortalHost *host, int argc, char **argv);

#define PILOT_CLI_ANY_ARGUMENTS -1

/**
 * pilot_cli_parse:
 * @entries: (nullable) (array zero-terminated=1): the command's own options; the common ones are added
 * @n_arguments: how many arguments must be left, or %PILOT_CLI_ANY_ARGUMENTS: the command looks itself
 *
 * Returns: %FALSE after a message: end with %PILOT_CLI_USAGE (--help ends the program itself)
 */
gboolean pilot_cli_parse (PilotCli *self, const PilotCliCommand *command, const GOptionEntry *entries, int n_arguments, int *argc,
                          char ***argv);

/** pilot_cli_choose_profile: (transfer full) (nullable): the connection that the options name; G_OPTION_ERROR. */
PilotConnectionProfile *pilot_cli_choose_profile (PilotCli *self, GError **error);

/** pilot_cli_find_provider: (transfer none) (nullable): who makes connections of this kind. */
PilotConnectionProvider *pilot_cli_find_provider (PilotCli *self, const char *kind);

/** pilot_cli_check_ca_file: PILOT_ERROR_INVALID: the file of --ca-file, where one is given, can't be used. */
gboolean pilot_cli_check_ca_file (PilotCli *self, GError **error);

/** pilot_cli_take_token: keeps the token of --token-file for this run, where one is given. PILOT_ERROR_INVALID: there is none in it. */
gboolean pilot_cli_take_token (PilotCli *self, PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GError **error);

/** pilot_cli_open: opens the workspace that the options name. Returns: the status; an error has been told */
int pilot_cli_open (PilotCli *self);

/**
 * pilot_cli_wait_synced:
 * @outbox_too: also until nothing waits to be sent, or what waits can't go: it is held behind a change that needs a
 *   person (_NEEDS_PERSON), or the other side puts it off for half a minute (_OFFLINE)
 *
 * Where another process syncs the same cache (the window, say), what that has read is taken for synced, and what waits is
 * that process's to send: after a minute of waiting for it, _OFFLINE.
 *
 * Returns: %PILOT_CLI_DONE, _OFFLINE, _SIGN_IN, _NEEDS_PERSON or _FAILED; nothing is told
 */
int pilot_cli_wait_synced (PilotCli *self, gboolean outbox_too);

/** pilot_cli_was_synced: whether the local data were ever read from the other side. */
gboolean pilot_cli_was_synced (PilotCli *self);

/** pilot_cli_close: closes what is open. */
void pilot_cli_close (PilotCli *self);

/** pilot_cli_fail: tells the error (in JSON with --json) and frees it. Returns: the status that fits it */
int pilot_cli_fail (PilotCli *self, GError *error);

/** pilot_cli_fail_sync: tells why the sync stands still. Returns: @status */
int pilot_cli_fail_sync (PilotCli *self, int status);

/** pilot_cli_refuse: tells a usage error. Returns: %PILOT_CLI_USAGE */
int pilot_cli_refuse (PilotCli *self, const char *message);

/** pilot_cli_note: tells something on standard error, unless --quiet. */
void pilot_cli_note (PilotCli *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** pilot_cli_find_entity: (nullable): from a singular or plural name; otherwise a message is told. */
const PilotSchema *pilot_cli_find_entity (PilotCli *self, const char *name);

/** PilotCliWait: for _async calls: pilot_cli_done_cb() with it as user data, then pilot_cli_wait(). */
typedef struct
{
  GAsyncResult *result; /* (owned) (nullable) */
} PilotCliWait;

void pilot_cli_wait_clear (PilotCliWait *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotCliWait, pilot_cli_wait_clear)
void pilot_cli_done_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult *pilot_cli_wait (PilotCliWait *self);

G_END_DECLS
