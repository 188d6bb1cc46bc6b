/* pilot-stage-map.h: where a legacy status lands in a hiring process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/** PilotStagePlace: a stage of a hiring process; its texts are the map's. */
typedef struct
{
  const char *id;
  const char *process_id;
  const char *status;
  const char *sub_status; /* (nullable) */
} PilotStagePlace;

/**
 * PilotStageMap:
 *
 * The default stage mapping, ready to be asked [Migrating Data, Phase A: "configure the Default Stage Mapping so that
 * migrated agency candidates land in the correct stages of your recruitment process"]. Stages are added before the lines
 * that name them. Not thread-safe; any one thread.
 */
typedef struct _PilotStageMap PilotStageMap;

PilotStageMap *pilot_stage_map_new (void);
void pilot_stage_map_free (PilotStageMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotStageMap, pilot_stage_map_free)

/** pilot_stage_map_add_stage: @values: of a stage; texts are copied. */
void pilot_stage_map_add_stage (PilotStageMap *self, const PilotValue *values);

/**
 * pilot_stage_map_add_line: @values: of a mapping; texts are copied.
 *
 * A line without a stage, or with one that isn't known or is another process's, counts as none.
 */
void pilot_stage_map_add_line (PilotStageMap *self, const PilotValue *values);

/**
 * pilot_stage_map_find:
 * @process_id: (nullable): of the job; without one there is no stage
 * @status: (nullable)
 * @sub_status: (nullable): "" is none
 *
 * Returns: (transfer none) (nullable): what the line of the sub-status says, or else that of the status; %NULL: none does
 */
const PilotStagePlace *pilot_stage_map_find (PilotStageMap *self, const char *process_id, const char *status, const char *sub_status);

G_END_DECLS
