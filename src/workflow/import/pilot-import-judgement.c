/* pilot-import-judgement.c: what an import says of each row, before anything is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-judgement.h"

#include "pilot-import-ids.h"
#include "pilot-import-matcher.h"

#include "pilot-error.h"
#include "pilot-key-map.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID_BYTES 37
/* Rows between looks at the cancellable, and rows that a batch holds before it is emptied. */
#define ROWS_A_STEP 1000
/* What is kept of a row until it is known which record it means. */
enum {
  ROW_INCOMPLETE = 1 << 0, /* a new record needs more */
  ROW_NAMES_ID = 1 << 1,   /* it means a record that is there, or none */
};
/* The share of the reading in the whole; the rest is the comparison with what is there. */
#define MANY_ROWS 50000
#define READING_SHARE 0.7

struct _PilotImportJudgement
{
  gatomicrefcount ref_count;
  PilotImportSource *source; /* (owned) */
  PilotRefIndex *refs;       /* (owned) */
  GArray *rows;              /* (owned) (element-type PilotImportJudged) */
  GByteArray *ids;           /* (owned): UUIDs of known records with their NUL */
  GArray *by_verdict[PILOT_IMPORT_N_VERDICTS]; /* (owned) (element-type guint32): the rows of each */
  GArray *remarked;                            /* (owned) (element-type guint32): the rows with a remark */
  guint64 fingerprint;
  guint64 stamp; /* of the target when the judging began */
};

typedef struct
{
  PilotImportJudgement *judgement;
  PilotImportTarget *target;
  PilotKeyMap *keys;  /* from natural keys to the first row that has them */
  GArray *checks;     /* (element-type guint32): PILOT_MAX_KEY_LEVELS for each row */
  GByteArray *flags;  /* for each row */
  PilotImportProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  gboolean matched; /* the known records have been met */
} Judging;

static gboolean
index_ref_cb (const PilotRecord *record, gpointer user_data, GError **error)
{
  PilotImportJudgement *self = user_data;
  const PilotSchema *schema = pilot_record_get_schema (record);
  int dataset = pilot_schema_find_field (schema, "dataset");

  /* Records of the other data set have the same names: they are the same agencies, before or after the migration. */
  if (dataset >= 0 && self->source->dataset != NULL && g_strcmp0 (pilot_record_get_text (record, dataset), self->source->dataset) != 0)
    return TRUE;
  pilot_ref_index_add (self->refs, schema, pilot_record_get_value (record, 0));
  return TRUE;
}

