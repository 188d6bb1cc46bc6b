/* pilot-store-plan.c: which rows of the outbox may be sent, and which wait for another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

#include "pilot-hold.h"
#include "pilot-outbox-parts.h"
#include "pilot-store-hold.h"

/* What the rows seen so far keep from being sent. */
typedef struct
{
  GHashTable *records; /* (owned): "entity/id": records with a row that can't be sent now */
  GHashTable *missing; /* (owned): "entity/id": of these, records that don't exist over there yet */
  GArray *imports;     /* (owned): numbers of imports that can't be sent now */
  gboolean only_stuck; /* of later rows only those that a person must look after count */
  gboolean look_ahead; /* rows behind may hold up one before them */
  PilotStoreHold hold; /* (owned): loaded with the first row that it may concern */
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
  pilot_store_hold_clear (&failing->hold);
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

static gboolean
is_stuck (PilotPendingState state)
{
  return state == PILOT_PENDING_BLOCKED || state == PILOT_PENDING_CONFLICT;
}

/* Whether the row @seq is an import behind this one. */
static gboolean
is_later_import (PilotDatabase *database, const Failing *failing, const Entry *entry, gint64 seq, gboolean *later, GError **error)
{
  g_autoptr (PilotOutboxRow) row = NULL;

  if (seq <= entry->seq)
    return TRUE;
  if (!pilot_outbox_load (database, seq, &row, error))
    return FALSE;
  *later = row != NULL && row->kind == PILOT_OPERATION_IMPORT && (!failing->only_stuck || is_stuck (row->state));
  return TRUE;
}

/*
 * Whether a record is made by a row behind this one: an edit joins what waits for its record, and may refer to what was
 * made since. No two rows wait for each other: what is referred to is of another kind, which doesn't refer back.
 */
static gboolean
is_made_later (PilotDatabase *database, const Failing *failing, const Entry *entry, const PilotSchema *schema, const char *id,
               gboolean *later, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (PilotRecord) record = NULL;
  g_auto (PilotServerState) state = { 0 };
  gint64 pending;

  if (!failing->look_ahead)
    return TRUE;
  rows = pilot_outbox_load_record (database, schema->entity, id, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const PilotOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->seq > entry->seq && row->kind == PILOT_OPERATION_CREATE && (!failing->only_stuck || is_stuck (row->state)))
        *later = TRUE;
    }
  if (*later)
    return TRUE;
  if (!pilot_server_state_load (database, schema->entity, id, &state, error) ||
      !pilot_local_load (database, schema->entity, id, &record, &pending, error))
    return FALSE;
  /* An import may change a record that is there already: that holds up nobody. */
  if (state.known ? state.record != NULL : record == NULL || pilot_record_get_integer (record, PILOT_FIELD_REVISION) != 0)
    return TRUE;
  return is_later_import (database, failing, entry, state.import_seq != 0 ? state.import_seq : pending, later, error);
}

