/* pilot-import.h: an import as it lies in the portal's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-change.h"

G_BEGIN_DECLS

/** How long an import is remembered, so that committing it again gives the same answer. */
#define PILOT_IMPORT_KEEP_USEC (30 * G_TIME_SPAN_DAY)

/** How long chunks of an import that nobody finishes are kept; they are personal data. */
#define PILOT_IMPORT_KEEP_STAGING_USEC (7 * G_TIME_SPAN_DAY)

typedef enum {
  PILOT_IMPORT_STAGING,
  PILOT_IMPORT_COMMITTED,
  PILOT_IMPORT_DISCARDED,
} PilotImportState;

typedef struct
{
  char *id;                  /* (owned) */
  const PilotSchema *schema; /* what is imported */
  gint64 n_rows;             /* as announced */
  char *source_name;         /* (owned) (nullable) */
  PilotImportState state;
  gint64 created;
  gint64 changed;
  gint64 unchanged;
  gint64 revision;           /* newest after the commit; 0 before */
} PilotImport;

void pilot_import_clear (PilotImport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotImport, pilot_import_clear)

/** pilot_import_load: @found: (out): whether there is one. */
gboolean pilot_import_load (PilotImport *self, PilotPortalDb *db, const char *id, gboolean *found, GError **error);

/** pilot_import_save: makes or overwrites it, in the open transaction. @actor: who began it. */
gboolean pilot_import_save (const PilotImport *self, PilotPortalDb *db, const char *actor, GError **error);

/** pilot_import_put_chunk: stages @items (JSON as it came); a chunk of the same number is replaced. */
gboolean pilot_import_put_chunk (const PilotImport *self, PilotPortalDb *db, gint64 n, gint64 n_rows, GBytes *items, GError **error);
gboolean pilot_import_drop_chunks (const PilotImport *self, PilotPortalDb *db, GError **error);

/** pilot_import_forget_old: drops imports that nobody touched for too long, in the open transaction. */
gboolean pilot_import_forget_old (PilotPortalDb *db, GError **error);

/** pilot_import_count_rows: rows staged so far. -1: @error is set. */
gint64 pilot_import_count_rows (const PilotImport *self, PilotPortalDb *db, GError **error);

/** pilot_import_append_json: the import as the API shows it. */
gboolean pilot_import_append_json (const PilotImport *self, PilotPortalDb *db, GString *out, GError **error);

/**
 * pilot_import_write_rows:
 * @change: the open transaction
 * @errors_json: (out) (transfer full): the first hundred rows that fail, as objects separated by commas; empty: none
 * @changed_since: (out): they fail only for being made on a record as it no longer stands
 *
 * Judges and writes all staged rows; counts them in @self. With a single failing row the caller rolls back.
 */
gboolean pilot_import_write_rows (PilotImport *self, PilotPortalDb *db, PilotPortalChange *change, GString **errors_json,
                                  gboolean *changed_since, GError **error);

G_END_DECLS
