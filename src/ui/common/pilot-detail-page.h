/* pilot-detail-page.h: one record, to be read and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotDetailPage:
 *
 * The fields of a record in groups, with links to what belongs to it. What is typed is saved on Enter and on Ctrl+S;
 * who shows another record asks first (pilot_leave_dialog_run()). Signal "close" (the person wants the pane gone).
 */
#define PILOT_TYPE_DETAIL_PAGE (pilot_detail_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotDetailPage, pilot_detail_page, PILOT, DETAIL_PAGE, AdwBin)

GtkWidget *pilot_detail_page_new (PilotContext *context);

/** pilot_detail_page_show: shows the record; @id %NULL: nothing. What was typed and not saved is forgotten. */
void pilot_detail_page_show (PilotDetailPage *self, PilotEntity entity, const char *id);

/** pilot_detail_page_create: an empty form for a new record of @entity. */
void pilot_detail_page_create (PilotDetailPage *self, PilotEntity entity);

/** pilot_detail_page_get_id: (nullable): the id of the record shown; %NULL for none. */
const char *pilot_detail_page_get_id (PilotDetailPage *self);

/**
 * pilot_detail_page_save:
 *
 * Saves all that was typed. Returns: %FALSE if a field is invalid (it is marked and focused).
 */
gboolean pilot_detail_page_save (PilotDetailPage *self);

/** pilot_detail_page_shows: whether it is this record that is shown, or is being made. */
gboolean pilot_detail_page_shows (PilotDetailPage *self, PilotEntity entity, const char *id);

/** pilot_detail_page_get_title: what the head of the pane says. Borrowed. */
const char *pilot_detail_page_get_title (PilotDetailPage *self);

/** pilot_detail_page_get_unsaved: whether something was typed or chosen and is not saved. */
gboolean pilot_detail_page_get_unsaved (PilotDetailPage *self);

/** pilot_detail_page_is_creating: whether the record is a new one that is not there yet. */
gboolean pilot_detail_page_is_creating (PilotDetailPage *self);

/** pilot_detail_page_check: whether what was typed can be saved; marks what can't. PILOT_ERROR_INVALID: the first. */
gboolean pilot_detail_page_check (PilotDetailPage *self, GError **error);

/** pilot_detail_page_discard: forgets what was typed; a new record goes altogether. */
void pilot_detail_page_discard (PilotDetailPage *self);

/** pilot_detail_page_focus_unsaved: the keyboard goes to the first invalid field, else to the first changed one. */
void pilot_detail_page_focus_unsaved (PilotDetailPage *self);

/** pilot_detail_page_type: types into a field as a person would; used where there is no person. */
gboolean pilot_detail_page_type (PilotDetailPage *self, guint field, const char *text);

/** pilot_detail_page_get_row: (nullable): the row of a field. Borrowed. */
GtkWidget *pilot_detail_page_get_row (PilotDetailPage *self, guint field);

G_END_DECLS
