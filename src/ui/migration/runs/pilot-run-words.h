/* pilot-run-words.h: what the window says of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** pilot_run_words_show_state: @label becomes a pill with the run's state. */
void pilot_run_words_show_state (GtkLabel *label, const PilotRecord *run);

/** pilot_run_words_dup_line: (transfer full): kind, day and numbers of a run on one line. */
char *pilot_run_words_dup_line (const PilotRecord *run);

/** pilot_run_words_dup_counts: (transfer full): “12 moved, 3 linked, 1 skipped”: what there is. */
char *pilot_run_words_dup_counts (const PilotRecord *run);

G_END_DECLS
