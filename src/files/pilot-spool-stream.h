/* pilot-spool-stream.h: reads a spool from any place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-spool.h"

G_BEGIN_DECLS

#define PILOT_TYPE_SPOOL_STREAM (pilot_spool_stream_get_type ())
G_DECLARE_FINAL_TYPE (PilotSpoolStream, pilot_spool_stream, PILOT, SPOOL_STREAM, GInputStream)

/** pilot_spool_stream_new: (transfer full): a seekable stream over @spool (transfer none). */
GInputStream *pilot_spool_stream_new (PilotSpool *spool);

G_END_DECLS
