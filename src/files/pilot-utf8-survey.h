/* pilot-utf8-survey.h: which lines of a file are UTF-8, and which are not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-spool.h"

G_BEGIN_DECLS

/**
 * PilotUtf8Survey: of the lines with bytes over 0x7F.
 *
 * A file that was put together from two may be in two encodings. Then no choice reads all of it, and what is read wrongly
 * looks like text: so it has to be said. Lines are counted as PilotCsvReader counts them.
 */
typedef struct _PilotUtf8Survey PilotUtf8Survey;
struct _PilotUtf8Survey
{
  guint64 n_utf8_lines;     /* all of the line is UTF-8 */
  guint64 n_other_lines;    /* something in it is not */
  guint64 first_other_line; /* from 1; 0: there is none */
};

/**
 * pilot_utf8_survey_run:
 * @spool: the bytes as they came
 * @error: %G_IO_ERROR of the disk, or cancelled
 *
 * Blocks; reads all of it.
 */
gboolean pilot_utf8_survey_run (PilotUtf8Survey *self, PilotSpool *spool, GCancellable *cancellable, GError **error);

G_END_DECLS
