/* pilot-closing-facts.c: what the closing report tells, from the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-closing-facts.h"

#include "pilot-entity-count.h"
#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-plan.h"
#include "pilot-preflight.h"
#include "pilot-run-rules.h"
#include "pilot-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

typedef struct
{
  PilotStore *store;        /* not owned */
  PilotDatabase *reader;    /* not owned */
  PilotClosingFunc func;
  gpointer user_data;
  GPtrArray *records;       /* (owned) (element-type PilotRecord): of the entity that is read */
  GHashTable *run_names;    /* (owned): id → name */
  const char *outcome;      /* of the results that are read */
  GCancellable *cancellable;/* not owned */
  GError *failed;           /* (owned) (nullable) */
} Walk;

static char *
dup_text (const PilotRecord *record, guint field)
{
  const char *text = pilot_record_get_text (record, field);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static char *
dup_time (const PilotRecord *record, guint field)
{
  char text[PILOT_TIME_LENGTH_BYTES];

  if (pilot_record_get_integer (record, field) == 0)
    return NULL;
  pilot_time_format (pilot_record_get_integer (record, field), text);
  return g_strdup (text);
}

static char *
dup_label (const PilotRecord *record, guint field)
{
  const PilotField *table = &pilot_record_get_schema (record)->fields[field];

  return g_strdup (g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (table->choices, pilot_record_get_text (record, field))));
}

/* A member by name; who is no member (the portal itself, one who was deleted) by what the record has. */
static char *
dup_member (Walk *self, const char *id)
{
  char *name;

  if (id == NULL)
    return NULL;
  name = pilot_store_dup_title (self->store, PILOT_ENTITY_MEMBER, id);
  if (*name != '\0')
    return name;
  g_free (name);
  return g_strdup (id);
}

static char *
dup_person (Walk *self, const PilotRecord *record, guint field)
{
  return dup_member (self, pilot_record_get_text (record, field));
}

static void
clear_fact (PilotClosingFact *fact)
{
  g_free (fact->record);
  g_free (fact->name);
  g_free (fact->state);
  g_free (fact->when);
  g_free (fact->who);
  g_free (fact->detail);
  g_free (fact->reference);
  g_free (fact->sha256);
}

static gboolean
tell (Walk *self, PilotClosingFact *fact)
{
  gboolean goes_on = !g_cancellable_set_error_if_cancelled (self->cancellable, &self->failed) &&
                     self->func (fact, self->user_data, &self->failed);

  clear_fact (fact);
  return goes_on;
}

/* --- the project */

/* What of the project is told, and who and when beside it (fields; 0: none). */
static const struct
{
  const char *name;
  guint value;
  guint when;
  guint who;
  guint sha256;
} project_lines[] = {
  { N_("Next renewal"), PILOT_PROJECT_RENEWAL_DATE, 0, 0, 0 },
  { N_("Customer success manager"), PILOT_PROJECT_CSM_NAME, 0, 0, 0 },
  { N_("Closed records"), PILOT_PROJECT_HISTORY, 0, 0, 0 },
  { N_("Jobs on hold"), PILOT_PROJECT_ON_HOLD, 0, 0, 0 },
  { N_("Transferred candidates"), PILOT_PROJECT_TRANSFERRED, 0, 0, 0 },
  { N_("Subscription added"), 0, PILOT_PROJECT_SUBSCRIBED_AT, 0, 0 },
  { N_("Legacy snapshot"), PILOT_PROJECT_SNAPSHOT_COUNTS, PILOT_PROJECT_SNAPSHOT_AT, PILOT_PROJECT_SNAPSHOT_BY, PILOT_PROJECT_SNAPSHOT_SHA256 },
  { N_("A second admin consents"), 0, PILOT_PROJECT_CONSENT_AT, PILOT_PROJECT_CONSENT_BY, 0 },
  { N_("Consent switched off"), 0, PILOT_PROJECT_CONSENT_OFF_AT, PILOT_PROJECT_CONSENT_OFF_BY, 0 },
  { N_("Old portal closed"), 0, PILOT_PROJECT_GATE_AT, PILOT_PROJECT_GATE_BY, 0 },
  { N_("Advanced Agency Portal active"), PILOT_PROJECT_HIREPORT_ID, PILOT_PROJECT_ACTIVATED_AT, PILOT_PROJECT_ACTIVATED_BY, 0 },
  { N_("Job visited"), PILOT_PROJECT_VISITED_JOB_ID, PILOT_PROJECT_VISITED_AT, 0, 0 },
};

