/* pilot-import-row-reader.h: reads one judged row of a file once more, to show it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"

G_BEGIN_DECLS

/** What is shown of a row at most; a cell may hold a mebibyte. */
#define PILOT_IMPORT_TITLE_CHARS 200
#define PILOT_IMPORT_MESSAGE_CHARS 2000

/** PilotImportRowReader: one thread at a time; several may read the same judgement. */
typedef struct _PilotImportRowReader PilotImportRowReader;

PilotImportRowReader *pilot_import_row_reader_new (PilotImportJudgement *judgement);
void pilot_import_row_reader_free (PilotImportRowReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotImportRowReader, pilot_import_row_reader_free)

/**
 * pilot_import_row_reader_read:
 * @title: (out) (transfer full): what names the record; "" if nothing does
 * @message: (out) (transfer full): why, or what is remarkable; "" if nothing
 *
 * Blocks for as long as it takes to read the row: some 20 ms for each mebibyte.
 */
void pilot_import_row_reader_read (PilotImportRowReader *self, guint index, char **title, char **message);

G_END_DECLS
