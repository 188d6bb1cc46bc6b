/* pilot-query.c: what a list shows, in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query.h"

void
pilot_query_init (PilotQuery *self, PilotEntity entity)
{
  *self = (PilotQuery){ .entity = entity, .sort_field = pilot_schema_get (entity)->title_field };
}

void
pilot_query_copy (const PilotQuery *from, PilotQuery *to)
{
  *to = *from;
  to->search = g_strdup (from->search);
  for (guint i = 0; i < to->n_filters; i++)
    to->filters[i].value = g_strdup (from->filters[i].value);
}

void
pilot_query_clear (PilotQuery *self)
{
  g_free (self->search);
  for (guint i = 0; i < self->n_filters; i++)
    g_free (self->filters[i].value);
  *self = (PilotQuery){ .entity = self->entity };
}

gboolean
pilot_query_equal (const PilotQuery *a, const PilotQuery *b)
{
  if (a->entity != b->entity || a->sort_field != b->sort_field || !a->descending != !b->descending || a->n_filters != b->n_filters ||
      !a->once != !b->once ||
      g_strcmp0 (a->search, b->search) != 0)
    return FALSE;
  for (guint i = 0; i < a->n_filters; i++)
    if (a->filters[i].field != b->filters[i].field || g_strcmp0 (a->filters[i].value, b->filters[i].value) != 0)
      return FALSE;
  return TRUE;
}

void
pilot_query_set_filter (PilotQuery *self, guint field, const char *value, gboolean remove)
{
  guint at = 0;

  while (at < self->n_filters && self->filters[at].field != field)
    at++;
  if (at == self->n_filters)
    {
      if (remove)
        return;
      g_return_if_fail (self->n_filters < PILOT_QUERY_MAX_FILTERS);
      self->filters[self->n_filters++] = (PilotFilter){ .field = field, .value = g_strdup (value) };
      return;
    }
  g_free (self->filters[at].value);
  if (!remove)
    {
      self->filters[at].value = g_strdup (value);
      return;
    }
  self->n_filters--;
  for (; at < self->n_filters; at++)
    self->filters[at] = self->filters[at + 1];
}

void
pilot_query_set_dataset (PilotQuery *self, const char *dataset)
{
  const PilotSchema *schema = pilot_schema_get (self->entity);
  int field = pilot_schema_find_field (schema, "dataset");
  int run = pilot_schema_find_field (schema, "run_id");

  if (field < 0)
    return;
  pilot_query_set_filter (self, (guint) field, dataset, dataset == NULL);
  if (run >= 0)
    pilot_query_set_filter (self, (guint) run, NULL, g_strcmp0 (dataset, "legacy") != 0);
}

gboolean
pilot_query_hides_moved (const PilotQuery *self)
{
  const PilotSchema *schema = pilot_schema_get (self->entity);
  int dataset = pilot_schema_find_field (schema, "dataset");
  int run = pilot_schema_find_field (schema, "run_id");

  if (!self->once || dataset < 0 || run < 0)
    return FALSE;
  for (guint i = 0; i < self->n_filters; i++)
    {
      guint field = self->filters[i].field;
      const PilotField *of = &schema->fields[field];

      if (field == PILOT_FIELD_ID || (int) field == dataset || (int) field == run ||
          (of->type == PILOT_FIELD_REF && self->filters[i].value != NULL && pilot_schema_find_field (pilot_schema_get (of->ref), "dataset") >= 0))
        return FALSE;
    }
  return TRUE;
}
