/* pilot-portal-change.c: one write transaction: records judged and written, one audit event, all or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-change.h"

#include <glib/gi18n-lib.h>

#include "pilot-account.h"
#include "pilot-audit.h"
#include "pilot-check.h"
#include "pilot-idempotency.h"
#include "pilot-portal-db-schema.h"
#include "pilot-portal-freeze.h"
#include "pilot-portal-key.h"
#include "pilot-portal-member.h"
#include "pilot-portal-row.h"
#include "pilot-portal-signature.h"
#include "pilot-portal-unique.h"
#include "pilot-references.h"
#include "pilot-run-rules.h"
#include "pilot-statement.h"

struct _PilotPortalChange
{
  PilotPortalDb *db;
  PilotReferences *references; /* (owned) */
  PilotPortalFreeze freeze;
  char *actor;                 /* (owned) */
  char *op;                    /* (owned) (nullable) */
  gint64 now;
  gint64 first_revision;
  gboolean open;
};

static const PilotValue null_value = { .kind = PILOT_VALUE_NULL };

void
pilot_change_result_clear (PilotChangeResult *self)
{
  g_clear_pointer (&self->message, g_free);
  *self = (PilotChangeResult) { .field = -1 };
}

gboolean
pilot_change_result_is_success (const PilotChangeResult *self)
{
  return self->outcome <= PILOT_OUTCOME_DELETED;
}

const char *
pilot_change_result_get_message (const PilotChangeResult *self)
{
  switch (self->outcome)
    {
    case PILOT_OUTCOME_STALE:
      return "The record is not as it was when the change was made.";
    case PILOT_OUTCOME_GONE:
      return "The record was deleted.";
    case PILOT_OUTCOME_NOT_FOUND:
      return "There is no such record.";
    case PILOT_OUTCOME_INVALID:
    case PILOT_OUTCOME_CREATED:
    case PILOT_OUTCOME_CHANGED:
    case PILOT_OUTCOME_UNCHANGED:
    case PILOT_OUTCOME_DELETED:
    default:
      return self->message;
    }
}

static void
set_invalid (PilotChangeResult *result, int field, char *message)
{
  result->outcome = PILOT_OUTCOME_INVALID;
  result->field = field;
  g_free (result->message);
  result->message = message;
}

static gboolean
is_lower_uuid (const PilotValue *value)
{
  if (value->kind != PILOT_VALUE_TEXT || value->length_bytes != 36 || !g_uuid_string_is_valid (value->text))
    return FALSE;
  for (guint i = 0; i < 36; i++)
    if (g_ascii_isupper (value->text[i]))
      return FALSE;
  return TRUE;
}

/* A text without a byte is no content; one form of "empty" makes "unchanged" mean what it says. */
static const PilotValue *
normal (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_UNSET || (value->kind == PILOT_VALUE_TEXT && value->length_bytes == 0) ? &null_value : value;
}

/* Makes @merged the record as it will be; returns the fields that are other than before. */
static guint64
merge (const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *values, gboolean keep_unsaid, PilotValue *merged)
{
  guint64 changed = 0;

  merged[PILOT_FIELD_ID] = values[PILOT_FIELD_ID];
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      const PilotValue *was = before != NULL ? &before->values[i] : &null_value;
      gboolean keep = (schema->fields[i].flags & PILOT_FIELD_READ_ONLY) != 0 ||
                      (keep_unsaid && values[i].kind == PILOT_VALUE_UNSET);

      merged[i] = keep ? *was : *normal (&values[i]);
      if (!pilot_value_equal (was, &merged[i]))
        changed |= 1ull << i;
    }
  return changed;
}

/* A new run is a draft; one that was checked is one again when something else is ordered than was checked. */
static void
reset_run (const PilotPortalRow *before, PilotValue *merged, guint64 *changed)
{
  const char *draft = pilot_run_state_to_name (PILOT_RUN_DRAFT);
  const char *checked = pilot_run_state_to_name (PILOT_RUN_CHECKED);

  if (before == NULL || ((*changed & ~(1ull << PILOT_RUN_NAME | 1ull << PILOT_RUN_NOTE)) != 0 &&
                         g_strcmp0 (before->values[PILOT_RUN_STATE].text, checked) == 0))
    {
      merged[PILOT_RUN_STATE] = (PilotValue) { .kind = PILOT_VALUE_TEXT, .text = draft, .length_bytes = strlen (draft) };
      *changed |= 1ull << PILOT_RUN_STATE;
    }
}

