/* bench-sync.c: the first sync of a million candidates, and what follows, against the sqlite3 shell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "measure.h"
#include "pilot-portal-connection.h"
#include "pilot-statement.h"
#include "pilot-sync-coordinator.h"
#include "pilot-sync-service.h"
#include "portal-process.h"

#include <locale.h>
#include <string.h>

#define N_CHANGED 10000
#define BULK_ROWS 5000

typedef struct
{
  PilotConnection *connection;
  PilotStore *store;
  gboolean done;
  double secs;
  GError *error; /* (owned) (nullable) */
} Round;

static void
check (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

static char *
get (PilotHttpClient *client, const char *path)
{
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) error = NULL;
  PilotHttpRequest request = { .method = "GET", .path = path, .pace = PILOT_HTTP_PACE_PATIENT };
  gsize length;
  const char *bytes;

  check (pilot_http_client_send (client, &request, &response, NULL, &error), error);
  bytes = g_bytes_get_data (response.body, &length);
  return g_strndup (bytes, length);
}

/* The value of a top-level text member that stands near the beginning or the end of a page. */
static char *
find_member (const char *json, const char *member)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":\"", member);
  const char *at = g_strrstr (json, key);
  const char *end;

  if (at == NULL)
    return NULL;
  at += strlen (key);
  end = strchr (at, '"');
  return end != NULL ? g_strndup (at, end - at) : NULL;
}

/* Which entities a page holds: one bit for each. */
static guint
find_entities (const char *page)
{
  guint mask = 0;

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      g_autofree char *member = g_strdup_printf ("\"entity\":\"%s\"", pilot_schema_get (entity)->name);

      if (strstr (page, member) != NULL)
        mask |= 1u << entity;
    }
  return mask;
}

/* Saves the snapshot as it comes, a file for each page. Returns: (element-type guint): the entities of each */
static GArray *
save_pages (PortalProcess *portal, const char *dir)
{
  GArray *masks = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (PilotHttpClient) client = portal_process_new_client (portal);
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
      g_autofree char *path = g_strdup_printf ("/v1/snapshot?limit=%d%s%s", PILOT_PORTAL_PAGE_ROWS, escaped != NULL ? "&cursor=" : "",
                                               escaped != NULL ? escaped : "");
      g_autofree char *page = get (client, path);
      g_autofree char *name = g_strdup_printf ("%s/page-%05u.json", dir, masks->len);
      guint mask = find_entities (page);
      g_autoptr (GError) error = NULL;

      check (g_file_set_contents (name, page, -1, &error), error);
      g_free (cursor);
      cursor = find_member (page, "next");
      g_array_append_val (masks, mask);
    }
  while (cursor != NULL);
  return masks;
}

/* The same columns and the same indexes; the shell has no sort keys, the name stands in for its own. */
static char *
make_shell_script (const char *dir, GArray *pages)
{
  GString *sql = g_string_new ("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; BEGIN;\n");

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);

      g_string_append_printf (sql, "CREATE TABLE \"%s\" (row INTEGER PRIMARY KEY", schema->name);
      for (guint i = 0; i < schema->n_fields; i++)
        g_string_append_printf (sql, ",\"%s\"", schema->fields[i].name);
      g_string_append (sql, ",pending INTEGER NOT NULL DEFAULT 0,sort_key);\n");
    }
  for (guint page = 0; page < pages->len; page++)
    for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
      {
        const PilotSchema *schema = pilot_schema_get (entity);
        guint mask = g_array_index (pages, guint, page);

        if ((mask & (1u << entity)) == 0)
          continue;
        g_string_append_printf (sql, "INSERT INTO \"%s\" SELECT NULL", schema->name);
        for (guint i = 0; i < schema->n_fields; i++)
          g_string_append_printf (sql, ",json_extract(value,'$.%s')", schema->fields[i].json);
        g_string_append_printf (sql, ",0,json_extract(value,'$.%s') FROM json_each(readfile('%s/page-%05u.json'),'$.items')",
                                schema->fields[schema->title_field].json, dir, page);
        if (mask != 1u << entity)
          g_string_append_printf (sql, " WHERE json_extract(value,'$.entity')='%s'", schema->name);
        g_string_append (sql, ";\n");
      }
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);

      g_string_append_printf (sql, "CREATE UNIQUE INDEX %s_id ON \"%s\" (id);\n", schema->name, schema->name);
      for (guint i = PILOT_FIELD_UPDATED_AT; i < schema->n_fields; i++)
        if (i == PILOT_FIELD_UPDATED_AT || (schema->fields[i].flags & PILOT_FIELD_SORTED) != 0)
          g_string_append_printf (sql, "CREATE INDEX %s_%s ON \"%s\" (%s);\n", schema->name, schema->fields[i].name, schema->name,
                                  schema->fields[i].type == PILOT_FIELD_TEXT ? "sort_key" : schema->fields[i].name);
    }
  g_string_append (sql, "COMMIT;\n");
  return g_string_free (sql, FALSE);
}

