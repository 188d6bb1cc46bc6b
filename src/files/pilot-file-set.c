/* pilot-file-set.c: a folder of CSV files, read as one state of a company's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-file-set.h"

#include "pilot-csv-reader.h"
#include "pilot-error.h"
#include "pilot-row-parser.h"
#include "pilot-spool.h"
#include "pilot-utf8-survey.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HASH_BYTES (256 * 1024)
#define FILE_ATTRIBUTES                                                                                              \
  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED               \
                                 "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC

/* In the order of a snapshot: what is referred to comes first. */
static const PilotEntity entities[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_CANDIDATE };

typedef struct
{
  const PilotSchema *schema;
  PilotSpool *spool;      /* (owned) (nullable): NULL where there is no such file */
  char delimiter;
  PilotColumnMap *map;    /* (owned) (nullable) */
  gint64 modified_usec;
} Member;

struct _PilotFileSet
{
  GFile *folder;    /* (owned) */
  char *signature;  /* (owned): names, sizes and times */
  char *epoch;      /* (owned) */
  Member members[G_N_ELEMENTS (entities)];
  PilotRefIndex *refs; /* (owned) */
  PilotBatch *scratch; /* (owned) */
  guint64 n_left_out;
  GString *notice; /* (owned) */
};

/* The file of each member, and what they look like from outside. */
static char *
look_around (GFile *folder, GFileInfo *infos[G_N_ELEMENTS (entities)], GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (folder, FILE_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, error);
  GString *signature = NULL;

  if (children == NULL)
    return NULL;
  for (;;)
    {
      GFileInfo *info;

      if (!g_file_enumerator_iterate (children, &info, NULL, cancellable, error))
        return NULL;
      if (info == NULL)
        break;
      for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
        {
          g_autofree char *name = g_strconcat (pilot_schema_get (entities[i])->collection, ".csv", NULL);

          if (infos[i] == NULL && g_ascii_strcasecmp (g_file_info_get_name (info), name) == 0)
            infos[i] = g_object_ref (info);
        }
    }
  signature = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (infos[i] != NULL)
      g_string_append_printf (signature, "%s:%" G_GOFFSET_FORMAT ":%" G_GUINT64_FORMAT ".%u;", g_file_info_get_name (infos[i]),
                              g_file_info_get_size (infos[i]), g_file_info_get_attribute_uint64 (infos[i], G_FILE_ATTRIBUTE_TIME_MODIFIED),
                              g_file_info_get_attribute_uint32 (infos[i], G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC));
  return g_string_free (signature, FALSE);
}

static void
clear_infos (GFileInfo *infos[G_N_ELEMENTS (entities)])
{
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_clear_object (&infos[i]);
}

static PilotCsvReader *
open_member (const Member *member)
{
  g_autoptr (GInputStream) stream = pilot_spool_open (member->spool);
  PilotCsvFormat format = { PILOT_ENCODING_UTF8, member->delimiter };

  return pilot_csv_reader_new (stream, &format);
}

static gboolean
map_columns (Member *member, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotCsvReader) reader = open_member (member);
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();
  const PilotCsvRow *row;

  if (!pilot_csv_reader_next (reader, &row, cancellable, error))
    return FALSE;
  for (guint i = 0; row != NULL && i < row->n_cells; i++)
    g_ptr_array_add (headings, (char *) row->cells[i].text);
  member->map = pilot_column_map_new (member->schema->entity, (const char *const *) headings->pdata, headings->len);
  return TRUE;
}

