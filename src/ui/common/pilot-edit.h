/* pilot-edit.h: saves and deletes with a toast to take it back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

G_BEGIN_DECLS

/** PilotEditFunc: @error is %NULL on success. Always called, in the main thread. */
typedef void (*PilotEditFunc) (const GError *error, gpointer user_data);

/**
 * pilot_edit_save:
 * @changes: id and the fields to set
 * @func: (nullable): called when it is on disk, or refused
 * @owner: (nullable): @func is not called once this object is gone, and gets it as its user data
 *
 * Says by toast what was saved, with Undo; an error is told by @func, or by toast where there is none.
 */
void pilot_edit_save (PilotContext *context, PilotRecord *changes, PilotEditFunc func, GObject *owner);

/** pilot_edit_delete: deletes, and says so with Undo. Does not ask; says what refers to the records where that forbids it. */
void pilot_edit_delete (PilotContext *context, PilotEntity entity, const char *const *ids);

/** pilot_edit_confirm_delete: asks where more than one is concerned and the person wants to be asked, then deletes as pilot_edit_delete(). */
void pilot_edit_confirm_delete (PilotContext *context, gpointer parent_widget, PilotEntity entity, const char *const *ids);

G_END_DECLS
