/* pilot-demo-maker.c: what the parts of the demo company share while it is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-maker.h"

#include "pilot-portal-rows.h"

#define USEC_PER_DAY (24 * G_TIME_SPAN_HOUR)

void
pilot_demo_row_begin (PilotDemoRow *self, PilotDemoMaker *maker, PilotEntity entity, gint64 updated_at)
{
  self->schema = pilot_schema_get (entity);
  pilot_demo_random_uuid (&maker->random, self->id);
  for (guint i = 0; i < self->schema->n_fields; i++)
    self->values[i] = (PilotValue) { .kind = PILOT_VALUE_NULL };
  pilot_demo_row_set_text (self, PILOT_FIELD_ID, self->id);
  pilot_demo_row_set_integer (self, PILOT_FIELD_UPDATED_AT, MIN (updated_at, PILOT_DEMO_NOW));
}

void
pilot_demo_row_set_text (PilotDemoRow *self, guint field, const char *text)
{
  if (text == NULL || *text == '\0')
    self->values[field] = (PilotValue) { .kind = PILOT_VALUE_NULL };
  else
    self->values[field] = (PilotValue) { .kind = PILOT_VALUE_TEXT, .text = text, .length_bytes = strlen (text) };
}

void
pilot_demo_row_set_integer (PilotDemoRow *self, guint field, gint64 value)
{
  self->values[field] = (PilotValue) { .kind = PILOT_VALUE_INTEGER, .integer = value };
}

gboolean
pilot_demo_row_insert (PilotDemoRow *self, PilotDemoMaker *maker, GError **error)
{
  return pilot_portal_rows_insert (maker->db, self->schema, self->values, error);
}

void
pilot_demo_maker_phone (PilotDemoMaker *maker, const PilotDemoCountry *country, char *buffer, gsize size_bytes)
{
  g_strlcpy (buffer, country->phone, size_bytes);
  for (char *at = buffer; *at != '\0'; at++)
    if (*at == '#')
      *at = '0' + pilot_demo_random_below (&maker->random, 10);
}

gint64
pilot_demo_maker_past (PilotDemoMaker *maker, guint days)
{
  gint64 day = PILOT_DEMO_NOW - (1 + (gint64) pilot_demo_random_below (&maker->random, days)) * USEC_PER_DAY;

  /* The demo's now is five in the afternoon: up to nine hours before it. */
  return day - (gint64) pilot_demo_random_below (&maker->random, 9 * 3600) * G_TIME_SPAN_SECOND;
}

const char *
pilot_demo_maker_word (PilotDemoMaker *maker, const char *const *words)
{
  guint n = 0;

  while (words[n] != NULL)
    n++;
  return words[pilot_demo_random_below (&maker->random, n)];
}
