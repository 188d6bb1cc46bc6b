/* pilot-cli-check.c: pilotage-cli check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-cli-print.h"

#include "pilot-error.h"
#include "pilot-preflight-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *run;     /* (owned) (nullable): name or id */
  char **rules;  /* (owned) (nullable) */
  char *csv_dir; /* (owned) (nullable) */
} Options;

typedef struct
{
  const char *wanted;
  char *id; /* (owned) (nullable) */
  guint n_named;
} RunSearch;

static const char *const outcome_names[PILOT_N_PREFLIGHT_OUTCOMES] = { "error", "warning", "passed", "off", "not-checked" };

static void
options_clear (Options *self)
{
  g_free (self->run);
  g_strfreev (self->rules);
  g_free (self->csv_dir);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
refuse_rules (PilotCli *self, const Options *options)
{
  for (guint i = 0; options->rules != NULL && options->rules[i] != NULL; i++)
    if (pilot_preflight_find_rule (options->rules[i]) == NULL)
      {
        g_autoptr (GString) message = g_string_new (NULL);
        guint n_rules;
        const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

        g_string_append_printf (message, _ ("There is no check “%s”. The checks are:"), options->rules[i]);
        for (guint n = 0; n < n_rules; n++)
          g_string_append_printf (message, "\n  %s", rules[n].key);
        pilot_cli_refuse (self, message->str);
        return TRUE;
      }
  return FALSE;
}

static gboolean
consider_run (PilotRecord *run, RunSearch *search)
{
  gboolean by_id = g_strcmp0 (pilot_record_get_id (run), search->wanted) == 0;

  if (!by_id && g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_NAME), search->wanted) != 0)
    return TRUE;
  g_free (search->id);
  search->id = g_strdup (pilot_record_get_id (run));
  search->n_named = by_id ? 1 : search->n_named + 1;
  return !by_id;
}

/* (transfer full) (nullable): the id of the run that has this name, or this id. */
static char *
find_run (PilotCli *self, const char *wanted, GError **error)
{
  g_autoptr (PilotList) list = pilot_workspace_create_list (self->workspace, PILOT_ENTITY_RUN);
  RunSearch search = { .wanted = wanted };
  guint tick = g_timeout_add (100, tick_cb, NULL);

  while (pilot_list_get_loading (list) && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (row != NULL && !consider_run (pilot_row_get_record (row), &search))
        break;
    }
  if (search.n_named == 1)
    return search.id;
  g_free (search.id);
  if (search.n_named == 0)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _ ("There is no run called “%s”."), wanted);
  else
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _ ("Several runs are called “%s”: give the id of one."), wanted);
  return NULL;
}

static gboolean
check (PilotCli *self, PilotPreflightRun *preflight, const Options *options, GError **error)
{
  g_auto (PilotCliWait) wait = { NULL };

  pilot_preflight_run_check_async (preflight, (const char *const *) options->rules, self->cancellable, pilot_cli_done_cb, &wait);
  return pilot_preflight_run_check_finish (preflight, pilot_cli_wait (&wait), error);
}

static gboolean
is_wanted (const Options *options, const PilotPreflightRule *rule)
{
  return options->rules == NULL || g_strv_contains ((const char *const *) options->rules, rule->key);
}

static void
print_row (PilotPreflightRow *row, gboolean json)
{
  const PilotPreflightRule *rule = pilot_preflight_row_get_rule (row);
  const PilotPreflightResult *result = pilot_preflight_row_get_result (row);
  g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT, result->n_found);
  g_autofree char *checked = g_strdup_printf ("%" G_GUINT64_FORMAT, result->n_checked);
  PilotCliObject *object;

  if (!json)
    {
      const char *const cells[] = { outcome_names[result->outcome], rule->key, found, checked, pilot_preflight_row_get_title (row), NULL };

      pilot_cli_print_cells (cells);
      return;
    }
  object = pilot_cli_object_new ();
  pilot_cli_object_add_text (object, "check", rule->key);
  pilot_cli_object_add_text (object, "outcome", outcome_names[result->outcome]);
  pilot_cli_object_add_text (object, "kind", pilot_schema_get (rule->entity)->name);
  pilot_cli_object_add_integer (object, "found", result->n_found);
  pilot_cli_object_add_integer (object, "checked", result->n_checked);
  pilot_cli_object_add_text (object, "title", pilot_preflight_row_get_title (row));
  pilot_cli_object_add_text (object, "remedy", g_dgettext (GETTEXT_PACKAGE, rule->remedy));
  pilot_cli_object_add_text (object, "reason", result->reason);
  pilot_cli_object_print (object);
}