static gboolean
tell_project (Walk *self, const PilotRecord *project)
{
  for (guint i = 0; i < G_N_ELEMENTS (project_lines); i++)
    {
      guint value = project_lines[i].value;
      PilotClosingFact fact = { .section = "project" };

      /* What most never do is told where it was done. */
      if (project_lines[i].when == PILOT_PROJECT_CONSENT_OFF_AT && pilot_record_get_integer (project, PILOT_PROJECT_CONSENT_OFF_AT) == 0)
        continue;
      fact.name = g_strdup (_(project_lines[i].name));
      if (value != 0)
        fact.detail = pilot_record_get_schema (project)->fields[value].type == PILOT_FIELD_CHOICE ? dup_label (project, value)
                                                                                                 : dup_text (project, value);
      if (value == PILOT_PROJECT_SNAPSHOT_COUNTS && fact.detail != NULL)
        {
          g_autofree char *counts = fact.detail;

          fact.detail = pilot_entity_dup_counts (counts);
        }
      if (value == PILOT_PROJECT_VISITED_JOB_ID && fact.detail != NULL)
        {
          fact.reference = fact.detail;
          fact.detail = pilot_store_dup_title (self->store, PILOT_ENTITY_JOB, fact.reference);
        }
      if (project_lines[i].when == PILOT_PROJECT_CONSENT_AT && pilot_record_get_integer (project, PILOT_PROJECT_CONSENT_NEEDED) == 0)
        fact.detail = g_strdup (_("Not asked for"));
      if (project_lines[i].when != 0)
        fact.when = dup_time (project, project_lines[i].when);
      if (project_lines[i].who != 0)
        fact.who = dup_person (self, project, project_lines[i].who);
      if (project_lines[i].sha256 != 0)
        fact.sha256 = dup_text (project, project_lines[i].sha256);
      if (!tell (self, &fact))
        return FALSE;
    }
  return TRUE;
}

/* --- steps, hand-offs, runs */

static gboolean
keep_cb (PilotRecord *record, gpointer user_data)
{
  g_ptr_array_add (((Walk *) user_data)->records, pilot_record_ref (record));
  return TRUE;
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const PilotRecord *one = *(PilotRecord *const *) a;
  const PilotRecord *other = *(PilotRecord *const *) b;
  guint field = pilot_record_get_entity (one) == PILOT_ENTITY_HANDOFF ? PILOT_HANDOFF_HANDED_AT : PILOT_RUN_REQUESTED_AT;
  gint64 first = pilot_record_get_integer (one, field);
  gint64 second = pilot_record_get_integer (other, field);

  if (first != second)
    return first < second ? -1 : 1;
  return g_strcmp0 (pilot_record_get_id (one), pilot_record_get_id (other));
}

/* As the plan has them; those that it does not know any more come last. */
static guint
get_place (const PilotRecord *step)
{
  guint n_steps;
  const PilotPlanStep *steps = pilot_plan_get_steps (&n_steps);

  for (guint i = 0; i < n_steps; i++)
    if (g_strcmp0 (steps[i].key, pilot_record_get_text (step, PILOT_STEP_KEY)) == 0)
      return i;
  return n_steps;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  guint one = get_place (*(PilotRecord *const *) a);
  guint other = get_place (*(PilotRecord *const *) b);

  return one < other ? -1 : one > other;
}