static double
bench_shell (const char *dir, GArray *pages)
{
  g_autofree char *database = g_build_filename (dir, "shell.db", NULL);
  g_autofree char *script = make_shell_script (dir, pages);
  const char *argv[] = { "sqlite3", "-bail", database, NULL };

  return measure_run (argv, script);
}

static gpointer
round_thread (gpointer user_data)
{
  Round *round = user_data;
  g_autoptr (PilotSyncCoordinator) coordinator = pilot_sync_coordinator_new (round->connection, round->store);
  double start = measure_now ();

  pilot_sync_run (coordinator, NULL, &round->error);
  round->secs = measure_now () - start;
  g_atomic_int_set (&round->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* A round of sync on a thread, as the service runs it, while the main loop turns. */
static double
run_round (PilotConnection *connection, PilotStore *store)
{
  Round round = { .connection = connection, .store = store };
  GThread *thread = g_thread_new ("bench-sync", round_thread, &round);

  while (!g_atomic_int_get (&round.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  check (round.error == NULL, round.error);
  return round.secs;
}

static gint64
query_number (PilotStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) db = pilot_store_open_reader (store, &error);
  gint64 number = 0;

  check (db != NULL && pilot_database_query_int64 (db, sql, 0, &number, &error), error);
  return number;
}

static double
wait_for_search (PilotStore *store)
{
  double start = measure_now ();

  while (query_number (store, "SELECT count(*) FROM search_progress WHERE through < 9223372036854775807") > 0)
    {
      gint64 until = g_get_monotonic_time () + 20 * G_TIME_SPAN_MILLISECOND;

      while (g_get_monotonic_time () < until)
        g_main_context_iteration (NULL, FALSE), g_usleep (1000);
    }
  return measure_now () - start;
}

/* Gives @n candidates of the portal another status, in bulk. */
static void
change_many (PortalProcess *portal, PilotStore *store, guint n)
{
  g_autoptr (PilotHttpClient) client = portal_process_new_client (portal);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) db = pilot_store_open_reader (store, &error);
  g_autoptr (PilotStatement) statement = NULL;
  gint64 n_all = query_number (store, "SELECT count(*) FROM candidate");
  g_autoptr (GString) json = g_string_new (NULL);
  gboolean row;

  check (db != NULL, error);
  statement = pilot_statement_new (db, "SELECT id, revision FROM candidate WHERE row % ?1 = 0 AND status <> 'WITHDRAWN' LIMIT ?2", &error);
  check (statement != NULL, error);
  pilot_statement_bind_int64 (statement, 1, MAX (1, n_all / n / 2));
  pilot_statement_bind_int64 (statement, 2, n);
  for (guint i = 0;; i++)
    {
      check (pilot_statement_step (statement, &row, &error), error);
      if (json->len > 0 && (!row || i % BULK_ROWS == 0))
        {
          g_auto (PilotHttpResponse) response = { 0 };
          g_autofree char *key = g_uuid_string_random ();
          PilotHttpRequest request = { .method = "POST",
                                       .path = "/v1/candidates/bulk",
                                       .idempotency_key = key,
                                       .json_length_bytes = -1,
                                       .pace = PILOT_HTTP_PACE_PATIENT };

          g_string_append (json, "]}");
          request.json = json->str;
          check (pilot_http_client_send (client, &request, &response, NULL, &error), error);
          g_string_truncate (json, 0);
        }
      if (!row)
        return;
      g_string_append_printf (json, "%s{\"id\":\"%s\",\"revision\":%" G_GINT64_FORMAT ",\"status\":\"WITHDRAWN\",\"subStatus\":null}",
                              json->len > 0 ? "," : "{\"items\":[", pilot_statement_get_text (statement, 0),
                              pilot_statement_get_int64 (statement, 1));
    }
}

typedef struct
{
  PilotStore *store;
  char *id;
  gboolean seen;
} Watch;

static void
store_changed_cb (PilotStore *store, guint entity_mask, Watch *watch)
{
  g_autoptr (PilotRecord) record = pilot_store_get_record (store, PILOT_ENTITY_CANDIDATE, watch->id, NULL, NULL);

  watch->seen = record != NULL && g_strcmp0 (pilot_record_get_text (record, PILOT_CANDIDATE_NOTES), "seen by the other") == 0;
}

/* From another client's edit to this cache, with the service watching. */
static double
bench_one_change (PortalProcess *portal, PilotConnection *connection, PilotStore *store)
{
  g_autoptr (PilotHttpClient) client = portal_process_new_client (portal);
  g_autoptr (PilotConnection) other = pilot_portal_connection_new_for_client (client);
  g_autoptr (PilotSyncService) service = pilot_sync_service_new (connection, store);
  g_autoptr (PilotOperation) operation = pilot_operation_new (PILOT_OPERATION_UPDATE, PILOT_ENTITY_CANDIDATE);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) db = pilot_store_open_reader (store, &error);
  g_auto (PilotPushResult) result = { 0 };
  Watch watch = { store, NULL, FALSE };
  double start;
  double deadline;

  check (db != NULL && pilot_database_query_text (db, "SELECT id FROM candidate WHERE row = 77", &watch.id, &error), error);
  operation->id = g_uuid_string_random ();
  operation->entity_id = g_strdup (watch.id);
  operation->base_revision = query_number (store, "SELECT revision FROM candidate WHERE row = 77");
  operation->record = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  pilot_record_set_text (operation->record, PILOT_FIELD_ID, watch.id);
  pilot_record_set_text (operation->record, PILOT_CANDIDATE_NOTES, "seen by the other");
  pilot_sync_service_start (service);
  for (deadline = measure_now () + 3; measure_now () < deadline;)
    g_main_context_iteration (NULL, FALSE), g_usleep (1000);
  g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), &watch);
  start = measure_now ();
  check (pilot_connection_push (other, operation, &result, NULL, &error), error);
  while (!watch.seen && measure_now () < start + 20)
    g_main_context_iteration (NULL, FALSE), g_usleep (500);
  start = measure_now () - start;
  g_signal_handlers_disconnect_by_data (store, &watch);
  pilot_sync_service_stop (service);
  g_free (watch.id);
  return start;
}

