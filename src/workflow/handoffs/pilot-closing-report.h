/* pilot-closing-report.h: what an auditor is given when a migration is over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

typedef enum {
  PILOT_CLOSING_REPORT_PDF, /* to be read; of what was skipped or failed at most some hundred records */
  PILOT_CLOSING_REPORT_CSV, /* all of it, a row for each step, run, hand-off and record that did not go */
} PilotClosingReportFormat;

/**
 * pilot_closing_report_write_async:
 * @file: is replaced when the report is whole
 *
 * Writes the company's migration: the project with its dates and checksums, the steps with their evidence, the hand-offs with
 * theirs, the runs with their counts and approvals, and each record that was skipped or failed, with its reason. People of
 * the company are named; candidates and recruiters stand under their ids, so that the report may be kept longer than they.
 *
 * @callback: PILOT_ERROR_NOT_FOUND where there is no project yet; G_IO_ERROR
 */
void pilot_closing_report_write_async (PilotWorkspace *workspace, GFile *file, PilotClosingReportFormat format,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_closing_report_write_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