static gboolean
judge_freeze (PilotPortalChange *self, const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged,
              guint64 changed, PilotChangeResult *result, GError **error)
{
  char *message;

  if (!pilot_portal_freeze_judge (&self->freeze, schema, before, merged, changed, &message, error))
    return FALSE;
  if (message != NULL)
    set_invalid (result, -1, message);
  return TRUE;
}

/* Rules that are of one kind, or look at other records. */
static gboolean
judge_rules (PilotPortalChange *self, const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged, guint64 changed,
             PilotChangeResult *result, GError **error)
{
  int field = -1;
  char *message = pilot_portal_key_judge (schema, before, merged, &field);

  if (message == NULL && !pilot_portal_unique_judge (self->db, schema, before, merged, changed, &field, &message, error))
    return FALSE;
  if (message == NULL && schema->entity == PILOT_ENTITY_MEMBER &&
      !pilot_portal_member_judge (self->db, before, merged, &field, &message, error))
    return FALSE;
  if (message == NULL && !pilot_references_check (self->references, schema, merged, changed, &field, &message, error))
    return FALSE;
  if (message != NULL)
    set_invalid (result, field, message);
  return TRUE;
}

/* Only what changes is judged: a rule that came later must not lock old records against a change of something else. */
static gboolean
judge (PilotPortalChange *self, const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged, guint64 changed,
       PilotChangeResult *result, GError **error)
{
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      g_autoptr (GError) reason = NULL;

      if (before != NULL && (changed & (1ull << i)) == 0)
        continue;
      if (!pilot_check_value (&schema->fields[i], &merged[i], &reason))
        {
          set_invalid (result, i, g_strdup (reason->message));
          return TRUE;
        }
      if (schema->fields[i].type == PILOT_FIELD_REF && merged[i].kind == PILOT_VALUE_TEXT && !is_lower_uuid (&merged[i]))
        {
          set_invalid (result, i, g_strdup_printf ("%s: %s", g_dgettext (GETTEXT_PACKAGE, schema->fields[i].label),
                                                   _("a UUID is written in lower case")));
          return TRUE;
        }
      if (before != NULL && !before->deleted && strcmp (schema->fields[i].name, "dataset") == 0)
        {
          set_invalid (result, i, g_strdup (_("A record stays in its data set.")));
          return TRUE;
        }
      if (before != NULL && schema->entity == PILOT_ENTITY_COMPANY && i == PILOT_COMPANY_ENVIRONMENT)
        {
          set_invalid (result, i, g_strdup (_("A company stays in its environment.")));
          return TRUE;
        }
    }
  return judge_rules (self, schema, before, merged, changed, result, error);
}

static gboolean
write_row (PilotPortalChange *self, const PilotSchema *schema, const PilotPortalRow *before, PilotValue *merged, GError **error)
{
  PilotStatement *statement =
    pilot_portal_db_prepare (self->db, schema, before != NULL ? PILOT_PORTAL_STATEMENT_UPDATE : PILOT_PORTAL_STATEMENT_INSERT, error);

  if (statement == NULL)
    return FALSE;
  merged[PILOT_FIELD_REVISION] =
    (PilotValue) { .kind = PILOT_VALUE_INTEGER, .integer = pilot_portal_db_next_revision (self->db) };
  merged[PILOT_FIELD_UPDATED_AT] = (PilotValue) { .kind = PILOT_VALUE_INTEGER, .integer = self->now };
  pilot_statement_bind_static (statement, 1, self->op, -1);
  for (guint i = 0; i < schema->n_fields; i++)
    pilot_statement_bind_value (statement, 2 + i, &merged[i]);
  if (before != NULL)
    pilot_statement_bind_int64 (statement, 2 + schema->n_fields, before->row);
  return pilot_statement_run (statement, error);
}

