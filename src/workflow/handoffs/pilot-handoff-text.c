/* pilot-handoff-text.c: what tickets, mails and notices say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-text.h"

#include "pilot-calendar-writer.h"
#include "pilot-downtime.h"
#include "pilot-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HIREPORT_SUPPORT "support@hireport.io" /* [Migrating Data, "Help & Support"] */
#define MAX_MAPPING_LINES 100                  /* more are in the attached file alone */

/* Texts are whole; what stands in braces is put in. A line of facts is left out where its fact is not known. */
typedef struct
{
  const char *kind;
  const char *recipient; /* (nullable): fixed */
  const char *subject;
  const char *body;
  const char *const *facts; /* %NULL-terminated */
} Template;

#define FACTS(...) (const char *const[]) { __VA_ARGS__, NULL }

/* Translators: in this file words in braces, such as {company}, are put in by the program: keep them as they are. */
#define COMPANY N_("Company: {company}")
#define ENVIRONMENT N_("Environment: {environment}")
#define COMPANY_ID N_("HirePort Company ID: {hireport_id}")
#define RENEWAL N_("Next renewal: {renewal}")
#define DOWNTIME N_("Downtime: Friday, {date}")
#define RUN N_("Run: {run}")
#define RUN_KIND N_("Kind of run: {run_kind}")

static const Template templates[] = {
  { "module_ticket", NULL,
    N_("Please add the HirePort module: {company}, {environment}"),
    N_("Hello,\n\n"
       "please add HirePort, the Advanced Agency Portal, as a module to our environment of SmartRecruiters. "
       "Please let our customer success manager know when the subscription is there.\n\n"
       "{facts}\n\n"
       "Kind regards\n{company}"),
    FACTS (COMPANY, ENVIRONMENT, N_("Customer success manager: {csm}"), RENEWAL) },
  { "csm_notice", NULL,
    N_("{company}: migration to the Advanced Agency Portal"),
    N_("Hello,\n\n"
       "we are preparing the migration of our agencies to the Advanced Agency Portal (HirePort), and you are our contact for it. "
       "The Partner & API team notifies you when the HirePort subscription is added to our environment. "
       "This is where we are; please tell us if something is missing on your side.\n\n"
       "{facts}\n\n"
       "Kind regards\n{company}"),
    FACTS (COMPANY, ENVIRONMENT, N_("HirePort subscription added: {subscribed}"), RENEWAL, DOWNTIME) },
  { "phase_a_ticket", NULL,
    N_("Migration to HirePort: Phase A is complete: {company}, {environment}"),
    N_("Hello,\n\n"
       "we have completed Phase A of the migration to the Advanced Agency Portal. Please gather the data to be migrated "
       "and open the internal request for the migration.\n\n"
       "{facts}\n\n"
       "Default stage mapping:\n{mapping}\n\n"
       "Kind regards\n{company}"),
    FACTS (COMPANY, ENVIRONMENT, COMPANY_ID, N_("Advanced Agency Portal activated: {activated}"), N_("Published job visited: {visited}"),
           N_("Agency Portal Settings reviewed: {reviewed}"), N_("Default language: {portal_language}"), N_("Default currency: {portal_currency}"),
           N_("Duplicate prevention: {duplicates}"), N_("Agencies in the Recruiter Portal: {n_agencies}"), N_("Recruiters: {n_recruiters}"),
           N_("Jobs: {n_jobs}"), N_("Candidates: {n_candidates}"), N_("Closed records: {history}"), N_("Jobs on hold: {on_hold}"),
           N_("Transferred candidates: {transferred}"), N_("Checksum of the snapshot (SHA-256): {snapshot}"), RUN, RUN_KIND, RENEWAL, DOWNTIME) },
  { "manifest", NULL,
    N_("Expected records of the migration: {company}, {run}"),
    N_("Hello,\n\n"
       "the attached file names each record that we expect to be migrated, and the stage that it lands in. Please check what "
       "you load against it. If it is an encrypted archive, we give you its password another way.\n\n"
       "{facts}\n\n"
       "Kind regards\n{company}"),
    FACTS (COMPANY, ENVIRONMENT, COMPANY_ID, RUN, RUN_KIND, N_("Statement of work: {sow}"), N_("Records in scope: {n_expected}"),
           N_("Checksum of the agreed scope (SHA-256): {manifest}"), DOWNTIME) },
  { "downtime_notice", NULL,
    N_("{company}: no agency portal on Friday, {date}"),
    N_("Hello,\n\n"
       "{company} moves its work with agencies to a new agency portal, HirePort. The move is made on Friday, {date}, "
       "and takes the working day.\n\n"
       "What stops on that day: you can’t submit candidates, change them or follow them in the agency portal. "
       "What is entered on that day may be lost.\n\n"
       "What to do: please submit and update what is urgent by the evening before. Your active jobs, and your candidates who "
       "are in progress, move with you; there is nothing to copy. After the move you get an invitation to the new portal by e-mail.\n\n"
       "The attached file puts the day into your calendar.\n\n"
       "Kind regards\n{company}"),
    FACTS (NULL) },
  { "preparation_request", HIREPORT_SUPPORT,
    N_("Preparing the migration of {company}: Q&A session, demo environment"),
    N_("Hello,\n\n"
       "to prepare our migration to the Advanced Agency Portal without a full test migration, we would like:\n\n"
       "– a Q&A session with the HirePort team\n"
       "– a demo environment with sample jobs, to validate our configuration\n\n"
       "Please offer us dates.\n\n"
       "{facts}\n\n"
       "Kind regards\n{company}"),
    FACTS (COMPANY, ENVIRONMENT, COMPANY_ID, N_("Agencies in the Recruiter Portal: {n_agencies}"), RENEWAL, DOWNTIME) },
  { "grouping_request", HIREPORT_SUPPORT,
    N_("Please group the agency users of {company}"),
    N_("Hello,\n\n"
       "please bundle our agencies’ users into groups, so that users of a group see each other’s candidates. The attached file "
       "names the agency of each user: those of one agency are a group.\n\n"
       "{facts}\n\n"
       "Kind regards\n{company}"),
    FACTS (COMPANY, ENVIRONMENT, COMPANY_ID, N_("Agencies: {n_grouped}"), N_("Users: {n_users}")) },
};

