/* pilot-picture.h: a widget as a picture in a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pilot_picture_save:
 * @widget: a mapped widget
 * @path: where the PNG goes
 *
 * Draws the widget as it is now, with the renderer of its window, whatever lies over the window.
 * Errors: G_IO_ERROR_FAILED.
 */
gboolean pilot_picture_save (GtkWidget *widget, const char *path, GError **error);

/** pilot_picture_is_ready: whether the widget has been laid out and drawn, so that a picture can be made of it. */
gboolean pilot_picture_is_ready (GtkWidget *widget);

G_END_DECLS
