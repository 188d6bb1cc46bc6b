/* pilot-change-sink.c: who takes pulled pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-change-sink.h"

G_DEFINE_INTERFACE (PilotChangeSink, pilot_change_sink, G_TYPE_OBJECT)

static void
pilot_change_sink_default_init (PilotChangeSinkInterface *iface)
{
}

gboolean
pilot_change_sink_load_pull (PilotChangeSink *self, PilotPull *pull, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CHANGE_SINK (self), FALSE);
  *pull = (PilotPull){ 0 };
  return PILOT_CHANGE_SINK_GET_IFACE (self)->load_pull (self, pull, error);
}

gboolean
pilot_change_sink_apply_page (PilotChangeSink *self, const PilotBatch *batch, const PilotPull *next, GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (PILOT_IS_CHANGE_SINK (self), FALSE);
  return PILOT_CHANGE_SINK_GET_IFACE (self)->apply_page (self, batch, next, cancellable, error);
}

gboolean
pilot_change_sink_begin_snapshot (PilotChangeSink *self, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CHANGE_SINK (self), FALSE);
  return PILOT_CHANGE_SINK_GET_IFACE (self)->begin_snapshot (self, error);
}
