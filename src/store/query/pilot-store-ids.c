/* pilot-store-ids.c: the records that a query shows, by their ids
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

#include "pilot-query-list-order.h"
#include "pilot-statement.h"

GPtrArray *
pilot_store_list_ids (PilotStore *self, const PilotQuery *query, GCancellable *cancellable, GError **error)
{
  PilotDatabase *reader = pilot_store_open_reader (self, error);
  g_autoptr (PilotRowMemo) memo = reader != NULL ? pilot_row_memo_new (reader) : NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE row=?1", pilot_schema_get (query->entity)->name);
  g_auto (PilotRowOrder) order = { 0 };
  PilotStatement *statement;

  if (memo == NULL || !pilot_row_order_query (memo, query, 0, NULL, NULL, cancellable, &order, error))
    return NULL;
  statement = pilot_database_get_statement (reader, sql, error);
  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < order.length; i++)
    {
      gboolean row;

      pilot_statement_reset (statement);
      pilot_statement_bind_int64 (statement, 1, order.rows[i]);
      if (!pilot_statement_step (statement, &row, error))
        return NULL;
      /* One that went meanwhile is not there any more. */
      if (row)
        g_ptr_array_add (ids, pilot_statement_dup_text (statement, 0));
    }
  pilot_statement_reset (statement);
  return g_steal_pointer (&ids);
}
