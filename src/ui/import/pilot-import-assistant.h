/* pilot-import-assistant.h: brings records from a file, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"
#include "pilot-importer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotImportStep:
 * @PILOT_IMPORT_STEP_SOURCE: what, and from where
 * @PILOT_IMPORT_STEP_COLUMNS: how it is read, which column is which field
 * @PILOT_IMPORT_STEP_ROWS: what becomes of each row
 * @PILOT_IMPORT_STEP_WORK: something runs that takes a while
 * @PILOT_IMPORT_STEP_DONE: it is written
 */
typedef enum {
  PILOT_IMPORT_STEP_SOURCE,
  PILOT_IMPORT_STEP_COLUMNS,
  PILOT_IMPORT_STEP_ROWS,
  PILOT_IMPORT_STEP_WORK,
  PILOT_IMPORT_STEP_DONE,
} PilotImportStep;

/** PilotImportAssistant: a window over the main one. Closing it cancels what runs; then nothing is written. */
#define PILOT_TYPE_IMPORT_ASSISTANT (pilot_import_assistant_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportAssistant, pilot_import_assistant, PILOT, IMPORT_ASSISTANT, AdwWindow)

/**
 * pilot_import_assistant_new:
 * @context: with an open workspace
 * @entity: what is offered first; kinds that files don't hold become agencies
 */
GtkWidget *pilot_import_assistant_new (PilotContext *context, PilotEntity entity);

PilotImportStep pilot_import_assistant_get_step (PilotImportAssistant *self);
PilotImporter *pilot_import_assistant_get_importer (PilotImportAssistant *self);

/** pilot_import_assistant_open_file: as if @file were chosen in the first step. */
void pilot_import_assistant_open_file (PilotImportAssistant *self, GFile *file);

/** pilot_import_assistant_open_text: as if @text were pasted in the first step. */
void pilot_import_assistant_open_text (PilotImportAssistant *self, const char *text);

/** pilot_import_assistant_advance: the button that goes on: judges, then writes, then closes. */
void pilot_import_assistant_advance (PilotImportAssistant *self);

G_END_DECLS
