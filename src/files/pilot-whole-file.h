/* pilot-whole-file.h: a file is there whole, or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * pilot_whole_file_write:
 * @file: is replaced when all is on the disk; g_file_replace() would write a new one in its place bit by bit
 *
 * Readable by its owner alone. Blocks.
 */
gboolean pilot_whole_file_write (GFile *file, gconstpointer data, gsize length_bytes, GError **error);

/** PilotWholeFileFunc: writes to @stream, and may close it. Returns: %FALSE with @error */
typedef gboolean (*PilotWholeFileFunc) (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error);

/**
 * pilot_whole_file_fill:
 * @file: is replaced, when @func has written all
 * @flags: besides %G_FILE_CREATE_PRIVATE
 * @error: of @func; %G_IO_ERROR
 *
 * After an error, such as that the disk is full, what was there before stays, and nothing where nothing was. A stream of
 * g_file_replace() that is only dropped takes the place of the file, half as it is. Blocks.
 */
gboolean pilot_whole_file_fill (GFile *file, GFileCreateFlags flags, PilotWholeFileFunc func, gpointer user_data,
                                GCancellable *cancellable, GError **error);

/** pilot_whole_file_get_part: (transfer full): beside @file: where what takes long is written, before it is moved to @file. */
GFile *pilot_whole_file_get_part (GFile *file);

G_END_DECLS
