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
 * The fields of a record in groups, with links to what belongs to it. What is typed is saved on Enter, on Ctrl+S, and
 * when another record is shown. Signal "close" (the person wants the pane gone).
 */
#define PILOT_TYPE_DETAIL_PAGE (pilot_detail_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotDetailPage, pilot_detail_page, PILOT, DETAIL_PAGE, AdwBin)

GtkWidget *pilot_detail_page_new (PilotContext *context);

/** pilot_detail_page_show: shows the record; @id %NULL: nothing. */
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

/** pilot_detail_page_type: types into a field as a person would; used where there is no person. */
gboolean pilot_detail_page_type (PilotDetailPage *self, guint field, const char *text);

/** pilot_detail_page_get_row: (nullable): the row of a field. Borrowed. */
GtkWidget *pilot_detail_page_get_row (PilotDetailPage *self, guint field);

G_END_DECLS
