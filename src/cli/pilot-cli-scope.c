/* pilot-cli-scope.c: pilotage-cli scope
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli-run.h"

#include "pilot-cli-print.h"

#include "pilot-error.h"
#include "pilot-run-choices.h"
#include "pilot-run-csv.h"
#include "pilot-run-counts.h"
#include "pilot-runs.h"
#include "pilot-scope.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char **add;     /* all (owned) (nullable) */
  char **remove;
  char *csv;
  char *search;
  char *take;
  char *save_list;
  gboolean all;
  gboolean none;
  gboolean choices;
} Options;

static const char *const verdict_names[] = {
  [PILOT_SCOPE_IN] = "in", [PILOT_SCOPE_OUT] = "out", [PILOT_SCOPE_LIGHT] = "light", [PILOT_SCOPE_UNDECIDED] = "undecided",
};

static void
options_clear (Options *self)
{
  g_strfreev (self->add);
  g_strfreev (self->remove);
  g_free (self->csv);
  g_free (self->search);
  g_free (self->take);
  g_free (self->save_list);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_line (PilotCli *self, const char *kind, const char *status, const char *verdict, const PilotRunLine *line)
{
  PilotCliObject *object;

  if (!self->json)
    {
      g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, line->n);
      g_autofree char *goes = g_strdup_printf ("%" G_GUINT64_FORMAT, line->n_goes);
      g_autofree char *linked = g_strdup_printf ("%" G_GUINT64_FORMAT, line->n_linked);
      g_autofree char *skipped = g_strdup_printf ("%" G_GUINT64_FORMAT, line->n_skipped);
      g_autofree char *left = g_strdup_printf ("%" G_GUINT64_FORMAT, line->n_left);

      pilot_cli_print_cells ((const char *const[]){ kind, status, verdict, n, goes, linked, skipped, left, NULL });
      return;
    }
  object = pilot_cli_object_new ();
  pilot_cli_object_add_text (object, "kind", kind);
  pilot_cli_object_add_text (object, "status", *status != '\0' ? status : NULL);
  pilot_cli_object_add_text (object, "verdict", verdict);
  pilot_cli_object_add_integer (object, "records", (gint64) line->n);
  pilot_cli_object_add_integer (object, "goes", (gint64) line->n_goes);
  pilot_cli_object_add_integer (object, "linked", (gint64) line->n_linked);
  pilot_cli_object_add_integer (object, "skipped", (gint64) line->n_skipped);
  pilot_cli_object_add_integer (object, "leftBehind", (gint64) line->n_left);
  pilot_cli_object_print (object);
}

static void
print_reasons (PilotCli *self, const PilotRunCounts *counts)
{
  for (const PilotChoice *reason = pilot_result_reason_choices; reason->value != NULL; reason++)
    {
      guint64 n = pilot_run_counts_get_reason (counts, PILOT_N_ENTITIES, reason->value);
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
      PilotCliObject *object;

      if (n == 0)
        continue;
      if (!self->json)
        {
          pilot_cli_print_cells ((const char *const[]){ reason->value, text, g_dgettext (GETTEXT_PACKAGE, reason->label), NULL });
          continue;
        }
      object = pilot_cli_object_new ();
      pilot_cli_object_add_text (object, "reason", reason->value);
      pilot_cli_object_add_integer (object, "records", (gint64) n);
      pilot_cli_object_print (object);
    }
}

static int
print_counts (PilotCli *self, const PilotRecord *run)
{
  static const PilotEntity kinds[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE };
  GError *error = NULL;
  g_autoptr (PilotRunCounts) counts = pilot_run_counts_make (self->workspace, run, self->cancellable, &error);
  guint n_rules;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);
  PilotScopeOptions options;

  if (counts == NULL)
    return pilot_cli_fail (self, error);
  pilot_scope_options_from_record (&options, run);
  if (!self->json)
    pilot_cli_print_cells ((const char *const[]){ _ ("Kind"), _ ("Status"), _ ("Scope"), _ ("Records"), _ ("Go"), _ ("Linked"), _ ("Skipped"), _ ("Left behind"), NULL });
  for (guint i = 0; i < n_rules; i++)
    print_line (self, pilot_schema_get (rules[i].entity)->name, rules[i].status, verdict_names[pilot_scope_judge_rule (&options, &rules[i])], &counts->lines[i]);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    print_line (self, pilot_schema_get (kinds[i])->name, "", "", &counts->kinds[kinds[i]]);
  print_reasons (self, counts);
  return PILOT_CLI_DONE;
}

