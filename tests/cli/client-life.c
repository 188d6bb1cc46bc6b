/* client-life.c: an application that works on until it is killed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-fixture.h"
#include "pilot-error.h"
#include "pilot-test.h"
#include "pilot-workspace-command.h"
#include "pilot-workspace-private.h"

/*
 * What it is about to do and what it was told is saved goes into a journal, line by line: "> verb id text", then
 * "= verb id text". It ends by being killed; with a status of its own only where something is wrong.
 */

#define MAX_WAITING 12

typedef struct
{
  Client client;
  GRand *random;
  const char *run_id;
  int journal;
  gint64 n_done; /* of the run, as last read */
  gint64 n_said; /* for texts that are never the same */
} Life;

static void
say (Life *self, char mark, const char *verb, const char *id, const char *text)
{
  g_autofree char *line = g_strdup_printf ("%c %s %s %s\n", mark, verb, id, text);

  if (write (self->journal, line, strlen (line)) != (gssize) strlen (line))
    g_error ("the journal can't be written");
}

static gboolean
save (Life *self, PilotRecord *record, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_workspace_save_async (self->client.workspace, record, NULL, client_done_cb, &result);
  client_wait (&result);
  return pilot_workspace_save_finish (self->client.workspace, result, NULL, error);
}

static char *
make_text (Life *self)
{
  return g_strdup_printf ("Life-%d-%" G_GINT64_FORMAT, (int) getpid (), ++self->n_said);
}

static gboolean
collect_cb (PilotRecord *record, gpointer user_data)
{
  if (g_str_has_prefix (pilot_record_get_text (record, PILOT_AGENCY_NAME), "Life-"))
    g_ptr_array_add (user_data, g_strdup (pilot_record_get_id (record)));
  return TRUE;
}

/* (transfer full) (nullable): one of the agencies that the lives have made. */
static char *
choose_own (Life *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  pilot_store_scan (pilot_workspace_get_store (self->client.workspace), PILOT_ENTITY_AGENCY, collect_cb, ids, NULL, NULL);
  return ids->len > 0 ? g_strdup (g_ptr_array_index (ids, g_rand_int_range (self->random, 0, (gint32) ids->len))) : NULL;
}

static void
create (Life *self)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = make_text (self);
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_AGENCY_DATASET, "portal");
  pilot_record_set_text (record, PILOT_AGENCY_NAME, name);
  pilot_record_set_text (record, PILOT_AGENCY_STATUS, "active");
  pilot_record_set_text (record, PILOT_AGENCY_CONTRACT_STATE, "none");
  pilot_record_set_text (record, PILOT_AGENCY_CITY, name);
  say (self, '>', "set", id, name);
  save (self, record, &error);
  g_assert_no_error (error);
  say (self, '=', "set", id, name);
}

static void
edit (Life *self, const char *id)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *city = make_text (self);
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_AGENCY_CITY, city);
  say (self, '>', "set", id, city);
  save (self, record, &error);
  g_assert_no_error (error);
  say (self, '=', "set", id, city);
}

static void
delete (Life *self, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  say (self, '>', "delete", id, "-");
  pilot_workspace_delete_async (self->client.workspace, PILOT_ENTITY_AGENCY, (const char *const[]){ id, NULL }, NULL, client_done_cb, &result);
  client_wait (&result);
  pilot_workspace_delete_finish (self->client.workspace, result, NULL, &error);
  g_assert_no_error (error);
  say (self, '=', "delete", id, "-");
}