static gboolean
index_refs (Judging *judging, GError **error)
{
  PilotImportJudgement *self = judging->judgement;
  const PilotSchema *schema = pilot_column_map_get_schema (self->source->map);
  guint32 done = 0;

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      const PilotField *field = &schema->fields[i];

      if (field->type != PILOT_FIELD_REF || pilot_column_map_find_column (self->source->map, i) < 0 || done & (1u << field->ref))
        continue;
      done |= 1u << field->ref;
      if (!pilot_import_target_scan (judging->target, field->ref, index_ref_cb, self, judging->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_checks (Judging *judging, const PilotNaturalKey *keys)
{
  guint last = pilot_natural_key_levels (pilot_column_map_get_schema (judging->judgement->source->map)->entity) - 1;
  guint32 checks[PILOT_MAX_KEY_LEVELS];
  guint32 surer = 0;

  for (guint level = 0; level < PILOT_MAX_KEY_LEVELS; level++)
    {
      /* A bare name counts only where nothing better is known. */
      checks[level] = level < last || surer == 0 ? keys[level].check : 0;
      surer |= checks[level];
    }
  g_array_append_vals (judging->checks, checks, PILOT_MAX_KEY_LEVELS);
}

/* Whether the row turned out to be none: it changes no known record, and can't be a new one. */
static gboolean
is_void (const Judging *judging, guint32 index)
{
  guint8 verdict = g_array_index (judging->judgement->rows, PilotImportJudged, index).verdict;

  return verdict == PILOT_IMPORT_INVALID || (judging->matched && verdict == PILOT_IMPORT_NEW && judging->flags->data[index] != 0);
}

/* Finds an earlier row that means the same record, and makes this one findable. */
static void
look_for_duplicate (Judging *judging, PilotImportJudged *judged, guint32 index, const PilotNaturalKey *keys)
{
  const guint32 *checks = &g_array_index (judging->checks, guint32, (gsize) index * PILOT_MAX_KEY_LEVELS);

  for (guint level = 0; level < PILOT_MAX_KEY_LEVELS; level++)
    {
      guint32 first;

      if (checks[level] == 0)
        continue;
      first = pilot_key_map_add (judging->keys, keys[level], index);
      if (first == PILOT_KEY_MAP_NONE || first == index)
        continue;
      if (is_void (judging, first))
        {
          pilot_key_map_set (judging->keys, keys[level], index);
          continue;
        }
      if (!pilot_natural_key_same (&g_array_index (judging->checks, guint32, (gsize) first * PILOT_MAX_KEY_LEVELS), checks, level))
        continue;
      judged->verdict = PILOT_IMPORT_DUPLICATE;
      judged->reason = level == PILOT_KEY_LEVEL_ID ? PILOT_IMPORT_SAME_ID : PILOT_IMPORT_NO_REASON;
      judged->detail = first;
      return;
    }
}

static void
judge_row (Judging *judging, PilotRowParser *parser, const PilotCsvRow *row, PilotBatch *batch)
{
  static const PilotNaturalKey no_keys[PILOT_MAX_KEY_LEVELS];
  PilotImportJudgement *self = judging->judgement;
  PilotRowForm form = pilot_row_parser_parse (parser, row, batch, NULL);
  PilotImportJudged judged = { .offset = row->offset, .line = MIN (row->line, G_MAXUINT32), .verdict = PILOT_IMPORT_NEW };
  guint8 flags = form == PILOT_ROW_INCOMPLETE ? ROW_INCOMPLETE : 0;
  const PilotNaturalKey *keys;
  guint n_issues;

  if (form == PILOT_ROW_BLANK)
    return;
  pilot_row_parser_get_issues (parser, &n_issues);
  judged.remarked = n_issues > flags && form != PILOT_ROW_INVALID;
  judged.open_quote = row->fault == PILOT_CSV_UNCLOSED_QUOTE;
  if (form == PILOT_ROW_INVALID)
    judged.verdict = PILOT_IMPORT_INVALID;
  keys = form == PILOT_ROW_INVALID ? no_keys : pilot_row_parser_get_keys (parser);
  add_checks (judging, keys);
  look_for_duplicate (judging, &judged, self->rows->len, keys);
  g_array_append_val (self->rows, judged);
  flags |= keys[PILOT_KEY_LEVEL_ID].check != 0 ? ROW_NAMES_ID : 0;
  g_byte_array_append (judging->flags, &flags, 1);
}

static gboolean
read_rows (Judging *judging, GError **error)
{
  PilotImportJudgement *self = judging->judgement;
  g_autoptr (PilotCsvReader) reader = pilot_import_source_open_rows (self->source, judging->cancellable, error);
  g_autoptr (PilotRowParser) parser = pilot_import_judgement_create_parser (self);
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  double size_bytes = MAX (pilot_spool_get_size_bytes (self->source->spool), 1);

  if (reader == NULL)
    return FALSE;
  for (guint n = 0;; n++)
    {
      const PilotCsvRow *row;

      if (n % ROWS_A_STEP == 0)
        {
          if (g_cancellable_set_error_if_cancelled (judging->cancellable, error))
            return FALSE;
          pilot_batch_clear (batch);
          if (judging->progress != NULL)
            judging->progress (READING_SHARE * pilot_csv_reader_get_offset (reader) / size_bytes, judging->progress_data);
        }
      if (!pilot_csv_reader_next (reader, &row, judging->cancellable, error))
        return FALSE;
      if (row == NULL)
        return TRUE;
      if (self->rows->len == G_MAXINT32)
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("The file has too many rows. Divide it."));
          return FALSE;
        }
      judge_row (judging, parser, row, batch);
    }
}

/* The rows that were taken for duplicates of one that turned out to be none. */
static GArray *
find_orphans (Judging *judging)
{
  PilotImportJudgement *self = judging->judgement;
  GArray *orphans = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < self->rows->len; i++)
    {
      const PilotImportJudged *judged = &g_array_index (self->rows, PilotImportJudged, i);

      /* An id that led the first nowhere leads the second nowhere. */
      if (judged->verdict == PILOT_IMPORT_DUPLICATE && judged->reason != PILOT_IMPORT_SAME_ID && is_void (judging, judged->detail))
        g_array_append_val (orphans, i);
    }
  return orphans;
}

