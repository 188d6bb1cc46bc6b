/* pilot-command-plan.c: the commands of the migration's project: from the subscription to the first visited job
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-command-case.h"

#include <glib/gi18n-lib.h>

#include "pilot-consent.h"
#include "pilot-kept-facts.h"
#include "pilot-legacy-facts.h"
#include "pilot-plan-facts.h"
#include "pilot-portal-row.h"
#include "pilot-statement.h"

static gint64
get_time (const PilotCommandCase *self, guint field)
{
  return pilot_record_get_integer (self->project, field);
}

static void
stamp (PilotCommandCase *self, guint at_field, guint by_field)
{
  pilot_record_set_integer (self->changes, at_field, pilot_command_case_get_now (self));
  pilot_record_set_text (self->changes, by_field, self->actor);
}

/* What was done before is told again, and nothing happens. */
static void
tell_again (PilotCommandCase *self, guint field)
{
  pilot_command_case_tell (self, self->project, field);
}

static gboolean
enable_subscription (PilotCommandCase *self, GError **error)
{
  if (get_time (self, PILOT_PROJECT_SUBSCRIBED_AT) != 0)
    tell_again (self, PILOT_PROJECT_SUBSCRIBED_AT);
  else
    pilot_record_set_integer (self->changes, PILOT_PROJECT_SUBSCRIBED_AT, pilot_command_case_get_now (self));
  return TRUE;
}

/* (nullable): how many there are of each kind; kept while none changes. */
static const PilotKeptFacts *
find_counts (PilotPortalDb *db, GError **error)
{
  g_autoptr (PilotKeptFacts) counts = pilot_kept_facts_new ();
  const PilotKeptFacts *kept;
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_get_kinds (&n_kinds);

  if (!pilot_kept_facts_find (db, "counts", &kept, error))
    return NULL;
  if (kept != NULL)
    return kept;
  for (guint i = 0; i < n_kinds; i++)
    {
      gint64 counted;

      if (!pilot_legacy_count (db, kinds[i], &counted, error))
        return NULL;
      pilot_kept_facts_add (counts, (guint64) counted);
    }
  kept = counts;
  return pilot_kept_facts_keep (db, "counts", g_steal_pointer (&counts), error) ? kept : NULL;
}

/* Whoever made the snapshot may have lost records: the portal counts its own. */
static gboolean
compare_counts (PilotCommandCase *self, const gint64 *told, GError **error)
{
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_get_kinds (&n_kinds);
  const PilotKeptFacts *counts = find_counts (self->db, error);

  if (counts == NULL)
    return FALSE;
  for (guint i = 0; i < n_kinds; i++)
    {
      gint64 counted = (gint64) pilot_kept_facts_get (counts, i);
      g_autofree char *in_snapshot = g_strdup_printf ("%" G_GINT64_FORMAT, told[i]);
      g_autofree char *here = NULL;
      g_autofree char *sentence = NULL;

      if (counted == told[i])
        continue;
      here = g_strdup_printf ("%" G_GINT64_FORMAT, counted);
      /* Translators: %1$s is a kind of record in the plural, e.g. “Candidates”; the others are numbers */
      sentence = g_strdup_printf (_("%1$s: the snapshot has %2$s, the portal has %3$s."),
                                  g_dgettext (GETTEXT_PACKAGE, pilot_schema_get (kinds[i])->label_many), in_snapshot, here);
      pilot_command_case_refuse (self, sentence);
    }
  return TRUE;
}

/* Which records and values the file holds the portal can't know: it is with whoever made it. But something is in it. */
static gboolean
is_of_nothing (const char *sha256)
{
  g_autofree char *of_nothing = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "", 0);

  return strcmp (sha256, of_nothing) == 0;
}