/* Translators: a date in a mail, with the name of its month; it stands after “Friday” too, such as “Friday, 4 December 2026” */
static const char *const dates[] = {
  N_("{day} January {year}"),
  N_("{day} February {year}"),
  N_("{day} March {year}"),
  N_("{day} April {year}"),
  N_("{day} May {year}"),
  N_("{day} June {year}"),
  N_("{day} July {year}"),
  N_("{day} August {year}"),
  N_("{day} September {year}"),
  N_("{day} October {year}"),
  N_("{day} November {year}"),
  N_("{day} December {year}"),
};

static const Template *
find_template (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    if (g_strcmp0 (templates[i].kind, kind) == 0)
      return &templates[i];
  return NULL;
}

/* --- values */

static char *
dup_field (const PilotRecord *record, guint field)
{
  const char *text = record != NULL ? pilot_record_get_text (record, field) : NULL;

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static char *
dup_choice (const PilotRecord *record, guint field, PilotCatalog *catalog)
{
  const char *value = record != NULL ? pilot_record_get_text (record, field) : NULL;

  if (value == NULL)
    return NULL;
  return g_strdup (pilot_catalog_get (catalog, pilot_choice_label (pilot_record_get_schema (record)->fields[field].choices, value)));
}

/* As the mail's language writes it, whatever the process's locale is; where that is not translated, as everybody reads it. */
static char *
format_date (const GDate *date, PilotCatalog *catalog)
{
  const char *english = dates[g_date_get_month (date) - 1];
  const char *format = catalog != NULL ? pilot_catalog_find (catalog, english) : english;
  g_autoptr (GString) text = g_string_new (format);
  g_autofree char *day = g_strdup_printf ("%u", g_date_get_day (date));
  g_autofree char *year = g_strdup_printf ("%u", g_date_get_year (date));

  if (format == NULL)
    return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (date), (guint) g_date_get_month (date), g_date_get_day (date));
  g_string_replace (text, "{day}", day, 0);
  g_string_replace (text, "{year}", year, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_date (const PilotRecord *record, guint field, PilotCatalog *catalog)
{
  GDate date;

  if (record == NULL || !pilot_downtime_parse_date (pilot_record_get_text (record, field), &date))
    return NULL;
  return format_date (&date, catalog);
}

/* A moment as a day in the company's zone. */
static char *
dup_day (const PilotHandoffFacts *facts, const PilotRecord *record, guint field, PilotCatalog *catalog)
{
  gint64 moment = record != NULL ? pilot_record_get_integer (record, field) : 0;
  GDate date;

  if (moment == 0)
    return NULL;
  pilot_downtime_today (moment, facts->company != NULL ? pilot_record_get_text (facts->company, PILOT_COMPANY_TIME_ZONE) : NULL, &date);
  return format_date (&date, catalog);
}

static char *
dup_number (guint64 number)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

static char *
dup_csm (const PilotRecord *project)
{
  g_autofree char *name = dup_field (project, PILOT_PROJECT_CSM_NAME);
  char *email = dup_field (project, PILOT_PROJECT_CSM_EMAIL);

  if (name == NULL || email == NULL)
    return name != NULL ? g_steal_pointer (&name) : email;
  g_free (email);
  return g_strdup_printf ("%s <%s>", name, pilot_record_get_text (project, PILOT_PROJECT_CSM_EMAIL));
}

static void
append_status (GString *line, const char *status, const char *sub_status, PilotCatalog *catalog)
{
  g_string_append (line, pilot_catalog_get (catalog, pilot_choice_label (pilot_candidate_status_choices, status)));
  if (sub_status != NULL && *sub_status != '\0')
    g_string_append_printf (line, " / %s", sub_status);
}

static char *
dup_mapping (const PilotHandoffFacts *facts, PilotCatalog *catalog)
{
  GString *lines = g_string_new (NULL);

  if (facts->mappings->len > MAX_MAPPING_LINES)
    return g_string_free (g_string_append (lines, pilot_catalog_get (catalog, N_("see the attached file"))), FALSE);
  for (guint i = 0; i < facts->mappings->len; i++)
    {
      const PilotHandoffMapping *mapping = g_ptr_array_index (facts->mappings, i);

      g_string_append_printf (lines, "%s%s: ", i == 0 ? "" : "\n", mapping->process);
      append_status (lines, mapping->status, mapping->sub_status, catalog);
      g_string_append (lines, " → ");
      if (mapping->stage_status != NULL)
        append_status (lines, mapping->stage_status, mapping->stage_sub_status, catalog);
      else
        g_string_append (lines, pilot_catalog_get (catalog, N_("not decided")));
    }
  if (lines->len == 0)
    g_string_append (lines, pilot_catalog_get (catalog, N_("not decided")));
  return g_string_free (lines, FALSE);
}

/* The users who have an address: nobody else can be in a group. */
static guint
count_users (const PilotHandoffFacts *facts)
{
  guint n = 0;

  for (guint i = 0; i < facts->users->len; i++)
    n += ((PilotHandoffUser *) g_ptr_array_index (facts->users, i))->agency_id != NULL;
  return n;
}

static char *
dup_value (const char *name, const PilotHandoffFacts *facts, PilotCatalog *catalog)
{
  const PilotRecord *company = facts->company;
  const PilotRecord *project = facts->project;
  const PilotRecord *settings = facts->settings;
  const PilotRecord *run = facts->run;

#define VALUE(token, value)       \
  if (strcmp (name, token) == 0)  \
  return (value)
  VALUE ("company", dup_field (company, PILOT_COMPANY_NAME));
  VALUE ("environment", dup_choice (company, PILOT_COMPANY_ENVIRONMENT, catalog));
  VALUE ("csm", dup_csm (project));
  VALUE ("renewal", dup_date (project, PILOT_PROJECT_RENEWAL_DATE, catalog));
  VALUE ("hireport_id", dup_field (project, PILOT_PROJECT_HIREPORT_ID));
  VALUE ("subscribed", dup_day (facts, project, PILOT_PROJECT_SUBSCRIBED_AT, catalog));
  VALUE ("activated", dup_day (facts, project, PILOT_PROJECT_ACTIVATED_AT, catalog));
  VALUE ("visited", dup_day (facts, project, PILOT_PROJECT_VISITED_AT, catalog));
  VALUE ("snapshot", dup_field (project, PILOT_PROJECT_SNAPSHOT_SHA256));
  VALUE ("history", dup_choice (run != NULL ? run : project, run != NULL ? PILOT_RUN_HISTORY : PILOT_PROJECT_HISTORY, catalog));
  VALUE ("on_hold", dup_choice (run != NULL ? run : project, run != NULL ? PILOT_RUN_ON_HOLD : PILOT_PROJECT_ON_HOLD, catalog));
  VALUE ("transferred", dup_choice (run != NULL ? run : project, run != NULL ? PILOT_RUN_TRANSFERRED : PILOT_PROJECT_TRANSFERRED, catalog));
  VALUE ("reviewed", dup_day (facts, settings, PILOT_SETTINGS_REVIEWED_AT, catalog));
  VALUE ("portal_language", dup_field (settings, PILOT_SETTINGS_LANGUAGE));
  VALUE ("portal_currency", dup_field (settings, PILOT_SETTINGS_CURRENCY));
  VALUE ("duplicates", dup_choice (settings, PILOT_SETTINGS_DUPLICATE_SCOPE, catalog));
  VALUE ("n_agencies", dup_number (facts->n_legacy[PILOT_ENTITY_AGENCY]));
  VALUE ("n_recruiters", dup_number (facts->n_legacy[PILOT_ENTITY_RECRUITER]));
  VALUE ("n_jobs", dup_number (facts->n_legacy[PILOT_ENTITY_JOB]));
  VALUE ("n_candidates", dup_number (facts->n_legacy[PILOT_ENTITY_CANDIDATE]));
  VALUE ("n_grouped", dup_number (facts->agencies->len));
  VALUE ("n_users", dup_number (count_users (facts)));
  VALUE ("mapping", dup_mapping (facts, catalog));
  VALUE ("run", dup_field (run, PILOT_RUN_NAME));
  VALUE ("run_kind", dup_choice (run, PILOT_RUN_KIND, catalog));
  VALUE ("sow", dup_field (run, PILOT_RUN_SOW));
  VALUE ("date", dup_date (run, PILOT_RUN_SCHEDULED_ON, catalog));
  VALUE ("manifest", dup_field (run, PILOT_RUN_MANIFEST_SHA256));
  VALUE ("n_expected", run != NULL && pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED) > 0
                         ? dup_number (pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED)) : NULL);
#undef VALUE
  return NULL;
}

