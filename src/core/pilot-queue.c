/* pilot-queue.c: work told to a thread's main context, always in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-queue.h"

void
pilot_queue_source (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, context);
}
