/* test-file-connection.c: a folder of files is pulled like a portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-check.h"
#include "pilot-error.h"
#include "pilot-file-provider.h"
#include "pilot-test.h"

#include <string.h>

static void
write_file (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static PilotConnection *
open_folder (const char *dir)
{
  g_autoptr (PilotConnectionProvider) provider = pilot_file_provider_new ();
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("files");
  g_autoptr (GError) error = NULL;
  PilotConnection *connection;

  profile->address = g_filename_to_uri (dir, NULL, NULL);
  connection = pilot_connection_provider_open (provider, profile, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* Pulls the whole snapshot into one batch; returns the number of pages. */
static guint
pull_all (PilotConnection *connection, PilotBatch *all, PilotPull *end)
{
  g_auto (PilotPull) from = { 0 };
  gboolean more = TRUE;
  guint n_pages = 0;

  while (more)
    {
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_auto (PilotPull) next = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (pilot_connection_pull_page (connection, &from, batch, &next, &more, NULL, &error));
      g_assert_no_error (error);
      for (guint i = 0; i < pilot_batch_get_length (batch); i++)
        {
          g_autoptr (PilotRecord) record = pilot_batch_dup_record (batch, i);

          g_assert_true (pilot_check_record (record, TRUE, NULL, NULL));
          pilot_batch_add_record (all, record);
        }
      pilot_pull_clear (&from);
      pilot_pull_copy (&next, &from);
      n_pages++;
    }
  g_assert_true (from.snapshot_done);
  pilot_pull_copy (&from, end);
  return n_pages;
}

static void
write_company (const char *dir)
{
  write_file (dir, "Agencies.csv", "Name;ID;Colour\nAlpha;A1;blue\nBeta;A2;\nBroken;\n;A3;\n");
  write_file (dir, "recruiters.csv", "Name,E-mail,Agency\nAnn,ann@example.com,A1\nBob,bob@example.com,beta\nCid,cid@example.com,Nobody\n");
  write_file (dir, "jobs.csv", "Title\tReference\nCook\tR1\n");
  write_file (dir, "candidates.csv", "Name,Email,Job,Agency,Recruiter,Status\nEve,eve@example.com,R1,Alpha,ann@example.com,In review\n");
  write_file (dir, "other.csv", "whatever\n");
}

static void
test_snapshot (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (PilotConnection) connection = NULL;
  g_autoptr (PilotBatch) all = pilot_batch_new ();
  g_auto (PilotPull) end = { 0 };
  g_auto (PilotConnectionInfo) info = { 0 };
  const PilotBatchRow *rows[8];

  write_company (dir);
  connection = open_folder (dir);
  g_assert_true (pilot_connection_probe (connection, &info, NULL, NULL));
  g_assert_cmpuint (pull_all (connection, all, &end), ==, 1);
  g_assert_cmpstr (end.epoch, ==, info.epoch);
  g_assert_cmpuint (pilot_batch_get_length (all), ==, 8);
  for (guint i = 0; i < 8; i++)
    rows[i] = pilot_batch_get (all, i);
  g_assert_cmpstr (rows[0]->values[PILOT_AGENCY_NAME].text, ==, "Alpha");
  g_assert_cmpstr (rows[0]->values[PILOT_AGENCY_NOTES].text, ==, "Colour: blue");
  g_assert_cmpstr (rows[0]->values[PILOT_AGENCY_DATASET].text, ==, "legacy");
  g_assert_cmpstr (rows[2]->values[PILOT_AGENCY_NAME].text, ==, "Broken");
  g_assert_cmpstr (rows[3]->values[PILOT_RECRUITER_AGENCY_ID].text, ==, rows[0]->values[PILOT_FIELD_ID].text);
  g_assert_cmpstr (rows[4]->values[PILOT_RECRUITER_AGENCY_ID].text, ==, rows[1]->values[PILOT_FIELD_ID].text);
  g_assert_cmpint (rows[5]->values[PILOT_RECRUITER_AGENCY_ID].kind, ==, PILOT_VALUE_NULL);
  g_assert_cmpstr (rows[5]->values[PILOT_RECRUITER_NOTES].text, ==, "Agency: Nobody");
  g_assert_cmpstr (rows[7]->values[PILOT_CANDIDATE_JOB_ID].text, ==, rows[6]->values[PILOT_FIELD_ID].text);
  g_assert_cmpstr (rows[7]->values[PILOT_CANDIDATE_RECRUITER_ID].text, ==, rows[3]->values[PILOT_FIELD_ID].text);
}

