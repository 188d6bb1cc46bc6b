/* pilot-handoff-acts.h: a hand-off is saved, handed over, confirmed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * pilot_handoff_save_async:
 *
 * Keeps a draft: new, or changed. It goes over as every edit does, but for the bytes of its files: those are kept on this
 * computer alone, and their names and checksums go over.
 * Errors: PILOT_ERROR_INVALID where it was handed over already, or a field is wrong; those of pilot_workspace_save_async().
 */
void pilot_handoff_save_async (PilotWorkspace *workspace, const PilotHandoff *handoff, GAsyncReadyCallback callback, gpointer user_data);

/**
 * pilot_handoff_hand_over_async:
 *
 * Says that the admin gave it to who is asked: its text stays from now on, under its checksum, and the bytes of its files on
 * this computer. PILOT_ERROR_INVALID where
 * pilot_handoff_check() says no.
 */
void pilot_handoff_hand_over_async (PilotWorkspace *workspace, const PilotHandoff *handoff, GAsyncReadyCallback callback, gpointer user_data);

/**
 * pilot_handoff_give_again_async:
 * @handoff: changed at once
 * @file: (transfer full)
 *
 * As pilot_handoff_give_again(); what was given is kept here from now on.
 */
void pilot_handoff_give_again_async (PilotWorkspace *workspace, PilotHandoff *handoff, PilotHandoffFile *file, GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * pilot_handoff_confirm_async:
 * @reference: (nullable): the ticket's number; tickets need one
 *
 * Says that the other side has it. A number can be mended by confirming again. PILOT_ERROR_INVALID where it is a draft still,
 * or the number is missing.
 */
void pilot_handoff_confirm_async (PilotWorkspace *workspace, const char *id, const char *reference, GAsyncReadyCallback callback,
                                  gpointer user_data);

/** pilot_handoff_act_finish: of those above. */
gboolean pilot_handoff_act_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