static int
write_choices (PilotCli *self, const PilotRecord *run, GPtrArray *changes, const char *source)
{
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;

  pilot_run_choice_write_async (self->workspace, pilot_record_get_id (run), changes, source, self->cancellable, pilot_cli_done_cb, &wait);
  return pilot_run_choice_write_finish (self->workspace, pilot_cli_wait (&wait), NULL, &error) ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

/* The lines that choose nobody are told; @included: whether those that are found go or stay. */
static int
choose_from_file (PilotCli *self, const PilotRecord *run, GFile *file, const char *source, gboolean included)
{
  g_auto (PilotCliWait) wait = { NULL };
  g_autoptr (PilotRunCsv) csv = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  GError *error = NULL;
  int status;

  pilot_run_csv_read_async (self->workspace, file, self->cancellable, pilot_cli_done_cb, &wait);
  csv = pilot_run_csv_read_finish (self->workspace, pilot_cli_wait (&wait), &error);
  if (csv == NULL)
    return pilot_cli_fail (self, error);
  for (guint i = 0; i < csv->lines->len; i++)
    {
      const PilotRunCsvLine *line = g_ptr_array_index (csv->lines, i);

      if (line->answer != PILOT_RUN_CSV_FOUND)
        /* Translators: %1$u is a line's number, %2$s what stands there, %3$s what is wrong with it */
        pilot_cli_note (self, _ ("Line %1$u, “%2$s”: %3$s"), (guint) line->line, line->text, pilot_run_csv_answer_to_text (line->answer));
    }
  changes = pilot_run_csv_dup_choices (csv);
  for (guint i = 0; i < changes->len; i++)
    ((PilotRunChoice *) g_ptr_array_index (changes, i))->included = included;
  status = write_choices (self, run, changes, source);
  if (status != PILOT_CLI_DONE)
    return status;
  return csv->n_answers[PILOT_RUN_CSV_AMBIGUOUS] + csv->n_answers[PILOT_RUN_CSV_UNKNOWN] > 0 ? PILOT_CLI_ROWS_REFUSED : PILOT_CLI_DONE;
}

/* Names are looked up as a file's are: by name, e-mail or external id. */
static int
choose_names (PilotCli *self, const PilotRecord *run, char **names, gboolean included)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GError *error = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("pilotage-XXXXXX.csv", &stream, &error);
  int status;

  if (file == NULL)
    return pilot_cli_fail (self, error);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (names[i], "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", parts);

      g_string_append_printf (text, "\"%s\"\n", quoted);
    }
  if (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), text->str, text->len, NULL, NULL, &error)
      && g_io_stream_close (G_IO_STREAM (stream), NULL, &error))
    status = choose_from_file (self, run, file, NULL, included);
  else
    status = pilot_cli_fail (self, error);
  g_file_delete (file, NULL, NULL);
  return status;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static PilotRunChoices *
load_choices (PilotCli *self, const PilotRecord *run)
{
  PilotRunChoices *choices = pilot_run_choices_new (self->workspace, pilot_record_get_id (run));
  guint tick = g_timeout_add (20, tick_cb, NULL);

  while (!pilot_run_choices_get_loaded (choices) && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  return choices;
}

static int
choose_found (PilotCli *self, const PilotRecord *run, const char *search, gboolean included)
{
  g_auto (PilotCliWait) wait = { NULL };
  g_auto (PilotQuery) query = { 0 };
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) changes = pilot_run_choices_new_changes ();
  g_autoptr (PilotRunChoices) choices = load_choices (self, run);
  GError *error = NULL;

  pilot_query_init (&query, PILOT_ENTITY_AGENCY);
  pilot_query_set_filter (&query, PILOT_AGENCY_DATASET, "legacy", FALSE);
  query.search = g_strdup (search);
  pilot_run_choices_collect_async (self->workspace, &query, self->cancellable, pilot_cli_done_cb, &wait);
  ids = pilot_run_choices_collect_finish (self->workspace, pilot_cli_wait (&wait), &error);
  if (ids == NULL)
    return pilot_cli_fail (self, error);
  for (guint i = 0; i < ids->len; i++)
    pilot_run_choices_add_agency (choices, changes, g_ptr_array_index (ids, i), included);
  return write_choices (self, run, changes, search);
}

