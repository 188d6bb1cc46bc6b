/* pilot-handoff-dialog.h: the text to hand over, and what became of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotHandoffDialog:
 *
 * Shows a hand-off, or several that belong together (a notice in several languages), one after the other: to read and edit,
 * to copy, save or open in the mail program, to mark as handed over and to confirm. Drafts are kept when something was
 * done with them; a new one that was only looked at is not.
 */
#define PILOT_TYPE_HANDOFF_DIALOG (pilot_handoff_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotHandoffDialog, pilot_handoff_dialog, PILOT, HANDOFF_DIALOG, AdwWindow)

/**
 * pilot_handoff_dialog_present:
 * @kind: of pilot_handoff_kind_choices
 * @run_id: (nullable): the run that it is about; notices and the expected records need one
 *
 * Goes on with what is there of this kind and run and not confirmed yet; otherwise makes it. What stands against it is said
 * in the dialog. Where no workspace is open nothing happens.
 * Returns: (transfer none) (nullable): the window, which closes by itself with the workspace
 */
GtkWidget *pilot_handoff_dialog_present (PilotContext *context, GtkWindow *parent, const char *kind, const char *run_id);

/** pilot_handoff_dialog_present_record: the same for one that is in the list, by its id. */
GtkWidget *pilot_handoff_dialog_present_record (PilotContext *context, GtkWindow *parent, const char *id);

/** pilot_handoff_dialog_is_ready: whether the text, or what stands against it, is shown. */
gboolean pilot_handoff_dialog_is_ready (PilotHandoffDialog *self);

/** pilot_handoff_dialog_save_files: as Save Files… does once a folder is chosen. */
void pilot_handoff_dialog_save_files (PilotHandoffDialog *self, GFile *folder);

/** pilot_handoff_dialog_save_archive: as Save Encrypted… does once a file is chosen; @own: (nullable): otherwise one is made, and shown once. */
void pilot_handoff_dialog_save_archive (PilotHandoffDialog *self, GFile *file, const char *own);

/** pilot_handoff_dialog_attach: as Attach File… does once a file is chosen. */
void pilot_handoff_dialog_attach (PilotHandoffDialog *self, GFile *file);

/** pilot_handoff_dialog_give_again: as Give Again… does once a file is chosen. */
void pilot_handoff_dialog_give_again (PilotHandoffDialog *self, GFile *file);

/** pilot_handoff_dialog_act: as the button at the top does: marks it as handed over, or confirms it. */
void pilot_handoff_dialog_act (PilotHandoffDialog *self);

/** pilot_handoff_dialog_act_all: marks all drafts that belong together as handed over, or where there is none confirms all, one after the other, until one is refused. */
void pilot_handoff_dialog_act_all (PilotHandoffDialog *self);

G_END_DECLS
