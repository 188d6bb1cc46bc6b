/* pilot-handoff.h: what somebody outside is asked to do: the exact text and files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff-file.h"
#include "pilot-handoff-rules.h"
#include "pilot-record.h"

G_BEGIN_DECLS

/**
 * PilotHandoff:
 *
 * A hand-off's record with its files. It is a draft until it is handed over; from then on its text stays as it was, and
 * another text is another hand-off. Main thread, unless said otherwise.
 */
typedef struct
{
  PilotRecord *record; /* (owned): of PILOT_ENTITY_HANDOFF */
  GPtrArray *files;    /* (owned) (element-type PilotHandoffFile) */
} PilotHandoff;

/** pilot_handoff_new: @record: (transfer none): copied; the files without bytes are those that it names. */
PilotHandoff *pilot_handoff_new (const PilotRecord *record);

/** pilot_handoff_new_again: (transfer full): a new draft with the text of one that was handed over. */
PilotHandoff *pilot_handoff_new_again (const PilotHandoff *self);
void pilot_handoff_free (PilotHandoff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotHandoff, pilot_handoff_free)

/** pilot_handoff_attach: @file: (transfer full): takes the place of one of the same name. PILOT_ERROR_INVALID where all are too big together. */
gboolean pilot_handoff_attach (PilotHandoff *self, PilotHandoffFile *file, GError **error);
void pilot_handoff_detach (PilotHandoff *self, const char *name);

/**
 * pilot_handoff_give_again:
 * @file: (transfer full)
 *
 * A file that goes with it, and whose bytes are not here: it is told by its checksum, whatever its name is now.
 * PILOT_ERROR_CONFLICT where it is none of them: for people, with the checksum that was awaited.
 */
gboolean pilot_handoff_give_again (PilotHandoff *self, PilotHandoffFile *file, GError **error);

/** pilot_handoff_is_whole: whether the bytes of all its files are here. */
gboolean pilot_handoff_is_whole (const PilotHandoff *self);

/** pilot_handoff_dup_text: (transfer full): what is copied or saved: pilot_handoff_dup_document() of the record. Any thread. */
char *pilot_handoff_dup_text (const PilotHandoff *self);

/** pilot_handoff_dup_sha256: (transfer full): of the text, in hexadecimal. */
char *pilot_handoff_dup_sha256 (const PilotHandoff *self);

/** pilot_handoff_is_unchanged: whether the record, once handed over, is what its checksum says. A draft has none: %FALSE. */
gboolean pilot_handoff_is_unchanged (const PilotHandoff *self);

/** pilot_handoff_count_recipients: to how many addresses it goes; 0 where @recipients is no list of addresses. */
guint pilot_handoff_count_recipients (const char *recipients);

/** pilot_handoff_check: whether it may be handed over: PILOT_ERROR_INVALID says what is missing. */
gboolean pilot_handoff_check (const PilotHandoff *self, GError **error);

/** pilot_handoff_to_mail: (transfer full) (nullable): the mail draft as an .eml file, with its files. */
GBytes *pilot_handoff_to_mail (const PilotHandoff *self, GError **error);

/** pilot_handoff_dup_mailto: (transfer full) (nullable): a mailto: address; %NULL where it can't hold it: files, hidden recipients, a long text. */
char *pilot_handoff_dup_mailto (const PilotHandoff *self);

/** pilot_handoff_write_mail: (transfer full) (nullable): the mail draft as a file in @folder (made, for its owner alone), for a mail program. Blocks. */
GFile *pilot_handoff_write_mail (const PilotHandoff *self, const char *folder, GError **error);

/** pilot_handoff_dup_file_name: (transfer full): a name for its files without an ending, e.g. "phase_a_ticket-2026-11-28". */
char *pilot_handoff_dup_file_name (const PilotHandoff *self);

/**
 * pilot_handoff_write_files:
 *
 * Writes the document (.txt), the mail draft (.eml, where there is an address) and the attached files into @folder; what is there
 * by these names is replaced. Blocks.
 * @names: (element-type utf8): a set that owns its keys; gets the name of each file
 */
gboolean pilot_handoff_write_files (const PilotHandoff *self, GFile *folder, GHashTable *names, GError **error);

/** pilot_handoff_free_password: @password (transfer full) (nullable): wiped first. */
void pilot_handoff_free_password (char *password);

G_END_DECLS
