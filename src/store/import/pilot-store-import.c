/* pilot-store-import.c: many records as one operation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

#include <glib/gi18n-lib.h>

#include "pilot-entity-table.h"
#include "pilot-id-filter.h"
#include "pilot-record-blob.h"
#include "pilot-search.h"

/* From so many rows on, and half as many as the table has, indexes are made after the load. */
#define MANY_ROWS 20000

/* Of records that are at hand: so many are handed to the writer at once. */
#define ROWS_A_BATCH 1000

/*
 * Without its indexes a table takes rows ten times as fast, but no record is found in it. So a filter tells which ids may
 * be there, of the table or of the import so far: those few wait in a table of their own until the index on id is made
 * again, and take their turn then. All others are new.
 */
#define DEFERRED_SQL "CREATE TEMP TABLE IF NOT EXISTS import_deferred (n INTEGER PRIMARY KEY, record BLOB); DELETE FROM import_deferred"

/*
 * The transaction stays open on the writer's thread between the calls, so one function occupies the writer from begin
 * to end and takes its orders through this. Both sides hold the lock only to hand over.
 */
typedef enum {
  ORDER_NONE,
  ORDER_ADD,
  ORDER_COMMIT,
  ORDER_ABORT,
} Order;

struct _PilotStoreImport
{
  PilotStore *store; /* (owned) */
  const PilotSchema *schema;
  char *source_name; /* (owned) (nullable) */
  guint64 expected_rows;

  GMutex lock;
  GCond changed;
  gint n_users; /* under the lock: the caller and the writer */

  Order order;                /* under the lock */
  const PilotBatch *batch;    /* of the order */
  GCancellable *cancellable;  /* of the order */
  gboolean ready;             /* under the lock: begun, or failed to */
  gboolean answered;          /* under the lock: the order was carried out */
  gboolean ok;
  GError *error; /* (owned) (nullable) */

  /* The writer's own. */
  gint64 seq;
  gint64 next_n;
  PilotIdFilter *known;       /* (owned) (nullable): without indexes: the ids that may be in the table */
  guint64 n_deferred;
  PilotStatement *defer;      /* (owned) (nullable) */
  GHashTable *queued;         /* (owned): ids of the records with rows of their own in the outbox */
  PilotStatement *insert;     /* (owned) */
  PilotStatement *insert_row; /* (owned) */
  PilotStoreImportResult result;
};

