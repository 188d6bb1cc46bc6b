/* pilot-list.c: a list over a query
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-list.h"

G_DEFINE_INTERFACE (PilotList, pilot_list, G_TYPE_LIST_MODEL)

static void
pilot_list_default_init (PilotListInterface *iface)
{
  g_object_interface_install_property (iface, g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));
  g_signal_new ("failed", PILOT_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

void
pilot_list_set_query (PilotList *self, const PilotQuery *query)
{
  g_return_if_fail (PILOT_IS_LIST (self));
  PILOT_LIST_GET_IFACE (self)->set_query (self, query);
}

const PilotQuery *
pilot_list_get_query (PilotList *self)
{
  g_return_val_if_fail (PILOT_IS_LIST (self), NULL);
  return PILOT_LIST_GET_IFACE (self)->get_query (self);
}

gboolean
pilot_list_get_loading (PilotList *self)
{
  g_return_val_if_fail (PILOT_IS_LIST (self), FALSE);
  return PILOT_LIST_GET_IFACE (self)->get_loading (self);
}

gint64
pilot_list_find (PilotList *self, const char *id)
{
  g_return_val_if_fail (PILOT_IS_LIST (self), -1);
  return PILOT_LIST_GET_IFACE (self)->find (self, id);
}

gboolean
pilot_list_is_settled (PilotList *self)
{
  g_return_val_if_fail (PILOT_IS_LIST (self), TRUE);
  return PILOT_LIST_GET_IFACE (self)->is_settled (self);
}
