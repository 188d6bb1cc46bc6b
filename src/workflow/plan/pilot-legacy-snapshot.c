/* pilot-legacy-snapshot.c: every legacy record of the cache, read, counted, summed up, and written to files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-legacy-snapshot.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-error.h"
#include "pilot-legacy-export.h"
#include "pilot-legacy-kinds.h"

/* So often progress is told. */
#define PROGRESS_ROWS 2000

typedef struct
{
  const PilotSchema *schema;
  GChecksum *checksum;
  GString *text;             /* a record's lines */
  PilotLegacyExport *export; /* (nullable) */
  guint64 n_kind;
  guint64 n_done;
  guint64 n_expected;
  PilotLegacyProgressFunc func;
  gpointer user_data;
  GCancellable *cancellable; /* (nullable) */
  GError *error;             /* (owned) (nullable) */
} Walk;

static void
append_text (GString *text, const PilotValue *value)
{
  for (const char *at = value->text; *at != '\0'; at++)
    if (*at == '\\')
      g_string_append (text, "\\\\");
    else if (*at == '\n')
      g_string_append (text, "\\n");
    else
      g_string_append_c (text, *at);
}

static gboolean
row_cb (const PilotValue *values, gpointer user_data)
{
  Walk *walk = user_data;

  g_string_truncate (walk->text, 0);
  for (guint i = 0; i < walk->schema->n_fields; i++)
    {
      if (values[i].kind != PILOT_VALUE_TEXT && values[i].kind != PILOT_VALUE_INTEGER)
        continue;
      g_string_append (walk->text, walk->schema->fields[i].name);
      g_string_append_c (walk->text, '=');
      if (values[i].kind == PILOT_VALUE_TEXT)
        append_text (walk->text, &values[i]);
      else
        g_string_append_printf (walk->text, "%" G_GINT64_FORMAT, values[i].integer);
      g_string_append_c (walk->text, '\n');
    }
  g_string_append_c (walk->text, '\n');
  g_checksum_update (walk->checksum, (const guchar *) walk->text->str, (gssize) walk->text->len);
  walk->n_kind++;
  if (++walk->n_done % PROGRESS_ROWS == 0 && walk->func != NULL)
    walk->func (MIN (1, (double) walk->n_done / (double) MAX (1, walk->n_expected)), walk->user_data);
  return walk->export == NULL || pilot_legacy_export_add (walk->export, values, walk->cancellable, &walk->error);
}

static gboolean
walk_kind (Walk *walk, PilotDatabase *reader, PilotEntity kind, GError **error)
{
  walk->schema = pilot_schema_get (kind);
  walk->n_kind = 0;
  g_checksum_update (walk->checksum, (const guchar *) walk->schema->name, -1);
  g_checksum_update (walk->checksum, (const guchar *) "\n", 1);
  if (walk->export != NULL && !pilot_legacy_export_begin (walk->export, kind, walk->cancellable, error))
    return FALSE;
  if (!pilot_store_walk (reader, kind, ~G_GUINT64_CONSTANT (0), pilot_legacy_kinds_get_where (kind), "id", row_cb, walk,
                         walk->cancellable, error))
    return FALSE;
  if (walk->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&walk->error));
      return FALSE;
    }
  return walk->export == NULL || pilot_legacy_export_end (walk->export, walk->cancellable, error);
}

/* What is in the cache belongs to a pull that came to its end. */
static gboolean
read_pull (PilotDatabase *reader, PilotLegacySnapshot *snapshot, GError **error)
{
  gint64 done;

  if (!pilot_database_query_int64 (reader, "SELECT snapshot_done FROM pull", 0, &done, error) ||
      !pilot_database_query_int64 (reader, "SELECT revision FROM pull", 0, &snapshot->revision, error) ||
      !pilot_database_query_text (reader, "SELECT epoch FROM pull", &snapshot->epoch, error))
    return FALSE;
  if (done != 0)
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("The records are still being loaded. Wait until all are there."));
  return FALSE;
}

static gboolean
expect (Walk *walk, PilotDatabase *reader, GError **error)
{
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_kinds_get (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", pilot_schema_get (kinds[i])->name);
      gint64 n;

      if (!pilot_database_query_int64 (reader, sql, 0, &n, error))
        return FALSE;
      walk->n_expected += (guint64) n;
    }
  return TRUE;
}

static gboolean
walk_all (Walk *walk, PilotDatabase *reader, PilotLegacySnapshot *snapshot, GError **error)
{
  g_autoptr (GString) counts = g_string_new (NULL);
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_kinds_get (&n_kinds);

  if (!read_pull (reader, snapshot, error) || !expect (walk, reader, error))
    return FALSE;
  for (guint i = 0; i < n_kinds; i++)
    {
      if (!walk_kind (walk, reader, kinds[i], error))
        return FALSE;
      g_string_append_printf (counts, "%s%s %" G_GUINT64_FORMAT, i > 0 ? ", " : "", walk->schema->name, walk->n_kind);
    }
  snapshot->n_records = walk->n_done;
  snapshot->sha256 = g_strdup (g_checksum_get_string (walk->checksum));
  snapshot->counts = g_string_free (g_steal_pointer (&counts), FALSE);
  if (walk->export == NULL)
    return TRUE;
  snapshot->folder = pilot_legacy_export_finish (walk->export, snapshot->sha256, snapshot->revision, walk->cancellable, error);
  return snapshot->folder != NULL;
}

void
pilot_legacy_snapshot_free (PilotLegacySnapshot *self)
{
  g_free (self->epoch);
  g_free (self->sha256);
  g_free (self->counts);
  g_clear_object (&self->folder);
  g_free (self);
}

PilotLegacySnapshot *
pilot_legacy_snapshot_make (PilotStore *store, GFile *parent, PilotLegacyProgressFunc func, gpointer user_data, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (PilotLegacySnapshot) snapshot = g_new0 (PilotLegacySnapshot, 1);
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, error);
  g_autoptr (PilotLegacyExport) export = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) text = g_string_new (NULL);
  Walk walk = { .checksum = checksum, .text = text, .func = func, .user_data = user_data, .cancellable = cancellable };

  if (reader == NULL || !pilot_database_begin (reader, error))
    return NULL;
  if (parent != NULL)
    {
      export = pilot_legacy_export_new (parent, pilot_clock_get_unix_usec (pilot_store_get_clock (store)), error);
      if (export == NULL)
        return NULL;
      walk.export = export;
    }
  if (!walk_all (&walk, reader, snapshot, error))
    return NULL;
  pilot_database_rollback (reader);
  return g_steal_pointer (&snapshot);
}
