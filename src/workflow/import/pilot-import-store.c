/* pilot-import-store.c: imports into a workspace's cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-store.h"

struct _PilotImportStore
{
  GObject parent_instance;

  PilotStore *store;         /* (owned) */
  PilotStoreImport *import;  /* (owned) (nullable): while one runs */
  gint stamp;                /* atomic: counts what the store tells of changed records */
};

static void pilot_import_store_target_init (PilotImportTargetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotImportStore, pilot_import_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_IMPORT_TARGET, pilot_import_store_target_init))

typedef struct
{
  PilotImportScanFunc func;
  gpointer user_data;
  GError *error; /* (owned) (nullable) */
} Scan;

static void
changed_cb (PilotStore *store, guint entity_mask, PilotImportStore *self)
{
  if (entity_mask & ~PILOT_STORE_CHANGED_OUTBOX)
    g_atomic_int_inc (&self->stamp);
}

static gboolean
scan_cb (PilotRecord *record, gpointer user_data)
{
  Scan *scan = user_data;

  return scan->func (record, scan->user_data, &scan->error);
}

static gboolean
pilot_import_store_scan (PilotImportTarget *target, PilotEntity entity, PilotImportScanFunc func, gpointer user_data,
                         GCancellable *cancellable, GError **error)
{
  Scan scan = { func, user_data, NULL };

  if (!pilot_store_scan (PILOT_IMPORT_STORE (target)->store, entity, scan_cb, &scan, cancellable, error))
    {
      g_clear_error (&scan.error);
      return FALSE;
    }
  if (scan.error == NULL)
    return TRUE;
  g_propagate_error (error, scan.error);
  return FALSE;
}

static gboolean
pilot_import_store_scan_deleted (PilotImportTarget *target, PilotEntity entity, PilotImportIdFunc func, gpointer user_data,
                                 GCancellable *cancellable, GError **error)
{
  return pilot_store_scan_deleted (PILOT_IMPORT_STORE (target)->store, entity, func, user_data, cancellable, error);
}

static gboolean
pilot_import_store_begin (PilotImportTarget *target, PilotEntity entity, const char *source_name, guint64 expected_rows, GError **error)
{
  PilotImportStore *self = PILOT_IMPORT_STORE (target);

  g_return_val_if_fail (self->import == NULL, FALSE);
  self->import = pilot_store_import_begin (self->store, entity, source_name, expected_rows, error);
  return self->import != NULL;
}

static PilotRecord *
pilot_import_store_read (PilotImportTarget *target, PilotEntity entity, const char *id, GError **error)
{
  return pilot_store_get_record (PILOT_IMPORT_STORE (target)->store, entity, id, NULL, error);
}

static gboolean
pilot_import_store_add (PilotImportTarget *target, const PilotBatch *batch, GCancellable *cancellable, GError **error)
{
  return pilot_store_import_add (PILOT_IMPORT_STORE (target)->import, batch, cancellable, error);
}

static gboolean
pilot_import_store_commit (PilotImportTarget *target, PilotImportResult *result, GCancellable *cancellable, GError **error)
{
  PilotImportStore *self = PILOT_IMPORT_STORE (target);
  PilotStoreImportResult stored;

  if (!pilot_store_import_commit (g_steal_pointer (&self->import), &stored, cancellable, error))
    return FALSE;
  *result = (PilotImportResult){ stored.n_created, stored.n_changed, stored.n_unchanged };
  return TRUE;
}

static void
pilot_import_store_abort (PilotImportTarget *target)
{
  PilotImportStore *self = PILOT_IMPORT_STORE (target);

  if (self->import != NULL)
    pilot_store_import_abort (g_steal_pointer (&self->import));
}

static guint64
pilot_import_store_get_stamp (PilotImportTarget *target)
{
  return g_atomic_int_get (&PILOT_IMPORT_STORE (target)->stamp);
}

static void
pilot_import_store_target_init (PilotImportTargetInterface *iface)
{
  iface->scan = pilot_import_store_scan;
  iface->scan_deleted = pilot_import_store_scan_deleted;
  iface->begin = pilot_import_store_begin;
  iface->read = pilot_import_store_read;
  iface->add = pilot_import_store_add;
  iface->commit = pilot_import_store_commit;
  iface->abort = pilot_import_store_abort;
  iface->get_stamp = pilot_import_store_get_stamp;
}

static void
pilot_import_store_finalize (GObject *object)
{
  PilotImportStore *self = PILOT_IMPORT_STORE (object);

  pilot_import_store_abort (PILOT_IMPORT_TARGET (self));
  g_clear_object (&self->store);
  G_OBJECT_CLASS (pilot_import_store_parent_class)->finalize (object);
}

static void
pilot_import_store_class_init (PilotImportStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_import_store_finalize;
}

static void
pilot_import_store_init (PilotImportStore *self)
{
}

PilotImportTarget *
pilot_import_store_new (PilotStore *store)
{
  PilotImportStore *self = g_object_new (PILOT_TYPE_IMPORT_STORE, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, 0);
  return PILOT_IMPORT_TARGET (self);
}
