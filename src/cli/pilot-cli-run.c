/* pilot-cli-run.c: pilotage-cli run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli-run.h"

#include "pilot-cli-print.h"

#include "pilot-check.h"
#include "pilot-error.h"
#include "pilot-run-compare.h"
#include "pilot-run-manifest.h"
#include "pilot-run-order.h"
#include "pilot-run-results.h"
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *name;        /* all (owned) (nullable) */
  char *kind;
  char *choice;
  char *history;
  char *on_hold;
  char *transferred;
  char *sow;
  char *date;
  char *reason;
  char *outcome;
  char *output;
  char **rules_off;
  gboolean effort_known;
  int timeout_secs;
} Options;

typedef struct
{
  const char *name;
  int n_arguments; /* with its own name */
  const char *const *options; /* that mean something to it, beside those of the connection */
  const char *command; /* (nullable): that is given */
  int (*run) (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments);
} Action;

static void
options_clear (Options *self)
{
  g_free (self->name);
  g_free (self->kind);
  g_free (self->choice);
  g_free (self->history);
  g_free (self->on_hold);
  g_free (self->transferred);
  g_free (self->sow);
  g_free (self->date);
  g_free (self->reason);
  g_free (self->outcome);
  g_free (self->output);
  g_strfreev (self->rules_off);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
print_cb (PilotRecord *run, gpointer user_data)
{
  pilot_cli_print_run (user_data, run);
  return TRUE;
}

static int
list_runs (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  GError *error = NULL;

  return pilot_cli_foreach_run (self, print_cb, self, &error) ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

static int
print_again (PilotCli *self, const char *id)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_RUN, id);

  if (run != NULL)
    pilot_cli_print_run (self, run);
  return PILOT_CLI_DONE;
}

static gboolean
set_text (PilotRecord *run, guint field, const char *text, GError **error)
{
  return text == NULL || pilot_check_parse (&pilot_schema_get (PILOT_ENTITY_RUN)->fields[field], text, run, field, error);
}

/* What the options say of an order; @run: what is to be saved. */
static gboolean
set_options (PilotRecord *run, const Options *options, GError **error)
{
  g_autofree char *rules_off = options->rules_off != NULL ? g_strjoinv ("\n", options->rules_off) : NULL;

  if (options->effort_known)
    pilot_record_set_integer (run, PILOT_RUN_EFFORT_KNOWN, 1);
  return set_text (run, PILOT_RUN_NAME, options->name, error) && set_text (run, PILOT_RUN_CHOICE, options->choice, error)
         && set_text (run, PILOT_RUN_HISTORY, options->history, error) && set_text (run, PILOT_RUN_ON_HOLD, options->on_hold, error)
         && set_text (run, PILOT_RUN_TRANSFERRED, options->transferred, error) && set_text (run, PILOT_RUN_SOW, options->sow, error)
         && set_text (run, PILOT_RUN_RULES_OFF, rules_off, error);
}

static int
save (PilotCli *self, PilotRecord *run)
{
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;
  int status;

  pilot_workspace_save_async (self->workspace, run, self->cancellable, pilot_cli_done_cb, &wait);
  if (!pilot_workspace_save_finish (self->workspace, pilot_cli_wait (&wait), NULL, &error))
    return pilot_cli_fail (self, error);
  status = pilot_cli_send (self);
  return status == PILOT_CLI_DONE ? print_again (self, pilot_record_get_id (run)) : status;
}

static int
create_run (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  g_autoptr (PilotRecord) draft = NULL;
  g_autofree char *reason = NULL;
  GError *error = NULL;

  if (options->kind == NULL || options->name == NULL || !pilot_choice_contains (pilot_run_kind_choices, options->kind))
    return pilot_cli_refuse (self, _ ("A new run needs --name and --kind: sandbox_practice, full_test, pilot or production."));
  if (!pilot_runs_may_create (self->workspace, options->kind, &reason))
    return pilot_cli_fail (self, g_error_new_literal (PILOT_ERROR, PILOT_ERROR_REJECTED, reason));
  if (pilot_runs_get_warning (options->kind) != NULL)
    pilot_cli_note (self, "%s", pilot_runs_get_warning (options->kind));
  draft = pilot_runs_make_draft (self->workspace, options->kind, options->name);
  return set_options (draft, options, &error) ? save (self, draft) : pilot_cli_fail (self, error);
}