static gboolean
hash_spool (PilotSpool *spool, GChecksum *checksum, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (HASH_BYTES);
  guint64 offset = 0;

  for (;;)
    {
      gssize n = pilot_spool_read (spool, offset, buffer, HASH_BYTES, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        return TRUE;
      g_checksum_update (checksum, buffer, n);
      offset += n;
    }
}

/* One encoding is all that a file is read in. Where lines of another are in it, what is read looks like text. */
static gboolean
note_encodings (PilotFileSet *self, PilotSpool *raw, PilotEncoding encoding, const char *name, GCancellable *cancellable, GError **error)
{
  PilotUtf8Survey survey;
  g_autofree char *utf8 = NULL;
  g_autofree char *first = NULL;
  g_autofree char *text = NULL;

  if (!pilot_utf8_survey_run (&survey, raw, cancellable, error))
    return FALSE;
  if (survey.n_utf8_lines == 0 || (encoding != PILOT_ENCODING_WINDOWS_1252 && encoding != PILOT_ENCODING_WINDOWS_1250))
    return TRUE;
  utf8 = g_strdup_printf ("%" G_GUINT64_FORMAT, survey.n_utf8_lines);
  first = g_strdup_printf ("%" G_GUINT64_FORMAT, survey.first_other_line);
  /* Translators: the first %s is the name of a file, the second how many lines, the third a line's number */
  text = g_strdup_printf (ngettext ("“%s” is in two encodings: %s line is UTF-8 and is read wrongly, “é” as “Ã©”; line %s is the first that is not. Save the file as UTF-8.",
                                    "“%s” is in two encodings: %s lines are UTF-8 and are read wrongly, “é” as “Ã©”; line %s is the first that is not. Save the file as UTF-8.",
                                    survey.n_utf8_lines),
                          name, utf8, first);
  if (self->notice->len > 0)
    g_string_append_c (self->notice, '\n');
  g_string_append (self->notice, text);
  return TRUE;
}

static gboolean
load_member (PilotFileSet *self, Member *member, GFile *file, GFileInfo *info, GChecksum *checksum, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) bytes = g_file_read (file, cancellable, error);
  g_autoptr (PilotSpool) raw = NULL;
  g_autofree guint8 *sample = g_malloc (PILOT_CSV_SAMPLE_BYTES);
  PilotCsvFormat format;
  gssize n;

  if (bytes == NULL)
    return FALSE;
  raw = pilot_spool_new (G_INPUT_STREAM (bytes), PILOT_ENCODING_UTF8, NULL, NULL, cancellable, error);
  if (raw == NULL || !hash_spool (raw, checksum, error))
    return FALSE;
  /* An empty file is a file of nothing. */
  if (pilot_spool_get_size_bytes (raw) == 0)
    return TRUE;
  n = pilot_spool_read (raw, 0, sample, PILOT_CSV_SAMPLE_BYTES, error);
  if (n < 0)
    return FALSE;
  if (!pilot_csv_format_detect (sample, n, (guint64) n == pilot_spool_get_size_bytes (raw), &format, error))
    {
      g_prefix_error (error, "%s: ", g_file_info_get_name (info));
      return FALSE;
    }
  if (format.encoding == PILOT_ENCODING_UTF8 && pilot_spool_is_utf8 (raw))
    member->spool = g_steal_pointer (&raw);
  else
    {
      g_autoptr (GInputStream) stream = pilot_spool_open (raw);

      if (format.encoding == PILOT_ENCODING_UTF8)
        format.encoding = PILOT_ENCODING_WINDOWS_1252;
      if (!note_encodings (self, raw, format.encoding, g_file_info_get_name (info), cancellable, error))
        return FALSE;
      member->spool = pilot_spool_new (stream, format.encoding, NULL, NULL, cancellable, error);
    }
  member->delimiter = format.delimiter;
  member->modified_usec = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC +
                          g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
  return member->spool != NULL && map_columns (member, cancellable, error);
}

/* Makes a record of a row; FALSE where it is none. */
static gboolean
make_record (PilotFileSet *self, const Member *member, PilotRowParser *parser, const PilotCsvRow *row, PilotBatch *batch,
             PilotBatchRow **record)
{
  g_autofree char *line = NULL;
  g_autofree char *id = NULL;
  PilotRowForm form = pilot_row_parser_parse (parser, row, batch, record);

  if (form == PILOT_ROW_INCOMPLETE)
    pilot_batch_drop_last (batch);
  if (form != PILOT_ROW_GOOD)
    {
      self->n_left_out += form != PILOT_ROW_BLANK;
      return FALSE;
    }
  line = g_strdup_printf ("%" G_GUINT64_FORMAT, row->line);
  /* A file that was saved from here says itself which records it holds. */
  if ((*record)->values[PILOT_FIELD_ID].kind == PILOT_VALUE_TEXT)
    id = g_strdup ((*record)->values[PILOT_FIELD_ID].text);
  else
    id = pilot_natural_key_dup_id (member->schema, (*record)->values, line);
  pilot_row_parser_fill_defaults (member->schema, (*record)->values);
  (*record)->values[PILOT_FIELD_ID] = (PilotValue){ PILOT_VALUE_TEXT, strlen (id), 0, pilot_batch_add_text (batch, id, strlen (id)) };
  (*record)->values[PILOT_FIELD_REVISION] = (PilotValue){ PILOT_VALUE_INTEGER, 0, 1, NULL };
  (*record)->values[PILOT_FIELD_UPDATED_AT] = (PilotValue){ PILOT_VALUE_INTEGER, 0, member->modified_usec, NULL };
  return TRUE;
}

static PilotRowParser *
create_parser (PilotFileSet *self, const Member *member)
{
  return pilot_row_parser_new (member->map, "legacy", self->refs, PILOT_ROW_PARSER_KEEP_LOOSE);
}

/* Candidates refer to the others by what the files call them. */
static gboolean
index_member (PilotFileSet *self, const Member *member, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotCsvReader) reader = open_member (member);
  g_autoptr (PilotRowParser) parser = create_parser (self, member);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const PilotCsvRow *row;
  PilotBatchRow *record;

  for (guint n = 0;; n++)
    {
      if (!pilot_csv_reader_next (reader, &row, cancellable, error))
        return FALSE;
      if (row == NULL)
        return TRUE;
      pilot_batch_clear (self->scratch);
      if (n > 0 && make_record (self, member, parser, row, self->scratch, &record) &&
          g_hash_table_add (seen, g_strdup (record->values[PILOT_FIELD_ID].text)))
        pilot_ref_index_add (self->refs, member->schema, record->values);
    }
}

