/* pilot-sort-index.c: the columns and indexes that lists need, for any entity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sort-index.h"

#include <string.h>

gboolean
pilot_sort_index_has_key (const PilotField *field)
{
  return field->type == PILOT_FIELD_TEXT && (field->flags & PILOT_FIELD_SORTED) != 0;
}

GPtrArray *
pilot_sort_index_list_sql (const PilotSchema *schema, const char *table)
{
  GPtrArray *sql = g_ptr_array_new_with_free_func (g_free);
  gboolean has_dataset = pilot_schema_find_field (schema, "dataset") >= 0;
  gboolean has_run = pilot_schema_find_field (schema, "run_id") >= 0;

  for (guint i = PILOT_FIELD_UPDATED_AT; i < schema->n_fields; i++)
    {
      const PilotField *field = &schema->fields[i];
      const char *suffix = pilot_sort_index_has_key (field) ? "_key" : "";
      /* The smallest index of all tells the data sets apart too, and what was moved, without a look at the table. */
      const char *more = !has_dataset || strcmp (field->name, "status") != 0 ? "" : has_run ? ", dataset, run_id" : ", dataset";

      if (i == PILOT_FIELD_UPDATED_AT || (field->flags & PILOT_FIELD_SORTED) != 0)
        g_ptr_array_add (sql, g_strdup_printf ("CREATE INDEX \"%s_by_%s\" ON \"%s\" (\"%s%s\"%s)", table, field->name, table,
                                               field->name, suffix, more));
    }
  return sql;
}
