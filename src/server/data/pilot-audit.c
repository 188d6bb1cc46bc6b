/* pilot-audit.c: the chain of audit events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-audit.h"

#include "pilot-entities.h"
#include "pilot-portal-row.h"
#include "pilot-statement.h"
#include "pilot-time.h"

/* The fields that the hash covers, in this order. The revision is the portal's bookkeeping, not part of what happened. */
static const guint hashed_fields[] = {
  PILOT_FIELD_ID,           PILOT_AUDIT_EVENT_AT,        PILOT_AUDIT_EVENT_ACTOR, PILOT_AUDIT_EVENT_ACTION,
  PILOT_AUDIT_EVENT_ENTITY, PILOT_AUDIT_EVENT_ENTITY_ID, PILOT_AUDIT_EVENT_COUNT, PILOT_AUDIT_EVENT_DETAIL,
};

static void
set_text (PilotValue *values, guint field, const char *text)
{
  values[field] = (PilotValue) {
    .kind = text != NULL ? PILOT_VALUE_TEXT : PILOT_VALUE_NULL,
    .text = text,
    .length_bytes = text != NULL ? strlen (text) : 0,
  };
}

static void
set_integer (PilotValue *values, guint field, gint64 value)
{
  values[field] = (PilotValue) { .kind = PILOT_VALUE_INTEGER, .integer = value };
}

static char *
hash_event (const char *previous, const PilotValue *values)
{
  g_autoptr (GString) text = g_string_new (previous);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < G_N_ELEMENTS (hashed_fields); i++)
    {
      const PilotValue *value = &values[hashed_fields[i]];
      char time[PILOT_TIME_LENGTH_BYTES];

      if (value->kind == PILOT_VALUE_TEXT)
        g_string_append_len (text, value->text, value->length_bytes);
      else if (value->kind == PILOT_VALUE_INTEGER && hashed_fields[i] == PILOT_AUDIT_EVENT_AT)
        g_string_append_len (text, time, pilot_time_format (value->integer, time));
      else if (value->kind == PILOT_VALUE_INTEGER)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, value->integer);
      g_string_append_c (text, '\n');
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);
}

static gboolean
set_newest_hash (PilotPortalDb *db, const char *hash, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "UPDATE meta SET value = ? WHERE key = 'audit_hash'", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, hash);
  return pilot_statement_run (statement, error);
}

static char *
dup_newest_hash (PilotPortalDb *db, GError **error)
{
  PilotStatement *statement;
  char *hash;

  if (!pilot_portal_db_get_meta (db, "audit_hash", &statement, error))
    return NULL;
  hash = pilot_statement_dup_text (statement, 0);
  pilot_statement_reset (statement);
  return hash;
}

gboolean
pilot_audit_append_at (PilotPortalDb *db, const char *id, gint64 at, const PilotAuditEvent *event, const char *op, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_AUDIT_EVENT);
  PilotValue values[PILOT_AUDIT_EVENT_N_FIELDS] = { 0 };
  g_autofree char *previous = dup_newest_hash (db, error);
  g_autofree char *hash = NULL;
  PilotStatement *insert;

  if (previous == NULL)
    return FALSE;
  set_text (values, PILOT_FIELD_ID, id);
  set_integer (values, PILOT_FIELD_REVISION, pilot_portal_db_next_revision (db));
  set_integer (values, PILOT_FIELD_UPDATED_AT, at);
  set_integer (values, PILOT_AUDIT_EVENT_AT, at);
  set_text (values, PILOT_AUDIT_EVENT_ACTOR, event->actor);
  set_text (values, PILOT_AUDIT_EVENT_ACTION, event->action);
  set_text (values, PILOT_AUDIT_EVENT_ENTITY, event->entity);
  set_text (values, PILOT_AUDIT_EVENT_ENTITY_ID, event->entity_id);
  set_integer (values, PILOT_AUDIT_EVENT_COUNT, event->count);
  set_text (values, PILOT_AUDIT_EVENT_DETAIL, event->detail);
  hash = hash_event (previous, values);
  set_text (values, PILOT_AUDIT_EVENT_HASH, hash);
  insert = pilot_portal_db_prepare (db, schema, PILOT_PORTAL_STATEMENT_INSERT, error);
  if (insert == NULL)
    return FALSE;
  pilot_statement_bind_static (insert, 1, op, -1);
  for (guint i = 0; i < schema->n_fields; i++)
    pilot_statement_bind_value (insert, 2 + i, &values[i]);
  return pilot_statement_run (insert, error) && set_newest_hash (db, hash, error);
}

gboolean
pilot_audit_append (PilotPortalDb *db, const PilotAuditEvent *event, const char *op, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();

  return pilot_audit_append_at (db, id, pilot_portal_db_get_now (db), event, op, error);
}

gboolean
pilot_audit_verify (PilotPortalDb *db, gint64 *n_events, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_AUDIT_EVENT);
  PilotStatement *statement = pilot_portal_db_prepare (db, schema, PILOT_PORTAL_STATEMENT_CHANGES, error);
  g_autofree char *newest = dup_newest_hash (db, error);
  g_autofree char *previous = g_strdup ("");
  PilotPortalRow event;
  gboolean row;
  gint64 count = 0;

  if (statement == NULL || newest == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, 0);
  while (TRUE)
    {
      g_autofree char *hash = NULL;

      if (!pilot_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      pilot_portal_row_read (&event, schema, statement);
      hash = hash_event (previous, event.values);
      if (g_strcmp0 (hash, event.values[PILOT_AUDIT_EVENT_HASH].text) != 0)
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, "The audit event of revision %" G_GINT64_FORMAT
                       " does not follow from those before it.", pilot_portal_row_get_revision (&event));
          pilot_statement_reset (statement);
          return FALSE;
        }
      g_free (previous);
      previous = g_steal_pointer (&hash);
      count++;
    }
  if (strcmp (previous, newest) != 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, "The newest audit events are missing.");
      return FALSE;
    }
  if (n_events != NULL)
    *n_events = count;
  return TRUE;
}
