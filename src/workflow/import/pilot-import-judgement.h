/* pilot-import-judgement.h: what an import says of each row, before anything is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-source.h"
#include "pilot-import-target.h"
#include "pilot-import-verdict.h"

G_BEGIN_DECLS

/** PilotImportJudged: one row, 24 bytes. */
typedef struct
{
  guint64 offset;  /* of the row in the source's text */
  guint32 line;    /* where it begins */
  guint32 detail;  /* duplicate: index of the row that came first; new, changed, unchanged: 1 + index of the known record's id,
                    * 0: none; of another kind: the PilotEntity */
  guint32 changed; /* bit 1 << field: fields that change */
  guint8 verdict;  /* PilotImportVerdict */
  guint8 remarked; /* a value is kept in the notes */
  guint8 reason;   /* PilotImportReason */
  guint8 open_quote; /* a quote in it never closes: who reads it reads on to the end of the text */
} PilotImportJudged;

/** PilotImportProgress: how far, 0 to 1. Called in the worker thread. */
typedef void (*PilotImportProgress) (double fraction, gpointer user_data);

/**
 * PilotImportJudgement:
 *
 * Reference-counted; immutable once made: any thread. A million rows take about 24 MB, and twice that while it is made.
 */
typedef struct _PilotImportJudgement PilotImportJudgement;

/**
 * pilot_import_judgement_new:
 * @source: the file; copied
 * @target: what is there already; not written to
 * @progress: (nullable)
 * @error: PILOT_ERROR or %G_IO_ERROR
 *
 * Judges every row. Blocks.
 */
PilotImportJudgement *pilot_import_judgement_new (const PilotImportSource *source, PilotImportTarget *target,
                                                  PilotImportProgress progress, gpointer user_data, GCancellable *cancellable,
                                                  GError **error);
PilotImportJudgement *pilot_import_judgement_ref (PilotImportJudgement *self);
void pilot_import_judgement_unref (PilotImportJudgement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotImportJudgement, pilot_import_judgement_unref)

const PilotImportSource *pilot_import_judgement_get_source (const PilotImportJudgement *self);
guint pilot_import_judgement_get_length (const PilotImportJudgement *self);
const PilotImportJudged *pilot_import_judgement_get (const PilotImportJudgement *self, guint index);

/** pilot_import_judgement_get_size_bytes: how much text the row at most has: as far as the next one, or the end. */
guint64 pilot_import_judgement_get_size_bytes (const PilotImportJudgement *self, guint index);

/** pilot_import_judgement_get_id: (nullable): the UUID of the known record that row @index means. */
const char *pilot_import_judgement_get_id (const PilotImportJudgement *self, guint index);

/** pilot_import_judgement_count: rows with @verdict, %PILOT_IMPORT_ANY or %PILOT_IMPORT_REMARKED. */
guint pilot_import_judgement_count (const PilotImportJudgement *self, int verdict);

/** pilot_import_judgement_get_index: the index of the row at @position among those that count as @verdict. */
guint pilot_import_judgement_get_index (const PilotImportJudgement *self, int verdict, guint position);

/** pilot_import_judgement_create_parser: (transfer full): reads rows as they were read for the judgement, which must outlive it. */
PilotRowParser *pilot_import_judgement_create_parser (const PilotImportJudgement *self);

/**
 * pilot_import_judgement_dup_message:
 * @parser: of this judgement; it has just parsed the row
 *
 * Returns: (transfer full): for people: what is wrong or remarkable about row @index; "" if nothing
 */
char *pilot_import_judgement_dup_message (const PilotImportJudgement *self, guint index, const PilotRowParser *parser);

/** pilot_import_judgement_get_stamp: the target's stamp when the judging began. */
guint64 pilot_import_judgement_get_stamp (const PilotImportJudgement *self);

/** pilot_import_judgement_get_fingerprint: equal as long as the same rows mean the same records and change the same fields. */
guint64 pilot_import_judgement_get_fingerprint (const PilotImportJudgement *self);

G_END_DECLS
