/* pilot-handoff-batch.h: hand-offs that belong together, such as a notice in several languages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff.h"

G_BEGIN_DECLS

/** PilotHandoffLanguage: agencies that are written to in one language. */
typedef struct
{
  char *wanted;     /* (owned): BCP 47: theirs */
  char *written;    /* (owned): @wanted, or "en" where the text is not translated into it */
  guint n_agencies; /* that have an address */
} PilotHandoffLanguage;

/** pilot_handoff_language_is_own: whether they are written to in their language, or its root: “en” for “en-AU”. */
gboolean pilot_handoff_language_is_own (const PilotHandoffLanguage *self);

/** PilotHandoffBatch: what was made. Main thread. */
typedef struct
{
  GPtrArray *handoffs;      /* (owned) (element-type PilotHandoff): not saved yet */
  guint first;              /* which of them is looked at first */
  GPtrArray *languages;     /* (owned) (element-type PilotHandoffLanguage): of a notice, by language; otherwise empty */
  GPtrArray *without_email; /* (owned) (element-type utf8): the same: names of the agencies that can't be written to, by name */
  GPtrArray *left_out;      /* (owned) (element-type utf8): the same: those who have an address to which none of what is there goes */
  char *hint;               /* (owned) (nullable): for people: why a file is not with it */
} PilotHandoffBatch;

/** pilot_handoff_batch_new: (transfer full): of what is there: @handoffs (transfer full) (nullable) (element-type PilotHandoff). */
PilotHandoffBatch *pilot_handoff_batch_new (GPtrArray *handoffs);

void pilot_handoff_batch_free (PilotHandoffBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotHandoffBatch, pilot_handoff_batch_free)

/** pilot_handoff_batch_note_language: one agency more that wants @wanted and is written to in @written. */
void pilot_handoff_batch_note_language (PilotHandoffBatch *self, const char *wanted, const char *written);

/** pilot_handoff_batch_write_files: pilot_handoff_write_files() of each. Those of one language share their calendar. Blocks. */
gboolean pilot_handoff_batch_write_files (const PilotHandoffBatch *self, GFile *folder, guint *n_written, GError **error);

/** pilot_handoff_batch_dup_file_name: (transfer full): a name for one file of all of them, without an ending. */
char *pilot_handoff_batch_dup_file_name (const PilotHandoffBatch *self);

/**
 * pilot_handoff_batch_write_archive:
 * @file: is replaced when the archive is whole
 * @own: (nullable): the password, of at least 12 characters; %NULL: one is made
 * @password: (out) (transfer full): @own, or what was made for it, to be shown once and freed by pilot_handoff_free_password(); it is kept nowhere
 *
 * Writes the documents of all and their attached files as one ZIP encrypted with AES-256. Blocks.
 */
gboolean pilot_handoff_batch_write_archive (const PilotHandoffBatch *self, GFile *file, const char *own, char **password, GError **error);

/** pilot_handoff_batch_name: says in the records of several that they belong together. */
void pilot_handoff_batch_name (PilotHandoffBatch *self);

/** pilot_handoff_batch_count_recipients: to how many addresses all of them go. */
guint pilot_handoff_batch_count_recipients (const PilotHandoffBatch *self);

/** pilot_handoff_batch_count_unconfirmed: how many were handed over, and nobody confirmed yet that they arrived. */
guint pilot_handoff_batch_count_unconfirmed (const PilotHandoffBatch *self);

/** pilot_handoff_batch_count_drafts: how many were not handed over yet. */
guint pilot_handoff_batch_count_drafts (const PilotHandoffBatch *self);

G_END_DECLS
