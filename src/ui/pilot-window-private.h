/* pilot-window-private.h: what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-activity-page.h"
#include "pilot-search-page.h"
#include "pilot-selection-page.h"
#include "pilot-sync-button.h"
#include "pilot-window.h"

G_BEGIN_DECLS

struct _PilotWindow
{
  AdwApplicationWindow parent_instance;

  PilotContext *context; /* (owned) */
  PilotDetailPage *detail;
  PilotSelectionPage *selection_page;
  PilotSearchPage *search_page;
  PilotActivityPage *activity_page;
  PilotSyncButton *sync_button;
  char *page;            /* (owned) (nullable): name of the page that is shown, or would be without a search */
  GPtrArray *way;        /* (owned) (element-type utf8): the pages that led to it, one to the next */
  gboolean asking;         /* what becomes of unsaved changes */
  gboolean closed_by_hand; /* the person closed the details: don't open them with every row */

  AdwToastOverlay *toast_overlay;
  GtkStack *root_stack;
  AdwBin *welcome_bin;
  AdwStatusPage *opening_page;
  AdwLeaflet *leaflet;
  GtkMenuButton *connection_button;
  GtkLabel *connection_label;
  GtkListBox *sidebar;
  AdwHeaderBar *header;
  GtkButton *back_button;
  GtkButton *new_button;
  GtkSearchEntry *search_entry;
  GtkMenuButton *menu_button;
  GMenu *sync_section;
  GtkToggleButton *detail_button;
  AdwBin *sync_bin;
  AdwBin *running_bin;
  AdwFlap *flap;
  GtkStack *pages;
  GtkStack *detail_stack;
};

/** PilotWindowWay: how a page is come to. */
typedef enum
{
  PILOT_WINDOW_WAY_NONE, /* chosen for itself */
  PILOT_WINDOW_WAY_LINK, /* the page shown led there, and is gone back to */
  PILOT_WINDOW_WAY_BACK,
} PilotWindowWay;

/** PilotWindowMove: what a person wants to do, and does once the changes of the record shown are saved or discarded. */
typedef struct PilotWindowMove PilotWindowMove;
typedef void (*PilotWindowMoveFunc) (PilotWindow *self, const PilotWindowMove *move);

struct PilotWindowMove
{
  PilotWindowMoveFunc func;
  PilotWindowWay way;
  PilotEntity entity;
  PilotQuery query;                /* what a list is narrowed to */
  char *text;                      /* (owned) (nullable): an id, a page */
  PilotConnectionProfile *profile; /* (owned) (nullable) */
  PilotLeaveFunc left;             /* (nullable) */
  gpointer user_data;
  PilotWindow *window;             /* (owned) */
};

/** pilot_window_leave_and: asks what becomes of unsaved changes, if there are any, and then does @move (copied). */
void pilot_window_leave_and (PilotWindow *self, const PilotWindowMove *move);

/** pilot_window_make_page: (nullable): the page @name, made when it is first asked for; %NULL if there is none. Borrowed. */
GtkWidget *pilot_window_make_page (PilotWindow *self, const char *name);

/** pilot_window_update_new_button: offers what the page shown can make, if its person may. */
void pilot_window_update_new_button (PilotWindow *self);

/* Moves: to the page text; to the same, without its filters; to the list of the query's entity, with its filters. */
void pilot_window_change_page (PilotWindow *self, const PilotWindowMove *move);
void pilot_window_show_whole_page (PilotWindow *self, const PilotWindowMove *move);
void pilot_window_show_list (PilotWindow *self, const PilotWindowMove *move);

/** pilot_window_update_back_button: offers the page before, or in a narrow window the list of pages. */
void pilot_window_update_back_button (PilotWindow *self);

/** pilot_window_go_back: to the page that led to the one shown; whether there is one. */
gboolean pilot_window_go_back (PilotWindow *self);

/** pilot_window_show_detail_pane: reveals the details, whatever they show. */
void pilot_window_show_detail_pane (PilotWindow *self);
void pilot_window_hide_detail (PilotWindow *self, const PilotWindowMove *move);

/* Handlers of the template, the pages and the actions. */
void pilot_window_clear_search_cb (PilotWindow *self);
void pilot_window_search_cb (PilotWindow *self);
void pilot_window_search_done_cb (PilotWindow *self);
void pilot_window_stop_search_cb (PilotWindow *self);
void pilot_window_detail_closed_cb (PilotWindow *self);
void pilot_window_detail_folded_cb (PilotWindow *self);
void pilot_window_detail_mapped_cb (PilotWindow *self);
void pilot_window_detail_toggled_cb (PilotWindow *self);
void pilot_window_row_pressed_cb (PilotWindow *self, int n_press, double x, double y, GtkGesture *gesture);
void pilot_window_row_selected_cb (PilotWindow *self, const char *id, PilotListPage *page);
void pilot_window_row_activated_cb (PilotWindow *self, const char *id, PilotListPage *page);
void pilot_window_toggle_detail_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void pilot_window_new_record_cb (GtkWidget *widget, const char *action, GVariant *parameter);

G_END_DECLS