/* Whether the records of @entity are in self->records, in their order. */
static gboolean
collect (Walk *self, PilotEntity entity)
{
  g_ptr_array_set_size (self->records, 0);
  if (!pilot_store_scan (self->store, entity, keep_cb, self, self->cancellable, &self->failed))
    return FALSE;
  g_ptr_array_sort (self->records, entity == PILOT_ENTITY_STEP ? compare_steps : compare_records);
  return TRUE;
}

static gboolean
tell_step (Walk *self, const PilotRecord *step)
{
  const PilotPlanStep *known = pilot_plan_find_step (pilot_record_get_text (step, PILOT_STEP_KEY));
  PilotClosingFact fact = { .section = "step" };
  g_autofree char *note = dup_text (step, PILOT_STEP_NOTE);
  g_autofree char *evidence = dup_text (step, PILOT_STEP_EVIDENCE_NAME);

  fact.name = known != NULL ? g_strdup (_(known->title)) : dup_text (step, PILOT_STEP_KEY);
  fact.state = dup_label (step, PILOT_STEP_STATE);
  fact.when = dup_time (step, PILOT_STEP_DONE_AT);
  fact.who = dup_person (self, step, PILOT_STEP_DONE_BY);
  fact.reference = dup_text (step, PILOT_STEP_REFERENCE);
  fact.sha256 = dup_text (step, PILOT_STEP_EVIDENCE_SHA256);
  fact.detail = note != NULL && evidence != NULL ? g_strdup_printf ("%s\n%s", note, evidence)
                : note != NULL                   ? g_steal_pointer (&note)
                                                 : g_steal_pointer (&evidence);
  return tell (self, &fact);
}

static gboolean
tell_handoff (Walk *self, const PilotRecord *handoff)
{
  PilotClosingFact fact = { .section = "hand-off" };

  fact.name = dup_text (handoff, PILOT_HANDOFF_SUBJECT);
  if (fact.name == NULL)
    fact.name = dup_label (handoff, PILOT_HANDOFF_KIND);
  fact.state = dup_label (handoff, PILOT_HANDOFF_STATE);
  fact.when = dup_time (handoff, PILOT_HANDOFF_HANDED_AT);
  fact.detail = dup_text (handoff, PILOT_HANDOFF_ATTACHMENTS);
  fact.reference = dup_text (handoff, PILOT_HANDOFF_REFERENCE);
  fact.sha256 = dup_text (handoff, PILOT_HANDOFF_SHA256);
  return tell (self, &fact);
}

/* (transfer full) (nullable): the checks that were switched off, by their titles, and why. */
static char *
dup_rules_off (const PilotRecord *run)
{
  g_autofree char *text = dup_text (run, PILOT_RUN_RULES_OFF);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ":", 2);
      const PilotPreflightRule *rule = parts[0] != NULL && parts[1] != NULL ? pilot_preflight_find_rule (parts[0]) : NULL;

      if (words->len > 0)
        g_string_append_c (words, '\n');
      if (rule != NULL)
        /* Translators: the title of a check that was switched off for a run, and why */
        g_string_append_printf (words, _("%1$s: %2$s"), _(rule->title), g_strstrip (parts[1]));
      else
        g_string_append (words, lines[i]);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static gboolean
tell_event (Walk *self, const PilotRecord *run, const char *what, guint when, guint who, guint detail)
{
  PilotClosingFact fact = { .section = "run" };

  if (pilot_record_get_integer (run, when) == 0)
    return TRUE;
  /* Translators: a run's name, then what happened: “requested”, “approved” */
  fact.name = g_strdup_printf (_("%s: %s"), pilot_record_get_text (run, PILOT_RUN_NAME), what);
  fact.when = dup_time (run, when);
  fact.who = who != 0 ? dup_person (self, run, who) : NULL;
  fact.detail = detail == PILOT_RUN_RULES_OFF ? dup_rules_off (run) : detail != 0 ? dup_text (run, detail) : NULL;
  return tell (self, &fact);
}

static gboolean
event_cb (const PilotValue *values, gpointer user_data)
{
  char **actor = user_data;

  g_free (*actor);
  *actor = g_strdup (values[PILOT_AUDIT_EVENT_ACTOR].text);
  return TRUE;
}

