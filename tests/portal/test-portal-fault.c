/* test-portal-fault.c: a portal that is killed in the middle of everything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-connection.h"
#include "pilot-test-portal.h"
#include "pilot-test.h"
#include "portal-puller.h"

#include <signal.h>

/* More than a page of the feed and two pieces of an import; in the long form several of each. */
#define N_IMPORT_ROWS (pilot_test_is_long () ? 23000u : 11000u)
#define N_CANDIDATES (pilot_test_is_long () ? 40000u : 12000u)

typedef struct
{
  PilotTestPortal *portal;
  guint delay_usec;
} Killer;

static char *
token_cb (gpointer user_data)
{
  return g_strdup (user_data);
}

static PilotConnection *
connect_to (PilotTestPortal *portal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHttpClient) client = pilot_http_client_new (pilot_test_portal_get_address (portal), NULL, &error);

  g_assert_no_error (error);
  pilot_http_client_set_token_func (client, token_cb, g_strdup (pilot_test_portal_get_token (portal)), g_free);
  return pilot_portal_connection_new_for_client (client);
}

static guint
n_kills_wanted (void)
{
  return pilot_test_is_long () ? 200 : 8;
}

static gpointer
kill_cb (gpointer user_data)
{
  Killer *self = user_data;

  g_usleep (self->delay_usec);
  pilot_test_portal_send_signal (self->portal, SIGKILL);
  return NULL;
}

static GThread *
kill_later (Killer *self, PilotTestPortal *portal, guint delay_usec)
{
  self->portal = portal;
  self->delay_usec = delay_usec;
  return g_thread_new ("kill", kill_cb, self);
}

static void
revive (PilotTestPortal *portal)
{
  pilot_test_portal_wait (portal);
  pilot_test_portal_restart (portal);
}

