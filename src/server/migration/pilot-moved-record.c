/* pilot-moved-record.c: what a run makes of a legacy record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-moved-record.h"

#include <string.h>

#define BIT(field) (1ull << (field))

/* What goes along of closed records; see the header. */
static const guint64 light_fields[PILOT_N_ENTITIES] = {
  [PILOT_ENTITY_JOB] = BIT (PILOT_JOB_TITLE) | BIT (PILOT_JOB_REF_NUMBER) | BIT (PILOT_JOB_STATUS) | BIT (PILOT_JOB_POSTING_STATUS),
  [PILOT_ENTITY_CANDIDATE] = BIT (PILOT_CANDIDATE_NAME) | BIT (PILOT_CANDIDATE_AGENCY_ID) | BIT (PILOT_CANDIDATE_JOB_ID) |
                             BIT (PILOT_CANDIDATE_STATUS) | BIT (PILOT_CANDIDATE_SUB_STATUS) | BIT (PILOT_CANDIDATE_SUBMITTED_AT),
};

/* Where what a run sets lies in each kind; -1: the kind has none. */
typedef struct
{
  int dataset;
  int source_id;
  int run_id;
  int read_only;
} Places;

static const Places *
get_places (PilotEntity entity)
{
  static Places places[PILOT_N_ENTITIES];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < PILOT_N_ENTITIES; i++)
        {
          const PilotSchema *schema = pilot_schema_get (i);

          places[i] = (Places) { pilot_schema_find_field (schema, "dataset"), pilot_schema_find_field (schema, "source_id"),
                                 pilot_schema_find_field (schema, "run_id"), pilot_schema_find_field (schema, "read_only") };
        }
      g_once_init_leave (&once, 1);
    }
  return &places[entity];
}

static void
set_text (PilotValue *values, int field, const char *text)
{
  if (field < 0)
    return;
  values[field] = (PilotValue) {
    .kind = text != NULL ? PILOT_VALUE_TEXT : PILOT_VALUE_NULL,
    .length_bytes = text != NULL ? (guint) strlen (text) : 0,
    .text = text,
  };
}

static const char *
find_reason (PilotEntity missing)
{
  if (missing == PILOT_ENTITY_AGENCY)
    return "agency_not_moved";
  return missing == PILOT_ENTITY_RECRUITER ? "recruiter_not_moved" : "job_not_moved";
}

static void
copy_fields (PilotEntity entity, const PilotValue *source, gboolean light, PilotValue *values)
{
  const PilotSchema *schema = pilot_schema_get (pilot_moved_record_get_entity (entity));

  if (entity == PILOT_ENTITY_ASSIGNMENT)
    {
      values[PILOT_SHARE_JOB_ID] = source[PILOT_ASSIGNMENT_JOB_ID];
      values[PILOT_SHARE_RECRUITER_ID] = source[PILOT_ASSIGNMENT_RECRUITER_ID];
      values[PILOT_SHARE_SHARED_AT] = source[PILOT_ASSIGNMENT_ASSIGNED_AT];
      return;
    }
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (!light || (light_fields[entity] & BIT (i)) != 0)
      values[i] = source[i];
}

/* References to what has data sets lead to what it became. */
static gboolean
lead_over (const PilotSchema *schema, PilotMovedTargets *targets, PilotValue *values, const char **reason, GError **error)
{
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      PilotEntity ref = schema->fields[i].ref;
      const char *target_id;

      if (schema->fields[i].type != PILOT_FIELD_REF || values[i].kind != PILOT_VALUE_TEXT || get_places (ref)->dataset < 0)
        continue;
      if (!pilot_moved_targets_find (targets, ref, values[i].text, &target_id, error))
        return FALSE;
      if (target_id == NULL)
        {
          *reason = find_reason (ref);
          return TRUE;
        }
      set_text (values, i, target_id);
    }
  return TRUE;
}

PilotEntity
pilot_moved_record_get_entity (PilotEntity entity)
{
  return entity == PILOT_ENTITY_ASSIGNMENT ? PILOT_ENTITY_SHARE : entity;
}

gboolean
pilot_moved_record_make (PilotEntity entity, const PilotValue *source, const PilotScopeFinding *finding, PilotMovedTargets *targets,
                         const char *run_id, const char *target_id, PilotValue *values, const char **reason, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (pilot_moved_record_get_entity (entity));
  const Places *places = get_places (schema->entity);
  gboolean light = finding->verdict == PILOT_SCOPE_LIGHT;

  *reason = NULL;
  memset (values, 0, schema->n_fields * sizeof *values);
  copy_fields (entity, source, light, values);
  if (!lead_over (schema, targets, values, reason, error))
    return FALSE;
  set_text (values, PILOT_FIELD_ID, target_id);
  set_text (values, places->dataset, "portal");
  set_text (values, places->source_id, source[PILOT_FIELD_ID].text);
  set_text (values, places->run_id, run_id);
  if (places->read_only >= 0)
    values[places->read_only] = light ? (PilotValue) { .kind = PILOT_VALUE_INTEGER, .integer = 1 } : (PilotValue) { .kind = PILOT_VALUE_NULL };
  if (entity == PILOT_ENTITY_CANDIDATE && !light)
    {
      set_text (values, PILOT_CANDIDATE_STATUS, finding->status);
      set_text (values, PILOT_CANDIDATE_SUB_STATUS, finding->sub_status);
    }
  return TRUE;
}