static int
change_run (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_RUN);
  GError *error = NULL;

  pilot_record_set_text (changes, PILOT_FIELD_ID, pilot_record_get_id (record));
  return set_options (changes, options, &error) ? save (self, changes) : pilot_cli_fail (self, error);
}

static int
show_run (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  return print_again (self, pilot_record_get_id (record));
}

static int
copy_run (PilotCli *self, const Options *options, const PilotRecord *record, PilotRunsCopy how)
{
  g_auto (PilotCliWait) wait = { NULL };
  g_autofree char *title = pilot_record_dup_title (record);
  g_autofree char *made = NULL;
  GError *error = NULL;
  int status;

  pilot_runs_copy_async (self->workspace, pilot_record_get_id (record), how, options->name != NULL ? options->name : title, self->cancellable,
                         pilot_cli_done_cb, &wait);
  made = pilot_runs_copy_finish (self->workspace, pilot_cli_wait (&wait), &error);
  if (made == NULL)
    return pilot_cli_fail (self, error);
  status = pilot_cli_send (self);
  return status == PILOT_CLI_DONE ? print_again (self, made) : status;
}

static int
duplicate_run (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  return copy_run (self, options, record, PILOT_RUNS_DUPLICATE);
}

static int
widen_run (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  return copy_run (self, options, record, PILOT_RUNS_WIDER);
}

static int
make_rest (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  return copy_run (self, options, record, PILOT_RUNS_REST);
}

static int
delete_run (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;

  pilot_runs_delete_async (self->workspace, pilot_record_get_id (record), self->cancellable, pilot_cli_done_cb, &wait);
  if (!pilot_runs_delete_finish (self->workspace, pilot_cli_wait (&wait), NULL, &error))
    return pilot_cli_fail (self, error);
  return pilot_cli_send (self);
}

static int
wait_run (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  return pilot_cli_run_follow (self, pilot_record_get_id (record), options->timeout_secs);
}

static void
print_difference (PilotCli *self, const PilotRunDifference *line)
{
  PilotCliObject *object;

  if (!self->json)
    {
      pilot_cli_print_cells ((const char *const[]){ line->differs ? "*" : "", line->label, line->first, line->second, NULL });
      return;
    }
  object = pilot_cli_object_new ();
  pilot_cli_object_add_text (object, "what", line->label);
  pilot_cli_object_add_text (object, "first", line->first);
  pilot_cli_object_add_text (object, "second", line->second);
  pilot_cli_object_add_boolean (object, "differs", line->differs);
  pilot_cli_object_print (object);
}

static void
print_agencies (PilotCli *self, GPtrArray *names, gboolean first)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      PilotRunDifference line = { (char *) _ ("Agency"), (char *) (first ? name : ""), (char *) (first ? "" : name), TRUE };

      print_difference (self, &line);
    }
}

static int
compare_runs (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  g_auto (PilotCliWait) wait = { NULL };
  g_autoptr (PilotRunComparison) comparison = NULL;
  GError *error = NULL;
  g_autoptr (PilotRecord) second = pilot_cli_find_run (self, arguments[2], &error);

  if (second == NULL)
    return pilot_cli_fail (self, error);
  pilot_run_compare_async (self->workspace, pilot_record_get_id (record), pilot_record_get_id (second), self->cancellable, pilot_cli_done_cb, &wait);
  comparison = pilot_run_compare_finish (self->workspace, pilot_cli_wait (&wait), &error);
  if (comparison == NULL)
    return pilot_cli_fail (self, error);
  for (guint i = 0; i < comparison->lines->len; i++)
    print_difference (self, g_ptr_array_index (comparison->lines, i));
  print_agencies (self, comparison->only_first, TRUE);
  print_agencies (self, comparison->only_second, FALSE);
  return PILOT_CLI_DONE;
}