static void
test_pull (void)
{
  g_autofree char *n_candidates = g_strdup_printf ("%u", N_CANDIDATES);
  g_autoptr (PilotTestPortal) portal =
      pilot_test_portal_start (NULL, (const char *const[]){ "--seed-demo", "--candidates", n_candidates, NULL });
  g_autoptr (PilotConnection) connection = connect_to (portal);
  g_autoptr (GRand) rand = g_rand_new_with_seed (22);
  g_autoptr (GError) error = NULL;
  PortalPuller whole;
  PortalPuller cut;
  guint n_cut = 0, n_rounds = 0;
  gint64 start = g_get_monotonic_time ();
  guint span_usec;

  portal_puller_init (&whole);
  portal_puller_run (&whole, connection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (portal_puller_count (&whole, PILOT_ENTITY_CANDIDATE), ==, N_CANDIDATES);
  span_usec = (guint) (g_get_monotonic_time () - start);

  while (n_cut < n_kills_wanted ())
    {
      gboolean done = FALSE;

      g_assert_cmpuint (n_rounds++, <, 20 * n_kills_wanted ());
      portal_puller_init (&cut);
      while (!done)
        {
          Killer killer;
          GThread *thread = kill_later (&killer, portal, (guint) g_rand_int_range (rand, 0, (gint32) span_usec));

          done = portal_puller_run (&cut, connection, &error);
          if (!done)
            {
              g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
              g_clear_error (&error);
              n_cut++;
            }
          g_thread_join (thread);
          revive (portal);
        }
      portal_puller_assert_equal (&whole, &cut);
      portal_puller_clear (&cut);
    }
  g_test_message ("%u pulls, cut %u times", n_rounds, n_cut);
  portal_puller_clear (&whole);
}

static gboolean
read_rows_cb (guint64 offset, guint max, PilotBatch *batch, gpointer user_data, GError **error)
{
  guint round = GPOINTER_TO_UINT (user_data);

  for (guint64 i = offset; i < offset + max; i++)
    {
      g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
      g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-%012" G_GINT64_MODIFIER "x", round, i);

      pilot_record_set_text (record, PILOT_FIELD_ID, id);
      pilot_record_set_text (record, PILOT_AGENCY_DATASET, "legacy");
      pilot_record_set_text (record, PILOT_AGENCY_NAME, id);
      pilot_record_set_text (record, PILOT_AGENCY_STATUS, "active");
      pilot_record_set_text (record, PILOT_AGENCY_CONTRACT_STATE, "none");
      pilot_batch_add_record (batch, record);
    }
  return TRUE;
}

/* Pushes until it is through, with a kill at some moment of each try but the last ones. Returns how often it was cut. */
static guint
push_through (PilotConnection *connection, PilotTestPortal *portal, PilotOperation *operation, GRand *rand, guint span_usec,
              guint n_kills)
{
  guint n_cut = 0;
  gboolean done = FALSE;

  for (guint try = 0; !done; try++)
    {
      g_auto (PilotPushResult) result = { 0 };
      g_autoptr (GError) error = NULL;
      Killer killer;
      GThread *thread = NULL;

      g_assert_cmpuint (try, <, n_kills + 5);
      if (try < n_kills)
        thread = kill_later (&killer, portal, (guint) g_rand_int_range (rand, 0, (gint32) span_usec));
      done = pilot_connection_push (connection, operation, &result, NULL, &error);
      if (!done && !pilot_error_is_transient (error))
        g_error ("try %u: %s", try, error->message);
      n_cut += !done;
      if (thread != NULL)
        {
          g_thread_join (thread);
          revive (portal);
        }
    }
  return n_cut;
}

static guint
count_commits (PortalPuller *puller)
{
  GHashTableIter iter;
  gpointer record;
  guint n = 0;

  g_hash_table_iter_init (&iter, puller->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    n += pilot_record_get_entity (record) == PILOT_ENTITY_AUDIT_EVENT &&
         g_strcmp0 (pilot_record_get_text (record, PILOT_AUDIT_EVENT_ACTION), "import.commit") == 0;
  return n;
}

static void
test_import (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_test_portal_start_demo ();
  g_autoptr (PilotConnection) connection = connect_to (portal);
  g_autoptr (GRand) rand = g_rand_new_with_seed (23);
  guint n_cut = 0, round = 0, span_usec = 0, n_before;
  PortalPuller puller;
  g_autoptr (GError) error = NULL;

  portal_puller_init (&puller);
  portal_puller_run (&puller, connection, &error);
  g_assert_no_error (error);
  n_before = portal_puller_count (&puller, PILOT_ENTITY_AGENCY);

  /* The first goes undisturbed and says how long one takes. */
  for (round = 0; n_cut < n_kills_wanted (); round++)
    {
      g_autoptr (PilotOperation) import = pilot_operation_new (PILOT_OPERATION_IMPORT, PILOT_ENTITY_AGENCY);
      gint64 start = g_get_monotonic_time ();

      g_assert_cmpuint (round, <, 10 * n_kills_wanted ());
      import->id = g_uuid_string_random ();
      import->entity_id = g_uuid_string_random ();
      import->n_rows = N_IMPORT_ROWS;
      import->read_rows = read_rows_cb;
      import->read_rows_data = GUINT_TO_POINTER (round);
      n_cut += push_through (connection, portal, import, rand, span_usec, round == 0 ? 0 : 4);
      if (round == 0)
        span_usec = (guint) (g_get_monotonic_time () - start);

      portal_puller_run (&puller, connection, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (portal_puller_count (&puller, PILOT_ENTITY_AGENCY), ==, n_before + (round + 1) * N_IMPORT_ROWS);
      g_assert_cmpuint (count_commits (&puller), ==, round + 1);
    }
  g_test_message ("%u imports, cut %u times, %.0f ms each", round, n_cut, span_usec / 1000.0);
  portal_puller_clear (&puller);
}

static void
test_edits (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_test_portal_start_demo ();
  g_autoptr (PilotConnection) connection = connect_to (portal);
  g_autoptr (GRand) rand = g_rand_new_with_seed (24);
  g_autoptr (GError) error = NULL;
  PortalPuller puller;
  PilotRecord *agency;
  guint n_edits = 10 * n_kills_wanted (), n_cut = 0, n_before;
  g_autofree char *id = NULL;
  gint64 revision, first_revision;

  portal_puller_init (&puller);
  portal_puller_run (&puller, connection, &error);
  g_assert_no_error (error);
  agency = portal_puller_find_first (&puller, PILOT_ENTITY_AGENCY);
  id = g_strdup (pilot_record_get_id (agency));
  first_revision = revision = pilot_record_get_integer (agency, PILOT_FIELD_REVISION);
  n_before = portal_puller_count (&puller, PILOT_ENTITY_AGENCY);

  for (guint i = 0; i < n_edits; i++)
    {
      g_autoptr (PilotOperation) edit = pilot_operation_new (PILOT_OPERATION_UPDATE, PILOT_ENTITY_AGENCY);
      g_auto (PilotPushResult) result = { 0 };
      g_autofree char *city = g_strdup_printf ("City %u", i);
      Killer killer;
      GThread *thread = i % 10 == 9 ? kill_later (&killer, portal, (guint) g_rand_int_range (rand, 0, 4000)) : NULL;

      edit->id = g_uuid_string_random ();
      edit->entity_id = g_strdup (id);
      edit->base_revision = revision;
      edit->record = pilot_record_new (PILOT_ENTITY_AGENCY);
      pilot_record_set_text (edit->record, PILOT_AGENCY_CITY, city);
      if (!pilot_connection_push (connection, edit, &result, NULL, &error))
        {
          /* Whether it was carried out can't be known: the same again, under the same key. */
          g_assert_true (pilot_error_is_transient (error));
          g_clear_error (&error);
          n_cut++;
          g_thread_join (g_steal_pointer (&thread));
          revive (portal);
          pilot_push_result_clear (&result);
          pilot_connection_push (connection, edit, &result, NULL, &error);
          g_assert_no_error (error);
        }
      g_assert_cmpstr (pilot_record_get_text (result.record, PILOT_AGENCY_CITY), ==, city);
      g_assert_cmpint (result.revision, >, revision);
      revision = result.revision;
      if (thread != NULL)
        {
          g_thread_join (thread);
          revive (portal);
        }
    }
  portal_puller_run (&puller, connection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (portal_puller_count (&puller, PILOT_ENTITY_AGENCY), ==, n_before);
  g_assert_cmpint (pilot_record_get_integer (portal_puller_get (&puller, id), PILOT_FIELD_REVISION), ==, revision);
  g_test_message ("%u edits, cut %u times, revision %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, n_edits, n_cut, first_revision,
                  revision);
  portal_puller_clear (&puller);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/portal/fault/a pull that was killed goes on, and brings each record once", test_pull);
  g_test_add_func ("/portal/fault/an import that was killed goes on, and is carried out once", test_import);
  g_test_add_func ("/portal/fault/an edit whose answer was lost is carried out once", test_edits);
  return g_test_run ();
}
