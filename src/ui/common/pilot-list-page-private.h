/* pilot-list-page-private.h: what the files of the list share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-column-set.h"
#include "pilot-filter-bar.h"
#include "pilot-list-page.h"

G_BEGIN_DECLS

struct _PilotListPage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  const PilotPageSpec *spec;
  const PilotSchema *schema;
  PilotList *list;               /* (owned) (nullable) */
  GtkMultiSelection *selection;  /* (owned) (nullable) */
  PilotColumnSet *columns;       /* (owned) */
  GSimpleActionGroup *actions;   /* (owned) */
  PilotFilterBar *filters;
  char *search;                  /* (owned) (nullable) */
  guint spinner_id;
  guint select_id;
  guint n_told;                  /* rows that were selected when it was told of last */
  GPtrArray *told_ids;           /* (owned) (element-type utf8): theirs, if they are few */
  gboolean dropped;              /* some of them went since */
  guint count_id;
  guint top_id;
  guint start_id;
  double far_end;                /* of the horizontal scrolling, where it was last */
  gboolean summarised;           /* the selection is shown beside the list */
  gboolean to_top;               /* the order is another one: begin at its top */

  GtkColumnView *view;
  GtkLabel *heading;
  GtkLabel *count_label;
  GtkSpinner *spinner;
  GtkMenuButton *sort_button;
  GtkMenuButton *columns_button;
  AdwBin *filter_bin;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkButton *import_button;
  GtkButton *create_button;
  GtkActionBar *selection_bar;
  GtkLabel *selection_label;
  GMenu *row_menu;
  GMenu *relation_section;
  GtkWidget *popover; /* (nullable): the context menu */
};

/** pilot_list_page_dup_row: (transfer full) (nullable): the row at @position. */
PilotRow *pilot_list_page_dup_row (PilotListPage *self, guint position);

/** pilot_list_page_dup_only_row: (transfer full) (nullable): the only selected row. */
PilotRow *pilot_list_page_dup_only_row (PilotListPage *self);

/** pilot_list_page_dup_event_text: (nullable): what a person reads in a cell of an audit event. A #PilotColumnTextFunc. */
char *pilot_list_page_dup_event_text (PilotRow *row, guint field, gpointer user_data);

/** pilot_list_page_add_actions: the actions of the group "list". */
void pilot_list_page_add_actions (PilotListPage *self);

/** pilot_list_page_update_actions: offers what can be done with the selected rows, and says how many they are. */
void pilot_list_page_update_actions (PilotListPage *self);

/** pilot_list_page_add_menu: the context menu, by the mouse and by the keyboard. */
void pilot_list_page_add_menu (PilotListPage *self);

G_END_DECLS