/* (transfer full) (nullable): the checksum of the list's bytes, which is another than that of the scope it names. */
static char *
dup_file_sha256 (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

static int
write_manifest (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  g_auto (PilotCliWait) wait = { NULL };
  g_autoptr (GFile) file = options->output != NULL ? g_file_new_for_commandline_arg (options->output) : NULL;
  g_autoptr (PilotRunManifest) manifest = NULL;
  g_autofree char *counts = NULL;
  g_autofree char *file_sha256 = NULL;
  GError *error = NULL;
  PilotCliObject *object;

  pilot_run_manifest_save_async (self->workspace, record, file, self->cancellable, pilot_cli_done_cb, &wait);
  manifest = pilot_run_manifest_make_finish (self->workspace, pilot_cli_wait (&wait), &error);
  if (manifest == NULL)
    return pilot_cli_fail (self, error);
  if (file != NULL && g_file_peek_path (file) != NULL)
    file_sha256 = dup_file_sha256 (g_file_peek_path (file), &error);
  if (error != NULL)
    return pilot_cli_fail (self, error);
  counts = pilot_run_manifest_dup_counts (manifest);
  if (!self->json)
    {
      /* Translators: %1$s is a checksum, %2$s a list of counts */
      g_print (_ ("Checksum of the scope (SHA-256): %1$s\n%2$s\n"), manifest->sha256, counts);
      if (file_sha256 != NULL)
        /* Translators: %s is a checksum */
        g_print (_ ("Checksum of the file (SHA-256): %s\n"), file_sha256);
      return PILOT_CLI_DONE;
    }
  object = pilot_cli_object_new ();
  pilot_cli_object_add_text (object, "sha256", manifest->sha256);
  if (file_sha256 != NULL)
    pilot_cli_object_add_text (object, "fileSha256", file_sha256);
  pilot_cli_object_add_integer (object, "expected", (gint64) manifest->n_expected);
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    if (manifest->kinds[i].n > 0)
      pilot_cli_object_add_integer (object, pilot_schema_get (i)->name, (gint64) manifest->kinds[i].n);
  pilot_cli_object_print (object);
  return PILOT_CLI_DONE;
}

static void
print_check (PilotCli *self, const PilotRunCheck *check)
{
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      const PilotRunFound *found = &check->kinds[i];
      const PilotSchema *schema = pilot_schema_get (i);
      PilotCliObject *object;

      if (found->n_moved + found->n_skipped + found->n_failed == 0)
        continue;
      object = pilot_cli_object_new ();
      pilot_cli_object_add_text (object, "kind", schema->name);
      pilot_cli_object_add_integer (object, "moved", (gint64) found->n_moved);
      pilot_cli_object_add_integer (object, "found", (gint64) found->n_found);
      pilot_cli_object_add_integer (object, "otherStage", (gint64) found->n_other_stage);
      pilot_cli_object_add_integer (object, "skipped", (gint64) found->n_skipped);
      pilot_cli_object_add_integer (object, "failed", (gint64) found->n_failed);
      if (self->json)
        {
          pilot_cli_object_print (object);
          continue;
        }
      pilot_cli_object_free (object);
      /* Translators: %1$s is a kind of record; numbers follow */
      g_print (_ ("%1$s: %2$u moved, %3$u found in the portal (%4$u in another stage), %5$u skipped, %6$u failed\n"),
               g_dgettext (GETTEXT_PACKAGE, schema->label_many), (guint) found->n_moved, (guint) found->n_found, (guint) found->n_other_stage,
               (guint) found->n_skipped, (guint) found->n_failed);
    }
}

static int
show_results (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  g_auto (PilotCliWait) wait = { NULL };
  g_auto (PilotCliWait) wait_check = { NULL };
  g_autofree PilotRunCheck *check = NULL;
  GError *error = NULL;

  if (options->outcome != NULL && !pilot_choice_contains (pilot_result_outcome_choices, options->outcome))
    return pilot_cli_refuse (self, _ ("--outcome is moved, linked, skipped or failed."));
  if (options->output != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->output);

      pilot_run_results_save_async (self->workspace, pilot_record_get_id (record), options->outcome, NULL, file, self->cancellable, pilot_cli_done_cb, &wait);
      if (pilot_run_results_save_finish (self->workspace, pilot_cli_wait (&wait), &error) < 0)
        return pilot_cli_fail (self, error);
    }
  pilot_run_results_check_async (self->workspace, record, self->cancellable, pilot_cli_done_cb, &wait_check);
  check = pilot_run_results_check_finish (self->workspace, pilot_cli_wait (&wait_check), &error);
  if (check == NULL)
    return pilot_cli_fail (self, error);
  print_check (self, check);
  if (check->agrees)
    return PILOT_CLI_DONE;
  if (check->n_results < check->n_expected)
    pilot_cli_note (self, _ ("Expected: %u records, with a result: %u. The others have none yet."), (guint) check->n_expected,
                    (guint) check->n_results);
  else
    pilot_cli_note (self, _ ("Expected: %u records, with a result: %u. What was moved does not agree with the portal."), (guint) check->n_expected,
                    (guint) check->n_results);
  return PILOT_CLI_NEEDS_PERSON;
}