/* Whether the mode and the base allow to write over what is there; otherwise @result says why not. */
static gboolean
may_write (PilotChangeMode mode, gint64 base_revision, const PilotPortalRow *before, guint64 changed, PilotChangeResult *result)
{
  gboolean live = before != NULL && !before->deleted;

  result->revision = before != NULL ? pilot_portal_row_get_revision (before) : 0;
  /* Who names the tombstone knows that the record was deleted, and by which deletion. */
  if (before != NULL && !live && mode == PILOT_CHANGE_PUT_BACK && base_revision == result->revision)
    return TRUE;
  if (!live && (mode == PILOT_CHANGE_REPLACE || mode == PILOT_CHANGE_PUT_BACK || mode == PILOT_CHANGE_MERGE || base_revision != 0))
    result->outcome = before != NULL ? PILOT_OUTCOME_GONE : PILOT_OUTCOME_NOT_FOUND;
  else if (!live && before != NULL && mode == PILOT_CHANGE_NEW)
    result->outcome = PILOT_OUTCOME_GONE;
  else if (live && (mode == PILOT_CHANGE_NEW || mode == PILOT_CHANGE_NEW_PART) && changed != 0)
    result->outcome = PILOT_OUTCOME_STALE;
  else if (live && base_revision != 0 && base_revision != result->revision)
    result->outcome = PILOT_OUTCOME_STALE;
  else if (live && changed == 0)
    result->outcome = PILOT_OUTCOME_UNCHANGED;
  else
    return TRUE;
  return FALSE;
}

static gboolean
put_over (PilotPortalChange *self, const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *values,
          PilotChangeMode mode, gint64 base_revision, PilotChangeResult *result, GError **error)
{
  gboolean live = before != NULL && !before->deleted;
  gboolean keep_unsaid = live && (mode == PILOT_CHANGE_MERGE || mode == PILOT_CHANGE_UPSERT);
  PilotValue merged[PILOT_MAX_FIELDS];
  guint64 changed = merge (schema, before, values, keep_unsaid, merged);

  if ((mode == PILOT_CHANGE_UPSERT || mode == PILOT_CHANGE_NEW || mode == PILOT_CHANGE_NEW_PART) && before != NULL && changed != 0 &&
      pilot_portal_row_get_revision (before) > self->first_revision)
    {
      set_invalid (result, PILOT_FIELD_ID, g_strdup (_("The same id comes twice.")));
      return TRUE;
    }
  if (!may_write (mode, base_revision, before, changed, result))
    return TRUE;
  result->outcome = live ? PILOT_OUTCOME_CHANGED : PILOT_OUTCOME_CREATED;
  if (schema->entity == PILOT_ENTITY_RUN)
    reset_run (live ? before : NULL, merged, &changed);
  pilot_portal_signature_add (schema, self->actor, self->now, live ? before : NULL, merged, &changed);
  if (!judge_freeze (self, schema, live ? before : NULL, merged, changed, result, error))
    return FALSE;
  if (result->outcome == PILOT_OUTCOME_INVALID)
    return TRUE;
  if (!judge (self, schema, live ? before : NULL, merged, changed, result, error))
    return FALSE;
  if (result->outcome == PILOT_OUTCOME_INVALID)
    return TRUE;
  if (!write_row (self, schema, before, merged, error))
    return FALSE;
  if (!live)
    pilot_references_forget (self->references, merged[PILOT_FIELD_ID].text);
  result->revision = merged[PILOT_FIELD_REVISION].integer;
  result->changed_fields = changed;
  return TRUE;
}

PilotPortalChange *
pilot_portal_change_begin (PilotPortalDb *db, const char *actor, const char *op, GError **error)
{
  g_autoptr (PilotPortalChange) self = g_new0 (PilotPortalChange, 1);

  self->db = db;
  self->references = pilot_references_new (db);
  self->freeze.db = db;
  self->actor = g_strdup (actor);
  self->op = g_strdup (op);
  self->now = pilot_portal_db_get_now (db);
  if (!pilot_portal_db_begin (db, error))
    return NULL;
  self->open = TRUE;
  self->first_revision = pilot_portal_db_get_revision (db, NULL);
  return g_steal_pointer (&self);
}

void
pilot_portal_change_free (PilotPortalChange *self)
{
  if (self == NULL)
    return;
  if (self->open)
    pilot_portal_db_rollback (self->db);
  pilot_references_free (self->references);
  g_free (self->actor);
  g_free (self->op);
  g_free (self);
}

