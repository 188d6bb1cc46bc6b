/* pilot-cli-print.h: what pilotage-cli writes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-row.h"

G_BEGIN_DECLS

/** pilot_cli_print_error: to standard error: "pilotage-cli: …", or {"error":"…"}. */
void pilot_cli_print_error (gboolean json, const char *message);

/* A JSON object on one line of standard output, member by member. */
typedef struct _PilotCliObject PilotCliObject;
PilotCliObject *pilot_cli_object_new (void);
void pilot_cli_object_add_text (PilotCliObject *self, const char *name, const char *text); /* @text (nullable) */
void pilot_cli_object_add_integer (PilotCliObject *self, const char *name, gint64 value);
void pilot_cli_object_add_boolean (PilotCliObject *self, const char *name, gboolean value);

void pilot_cli_object_free (PilotCliObject *self);

/** pilot_cli_object_print: @self: (transfer full) */
void pilot_cli_object_print (PilotCliObject *self);

/** pilot_cli_print_headings: the columns of a list, parted by tabs. */
void pilot_cli_print_headings (const PilotSchema *schema);

/** pilot_cli_print_row: a record: as JSON, or its listed fields parted by tabs. */
void pilot_cli_print_row (PilotRow *row, gboolean json);

/** pilot_cli_print_cells: texts parted by tabs; what would break the line becomes blanks. */
void pilot_cli_print_cells (const char *const *cells);

G_END_DECLS
