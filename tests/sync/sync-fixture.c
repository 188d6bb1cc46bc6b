/* sync-fixture.c: a store, the other side in memory, and a clock
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sync-fixture.h"

#include <stdarg.h>
#include <string.h>

#include "pilot-error.h"

static const char *const kind_names[] = { "create", "update", "delete", "import" };
static const char *const state_names[] = { "waiting", "sending", "held", "blocked", "conflict", "handed-off" };

static void
open_store (SyncFixture *f)
{
  g_autoptr (GError) error = NULL;

  f->store = pilot_store_open (f->path, PILOT_CLOCK (f->clock), NULL, &error);
  g_assert_no_error (error);
  f->coordinator = pilot_sync_coordinator_new (PILOT_CONNECTION (f->there), f->store);
  pilot_sync_coordinator_set_random_seed (f->coordinator, 1);
}

static void
close_store (SyncFixture *f)
{
  g_clear_object (&f->coordinator);
  if (f->store != NULL)
    pilot_store_close (f->store);
  g_clear_object (&f->store);
}

static PilotRecord *
make_record (PilotEntity entity, const char *id, va_list args)
{
  PilotRecord *record = pilot_record_new (entity);
  guint field;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  while ((field = va_arg (args, guint)) != 0)
    pilot_record_set_text (record, field, va_arg (args, const char *));
  return record;
}

void
sync_fixture_init (SyncFixture *f)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "test.cache", NULL);

  sync_fixture_init_at (f, path);
}

void
sync_fixture_init_at (SyncFixture *f, const char *path)
{
  *f = (SyncFixture){ 0 };
  f->path = g_strdup (path);
  f->clock = pilot_fake_clock_new (G_GINT64_CONSTANT (1700000000000000));
  f->there = pilot_fake_connection_new ();
  open_store (f);
}

void
sync_fixture_clear (SyncFixture *f)
{
  if (f->there != NULL)
    g_assert_cmpstr (pilot_fake_connection_get_violation (f->there), ==, NULL);
  close_store (f);
  g_clear_object (&f->there);
  g_clear_object (&f->clock);
  g_clear_pointer (&f->path, g_free);
}

void
sync_fixture_reopen (SyncFixture *f)
{
  close_store (f);
  open_store (f);
}

void
sync_fixture_run (SyncFixture *f)
{
  g_autoptr (GError) error = NULL;

  pilot_sync_run (f->coordinator, NULL, &error);
  g_assert_no_error (error);
}

void
sync_fixture_fail (SyncFixture *f, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_sync_run (f->coordinator, NULL, &error));
  g_assert_error (error, PILOT_ERROR, code);
}

const char *
sync_fixture_save (SyncFixture *f, PilotEntity entity, const char *id, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) record = NULL;
  va_list args;

  va_start (args, id);
  record = make_record (entity, id, args);
  va_end (args);
  pilot_store_save (f->store, record, NULL, &error);
  g_assert_no_error (error);
  return id;
}

void
sync_fixture_delete (SyncFixture *f, PilotEntity entity, const char *id)
{
  const char *ids[] = { id, NULL };
  g_autoptr (GError) error = NULL;

  pilot_store_delete (f->store, entity, ids, NULL, &error);
  g_assert_no_error (error);
}

void
sync_fixture_put (SyncFixture *f, PilotEntity entity, const char *id, ...)
{
  g_autoptr (PilotRecord) record = NULL;
  va_list args;

  va_start (args, id);
  record = make_record (entity, id, args);
  va_end (args);
  pilot_fake_connection_put (f->there, record);
}

void
sync_fixture_assert_local (SyncFixture *f, PilotEntity entity, const char *id, guint field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) record = pilot_store_get_record (f->store, entity, id, NULL, &error);

  g_assert_no_error (error);
  if (field == 0)
    {
      g_assert_null (record);
      return;
    }
  g_assert_nonnull (record);
  g_assert_cmpstr (pilot_record_get_text (record, field), ==, text);
}

void
sync_fixture_assert_there (SyncFixture *f, PilotEntity entity, const char *id, guint field, const char *text)
{
  g_autoptr (PilotRecord) record = pilot_fake_connection_get (f->there, entity, id);

  if (field == 0)
    {
      g_assert_null (record);
      return;
    }
  g_assert_nonnull (record);
  g_assert_cmpstr (pilot_record_get_text (record, field), ==, text);
}

void
sync_fixture_assert_log (SyncFixture *f, const char *log)
{
  g_autofree char *found = pilot_fake_connection_dup_log (f->there);

  g_assert_cmpstr (found, ==, log);
  pilot_fake_connection_clear_log (f->there);
}

void
sync_fixture_assert_outbox (SyncFixture *f, const char *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pilot_store_list_pending (f->store, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const PilotPendingData *data = pilot_pending_get (g_ptr_array_index (list, i));

      g_string_append_printf (found, "%s%s %s", i > 0 ? ", " : "", kind_names[data->kind], state_names[data->state]);
    }
  g_assert_cmpstr (found->str, ==, rows);
}

gint64
sync_fixture_get_seq (SyncFixture *f, guint index)
{
  g_autoptr (GPtrArray) list = pilot_store_list_pending (f->store, NULL);

  g_assert_cmpuint (index, <, list->len);
  return pilot_pending_get (g_ptr_array_index (list, index))->seq;
}

typedef struct
{
  SyncFixture *f;
  guint n;
} Compare;

static gboolean
compare_cb (PilotRecord *record, gpointer user_data)
{
  Compare *compare = user_data;
  g_autoptr (PilotRecord) there =
    pilot_fake_connection_get (compare->f->there, pilot_record_get_entity (record), pilot_record_get_id (record));

  compare->n++;
  g_assert_nonnull (there);
  for (guint i = 0; i < pilot_record_get_schema (record)->n_fields; i++)
    {
      const PilotValue *a = pilot_record_get_value (record, i);
      const PilotValue *b = pilot_record_get_value (there, i);

      if ((a->kind >= PILOT_VALUE_INTEGER || b->kind >= PILOT_VALUE_INTEGER) && !pilot_value_equal (a, b))
        g_error ("%s of %s: here %s %" G_GINT64_FORMAT ", there %s %" G_GINT64_FORMAT, pilot_record_get_schema (record)->fields[i].name,
                 pilot_record_get_id (record), a->text, a->integer, b->text, b->integer);
    }
  return TRUE;
}

void
sync_fixture_assert_same (SyncFixture *f, PilotEntity entity)
{
  g_autoptr (GError) error = NULL;
  Compare compare = { .f = f };

  sync_fixture_assert_outbox (f, "");
  pilot_store_scan (f->store, entity, compare_cb, &compare, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (compare.n, ==, pilot_fake_connection_count (f->there, entity));
}

void
sync_fixture_add_row (PilotBatch *batch, const char *id, const char *name, const char *city)
{
  PilotBatchRow *row = pilot_batch_add (batch, pilot_schema_get (AGENCY));
  const char *texts[] = { id, name, city };
  guint fields[] = { PILOT_FIELD_ID, NAME, CITY };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL)
      row->values[fields[i]] = (PilotValue){ .kind = PILOT_VALUE_TEXT, .length_bytes = strlen (texts[i]), .text = texts[i] };
}

PilotStoreImportResult
sync_fixture_import (SyncFixture *f, PilotBatch *batch, guint64 expected)
{
  g_autoptr (GError) error = NULL;
  PilotStoreImport *import = pilot_store_import_begin (f->store, AGENCY, "agencies.csv", expected, &error);
  PilotStoreImportResult result;

  g_assert_no_error (error);
  pilot_store_import_add (import, batch, NULL, &error);
  g_assert_no_error (error);
  pilot_store_import_commit (import, &result, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* Three agencies: sync_fixture_id (1) is there already and changes, sync_fixture_id (2) and sync_fixture_id (3) are new. */
