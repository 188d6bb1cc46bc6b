/* pilot-pages.h: the pages of the window, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** PilotPage: what the sidebar shows of a page. */
typedef struct
{
  const char *name;    /* in the settings and in pilot_window_show_page(); an entity's name for its list */
  const char *icon;    /* icon name */
  const char *label;   /* untranslated */
  const char *section; /* untranslated (nullable): heading in the sidebar */
} PilotPage;

typedef void (*PilotPageFunc) (const PilotPage *page, gpointer user_data);

/** pilot_pages_foreach: calls @func for each page of the sidebar, in its order. @page lives during the call. */
void pilot_pages_foreach (PilotPageFunc func, gpointer user_data);

/** pilot_pages_contains: whether the sidebar has a page @name (nullable). */
gboolean pilot_pages_contains (const char *name);

/** pilot_pages_create: (nullable): a new page @name, in the sidebar or reached by links alone; %NULL if there is none. */
GtkWidget *pilot_pages_create (PilotContext *context, const char *name);

G_END_DECLS
