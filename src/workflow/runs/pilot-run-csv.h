/* pilot-run-csv.h: agencies and users to choose, from a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotRunCsvAnswer: what a line of the file turned out to be. */
typedef enum {
  PILOT_RUN_CSV_FOUND,
  PILOT_RUN_CSV_AMBIGUOUS, /* several have this name */
  PILOT_RUN_CSV_UNKNOWN,
  PILOT_RUN_CSV_REPEATED, /* a line before it says the same */
  PILOT_N_RUN_CSV_ANSWERS
} PilotRunCsvAnswer;

/** PilotRunCsvLine: one line with something in it. */
typedef struct
{
  guint64 line;       /* of the file, from 1 */
  char *text;         /* (owned): the cell that was looked up */
  PilotRunCsvAnswer answer;
  char *agency_id;    /* (owned) (nullable) */
  char *recruiter_id; /* (owned) (nullable): a user, found by e-mail or external id */
  char *title;        /* (owned) (nullable): of what was found */
} PilotRunCsvLine;

/** PilotRunCsv: what a file says, line by line. */
typedef struct
{
  GPtrArray *lines; /* (owned) (element-type PilotRunCsvLine) */
  guint n_answers[PILOT_N_RUN_CSV_ANSWERS];
} PilotRunCsv;

void pilot_run_csv_free (PilotRunCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRunCsv, pilot_run_csv_free)

/** pilot_run_csv_dup_choices: (transfer full) (element-type PilotRunChoice): what was found, as taken. */
GPtrArray *pilot_run_csv_dup_choices (const PilotRunCsv *self);

/** pilot_run_csv_answer_to_text: (transfer none): for people, translated. */
const char *pilot_run_csv_answer_to_text (PilotRunCsvAnswer answer);

/**
 * pilot_run_csv_read_async:
 * @file: one column of agencies' names, e-mail addresses, external or own ids, or of users' e-mail addresses, external or
 *   own ids; of several columns each cell of a line is tried, the first that one alone has counts. A first line that names
 *   columns is passed over
 *
 * Looks each line up among the legacy agencies and users, without regard to case and blanks at the ends. On a worker.
 */
void pilot_run_csv_read_async (PilotWorkspace *workspace, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

/** pilot_run_csv_read_finish: (transfer full) (nullable): G_IO_ERROR of the file; PILOT_ERROR_INVALID: it is no text. */
PilotRunCsv *pilot_run_csv_read_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
