/* pilot-picture.c: a widget as a picture in a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-picture.h"

#include <glib/gi18n-lib.h>

/* (transfer full) (nullable): what is drawn. */
static GskRenderNode *
draw (GtkWidget *widget, int *width, int *height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  *width = gdk_paintable_get_intrinsic_width (paintable);
  *height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  return gtk_snapshot_free_to_node (snapshot);
}

gboolean
pilot_picture_save (GtkWidget *widget, const char *path, GError **error)
{
  int width = 0;
  int height = 0;
  g_autoptr (GskRenderNode) node = draw (widget, &width, &height);
  g_autoptr (GdkTexture) texture = NULL;
  GtkNative *native = gtk_widget_get_native (widget);

  if (node == NULL || native == NULL || gtk_native_get_renderer (native) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", _("There is nothing to be drawn"));
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The picture %s can’t be written"), path);
      return FALSE;
    }
  return TRUE;
}

gboolean
pilot_picture_is_ready (GtkWidget *widget)
{
  int width = 0;
  int height = 0;
  g_autoptr (GskRenderNode) node = draw (widget, &width, &height);

  return node != NULL;
}
