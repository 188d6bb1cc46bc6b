/* pilot-event-text.c: audit events for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-event-text.h"

#include "pilot-entities.h"
#include "pilot-format.h"

#include <glib/gi18n-lib.h>

/* Whole sentences: in most languages the verb follows the noun. */
static const struct
{
  const char *action;
  const char *text;
} sentences[] = {
  { "agency.create", N_("Agency added") },
  { "agency.update", N_("Agency changed") },
  { "agency.delete", N_("Agency deleted") },
  { "agency.bulk", N_("Agencies written in one go") },
  { "recruiter.create", N_("Recruiter added") },
  { "recruiter.update", N_("Recruiter changed") },
  { "recruiter.delete", N_("Recruiter deleted") },
  { "recruiter.bulk", N_("Recruiters written in one go") },
  { "job.create", N_("Job added") },
  { "job.update", N_("Job changed") },
  { "job.delete", N_("Job deleted") },
  { "job.bulk", N_("Jobs written in one go") },
  { "candidate.create", N_("Candidate added") },
  { "candidate.update", N_("Candidate changed") },
  { "candidate.delete", N_("Candidate deleted") },
  { "candidate.bulk", N_("Candidates written in one go") },
  { "assignment.create", N_("Recruiter put on a job in the legacy portal") },
  { "assignment.update", N_("Assignment in the legacy portal changed") },
  { "assignment.delete", N_("Recruiter taken off a job in the legacy portal") },
  { "assignment.bulk", N_("Assignments in the legacy portal written in one go") },
  { "share.create", N_("Job shared with a recruiter") },
  { "share.update", N_("Share of a job changed") },
  { "share.delete", N_("Job no longer shared with a recruiter") },
  { "share.bulk", N_("Job shares written in one go") },
  { "import.commit", N_("File imported") },
  { "demo.seed", N_("Demo company made") },
  { "account.sign-in", N_("Signed in") },
  { "account.password", N_("Password set") },
  { "token.create", N_("Access token made") },
  { "token.revoke", N_("Access token withdrawn") },
};

/* For kinds of records that have no sentences of their own. */
static const struct
{
  const char *verb;
  const char *format;
} verbs[] = {
  /* Translators: %s is a kind of record, e.g. "Hiring process" */
  { "create", N_("%s: added") },
  /* Translators: %s is a kind of record, e.g. "Hiring process" */
  { "update", N_("%s: changed") },
  /* Translators: %s is a kind of record, e.g. "Hiring process" */
  { "delete", N_("%s: deleted") },
  /* Translators: %s is a kind of record, e.g. "Hiring process" */
  { "bulk", N_("%s: several written in one go") },
};

char *
pilot_event_text_dup_action (const char *action)
{
  const char *dot = action != NULL ? strchr (action, '.') : NULL;
  g_autofree char *noun = NULL;
  const PilotSchema *schema;

  if (dot == NULL)
    return g_strdup (action != NULL ? action : "");
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].action, action))
      return g_strdup (_(sentences[i].text));
  noun = g_strndup (action, (gsize) (dot - action));
  schema = pilot_schema_from_name (noun);
  for (guint i = 0; schema != NULL && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].verb, dot + 1))
      return g_strdup_printf (_(verbs[i].format), _(schema->label));
  return g_strdup (action);
}

/* Of a deletion: so many records went with it. */
static char *
dup_parts (const char *count)
{
  g_autofree char *records = pilot_format_records (g_ascii_strtoull (count, NULL, 10));

  /* Translators: of a record that was deleted; %s is e.g. “12 records” */
  return g_strdup_printf (_("with %s that belonged to it"), records);
}

static guint64
read_count (const char *detail, const char *name)
{
  const char *at = strstr (detail, name);

  return at != NULL ? g_ascii_strtoull (at + strlen (name), NULL, 10) : 0;
}

static void
add_sentence (GString *text, guint64 n, const char *sentence)
{
  g_autofree char *count = pilot_format_count (n);

  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append_printf (text, sentence, count);
}

/* (nullable): of what was written in one go, "created=38 changed=2" among others. */
static char *
dup_written (const char *detail)
{
  guint64 n_created = read_count (detail, "created=");
  guint64 n_changed = read_count (detail, " changed=");
  g_autoptr (GString) text = g_string_new (NULL);

  add_sentence (text, n_created, ngettext ("%s record was created.", "%s records were created.", n_created));
  add_sentence (text, n_changed, ngettext ("%s record was changed.", "%s records were changed.", n_changed));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
pilot_event_text_dup_fields (const PilotSchema *schema, const char *names)
{
  g_auto (GStrv) parts = names != NULL ? g_strsplit (names, ",", -1) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (names != NULL && g_str_has_prefix (names, "parts="))
    return dup_parts (names + strlen ("parts="));
  if (names != NULL && strstr (names, "created=") != NULL)
    return dup_written (names);
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      int field = pilot_schema_find_json (schema, parts[i], strlen (parts[i]));

      if (field < 0)
        return NULL;
      if (i > 0)
        /* Translators: between the names of fields in a list */
        g_string_append (text, _(", "));
      g_string_append (text, _(schema->fields[field].label));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
pilot_event_text_dup (PilotWorkspace *workspace, PilotRecord *record, guint field)
{
  const PilotSchema *schema = pilot_schema_from_name (pilot_record_get_text (record, PILOT_AUDIT_EVENT_ENTITY));
  g_autofree char *title = NULL;

  if (field == PILOT_AUDIT_EVENT_ACTION)
    return pilot_event_text_dup_action (pilot_record_get_text (record, field));
  if (field == PILOT_AUDIT_EVENT_ENTITY)
    return schema != NULL ? g_strdup (_(schema->label)) : NULL;
  if (field == PILOT_AUDIT_EVENT_DETAIL)
    return schema != NULL ? pilot_event_text_dup_fields (schema, pilot_record_get_text (record, field)) : NULL;
  /* What it did by itself: made the company, carried out a run. */
  if (field == PILOT_AUDIT_EVENT_ACTOR && g_strcmp0 (pilot_record_get_text (record, field), "portal") == 0)
    return g_strdup (_("Portal"));
  if (workspace == NULL)
    return NULL;
  if (field == PILOT_AUDIT_EVENT_ACTOR)
    title = pilot_workspace_dup_title (workspace, PILOT_ENTITY_MEMBER, pilot_record_get_text (record, field));
  else if (field == PILOT_AUDIT_EVENT_ENTITY_ID && schema != NULL)
    title = pilot_workspace_dup_title (workspace, schema->entity, pilot_record_get_text (record, field));
  return title != NULL && *title != '\0' ? g_steal_pointer (&title) : NULL;
}
