/* pilot-full-disk.h: a disk that becomes full under SQLite
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** pilot_full_disk_install: from now on what SQLite writes is counted. Before the first database is opened. */
void pilot_full_disk_install (void);

/** pilot_full_disk_set_room: so many bytes may be written, into whatever file, then the disk is full (ENOSPC); -1: it has room again. */
void pilot_full_disk_set_room (gint64 bytes);

/** pilot_full_disk_get_written: bytes that were written since the last pilot_full_disk_set_room(). */
gint64 pilot_full_disk_get_written (void);

G_END_DECLS