static int
give_command (PilotCli *self, const Options *options, const PilotRecord *record, const char *command)
{
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;
  int status;

  if (strcmp (command, "schedule-run") == 0 && options->date == NULL)
    return pilot_cli_refuse (self, _ ("A date is needed: --date YYYY-MM-DD. “run fridays” tells the free ones."));
  if ((strcmp (command, "approve-run") == 0 || strcmp (command, "cancel-run") == 0) && options->reason == NULL)
    return pilot_cli_refuse (self, _ ("A reason is needed: --reason TEXT."));
  pilot_run_order_async (self->workspace, pilot_record_get_id (record), command, strcmp (command, "schedule-run") == 0 ? options->date : options->reason,
                         self->cancellable, pilot_cli_done_cb, &wait);
  if (!pilot_run_order_finish (self->workspace, pilot_cli_wait (&wait), &error))
    {
      /* A rule stands against it: that is a person's matter, not the command line's. */
      if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_INVALID))
        error->code = PILOT_ERROR_REJECTED;
      return pilot_cli_fail (self, error);
    }
  self->opened_unix_usec = g_get_real_time ();
  status = pilot_cli_wait_synced (self, FALSE);
  return status == PILOT_CLI_DONE ? print_again (self, pilot_record_get_id (record)) : pilot_cli_fail_sync (self, status);
}

static int
list_fridays (PilotCli *self, const Options *options, const PilotRecord *record, char **arguments)
{
  g_autoptr (GPtrArray) fridays = pilot_run_order_list_fridays (self->workspace, 12);

  for (guint i = 0; i < fridays->len; i++)
    {
      char text[16];

      g_date_strftime (text, sizeof text, "%Y-%m-%d", g_ptr_array_index (fridays, i));
      if (self->json)
        {
          PilotCliObject *object = pilot_cli_object_new ();

          pilot_cli_object_add_text (object, "date", text);
          pilot_cli_object_print (object);
        }
      else
        g_print ("%s\n", text);
    }
  return PILOT_CLI_DONE;
}

#define OPTIONS(...) (const char *const[]) { __VA_ARGS__, NULL }
#define OF_AN_ORDER "name", "choice", "history", "on-hold", "transferred", "sow", "rule-off", "effort-known"

static const char *const no_options[] = { NULL };

static const Action actions[] = {
  { "list", 1, no_options, NULL, list_runs },
  { "fridays", 1, no_options, NULL, list_fridays },
  { "create", 1, OPTIONS ("kind", OF_AN_ORDER), NULL, create_run },
  { "change", 2, OPTIONS (OF_AN_ORDER), NULL, change_run },
  { "show", 2, no_options, NULL, show_run },
  { "wait", 2, OPTIONS ("timeout"), NULL, wait_run },
  { "duplicate", 2, OPTIONS ("name"), NULL, duplicate_run },
  { "widen", 2, OPTIONS ("name"), NULL, widen_run },
  { "rest", 2, OPTIONS ("name"), NULL, make_rest },
  { "delete", 2, no_options, NULL, delete_run },
  { "compare", 3, no_options, NULL, compare_runs },
  { "manifest", 2, OPTIONS ("output"), NULL, write_manifest },
  { "results", 2, OPTIONS ("outcome", "output"), NULL, show_results },
  { "check", 2, no_options, "check-run", NULL },
  { "request", 2, no_options, "request-run", NULL },
  { "schedule", 2, OPTIONS ("date"), "schedule-run", NULL },
  { "pause", 2, no_options, "pause-run", NULL },
  { "resume", 2, no_options, "resume-run", NULL },
  { "retry", 2, no_options, "request-retry", NULL },
  { "approve", 2, OPTIONS ("reason"), "approve-run", NULL },
  { "cancel", 2, OPTIONS ("reason"), "cancel-run", NULL },
};

static const Action *
find_action (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (actions); i++)
    if (strcmp (actions[i].name, name) == 0)
      return &actions[i];
  return NULL;
}

