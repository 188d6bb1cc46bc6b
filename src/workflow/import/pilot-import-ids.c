/* pilot-import-ids.c: why an id in a file leads to no record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-ids.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const PilotKeyMap *keys;
  GArray *rows;
  PilotEntity kind; /* of what is looked through */
  PilotImportReason reason;
} Explaining;

static void
explain_cb (const char *id, gpointer user_data)
{
  Explaining *self = user_data;
  guint32 index = pilot_key_map_get (self->keys, pilot_natural_key_from_id (id, strlen (id)));
  PilotImportJudged *judged;

  if (index == PILOT_KEY_MAP_NONE)
    return;
  judged = &g_array_index (self->rows, PilotImportJudged, index);
  if (judged->verdict != PILOT_IMPORT_NEW || judged->reason != PILOT_IMPORT_NO_REASON)
    return;
  judged->reason = self->reason;
  if (self->reason == PILOT_IMPORT_OTHER_KIND)
    judged->detail = self->kind;
}

static gboolean
explain_record_cb (const PilotRecord *record, gpointer user_data, GError **error)
{
  if (pilot_record_get_id (record) != NULL)
    explain_cb (pilot_record_get_id (record), user_data);
  return TRUE;
}

gboolean
pilot_import_ids_explain (PilotEntity entity, PilotImportTarget *target, const PilotKeyMap *keys, GArray *rows, GCancellable *cancellable,
                          GError **error)
{
  Explaining explaining = { keys, rows, entity, PILOT_IMPORT_DELETED };

  if (!pilot_import_target_scan_deleted (target, entity, explain_cb, &explaining, cancellable, error))
    return FALSE;
  explaining.reason = PILOT_IMPORT_OTHER_KIND;
  for (explaining.kind = 0; explaining.kind < PILOT_N_ENTITIES; explaining.kind++)
    if (explaining.kind != entity && pilot_natural_key_levels (explaining.kind) > 0 &&
        !pilot_import_target_scan (target, explaining.kind, explain_record_cb, &explaining, cancellable, error))
      return FALSE;
  return TRUE;
}

char *
pilot_import_ids_dup_reason (const PilotImportJudgement *judgement, const PilotImportJudged *judged)
{
  switch ((PilotImportReason) judged->reason)
    {
    case PILOT_IMPORT_SAME_ID:
      return g_strdup_printf (_ ("The same Pilotage ID as in line %u."), pilot_import_judgement_get (judgement, judged->detail)->line);
    case PILOT_IMPORT_UNKNOWN_ID:
      return g_strdup (_ ("No record has this Pilotage ID. Clear the cell to bring the row in as a new record."));
    case PILOT_IMPORT_OTHER_KIND:
      /* Translators: %s is a kind of record in the plural, e.g. "Candidates" */
      return g_strdup_printf (_ ("This Pilotage ID is that of a record of another kind (%s)."),
                              g_dgettext (GETTEXT_PACKAGE, pilot_schema_get (judged->detail)->label_many));
    case PILOT_IMPORT_OTHER_DATASET:
      return g_strdup (_ ("This Pilotage ID is that of a record in the other portal’s data. Import the file into that data set."));
    case PILOT_IMPORT_DELETED:
      return g_strdup (_ ("The record with this Pilotage ID was deleted. Clear the cell to bring the row in as a new record."));
    case PILOT_IMPORT_NO_REASON:
    default:
      return NULL;
    }
}