/* Judges duplicates of rows that turned out to be none once more: the first takes the other's place. */
static gboolean
judge_orphans (Judging *judging, PilotImportMatcher *matcher, GError **error)
{
  PilotImportJudgement *self = judging->judgement;
  g_autoptr (GArray) orphans = find_orphans (judging);
  g_autoptr (PilotCsvReader) reader = NULL;
  g_autoptr (PilotRowParser) parser = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  if (orphans->len == 0)
    return TRUE;
  reader = pilot_import_source_open (self->source);
  parser = pilot_import_judgement_create_parser (self);
  for (guint i = 0; i < orphans->len; i++)
    {
      guint32 index = g_array_index (orphans, guint32, i);
      PilotImportJudged *judged = &g_array_index (self->rows, PilotImportJudged, index);
      const PilotCsvRow *row;

      if (!pilot_csv_reader_seek (reader, judged->offset, judged->line, error) ||
          !pilot_csv_reader_next (reader, &row, judging->cancellable, error))
        return FALSE;
      pilot_batch_clear (batch);
      if (row == NULL || pilot_row_parser_parse (parser, row, batch, NULL) > PILOT_ROW_INCOMPLETE)
        continue;
      judged->verdict = PILOT_IMPORT_NEW;
      judged->reason = PILOT_IMPORT_NO_REASON;
      judged->detail = 0;
      look_for_duplicate (judging, judged, index, pilot_row_parser_get_keys (parser));
    }
  return pilot_import_matcher_run (matcher, judging->target, judging->cancellable, error);
}

static void
count_rows (Judging *judging)
{
  PilotImportJudgement *self = judging->judgement;

  for (guint32 i = 0; i < self->rows->len; i++)
    {
      PilotImportJudged *judged = &g_array_index (self->rows, PilotImportJudged, i);

      if (judged->verdict == PILOT_IMPORT_NEW && judging->flags->data[i] != 0)
        {
          judged->verdict = PILOT_IMPORT_INVALID;
          if (judged->reason == PILOT_IMPORT_NO_REASON && judging->flags->data[i] & ROW_NAMES_ID)
            judged->reason = PILOT_IMPORT_UNKNOWN_ID;
        }
      if (judged->verdict == PILOT_IMPORT_INVALID || judged->verdict == PILOT_IMPORT_DUPLICATE)
        judged->remarked = FALSE;
      g_array_append_val (self->by_verdict[judged->verdict], i);
      if (judged->remarked)
        g_array_append_val (self->remarked, i);
      if (judged->verdict == PILOT_IMPORT_CHANGED || judged->verdict == PILOT_IMPORT_UNCHANGED)
        {
          guint64 h = (guint64) i << 32 | judged->changed;

          self->fingerprint ^= (h ^ g_str_hash (pilot_import_judgement_get_id (self, i))) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
        }
    }
}