/* Says what is missing: which action (@action NULL: @name, if any, is none), or which runs. */
static int
refuse_action (PilotCli *self, const Action *action, const char *name)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *message = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", actions[i].name);
  if (action == NULL && name == NULL)
    /* Translators: %s is a list of words */
    message = g_strdup_printf (_ ("“run” needs to know what to do. It is one of: %s."), names->str);
  else if (action == NULL)
    /* Translators: %1$s is what was written, %2$s a list of words */
    message = g_strdup_printf (_ ("“run” can't “%1$s”. It is one of: %2$s."), name, names->str);
  else if (action->n_arguments == 1)
    message = g_strdup_printf (_ ("“run %s” takes no run's name."), name);
  else if (action->n_arguments == 2)
    message = g_strdup_printf (_ ("“run %s” needs one run's name or id."), name);
  else
    message = g_strdup_printf (_ ("“run %s” needs two runs' names or ids."), name);
  return pilot_cli_refuse (self, message);
}

static gboolean
is_given (const GOptionEntry *entry)
{
  if (entry->arg == G_OPTION_ARG_NONE || entry->arg == G_OPTION_ARG_INT)
    return *(const int *) entry->arg_data != 0;
  return *(void *const *) entry->arg_data != NULL;
}

/* (nullable): an option that the action would pass over in silence. */
static const char *
find_stray_option (const Action *action, const GOptionEntry *entries)
{
  for (guint i = 0; entries[i].long_name != NULL; i++)
    if (is_given (&entries[i]) && !g_strv_contains (action->options, entries[i].long_name))
      return entries[i].long_name;
  return NULL;
}

static int
run_run (PilotCli *self, int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("What the run is called"), N_ ("NAME") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, N_ ("sandbox_practice, full_test, pilot or production"), N_ ("KIND") },
    { "choice", 0, 0, G_OPTION_ARG_STRING, &options.choice, N_ ("Who goes: all, chosen or rest"), N_ ("CHOICE") },
    { "history", 0, 0, G_OPTION_ARG_STRING, &options.history, N_ ("Closed records: legacy or lightweight"), N_ ("DECISION") },
    { "on-hold", 0, 0, G_OPTION_ARG_STRING, &options.on_hold, N_ ("Jobs on hold: in or out"), N_ ("DECISION") },
    { "transferred", 0, 0, G_OPTION_ARG_STRING, &options.transferred, N_ ("Transferred candidates: in or out"), N_ ("DECISION") },
    { "sow", 0, 0, G_OPTION_ARG_STRING, &options.sow, N_ ("Number of the statement of work"), N_ ("NUMBER") },
    { "rule-off", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.rules_off, N_ ("Switch a pre-flight check off for this run, with a reason"), N_ ("CHECK: REASON") },
    { "effort-known", 0, 0, G_OPTION_ARG_NONE, &options.effort_known, N_ ("Accept the effort of a full test migration"), NULL },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, N_ ("The Friday of the downtime"), N_ ("YYYY-MM-DD") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("Why it is approved or cancelled"), N_ ("TEXT") },
    { "outcome", 0, 0, G_OPTION_ARG_STRING, &options.outcome, N_ ("Only these results: moved, linked, skipped or failed"), N_ ("OUTCOME") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Write the list to this CSV file"), N_ ("FILE") },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &options.timeout_secs, N_ ("Wait so many seconds at most"), N_ ("SECONDS") },
    { NULL },
  };
  const Action *action;
  const char *stray;
  g_autoptr (PilotRecord) record = NULL;
  GError *error = NULL;
  int status;

  /* Options may come before the action, too. */
  if (!pilot_cli_parse (self, &pilot_cli_run_command, entries, PILOT_CLI_ANY_ARGUMENTS, &argc, &argv))
    return PILOT_CLI_USAGE;
  action = argc > 1 ? find_action (argv[1]) : NULL;
  if (action == NULL || argc - 1 != action->n_arguments)
    return refuse_action (self, action, argc > 1 ? argv[1] : NULL);
  stray = find_stray_option (action, entries);
  if (stray != NULL)
    {
      /* Translators: %1$s is what to do, e.g. “check”, %2$s the name of an option */
      g_autofree char *message = g_strdup_printf (_ ("“run %1$s” takes no --%2$s."), action->name, stray);

      return pilot_cli_refuse (self, message);
    }
  status = pilot_cli_open (self);
  if (status != PILOT_CLI_DONE)
    return status;
  if (action->n_arguments > 1)
    {
      record = pilot_cli_find_run (self, argv[2], &error);
      if (record == NULL)
        return pilot_cli_fail (self, error);
    }
  return action->command != NULL ? give_command (self, &options, record, action->command) : action->run (self, &options, record, argv + 1);
}

const PilotCliCommand pilot_cli_run_command = { "run", "ACTION [RUN…]", N_ ("Order and follow migration runs: list, create, check, request, schedule, wait, results…"), run_run };
