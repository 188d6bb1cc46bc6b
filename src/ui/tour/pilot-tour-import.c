/* pilot-tour-import.c: the tour's steps through the import of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tour-import.h"

#include "pilot-entities.h"
#include "pilot-import-assistant.h"
#include "pilot-tour-portal.h"

#define BUNDLED "/io/github/pilotage/Pilotage/tour/agencies.csv"

static PilotImportAssistant *
find_assistant (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (PILOT_IS_IMPORT_ASSISTANT (window) && gtk_widget_get_mapped (window))
        return PILOT_IMPORT_ASSISTANT (window);
    }
  return NULL;
}

static PilotTourCheck
check_step (PilotImportStep step)
{
  PilotImportAssistant *assistant = find_assistant ();

  return assistant != NULL && pilot_import_assistant_get_step (assistant) == step ? PILOT_TOUR_DONE : PILOT_TOUR_WAIT;
}

static guint
count_agencies (PilotTour *tour)
{
  return pilot_workspace_count (pilot_tour_get_workspace (tour), PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL);
}

static void
advance (PilotTour *tour)
{
  PilotImportAssistant *assistant = find_assistant ();

  if (assistant != NULL)
    pilot_import_assistant_advance (assistant);
  else
    pilot_tour_fail (tour, "the assistant is closed");
}

/* The ids that are there before, so that a new one is known. */
static void
remember_agencies (PilotTour *tour)
{
  PilotListPage *page = pilot_window_get_list_page (pilot_tour_get_window (tour));
  GListModel *list = page != NULL ? G_LIST_MODEL (pilot_list_page_get_list (page)) : NULL;
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (list, i);

      g_string_append_printf (ids, "%s ", pilot_row_get_id (row));
    }
  pilot_tour_set (tour, "ids", ids->str);
}

void
pilot_tour_import_open (PilotTour *tour)
{
  const char *chosen = g_getenv ("PILOT_TOUR_FILE");
  GtkWidget *assistant;

  remember_agencies (tour);
  assistant = pilot_import_assistant_new (pilot_tour_get_context (tour), PILOT_ENTITY_AGENCY);
  gtk_window_set_transient_for (GTK_WINDOW (assistant), GTK_WINDOW (pilot_tour_get_window (tour)));
  gtk_window_present (GTK_WINDOW (assistant));
  if (chosen != NULL && *chosen != '\0')
    {
      g_autoptr (GFile) file = g_file_new_for_path (chosen);
      g_autofree char *name = g_path_get_basename (chosen);

      pilot_tour_set (tour, "file", name);
      pilot_import_assistant_open_file (PILOT_IMPORT_ASSISTANT (assistant), file);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_uri ("resource://" BUNDLED);

      pilot_tour_set (tour, "file", "agencies.csv");
      pilot_import_assistant_open_file (PILOT_IMPORT_ASSISTANT (assistant), file);
    }
}

PilotTourCheck
pilot_tour_import_check_open (PilotTour *tour)
{
  PilotTourCheck result = check_step (PILOT_IMPORT_STEP_COLUMNS);
  guint matched = 0;
  guint n = 0;

  if (result != PILOT_TOUR_DONE)
    return result;
  n = pilot_importer_get_n_columns (pilot_import_assistant_get_importer (find_assistant ()));
  for (guint i = 0; i < n; i++)
    if (pilot_importer_get_target (pilot_import_assistant_get_importer (find_assistant ()), i) >= 0)
      matched++;
  pilot_tour_note (tour, "%s: %u of %u columns matched by name", pilot_tour_get (tour, "file"), matched, n);
  return matched > 0 ? PILOT_TOUR_DONE : PILOT_TOUR_FAILED;
}

void
pilot_tour_import_judge (PilotTour *tour)
{
  advance (tour);
}

PilotTourCheck
pilot_tour_import_check_judged (PilotTour *tour)
{
  PilotTourCheck result = check_step (PILOT_IMPORT_STEP_ROWS);
  PilotImporter *importer;

  if (result != PILOT_TOUR_DONE)
    return result;
  importer = pilot_import_assistant_get_importer (find_assistant ());
  pilot_tour_note (tour, "%u rows: %u new, %u changed, %u invalid, %u twice in the file",
                   pilot_importer_count (importer, PILOT_IMPORT_ANY), pilot_importer_count (importer, PILOT_IMPORT_NEW),
                   pilot_importer_count (importer, PILOT_IMPORT_CHANGED), pilot_importer_count (importer, PILOT_IMPORT_INVALID),
                   pilot_importer_count (importer, PILOT_IMPORT_DUPLICATE));
  return pilot_importer_count (importer, PILOT_IMPORT_NEW) > 0 ? PILOT_TOUR_DONE : PILOT_TOUR_FAILED;
}

void
pilot_tour_import_write (PilotTour *tour)
{
  advance (tour);
}

PilotTourCheck
pilot_tour_import_check_written (PilotTour *tour)
{
  PilotTourCheck result = check_step (PILOT_IMPORT_STEP_DONE);

  if (result == PILOT_TOUR_DONE)
    pilot_tour_note (tour, "%u agencies here now", count_agencies (tour));
  return result;
}

void
pilot_tour_import_close (PilotTour *tour)
{
  advance (tour);
}

PilotTourCheck
pilot_tour_import_check_sent (PilotTour *tour)
{
  PilotWorkspace *workspace = pilot_tour_get_workspace (tour);
  PilotListPage *page = pilot_window_get_list_page (pilot_tour_get_window (tour));
  PilotList *list = page != NULL ? pilot_list_page_get_list (page) : NULL;
  guint waiting = 0;

  g_object_get (workspace, "n-waiting", &waiting, NULL);
  if (find_assistant () != NULL || waiting > 0 || pilot_workspace_get_sync_state (workspace) != PILOT_SYNC_IDLE
      || list == NULL || pilot_list_get_loading (list) || g_list_model_get_n_items (G_LIST_MODEL (list)) != count_agencies (tour))
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "%u rows in the list; the header says “%s”", count_agencies (tour),
                   pilot_window_get_sync_text (pilot_tour_get_window (tour)));
  return PILOT_TOUR_DONE;
}

void
pilot_tour_import_look (PilotTour *tour)
{
  GListModel *list = G_LIST_MODEL (pilot_list_page_get_list (pilot_window_get_list_page (pilot_tour_get_window (tour))));
  const char *before = pilot_tour_get (tour, "ids");

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (list, i);

      if (strstr (before, pilot_row_get_id (row)) == NULL)
        {
          g_autofree char *title = pilot_record_dup_title (pilot_row_get_record (row));

          pilot_tour_set (tour, "imported", title);
          pilot_tour_portal_fetch (tour, PILOT_ENTITY_AGENCY, pilot_row_get_id (row), PILOT_AGENCY_NAME);
          return;
        }
    }
  pilot_tour_fail (tour, "no new agency is in the list");
}

PilotTourCheck
pilot_tour_import_check_there (PilotTour *tour)
{
  if (!pilot_tour_portal_is_idle (tour))
    return PILOT_TOUR_WAIT;
  pilot_tour_note (tour, "the portal has “%s”", pilot_tour_get (tour, "fetched"));
  return g_strcmp0 (pilot_tour_get (tour, "fetched"), pilot_tour_get (tour, "imported")) == 0 ? PILOT_TOUR_DONE
                                                                                            : PILOT_TOUR_FAILED;
}