gboolean
pilot_portal_change_put (PilotPortalChange *self, const PilotSchema *schema, const PilotValue *values, PilotChangeMode mode,
                         gint64 base_revision, PilotChangeResult *result, GError **error)
{
  PilotPortalRow before;
  PilotStatement *statement;
  gboolean found;
  gboolean ok;

  pilot_change_result_clear (result);
  if (!is_lower_uuid (&values[PILOT_FIELD_ID]))
    {
      set_invalid (result, PILOT_FIELD_ID, g_strdup (_("The id must be a UUID in lower case.")));
      return TRUE;
    }
  if (!pilot_portal_row_find (&before, self->db, schema, values[PILOT_FIELD_ID].text, &statement, &found, error))
    return FALSE;
  ok = put_over (self, schema, found ? &before : NULL, values, mode, base_revision, result, error);
  pilot_statement_reset (statement);
  return ok;
}

static gboolean
bury (PilotPortalChange *self, const PilotPortalRow *row, const char *id, PilotChangeResult *result, GError **error)
{
  PilotStatement *statement = pilot_portal_db_prepare (self->db, row->schema, PILOT_PORTAL_STATEMENT_BURY, error);

  if (statement == NULL)
    return FALSE;
  result->revision = pilot_portal_db_next_revision (self->db);
  result->outcome = PILOT_OUTCOME_DELETED;
  pilot_statement_bind_static (statement, 1, self->op, -1);
  pilot_statement_bind_int64 (statement, 2, result->revision);
  pilot_statement_bind_int64 (statement, 3, self->now);
  pilot_statement_bind_int64 (statement, 4, row->row);
  if (!pilot_statement_run (statement, error))
    return FALSE;
  /* Whoever comes back signs in with a new password. */
  return (row->schema->entity != PILOT_ENTITY_MEMBER && row->schema->entity != PILOT_ENTITY_RECRUITER) ||
         pilot_account_forget (self->db, id, error);
}

/* Nothing of it stays, in the remembered answers neither. */
static gboolean
bury_part (PilotPortalChange *self, const PilotSchema *schema, const char *id, GError **error)
{
  g_auto (PilotChangeResult) result = { 0 };
  g_autoptr (GString) tombstone = g_string_new (NULL);
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;
  gboolean ok;

  if (!pilot_portal_row_find (&row, self->db, schema, id, &statement, &found, error))
    return FALSE;
  ok = bury (self, &row, id, &result, error);
  pilot_statement_reset (statement);
  pilot_references_forget (self->references, id);
  if (!ok || !pilot_portal_row_find (&row, self->db, schema, id, &statement, &found, error))
    return FALSE;
  pilot_portal_row_append_json (&row, tombstone, FALSE);
  pilot_statement_reset (statement);
  return pilot_idempotency_erase (self->db, id, tombstone->str, error);
}

static gboolean
bury_parts (PilotPortalChange *self, const PilotSchema *schema, const char *owner_id, gint64 *n_parts, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ? AND deleted = 0 ORDER BY row", schema->name,
                                          schema->fields[pilot_schema_find_owner (schema)].name);
  g_autoptr (PilotStatement) statement = pilot_statement_new (pilot_portal_db_get_database (self->db), sql, error);
  g_autoptr (GPtrArray) ids = NULL;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, owner_id, -1);
  ids = pilot_statement_list_texts (statement, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!bury_part (self, schema, g_ptr_array_index (ids, i), error))
      return FALSE;
  *n_parts += ids->len;
  return TRUE;
}

