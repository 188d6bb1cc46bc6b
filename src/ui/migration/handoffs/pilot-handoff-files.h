/* pilot-handoff-files.h: the files that go with a hand-off, as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff.h"
#include "pilot-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotHandoffFiles:
 *
 * Lists them with their checksums; each can be saved where its bytes are here, or given again where they are not. A draft's
 * are attached and taken away.
 * Signals: "prepare": something is about to be changed or read: what was typed goes into the record now;
 * "changed" (gboolean is_draft_changed): what is shown is to be shown anew; "failed" (GError).
 */
#define PILOT_TYPE_HANDOFF_FILES (pilot_handoff_files_get_type ())
G_DECLARE_FINAL_TYPE (PilotHandoffFiles, pilot_handoff_files, PILOT, HANDOFF_FILES, AdwPreferencesGroup)

/**
 * pilot_handoff_files_show:
 * @handoff: (nullable) (transfer none): must live until another is shown
 * @may: whether the person may change it
 * @hint: (nullable): why a file is not with it
 */
void pilot_handoff_files_show (PilotHandoffFiles *self, PilotWorkspace *workspace, PilotHandoff *handoff, gboolean may, const char *hint);

/** pilot_handoff_files_attach_list: as the button does that attaches the list of the run's expected records. */
void pilot_handoff_files_attach_list (PilotHandoffFiles *self);

/** pilot_handoff_files_attach: as Attach File… does once a file is chosen. */
void pilot_handoff_files_attach (PilotHandoffFiles *self, GFile *file);

/** pilot_handoff_files_give_again: as Give Again… does. What differs is refused with both checksums. */
void pilot_handoff_files_give_again (PilotHandoffFiles *self, GFile *file);

/** pilot_handoff_files_take_away: as Take Away of the row does; @index: of the file. */
void pilot_handoff_files_take_away (PilotHandoffFiles *self, guint index);

/** pilot_handoff_files_save: as Save… of the row does once a place is chosen; @index: of the file. */
void pilot_handoff_files_save (PilotHandoffFiles *self, guint index, GFile *file);

G_END_DECLS
