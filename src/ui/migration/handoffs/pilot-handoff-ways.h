/* pilot-handoff-ways.h: the ways in which a hand-off goes to who is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff-maker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotHandoffWays:
 *
 * A bar: copied as text, saved as files, packed with a password, opened in the mail program.
 * Signals: "prepare": what was typed goes into the record now; "used" (nullable string, for people): it went this way, and a
 * draft is worth to be kept; "failed" (GError): what happened and what to do.
 */
#define PILOT_TYPE_HANDOFF_WAYS (pilot_handoff_ways_get_type ())
G_DECLARE_FINAL_TYPE (PilotHandoffWays, pilot_handoff_ways, PILOT, HANDOFF_WAYS, AdwBin)

/** pilot_handoff_ways_is_next: whether what is shown is to be packed, for it names people, before it goes. */
gboolean pilot_handoff_ways_is_next (PilotHandoffWays *self);

/** pilot_handoff_ways_show: @batch, @current: (nullable) (transfer none): must live until others are shown. */
void pilot_handoff_ways_show (PilotHandoffWays *self, PilotHandoffBatch *batch, PilotHandoff *current);

/** pilot_handoff_ways_save_files: as Save Files… does once a folder is chosen: of all that belong together. */
void pilot_handoff_ways_save_files (PilotHandoffWays *self, GFile *folder);

/** pilot_handoff_ways_save_archive: as Save Encrypted… does once a file is chosen; @own: (nullable): otherwise one is made, and shown once. */
void pilot_handoff_ways_save_archive (PilotHandoffWays *self, GFile *file, const char *own);

G_END_DECLS