/* @text with its braces filled. %NULL, with the name in @missing, where a value is not known. */
static char *
fill (const char *text, const PilotHandoffFacts *facts, PilotCatalog *catalog, const char *fact_lines, char **missing)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *p = text;

  while (*p != '\0')
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (end == NULL)
        {
          const char *next = strchr (p + 1, '{');

          next = next != NULL ? next : p + strlen (p);
          g_string_append_len (filled, p, next - p);
          p = next;
          continue;
        }
      name = g_strndup (p + 1, end - p - 1);
      value = strcmp (name, "facts") == 0 ? g_strdup (fact_lines) : dup_value (name, facts, catalog);
      if (value == NULL)
        {
          if (missing != NULL)
            *missing = g_steal_pointer (&name);
          return NULL;
        }
      g_string_append (filled, value);
      p = end + 1;
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static char *
make_fact_lines (const Template *template, const PilotHandoffFacts *facts, PilotCatalog *catalog)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; template->facts[i] != NULL; i++)
    {
      g_autofree char *line = fill (pilot_catalog_get (catalog, template->facts[i]), facts, catalog, NULL, NULL);

      if (line != NULL)
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }
  return g_string_free (lines, FALSE);
}

static void
set_missing (const char *name, GError **error)
{
  const char *message = strcmp (name, "date") == 0 ? _("The run has no downtime Friday yet. Schedule it first.")
                        : strcmp (name, "run") == 0 ? _("Choose the run that this is about.")
                                                    : _("The company’s data are not here yet. Sync first.");

  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, message);
}

