/* pilot-archive-writer.h: files as an encrypted archive
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotArchiveWriter:
 *
 * A ZIP whose contents are encrypted with AES-256 (the WinZip form, which 7-Zip, WinZip and libarchive read). The names of
 * the files in it are not encrypted: they must say nothing that is secret. One thread at a time; blocks as long as the disk.
 */
typedef struct _PilotArchiveWriter PilotArchiveWriter;

/** The fewest characters of a password that is taken. */
#define PILOT_ARCHIVE_MIN_PASSWORD_CHARS 12

/**
 * pilot_archive_make_password:
 *
 * From the system's random numbers, some 140 bits, without letters that are taken for each other. It is shown once, to the
 * person who passes it on by another way than the archive, and never kept.
 *
 * Returns: (transfer full) (nullable): free it with pilot_archive_free_password()
 */
char *pilot_archive_make_password (GError **error);

/** pilot_archive_free_password: @password (transfer full) (nullable): wiped first. */
void pilot_archive_free_password (char *password);

/**
 * pilot_archive_writer_new:
 * @file: is replaced when the archive is finished, and not touched before
 * @password: not kept here
 *
 * Returns: (transfer full) (nullable): PILOT_ERROR_INVALID where the password is too short, _UNSUPPORTED where this
 *   system's libarchive can't encrypt
 */
PilotArchiveWriter *pilot_archive_writer_new (GFile *file, const char *password, GError **error);

/** pilot_archive_writer_free: (nullable): what was not finished leaves no trace. */
void pilot_archive_writer_free (PilotArchiveWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotArchiveWriter, pilot_archive_writer_free)

/** pilot_archive_writer_add: @name: of the file in the archive; @source: read from beginning to end. */
gboolean pilot_archive_writer_add (PilotArchiveWriter *self, const char *name, GFile *source, GCancellable *cancellable, GError **error);
gboolean pilot_archive_writer_add_bytes (PilotArchiveWriter *self, const char *name, GBytes *bytes, GError **error);

/** pilot_archive_writer_finish: the archive stands under its name; nothing can be added afterwards. */
gboolean pilot_archive_writer_finish (PilotArchiveWriter *self, GError **error);

G_END_DECLS
