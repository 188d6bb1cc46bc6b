/* pilot-record-blob.c: a record as bytes, for the outbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-record-blob.h"

static GVariant *
record_to_variant (const PilotRecord *record)
{
  const PilotSchema *schema = pilot_record_get_schema (record);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sv}"));
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const PilotValue *value = pilot_record_get_value (record, i);
      GVariant *content = NULL;

      if (value->kind == PILOT_VALUE_TEXT)
        content = g_variant_new_string (value->text);
      else if (value->kind == PILOT_VALUE_INTEGER)
        content = g_variant_new_int64 (value->integer);
      else if (value->kind == PILOT_VALUE_NULL)
        content = g_variant_new_maybe (G_VARIANT_TYPE_STRING, NULL);
      if (content != NULL)
        g_variant_builder_add (&builder, "{sv}", schema->fields[i].name, content);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

void
pilot_record_blob_bind (PilotStatement *statement, int index, const PilotRecord *record)
{
  g_autoptr (GVariant) variant = record != NULL ? record_to_variant (record) : NULL;

  if (variant == NULL)
    pilot_statement_bind_null (statement, index);
  else
    sqlite3_bind_blob64 (pilot_statement_get_handle (statement), index, g_variant_get_data (variant),
                         g_variant_get_size (variant), SQLITE_TRANSIENT);
}

PilotRecord *
pilot_record_blob_read (PilotStatement *statement, int column, PilotEntity entity)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autoptr (PilotRecord) record = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) variant = NULL;
  const void *data;
  gsize length;
  GVariantIter iter;
  const char *name;
  GVariant *content;

  if (pilot_statement_is_null (statement, column))
    return NULL;
  data = pilot_statement_get_blob (statement, column, &length);
  bytes = g_bytes_new (data, length);
  /* The file may be damaged: the variant is checked before it is believed. */
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("a{sv}"), bytes, FALSE));
  if (!g_variant_is_normal_form (variant))
    return NULL;
  record = pilot_record_new (entity);
  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &content))
    {
      int field = pilot_schema_find_field (schema, name);

      if (field < 0)
        continue;
      if (g_variant_is_of_type (content, G_VARIANT_TYPE_STRING))
        pilot_record_set_text (record, (guint) field, g_variant_get_string (content, NULL));
      else if (g_variant_is_of_type (content, G_VARIANT_TYPE_INT64))
        pilot_record_set_integer (record, (guint) field, g_variant_get_int64 (content));
      else
        pilot_record_set_null (record, (guint) field);
    }
  return g_steal_pointer (&record);
}
