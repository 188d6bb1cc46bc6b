/* pilot-stage-map.c: where a legacy status lands in a hiring process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-stage-map.h"

#include <string.h>

struct _PilotStageMap
{
  GStringChunk *texts;  /* (owned) */
  GHashTable *stages;   /* (owned) (element-type utf8 PilotStagePlace): by id */
  GHashTable *lines;    /* (owned) (element-type Line Line) */
};

/* The line is its own key, so that asking needs no allocation. */
typedef struct
{
  const char *process_id;
  const char *status;
  const char *sub_status; /* "": the status itself */
  const PilotStagePlace *place;
} Line;

static guint
line_hash (gconstpointer data)
{
  const Line *line = data;

  return g_str_hash (line->process_id) ^ (g_str_hash (line->status) * 31) ^ (g_str_hash (line->sub_status) * 961);
}

static gboolean
line_equal (gconstpointer a, gconstpointer b)
{
  const Line *one = a;
  const Line *other = b;

  return strcmp (one->status, other->status) == 0 && strcmp (one->sub_status, other->sub_status) == 0 &&
         strcmp (one->process_id, other->process_id) == 0;
}

static const char *
keep (PilotStageMap *self, const PilotValue *value)
{
  return value->kind == PILOT_VALUE_TEXT ? g_string_chunk_insert_const (self->texts, value->text) : NULL;
}

PilotStageMap *
pilot_stage_map_new (void)
{
  PilotStageMap *self = g_new0 (PilotStageMap, 1);

  self->texts = g_string_chunk_new (4096);
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->lines = g_hash_table_new_full (line_hash, line_equal, g_free, NULL);
  return self;
}

void
pilot_stage_map_free (PilotStageMap *self)
{
  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->stages);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
pilot_stage_map_add_stage (PilotStageMap *self, const PilotValue *values)
{
  PilotStagePlace *place;

  if (values[PILOT_FIELD_ID].kind != PILOT_VALUE_TEXT || values[PILOT_STAGE_PROCESS_ID].kind != PILOT_VALUE_TEXT)
    return;
  place = g_new0 (PilotStagePlace, 1);
  place->id = keep (self, &values[PILOT_FIELD_ID]);
  place->process_id = keep (self, &values[PILOT_STAGE_PROCESS_ID]);
  place->status = keep (self, &values[PILOT_STAGE_STATUS]);
  place->sub_status = keep (self, &values[PILOT_STAGE_SUB_STATUS]);
  g_hash_table_replace (self->stages, (gpointer) place->id, place);
}

void
pilot_stage_map_add_line (PilotStageMap *self, const PilotValue *values)
{
  const PilotValue *stage_id = &values[PILOT_MAPPING_STAGE_ID];
  const PilotStagePlace *place = stage_id->kind == PILOT_VALUE_TEXT ? g_hash_table_lookup (self->stages, stage_id->text) : NULL;
  const char *process_id = keep (self, &values[PILOT_MAPPING_PROCESS_ID]);
  const char *status = keep (self, &values[PILOT_MAPPING_STATUS]);
  const char *sub_status = keep (self, &values[PILOT_MAPPING_SUB_STATUS]);
  Line *line;

  if (place == NULL || process_id == NULL || status == NULL || strcmp (place->process_id, process_id) != 0)
    return;
  line = g_new0 (Line, 1);
  *line = (Line) { process_id, status, sub_status != NULL ? sub_status : "", place };
  g_hash_table_replace (self->lines, line, line);
}

const PilotStagePlace *
pilot_stage_map_find (PilotStageMap *self, const char *process_id, const char *status, const char *sub_status)
{
  Line key = { process_id, status, sub_status != NULL ? sub_status : "", NULL };
  const Line *line;

  if (process_id == NULL || status == NULL)
    return NULL;
  line = g_hash_table_lookup (self->lines, &key);
  if (line == NULL && *key.sub_status != '\0')
    {
      key.sub_status = "";
      line = g_hash_table_lookup (self->lines, &key);
    }
  return line != NULL ? line->place : NULL;
}
