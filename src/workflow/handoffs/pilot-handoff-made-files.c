/* pilot-handoff-made-files.c: the files that Pilotage itself adds to a hand-off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-made-files.h"

#include "pilot-csv-writer.h"
#include "pilot-error.h"
#include "pilot-handoff-list.h"
#include "pilot-handoff-text.h"

#include <string.h>

static PilotHandoffFile *
end_csv (PilotCsvWriter *writer, GOutputStream *stream, const char *name)
{
  g_autoptr (GBytes) bytes = NULL;

  pilot_csv_writer_finish (writer, NULL, NULL); /* memory takes all */
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return pilot_handoff_file_new (name, bytes);
}

static void
add_row (PilotCsvWriter *writer, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    pilot_csv_writer_add (writer, cells[i], -1);
  pilot_csv_writer_end_row (writer, NULL, NULL);
}

/* Values as the API names them: who reads it may be a program. */
static PilotHandoffFile *
make_mapping_file (const PilotHandoffFacts *facts)
{
  static const char *const titles[] = { "hiringProcess", "status", "subStatus", "stageStatus", "stageSubStatus" };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);

  add_row (writer, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < facts->mappings->len; i++)
    {
      const PilotHandoffMapping *line = g_ptr_array_index (facts->mappings, i);
      const char *const cells[] = { line->process, line->status, line->sub_status, line->stage_status, line->stage_sub_status };

      add_row (writer, cells, G_N_ELEMENTS (cells));
    }
  return end_csv (writer, stream, "stage-mapping.csv");
}

static PilotHandoffFile *
make_users_file (const PilotHandoffFacts *facts)
{
  static const char *const titles[] = { "agency", "agencyEmail", "user", "userEmail" };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
  g_autoptr (GHashTable) agencies = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  add_row (writer, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < facts->users->len; i++)
    {
      PilotHandoffUser *user = g_ptr_array_index (facts->users, i);
      GPtrArray *users;

      if (user->agency_id == NULL)
        continue;
      users = g_hash_table_lookup (agencies, user->agency_id);
      if (users == NULL)
        g_hash_table_insert (agencies, user->agency_id, users = g_ptr_array_new ());
      g_ptr_array_add (users, user);
    }
  for (guint i = 0; i < facts->agencies->len; i++)
    {
      const PilotHandoffAgency *agency = g_ptr_array_index (facts->agencies, i);
      GPtrArray *users = g_hash_table_lookup (agencies, agency->id);

      for (guint n = 0; users != NULL && n < users->len; n++)
        {
          const PilotHandoffUser *user = g_ptr_array_index (users, n);
          const char *const cells[] = { agency->name, agency->email, user->name, user->email };

          add_row (writer, cells, G_N_ELEMENTS (cells));
        }
    }
  return end_csv (writer, stream, PILOT_HANDOFF_USERS_FILE);
}

/* The list that was agreed, or why it is not with it. */
static gboolean
add_list (GPtrArray *files, PilotWorkspace *workspace, const PilotRecord *run, char **hint, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) against = NULL;
  PilotHandoffFile *file = pilot_handoff_list_make (workspace, run, cancellable, &against);

  if (file != NULL)
    g_ptr_array_add (files, file);
  else if (g_error_matches (against, PILOT_ERROR, PILOT_ERROR_CONFLICT) || g_error_matches (against, PILOT_ERROR, PILOT_ERROR_INVALID))
    {
      g_free (*hint);
      *hint = g_strdup (against->message);
    }
  else
    {
      g_propagate_error (error, g_steal_pointer (&against));
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
pilot_handoff_made_files (PilotWorkspace *workspace, const char *kind, const PilotHandoffFacts *facts, PilotCatalog *catalog, const char *language,
                          char **hint, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_handoff_file_free);

  if (strcmp (kind, "phase_a_ticket") == 0 && facts->mappings->len > 0)
    g_ptr_array_add (files, make_mapping_file (facts));
  else if (strcmp (kind, "grouping_request") == 0)
    g_ptr_array_add (files, make_users_file (facts));
  else if (strcmp (kind, "downtime_notice") == 0)
    {
      g_autoptr (GBytes) calendar = pilot_handoff_text_make_calendar (facts, catalog, error);
      g_autofree char *name = NULL;

      if (calendar == NULL)
        return NULL;
      /* Its words are in that language, and all are saved into one folder. */
      name = g_strdup_printf ("downtime-%s%s%s.ics", pilot_record_get_text (facts->run, PILOT_RUN_SCHEDULED_ON), catalog != NULL ? "-" : "",
                              catalog != NULL ? language : "");
      g_ptr_array_add (files, pilot_handoff_file_new (name, calendar));
    }
  else if (strcmp (kind, "manifest") == 0 && facts->run != NULL && !add_list (files, workspace, facts->run, hint, cancellable, error))
    return NULL;
  return g_steal_pointer (&files);
}