static void
test_same_ids (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (PilotBatch) before = pilot_batch_new ();
  g_autoptr (PilotBatch) after = pilot_batch_new ();
  g_auto (PilotPull) end = { 0 };
  g_auto (PilotPull) next = { 0 };
  g_auto (PilotPull) last = { 0 };
  g_autoptr (PilotConnection) connection = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GError) error = NULL;
  gboolean more;

  write_company (dir);
  connection = open_folder (dir);
  pull_all (connection, before, &end);
  g_assert_true (pilot_connection_pull_page (connection, &end, batch, &next, &more, NULL, &error));
  g_assert_false (more);
  g_assert_cmpuint (pilot_batch_get_length (batch), ==, 0);

  /* A record stays itself when its other fields change. */
  write_file (dir, "Agencies.csv", "ID,Name,City\na1,Alpha Ltd,Cork\nA4,Delta,\n");
  g_assert_false (pilot_connection_pull_page (connection, &end, batch, &last, &more, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_GONE);
  pilot_pull_clear (&end);
  pull_all (connection, after, &end);
  g_assert_cmpstr (pilot_batch_get (after, 0)->values[PILOT_FIELD_ID].text, ==, pilot_batch_get (before, 0)->values[PILOT_FIELD_ID].text);
  g_assert_cmpstr (pilot_batch_get (after, 0)->values[PILOT_AGENCY_NAME].text, ==, "Alpha Ltd");
  g_assert_cmpstr (pilot_batch_get (after, 1)->values[PILOT_FIELD_ID].text, !=, pilot_batch_get (before, 1)->values[PILOT_FIELD_ID].text);
}

/* What was saved from here is put into a folder again. */
static void
test_own_ids (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (PilotConnection) connection = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_auto (PilotPull) end = { 0 };

  write_file (dir, "agencies.csv", "Pilotage ID,Name\n0190A1B2-0000-7000-8000-000000000001,Alpha\nAG-1,Beta\n");
  connection = open_folder (dir);
  pull_all (connection, batch, &end);
  g_assert_cmpuint (pilot_batch_get_length (batch), ==, 2);
  g_assert_cmpstr (pilot_batch_get (batch, 0)->values[PILOT_FIELD_ID].text, ==, "0190a1b2-0000-7000-8000-000000000001");
  /* What is no id of ours is kept with the record. */
  g_assert_cmpstr (pilot_batch_get (batch, 1)->values[PILOT_AGENCY_NOTES].text, ==, "Pilotage ID: AG-1");
}

static void
test_pages (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (GString) text = g_string_new ("Name,ID\r\n");
  g_autoptr (PilotBatch) all = pilot_batch_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (PilotPull) end = { 0 };
  g_autoptr (PilotConnection) connection = NULL;

  for (guint i = 0; i < 5001; i++)
    g_string_append_printf (text, "\"Agency\n%u\",%u\r\n", i, i);
  write_file (dir, "agencies.csv", text->str);
  connection = open_folder (dir);
  g_assert_cmpuint (pull_all (connection, all, &end), ==, 3);
  for (guint i = 0; i < pilot_batch_get_length (all); i++)
    g_assert_true (g_hash_table_add (ids, (gpointer) pilot_batch_get (all, i)->values[PILOT_FIELD_ID].text));
  g_assert_cmpuint (g_hash_table_size (ids), ==, 5001);
}