static gboolean
record_snapshot (PilotCommandCase *self, GError **error)
{
  const char *counts = pilot_command_case_get (self, "counts");
  gint64 revision = g_ascii_strtoll (pilot_command_case_get (self, "revision"), NULL, 10);
  gint64 newest = pilot_portal_db_get_revision (self->db, error);
  gint64 told[PILOT_N_ENTITIES];
  gint64 newest_legacy;

  if (newest < 0 || !pilot_legacy_get_revision (self->db, &newest_legacy, error))
    return FALSE;
  if (revision > newest)
    pilot_command_case_refuse_argument (self, "revision", _("The portal has not come so far."));
  else if (!pilot_legacy_parse_counts (counts, told))
    pilot_command_case_refuse_argument (self, "counts", _("It must be of the form “agency 12, recruiter 30, …”, with every kind."));
  else if (is_of_nothing (pilot_command_case_get (self, "sha256")))
    pilot_command_case_refuse_argument (self, "sha256", _("It is the checksum of an empty file."));
  if (!pilot_command_case_is_done (self))
    return TRUE;
  if (get_time (self, PILOT_PROJECT_GATE_AT) != 0)
    {
      pilot_command_case_refuse (self, _("The old agency portal can’t be accessed anymore."));
      return TRUE;
    }
  if (revision < newest_legacy)
    pilot_command_case_refuse (self, _("Legacy records have changed since the snapshot was made. Make it again."));
  if (!compare_counts (self, told, error))
    return FALSE;
  if (!pilot_command_case_is_done (self))
    return TRUE;
  stamp (self, PILOT_PROJECT_SNAPSHOT_AT, PILOT_PROJECT_SNAPSHOT_BY);
  pilot_record_set_integer (self->changes, PILOT_PROJECT_SNAPSHOT_REVISION, revision);
  pilot_record_set_text (self->changes, PILOT_PROJECT_SNAPSHOT_SHA256, pilot_command_case_get (self, "sha256"));
  pilot_record_set_text (self->changes, PILOT_PROJECT_SNAPSHOT_COUNTS, counts);
  return TRUE;
}

/* Typed exactly, so that nobody gets here by clicking. */
static void
judge_company_name (PilotCommandCase *self)
{
  if (g_strcmp0 (pilot_command_case_get (self, "company_name"), pilot_record_get_text (self->company, PILOT_COMPANY_NAME)) != 0)
    pilot_command_case_refuse (self, _("The company’s name is not typed exactly as it is."));
}

static void
refuse_for (PilotCommandCase *self, const GPtrArray *missing)
{
  for (guint i = 0; i < missing->len; i++)
    pilot_command_case_refuse (self, g_ptr_array_index (missing, i));
}

static gboolean
consent_gate (PilotCommandCase *self, GError **error)
{
  g_auto (PilotPlanFacts) facts = { 0 };
  g_autoptr (GPtrArray) missing = NULL;

  if (!pilot_plan_facts_read (&facts, self->db, self->company, self->project, TRUE, error))
    return FALSE;
  missing = pilot_plan_judge_consent (&facts);
  refuse_for (self, missing);
  judge_company_name (self);
  if (pilot_command_case_is_done (self))
    stamp (self, PILOT_PROJECT_CONSENT_AT, PILOT_PROJECT_CONSENT_BY);
  return TRUE;
}

/* Who takes the step alone is not two people. */
static void
judge_consent (PilotCommandCase *self)
{
  const char *sentence = pilot_consent_explain_refusal (self->project, self->actor);

  if (sentence != NULL)
    pilot_command_case_refuse (self, sentence);
}

static gboolean
pass_gate (PilotCommandCase *self, GError **error)
{
  g_auto (PilotPlanFacts) facts = { 0 };
  g_autoptr (GPtrArray) missing = NULL;
  g_autofree char *hireport_id = g_uuid_string_random ();

  if (!pilot_plan_facts_read (&facts, self->db, self->company, self->project, TRUE, error))
    return FALSE;
  facts.member_id = g_strdup (self->actor);
  missing = pilot_plan_judge_gate (&facts);
  refuse_for (self, missing);
  if (get_time (self, PILOT_PROJECT_GATE_AT) == 0)
    judge_consent (self);
  judge_company_name (self);
  if (!pilot_command_case_is_done (self))
    return TRUE;
  stamp (self, PILOT_PROJECT_GATE_AT, PILOT_PROJECT_GATE_BY);
  pilot_record_set_text (self->changes, PILOT_PROJECT_HIREPORT_ID, hireport_id);
  return TRUE;
}

