/* pilot-cli-import.c: pilotage-cli import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-cli-print.h"

#include "pilot-column-map.h"
#include "pilot-csv-format.h"
#include "pilot-error.h"
#include "pilot-workspace-import.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* How many refused rows are told one by one. */
#define MAX_TOLD 20

typedef struct
{
  char *entity;       /* (owned) */
  char *dataset;      /* (owned) */
  char *encoding;     /* (owned) */
  char *delimiter;    /* (owned) */
  char *errors_file;  /* (owned) */
  char **maps;        /* (owned) */
  gboolean dry_run;
  gboolean strict;
  gboolean header;
  gboolean no_header;
  gboolean wait;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->entity);
  g_free (self->dataset);
  g_free (self->encoding);
  g_free (self->delimiter);
  g_free (self->errors_file);
  g_strfreev (self->maps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
open_file (PilotCli *self, PilotImporter *importer, const char *name)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (strcmp (name, "-") == 0 ? "/dev/stdin" : name);
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;

  pilot_importer_open_file_async (importer, file, self->cancellable, pilot_cli_done_cb, &wait);
  return pilot_importer_open_finish (importer, pilot_cli_wait (&wait), &error) ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

static int
set_format (PilotCli *self, PilotImporter *importer, const Options *options)
{
  PilotCsvFormat format = *pilot_importer_get_format (importer);
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;

  if (options->encoding == NULL && options->delimiter == NULL)
    return PILOT_CLI_DONE;
  if (options->encoding != NULL && !pilot_encoding_from_name (options->encoding, &format.encoding))
    return pilot_cli_refuse (self, _ ("The encodings are UTF-8, UTF-16LE, UTF-16BE, Windows-1252 and Windows-1250."));
  if (options->delimiter != NULL)
    format.delimiter = pilot_csv_delimiter_from_name (options->delimiter);
  if (format.delimiter == 0)
    return pilot_cli_refuse (self, _ ("The delimiters are comma, semicolon, tab and pipe."));
  pilot_importer_set_format_async (importer, &format, self->cancellable, pilot_cli_done_cb, &wait);
  return pilot_importer_open_finish (importer, pilot_cli_wait (&wait), &error) ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

static int
find_target (const PilotSchema *schema, const char *name)
{
  if (strcmp (name, "notes") == 0 || strcmp (name, "+notes") == 0)
    return strcmp (name, "notes") == 0 ? pilot_schema_find_field (schema, "notes") : PILOT_COLUMN_NOTES;
  if (strcmp (name, "-") == 0)
    return PILOT_COLUMN_LEFT_OUT;
  if (strcmp (name, "+name") == 0 && pilot_column_map_can_join (schema))
    return PILOT_COLUMN_JOINED;
  if (g_ascii_strcasecmp (name, PILOT_COLUMN_ID_HEADING) == 0 || g_ascii_strcasecmp (name, "id") == 0)
    return PILOT_FIELD_ID;
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (g_ascii_strcasecmp (schema->fields[i].name, name) == 0 || g_ascii_strcasecmp (schema->fields[i].json, name) == 0)
      return i;
  return G_MININT;
}

/* COLUMN=FIELD: the column by its heading or its number. */
static int
set_map (PilotCli *self, PilotImporter *importer, const char *text)
{
  const PilotColumnMap *map = pilot_importer_get_map (importer);
  const PilotSchema *schema = pilot_column_map_get_schema (map);
  const char *equals = strrchr (text, '=');
  g_autofree char *heading = equals != NULL ? g_strndup (text, equals - text) : NULL;
  g_autofree char *message = NULL;
  GError *error = NULL;
  guint64 number;
  int column;
  int target;

  if (heading == NULL)
    return pilot_cli_refuse (self, _ ("--map takes COLUMN=FIELD."));
  column = pilot_column_map_find_heading (map, heading);
  if (column < 0 && g_ascii_string_to_unsigned (heading, 10, 1, pilot_column_map_get_n_columns (map), &number, NULL))
    column = (int) number - 1;
  if (column < 0)
    {
      message = g_strdup_printf (_ ("The file has no column “%s”."), heading);
      return pilot_cli_refuse (self, message);
    }
  target = find_target (schema, equals + 1);
  if (target == G_MININT)
    {
      message = g_strdup_printf (_ ("There is no field “%s”; use a field's name, “+notes”, for people “+name” (behind the name), or “-” to leave the column out."), equals + 1);
      return pilot_cli_refuse (self, message);
    }
  return pilot_importer_set_target (importer, column, target, &error) ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

static int
set_maps (PilotCli *self, PilotImporter *importer, const Options *options)
{
  for (guint i = 0; options->maps != NULL && options->maps[i] != NULL; i++)
    {
      int status = set_map (self, importer, options->maps[i]);

      if (status != PILOT_CLI_DONE)
        return status;
    }
  return PILOT_CLI_DONE;
}

static void
tell_mapping (PilotCli *self, PilotImporter *importer)
{
  const PilotColumnMap *map = pilot_importer_get_map (importer);
  const PilotSchema *schema = pilot_column_map_get_schema (map);
  const PilotCsvFormat *format = pilot_importer_get_format (importer);
  g_autofree char *warning = pilot_importer_dup_encoding_warning (importer);
  g_autofree char *above = pilot_importer_dup_above_note (importer);

  pilot_cli_note (self, "%s, %s", pilot_encoding_to_name (format->encoding), pilot_csv_delimiter_to_label (format->delimiter));
  if (warning != NULL)
    pilot_cli_note (self, "%s", warning);
  if (above != NULL)
    pilot_cli_note (self, "%s", above);
  if (pilot_importer_get_first_is_data (importer) && !pilot_importer_get_has_header (importer))
    pilot_cli_note (self, "%s", _ ("The first row looks like data, not like headings, and is taken as such. Say with --map 1=name --map 2=email … what the "
                                   "columns are, or with --header that it holds headings."));
  for (guint i = 0; i < pilot_column_map_get_n_columns (map); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      const char *heading = pilot_column_map_get_heading (map, i);
      int target = pilot_column_map_get_target (map, i);

      pilot_cli_note (self, "  %s → %s", *heading != '\0' ? heading : number,
                      target >= 0 ? pilot_column_map_get_label (schema, target)
                      : target == PILOT_COLUMN_NOTES ? _ ("kept in the notes")
                      : target == PILOT_COLUMN_JOINED ? _ ("added to the name")
                                                     : _ ("left out"));
    }
}

static void
tell_refused (PilotCli *self, PilotImporter *importer, PilotImportVerdict verdict)
{
  g_autoptr (GListModel) rows = pilot_importer_create_rows (importer, verdict);
  guint n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < MIN (n, MAX_TOLD); i++)
    {
      g_autoptr (PilotImportRow) row = g_list_model_get_item (rows, i);

      while (!pilot_import_row_is_read (row)) /* a long one is read by a worker */
        g_main_context_iteration (NULL, TRUE);
      pilot_cli_note (self, _ ("line %u: %s: %s"), pilot_import_row_get_line (row), pilot_import_verdict_to_label (verdict),
                      pilot_import_row_get_message (row));
    }
  if (n > MAX_TOLD)
    pilot_cli_note (self, ngettext ("… and %u more", "… and %u more", n - MAX_TOLD), n - MAX_TOLD);
}

/* A sentence of its own: for some errors other words are told than the error's own. */
static int
fail_whole (PilotCli *self, GError *error)
{
  int status = pilot_cli_fail (self, error);

  pilot_cli_note (self, "%s", _ ("Nothing was imported."));
  return status;
}

static int
judge (PilotCli *self, PilotImporter *importer)
{
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;

  pilot_importer_judge_async (importer, self->cancellable, pilot_cli_done_cb, &wait);
  return pilot_importer_judge_finish (importer, pilot_cli_wait (&wait), &error) ? PILOT_CLI_DONE : fail_whole (self, error);
}

static int
save_errors (PilotCli *self, PilotImporter *importer, const char *name)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;

  pilot_importer_save_errors_async (importer, file, self->cancellable, pilot_cli_done_cb, &wait);
  return pilot_importer_save_errors_finish (importer, pilot_cli_wait (&wait), &error) ? PILOT_CLI_DONE : pilot_cli_fail (self, error);
}

static void
print_result (PilotCli *self, const guint *counts, guint n_remarked, const Options *options)
{
  if (self->json)
    {
      PilotCliObject *object = pilot_cli_object_new ();

      for (int i = 0; i < PILOT_IMPORT_N_VERDICTS; i++)
        pilot_cli_object_add_integer (object, pilot_import_verdict_to_name (i), counts[i]);
      pilot_cli_object_add_integer (object, "remarked", n_remarked);
      pilot_cli_object_add_boolean (object, "written", !options->dry_run);
      pilot_cli_object_print (object);
      return;
    }
  for (int i = 0; i < PILOT_IMPORT_N_VERDICTS; i++)
    g_print ("%s\t%u\n", pilot_import_verdict_to_label (i), counts[i]);
}

static int
write_rows (PilotCli *self, PilotImporter *importer, const Options *options)
{
  g_auto (PilotCliWait) wait = { NULL };
  GError *error = NULL;
  int status;

  pilot_importer_run_async (importer, self->cancellable, pilot_cli_done_cb, &wait);
  if (!pilot_importer_run_finish (importer, pilot_cli_wait (&wait), NULL, &error))
    return fail_whole (self, error);
  if (!options->wait)
    return PILOT_CLI_DONE;
  status = pilot_cli_wait_synced (self, TRUE);
  return status == PILOT_CLI_DONE ? status : pilot_cli_fail_sync (self, status);
}

/* Whether both names lead to the same file, through links, too. */
static gboolean
is_same_file (const char *name, const char *other)
{
  GStatBuf file;
  GStatBuf other_file;

  return g_stat (name, &file) == 0 && g_stat (other, &other_file) == 0 && file.st_dev == other_file.st_dev
         && file.st_ino == other_file.st_ino;
}

static int
import_file (PilotCli *self, PilotImporter *importer, const char *name, const Options *options)
{
  guint counts[PILOT_IMPORT_N_VERDICTS];
  guint n_remarked;
  guint n_refused;
  GError *error = NULL;
  int status;

  if (options->dataset != NULL)
    pilot_importer_set_dataset (importer, options->dataset);
  pilot_importer_set_strict (importer, options->strict);
  if (options->header || options->no_header)
    pilot_importer_set_has_header (importer, options->header);
  status = open_file (self, importer, name);
  if (status == PILOT_CLI_DONE)
    status = set_format (self, importer, options);
  if (status == PILOT_CLI_DONE)
    status = set_maps (self, importer, options);
  if (status != PILOT_CLI_DONE)
    return status;
  tell_mapping (self, importer);
  /* Each row would lack it. */
  if (!pilot_importer_check_mapping (importer, &error))
    {
      pilot_cli_note (self, "%s", _ ("Say with --map which column is which field."));
      return pilot_cli_fail (self, error);
    }
  status = judge (self, importer);
  if (status == PILOT_CLI_DONE && options->errors_file != NULL)
    status = save_errors (self, importer, options->errors_file);
  if (status != PILOT_CLI_DONE)
    return status;
  for (int i = 0; i < PILOT_IMPORT_N_VERDICTS; i++)
    counts[i] = pilot_importer_count (importer, i);
  n_remarked = pilot_importer_count (importer, PILOT_IMPORT_REMARKED);
  if (pilot_importer_count (importer, PILOT_IMPORT_ANY) == 0)
    pilot_cli_note (self, "%s", _ ("There is nothing below the headings of the file."));
  tell_refused (self, importer, PILOT_IMPORT_INVALID);
  tell_refused (self, importer, PILOT_IMPORT_DUPLICATE);
  if (!options->dry_run)
    status = write_rows (self, importer, options);
  if (status != PILOT_CLI_DONE)
    return status;
  print_result (self, counts, n_remarked, options);
  n_refused = counts[PILOT_IMPORT_INVALID] + counts[PILOT_IMPORT_DUPLICATE];
  return n_refused > 0 ? PILOT_CLI_ROWS_REFUSED : PILOT_CLI_DONE;
}

static int
run_import (PilotCli *self, int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "entity", 'e', 0, G_OPTION_ARG_STRING, &options.entity, N_ ("What the rows are: agencies, recruiters, jobs or candidates"), N_ ("KIND") },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Judge the rows, write nothing"), NULL },
    { "map", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &options.maps, N_ ("Take a column (heading or number) for a field; “-” leaves it out"), N_ ("COLUMN=FIELD") },
    { "errors", 0, 0, G_OPTION_ARG_FILENAME, &options.errors_file, N_ ("Write the rows that are left out, with the reasons, to this CSV file"), N_ ("FILE") },
    { "dataset", 0, 0, G_OPTION_ARG_STRING, &options.dataset, N_ ("Into which data set: legacy (as if not given) or portal"), N_ ("NAME") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding, N_ ("UTF-8, UTF-16LE, UTF-16BE, Windows-1252 or Windows-1250, instead of what is found out"), N_ ("NAME") },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &options.delimiter, N_ ("comma, semicolon, tab or pipe, instead of what is found out"), N_ ("NAME") },
    { "header", 0, 0, G_OPTION_ARG_NONE, &options.header, N_ ("The first row holds headings, whatever it looks like"), NULL },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &options.no_header, N_ ("The first row holds no headings"), NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, N_ ("Refuse rows with ill-formed values, instead of keeping those in the notes"), NULL },
    { "wait", 'w', 0, G_OPTION_ARG_NONE, &options.wait, N_ ("End when the other side has everything"), NULL },
    { NULL },
  };
  g_autoptr (PilotImporter) importer = NULL;
  g_autofree char *reason = NULL;
  const PilotSchema *schema;
  int status;

  if (!pilot_cli_parse (self, &pilot_cli_import_command, entries, 1, &argc, &argv))
    return PILOT_CLI_USAGE;
  if (options.entity == NULL)
    return pilot_cli_refuse (self, _ ("Say with --entity what the rows are: agencies, recruiters, jobs or candidates."));
  schema = pilot_cli_find_entity (self, options.entity);
  if (schema == NULL || !pilot_importer_can_import (schema->entity))
    return schema == NULL ? PILOT_CLI_USAGE : pilot_cli_refuse (self, _ ("Agencies, recruiters, jobs and candidates can be imported."));
  if (options.header && options.no_header)
    return pilot_cli_refuse (self, _ ("The first row either holds headings or doesn’t: say --header or --no-header."));
  if (options.dataset != NULL && !pilot_choice_contains (pilot_dataset_choices, options.dataset))
    return pilot_cli_refuse (self, _ ("The data sets are legacy and portal."));
  if (options.errors_file != NULL && is_same_file (argv[1], options.errors_file))
    return pilot_cli_refuse (self, _ ("The rows that are left out can’t take the place of the file to import: name another file with --errors."));
  status = pilot_cli_open (self);
  if (status != PILOT_CLI_DONE)
    return status;
  /* Judged against nothing, every row would be new, and what is there already would be there twice. */
  if (!pilot_cli_was_synced (self))
    return pilot_cli_fail_sync (self, PILOT_CLI_OFFLINE);
  if (!options.dry_run && !pilot_workspace_may (self->workspace, PILOT_ACTION_IMPORT, schema->entity, &reason))
    return pilot_cli_fail (self, g_error_new_literal (PILOT_ERROR, PILOT_ERROR_FORBIDDEN, reason));
  importer = pilot_workspace_create_import (self->workspace, schema->entity);
  return import_file (self, importer, argv[1], &options);
}

const PilotCliCommand pilot_cli_import_command = {
  "import", "FILE", N_ ("Import agencies, recruiters, jobs or candidates from a CSV file"), run_import
};