/* Who cancelled it is in the audit trail alone. One that was cancelled before it began has no end of its own: nothing of it
 * changed since. */
static gboolean
tell_cancelled (Walk *self, const PilotRecord *run)
{
  gboolean ended = pilot_record_get_integer (run, PILOT_RUN_FINISHED_AT) != 0;
  PilotClosingFact fact = { .section = "run" };
  g_autofree char *where = g_strdup_printf ("action='run.cancel' AND entity_id='%s'", pilot_record_get_id (run));
  g_autofree char *actor = NULL;

  if (!pilot_store_walk (self->reader, PILOT_ENTITY_AUDIT_EVENT, BIT (PILOT_AUDIT_EVENT_ACTOR), where, "at", event_cb, &actor,
                         self->cancellable, &self->failed))
    return FALSE;
  /* Translators: a run's name, then what happened: “requested”, “approved” */
  fact.name = g_strdup_printf (_("%s: %s"), pilot_record_get_text (run, PILOT_RUN_NAME), _("cancelled"));
  fact.when = dup_time (run, ended ? PILOT_RUN_FINISHED_AT : PILOT_FIELD_UPDATED_AT);
  fact.who = dup_member (self, actor);
  fact.detail = dup_text (run, PILOT_RUN_REASON);
  return tell (self, &fact);
}

static gboolean
tell_end (Walk *self, const PilotRecord *run)
{
  if (pilot_run_get_state (run) == PILOT_RUN_CANCELLED)
    return tell_cancelled (self, run);
  /* Where somebody approved it, the reason is his. */
  return tell_event (self, run, _("finished"), PILOT_RUN_FINISHED_AT, 0,
                     pilot_record_get_text (run, PILOT_RUN_APPROVED_BY) == NULL ? PILOT_RUN_REASON : 0);
}

static gboolean
tell_run (Walk *self, const PilotRecord *run)
{
  PilotClosingFact fact = { .section = "run" };

  g_hash_table_replace (self->run_names, g_strdup (pilot_record_get_id (run)), dup_text (run, PILOT_RUN_NAME));
  fact.name = dup_text (run, PILOT_RUN_NAME);
  fact.state = dup_label (run, PILOT_RUN_STATE);
  fact.when = dup_text (run, PILOT_RUN_SCHEDULED_ON);
  fact.reference = dup_text (run, PILOT_RUN_SOW);
  fact.sha256 = dup_text (run, PILOT_RUN_MANIFEST_SHA256);
  fact.detail = g_strdup_printf (_("In scope %lld, moved %lld, linked %lld, skipped %lld, failed %lld"),
                                 (long long) pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED),
                                 (long long) pilot_record_get_integer (run, PILOT_RUN_N_MOVED),
                                 (long long) pilot_record_get_integer (run, PILOT_RUN_N_LINKED),
                                 (long long) pilot_record_get_integer (run, PILOT_RUN_N_SKIPPED),
                                 (long long) pilot_record_get_integer (run, PILOT_RUN_N_FAILED));
  return tell (self, &fact) &&
         tell_event (self, run, _("requested"), PILOT_RUN_REQUESTED_AT, PILOT_RUN_REQUESTED_BY, PILOT_RUN_RULES_OFF) &&
         tell_event (self, run, _("started"), PILOT_RUN_STARTED_AT, 0, 0) &&
         tell_end (self, run) &&
         tell_event (self, run, _("approved"), PILOT_RUN_APPROVED_AT, PILOT_RUN_APPROVED_BY, PILOT_RUN_REASON);
}

static gboolean
tell_all (Walk *self, PilotEntity entity, gboolean (*tell_one) (Walk *, const PilotRecord *))
{
  if (!collect (self, entity))
    return FALSE;
  for (guint i = 0; i < self->records->len; i++)
    if (!tell_one (self, g_ptr_array_index (self->records, i)))
      return FALSE;
  return TRUE;
}

/* --- results */

