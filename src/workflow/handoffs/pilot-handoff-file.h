/* pilot-handoff-file.h: a file that goes with a hand-off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/** More than this goes by no mail: mail servers refuse it. */
#define PILOT_HANDOFF_FILE_MAX_BYTES (15 * 1024 * 1024)

/** PilotHandoffFile: @bytes is %NULL where the file was attached on another computer and is not here. */
typedef struct
{
  char *name;   /* (owned) */
  char *sha256; /* (owned): hexadecimal */
  GBytes *bytes;/* (owned) (nullable) */
} PilotHandoffFile;

/** pilot_handoff_file_new: (transfer full): @name: its last part is taken, without control characters; @bytes: (transfer none). */
PilotHandoffFile *pilot_handoff_file_new (const char *name, GBytes *bytes);

/** pilot_handoff_file_load: (transfer full) (nullable): PILOT_ERROR_INVALID where it is too big for a mail. Blocks. */
PilotHandoffFile *pilot_handoff_file_load (GFile *file, GError **error);
/** pilot_handoff_file_save: writes its bytes, which must be here. Blocks. */
gboolean pilot_handoff_file_save (const PilotHandoffFile *self, GFile *file, GError **error);

void pilot_handoff_file_free (PilotHandoffFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotHandoffFile, pilot_handoff_file_free)

/** pilot_handoff_files_to_text: (transfer full) (nullable): as a record keeps them: "<sha256>  <name>", a line each, as sha256sum writes. */
char *pilot_handoff_files_to_text (GPtrArray *files);

/** pilot_handoff_files_from_text: (transfer full) (element-type PilotHandoffFile): the files without their bytes; @text (nullable). */
GPtrArray *pilot_handoff_files_from_text (const char *text);

G_END_DECLS
