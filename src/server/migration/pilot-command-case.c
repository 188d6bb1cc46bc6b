/* pilot-command-case.c: a command carried out: the rules asked, the record changed, one audit event
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-command-case.h"

#include <glib/gi18n-lib.h>

#include "pilot-downtime.h"
#include "pilot-name-uuid.h"
#include "pilot-portal-row.h"
#include "pilot-statement.h"
#include "pilot-time.h"

#define MAX_TEXT_CHARS 500
#define MAX_REASON_CHARS 20000
#define SHA256_LENGTH 64

typedef enum {
  FORM_TEXT,
  FORM_REASON,
  FORM_UUID,
  FORM_NUMBER,
  FORM_SHA256,
  FORM_DATE,
  FORM_DATE_OR_NONE,
} Form;

static const struct
{
  const char *argument;
  Form form;
} forms[] = {
  { "revision", FORM_NUMBER },     { "sha256", FORM_SHA256 },          { "counts", FORM_TEXT },   { "company_name", FORM_TEXT },
  { "company_id", FORM_UUID },     { "job_id", FORM_UUID },            { "run_id", FORM_UUID },   { "date", FORM_DATE },
  { "reason", FORM_REASON },       { "manifest_sha256", FORM_SHA256 }, { "scheduled_on", FORM_DATE_OR_NONE },
};

static gboolean
is_sha256 (const char *text)
{
  return strlen (text) == SHA256_LENGTH && strspn (text, "0123456789abcdef") == SHA256_LENGTH;
}

/* (nullable): what is wrong with the form of an argument. */
static const char *
judge_form (Form form, const char *text)
{
  GDate date;

  switch (form)
    {
    case FORM_UUID:
      return g_uuid_string_is_valid (text) ? NULL : _("It must be a UUID.");
    case FORM_NUMBER:
      return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, NULL, NULL) ? NULL : _("It must be a whole number.");
    case FORM_SHA256:
      return is_sha256 (text) ? NULL : _("It must be a SHA-256: 64 hexadecimal digits in lower case.");
    case FORM_DATE:
      return pilot_downtime_parse_date (text, &date) ? NULL : _("It must be a date: YYYY-MM-DD.");
    case FORM_DATE_OR_NONE:
      return *text == '\0' || pilot_downtime_parse_date (text, &date) ? NULL : _("It must be a date: YYYY-MM-DD.");
    case FORM_REASON:
      return g_utf8_strlen (text, -1) <= MAX_REASON_CHARS ? NULL : _("It is too long.");
    case FORM_TEXT:
    default:
      return g_utf8_strlen (text, -1) <= MAX_TEXT_CHARS ? NULL : _("It is too long.");
    }
}

static Form
find_form (const char *argument)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (strcmp (forms[i].argument, argument) == 0)
      return forms[i].form;
  g_return_val_if_reached (FORM_TEXT);
}

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
knows (const PilotCommandRule *rule, const char *argument)
{
  return *argument != '\0' && g_strv_contains (rule->arguments, argument);
}

static const PilotCommandCaseEntry *
find_in (const PilotCommandCaseEntry *entries, const char *name)
{
  for (guint i = 0; entries[i].name != NULL; i++)
    if (strcmp (entries[i].name, name) == 0)
      return &entries[i];
  return NULL;
}

/* (nullable) */
static const PilotCommandCaseEntry *
find_entry (const char *name)
{
  const PilotCommandCaseEntry *entry = find_in (pilot_command_plan_get_entries (), name);

  return entry != NULL ? entry : find_in (pilot_command_run_get_entries (), name);
}

/* (transfer full) (nullable): FALSE: the database failed. */
static gboolean
load (PilotPortalDb *db, PilotEntity entity, const char *id, PilotRecord **record, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;

  *record = NULL;
  if (!pilot_portal_row_find (&row, db, schema, id, &statement, &found, error))
    return FALSE;
  if (found && !row.deleted)
    {
      *record = pilot_record_new (entity);
      for (guint i = 0; i < schema->n_fields; i++)
        pilot_record_set_value (*record, i, &row.values[i]);
    }
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
load_all (PilotCommandCase *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *company_id = pilot_portal_db_dup_company_id (self->db, &cause);
  g_autofree char *project_id = pilot_project_make_id ();
  const char *run_id = pilot_command_case_get (self, "run_id");

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (company_id == NULL)
    {
      pilot_command_case_refuse (self, _("There is no company yet."));
      return TRUE;
    }
  if (!load (self->db, PILOT_ENTITY_COMPANY, company_id, &self->company, error) ||
      !load (self->db, PILOT_ENTITY_PROJECT, project_id, &self->project, error))
    return FALSE;
  if (self->project == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, "The company has no project.");
      return FALSE;
    }
  if (!knows (self->rule, "run_id"))
    return TRUE;
  if (!load (self->db, PILOT_ENTITY_RUN, run_id, &self->run, error))
    return FALSE;
  if (self->run == NULL)
    pilot_command_case_refuse_argument (self, "run_id", _("There is no such run."));
  return TRUE;
}