static gboolean
load (PilotFileSet *self, GFileInfo *infos[G_N_ELEMENTS (entities)], GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (GFile) file = NULL;

      self->members[i].schema = pilot_schema_get (entities[i]);
      if (infos[i] == NULL)
        continue;
      any = TRUE;
      file = g_file_get_child (self->folder, g_file_info_get_name (infos[i]));
      g_checksum_update (checksum, (const guchar *) self->members[i].schema->name, -1);
      if (!load_member (self, &self->members[i], file, infos[i], checksum, cancellable, error))
        return FALSE;
      if (self->members[i].spool != NULL && entities[i] != PILOT_ENTITY_CANDIDATE &&
          !index_member (self, &self->members[i], cancellable, error))
        return FALSE;
    }
  if (!any)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND,
                           _ ("There is none of the files agencies.csv, recruiters.csv, jobs.csv and candidates.csv in the folder."));
      return FALSE;
    }
  self->n_left_out = 0;
  self->epoch = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

PilotFileSet *
pilot_file_set_new (GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotFileSet) self = g_new0 (PilotFileSet, 1);
  g_autoptr (GError) local_error = NULL;
  GFileInfo *infos[G_N_ELEMENTS (entities)] = { NULL };
  gboolean loaded;

  self->folder = g_object_ref (folder);
  self->notice = g_string_new (NULL);
  self->refs = pilot_ref_index_new ();
  self->scratch = pilot_batch_new ();
  self->signature = look_around (folder, infos, cancellable, &local_error);
  if (self->signature == NULL)
    {
      clear_infos (infos);
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
        g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _ ("The folder with the files is not there."));
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  loaded = load (self, infos, cancellable, error);
  clear_infos (infos);
  return loaded ? g_steal_pointer (&self) : NULL;
}

void
pilot_file_set_free (PilotFileSet *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_clear_object (&self->members[i].spool);
      g_clear_pointer (&self->members[i].map, pilot_column_map_free);
    }
  g_clear_object (&self->folder);
  g_clear_pointer (&self->refs, pilot_ref_index_free);
  g_clear_pointer (&self->scratch, pilot_batch_free);
  g_free (self->signature);
  g_free (self->epoch);
  g_string_free (self->notice, TRUE);
  g_free (self);
}

const char *
pilot_file_set_get_epoch (PilotFileSet *self)
{
  return self->epoch;
}

const char *
pilot_file_set_get_notice (PilotFileSet *self)
{
  return self->notice->len > 0 ? self->notice->str : NULL;
}

gboolean
pilot_file_set_is_current (PilotFileSet *self, GCancellable *cancellable)
{
  GFileInfo *infos[G_N_ELEMENTS (entities)] = { NULL };
  g_autofree char *signature = look_around (self->folder, infos, cancellable, NULL);

  clear_infos (infos);
  return g_strcmp0 (signature, self->signature) == 0;
}

static gboolean
parse_cursor (const char *cursor, guint *member, guint64 *offset, guint64 *line)
{
  g_auto (GStrv) parts = cursor != NULL ? g_strsplit (cursor, ":", -1) : g_strsplit ("0:0:1", ":", -1);
  guint64 number;

  if (g_strv_length (parts) != 3 || !g_ascii_string_to_unsigned (parts[0], 10, 0, G_N_ELEMENTS (entities) - 1, &number, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT64, offset, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 10, 1, G_MAXINT64, line, NULL))
    return FALSE;
  *member = number;
  return TRUE;
}

gboolean
pilot_file_set_read (PilotFileSet *self, const char *cursor, guint max_rows, PilotBatch *batch, char **next, GCancellable *cancellable,
                     GError **error)
{
  guint64 offset;
  guint64 line;
  guint i;

  *next = NULL;
  if (!parse_cursor (cursor, &i, &offset, &line))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_GONE, _ ("The files have changed."));
      return FALSE;
    }
  for (; i < G_N_ELEMENTS (entities); i++, offset = 0, line = 1)
    {
      const Member *member = &self->members[i];
      g_autoptr (PilotCsvReader) reader = NULL;
      g_autoptr (PilotRowParser) parser = NULL;
      const PilotCsvRow *row;
      PilotBatchRow *record;

      if (member->spool == NULL)
        continue;
      reader = open_member (member);
      parser = create_parser (self, member);
      /* The headings are no record; a cursor stands at a row behind them. */
      if (offset > 0 ? !pilot_csv_reader_seek (reader, offset, line, error) : !pilot_csv_reader_next (reader, &row, cancellable, error))
        return FALSE;
      while (TRUE)
        {
          if (!pilot_csv_reader_next (reader, &row, cancellable, error))
            return FALSE;
          if (row == NULL)
            break;
          if (pilot_batch_get_length (batch) == max_rows)
            {
              *next = g_strdup_printf ("%u:%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, i, row->offset, row->line);
              return TRUE;
            }
          make_record (self, member, parser, row, batch, &record);
        }
    }
  return TRUE;
}

guint64
pilot_file_set_get_n_left_out (PilotFileSet *self)
{
  return self->n_left_out;
}