static void
test_refusals (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *missing = g_build_filename (dir, "missing", NULL);
  g_autoptr (PilotConnection) empty = open_folder (dir);
  g_autoptr (PilotConnection) nowhere = open_folder (missing);
  g_autoptr (PilotOperation) operation = pilot_operation_new (PILOT_OPERATION_DELETE, PILOT_ENTITY_AGENCY);
  g_auto (PilotConnectionInfo) info = { 0 };
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_connection_probe (empty, &info, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (pilot_connection_probe (nowhere, &info, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (pilot_connection_push (empty, operation, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED);
  g_assert_false (pilot_connection_get_capabilities (empty) & PILOT_CAPABILITY_PUSH);
  g_clear_error (&error);
  write_file (dir, "jobs.csv", "%PDF-1.7");
  g_assert_false (pilot_connection_probe (empty, &info, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "jobs.csv"));
}

static void
test_fetch (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (PilotConnection) connection = NULL;
  g_autoptr (PilotBatch) all = pilot_batch_new ();
  g_auto (PilotPull) end = { 0 };
  g_auto (PilotPushResult) found = { 0 };
  g_auto (PilotPushResult) gone = { 0 };

  write_company (dir);
  connection = open_folder (dir);
  pull_all (connection, all, &end);
  g_assert_true (pilot_connection_fetch (connection, PILOT_ENTITY_AGENCY, pilot_batch_get (all, 1)->values[PILOT_FIELD_ID].text, &found, NULL, NULL));
  g_assert_cmpstr (pilot_record_get_text (found.record, PILOT_AGENCY_NAME), ==, "Beta");
  g_assert_true (pilot_connection_fetch (connection, PILOT_ENTITY_JOB, pilot_batch_get (all, 1)->values[PILOT_FIELD_ID].text, &gone, NULL, NULL));
  g_assert_true (gone.deleted);
}

typedef struct
{
  PilotConnection *connection;
  GCancellable *cancellable;
  gint n_told; /* atomic */
  GError *error;
  gint ended; /* atomic */
} Watching;

static void
told_cb (PilotConnection *connection, gint64 revision, gpointer user_data)
{
  g_atomic_int_inc (&((Watching *) user_data)->n_told);
}

static gpointer
watch_thread (gpointer data)
{
  Watching *watching = data;

  g_assert_false (pilot_connection_watch (watching->connection, told_cb, watching, watching->cancellable, &watching->error));
  g_atomic_int_set (&watching->ended, TRUE);
  return NULL;
}

static gboolean
poke_cb (gpointer dir)
{
  static guint n;
  g_autofree char *text = g_strdup_printf ("Name\nA%u\n", n++);

  /* The watch may not have begun yet: so it is poked until it tells. */
  if (n % 20 == 1)
    write_file (dir, "agencies.csv", text);
  return G_SOURCE_CONTINUE;
}

/* Watches a folder until a change of it was told; then ends it, while @cancelled (nullable) is told of that, too. */
static void
watch_until_told (GCallback cancelled)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (PilotConnection) connection = open_folder (dir);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watching watching = { .connection = connection, .cancellable = cancellable };
  GThread *thread = g_thread_new ("watch", watch_thread, &watching);
  guint poke = g_timeout_add (50, poke_cb, dir);

  PILOT_TEST_WAIT_UNTIL (g_atomic_int_get (&watching.n_told) > 0);
  g_source_remove (poke);
  if (cancelled != NULL)
    g_cancellable_connect (cancellable, cancelled, &watching, NULL);
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  g_assert_error (watching.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (watching.error);
}

static void
test_watch (void)
{
  watch_until_told (NULL);
}

static void
slow_cb (GCancellable *cancellable, gpointer data)
{
  Watching *watching = data;
  gint64 until = g_get_monotonic_time () + 100 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < until && !g_atomic_int_get (&watching->ended))
    g_thread_yield ();
  g_assert_false (g_atomic_int_get (&watching->ended));
}

static void
test_cancel (void)
{
  /* Others who are told of the same end take their time; a cancellable's source that is freed meanwhile is lost. */
  watch_until_told (G_CALLBACK (slow_cb));
}

/* What is read in the wrong encoding looks like text: nobody would see it but by being told. */
static void
test_two_encodings (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (PilotConnection) connection = NULL;
  g_autoptr (PilotBatch) all = pilot_batch_new ();
  g_auto (PilotPull) end = { 0 };
  g_auto (PilotConnectionInfo) info = { 0 };
  g_auto (PilotConnectionInfo) again = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *notice = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *mended = NULL;

  /* The jobs are all in Windows-1252, the recruiters all in UTF-8: that is no trouble. */
  write_file (dir, "agencies.csv", "Name;City\nCaf\xc3\xa9;Z\xc3\xbcrich\nAlpha;Cork\nM\xfcller;Bern\nOl\xc3\xa9;Bern\n");
  write_file (dir, "recruiters.csv", "Name,E-mail\nAnn\xc3\xa9,ann@example.com\n");
  write_file (dir, "jobs.csv", "Title,Reference\nK\xf6" "chin,R1\n");
  connection = open_folder (dir);
  before = pilot_connection_dup_notice (connection);
  g_assert_null (before);
  g_assert_true (pilot_connection_probe (connection, &info, NULL, NULL));
  pull_all (connection, all, &end);
  notice = pilot_connection_dup_notice (connection);
  g_assert_cmpstr (notice, ==,
                   "“agencies.csv” is in two encodings: 2 lines are UTF-8 and are read wrongly, “é” as “Ã©”; line 4 is the first that is "
                   "not. Save the file as UTF-8.");
  /* A second file has a line of its own. */
  write_file (dir, "recruiters.csv", "Name,E-mail\nAnn\xc3\xa9,ann@example.com\nBj\xf6rn,b@example.com\n");
  pilot_connection_info_clear (&info);
  g_assert_true (pilot_connection_probe (connection, &info, NULL, NULL));
  plain = pilot_connection_dup_notice (connection);
  g_assert_true (g_str_has_prefix (plain, notice));
  g_assert_nonnull (strstr (plain, "UTF-8.\n“recruiters.csv” is in two encodings: 1 line is UTF-8 and is read wrongly"));
  /* Saved as it says, nothing is left to say. */
  write_file (dir, "agencies.csv", "Name;City\nCaf\xc3\xa9;Z\xc3\xbcrich\nAlpha;Cork\nM\xc3\xbcller;Bern\n");
  write_file (dir, "recruiters.csv", "Name,E-mail\nAnn\xc3\xa9,ann@example.com\n");
  g_assert_true (pilot_connection_probe (connection, &again, NULL, NULL));
  mended = pilot_connection_dup_notice (connection);
  g_assert_null (mended);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/file-connection/a folder is pulled, and what refers to what is found", test_snapshot);
  g_test_add_func ("/files/file-connection/records keep their ids when files change", test_same_ids);
  g_test_add_func ("/files/file-connection/a file that was saved from here knows its records", test_own_ids);
  g_test_add_func ("/files/file-connection/large files come in pages", test_pages);
  g_test_add_func ("/files/file-connection/what files can't do is refused with a reason", test_refusals);
  g_test_add_func ("/files/file-connection/one record is fetched", test_fetch);
  g_test_add_func ("/files/file-connection/a change of the files is told", test_watch);
  g_test_add_func ("/files/file-connection/a file in two encodings is told, until it is saved anew", test_two_encodings);
  g_test_add_func ("/files/file-connection/a watch ends after the cancelling that ends it", test_cancel);
  return g_test_run ();
}