/* An agency or a job by its title; people by their id alone. */
static char *
dup_record (Walk *self, const PilotSchema *schema, const char *id)
{
  g_autofree char *title = NULL;

  if (schema->entity == PILOT_ENTITY_AGENCY || schema->entity == PILOT_ENTITY_JOB)
    title = pilot_store_dup_title (self->store, schema->entity, id);
  return title != NULL && *title != '\0' ? g_steal_pointer (&title) : g_strdup (id);
}

static gboolean
result_cb (const PilotValue *values, gpointer user_data)
{
  Walk *self = user_data;
  const PilotSchema *schema = pilot_schema_from_name (values[PILOT_RESULT_RECORD_KIND].text);
  const char *id = values[PILOT_RESULT_SOURCE_ID].text;
  const char *run_name = values[PILOT_RESULT_RUN_ID].text != NULL ? g_hash_table_lookup (self->run_names, values[PILOT_RESULT_RUN_ID].text) : NULL;
  PilotClosingFact fact = { .section = self->outcome, .entity = schema != NULL ? schema->entity : 0 };

  if (id == NULL || schema == NULL)
    return TRUE;
  fact.record = dup_record (self, schema, id);
  /* Translators: a kind of record (“Agency”), then its name or number */
  fact.name = g_strdup_printf (_("%s: %s"), g_dgettext (GETTEXT_PACKAGE, schema->label), fact.record);
  fact.state = g_strdup (g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (pilot_result_outcome_choices, self->outcome)));
  fact.detail = g_strdup (g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (pilot_result_reason_choices, values[PILOT_RESULT_REASON].text)));
  fact.who = g_strdup (run_name);
  fact.reference = g_strdup (id);
  return tell (self, &fact);
}

static gboolean
tell_results (Walk *self, PilotDatabase *reader, const char *outcome, const char *where)
{
  self->outcome = outcome;
  return pilot_store_walk (reader, PILOT_ENTITY_RESULT,
                           BIT (PILOT_RESULT_RUN_ID) | BIT (PILOT_RESULT_RECORD_KIND) | BIT (PILOT_RESULT_SOURCE_ID) | BIT (PILOT_RESULT_REASON),
                           where, "run_id, record_kind, reason, source_id", result_cb, self, self->cancellable, &self->failed) &&
         self->failed == NULL;
}

static gboolean
company_cb (PilotRecord *record, gpointer user_data)
{
  *(PilotRecord **) user_data = pilot_record_ref (record);
  return FALSE;
}

static gboolean
walk_all (Walk *self, PilotDatabase *reader, PilotRecord **company)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (PilotRecord) project = NULL;

  if (!pilot_store_scan (self->store, PILOT_ENTITY_COMPANY, company_cb, company, self->cancellable, &self->failed))
    return FALSE;
  project = pilot_store_get_record (self->store, PILOT_ENTITY_PROJECT, id, NULL, &self->failed);
  if (project == NULL)
    {
      if (self->failed == NULL)
        g_set_error_literal (&self->failed, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("There is no migration of this company yet."));
      return FALSE;
    }
  return tell_project (self, project) && tell_all (self, PILOT_ENTITY_STEP, tell_step) &&
         tell_all (self, PILOT_ENTITY_HANDOFF, tell_handoff) && tell_all (self, PILOT_ENTITY_RUN, tell_run) &&
         tell_results (self, reader, "skipped", "outcome='skipped'") && tell_results (self, reader, "failed", "outcome='failed'");
}

gboolean
pilot_closing_facts_walk (PilotStore *store, PilotClosingFunc func, gpointer user_data, PilotRecord **company, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  g_autoptr (GHashTable) run_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Walk walk = { .store = store, .func = func, .user_data = user_data, .records = records, .run_names = run_names, .cancellable = cancellable };

  *company = NULL;
  if (reader == NULL)
    return FALSE;
  walk.reader = reader;
  if (walk_all (&walk, reader, company))
    return TRUE;
  g_propagate_error (error, walk.failed);
  return FALSE;
}