/* Where ids led to no record, says why. */
static gboolean
look_for_ids (Judging *judging, GError **error)
{
  PilotImportJudgement *self = judging->judgement;
  gboolean any = FALSE;

  for (guint32 i = 0; i < self->rows->len && !any; i++)
    {
      const PilotImportJudged *judged = &g_array_index (self->rows, PilotImportJudged, i);

      any = judged->verdict == PILOT_IMPORT_NEW && judged->reason == PILOT_IMPORT_NO_REASON && judging->flags->data[i] & ROW_NAMES_ID;
    }
  return !any || pilot_import_ids_explain (pilot_column_map_get_schema (self->source->map)->entity, judging->target, judging->keys, self->rows,
                                           judging->cancellable, error);
}

static gboolean
judge (Judging *judging, GError **error)
{
  PilotImportJudgement *self = judging->judgement;
  g_autoptr (PilotImportMatcher) matcher = NULL;

  if (!index_refs (judging, error) || !read_rows (judging, error))
    return FALSE;
  matcher = pilot_import_matcher_new (self, self->rows, self->ids, judging->keys, (const guint32 *) judging->checks->data);
  if (matcher == NULL || !pilot_import_matcher_run (matcher, judging->target, judging->cancellable, error))
    return FALSE;
  judging->matched = TRUE;
  if (!judge_orphans (judging, matcher, error) || !look_for_ids (judging, error))
    return FALSE;
  count_rows (judging);
  if (judging->progress != NULL)
    judging->progress (1, judging->progress_data);
  return TRUE;
}

PilotImportJudgement *
pilot_import_judgement_new (const PilotImportSource *source, PilotImportTarget *target, PilotImportProgress progress,
                            gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotImportJudgement) self = g_new0 (PilotImportJudgement, 1);
  g_autoptr (PilotKeyMap) keys = pilot_key_map_new ();
  g_autoptr (GArray) checks = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GByteArray) flags = g_byte_array_new ();
  Judging judging = { self, target, keys, checks, flags, progress, user_data, cancellable };

  g_atomic_ref_count_init (&self->ref_count);
  self->source = pilot_import_source_copy (source);
  self->stamp = pilot_import_target_get_stamp (target);
  self->refs = pilot_ref_index_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (PilotImportJudged));
  self->ids = g_byte_array_new ();
  for (guint i = 0; i < PILOT_IMPORT_N_VERDICTS; i++)
    self->by_verdict[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->remarked = g_array_new (FALSE, FALSE, sizeof (guint32));
  return judge (&judging, error) ? g_steal_pointer (&self) : NULL;
}

