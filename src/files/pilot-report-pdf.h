/* pilot-report-pdf.h: a report as PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/** PilotPaper: @PILOT_PAPER_OF_LOCALE: what LC_PAPER says. */
typedef enum {
  PILOT_PAPER_OF_LOCALE,
  PILOT_PAPER_A4,
  PILOT_PAPER_LETTER,
} PilotPaper;

/**
 * PilotReportPdf:
 *
 * Collects headings, paragraphs, facts and tables, and lays them out over as many pages as they need: with a title, page
 * numbers, and a table's head again on each page. Fonts are embedded; texts are plain. One thread at a time.
 */
typedef struct _PilotReportPdf PilotReportPdf;

/** pilot_report_pdf_new: @subtitle (nullable); at the foot of each page stands the title. */
PilotReportPdf *pilot_report_pdf_new (const char *title, const char *subtitle, PilotPaper paper);
void pilot_report_pdf_free (PilotReportPdf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotReportPdf, pilot_report_pdf_free)

/** pilot_report_pdf_add_heading: it stays on one page with what follows. */
void pilot_report_pdf_add_heading (PilotReportPdf *self, const char *text);
void pilot_report_pdf_add_text (PilotReportPdf *self, const char *text);

/** pilot_report_pdf_add_fact: @value (nullable): %NULL or "": a dash. */
void pilot_report_pdf_add_fact (PilotReportPdf *self, const char *name, const char *value);

/** pilot_report_pdf_begin_table: @titles: %NULL-terminated, at most 8; @weights: how wide each is against the others. */
void pilot_report_pdf_begin_table (PilotReportPdf *self, const char *const *titles, const guint *weights);

/** pilot_report_pdf_add_row: @cells: %NULL-terminated: as many as the table has titles. */
void pilot_report_pdf_add_row (PilotReportPdf *self, const char *const *cells);

/**
 * pilot_report_pdf_write:
 * @file: is replaced when the report is whole
 * @n_pages: (out) (optional)
 *
 * Blocks: a thousand rows take some tenths of a second.
 */
gboolean pilot_report_pdf_write (PilotReportPdf *self, GFile *file, guint *n_pages, GCancellable *cancellable, GError **error);

G_END_DECLS
