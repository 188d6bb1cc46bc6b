/* pilot-queue.h: work told to a thread's main context, always in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pilot_queue_source:
 * @context: (nullable): %NULL: the default one
 * @func: called once there, with the default priority; returns %G_SOURCE_REMOVE
 *
 * Any thread. Not g_main_context_invoke(): while nobody iterates the context, that would call @func in this thread, before
 * what is queued already.
 */
void pilot_queue_source (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify destroy);

G_END_DECLS
