/* pilot-row-parser.h: turns a row of a file into a record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-batch.h"
#include "pilot-column-map.h"
#include "pilot-csv-reader.h"
#include "pilot-natural-key.h"
#include "pilot-ref-index.h"

G_BEGIN_DECLS

/**
 * PilotRowForm: what became of a row.
 * @PILOT_ROW_GOOD: a record
 * @PILOT_ROW_INCOMPLETE: fit to change a record, but a new one needs more than it has (see the issues)
 * @PILOT_ROW_INVALID: it breaks a rule (see the issues)
 * @PILOT_ROW_BLANK: all cells are empty; spreadsheets write such rows
 */
typedef enum {
  PILOT_ROW_GOOD,
  PILOT_ROW_INCOMPLETE,
  PILOT_ROW_INVALID,
  PILOT_ROW_BLANK,
} PilotRowForm;

/** PilotRowIssue: something that a person should know of a row. */
typedef struct
{
  guint field;    /* PILOT_FIELD_ID: the row as a whole */
  gboolean fatal; /* %FALSE: a remark; the row is taken, and what doesn't fit is kept in its notes */
  gboolean noted; /* the value is kept in the notes, where the row is taken */
  char *message;  /* (owned): translated */
} PilotRowIssue;

/**
 * PilotRowParserFlags:
 * @PILOT_ROW_PARSER_STRICT: an ill-formed value makes the row invalid
 * @PILOT_ROW_PARSER_KEEP_LOOSE: a reference to nothing known, or an id that is none, is kept in the notes with a remark, instead of making the
 *   row invalid
 */
typedef enum {
  PILOT_ROW_PARSER_DEFAULT = 0,
  PILOT_ROW_PARSER_STRICT = 1 << 0,
  PILOT_ROW_PARSER_KEEP_LOOSE = 1 << 1,
} PilotRowParserFlags;

/**
 * PilotRowParser:
 *
 * A cell that is empty says nothing: a new record gets the default, a known one keeps what it has. Where a field that
 * is not needed to know the record has an ill-formed value (an e-mail address without @), the value goes into the
 * notes with a remark, unless it is to be strict; several values in one cell are parted, the first that fits is taken and the
 * rest noted. What identifies the record, what a record can't do without, choices and references must be right.
 *
 * One thread at a time; several parsers may share a map and an index that no longer change.
 */
typedef struct _PilotRowParser PilotRowParser;

/**
 * pilot_row_parser_new:
 * @map: must outlive the parser and not change
 * @dataset: (nullable): "legacy" or "portal", for entities that have data sets
 * @refs: (nullable): finds what rows refer to; must outlive the parser. Without it references are unknown.
 */
PilotRowParser *pilot_row_parser_new (const PilotColumnMap *map, const char *dataset, const PilotRefIndex *refs,
                                       PilotRowParserFlags flags);
void pilot_row_parser_free (PilotRowParser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRowParser, pilot_row_parser_free)

/**
 * pilot_row_parser_parse:
 * @batch: where the record's row goes; for an invalid or blank row nothing is added
 * @values: (out) (optional) (transfer none): the row that was added: the id and fields of which the file says nothing
 *   unset
 */
PilotRowForm pilot_row_parser_parse (PilotRowParser *self, const PilotCsvRow *row, PilotBatch *batch, PilotBatchRow **values);

/** pilot_row_parser_get_issues: of the row parsed last; valid until the next. */
const PilotRowIssue *pilot_row_parser_get_issues (const PilotRowParser *self, guint *n_issues);

/** pilot_row_parser_get_keys: (array fixed-size=5): the natural keys of the row parsed last. */
const PilotNaturalKey *pilot_row_parser_get_keys (const PilotRowParser *self);

/** pilot_row_parser_fill_defaults: sets what the file left unset in a new record. */
void pilot_row_parser_fill_defaults (const PilotSchema *schema, PilotValue *values);

/**
 * pilot_row_parser_merge_notes:
 * @before: (nullable): the notes that are there
 * @after: (nullable): the notes that the file brings
 *
 * Returns: (transfer full) (nullable): @before with the lines of @after that it doesn't have; %NULL where there is
 *   nothing to add
 */
char *pilot_row_parser_merge_notes (const char *before, const char *after);

G_END_DECLS
