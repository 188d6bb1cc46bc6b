/* pilot-store-plan.c: which rows of the outbox may be sent, and which wait for another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

/* What the rows seen so far keep from being sent. */
typedef struct
{
  GHashTable *records; /* (owned): "entity/id": records with a row that can't be sent now */
  GHashTable *missing; /* (owned): "entity/id": of these, records that don't exist over there yet */
  GArray *imports;     /* (owned): numbers of imports that can't be sent now */
} Failing;

typedef struct
{
  gint64 seq;
  PilotOperationKind kind;
  const PilotSchema *schema;
  char *entity_id; /* (owned) */
  PilotPendingState state;
  gint64 due_unix_usec;
} Entry;

static void
failing_clear (Failing *failing)
{
  g_hash_table_unref (failing->records);
  g_hash_table_unref (failing->missing);
  g_array_unref (failing->imports);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Failing, failing_clear)

static void
entry_clear (Entry *entry)
{
  g_free (entry->entity_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

static char *
make_key (const PilotSchema *schema, const char *id)
{
  return g_strconcat (schema->name, "/", id, NULL);
}

static gboolean
contains_import (const Failing *failing, gint64 seq)
{
  for (guint i = 0; i < failing->imports->len; i++)
    if (g_array_index (failing->imports, gint64, i) == seq)
      return TRUE;
  return FALSE;
}

/* Whether a record comes with an import that can't be sent now. */
static gboolean
check_import_of (PilotDatabase *database, const Failing *failing, const PilotSchema *schema, const char *id, gboolean *held,
                 GError **error)
{
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) record = NULL;
  gint64 pending;

  if (failing->imports->len == 0)
    return TRUE;
  if (!pilot_server_state_load (database, schema->entity, id, &state, error) ||
      !pilot_local_load (database, schema->entity, id, &record, &pending, error))
    return FALSE;
  if (contains_import (failing, state.import_seq) || contains_import (failing, pending))
    *held = TRUE;
  return TRUE;
}

/* Whether what a change refers to can't be there yet. */
static gboolean
check_references (PilotDatabase *database, const Failing *failing, const Entry *entry, gboolean *held, GError **error)
{
  g_autoptr (PilotOutboxRow) row = NULL;

  if (g_hash_table_size (failing->missing) == 0 && failing->imports->len == 0)
    return TRUE;
  if (!pilot_outbox_load (database, entry->seq, &row, error))
    return FALSE;
  for (guint i = PILOT_FIELD_FIRST; row != NULL && row->changes != NULL && i < entry->schema->n_fields && !*held; i++)
    {
      const PilotField *field = &entry->schema->fields[i];
      const char *id = field->type == PILOT_FIELD_REF ? pilot_record_get_text (row->changes, i) : NULL;
      g_autofree char *key = id != NULL ? make_key (pilot_schema_get (field->ref), id) : NULL;

      if (key == NULL)
        continue;
      if (g_hash_table_contains (failing->missing, key))
        *held = TRUE;
      else if (!check_import_of (database, failing, pilot_schema_get (field->ref), id, held, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether a row of an import refers to a record that can't be there yet. */
static gboolean
check_import (PilotDatabase *database, const Failing *failing, const Entry *entry, gboolean *held, GError **error)
{
  for (guint i = PILOT_FIELD_FIRST; i < entry->schema->n_fields && !*held; i++)
    {
      const PilotField *field = &entry->schema->fields[i];
      const PilotSchema *ref;
      GHashTableIter iter;
      const char *key;

      if (field->type != PILOT_FIELD_REF)
        continue;
      ref = pilot_schema_get (field->ref);
      g_hash_table_iter_init (&iter, failing->missing);
      while (!*held && g_hash_table_iter_next (&iter, (gpointer *) &key, NULL))
        {
          gsize length = strlen (ref->name);
          g_autofree char *sql = NULL;
          PilotStatement *statement;

          if (strncmp (key, ref->name, length) != 0 || key[length] != '/')
            continue;
          sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE \"%s\"=?1 AND pending=?2 LIMIT 1", entry->schema->name, field->name);
          statement = pilot_database_get_statement (database, sql, error);
          if (statement == NULL)
            return FALSE;
          pilot_statement_bind_text (statement, 1, key + length + 1);
          pilot_statement_bind_int64 (statement, 2, entry->seq);
          if (!pilot_statement_step (statement, held, error))
            return FALSE;
          pilot_statement_reset (statement);
        }
      for (guint n = 0; !*held && n < failing->imports->len; n++)
        {
          g_autofree char *sql =
            g_strdup_printf ("SELECT 1 FROM \"%s\" AS a JOIN \"%s\" AS b ON b.id=a.\"%s\" WHERE a.pending=?1 AND b.pending=?2 LIMIT 1",
                             entry->schema->name, ref->name, field->name);
          PilotStatement *statement = pilot_database_get_statement (database, sql, error);

          if (statement == NULL)
            return FALSE;
          pilot_statement_bind_int64 (statement, 1, entry->seq);
          pilot_statement_bind_int64 (statement, 2, g_array_index (failing->imports, gint64, n));
          if (!pilot_statement_step (statement, held, error))
            return FALSE;
          pilot_statement_reset (statement);
        }
    }
  return TRUE;
}

static void
add_failing (Failing *failing, const Entry *entry)
{
  if (entry->kind == PILOT_OPERATION_IMPORT)
    {
      g_array_append_val (failing->imports, entry->seq);
      return;
    }
  g_hash_table_add (failing->records, make_key (entry->schema, entry->entity_id));
  if (entry->kind == PILOT_OPERATION_CREATE)
    g_hash_table_add (failing->missing, make_key (entry->schema, entry->entity_id));
}

static gboolean
check_entry (PilotDatabase *database, const Failing *failing, const Entry *entry, gboolean whole, gboolean *held, GError **error)
{
  g_autofree char *key = NULL;

  *held = FALSE;
  if (entry->kind == PILOT_OPERATION_IMPORT)
    return whole || check_import (database, failing, entry, held, error);
  key = make_key (entry->schema, entry->entity_id);
  if (g_hash_table_contains (failing->records, key))
    {
      *held = TRUE;
      return TRUE;
    }
  return check_import_of (database, failing, entry->schema, entry->entity_id, held, error) &&
         (*held || check_references (database, failing, entry, held, error));
}

static gboolean
visit (PilotDatabase *database, Failing *failing, const Entry *entry, gint64 now_unix_usec, gboolean whole, PilotStorePlan *plan,
       GError **error)
{
  gboolean sendable = entry->state == PILOT_PENDING_WAITING || entry->state == PILOT_PENDING_SENDING;
  gboolean held;

  if (sendable)
    {
      if (!check_entry (database, failing, entry, whole, &held, error))
        return FALSE;
      if (held)
        g_hash_table_add (plan->held, g_memdup2 (&entry->seq, sizeof entry->seq));
      else if (entry->due_unix_usec > now_unix_usec)
        {
          if (plan->next_due_unix_usec == 0 || entry->due_unix_usec < plan->next_due_unix_usec)
            plan->next_due_unix_usec = entry->due_unix_usec;
        }
      else
        {
          if (plan->next_seq == 0)
            plan->next_seq = entry->seq;
          return TRUE;
        }
    }
  add_failing (failing, entry);
  return TRUE;
}

void
pilot_store_plan_clear (PilotStorePlan *self)
{
  g_clear_pointer (&self->held, g_hash_table_unref);
}

gboolean
pilot_store_plan (PilotDatabase *database, gint64 now_unix_usec, gboolean whole, PilotStorePlan *plan, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    database, "SELECT seq,kind,entity,entity_id,state,due_unix_usec FROM outbox ORDER BY seq", error);
  g_auto (Failing) failing = { .records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                               .missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                               .imports = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  gboolean row;

  *plan = (PilotStorePlan){ .held = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) };
  if (statement == NULL)
    return FALSE;
  while (pilot_statement_step (statement, &row, error))
    {
      g_auto (Entry) entry = { 0 };

      if (!row)
        return TRUE;
      entry.seq = pilot_statement_get_int64 (statement, 0);
      entry.kind = (PilotOperationKind) pilot_statement_get_int64 (statement, 1);
      entry.schema = pilot_schema_from_name (pilot_statement_get_text (statement, 2));
      entry.entity_id = pilot_statement_dup_text (statement, 3);
      entry.state = (PilotPendingState) pilot_statement_get_int64 (statement, 4);
      entry.due_unix_usec = pilot_statement_get_int64 (statement, 5);
      if (entry.schema == NULL)
        continue;
      if (!visit (database, &failing, &entry, now_unix_usec, whole, plan, error))
        break;
      if (!whole && plan->next_seq != 0)
        {
          pilot_statement_reset (statement);
          return TRUE;
        }
    }
  pilot_statement_reset (statement);
  return FALSE;
}
