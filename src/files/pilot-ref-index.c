/* pilot-ref-index.c: finds the record that a file means by a name, an address or a number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-ref-index.h"

#include "pilot-key-map.h"

#include <string.h>

#define ID_BYTES 37
#define AMBIGUOUS (PILOT_KEY_MAP_NONE - 1)

/* By what a record may be meant, the surest first. */
static const struct
{
  PilotEntity entity;
  guint field;
} ref_fields[] = {
  { PILOT_ENTITY_PROCESS, PILOT_FIELD_ID },
  { PILOT_ENTITY_PROCESS, PILOT_PROCESS_NAME },
  { PILOT_ENTITY_AGENCY, PILOT_FIELD_ID },
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_EXTERNAL_ID },
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_LICENCE_NUMBER },
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_EMAIL },
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME },
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_TRADING_NAME },
  { PILOT_ENTITY_RECRUITER, PILOT_FIELD_ID },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_EXTERNAL_ID },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_EMAIL },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_NAME },
  { PILOT_ENTITY_JOB, PILOT_FIELD_ID },
  { PILOT_ENTITY_JOB, PILOT_JOB_EXTERNAL_ID },
  { PILOT_ENTITY_JOB, PILOT_JOB_REF_NUMBER },
  { PILOT_ENTITY_JOB, PILOT_JOB_TITLE },
};

#define TEXTS_BYTES (64 * 1024)

struct _PilotRefIndex
{
  PilotKeyMap *map; /* (owned) */
  GStringChunk *texts; /* (owned): who found an id keeps it while others come: they don't move */
  GPtrArray *ids;   /* (owned) (element-type utf8): UUIDs in @texts */
};

PilotRefIndex *
pilot_ref_index_new (void)
{
  PilotRefIndex *self = g_new0 (PilotRefIndex, 1);

  self->map = pilot_key_map_new ();
  self->texts = g_string_chunk_new (TEXTS_BYTES);
  self->ids = g_ptr_array_new ();
  return self;
}

void
pilot_ref_index_free (PilotRefIndex *self)
{
  pilot_key_map_free (self->map);
  g_ptr_array_unref (self->ids);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
pilot_ref_index_add (PilotRefIndex *self, const PilotSchema *schema, const PilotValue *values)
{
  guint32 number = self->ids->len;

  if (values[PILOT_FIELD_ID].kind != PILOT_VALUE_TEXT || values[PILOT_FIELD_ID].length_bytes != ID_BYTES - 1)
    return;
  g_ptr_array_add (self->ids, g_string_chunk_insert (self->texts, values[PILOT_FIELD_ID].text));
  for (guint i = 0; i < G_N_ELEMENTS (ref_fields); i++)
    {
      const PilotValue *value = &values[ref_fields[i].field];
      PilotNaturalKey key;

      if (ref_fields[i].entity != schema->entity || value->kind != PILOT_VALUE_TEXT || value->length_bytes == 0)
        continue;
      key = pilot_natural_key_from_text (i, value->text, value->length_bytes);
      if (pilot_key_map_add (self->map, key, number) != PILOT_KEY_MAP_NONE)
        pilot_key_map_set (self->map, key, AMBIGUOUS);
    }
}

PilotRefResult
pilot_ref_index_find (const PilotRefIndex *self, PilotEntity entity, const char *text, gsize length_bytes, const char **id)
{
  for (guint i = 0; i < G_N_ELEMENTS (ref_fields); i++)
    {
      guint32 number;

      if (ref_fields[i].entity != entity)
        continue;
      number = pilot_key_map_get (self->map, pilot_natural_key_from_text (i, text, length_bytes));
      if (number == AMBIGUOUS)
        return PILOT_REF_AMBIGUOUS;
      if (number != PILOT_KEY_MAP_NONE)
        {
          *id = g_ptr_array_index (self->ids, number);
          return PILOT_REF_FOUND;
        }
    }
  return PILOT_REF_UNKNOWN;
}
