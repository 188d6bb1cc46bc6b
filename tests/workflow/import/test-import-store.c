/* test-import-store.c: an import through the cache: its rows, its outbox row, all or none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-change-sink.h"
#include "pilot-import-report.h"
#include "pilot-import-run.h"
#include "pilot-import-store.h"
#include "pilot-importer.h"
#include "pilot-test.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

typedef struct
{
  char *dir;
  PilotStore *store;
  PilotImportTarget *target;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->dir = pilot_test_make_dir ();
  path = g_build_filename (fixture->dir, "test.cache", NULL);
  fixture->store = pilot_store_open (path, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->target = pilot_import_store_new (fixture->store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->target);
  pilot_store_close (fixture->store);
  g_clear_object (&fixture->store);
  g_free (fixture->dir);
}

static PilotImportSource *
open_source (GBytes *bytes, PilotEntity entity)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  PilotImportSource *source = g_new0 (PilotImportSource, 1);
  g_autoptr (PilotCsvReader) reader = NULL;
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();
  PilotCsvFormat format;
  const PilotCsvRow *row;
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);

  g_assert_true (pilot_csv_format_detect (start, MIN (length, PILOT_CSV_SAMPLE_BYTES), length <= PILOT_CSV_SAMPLE_BYTES, &format, NULL));
  source->spool = pilot_spool_new (stream, format.encoding, NULL, NULL, NULL, NULL);
  source->delimiter = format.delimiter;
  source->has_header = TRUE;
  source->dataset = g_strdup ("legacy");
  reader = pilot_import_source_open (source);
  g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
  for (guint i = 0; i < row->n_cells; i++)
    g_ptr_array_add (headings, (char *) row->cells[i].text);
  source->map = pilot_column_map_new (entity, (const char *const *) headings->pdata, headings->len);
  return source;
}

static PilotImportJudgement *
judge (Fixture *fixture, GBytes *bytes, PilotEntity entity)
{
  g_autoptr (PilotImportSource) source = open_source (bytes, entity);
  g_autoptr (GError) error = NULL;
  PilotImportJudgement *judgement = pilot_import_judgement_new (source, fixture->target, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return judgement;
}

static void
run (Fixture *fixture, PilotImportJudgement *judgement, guint64 created, guint64 changed)
{
  g_autoptr (GError) error = NULL;
  PilotImportResult result;

  g_assert_true (pilot_import_run (judgement, fixture->target, "file.csv", &result, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_created, ==, created);
  g_assert_cmpuint (result.n_changed, ==, changed);
}

static guint64
count (Fixture *fixture, PilotEntity entity)
{
  guint64 n;

  g_assert_true (pilot_store_count_now (fixture->store, entity, PILOT_FIELD_ID, NULL, &n, NULL));
  return n;
}

static void
test_register (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = pilot_test_data_file ("agencies-ireland.csv");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PilotImportJudgement) first = NULL;
  g_autoptr (PilotImportJudgement) second = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  gsize length;

  if (path == NULL)
    {
      g_test_skip ("The register is not beside the project");
      return;
    }
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  first = judge (fixture, bytes, PILOT_ENTITY_AGENCY);
  g_assert_cmpuint (pilot_import_judgement_count (first, PILOT_IMPORT_NEW), ==, 536);
  run (fixture, first, 536, 0);
  g_assert_cmpuint (count (fixture, PILOT_ENTITY_AGENCY), ==, 536);
  pending = pilot_store_list_pending (fixture->store, NULL);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpint (pilot_pending_get (g_ptr_array_index (pending, 0))->kind, ==, PILOT_OPERATION_IMPORT);
  g_assert_cmpuint (pilot_pending_get (g_ptr_array_index (pending, 0))->n_rows, ==, 536);
  second = judge (fixture, bytes, PILOT_ENTITY_AGENCY);
  g_assert_cmpuint (pilot_import_judgement_count (second, PILOT_IMPORT_UNCHANGED), ==, 536);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) one = g_bytes_new_static ("Name,ID,City,Colour\nA,1,Cork,\nB,2,Kerry,red\n", 44);
  g_autoptr (GBytes) two = g_bytes_new_static ("Name,ID,City,Colour\nA,1,Dublin,\nB,2,,blue\nC,3,,\n", 49);
  g_autoptr (PilotImportJudgement) first = judge (fixture, one, PILOT_ENTITY_AGENCY);
  g_autoptr (PilotImportJudgement) second = NULL;
  g_autoptr (PilotRecord) record = NULL;

  run (fixture, first, 2, 0);
  second = judge (fixture, two, PILOT_ENTITY_AGENCY);
  g_assert_cmpuint (pilot_import_judgement_count (second, PILOT_IMPORT_CHANGED), ==, 2);
  run (fixture, second, 1, 2);
  record = pilot_store_get_record (fixture->store, PILOT_ENTITY_AGENCY, pilot_import_judgement_get_id (second, 1), NULL, NULL);
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_CITY), ==, "Kerry");
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_NOTES), ==, "Colour: red\nColour: blue");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name,ID\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PilotImportJudgement) judgement = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  PilotImportResult result;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "Agency %u,%u\n", i, i);
  bytes = g_bytes_new (text->str, text->len);
  judgement = judge (fixture, bytes, PILOT_ENTITY_AGENCY);
  g_cancellable_cancel (cancellable);
  g_assert_false (pilot_import_run (judgement, fixture->target, NULL, &result, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count (fixture, PILOT_ENTITY_AGENCY), ==, 0);
  /* Nothing holds the store up afterwards. */
  run (fixture, judgement, 5000, 0);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  guint n = pilot_test_is_long () ? 1000000 : 50000;
  g_autoptr (GString) text = g_string_new ("name,email,phone,status,submitted,external id\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PilotImportJudgement) judgement = NULL;
  g_autoptr (PilotImportJudgement) again = NULL;
  struct rusage usage;
  gint64 start;
  gint64 judged;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "Candidate %u,candidate%u@example.com,+353 1 %07u,In review,2025-11-20T10:00:00Z,C%u\n", i, i, i, i);
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  start = g_get_monotonic_time ();
  judgement = judge (fixture, bytes, PILOT_ENTITY_CANDIDATE);
  judged = g_get_monotonic_time ();
  g_test_message ("%u rows judged in %.3f s", n, (judged - start) / 1e6);
  run (fixture, judgement, n, 0);
  g_test_message ("%u rows stored in %.3f s", n, (g_get_monotonic_time () - judged) / 1e6);
  g_assert_cmpuint (count (fixture, PILOT_ENTITY_CANDIDATE), ==, n);
  getrusage (RUSAGE_SELF, &usage);
  g_test_message ("peak resident memory %ld KiB", usage.ru_maxrss);
  start = g_get_monotonic_time ();
  again = judge (fixture, bytes, PILOT_ENTITY_CANDIDATE);
  g_assert_cmpuint (pilot_import_judgement_count (again, PILOT_IMPORT_UNCHANGED), ==, n);
  g_test_message ("%u known rows judged in %.3f s", n, (g_get_monotonic_time () - start) / 1e6);
}

