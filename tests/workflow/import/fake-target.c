/* fake-target.c: an import target in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-target.h"

#include "pilot-error.h"

#include <string.h>

struct _FakeTarget
{
  GObject parent_instance;

  GPtrArray *records; /* (owned) (element-type PilotRecord) */
  GPtrArray *deleted; /* (owned) (element-type PilotRecord) */
  GPtrArray *staged;  /* (owned) (nullable) (element-type PilotRecord): while an import runs */
  guint n_added;
  guint fail_after;
  GCancellable *cancel; /* (nullable) */
  gboolean stubborn;
  gboolean counts_only;
  guint64 stamp;
};

static void fake_target_target_init (PilotImportTargetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeTarget, fake_target, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_IMPORT_TARGET, fake_target_target_init))

static PilotRecord *
find (GPtrArray *records, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (pilot_record_get_id (g_ptr_array_index (records, i)), id) == 0)
      return g_ptr_array_index (records, i);
  return NULL;
}

static gboolean
fake_target_scan (PilotImportTarget *target, PilotEntity entity, PilotImportScanFunc func, gpointer user_data, GCancellable *cancellable,
                  GError **error)
{
  FakeTarget *self = FAKE_TARGET (target);

  for (guint i = 0; i < self->records->len; i++)
    if (pilot_record_get_entity (g_ptr_array_index (self->records, i)) == entity &&
        !func (g_ptr_array_index (self->records, i), user_data, error))
      return FALSE;
  return TRUE;
}

static gboolean
fake_target_scan_deleted (PilotImportTarget *target, PilotEntity entity, PilotImportIdFunc func, gpointer user_data,
                          GCancellable *cancellable, GError **error)
{
  FakeTarget *self = FAKE_TARGET (target);

  for (guint i = 0; i < self->deleted->len; i++)
    if (pilot_record_get_entity (g_ptr_array_index (self->deleted, i)) == entity)
      func (pilot_record_get_id (g_ptr_array_index (self->deleted, i)), user_data);
  return TRUE;
}

static gboolean
fake_target_begin (PilotImportTarget *target, PilotEntity entity, const char *source_name, guint64 expected_rows, GError **error)
{
  FakeTarget *self = FAKE_TARGET (target);

  g_assert_null (self->staged);
  self->staged = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  self->n_added = 0;
  return TRUE;
}

static PilotRecord *
fake_target_read (PilotImportTarget *target, PilotEntity entity, const char *id, GError **error)
{
  PilotRecord *record = find (FAKE_TARGET (target)->records, id);

  return record != NULL ? pilot_record_ref (record) : NULL;
}

static gboolean
fake_target_add_batch (PilotImportTarget *target, const PilotBatch *batch, GCancellable *cancellable, GError **error)
{
  FakeTarget *self = FAKE_TARGET (target);

  g_assert_nonnull (self->staged);
  for (guint i = 0; i < pilot_batch_get_length (batch); i++)
    {
      if (self->fail_after != 0 && ++self->n_added > self->fail_after)
        {
          if (self->cancel != NULL)
            g_cancellable_cancel (self->cancel);
          if (!self->stubborn && g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE, "The disk is full");
          return FALSE;
        }
      g_assert_true (g_uuid_string_is_valid (pilot_batch_get (batch, i)->values[PILOT_FIELD_ID].text));
      if (self->counts_only)
        g_ptr_array_add (self->staged, pilot_record_new (PILOT_ENTITY_AGENCY));
      else
        g_ptr_array_add (self->staged, pilot_batch_dup_record (batch, i));
    }
  return TRUE;
}

static gboolean
fake_target_commit (PilotImportTarget *target, PilotImportResult *result, GCancellable *cancellable, GError **error)
{
  FakeTarget *self = FAKE_TARGET (target);

  *result = (PilotImportResult){ 0 };
  for (guint i = 0; i < self->staged->len; i++)
    {
      PilotRecord *record = g_ptr_array_index (self->staged, i);
      PilotRecord *known = self->counts_only ? NULL : find (self->records, pilot_record_get_id (record));

      if (known != NULL)
        {
          pilot_record_merge (known, record);
          result->n_changed++;
          continue;
        }
      result->n_created++;
      if (!self->counts_only)
        g_ptr_array_add (self->records, pilot_record_ref (record));
    }
  g_clear_pointer (&self->staged, g_ptr_array_unref);
  self->stamp++;
  return TRUE;
}

static void
fake_target_abort (PilotImportTarget *target)
{
  g_clear_pointer (&FAKE_TARGET (target)->staged, g_ptr_array_unref);
}

static guint64
fake_target_get_stamp (PilotImportTarget *target)
{
  return FAKE_TARGET (target)->stamp;
}

static void
fake_target_target_init (PilotImportTargetInterface *iface)
{
  iface->scan = fake_target_scan;
  iface->scan_deleted = fake_target_scan_deleted;
  iface->begin = fake_target_begin;
  iface->read = fake_target_read;
  iface->add = fake_target_add_batch;
  iface->commit = fake_target_commit;
  iface->abort = fake_target_abort;
  iface->get_stamp = fake_target_get_stamp;
}

static void
fake_target_finalize (GObject *object)
{
  FakeTarget *self = FAKE_TARGET (object);

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->deleted, g_ptr_array_unref);
  g_clear_pointer (&self->staged, g_ptr_array_unref);
  G_OBJECT_CLASS (fake_target_parent_class)->finalize (object);
}

static void
fake_target_class_init (FakeTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_target_finalize;
}

static void
fake_target_init (FakeTarget *self)
{
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  self->deleted = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
}

FakeTarget *
fake_target_new (void)
{
  return g_object_new (FAKE_TYPE_TARGET, NULL);
}

const char *
fake_target_add (FakeTarget *self, PilotEntity entity, ...)
{
  PilotRecord *record = pilot_record_new (entity);
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autofree char *id = g_uuid_string_random ();
  const char *field;
  va_list args;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, pilot_schema_find_field (schema, "dataset"), "legacy");
  va_start (args, entity);
  while ((field = va_arg (args, const char *)) != NULL)
    pilot_record_set_text (record, pilot_schema_find_field (schema, field), va_arg (args, const char *));
  va_end (args);
  g_ptr_array_add (self->records, record);
  self->stamp++;
  return pilot_record_get_id (record);
}

guint
fake_target_get_n_records (FakeTarget *self)
{
  return self->records->len;
}

const char *
fake_target_get_text (FakeTarget *self, const char *field, const char *value, const char *wanted)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      PilotRecord *record = g_ptr_array_index (self->records, i);
      const PilotSchema *schema = pilot_record_get_schema (record);
      int index = pilot_schema_find_field (schema, field);

      if (index >= 0 && g_strcmp0 (pilot_record_get_text (record, index), value) == 0)
        return pilot_record_get_text (record, pilot_schema_find_field (schema, wanted));
    }
  return NULL;
}

void
fake_target_delete (FakeTarget *self, const char *id)
{
  PilotRecord *record = find (self->records, id);

  g_assert_nonnull (record);
  g_ptr_array_add (self->deleted, pilot_record_ref (record));
  g_ptr_array_remove (self->records, record);
  self->stamp++;
}

void
fake_target_fail_after (FakeTarget *self, guint n_rows, GCancellable *cancel)
{
  self->fail_after = n_rows;
  self->cancel = cancel;
}

void
fake_target_set_stubborn (FakeTarget *self)
{
  self->stubborn = TRUE;
}

void
fake_target_set_counts_only (FakeTarget *self)
{
  self->counts_only = TRUE;
}