static void
import_unref (PilotStoreImport *self)
{
  gboolean last;

  g_mutex_lock (&self->lock);
  last = --self->n_users == 0;
  g_mutex_unlock (&self->lock);
  if (!last)
    return;
  g_object_unref (self->store);
  g_free (self->source_name);
  g_clear_error (&self->error);
  g_clear_pointer (&self->queued, g_hash_table_unref);
  g_clear_pointer (&self->known, pilot_id_filter_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* Takes the indexes away, after it has noted which ids there are. */
static gboolean
begin_without_indexes (PilotDatabase *database, PilotStoreImport *self, guint64 n_before, GError **error)
{
  const char *name = self->schema->name;
  g_autofree char *ids_sql = g_strdup_printf ("SELECT id FROM \"%s\"", name);
  g_autoptr (PilotStatement) ids = pilot_statement_new (database, ids_sql, error);
  gboolean row = TRUE;

  if (ids == NULL)
    return FALSE;
  self->known = pilot_id_filter_new (n_before + self->expected_rows);
  while (row)
    {
      if (!pilot_statement_step (ids, &row, error))
        return FALSE;
      if (row && !pilot_statement_is_null (ids, 0))
        pilot_id_filter_add (self->known, pilot_statement_get_text (ids, 0));
    }
  if (!pilot_entity_table_drop_indexes (database, name, FALSE, error) || !pilot_search_defer (database, self->schema, error) ||
      !pilot_database_exec (database, DEFERRED_SQL, error))
    return FALSE;
  self->defer = pilot_statement_new (database, "INSERT INTO import_deferred (n,record) VALUES (?1,?2)", error);
  return self->defer != NULL;
}

static gboolean
begin_rows (PilotDatabase *database, PilotStoreImport *self, GError **error)
{
  g_autofree char *count_sql = g_strdup_printf ("SELECT max(row) FROM \"%s\"", self->schema->name);
  g_autofree char *insert_sql = pilot_entity_table_insert_sql (self->schema, self->schema->name);
  g_autoptr (PilotOutboxRow) row = NULL;
  g_autofree char *import_id = g_uuid_string_random ();
  gint64 n_before;

  if (!pilot_database_query_int64 (database, count_sql, 0, &n_before, error))
    return FALSE;
  self->queued = pilot_server_state_list (database, error);
  if (self->queued == NULL)
    return FALSE;
  row = pilot_outbox_row_new (PILOT_OPERATION_IMPORT, self->schema->entity, import_id, pilot_store_now (self->store));
  row->title = g_strdup (self->source_name);
  if (!pilot_outbox_store (database, row, error))
    return FALSE;
  self->seq = row->seq;
  if (self->expected_rows >= MANY_ROWS && self->expected_rows >= (guint64) n_before / 2 &&
      !begin_without_indexes (database, self, n_before, error))
    return FALSE;
  self->insert = pilot_statement_new (database, insert_sql, error);
  self->insert_row = self->insert != NULL ? pilot_statement_new (
                                              database, "INSERT INTO import_row (import_seq,n,entity_id,before) VALUES (?1,?2,?3,?4)", error)
                                          : NULL;
  return self->insert_row != NULL;
}

static gboolean
add_import_row (PilotStoreImport *self, const char *id, const PilotRecord *before, GError **error)
{
  pilot_statement_bind_int64 (self->insert_row, 1, self->seq);
  pilot_statement_bind_int64 (self->insert_row, 2, self->next_n++);
  pilot_statement_bind_static (self->insert_row, 3, id, -1);
  pilot_record_blob_bind (self->insert_row, 4, before);
  return pilot_statement_run (self->insert_row, error);
}

static gboolean
create_row (PilotStoreImport *self, const PilotBatchRow *row, GError **error)
{
  guint8 keys[PILOT_ENTITY_TABLE_KEYS_BYTES];
  PilotValue values[PILOT_MAX_FIELDS];

  memcpy (values, row->values, self->schema->n_fields * sizeof *values);
  values[PILOT_FIELD_REVISION] = (PilotValue){ .kind = PILOT_VALUE_INTEGER };
  values[PILOT_FIELD_UPDATED_AT] = (PilotValue){ .kind = PILOT_VALUE_INTEGER };
  pilot_entity_table_bind (self->insert, self->schema, values, self->seq, keys);
  self->result.n_created++;
  return pilot_statement_run (self->insert, error) && add_import_row (self, values[PILOT_FIELD_ID].text, NULL, error);
}

static gboolean
change_row (PilotDatabase *database, PilotStoreImport *self, const PilotRecord *wanted, PilotRecord *current, gint64 pending,
            PilotImportState import, GError **error)
{
  g_autoptr (PilotRecord) changes = pilot_record_diff (current, wanted);
  const char *id = pilot_record_get_id (current);

  if (changes == NULL)
    {
      self->result.n_unchanged++;
      return TRUE;
    }
  /* The same record twice in one import: the later row wins, and it counts once. */
  if (pending != self->seq)
    self->result.n_changed++;
  if (import == PILOT_IMPORT_NONE && !add_import_row (self, id, current, error))
    return FALSE;
  if (import == PILOT_IMPORT_NONE)
    pending = self->seq;
  /* Of an import that was not sent yet, this one or another, the row just changes. */
  pilot_record_merge (current, changes);
  return pilot_local_store (database, current, pending, error);
}
/*
 * A record with changes of its own in the outbox, or of an import that is on its way: what this import does to it queues
 * behind those, as an edit by hand would.
 */
static gboolean
queue_row (PilotDatabase *database, PilotStoreImport *self, const PilotBatchRow *row, const PilotRecord *current, GError **error)
{
  g_autoptr (PilotRecord) wanted = pilot_batch_row_dup_record (row);
  g_autoptr (PilotRecord) changes = pilot_record_diff (current, wanted);

  if (current == NULL)
    self->result.n_created++;
  else if (changes != NULL)
    self->result.n_changed++;
  else
    self->result.n_unchanged++;
  g_hash_table_add (self->queued, g_strdup (pilot_record_get_id (wanted)));
  return pilot_store_edit (database, wanted, pilot_store_now (self->store), NULL, error);
}

static gboolean
defer_row (PilotStoreImport *self, const PilotBatchRow *row, GError **error)
{
  g_autoptr (PilotRecord) record = pilot_batch_row_dup_record (row);

  pilot_statement_bind_int64 (self->defer, 1, (gint64) ++self->n_deferred);
  pilot_record_blob_bind (self->defer, 2, record);
  return pilot_statement_run (self->defer, error);
}

static gboolean
add_row (PilotDatabase *database, PilotStoreImport *self, const PilotBatchRow *row, GError **error)
{
  const char *id = row->values[PILOT_FIELD_ID].text;
  gboolean queued = g_hash_table_contains (self->queued, id);
  g_autoptr (PilotRecord) current = NULL;
  g_autoptr (PilotRecord) wanted = NULL;
  gint64 pending = 0;
  PilotImportState import;

  if (self->known != NULL)
    {
      if (queued || pilot_id_filter_may_contain (self->known, id))
        return defer_row (self, row, error);
      pilot_id_filter_add (self->known, id);
      return create_row (self, row, error);
    }
  if (!pilot_local_load (database, self->schema->entity, id, &current, &pending, error) ||
      !pilot_store_import_of (database, pending, &import, error))
    return FALSE;
  if (queued || import == PILOT_IMPORT_SENT)
    return queue_row (database, self, row, current, error);
  if (current == NULL)
    return create_row (self, row, error);
  wanted = pilot_batch_row_dup_record (row);
  return change_row (database, self, wanted, current, pending, import, error);
}

static gboolean
add_batch (PilotDatabase *database, PilotStoreImport *self, const PilotBatch *batch, GCancellable *cancellable, GError **error)
{
  guint n = pilot_batch_get_length (batch);

  for (guint i = 0; i < n; i++)
    {
      const PilotBatchRow *row = pilot_batch_get (batch, i);

      if (row->schema != self->schema || row->values[PILOT_FIELD_ID].kind != PILOT_VALUE_TEXT)
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, "a row of an import has no id or is of another kind");
          return FALSE;
        }
      if (!add_row (database, self, row, error))
        return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Those that may be in the table, in their order, now that they can be looked up. */
static gboolean
add_deferred (PilotDatabase *database, PilotStoreImport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotStatement) statement = NULL;
  gboolean row = TRUE;

  if (self->n_deferred == 0)
    return TRUE;
  statement = pilot_statement_new (database, "SELECT record FROM import_deferred ORDER BY n", error);
  while (statement != NULL && pilot_statement_step (statement, &row, error))
    {
      g_autoptr (PilotRecord) record = NULL;

      if (!row)
        return pilot_database_exec (database, "DELETE FROM import_deferred", error);
      record = pilot_record_blob_read (statement, 0, self->schema->entity);
      pilot_batch_clear (batch);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_row (database, self, pilot_batch_add_record (batch, record), error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
restore_indexes (PilotDatabase *database, PilotStoreImport *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *by_id = g_strdup_printf ("CREATE UNIQUE INDEX \"%s_by_id\" ON \"%s\" (id)", self->schema->name, self->schema->name);

  g_clear_pointer (&self->known, pilot_id_filter_free);
  return pilot_database_exec (database, by_id, error) && pilot_search_resume (database, self->schema, error) &&
         add_deferred (database, self, cancellable, error) && pilot_entity_table_create_indexes (database, self->schema, error);
}

static gboolean
commit_rows (PilotDatabase *database, PilotStoreImport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotOutboxRow) row = NULL;

  if (self->known != NULL && !restore_indexes (database, self, cancellable, error))
    return FALSE;
  if (self->next_n == 0)
    return pilot_outbox_remove (database, self->seq, error);
  if (!pilot_outbox_load (database, self->seq, &row, error) || row == NULL)
    return FALSE;
  row->n_rows = (guint64) self->next_n;
  return pilot_outbox_store (database, row, error) && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
answer (PilotStoreImport *self, gboolean ok, GError *error)
{
  g_mutex_lock (&self->lock);
  self->ok = ok;
  g_clear_error (&self->error);
  self->error = error;
  self->ready = TRUE;
  self->answered = TRUE;
  self->order = ORDER_NONE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static Order
wait_for_order (PilotStoreImport *self)
{
  Order order;

  g_mutex_lock (&self->lock);
  while (self->order == ORDER_NONE)
    g_cond_wait (&self->changed, &self->lock);
  order = self->order;
  g_mutex_unlock (&self->lock);
  return order;
}

/* Occupies the writer until the import is committed or given up. */
static gboolean
import_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PilotStoreImport *self = user_data;
  GError *local_error = NULL;
  gboolean open = TRUE;
  gboolean ok;

  pilot_database_empty_log (database);
  ok = pilot_database_begin (database, &local_error) && begin_rows (database, self, &local_error);
  answer (self, ok, local_error);
  while (open)
    {
      Order order = wait_for_order (self);

      local_error = NULL;
      pilot_database_set_cancellable (database, self->cancellable);
      if (order == ORDER_ADD)
        ok = ok && add_batch (database, self, self->batch, self->cancellable, &local_error);
      else
        {
          gboolean commit = order == ORDER_COMMIT && ok && commit_rows (database, self, self->cancellable, &local_error);

          g_clear_pointer (&self->insert, pilot_statement_free);
          g_clear_pointer (&self->insert_row, pilot_statement_free);
          g_clear_pointer (&self->defer, pilot_statement_free);
          ok = commit && pilot_database_commit (database, &local_error);
          if (!ok)
            pilot_database_rollback (database);
          open = FALSE;
        }
      pilot_database_set_cancellable (database, NULL);
      pilot_store_suspect (self->store, local_error);
      if (!ok && local_error == NULL && order != ORDER_ABORT)
        g_set_error_literal (&local_error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The import was given up."));
      if (!open && ok)
        {
          pilot_store_notify (self->store, 1u << self->schema->entity | PILOT_STORE_CHANGED_OUTBOX);
          pilot_store_build_search (self->store);
        }
      answer (self, ok, local_error);
    }
  return TRUE;
}

static gboolean
give_order (PilotStoreImport *self, Order order, const PilotBatch *batch, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->lock);
  self->batch = batch;
  self->cancellable = cancellable;
  self->answered = FALSE;
  self->order = order;
  g_cond_broadcast (&self->changed);
  while (!self->answered)
    g_cond_wait (&self->changed, &self->lock);
  ok = self->ok;
  if (!ok && self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_mutex_unlock (&self->lock);
  return ok;
}

PilotStoreImport *
pilot_store_import_begin (PilotStore *self, PilotEntity entity, const char *source_name, guint64 expected_rows, GError **error)
{
  PilotStoreImport *import;

  if (g_atomic_int_get (&self->closing))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("The data is being closed."));
      return NULL;
    }
  import = g_new0 (PilotStoreImport, 1);
  g_mutex_init (&import->lock);
  g_cond_init (&import->changed);
  import->n_users = 2;
  import->store = g_object_ref (self);
  import->schema = pilot_schema_get (entity);
  import->source_name = g_strdup (source_name);
  import->expected_rows = expected_rows;
  pilot_writer_run_async (self->writer, import_func, import, (GDestroyNotify) import_unref, NULL, NULL, NULL);
  g_mutex_lock (&import->lock);
  while (!import->ready)
    g_cond_wait (&import->changed, &import->lock);
  g_mutex_unlock (&import->lock);
  if (import->ok)
    return import;
  g_propagate_error (error, g_steal_pointer (&import->error));
  pilot_store_import_abort (import);
  return NULL;
}

gboolean
pilot_store_import_add (PilotStoreImport *self, const PilotBatch *batch, GCancellable *cancellable, GError **error)
{
  return give_order (self, ORDER_ADD, batch, cancellable, error);
}

gboolean
pilot_store_import_commit (PilotStoreImport *self, PilotStoreImportResult *result, GCancellable *cancellable, GError **error)
{
  gboolean ok = give_order (self, ORDER_COMMIT, NULL, cancellable, error);

  if (result != NULL)
    *result = ok ? self->result : (PilotStoreImportResult){ 0 };
  import_unref (self);
  return ok;
}

void
pilot_store_import_abort (PilotStoreImport *self)
{
  if (self == NULL)
    return;
  give_order (self, ORDER_ABORT, NULL, NULL, NULL);
  import_unref (self);
}

gboolean
pilot_store_import_records (PilotStore *self, PilotEntity entity, const char *source_name, GPtrArray *records,
                            GCancellable *cancellable, GError **error)
{
  PilotStoreImport *import = records->len > 0 ? pilot_store_import_begin (self, entity, source_name, records->len, error) : NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  if (import == NULL)
    return records->len == 0;
  for (guint i = 0; i < records->len; i++)
    {
      pilot_batch_add_record (batch, g_ptr_array_index (records, i));
      if (pilot_batch_get_length (batch) < ROWS_A_BATCH && i + 1 < records->len)
        continue;
      if (!pilot_store_import_add (import, batch, cancellable, error))
        {
          pilot_store_import_abort (import);
          return FALSE;
        }
      pilot_batch_clear (batch);
    }
  return pilot_store_import_commit (import, NULL, cancellable, error);
}