static gboolean
delete_row (PilotPortalChange *self, const PilotPortalRow *row, const char *id, gint64 base_revision, PilotChangeResult *result,
            GError **error)
{
  const PilotSchema *user;
  char *message = NULL;
  int field;

  result->revision = pilot_portal_row_get_revision (row);
  if (row->deleted)
    {
      result->outcome = PILOT_OUTCOME_UNCHANGED;
      return TRUE;
    }
  if (base_revision != 0 && base_revision != result->revision)
    {
      result->outcome = PILOT_OUTCOME_STALE;
      return TRUE;
    }
  if (!pilot_references_find_user (self->references, row->schema, id, &user, error))
    return FALSE;
  if (user != NULL)
    {
      /* Translators: %s is a kind of record in the plural, e.g. "Candidates" */
      set_invalid (result, -1, g_strdup_printf (_("Other records still refer to it: %s."),
                                                g_dgettext (GETTEXT_PACKAGE, user->label_many)));
      return TRUE;
    }
  if (row->schema->entity == PILOT_ENTITY_MEMBER && !pilot_portal_member_judge (self->db, row, NULL, &field, &message, error))
    return FALSE;
  if (message != NULL)
    {
      set_invalid (result, field, message);
      return TRUE;
    }
  if (!judge_freeze (self, row->schema, row, NULL, 0, result, error))
    return FALSE;
  if (result->outcome == PILOT_OUTCOME_INVALID)
    return TRUE;
  PILOT_SCHEMA_FOREACH_PART (part, row->schema->entity)
    if (!bury_parts (self, pilot_schema_get (part), id, &result->n_parts, error))
      return FALSE;
  pilot_references_forget (self->references, id);
  return bury (self, row, id, result, error);
}

gboolean
pilot_portal_change_delete (PilotPortalChange *self, const PilotSchema *schema, const char *id, gint64 base_revision,
                            PilotChangeResult *result, GError **error)
{
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;
  gboolean ok = TRUE;

  pilot_change_result_clear (result);
  if (!pilot_portal_row_find (&row, self->db, schema, id, &statement, &found, error))
    return FALSE;
  if (found)
    ok = delete_row (self, &row, id, base_revision, result, error);
  else
    result->outcome = PILOT_OUTCOME_NOT_FOUND;
  pilot_statement_reset (statement);
  return ok;
}

/* The statement stands on @before while its texts are bound to the one that writes. */
static gboolean
set_over (PilotPortalChange *self, const PilotPortalRow *before, const PilotRecord *changes, guint64 *changed, GError **error)
{
  PilotValue merged[PILOT_MAX_FIELDS];

  *changed = 0;
  merged[PILOT_FIELD_ID] = before->values[PILOT_FIELD_ID];
  for (guint i = PILOT_FIELD_FIRST; i < before->schema->n_fields; i++)
    {
      merged[i] = pilot_record_is_set (changes, i) ? *normal (pilot_record_get_value (changes, i)) : before->values[i];
      if (!pilot_value_equal (&before->values[i], &merged[i]))
        *changed |= 1ull << i;
    }
  return *changed == 0 || write_row (self, before->schema, before, merged, error);
}

gboolean
pilot_portal_change_set (PilotPortalChange *self, const PilotRecord *changes, guint64 *changed, GError **error)
{
  PilotPortalRow before;
  PilotStatement *statement;
  gboolean found;
  gboolean ok;

  if (!pilot_portal_row_find (&before, self->db, pilot_record_get_schema (changes), pilot_record_get_id (changes), &statement, &found,
                              error))
    return FALSE;
  if (found && !before.deleted)
    ok = set_over (self, &before, changes, changed, error);
  else
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, "There is no such record.");
      ok = FALSE;
    }
  pilot_statement_reset (statement);
  return ok;
}

gint64
pilot_portal_change_get_first_revision (PilotPortalChange *self)
{
  return self->first_revision;
}

gboolean
pilot_portal_change_audit (PilotPortalChange *self, const char *action, const PilotSchema *schema, const char *entity_id,
                           gint64 count, const char *detail, GError **error)
{
  PilotAuditEvent event = {
    .actor = self->actor,
    .action = action,
    .entity = schema != NULL ? schema->name : NULL,
    .entity_id = entity_id,
    .count = count,
    .detail = detail,
  };

  return pilot_audit_append (self->db, &event, self->op, error);
}

gboolean
pilot_portal_change_commit (PilotPortalChange *self, GError **error)
{
  self->open = FALSE;
  return pilot_portal_db_commit (self->db, error);
}

char *
pilot_portal_change_dup_field_names (const PilotSchema *schema, guint64 fields)
{
  GString *names = g_string_new (NULL);

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (fields & (1ull << i))
      g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", schema->fields[i].json);
  return g_string_free (names, FALSE);
}