/* While the run runs its records are held: only one that ends in this moment may let the edit through. */
static void
edit_candidate (Life *self, const PilotRecord *run)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  g_auto (PilotQuery) query = { 0 };
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *notes = make_text (self);
  g_autoptr (PilotRecord) now = NULL;
  g_autoptr (GError) error = NULL;
  const char *id;

  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  pilot_query_set_filter (&query, PILOT_CANDIDATE_STATUS, "NEW", FALSE);
  pilot_query_set_filter (&query, PILOT_CANDIDATE_DATASET, "legacy", FALSE);
  ids = pilot_store_list_ids (pilot_workspace_get_store (self->client.workspace), &query, NULL, NULL);
  if (ids == NULL || ids->len == 0 || g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_CHOICE), "chosen") == 0)
    return;
  id = g_ptr_array_index (ids, g_rand_int_range (self->random, 0, (gint32) ids->len));
  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_CANDIDATE_NOTES, notes);
  if (!save (self, record, &error))
    {
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
      return;
    }
  now = pilot_workspace_get_record (self->client.workspace, PILOT_ENTITY_RUN, self->run_id);
  g_assert_cmpstr (pilot_record_get_text (now, PILOT_RUN_STATE), !=, "running");
  say (self, '=', "late", id, "-");
}

static void
command (Life *self, const char *name)
{
  PilotCommand *order = pilot_command_new (name);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) values = NULL;

  pilot_command_set (order, "run_id", self->run_id);
  pilot_workspace_command_async (self->client.workspace, order, NULL, client_done_cb, &result);
  client_wait (&result);
  /* The portal may be gone, or the run may have ended: nothing is queued, and the next one may come through. */
  values = pilot_workspace_command_finish (self->client.workspace, result, NULL);
}

static void
read_run (Life *self, const PilotRecord *run)
{
  gint64 n_done = pilot_record_get_integer (run, PILOT_RUN_N_DONE);
  guint64 n_results;

  g_assert_cmpint (n_done, >=, self->n_done);
  self->n_done = n_done;
  g_assert_true (pilot_store_count_now (pilot_workspace_get_store (self->client.workspace), PILOT_ENTITY_RESULT, PILOT_RESULT_RUN_ID, self->run_id,
                                        &n_results, NULL));
}

static guint
count_waiting (Life *self)
{
  PilotStoreCounts counts = { 0 };

  pilot_store_get_counts (pilot_workspace_get_store (self->client.workspace), &counts, NULL);
  return counts.n_waiting;
}

static void
act (Life *self)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (self->client.workspace, PILOT_ENTITY_RUN, self->run_id);
  g_autofree char *own = choose_own (self);
  int dice = g_rand_int_range (self->random, 0, 20);

  if (run != NULL)
    read_run (self, run);
  if (run != NULL && pilot_record_get_integer (run, PILOT_RUN_PAUSED) != 0)
    command (self, "resume-run");
  else if (run != NULL && g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_STATE), "running") == 0 && dice == 0)
    command (self, "pause-run");
  else if (run != NULL && g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_STATE), "running") == 0 && dice == 1)
    edit_candidate (self, run);
  else if (count_waiting (self) >= MAX_WAITING || !pilot_workspace_may (self->client.workspace, PILOT_ACTION_CREATE, PILOT_ENTITY_AGENCY, NULL))
    return;
  else if (own == NULL || dice < 8)
    create (self);
  else if (dice < 17)
    edit (self, own);
  else
    delete (self, own);
}

static gboolean
act_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* FOLDER ADDRESS TOKEN RUN JOURNAL SEED */
int
main (int argc, char **argv)
{
  Life life = { 0 };

  g_assert_cmpint (argc, ==, 7);
  life.run_id = argv[4];
  life.journal = open (argv[5], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  life.random = g_rand_new_with_seed ((guint32) g_ascii_strtoull (argv[6], NULL, 10));
  g_assert_cmpint (life.journal, >=, 0);
  client_open (&life.client, argv[1], argv[2], argv[3]);
  for (;;)
    {
      gboolean due = FALSE;

      g_timeout_add (g_rand_int_range (life.random, 1, 15), act_cb, &due);
      while (!due)
        g_main_context_iteration (NULL, TRUE);
      act (&life);
    }
}
