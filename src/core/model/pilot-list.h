/* pilot-list.h: a list over a query
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-query.h"
#include "pilot-row.h"

G_BEGIN_DECLS

/**
 * PilotList:
 *
 * A #GListModel of #PilotRow that follows a query and the store. Main thread only. Items are made when asked for; an
 * item that is asked for again may be another object for the same record, unless it is still held.
 *
 * Properties: "loading" (boolean): the order is being worked out; what is shown belongs to the query before, or is
 * the first rows only. Signal "failed" (GError *): the query failed; what was shown stays.
 */
#define PILOT_TYPE_LIST (pilot_list_get_type ())
G_DECLARE_INTERFACE (PilotList, pilot_list, PILOT, LIST, GListModel)

struct _PilotListInterface
{
  GTypeInterface parent_iface;

  void (*set_query) (PilotList *self, const PilotQuery *query);
  const PilotQuery *(*get_query) (PilotList *self);
  gboolean (*get_loading) (PilotList *self);
  gint64 (*find) (PilotList *self, const char *id);
  gboolean (*is_settled) (PilotList *self);
};

/**
 * pilot_list_set_query:
 *
 * Works out the new order on a worker; a query that was still running is cancelled. The first rows come at once,
 * the rest with the final count in a later `items-changed`.
 */
void pilot_list_set_query (PilotList *self, const PilotQuery *query);
const PilotQuery *pilot_list_get_query (PilotList *self);
gboolean pilot_list_get_loading (PilotList *self);

/** pilot_list_find: the position of the record, or -1. May take a while on a long list; never blocks over 50 ms. */
gint64 pilot_list_find (PilotList *self, const char *id);

/** pilot_list_is_settled: %FALSE while a change is told bit by bit: a row that moves may be nowhere for some frames. */
gboolean pilot_list_is_settled (PilotList *self);

G_END_DECLS