/* Whether a row takes a reference to @id away from its record. */
static gboolean
takes_reference_away (const PilotOutboxRow *row, const PilotSchema *schema, PilotEntity ref, const char *id)
{
  if (row->base == NULL || row->theirs_deleted)
    return FALSE;
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (schema->fields[i].type == PILOT_FIELD_REF && schema->fields[i].ref == ref &&
        g_strcmp0 (pilot_record_get_text (row->base, i), id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_takers (PilotDatabase *database, const Failing *failing, const Entry *entry, const PilotSchema *schema, gboolean *held,
              GError **error)
{
  g_autoptr (PilotStatement) statement =
    pilot_statement_new (database, "SELECT seq FROM outbox WHERE entity=?1 AND kind IN (?2,?3) ORDER BY seq", error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, schema->name, -1);
  pilot_statement_bind_int64 (statement, 2, PILOT_OPERATION_UPDATE);
  pilot_statement_bind_int64 (statement, 3, PILOT_OPERATION_DELETE);
  while (!*held)
    {
      g_autoptr (PilotOutboxRow) row = NULL;

      if (!pilot_statement_step (statement, &found, error))
        return FALSE;
      if (!found)
        break;
      if (!pilot_outbox_load (database, pilot_statement_get_int64 (statement, 0), &row, error))
        return FALSE;
      *held = row != NULL && (!failing->only_stuck || is_stuck (row->state)) &&
              takes_reference_away (row, schema, entry->schema->entity, entry->entity_id);
    }
  return TRUE;
}

/* What refers to a record that is deleted goes first, wherever it stands: a deletion joins what waits for its record. */
static gboolean
check_referrers (PilotDatabase *database, const Failing *failing, const Entry *entry, gboolean *held, GError **error)
{
  for (guint entity = 0; failing->look_ahead && entity < PILOT_N_ENTITIES && !*held; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);
      gboolean refers = FALSE;

      for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
        refers |= schema->fields[i].type == PILOT_FIELD_REF && schema->fields[i].ref == entry->schema->entity;
      if (refers && schema != entry->schema && !check_takers (database, failing, entry, schema, held, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_references (const PilotSchema *schema)
{
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (schema->fields[i].type == PILOT_FIELD_REF)
      return TRUE;
  return FALSE;
}

/* Whether what a change refers to can't be there yet. */
static gboolean
check_references (PilotDatabase *database, const Failing *failing, const Entry *entry, gboolean *held, GError **error)
{
  g_autoptr (PilotOutboxRow) row = NULL;

  if (!has_references (entry->schema))
    return TRUE;
  if (g_hash_table_size (failing->missing) == 0 && failing->imports->len == 0 && !failing->look_ahead)
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
      else if (!check_import_of (database, failing, pilot_schema_get (field->ref), id, held, error) ||
               (!*held && !is_made_later (database, failing, entry, pilot_schema_get (field->ref), id, held, error)))
        return FALSE;
    }
  return TRUE;
}

/* Whether a row of an import refers to a record that a row behind it makes. */
static gboolean
check_import_ahead (PilotDatabase *database, const Entry *entry, const PilotField *field, gboolean *held, GError **error)
{
  const PilotSchema *ref = pilot_schema_get (field->ref);
  g_autofree char *created = g_strdup_printf (
    "SELECT 1 FROM \"%s\" AS a JOIN outbox AS o ON o.entity_id=a.\"%s\" WHERE a.pending=?3 AND o.kind=?1 AND o.entity=?2"
    " AND o.seq>?3 AND EXISTS (SELECT 1 FROM outbox WHERE kind=?1 AND entity=?2 AND seq>?3) LIMIT 1",
    entry->schema->name, field->name);
  g_autofree char *imported = g_strdup_printf (
    "SELECT 1 FROM \"%s\" AS a JOIN \"%s\" AS b ON b.id=a.\"%s\" AND b.revision=0 JOIN outbox AS o ON o.seq=b.pending"
    " WHERE a.pending=?3 AND o.kind=?1 AND o.seq>?3 AND EXISTS (SELECT 1 FROM outbox WHERE kind=?1 AND entity=?2 AND seq>?3)"
    " LIMIT 1",
    entry->schema->name, ref->name, field->name);
  const struct
  {
    const char *sql;
    PilotOperationKind kind;
  } makers[] = { { created, PILOT_OPERATION_CREATE }, { imported, PILOT_OPERATION_IMPORT } };

  for (guint i = 0; i < G_N_ELEMENTS (makers) && !*held; i++)
    {
      PilotStatement *statement = pilot_database_get_statement (database, makers[i].sql, error);

      if (statement == NULL)
        return FALSE;
      pilot_statement_bind_int64 (statement, 1, makers[i].kind);
      pilot_statement_bind_static (statement, 2, ref->name, -1);
      pilot_statement_bind_int64 (statement, 3, entry->seq);
      if (!pilot_statement_step (statement, held, error))
        return FALSE;
      pilot_statement_reset (statement);
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
      if (!check_import_ahead (database, entry, field, held, error))
        return FALSE;
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
  if (!check_import_of (database, failing, entry->schema, entry->entity_id, held, error))
    return FALSE;
  if (*held)
    return TRUE;
  if (entry->kind != PILOT_OPERATION_DELETE)
    return check_references (database, failing, entry, held, error);
  /* What was on its way already may have been carried out. */
  if (entry->state == PILOT_PENDING_SENDING)
    return TRUE;
  return (whole || pilot_outbox_parts_sent (database, entry->schema->entity, held, error)) &&
         (*held || check_referrers (database, failing, entry, held, error));
}

/* Whether a migration run moves the record just now, and the change would be lost. */
static gboolean
check_hold (PilotDatabase *database, Failing *failing, const Entry *entry, gint64 now_unix_usec, PilotStorePlan *plan, gboolean *held,
            GError **error)
{
  const PilotRecord *run = NULL;

  *held = FALSE;
  if (!pilot_hold_concerns (entry->schema->entity))
    return TRUE;
  if (failing->hold.runs == NULL && !pilot_store_hold_load (database, now_unix_usec, &failing->hold, error))
    return FALSE;
  if (failing->hold.runs->len == 0)
    return TRUE;
  if (!pilot_store_hold_judge (database, &failing->hold, entry->seq, &run, error))
    return FALSE;
  *held = run != NULL;
  if (run != NULL)
    g_hash_table_insert (plan->for_run, g_memdup2 (&entry->seq, sizeof entry->seq), pilot_hold_dup_reason (run));
  return TRUE;
}

static gboolean
visit (PilotDatabase *database, Failing *failing, const Entry *entry, gint64 now_unix_usec, gboolean whole, PilotStorePlan *plan,
       GError **error)
{
  gboolean sendable = entry->state == PILOT_PENDING_WAITING || entry->state == PILOT_PENDING_SENDING;
  gboolean held;

  if (sendable)
    {
      if (!check_hold (database, failing, entry, now_unix_usec, plan, &held, error) ||
          (!held && !check_entry (database, failing, entry, whole, &held, error)))
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
  g_clear_pointer (&self->for_run, g_hash_table_unref);
}

gboolean
pilot_store_plan (PilotDatabase *database, gint64 now_unix_usec, gboolean whole, PilotStorePlan *plan, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    database, "SELECT seq,kind,entity,entity_id,state,due_unix_usec FROM outbox ORDER BY seq", error);
  g_auto (Failing) failing = { .records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                               .missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                               .imports = g_array_new (FALSE, FALSE, sizeof (gint64)),
                               .only_stuck = whole,
                               .look_ahead = TRUE };
  g_autofree char *count_stuck = g_strdup_printf ("SELECT count(*) FROM outbox WHERE state IN (%d,%d)", PILOT_PENDING_BLOCKED,
                                                  PILOT_PENDING_CONFLICT);
  gint64 n_stuck = 1;
  gboolean row;

  *plan = (PilotStorePlan){ .held = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                             .for_run = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free) };
  if (statement == NULL || (whole && !pilot_database_query_int64 (database, count_stuck, 0, &n_stuck, error)))
    return FALSE;
  failing.look_ahead = n_stuck > 0;
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
