/* pilot-store-hold.c: changes that wait until a migration run has ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-hold.h"

#include "pilot-downtime.h"
#include "pilot-entities.h"
#include "pilot-entity-table.h"
#include "pilot-hold.h"
#include "pilot-run-rules.h"
#include "pilot-store-private.h"
#include "pilot-store-sync.h"

typedef struct
{
  PilotDatabase *database;
  GError *error; /* (owned) (nullable) */
} Choices;

/* (transfer full): "WHERE state IN ('running','scheduled')" of the states, one bit for each. */
static char *
make_state_sql (guint states)
{
  GString *sql = g_string_new ("WHERE state IN (");

  for (guint state = 0, n = 0; state < PILOT_N_RUN_STATES; state++)
    if ((states & (1u << state)) != 0)
      g_string_append_printf (sql, "%s'%s'", n++ > 0 ? "," : "", pilot_run_state_to_name (state));
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static gboolean
load_today (PilotDatabase *database, gint64 now_unix_usec, GDate *today, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT time_zone FROM company LIMIT 1", error);
  gboolean row;

  if (statement == NULL || !pilot_statement_step (statement, &row, error))
    return FALSE;
  pilot_downtime_today (now_unix_usec, row ? pilot_statement_get_text (statement, 0) : NULL, today);
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
chosen_cb (const char *agency_id, gpointer user_data)
{
  Choices *choices = user_data;
  PilotStatement *statement =
    pilot_database_get_statement (choices->database, "SELECT 1 FROM scope_choice WHERE agency_id=?1 LIMIT 1", &choices->error);
  gboolean row = FALSE;

  if (statement == NULL || choices->error != NULL)
    return TRUE;
  pilot_statement_bind_text (statement, 1, agency_id);
  if (pilot_statement_step (statement, &row, &choices->error))
    pilot_statement_reset (statement);
  return row;
}

/* An import waits as a whole: where some of its rows go along, nobody could tell which. */
static gboolean
has_legacy_rows (PilotDatabase *database, const PilotOutboxRow *row, gboolean *legacy, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (row->entity);
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE pending=?1%s LIMIT 1", schema->name,
                                          pilot_schema_find_field (schema, "dataset") >= 0 ? " AND dataset='legacy'" : "");
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, row->seq);
  if (!pilot_statement_step (statement, legacy, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
judge_record (PilotDatabase *database, const PilotStoreHold *self, const PilotOutboxRow *row, const PilotRecord **run, GError **error)
{
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) local = NULL;
  Choices choices = { database, NULL };
  const PilotRecord *before;

  if (!pilot_server_state_load (database, row->entity, row->entity_id, &state, error) ||
      !pilot_local_load (database, row->entity, row->entity_id, &local, NULL, error))
    return FALSE;
  before = state.record != NULL ? state.record : row->kind == PILOT_OPERATION_CREATE ? NULL : local;
  if (before == NULL && row->changes == NULL)
    return TRUE;
  for (guint i = 0; i < self->runs->len && *run == NULL; i++)
    if (pilot_hold_judge (g_ptr_array_index (self->runs, i), before, row->changes, chosen_cb, &choices) == PILOT_HOLD_RUN)
      *run = g_ptr_array_index (self->runs, i);
  if (choices.error == NULL)
    return TRUE;
  g_propagate_error (error, choices.error);
  return FALSE;
}

void
pilot_store_hold_clear (PilotStoreHold *self)
{
  g_clear_pointer (&self->runs, g_ptr_array_unref);
}

gboolean
pilot_store_hold_load (PilotDatabase *database, gint64 now_unix_usec, PilotStoreHold *self, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_RUN);
  g_autofree char *where = make_state_sql (1u << PILOT_RUN_RUNNING | 1u << PILOT_RUN_SCHEDULED);
  g_autofree char *sql = pilot_entity_table_select_sql (schema, where, FALSE);
  PilotStatement *statement;
  GDate today;
  gboolean row;

  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  if (!load_today (database, now_unix_usec, &today, error))
    return FALSE;
  statement = pilot_database_get_statement (database, sql, error);
  if (statement == NULL)
    return FALSE;
  while (pilot_statement_step (statement, &row, error))
    {
      g_autoptr (PilotRecord) run = NULL;

      if (!row)
        return TRUE;
      run = pilot_entity_table_read (statement, schema);
      if (pilot_hold_run_holds (run, &today))
        g_ptr_array_add (self->runs, g_steal_pointer (&run));
    }
  return FALSE;
}

gboolean
pilot_store_hold_judge (PilotDatabase *database, const PilotStoreHold *self, gint64 seq, const PilotRecord **run, GError **error)
{
  g_autoptr (PilotOutboxRow) row = NULL;
  gboolean legacy = FALSE;

  *run = NULL;
  if (!pilot_outbox_load (database, seq, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  if (row->kind != PILOT_OPERATION_IMPORT)
    return judge_record (database, self, row, run, error);
  if (!has_legacy_rows (database, row, &legacy, error))
    return FALSE;
  if (legacy)
    *run = g_ptr_array_index (self->runs, 0);
  return TRUE;
}

static gboolean
has_concerned_rows (PilotDatabase *database, gboolean *has, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT DISTINCT entity FROM outbox WHERE state IN (?1,?2)", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, PILOT_PENDING_WAITING);
  pilot_statement_bind_int64 (statement, 2, PILOT_PENDING_SENDING);
  while (pilot_statement_step (statement, &row, error))
    {
      const PilotSchema *schema = row ? pilot_schema_from_name (pilot_statement_get_text (statement, 0)) : NULL;

      if (!row)
        return TRUE;
      *has |= schema != NULL && pilot_hold_concerns (schema->entity);
    }
  return FALSE;
}

static gboolean
knows_ordered_run (PilotDatabase *database, gboolean *knows, GError **error)
{
  g_autofree char *where = make_state_sql (1u << PILOT_RUN_REQUESTED | 1u << PILOT_RUN_ACCEPTED | 1u << PILOT_RUN_SCHEDULED |
                                           1u << PILOT_RUN_RUNNING);
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM run %s LIMIT 1", where);
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);

  if (statement == NULL || !pilot_statement_step (statement, knows, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_store_must_look_first (PilotStore *self, gboolean in_step, gboolean *must, GError **error)
{
  PilotDatabase *reader = pilot_store_lock_reader (self, error);
  gboolean has = FALSE;
  gboolean ordered = FALSE;
  gboolean read;

  *must = FALSE;
  if (reader == NULL)
    return FALSE;
  read = has_concerned_rows (reader, &has, error) && (!has || !in_step || knows_ordered_run (reader, &ordered, error));
  pilot_store_unlock_reader (self);
  *must = has && (!in_step || ordered);
  return read;
}