/* The cache keeps no deleted records; that one was deleted, here or over there, it knows all the same. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "Pilotage ID,Name\n0190a1b2-0000-7000-8000-000000000001,Alpha\n0190a1b2-0000-7000-8000-000000000002,Beta\n"
                             "0190a1b2-0000-7000-8000-000000000003,Gamma\n";
  const char *const ids[] = { "0190a1b2-0000-7000-8000-000000000001", NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (PilotRecord) agency = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) event = pilot_record_new (PILOT_ENTITY_AUDIT_EVENT);
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotImportJudgement) judgement = NULL;
  PilotPull next = { .snapshot_done = TRUE, .cursor = (char *) "1", .epoch = (char *) "e", .revision = 2 };

  pilot_record_set_text (agency, PILOT_FIELD_ID, ids[0]);
  pilot_record_set_integer (agency, PILOT_FIELD_REVISION, 1);
  pilot_record_set_text (agency, PILOT_AGENCY_DATASET, "legacy");
  pilot_record_set_text (agency, PILOT_AGENCY_NAME, "Alpha");
  pilot_record_set_text (event, PILOT_FIELD_ID, "0190a1b2-0000-7000-8000-0000000000ff");
  pilot_record_set_integer (event, PILOT_FIELD_REVISION, 2);
  pilot_record_set_text (event, PILOT_AUDIT_EVENT_ACTION, "agency.delete");
  pilot_record_set_text (event, PILOT_AUDIT_EVENT_ENTITY_ID, "0190a1b2-0000-7000-8000-000000000002");
  pilot_batch_add_record (batch, agency);
  pilot_batch_add_record (batch, event);
  g_assert_true (pilot_change_sink_apply_page (PILOT_CHANGE_SINK (fixture->store), batch, &next, NULL, NULL));
  judgement = judge (fixture, bytes, PILOT_ENTITY_AGENCY);
  g_assert_cmpstr (pilot_import_judgement_get_id (judgement, 0), ==, ids[0]);
  g_assert_cmpint (pilot_import_judgement_get (judgement, 1)->reason, ==, PILOT_IMPORT_DELETED);
  g_assert_cmpint (pilot_import_judgement_get (judgement, 2)->reason, ==, PILOT_IMPORT_UNKNOWN_ID);
  g_clear_pointer (&judgement, pilot_import_judgement_unref);

  g_assert_true (pilot_store_delete (fixture->store, PILOT_ENTITY_AGENCY, ids, NULL, NULL));
  judgement = judge (fixture, bytes, PILOT_ENTITY_AGENCY);
  g_assert_cmpint (pilot_import_judgement_get (judgement, 0)->reason, ==, PILOT_IMPORT_DELETED);
  g_assert_cmpuint (pilot_import_judgement_count (judgement, PILOT_IMPORT_INVALID), ==, 3);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/workflow/import-store/the Irish register is one row of the outbox, and known the second time", test_register);
  ADD ("/workflow/import-store/known records change where the file says so", test_change);
  ADD ("/workflow/import-store/a cancelled import leaves nothing and holds nothing up", test_cancel);
  ADD ("/workflow/import-store/a record that was deleted is told from one that never was", test_deleted);
  ADD ("/workflow/import-store/many rows", test_many);
  return g_test_run ();
}