static int
take_list (PilotCli *self, const PilotRecord *run, const char *name)
{
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;
  g_autoptr (PilotRecord) from = pilot_cli_find_run (self, name, &error);

  if (from == NULL)
    return pilot_cli_fail (self, error);
  pilot_runs_take_choices_async (self->workspace, pilot_record_get_id (run), pilot_record_get_id (from), self->cancellable, pilot_cli_done_cb, &wait);
  return pilot_runs_take_choices_finish (self->workspace, pilot_cli_wait (&wait), NULL, &error) ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

static int
save_list (PilotCli *self, const PilotRecord *run, const char *name)
{
  g_auto (PilotCliWait) wait = { NULL };
  g_autofree char *made = NULL;
  GError *error = NULL;

  pilot_runs_copy_async (self->workspace, pilot_record_get_id (run), PILOT_RUNS_LIST, name, self->cancellable, pilot_cli_done_cb, &wait);
  made = pilot_runs_copy_finish (self->workspace, pilot_cli_wait (&wait), &error);
  return made != NULL ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

static int
print_choices (PilotCli *self, const PilotRecord *run)
{
  g_autoptr (PilotRunChoices) choices = load_choices (self, run);
  g_autoptr (GPtrArray) all = pilot_run_choices_dup_all (choices);

  for (guint i = 0; i < all->len; i++)
    {
      const PilotRunChoice *choice = g_ptr_array_index (all, i);
      g_autofree char *agency = pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_AGENCY, choice->agency_id);
      g_autofree char *user = choice->recruiter_id != NULL ? pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_RECRUITER, choice->recruiter_id) : g_strdup ("");
      PilotCliObject *object;

      if (!self->json)
        {
          pilot_cli_print_cells ((const char *const[]){ choice->included ? "+" : "-", agency, user, choice->agency_id, NULL });
          continue;
        }
      object = pilot_cli_object_new ();
      pilot_cli_object_add_text (object, "agencyId", choice->agency_id);
      pilot_cli_object_add_text (object, "agency", agency);
      pilot_cli_object_add_text (object, "recruiterId", choice->recruiter_id);
      pilot_cli_object_add_text (object, "recruiter", choice->recruiter_id != NULL ? user : NULL);
      pilot_cli_object_add_boolean (object, "included", choice->included);
      pilot_cli_object_print (object);
    }
  return PILOT_CLI_DONE;
}

/* In the order in which one would: take a list, all or none, then what is added and taken out. */
static int
change (PilotCli *self, const PilotRecord *run, const Options *options)
{
  int status = options->take != NULL ? take_list (self, run, options->take) : PILOT_CLI_DONE;
  int refused = PILOT_CLI_DONE;

  if (status == PILOT_CLI_DONE && (options->all || options->none || options->search != NULL))
    status = choose_found (self, run, options->search, !options->none);
  if (status == PILOT_CLI_DONE && options->csv != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->csv);
      g_autofree char *name = g_file_get_basename (file);

      status = choose_from_file (self, run, file, name, TRUE);
    }
  refused = status == PILOT_CLI_ROWS_REFUSED ? status : refused;
  if ((status == PILOT_CLI_DONE || refused != PILOT_CLI_DONE) && options->add != NULL)
    status = choose_names (self, run, options->add, TRUE);
  refused = status == PILOT_CLI_ROWS_REFUSED ? status : refused;
  if ((status == PILOT_CLI_DONE || status == PILOT_CLI_ROWS_REFUSED) && options->remove != NULL)
    status = choose_names (self, run, options->remove, FALSE);
  if (status == PILOT_CLI_DONE && options->save_list != NULL)
    status = save_list (self, run, options->save_list);
  return status == PILOT_CLI_DONE ? refused : status;
}

static int
run_scope (PilotCli *self, int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "add", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &options.add, N_ ("Take this agency or user: by name, e-mail or external id"), N_ ("NAME") },
    { "remove", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &options.remove, N_ ("Leave this agency or user"), N_ ("NAME") },
    { "from-csv", 0, 0, G_OPTION_ARG_FILENAME, &options.csv, N_ ("Take the agencies and users in this file"), N_ ("FILE") },
    { "search", 's', 0, G_OPTION_ARG_STRING, &options.search, N_ ("Take all agencies with words that begin so"), N_ ("WORDS") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_ ("Take all agencies"), NULL },
    { "none", 0, 0, G_OPTION_ARG_NONE, &options.none, N_ ("Take no agency"), NULL },
    { "take", 0, 0, G_OPTION_ARG_STRING, &options.take, N_ ("Take what this saved list or run takes"), N_ ("LIST") },
    { "save-list", 0, 0, G_OPTION_ARG_STRING, &options.save_list, N_ ("Keep the choice as a list with this name"), N_ ("NAME") },
    { "choices", 0, 0, G_OPTION_ARG_NONE, &options.choices, N_ ("Tell who is chosen instead of the numbers"), NULL },
    { NULL },
  };
  g_autoptr (PilotRecord) run = NULL;
  GError *error = NULL;
  int changed, status;

  if (!pilot_cli_parse (self, &pilot_cli_scope_command, entries, 1, &argc, &argv))
    return PILOT_CLI_USAGE;
  if (options.all && options.none)
    return pilot_cli_refuse (self, _ ("Either --all or --none."));
  status = pilot_cli_open (self);
  if (status != PILOT_CLI_DONE)
    return status;
  run = pilot_cli_find_run (self, argv[1], &error);
  if (run == NULL)
    return pilot_cli_fail (self, error);
  changed = change (self, run, &options);
  if (changed != PILOT_CLI_DONE && changed != PILOT_CLI_ROWS_REFUSED)
    return changed;
  status = pilot_cli_send (self);
  if (status != PILOT_CLI_DONE)
    return status;
  status = options.choices ? print_choices (self, run) : print_counts (self, run);
  return status == PILOT_CLI_DONE ? changed : status;
}

const PilotCliCommand pilot_cli_scope_command = { "scope", "RUN", N_ ("Tell what a migration run takes along, and choose who goes"), run_scope };