PilotImportJudgement *
pilot_import_judgement_ref (PilotImportJudgement *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static gpointer
free_thread (gpointer data)
{
  PilotImportJudgement *self = data;

  g_clear_pointer (&self->source, pilot_import_source_free);
  g_clear_pointer (&self->refs, pilot_ref_index_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->ids, g_byte_array_unref);
  for (guint i = 0; i < PILOT_IMPORT_N_VERDICTS; i++)
    g_clear_pointer (&self->by_verdict[i], g_array_unref);
  g_clear_pointer (&self->remarked, g_array_unref);
  g_free (self);
  return NULL;
}

void
pilot_import_judgement_unref (PilotImportJudgement *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  /* To give back what a million rows took is long enough to be seen in a window. */
  if (self->rows->len > MANY_ROWS)
    g_thread_unref (g_thread_new ("import-free", free_thread, self));
  else
    free_thread (self);
}

const PilotImportSource *
pilot_import_judgement_get_source (const PilotImportJudgement *self)
{
  return self->source;
}

guint
pilot_import_judgement_get_length (const PilotImportJudgement *self)
{
  return self->rows->len;
}

const PilotImportJudged *
pilot_import_judgement_get (const PilotImportJudgement *self, guint index)
{
  g_return_val_if_fail (index < self->rows->len, NULL);
  return &g_array_index (self->rows, PilotImportJudged, index);
}

guint64
pilot_import_judgement_get_size_bytes (const PilotImportJudgement *self, guint index)
{
  guint64 end = index + 1 < self->rows->len ? pilot_import_judgement_get (self, index + 1)->offset : pilot_spool_get_size_bytes (self->source->spool);

  return end - pilot_import_judgement_get (self, index)->offset;
}

const char *
pilot_import_judgement_get_id (const PilotImportJudgement *self, guint index)
{
  const PilotImportJudged *judged = pilot_import_judgement_get (self, index);

  if (judged->detail == 0 || judged->verdict == PILOT_IMPORT_DUPLICATE || judged->verdict == PILOT_IMPORT_INVALID)
    return NULL;
  return (const char *) self->ids->data + (gsize) (judged->detail - 1) * ID_BYTES;
}

/* NULL: all rows. */
static const GArray *
get_rows (const PilotImportJudgement *self, int verdict)
{
  if (verdict == PILOT_IMPORT_ANY)
    return NULL;
  if (verdict == PILOT_IMPORT_REMARKED)
    return self->remarked;
  g_return_val_if_fail (verdict >= 0 && verdict < PILOT_IMPORT_N_VERDICTS, NULL);
  return self->by_verdict[verdict];
}

guint
pilot_import_judgement_count (const PilotImportJudgement *self, int verdict)
{
  const GArray *rows = get_rows (self, verdict);

  return rows != NULL ? rows->len : self->rows->len;
}

guint
pilot_import_judgement_get_index (const PilotImportJudgement *self, int verdict, guint position)
{
  const GArray *rows = get_rows (self, verdict);

  return rows != NULL ? g_array_index (rows, guint32, position) : position;
}

PilotRowParser *
pilot_import_judgement_create_parser (const PilotImportJudgement *self)
{
  return pilot_row_parser_new (self->source->map, self->source->dataset, self->refs,
                               self->source->strict ? PILOT_ROW_PARSER_STRICT : PILOT_ROW_PARSER_DEFAULT);
}

/* Only of a row that is taken is anything kept. */
static char *
dup_issue_message (const PilotRowIssue *issue, const PilotImportJudged *judged)
{
  if (issue->noted && judged->verdict != PILOT_IMPORT_INVALID)
    /* Translators: a reason, such as "E-mail: there is no @ in the address" */
    return g_strdup_printf (_ ("%s; the value is kept in the notes"), issue->message);
  return g_strdup (issue->message);
}

char *
pilot_import_judgement_dup_message (const PilotImportJudgement *self, guint index, const PilotRowParser *parser)
{
  const PilotImportJudged *judged = pilot_import_judgement_get (self, index);
  g_autofree char *reason = pilot_import_ids_dup_reason (self, judged);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  const PilotRowIssue *issues;
  guint n_issues;

  if (reason != NULL && judged->verdict == PILOT_IMPORT_DUPLICATE)
    return g_steal_pointer (&reason);
  if (judged->verdict == PILOT_IMPORT_DUPLICATE)
    return g_strdup_printf (_ ("The same as line %u."), pilot_import_judgement_get (self, judged->detail)->line);
  if (reason != NULL)
    g_ptr_array_add (reasons, g_strdup (reason));
  issues = pilot_row_parser_get_issues (parser, &n_issues);
  /* What a row is refused for comes first; what a new record lacks is of no interest where the row changes a known one. */
  for (guint i = 0; i < n_issues; i++)
    if (issues[i].fatal && judged->verdict == PILOT_IMPORT_INVALID && reason == NULL)
      g_ptr_array_add (reasons, dup_issue_message (&issues[i], judged));
  for (guint i = 0; i < n_issues; i++)
    if (!issues[i].fatal)
      g_ptr_array_add (reasons, dup_issue_message (&issues[i], judged));
  g_ptr_array_add (reasons, NULL);
  return g_strjoinv ("\n", (char **) reasons->pdata);
}

guint64
pilot_import_judgement_get_stamp (const PilotImportJudgement *self)
{
  return self->stamp;
}

guint64
pilot_import_judgement_get_fingerprint (const PilotImportJudgement *self)
{
  return self->fingerprint ^ self->rows->len ^ ((guint64) self->by_verdict[PILOT_IMPORT_NEW]->len << 32);
}