/* --- public */

PilotHandoffText *
pilot_handoff_text_new (const char *kind, const PilotHandoffFacts *facts, PilotCatalog *catalog, GError **error)
{
  const Template *template = find_template (kind);
  g_autoptr (PilotHandoffText) text = g_new0 (PilotHandoffText, 1);
  g_autofree char *lines = NULL;
  g_autofree char *missing = NULL;

  if (template == NULL)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("There is no hand-off “%s”."), kind);
      return NULL;
    }
  lines = make_fact_lines (template, facts, catalog);
  text->subject = fill (pilot_catalog_get (catalog, template->subject), facts, catalog, NULL, &missing);
  if (text->subject != NULL)
    text->body = fill (pilot_catalog_get (catalog, template->body), facts, catalog, lines, &missing);
  if (text->body == NULL)
    {
      set_missing (missing, error);
      return NULL;
    }
  if (template->recipient != NULL)
    text->recipient = g_strdup (template->recipient);
  else if (strcmp (kind, "csm_notice") == 0)
    text->recipient = dup_field (facts->project, PILOT_PROJECT_CSM_EMAIL);
  return g_steal_pointer (&text);
}

void
pilot_handoff_text_free (PilotHandoffText *self)
{
  g_free (self->recipient);
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}

gboolean
pilot_handoff_text_is_translated (const char *kind, PilotCatalog *catalog)
{
  const Template *template = find_template (kind);

  return template != NULL && pilot_catalog_find (catalog, template->body) != NULL && pilot_catalog_find (catalog, template->subject) != NULL;
}

