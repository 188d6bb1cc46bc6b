/* pilot-schema.c: what is known of each entity, as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-schema.h"

#include <string.h>

#include "pilot-entity-tables.h"

static const PilotSchema *const schemas[PILOT_N_ENTITIES] = {
  [PILOT_ENTITY_COMPANY] = &pilot_schema_company,
  [PILOT_ENTITY_MEMBER] = &pilot_schema_member,
  [PILOT_ENTITY_PROCESS] = &pilot_schema_process,
  [PILOT_ENTITY_STAGE] = &pilot_schema_stage,
  [PILOT_ENTITY_AGENCY] = &pilot_schema_agency,
  [PILOT_ENTITY_RECRUITER] = &pilot_schema_recruiter,
  [PILOT_ENTITY_JOB] = &pilot_schema_job,
  [PILOT_ENTITY_ASSIGNMENT] = &pilot_schema_assignment,
  [PILOT_ENTITY_SHARE] = &pilot_schema_share,
  [PILOT_ENTITY_CANDIDATE] = &pilot_schema_candidate,
  [PILOT_ENTITY_AUDIT_EVENT] = &pilot_schema_audit_event,
  [PILOT_ENTITY_PROJECT] = &pilot_schema_project,
  [PILOT_ENTITY_SETTINGS] = &pilot_schema_settings,
  [PILOT_ENTITY_STEP] = &pilot_schema_step,
  [PILOT_ENTITY_MAPPING] = &pilot_schema_mapping,
  [PILOT_ENTITY_HANDOFF] = &pilot_schema_handoff,
  [PILOT_ENTITY_RUN] = &pilot_schema_run,
  [PILOT_ENTITY_SCOPE_CHOICE] = &pilot_schema_scope_choice,
  [PILOT_ENTITY_CHECK] = &pilot_schema_check,
  [PILOT_ENTITY_RESULT] = &pilot_schema_result,
};

const PilotSchema *
pilot_schema_get (PilotEntity entity)
{
  g_return_val_if_fail (entity < PILOT_N_ENTITIES, NULL);
  return schemas[entity];
}

const PilotSchema *
pilot_schema_from_name (const char *name)
{
  for (guint i = 0; name != NULL && i < PILOT_N_ENTITIES; i++)
    if (strcmp (schemas[i]->name, name) == 0)
      return schemas[i];
  return NULL;
}

const PilotSchema *
pilot_schema_from_collection (const char *collection)
{
  for (guint i = 0; collection != NULL && i < PILOT_N_ENTITIES; i++)
    if (strcmp (schemas[i]->collection, collection) == 0)
      return schemas[i];
  return NULL;
}

int
pilot_schema_find_field (const PilotSchema *self, const char *name)
{
  for (guint i = 0; name != NULL && i < self->n_fields; i++)
    if (strcmp (self->fields[i].name, name) == 0)
      return i;
  return -1;
}

int
pilot_schema_find_json (const PilotSchema *self, const char *json, gsize length)
{
  /* No name is longer than the fields are many, and the first byte tells most of them apart: a scan beats a hash. */
  for (guint i = 0; i < self->n_fields; i++)
    {
      const char *name = self->fields[i].json;

      if (length > 0 && name[0] == json[0] && strlen (name) == length && memcmp (name, json, length) == 0)
        return i;
    }
  return -1;
}

int
pilot_schema_find_owner (const PilotSchema *self)
{
  for (guint i = PILOT_FIELD_FIRST; i < self->n_fields; i++)
    if ((self->fields[i].flags & PILOT_FIELD_OWNER) != 0)
      return i;
  return -1;
}

guint
pilot_schema_get_part_mask (PilotEntity entity)
{
  guint mask = 0;

  PILOT_SCHEMA_FOREACH_PART (part, entity)
    mask |= 1u << part;
  return mask;
}

PilotEntity
pilot_schema_find_part (PilotEntity entity, PilotEntity from)
{
  for (PilotEntity kind = from; kind < PILOT_N_ENTITIES; kind++)
    {
      int owner = pilot_schema_find_owner (pilot_schema_get (kind));

      if (owner >= 0 && pilot_schema_get (kind)->fields[owner].ref == entity)
        return kind;
    }
  return PILOT_N_ENTITIES;
}

gboolean
pilot_field_is_number (const PilotField *self)
{
  return self->type == PILOT_FIELD_INTEGER || self->type == PILOT_FIELD_BOOLEAN || self->type == PILOT_FIELD_TIME;
}

int
pilot_choice_find (const PilotChoice *choices, const char *value)
{
  for (int i = 0; value != NULL && choices != NULL && choices[i].value != NULL; i++)
    if (strcmp (choices[i].value, value) == 0)
      return i;
  return -1;
}

const char *
pilot_choice_label (const PilotChoice *choices, const char *value)
{
  int found = pilot_choice_find (choices, value);

  if (value == NULL)
    return "";
  return found >= 0 ? choices[found].label : value;
}

gboolean
pilot_choice_contains (const PilotChoice *choices, const char *value)
{
  return pilot_choice_find (choices, value) >= 0;
}
