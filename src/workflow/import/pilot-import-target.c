/* pilot-import-target.c: where an import finds what is there already, and puts what it brings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-target.h"

G_DEFINE_INTERFACE (PilotImportTarget, pilot_import_target, G_TYPE_OBJECT)

static void
pilot_import_target_default_init (PilotImportTargetInterface *iface)
{
}

gboolean
pilot_import_target_scan (PilotImportTarget *self, PilotEntity entity, PilotImportScanFunc func, gpointer user_data,
                          GCancellable *cancellable, GError **error)
{
  return PILOT_IMPORT_TARGET_GET_IFACE (self)->scan (self, entity, func, user_data, cancellable, error);
}

gboolean
pilot_import_target_scan_deleted (PilotImportTarget *self, PilotEntity entity, PilotImportIdFunc func, gpointer user_data,
                                  GCancellable *cancellable, GError **error)
{
  return PILOT_IMPORT_TARGET_GET_IFACE (self)->scan_deleted (self, entity, func, user_data, cancellable, error);
}

gboolean
pilot_import_target_begin (PilotImportTarget *self, PilotEntity entity, const char *source_name, guint64 expected_rows, GError **error)
{
  return PILOT_IMPORT_TARGET_GET_IFACE (self)->begin (self, entity, source_name, expected_rows, error);
}

PilotRecord *
pilot_import_target_read (PilotImportTarget *self, PilotEntity entity, const char *id, GError **error)
{
  return PILOT_IMPORT_TARGET_GET_IFACE (self)->read (self, entity, id, error);
}

gboolean
pilot_import_target_add (PilotImportTarget *self, const PilotBatch *batch, GCancellable *cancellable, GError **error)
{
  return PILOT_IMPORT_TARGET_GET_IFACE (self)->add (self, batch, cancellable, error);
}

gboolean
pilot_import_target_commit (PilotImportTarget *self, PilotImportResult *result, GCancellable *cancellable, GError **error)
{
  return PILOT_IMPORT_TARGET_GET_IFACE (self)->commit (self, result, cancellable, error);
}

void
pilot_import_target_abort (PilotImportTarget *self)
{
  PILOT_IMPORT_TARGET_GET_IFACE (self)->abort (self);
}

guint64
pilot_import_target_get_stamp (PilotImportTarget *self)
{
  return PILOT_IMPORT_TARGET_GET_IFACE (self)->get_stamp (self);
}
