/* pilot-run-file.h: a file that is there whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/** pilot_run_file_open: (transfer full) (nullable): for this person's eyes alone; replaces @file when it is closed. G_IO_ERROR. */
GOutputStream *pilot_run_file_open (GFile *file, GCancellable *cancellable, GError **error);

/** pilot_run_file_give_up: what was written goes, and what was there before stays. */
void pilot_run_file_give_up (GOutputStream *stream);

G_END_DECLS