/* Writes what the command made of its record, tells it, and adds the event. */
static gboolean
write_changes (PilotCommandCase *self, GError **error)
{
  const PilotSchema *schema = pilot_record_get_schema (self->changes);
  g_autofree char *detail = NULL;
  guint64 changed;

  pilot_record_set_text (self->changes, PILOT_FIELD_ID, pilot_record_get_id (self->run != NULL ? self->run : self->project));
  if (!pilot_portal_change_set (self->change, self->changes, &changed, error))
    return FALSE;
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (pilot_record_is_set (self->changes, i) && (schema->fields[i].flags & PILOT_FIELD_PERSONAL) == 0)
      pilot_command_case_tell (self, self->changes, i);
  if (changed == 0)
    return TRUE;
  detail = pilot_portal_change_dup_field_names (schema, changed);
  return pilot_portal_change_audit (self->change, self->rule->action, schema, pilot_record_get_id (self->changes), 1, detail, error);
}

void
pilot_command_case_init (PilotCommandCase *self, const char *name, GHashTable *arguments, const char *actor)
{
  *self = (PilotCommandCase) { .rule = pilot_command_find_rule (name), .arguments = arguments, .actor = actor };
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  self->changes = pilot_record_new (knows (self->rule, "run_id") ? PILOT_ENTITY_RUN : PILOT_ENTITY_PROJECT);
}

void
pilot_command_case_clear (PilotCommandCase *self)
{
  g_clear_pointer (&self->company, pilot_record_unref);
  g_clear_pointer (&self->project, pilot_record_unref);
  g_clear_pointer (&self->run, pilot_record_unref);
  g_clear_pointer (&self->changes, pilot_record_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
}

gboolean
pilot_command_case_check (PilotCommandCase *self)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->arguments), (GCompareFunc) g_strcmp0);
  gboolean required = TRUE;

  for (GList *at = names; at != NULL; at = at->next)
    if (!knows (self->rule, at->data))
      {
        pilot_command_case_refuse_argument (self, at->data, _("This command has no such argument."));
        return FALSE;
      }
  for (guint i = 0; self->rule->arguments[i] != NULL; i++)
    {
      const char *argument = self->rule->arguments[i];
      const char *text = pilot_command_case_get (self, argument);
      const char *message = NULL;

      if (*argument == '\0')
        required = FALSE;
      else if (required && is_blank (text))
        message = _("It is required.");
      else if (text != NULL)
        message = judge_form (find_form (argument), text);
      if (message == NULL)
        continue;
      pilot_command_case_refuse_argument (self, argument, message);
      return FALSE;
    }
  return TRUE;
}

gboolean
pilot_command_case_run (PilotCommandCase *self, PilotPortalDb *db, PilotPortalChange *change, GError **error)
{
  const PilotCommandCaseEntry *entry = find_entry (self->rule->name);

  g_return_val_if_fail (entry != NULL, FALSE);

  self->db = db;
  self->change = change;
  if (!load_all (self, error))
    return FALSE;
  if (!pilot_command_case_is_done (self))
    return TRUE;
  if (!entry->func (self, error))
    return FALSE;
  return !pilot_command_case_is_done (self) || write_changes (self, error);
}

gboolean
pilot_command_case_is_long (const char *name)
{
  const PilotCommandCaseEntry *entry = find_entry (name);

  return entry != NULL && entry->survey != NULL;
}

gboolean
pilot_command_case_survey (PilotCommandCase *self, PilotPortalDb *db, GError **error)
{
  self->db = db;
  return load_all (self, error) && (!pilot_command_case_is_done (self) || find_entry (self->rule->name)->survey (self, error));
}

gboolean
pilot_command_case_is_done (const PilotCommandCase *self)
{
  return self->invalid == NULL && self->reasons->len == 0;
}

char *
pilot_command_case_dup_detail (const PilotCommandCase *self)
{
  GString *text = g_string_new (self->lead);

  for (guint i = 0; i < self->reasons->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", (const char *) self->reasons->pdata[i]);
  return g_string_free (text, FALSE);
}

const char *
pilot_command_case_get (const PilotCommandCase *self, const char *argument)
{
  return g_hash_table_lookup (self->arguments, argument);
}

void
pilot_command_case_refuse (PilotCommandCase *self, const char *sentence)
{
  g_ptr_array_add (self->reasons, g_strdup (sentence));
}

void
pilot_command_case_refuse_argument (PilotCommandCase *self, const char *argument, const char *message)
{
  self->invalid = argument;
  self->message = message;
}

void
pilot_command_case_tell (PilotCommandCase *self, const PilotRecord *record, guint field)
{
  const PilotField *described = &pilot_record_get_schema (record)->fields[field];
  const PilotValue *value = pilot_record_get_value (record, field);
  char time[PILOT_TIME_LENGTH_BYTES];
  char *text;

  if (value->kind == PILOT_VALUE_TEXT)
    text = g_strdup (value->text);
  else if (value->kind != PILOT_VALUE_INTEGER)
    return;
  else if (described->type == PILOT_FIELD_BOOLEAN)
    text = g_strdup (value->integer != 0 ? "true" : "false");
  else if (described->type == PILOT_FIELD_TIME)
    {
      pilot_time_format (value->integer, time);
      text = g_strdup (time);
    }
  else
    text = g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  g_hash_table_replace (self->values, g_strdup (described->name), text);
}

gint64
pilot_command_case_get_now (const PilotCommandCase *self)
{
  return pilot_portal_db_get_now (self->db);
}