int
main (int argc, char **argv)
{
  g_autofree char *shell_program = g_find_program_in_path ("sqlite3");
  guint n_rows = measure_get_rows (argc, argv, 1000000);
  g_autofree char *dir = measure_make_dir ();
  g_autofree char *portal_dir = g_build_filename (dir, "portal", NULL);
  g_autofree char *path = g_build_filename (dir, "bench.cache", NULL);
  PortalProcess *portal;
  g_autoptr (PilotHttpClient) client = NULL;
  g_autoptr (PilotConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotStore) store = NULL;
  g_autoptr (GArray) pages = NULL;
  double shell;
  double first;
  double search;
  double before;
  double loop;
  double work;

  setlocale (LC_ALL, "");
  if (shell_program == NULL)
    {
      measure_say ("skipped: no sqlite3 to compare with");
      return 77;
    }
  portal = portal_process_start (portal_dir, n_rows);
  client = portal_process_new_client (portal);
  connection = pilot_portal_connection_new_for_client (client);
  measure_say ("The first sync of %u candidates from a portal on this machine (seeded in %.1f s)", n_rows, portal_process_get_seed_secs (portal));
  first = measure_now ();
  pages = save_pages (portal, dir);
  measure_say ("  %u pages fetched and saved in %.2f s", pages->len, measure_now () - first);
  shell = bench_shell (dir, pages);
  g_assert_cmpfloat (shell, >, 0); /* a comparison that failed is none */
  measure_say ("  sqlite3 shell, the saved pages through json_each: %.2f s (%.2f s of work), %.0f records/s", shell,
               measure_children_processor_secs (), n_rows / shell);

  store = pilot_store_open (path, NULL, NULL, &error);
  check (store != NULL, error);
  before = measure_resident_mb (0, FALSE);
  measure_reset_peak ();
  measure_main_loop_start ();
  work = measure_processor_secs ();
  first = run_round (connection, store);
  loop = measure_main_loop_stop ();
  measure_say ("  first sync, stored and indexed: %.2f s (%.2f s of work here), %.0f records/s", first, measure_processor_secs () - work,
               n_rows / first);
  measure_goal_at_least ("first sync against the sqlite3 shell with the saved pages", shell / first, 2, "times");
  measure_goal_at_most ("memory growth during the first sync", measure_resident_mb (0, TRUE) - before, 30, "MB");
  measure_goal_at_most ("main loop during the first sync, longest block", loop, 50, "ms");
  g_assert_cmpint (query_number (store, "SELECT count(*) FROM candidate"), ==, n_rows);
  measure_main_loop_start ();
  search = wait_for_search (store);
  measure_say ("  full-text index afterwards: %.2f s, %.0f records/s", search, n_rows / search);
  measure_goal_at_most ("main loop during the full-text index, longest block", measure_main_loop_stop (), 50, "ms");

  change_many (portal, store, MIN (N_CHANGED, n_rows / 10));
  work = measure_processor_secs ();
  first = run_round (connection, store);
  measure_say ("  10,000 changed: %.2f s of work here", measure_processor_secs () - work);
  g_assert_cmpint (query_number (store, "SELECT count(*) FROM candidate WHERE status='WITHDRAWN'"), >=, MIN (N_CHANGED, n_rows / 10));
  measure_goal_at_most ("10,000 changed records pulled", first, 1, "s");
  measure_goal_at_most ("one changed record seen by a second client", bench_one_change (portal, connection, store), 1, "s");

  pilot_store_close (store);
  portal_process_stop (portal);
  return measure_finish ();
}