void
sync_fixture_import_three (SyncFixture *f)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  PilotStoreImportResult result;

  sync_fixture_put (f, AGENCY, sync_fixture_id (1), NAME, "One", CITY, "Cork", PILOT_AGENCY_REGION, "Munster", 0);
  sync_fixture_run (f);
  sync_fixture_add_row (batch, sync_fixture_id (1), "One, imported", NULL);
  sync_fixture_add_row (batch, sync_fixture_id (2), "Two, imported", "Sligo");
  sync_fixture_add_row (batch, sync_fixture_id (3), "Three, imported", NULL);
  result = sync_fixture_import (f, batch, 3);
  g_assert_cmpuint (result.n_created, ==, 2);
  g_assert_cmpuint (result.n_changed, ==, 1);
  sync_fixture_assert_outbox (f, "import waiting");
}

void
sync_fixture_cut_import (SyncFixture *f, gboolean carried_out)
{
  pilot_fake_connection_fail (f->there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, carried_out);
  sync_fixture_fail (f, PILOT_ERROR_OFFLINE);
  sync_fixture_assert_outbox (f, "import sending");
}

const char *
sync_fixture_id (guint n)
{
  static char ids[16][37];
  static guint turn;
  char *id = ids[turn++ % G_N_ELEMENTS (ids)];

  g_snprintf (id, sizeof ids[0], "00000000-0000-4000-8000-%012x", n);
  return id;
}
