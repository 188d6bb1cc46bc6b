/* pilot-outbox-export.h: unsent changes as a file for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-pending.h"

G_BEGIN_DECLS

/**
 * pilot_outbox_export:
 * @outbox: (element-type PilotPending): what waits
 * @file: is replaced
 * @error: PILOT_ERROR or G_IO_ERROR
 *
 * Writes CSV: a row for each field that a change sets: when, what, which record, field, before, after, state. Blocks.
 */
gboolean pilot_outbox_export (GListModel *outbox, GFile *file, GError **error);

G_END_DECLS