GBytes *
pilot_handoff_text_make_calendar (const PilotHandoffFacts *facts, PilotCatalog *catalog, GError **error)
{
  PilotCalendarDay day = { .summary = NULL };
  g_autofree char *uid = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *description = NULL;

  if (facts->run == NULL || !pilot_downtime_parse_date (pilot_record_get_text (facts->run, PILOT_RUN_SCHEDULED_ON), &day.date))
    {
      set_missing (facts->run == NULL ? "run" : "date", error);
      return NULL;
    }
  summary = fill (pilot_catalog_get (catalog, N_("No agency portal: {company}")), facts, catalog, NULL, NULL);
  description = fill (pilot_catalog_get (catalog, N_("The agency portal of {company} moves to HirePort. It can’t be used on this day.")),
                      facts, catalog, NULL, NULL);
  if (summary == NULL || description == NULL)
    {
      set_missing ("company", error);
      return NULL;
    }
  /* The run's revision grows with every change: a calendar takes the later file, and moves the day. */
  uid = g_strdup_printf ("run-%s@pilotage", pilot_record_get_id (facts->run));
  day.uid = uid;
  day.sequence = CLAMP (pilot_record_get_integer (facts->run, PILOT_FIELD_REVISION), 0, G_MAXINT32);
  day.made_unix_usec = pilot_record_get_integer (facts->run, PILOT_FIELD_UPDATED_AT);
  day.time_zone = pilot_record_get_text (facts->company, PILOT_COMPANY_TIME_ZONE);
  day.summary = summary;
  day.description = description;
  return pilot_calendar_write_day (&day, error);
}
