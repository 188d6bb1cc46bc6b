/* pilot-cli-list.c: pilotage-cli list and export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-cli-print.h"

#include "pilot-csv-writer.h"
#include "pilot-error.h"
#include "pilot-time.h"
#include "pilot-whole-file.h"
#include "pilot-workspace-private.h"
#include "pilot-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *search;   /* (owned) (nullable) */
  char **filters; /* (owned) (nullable) */
  char *sort;     /* (owned) (nullable) */
  int limit;      /* 0: no limit */
  gboolean ids;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->search);
  g_strfreev (self->filters);
  g_free (self->sort);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
failed_cb (PilotList *list, GError *error, GObject *holder)
{
  g_object_set_data_full (holder, "error", g_error_copy (error), (GDestroyNotify) g_error_free);
}

static int
find_field (const PilotSchema *schema, const char *name)
{
  int field = pilot_schema_find_field (schema, name);

  return field >= 0 ? field : pilot_schema_find_json (schema, name, strlen (name));
}

static gboolean
refuse_field (const PilotSchema *schema, const char *option, const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    g_string_append_printf (names, "%s%s", i > PILOT_FIELD_FIRST ? ", " : "", schema->fields[i].json);
  /* Translators: %1$s is an option of the command line, %2$s what was written, %3$s the plural of a kind of record, %4$s a list of names */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("%1$s: there is no field “%2$s”. The fields of %3$s: %4$s."), option, name,
               schema->collection, names->str);
  return FALSE;
}

static gboolean
refuse_choice (const PilotField *field, const char *value, GError **error)
{
  g_autoptr (GString) values = g_string_new (NULL);

  for (const PilotChoice *choice = field->choices; choice->value != NULL; choice++)
    g_string_append_printf (values, "%s%s", choice != field->choices ? ", " : "", choice->value);
  /* Translators: %1$s is the name of a field, %2$s what was written, %3$s a list of values */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--filter: %1$s is never “%2$s”. It is one of: %3$s."), field->json, value, values->str);
  return FALSE;
}

/* FIELD=VALUE; without a value: the field is empty. */
static gboolean
add_filter (PilotQuery *query, const PilotSchema *schema, const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : NULL;
  int field = name != NULL ? find_field (schema, name) : -1;
  const char *value = equals != NULL ? equals + 1 : "";

  if (name == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--filter takes FIELD=VALUE, as in name=Alpha; “%s” has no “=”."), text);
      return FALSE;
    }
  if (field < 0)
    return refuse_field (schema, "--filter", name, error);
  if (query->n_filters == PILOT_QUERY_MAX_FILTERS)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   ngettext ("--filter can be given %u time.", "--filter can be given %u times.", PILOT_QUERY_MAX_FILTERS), PILOT_QUERY_MAX_FILTERS);
      return FALSE;
    }
  if (schema->fields[field].type == PILOT_FIELD_CHOICE && value[0] != '\0' && !pilot_choice_contains (schema->fields[field].choices, value))
    return refuse_choice (&schema->fields[field], value, error);
  if (schema->fields[field].type == PILOT_FIELD_BOOLEAN && value[0] != '\0')
    {
      if (strcmp (value, "true") != 0 && strcmp (value, "false") != 0)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--filter: %s is true or false."), schema->fields[field].json);
          return FALSE;
        }
      value = strcmp (value, "true") == 0 ? "1" : "0";
    }
  pilot_query_set_filter (query, field, value[0] != '\0' ? value : NULL, FALSE);
  return TRUE;
}

static gboolean
fill_query (PilotQuery *query, const PilotSchema *schema, const Options *options, GError **error)
{
  pilot_query_init (query, schema->entity);
  query->search = g_strdup (options->search);
  query->once = TRUE;
  for (guint i = 0; options->filters != NULL && options->filters[i] != NULL; i++)
    if (!add_filter (query, schema, options->filters[i], error))
      return FALSE;
  if (options->sort != NULL)
    {
      int field;

      query->descending = options->sort[0] == '-';
      field = find_field (schema, options->sort + query->descending);
      if (field < 0)
        return refuse_field (schema, "--sort", options->sort + query->descending, error);
      query->sort_field = field;
    }
  return TRUE;
}

/* Returns a list that has found its order; NULL after a message. */
static PilotList *
make_list (PilotCli *self, const PilotQuery *query, int *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotList) list = NULL;
  g_autoptr (GObject) holder = g_object_new (G_TYPE_OBJECT, NULL);
  PilotWriter *writer = pilot_store_get_writer (pilot_workspace_get_store (self->workspace));
  guint tick;

  list = pilot_workspace_create_list (self->workspace, query->entity);
  g_signal_connect_object (list, "failed", G_CALLBACK (failed_cb), holder, 0);
  tick = g_timeout_add (100, tick_cb, NULL);
  /* What has only just come is put into the full-text index after it. */
  while (query->search != NULL && pilot_writer_get_n_waiting (writer) > 0 && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  pilot_list_set_query (list, query);
  while (pilot_list_get_loading (list) && g_object_get_data (holder, "error") == NULL && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  error = g_object_steal_data (holder, "error");
  if (error == NULL)
    {
      *status = PILOT_CLI_DONE;
      return g_steal_pointer (&list);
    }
  *status = pilot_cli_fail (self, g_steal_pointer (&error));
  return NULL;
}

static int
open_list (PilotCli *self, const char *name, const Options *options, PilotList **list)
{
  const PilotSchema *schema = pilot_cli_find_entity (self, name);
  g_auto (PilotQuery) query = { 0 };
  g_autoptr (GError) error = NULL;
  int status;

  if (schema == NULL)
    return PILOT_CLI_USAGE;
  if (!fill_query (&query, schema, options, &error))
    return pilot_cli_refuse (self, error->message);
  status = pilot_cli_open (self);
  if (status == PILOT_CLI_DONE)
    *list = make_list (self, &query, &status);
  return status;
}

static guint
count_rows (PilotList *list, const Options *options)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  return options->limit > 0 ? MIN (n, (guint) options->limit) : n;
}