static gboolean
survey_counts (PilotCommandCase *self, GError **error)
{
  return find_counts (self->db, error) != NULL;
}

static gboolean
survey_gate (PilotCommandCase *self, GError **error)
{
  g_auto (PilotPlanFacts) facts = { 0 };

  return pilot_plan_facts_read (&facts, self->db, self->company, self->project, TRUE, error);
}

static gboolean
activate_portal (PilotCommandCase *self, GError **error)
{
  const char *company_id = pilot_command_case_get (self, "company_id");

  if (get_time (self, PILOT_PROJECT_GATE_AT) == 0)
    pilot_command_case_refuse (self, _("The HirePort app was not accessed yet: the Company ID is there."));
  else if (g_ascii_strcasecmp (company_id, pilot_record_get_text (self->project, PILOT_PROJECT_HIREPORT_ID)) != 0)
    pilot_command_case_refuse (self, _("This is not the Company ID that the HirePort app shows."));
  else if (get_time (self, PILOT_PROJECT_ACTIVATED_AT) != 0)
    tell_again (self, PILOT_PROJECT_ACTIVATED_AT);
  else
    stamp (self, PILOT_PROJECT_ACTIVATED_AT, PILOT_PROJECT_ACTIVATED_BY);
  return TRUE;
}

static void
judge_job (PilotCommandCase *self, const PilotPortalRow *job)
{
  const char *status = job->values[PILOT_JOB_STATUS].text;
  const char *posting = job->values[PILOT_JOB_POSTING_STATUS].text;

  if (g_strcmp0 (posting, "PUBLIC") != 0 && g_strcmp0 (posting, "INTERNAL") != 0)
    pilot_command_case_refuse (self, _("This job is not published."));
  if (g_strcmp0 (status, "FILLED") == 0 || g_strcmp0 (status, "CANCELLED") == 0)
    pilot_command_case_refuse (self, _("This job is closed: an active one is needed."));
}

static gboolean
visit_job (PilotCommandCase *self, GError **error)
{
  const char *job_id = pilot_command_case_get (self, "job_id");
  PilotPortalRow job;
  PilotStatement *statement;
  gboolean found;

  if (!pilot_portal_row_find (&job, self->db, pilot_schema_get (PILOT_ENTITY_JOB), job_id, &statement, &found, error))
    return FALSE;
  if (!found || job.deleted)
    pilot_command_case_refuse_argument (self, "job_id", _("There is no such job."));
  else
    judge_job (self, &job);
  pilot_statement_reset (statement);
  if (self->invalid == NULL && get_time (self, PILOT_PROJECT_ACTIVATED_AT) == 0)
    pilot_command_case_refuse (self, _("The Advanced Agency Portal is not activated: a visit before that does not count."));
  if (!pilot_command_case_is_done (self))
    return TRUE;
  pilot_record_set_text (self->changes, PILOT_PROJECT_VISITED_JOB_ID, job_id);
  pilot_record_set_integer (self->changes, PILOT_PROJECT_VISITED_AT, pilot_command_case_get_now (self));
  return TRUE;
}

const PilotCommandCaseEntry *
pilot_command_plan_get_entries (void)
{
  static const PilotCommandCaseEntry entries[] = {
    { "enable-subscription", enable_subscription },
    { "record-snapshot", record_snapshot, survey_counts },
    { "consent-gate", consent_gate, survey_gate },
    { "pass-gate", pass_gate, survey_gate },
    { "activate-portal", activate_portal },
    { "visit-job", visit_job },
    { NULL, NULL },
  };

  return entries;
}
