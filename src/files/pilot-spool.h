/* pilot-spool.h: a private copy of a file's text, to read as often as needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-csv-format.h"

G_BEGIN_DECLS

/**
 * PilotSpool:
 *
 * An import reads its file several times (to judge, to show rows, to write) and must see the same each time, while
 * the file itself may be changed or cut by others. So it is copied once, as UTF-8, into a file without a name in the
 * user's cache folder, which is gone when the program ends, however it ends.
 *
 * Immutable once made; any thread.
 */
#define PILOT_TYPE_SPOOL (pilot_spool_get_type ())
G_DECLARE_FINAL_TYPE (PilotSpool, pilot_spool, PILOT, SPOOL, GObject)

/** PilotSpoolProgress: how many bytes of the source are copied. Called in the copying thread. */
typedef void (*PilotSpoolProgress) (guint64 bytes, gpointer user_data);

/**
 * pilot_spool_new:
 * @stream: the bytes
 * @encoding: what they are; the copy is UTF-8 (%PILOT_ENCODING_UTF8 copies them as they are)
 * @progress: (nullable)
 * @error: %G_IO_ERROR of the stream or the disk
 *
 * Blocks.
 */
PilotSpool *pilot_spool_new (GInputStream *stream, PilotEncoding encoding, PilotSpoolProgress progress, gpointer user_data,
                             GCancellable *cancellable, GError **error);

guint64 pilot_spool_get_size_bytes (PilotSpool *self);

/** pilot_spool_open: (transfer full): a seekable stream from the beginning; each has its own position. */
GInputStream *pilot_spool_open (PilotSpool *self);

/** pilot_spool_read: reads like pread(2). Returns: bytes, 0 at the end, -1 with @error (%G_IO_ERROR). */
gssize pilot_spool_read (PilotSpool *self, guint64 offset, void *buffer, gsize size, GError **error);

/** pilot_spool_is_ascii: whether there is no byte over 0x7F in it. */
gboolean pilot_spool_is_ascii (PilotSpool *self);

/** pilot_spool_is_utf8: whether it is valid UTF-8 throughout (NUL bytes aside). */
gboolean pilot_spool_is_utf8 (PilotSpool *self);

G_END_DECLS
