/* pilot-field-editor.h: the row of a detail page in which a field is seen and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotFieldEditor:
 *
 * Makes the row that fits the type of a field: an entry, a drop-down, a switch, a text of several lines, a link with a
 * picker, or plain text where a field is read only. Knows what was loaded and what a person typed.
 *
 * Signals: "changed" (the content differs now, or no longer), "apply" (the person wants it saved).
 */
#define PILOT_TYPE_FIELD_EDITOR (pilot_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (PilotFieldEditor, pilot_field_editor, PILOT, FIELD_EDITOR, GObject)

PilotFieldEditor *pilot_field_editor_new (PilotContext *context, const PilotSchema *schema, guint field);

GtkWidget *pilot_field_editor_get_widget (PilotFieldEditor *self);
guint pilot_field_editor_get_field (PilotFieldEditor *self);

/** pilot_field_editor_load: shows the field of @record; forgets what was typed. */
void pilot_field_editor_load (PilotFieldEditor *self, PilotRecord *record);

/**
 * pilot_field_editor_rebase: takes @record as what was loaded, but leaves what a person typed into a text row. Where nothing
 * was typed the row shows what somebody else wrote meanwhile; where it was, the row says that somebody did. The cursor stays.
 */
void pilot_field_editor_rebase (PilotFieldEditor *self, PilotRecord *record);

/** pilot_field_editor_retype: the same, but what the row shows counts as typed: it was being saved, and @record is without it. */
void pilot_field_editor_retype (PilotFieldEditor *self, PilotRecord *record);

/** pilot_field_editor_set_alone: whether a typed field offers to be saved by itself; of a new record all are saved at once. */
void pilot_field_editor_set_alone (PilotFieldEditor *self, gboolean alone);

/** pilot_field_editor_set_editable: whether the role may change it. A read-only field stays so. */
void pilot_field_editor_set_editable (PilotFieldEditor *self, gboolean editable);

/** pilot_field_editor_get_changed: whether it differs from what was loaded. */
gboolean pilot_field_editor_get_changed (PilotFieldEditor *self);

/** pilot_field_editor_get_touched: whether a person changed it: unlike what was loaded, and unlike what was proposed. */
gboolean pilot_field_editor_get_touched (PilotFieldEditor *self);

/** pilot_field_editor_propose: types @text on the program's own account, for a new record. */
void pilot_field_editor_propose (PilotFieldEditor *self, const char *text);

/** pilot_field_editor_revert: puts back what was loaded into a field for typing, and clears its error. */
void pilot_field_editor_revert (PilotFieldEditor *self);

/**
 * pilot_field_editor_collect:
 * @changes: gets the content, if it was changed
 * @error: PILOT_ERROR_INVALID; the row then shows the reason
 */
gboolean pilot_field_editor_collect (PilotFieldEditor *self, PilotRecord *changes, GError **error);

/** pilot_field_editor_show_error: marks the row; @message (nullable): %NULL takes the mark away. */
void pilot_field_editor_show_error (PilotFieldEditor *self, const char *message);

/** pilot_field_editor_set_text: types @text in the place of the content, as a person would. For text rows and choices. */
void pilot_field_editor_set_text (PilotFieldEditor *self, const char *text);

G_END_DECLS
