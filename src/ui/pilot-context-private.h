/* pilot-context-private.h: what the files of the context share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

G_BEGIN_DECLS

/** pilot_context_change_busy: @by: 1 when something begins, -1 when it has ended. */
void pilot_context_change_busy (PilotContext *self, int by);

/** pilot_context_take_workspace: @workspace: (transfer full) (nullable): what is shown from now on. */
void pilot_context_take_workspace (PilotContext *self, PilotWorkspace *workspace);

/** pilot_context_remember: the connection is the current one, and is known from now on. */
void pilot_context_remember (PilotContext *self, const PilotConnectionProfile *profile);

/** pilot_context_drop_profile: forgets the connection @id, whose local data are gone. */
void pilot_context_drop_profile (PilotContext *self, const char *id);

G_END_DECLS