static int
run_list (PilotCli *self, int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "search", 's', 0, G_OPTION_ARG_STRING, &options.search, N_ ("Only records with words that begin so"), N_ ("WORDS") },
    { "filter", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &options.filters, N_ ("Only records whose field has this value; without a value: is empty"), N_ ("FIELD=VALUE") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort, N_ ("In the order of this field; with a minus sign before it, backwards"), N_ ("FIELD") },
    { "limit", 'l', 0, G_OPTION_ARG_INT, &options.limit, N_ ("At most so many"), N_ ("N") },
    { NULL },
  };
  g_autoptr (PilotList) list = NULL;
  int status;

  if (!pilot_cli_parse (self, &pilot_cli_list_command, entries, 1, &argc, &argv))
    return PILOT_CLI_USAGE;
  status = open_list (self, argv[1], &options, &list);
  if (status != PILOT_CLI_DONE)
    return status;
  if (!self->json)
    pilot_cli_print_headings (pilot_schema_get (pilot_list_get_query (list)->entity));
  for (guint i = 0; i < count_rows (list, &options) && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (row != NULL)
        pilot_cli_print_row (row, self->json);
    }
  return g_cancellable_is_cancelled (self->cancellable) ? PILOT_CLI_FAILED : PILOT_CLI_DONE;
}

/* A cell that an import reads again: choices by value, times in RFC 3339; references by title, or by id if wanted. */
static char *
dup_cell (PilotRow *row, guint field, gboolean ids)
{
  PilotRecord *record = pilot_row_get_record (row);
  const PilotField *spec = &pilot_record_get_schema (record)->fields[field];
  const PilotValue *value = pilot_record_get_value (record, field);
  char time[PILOT_TIME_LENGTH_BYTES];

  if (value->kind == PILOT_VALUE_UNSET || value->kind == PILOT_VALUE_NULL)
    return g_strdup ("");
  if (spec->type == PILOT_FIELD_REF && field != PILOT_FIELD_ID && !ids)
    return pilot_row_dup_display (row, field);
  if (spec->type == PILOT_FIELD_TIME)
    {
      pilot_time_format (value->integer, time);
      return g_strdup (time);
    }
  if (value->kind == PILOT_VALUE_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  return g_strdup (value->text);
}

typedef struct
{
  PilotList *list;
  const Options *options;
} Export;

static gboolean
write_rows (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const Export *export = user_data;
  const PilotSchema *schema = pilot_schema_get (pilot_list_get_query (export->list)->entity);
  /* What others wrote about themselves must not run as a formula at whoever opens the file. */
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);

  for (guint field = PILOT_FIELD_FIRST; field < schema->n_fields; field++)
    pilot_csv_writer_add (writer, schema->fields[field].json, -1);
  if (!pilot_csv_writer_end_row (writer, cancellable, error))
    return FALSE;
  for (guint i = 0; i < count_rows (export->list, export->options); i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (export->list), i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint field = PILOT_FIELD_FIRST; row != NULL && field < schema->n_fields; field++)
        {
          g_autofree char *cell = dup_cell (row, field, export->options->ids);

          pilot_csv_writer_add (writer, cell, -1);
        }
      if (row != NULL && !pilot_csv_writer_end_row (writer, cancellable, error))
        return FALSE;
    }
  return pilot_csv_writer_finish (writer, cancellable, error);
}

static int
run_export (PilotCli *self, int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "search", 's', 0, G_OPTION_ARG_STRING, &options.search, N_ ("Only records with words that begin so"), N_ ("WORDS") },
    { "filter", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &options.filters, N_ ("Only records whose field has this value; without a value: is empty"), N_ ("FIELD=VALUE") },
    { "ids", 0, 0, G_OPTION_ARG_NONE, &options.ids, N_ ("Write references as ids instead of names"), NULL },
    { NULL },
  };
  g_autoptr (PilotList) list = NULL;
  g_autoptr (GFile) file = NULL;
  Export export = { NULL, &options };
  GError *error = NULL;
  int status;

  if (!pilot_cli_parse (self, &pilot_cli_export_command, entries, 2, &argc, &argv))
    return PILOT_CLI_USAGE;
  status = open_list (self, argv[1], &options, &list);
  if (status != PILOT_CLI_DONE)
    return status;
  file = g_file_new_for_commandline_arg (argv[2]);
  export.list = list;
  return pilot_whole_file_fill (file, G_FILE_CREATE_NONE, write_rows, &export, self->cancellable, &error) ? PILOT_CLI_DONE
                                                                                                           : pilot_cli_fail (self, error);
}

const PilotCliCommand pilot_cli_list_command = { "list", "KIND", N_ ("List agencies, recruiters, jobs, candidates or other records"), run_list };
const PilotCliCommand pilot_cli_export_command = { "export", "KIND FILE", N_ ("Write records to a CSV file that can be imported again"), run_export };
