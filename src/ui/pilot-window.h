/* pilot-window.h: the main window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"
#include "pilot-detail-page.h"
#include "pilot-leave-dialog.h"
#include "pilot-list-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotWindow: sidebar, pages, detail pane; the first-run page while nothing is open. */
#define PILOT_TYPE_WINDOW (pilot_window_get_type ())
G_DECLARE_FINAL_TYPE (PilotWindow, pilot_window, PILOT, WINDOW, AdwApplicationWindow)

/**
 * pilot_window_take_toasts: @overlay, in a dialog of the window, shows the toasts while the dialog is open. Its child is set.
 * Escape closes the dialog all the same: by itself the overlay would take the key to put a toast away.
 */
void pilot_window_take_toasts (GtkWindow *dialog, AdwToastOverlay *overlay);

/** pilot_window_present_dialog: over the window of the widget @parent, as long as the workspace of @context is open. */
void pilot_window_present_dialog (GtkWindow *dialog, PilotContext *context, GtkWidget *parent);

GtkWidget *pilot_window_new (AdwApplication *application, PilotContext *context);

PilotContext *pilot_window_get_context (PilotWindow *self);

/** pilot_window_show_page: "overview", "activity", or an entity's name ("agency"). */
void pilot_window_show_page (PilotWindow *self, const char *name);
const char *pilot_window_get_page (PilotWindow *self);

/** pilot_window_get_list_page: (nullable): the list that is shown, or %NULL on other pages. Borrowed. */
PilotListPage *pilot_window_get_list_page (PilotWindow *self);

/** pilot_window_get_detail: the details beside the list, shown or not. Borrowed. */
PilotDetailPage *pilot_window_get_detail (PilotWindow *self);
gboolean pilot_window_get_detail_shown (PilotWindow *self);

/** pilot_window_show_record: shows the details; where the record shown before has unsaved changes, asks first. */
void pilot_window_show_record (PilotWindow *self, PilotEntity entity, const char *id);

/** pilot_window_close_detail: hides the details; asks first where something is unsaved. */
void pilot_window_close_detail (PilotWindow *self);

/** pilot_window_get_selection_text: (nullable): what the pane says while several rows are selected; %NULL while it shows one. */
const char *pilot_window_get_selection_text (PilotWindow *self);

/** pilot_window_search: types @text into the search entry. */
void pilot_window_search (PilotWindow *self, const char *text);

/** pilot_window_get_search: what is typed in the search entry. */
const char *pilot_window_get_search (PilotWindow *self);

/** pilot_window_get_sync_text: what the header says of the sync. */
const char *pilot_window_get_sync_text (PilotWindow *self);

/** pilot_window_set_sync_label: what the menu calls a sync. */
void pilot_window_set_sync_label (PilotWindow *self, const char *label);

/** pilot_window_leave: asks what becomes of unsaved changes, if there are any; @func is told whether to go on. */
void pilot_window_leave (PilotWindow *self, PilotLeaveFunc func, gpointer user_data);

/** pilot_window_show_closing: saves what is unsaved and can be; says that the program waits for a running write and then ends. */
void pilot_window_show_closing (PilotWindow *self);

/** pilot_window_open_profile: opens a connection; an error is told in the window. */
void pilot_window_open_profile (PilotWindow *self, const PilotConnectionProfile *profile);

G_END_DECLS
