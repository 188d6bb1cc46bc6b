/* pilot-detail-page-private.h: what the files of the details share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-detail-page.h"
#include "pilot-field-editor.h"
#include "pilot-page-spec.h"

G_BEGIN_DECLS

struct _PilotDetailPage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  PilotWorkspace *workspace; /* (owned) (nullable): whose record is shown */
  const PilotSchema *schema; /* (nullable): what the rows were made for */
  const PilotPageSpec *spec; /* (nullable) */
  char *id;              /* (owned) (nullable) */
  char *saving_id;       /* (owned) (nullable): the record that was saved last */
  char *save_error;      /* (owned) (nullable): why what is typed was not saved */
  gboolean creating;
  gboolean may_change;
  gboolean gone;         /* deleted while it is shown */
  GPtrArray *editors;    /* (owned) (element-type PilotFieldEditor) */
  GPtrArray *links;      /* (owned) (element-type AdwActionRow): one for each relation */
  GSimpleActionGroup *actions; /* (owned) */

  GtkLabel *title_label;
  GtkButton *save_button;
  GtkMenuButton *menu_button;
  GtkBox *notice;
  GtkImage *notice_icon;
  GtkLabel *notice_label;
  GtkScrolledWindow *scroller;
  GtkBox *groups_box;
};

/** pilot_detail_page_build: makes the rows for @entity, unless they are there. */
void pilot_detail_page_build (PilotDetailPage *self, PilotEntity entity);

/** pilot_detail_page_fill: shows what @record holds. */
void pilot_detail_page_fill (PilotDetailPage *self, PilotRecord *record);

/** pilot_detail_page_update_links: counts what belongs to @record. */
void pilot_detail_page_update_links (PilotDetailPage *self, PilotRecord *record);

/** pilot_detail_page_show_notice: @text %NULL: none. @css_class: "warning", "error", "accent" or "dim-label". */
void pilot_detail_page_show_notice (PilotDetailPage *self, const char *icon, const char *text, const char *css_class);

/** pilot_detail_page_update_notice: says what the person may not, or what of the record waits. */
void pilot_detail_page_update_notice (PilotDetailPage *self);

/** pilot_detail_page_update_save_button: offered while there is something to save. */
void pilot_detail_page_update_save_button (PilotDetailPage *self);

/** pilot_detail_page_apply_cb: a field was confirmed by itself. */
void pilot_detail_page_apply_cb (PilotDetailPage *self, PilotFieldEditor *editor);

G_END_DECLS
