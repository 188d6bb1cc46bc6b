/* pilot-mapping-row.h: the stage in which a status lands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotMappingRow: a drop-down with the stages of a process. What is chosen is saved, with Undo. */
#define PILOT_TYPE_MAPPING_ROW (pilot_mapping_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotMappingRow, pilot_mapping_row, PILOT, MAPPING_ROW, AdwComboRow)

/**
 * pilot_mapping_row_new:
 * @status: a candidate's status
 * @sub_status: (nullable)
 * @stages: (element-type PilotRecord): of the process, in order; kept
 */
GtkWidget *pilot_mapping_row_new (PilotContext *context, const char *process_id, const char *status, const char *sub_status,
                                  GPtrArray *stages);

/** pilot_mapping_row_update: shows what the cache has. */
void pilot_mapping_row_update (PilotMappingRow *self);

gboolean pilot_mapping_row_get_decided (PilotMappingRow *self);

G_END_DECLS