/* Returns how many rules are in error. */
static guint
print_results (PilotCli *self, PilotPreflightRun *preflight, const Options *options)
{
  guint n_errors = 0;

  if (!self->json)
    pilot_cli_print_cells ((const char *const[]){ _ ("Result"), _ ("Check"), _ ("Found"), _ ("Checked"), _ ("Title"), NULL });
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (preflight)); i++)
    {
      g_autoptr (PilotPreflightRow) row = g_list_model_get_item (G_LIST_MODEL (preflight), i);

      if (!is_wanted (options, pilot_preflight_row_get_rule (row)))
        continue;
      print_row (row, self->json);
      n_errors += pilot_preflight_row_get_result (row)->outcome == PILOT_PREFLIGHT_ERROR;
    }
  return n_errors;
}

static gboolean
write_file (PilotCli *self, PilotPreflightRun *preflight, PilotPreflightRow *row, GFile *dir, GError **error)
{
  const PilotPreflightRule *rule = pilot_preflight_row_get_rule (row);
  PilotPreflightOutcome outcome = pilot_preflight_row_get_result (row)->outcome;
  g_autofree char *name = g_strconcat (rule->key, ".csv", NULL);
  g_autoptr (GFile) file = g_file_get_child (dir, name);
  g_auto (PilotCliWait) wait = { NULL };

  if (!pilot_preflight_may_save (rule) || outcome > PILOT_PREFLIGHT_WARNING)
    return TRUE;
  pilot_preflight_run_export_async (preflight, rule->key, file, self->cancellable, pilot_cli_done_cb, &wait);
  return pilot_preflight_run_export_finish (preflight, pilot_cli_wait (&wait), NULL, error);
}

static gboolean
write_files (PilotCli *self, PilotPreflightRun *preflight, const Options *options, GError **error)
{
  g_autoptr (GFile) dir = g_file_new_for_commandline_arg (options->csv_dir);
  g_autoptr (GError) local_error = NULL;

  if (!g_file_make_directory_with_parents (dir, self->cancellable, &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (preflight)); i++)
    {
      g_autoptr (PilotPreflightRow) row = g_list_model_get_item (G_LIST_MODEL (preflight), i);

      if (is_wanted (options, pilot_preflight_row_get_rule (row)) && !write_file (self, preflight, row, dir, error))
        return FALSE;
    }
  return TRUE;
}

static int
check_run (PilotCli *self, const char *run_id, const Options *options)
{
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, run_id);
  GError *error = NULL;
  guint n_errors;
  int status;

  if (!check (self, preflight, options, &error))
    return pilot_cli_fail (self, error);
  n_errors = print_results (self, preflight, options);
  if (options->csv_dir != NULL && !write_files (self, preflight, options, &error))
    return pilot_cli_fail (self, error);
  /* Others are to see what was found; what can't be sent now is kept here. */
  status = self->offline ? PILOT_CLI_DONE : pilot_cli_wait_synced (self, TRUE);
  if (status == PILOT_CLI_OFFLINE)
    pilot_cli_note (self, _ ("Offline: the results are kept here."));
  else if (status != PILOT_CLI_DONE)
    return pilot_cli_fail_sync (self, status);
  return n_errors > 0 ? PILOT_CLI_CHECKS_FAILED : PILOT_CLI_DONE;
}

static int
run_check (PilotCli *self, int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "run", 'r', 0, G_OPTION_ARG_STRING, &options.run, N_ ("Check what this run would take along, instead of all legacy records"), N_ ("NAME") },
    { "rule", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.rules, N_ ("Only this check; can be given several times"), N_ ("KEY") },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &options.csv_dir, N_ ("Write the records found to a CSV file for each check in this folder"), N_ ("DIR") },
    { NULL },
  };
  g_autofree char *run_id = NULL;
  GError *error = NULL;
  int status;

  if (!pilot_cli_parse (self, &pilot_cli_check_command, entries, 0, &argc, &argv) || refuse_rules (self, &options))
    return PILOT_CLI_USAGE;
  status = pilot_cli_open (self);
  if (status != PILOT_CLI_DONE)
    return status;
  /* Of nothing everything would pass. */
  if (!pilot_cli_was_synced (self))
    return pilot_cli_fail_sync (self, PILOT_CLI_OFFLINE);
  if (options.run != NULL)
    {
      run_id = find_run (self, options.run, &error);
      if (run_id == NULL)
        return pilot_cli_fail (self, error);
    }
  return check_run (self, run_id, &options);
}

const PilotCliCommand pilot_cli_check_command = { "check", "", N_ ("Check the legacy records before a migration"), run_check };
