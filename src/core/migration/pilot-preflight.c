/* pilot-preflight.c: the checks before a migration, over rows that somebody hands in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight-private.h"

#include <string.h>

#include "pilot-check.h"
#include "pilot-id-table.h"
#include "pilot-name-uuid.h"
#include "pilot-stage-map.h"

typedef struct
{
  gboolean enabled;
  guint64 n_found;
  guint64 n_checked;
  GPtrArray *ids; /* (owned) (element-type utf8) */
} Finding;

/* One of the few things that all others are compared with, for the time until the end. */
typedef struct
{
  PilotIdKey id;
  const char *process_id; /* (nullable): of a job */
  gboolean goes;      /* in scope */
  gboolean light;     /* in scope, read only */
  gboolean stays;     /* out of scope, and no decision of the admin's changes that */
  gboolean judged;    /* in scope, and not moved before */
  gboolean has_recruiter;
  gboolean alike;     /* to another agency; a recruiter: shares the e-mail */
} Item;

/* An application that another may double; a million of them are kept. */
typedef struct
{
  PilotIdKey id;
  guint8 judged;
  guint8 found;
} Application;

struct _PilotPreflight
{
  char *on_hold;     /* (owned) (nullable) */
  char *transferred; /* (owned) (nullable) */
  char *history;     /* (owned) (nullable) */
  PilotScopeOptions options;
  guint limit;
  Finding findings[PILOT_N_RULES];
  char *project_id;  /* (owned) (nullable) */
  gboolean has_renewal;
  gboolean has_csm;
  guint64 n_published;
  guint64 n_jobs;
  PilotStageMap *stages;    /* (owned) */
  GStringChunk *texts;      /* (owned): ids of processes */
  PilotIdTable *agencies;   /* (owned): → agency_items */
  PilotIdTable *recruiters; /* (owned) */
  PilotIdTable *jobs;       /* (owned): → job_items */
  PilotIdTable *domains;    /* (owned): → agency_items */
  PilotIdTable *names;      /* (owned): → agency_items */
  PilotIdTable *emails;     /* (owned): → recruiter_items */
  GHashTable *processes;    /* (owned) (element-type utf8): of jobs in scope */
  PilotIdTable *people;     /* (owned): job and person, job and e-mail → applications */
  GArray *agency_items;     /* (owned) (element-type Item) */
  GArray *recruiter_items;  /* (owned) (element-type Item) */
  GArray *job_items;        /* (owned) (element-type Item) */
  GPtrArray *used_processes; /* (owned) (element-type utf8): the same, in order */
  GArray *applications;     /* (owned) (element-type Application) */
};

static const char *
get_text (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_TEXT && value->length_bytes > 0 ? value->text : NULL;
}

static gboolean
has_valid_email (const PilotValue *value)
{
  const char *text = get_text (value);

  return text != NULL && pilot_check_text (PILOT_CHECK_EMAIL, text) == NULL;
}

static void
keep (PilotPreflight *self, PilotRule rule, char *id)
{
  Finding *finding = &self->findings[rule];

  finding->n_found++;
  if (id != NULL && finding->ids->len < self->limit)
    g_ptr_array_add (finding->ids, id);
  else
    g_free (id);
}

static void
judge_text (PilotPreflight *self, PilotRule rule, gboolean found, const char *id)
{
  Finding *finding = &self->findings[rule];

  if (!finding->enabled)
    return;
  finding->n_checked++;
  if (found)
    keep (self, rule, finding->ids->len < self->limit ? g_strdup (id) : NULL);
}

static void
judge_key (PilotPreflight *self, PilotRule rule, gboolean found, PilotIdKey id)
{
  Finding *finding = &self->findings[rule];

  if (!finding->enabled)
    return;
  finding->n_checked++;
  if (found)
    keep (self, rule, finding->ids->len < self->limit ? pilot_id_key_format (id) : NULL);
}

static Item *
get_item (GArray *items, const PilotIdTable *table, const PilotValue *id)
{
  PilotIdKey key;
  guint32 number;

  if (!pilot_id_key_parse (get_text (id), &key))
    return NULL;
  number = pilot_id_table_get (table, key);
  return number != PILOT_ID_TABLE_NONE ? &g_array_index (items, Item, number) : NULL;
}

/** add_item: @verdict, @run_id: of the row: what was moved before is there, but is not judged any more. */
static Item *
add_item (GArray *items, PilotIdTable *table, const PilotValue *id, const PilotValue *run_id, PilotScopeVerdict verdict)
{
  Item item = { .goes = verdict == PILOT_SCOPE_IN || verdict == PILOT_SCOPE_LIGHT, .stays = verdict == PILOT_SCOPE_OUT };

  item.light = verdict == PILOT_SCOPE_LIGHT;  item.judged = item.goes && get_text (run_id) == NULL;
  pilot_id_key_parse (get_text (id), &item.id);
  pilot_id_table_add (table, item.id, items->len);
  g_array_append_val (items, item);
  return &g_array_index (items, Item, items->len - 1);
}

/** mark_alike: @table: one key for each thing that only one may have: who comes second is alike to who came first. */
static void
mark_alike (GArray *items, PilotIdTable *table, const char *text)
{
  PilotIdKey key = pilot_id_key_hash ((PilotIdKey){ 0 }, text, strlen (text));
  guint32 first = pilot_id_table_add (table, key, items->len - 1);

  if (first == PILOT_ID_TABLE_NONE)
    return;
  g_array_index (items, Item, first).alike = TRUE;
  g_array_index (items, Item, items->len - 1).alike = TRUE;
}

static void
add_agency (PilotPreflight *self, const PilotValue *values, PilotScopeVerdict verdict)
{
  const char *id = get_text (&values[PILOT_FIELD_ID]);
  const char *contract = get_text (&values[PILOT_AGENCY_CONTRACT_STATE]);
  Item *item = add_item (self->agency_items, self->agencies, &values[PILOT_FIELD_ID], &values[PILOT_AGENCY_RUN_ID], verdict);
  const char *domain;

  if (item->judged)
    {
      gboolean uploaded = g_strcmp0 (contract, "uploaded") == 0;

      judge_text (self, PILOT_RULE_AGENCY_EMAIL, !has_valid_email (&values[PILOT_AGENCY_EMAIL]), id);
      judge_text (self, PILOT_RULE_CONTRACT_NOT_ACCEPTED, uploaded, id);
      judge_text (self, PILOT_RULE_CONTRACT_MISSING, !uploaded && g_strcmp0 (contract, "accepted") != 0, id);
    }
  if (self->findings[PILOT_RULE_AGENCY_ALIKE].enabled && item->goes)
    {
      g_autofree char *name = pilot_preflight_normalise_name (get_text (&values[PILOT_AGENCY_NAME]));

      if (*name != '\0')
        mark_alike (self->agency_items, self->names, name);
      if (pilot_preflight_find_domain (get_text (&values[PILOT_AGENCY_EMAIL]), &domain))
        mark_alike (self->agency_items, self->domains, domain);
    }
}

static void
add_recruiter (PilotPreflight *self, const PilotValue *values, PilotScopeVerdict verdict)
{
  const char *id = get_text (&values[PILOT_FIELD_ID]);
  const char *email = get_text (&values[PILOT_RECRUITER_EMAIL]);
  Item *item = add_item (self->recruiter_items, self->recruiters, &values[PILOT_FIELD_ID], &values[PILOT_RECRUITER_RUN_ID], verdict);
  Item *agency = get_item (self->agency_items, self->agencies, &values[PILOT_RECRUITER_AGENCY_ID]);

  if (agency != NULL && item->goes)
    agency->has_recruiter = TRUE;
  if (item->judged)
    {
      judge_text (self, PILOT_RULE_RECRUITER_EMAIL, !has_valid_email (&values[PILOT_RECRUITER_EMAIL]), id);
      judge_text (self, PILOT_RULE_RECRUITER_AGENCY, agency == NULL, id);
    }
  if (self->findings[PILOT_RULE_RECRUITER_EMAIL_SHARED].enabled && item->goes && email != NULL)
    mark_alike (self->recruiter_items, self->emails, email);
}

static void
add_job (PilotPreflight *self, const PilotValue *values, PilotScopeVerdict verdict)
{
  const char *id = get_text (&values[PILOT_FIELD_ID]);
  const char *posting = get_text (&values[PILOT_JOB_POSTING_STATUS]);
  const char *status = get_text (&values[PILOT_JOB_STATUS]);
  gboolean published = g_strcmp0 (posting, "PUBLIC") == 0 || g_strcmp0 (posting, "INTERNAL") == 0;
  Item *item = add_item (self->job_items, self->jobs, &values[PILOT_FIELD_ID], &values[PILOT_JOB_RUN_ID], verdict);
  const char *process_id = get_text (&values[PILOT_JOB_PROCESS_ID]);

  item->process_id = process_id != NULL ? g_string_chunk_insert_const (self->texts, process_id) : NULL;
  self->n_jobs++;
  self->n_published += published && g_strcmp0 (status, "FILLED") != 0 && g_strcmp0 (status, "CANCELLED") != 0;
  if (get_text (&values[PILOT_JOB_RUN_ID]) == NULL)
    judge_text (self, PILOT_RULE_ON_HOLD_UNDECIDED, verdict == PILOT_SCOPE_UNDECIDED, id);
  if (!item->judged || verdict != PILOT_SCOPE_IN)
    return;
  judge_text (self, PILOT_RULE_JOB_POSTING, !published, id);
  judge_text (self, PILOT_RULE_JOB_PROCESS, process_id == NULL, id);
  if (process_id != NULL && g_hash_table_add (self->processes, (gpointer) item->process_id))
    g_ptr_array_add (self->used_processes, (gpointer) item->process_id);
}

/** mark_twice: @text: (nullable): of one person at least; who comes second doubles who came first. */
static gboolean
mark_twice (PilotPreflight *self, PilotIdKey job, const char *kind, const char *text, guint32 number)
{
  PilotIdKey key;
  guint32 first;

  if (text == NULL)
    return FALSE;
  key = pilot_id_key_hash (pilot_id_key_hash (job, kind, 1), text, strlen (text));
  first = pilot_id_table_add (self->people, key, number);
  if (first == PILOT_ID_TABLE_NONE || first == number)
    return FALSE;
  g_array_index (self->applications, Application, first).found = TRUE;
  return TRUE;
}

static void
add_application (PilotPreflight *self, const PilotValue *values, PilotIdKey job, gboolean judged)
{
  Application application = { .judged = judged };
  guint32 number = self->applications->len;
  gboolean by_person, by_email;

  pilot_id_key_parse (get_text (&values[PILOT_FIELD_ID]), &application.id);
  g_array_append_val (self->applications, application);
  by_person = mark_twice (self, job, "p", get_text (&values[PILOT_CANDIDATE_PERSON_ID]), number);
  by_email = mark_twice (self, job, "e", get_text (&values[PILOT_CANDIDATE_EMAIL]), number);
  g_array_index (self->applications, Application, number).found = by_person || by_email;
}

/** is_open: whether the admin has to decide on records of that status, and has not; @option: by which decision. */
static gboolean
is_open (PilotPreflight *self, const char *status, const char *option, const char *value)
{
  const PilotScopeRule *rule = pilot_scope_find_rule (PILOT_ENTITY_CANDIDATE, status);

  return rule != NULL && g_strcmp0 (rule->option, option) == 0 && (value == NULL || strcmp (value, "undecided") == 0);
}

/* What the run would make of a candidate in scope: the same reasons as PilotScopeWalk has. @light: it goes read only. */
static void
judge_candidate (PilotPreflight *self, const PilotValue *values, const Item *agency, const Item *job, gboolean light)
{
  const char *id = get_text (&values[PILOT_FIELD_ID]);
  PilotIdKey recruiter;
  gboolean has_recruiter = pilot_id_key_parse (get_text (&values[PILOT_CANDIDATE_RECRUITER_ID]), &recruiter) &&
                           pilot_id_table_get (self->recruiters, recruiter) != PILOT_ID_TABLE_NONE;

  judge_text (self, PILOT_RULE_CANDIDATE_JOB, job == NULL, id);
  if (job != NULL && !light)
    judge_text (self, PILOT_RULE_CANDIDATE_JOB_LEFT, !job->goes, id);
  /* What stays behind with its job needs no owner and no stage. */
  if (job != NULL && !job->goes)
    return;
  judge_text (self, PILOT_RULE_CANDIDATE_OWNER, agency == NULL || (!light && !has_recruiter), id);
  if (job != NULL && !light)
    judge_text (self, PILOT_RULE_CANDIDATE_STAGE,
                pilot_stage_map_find (self->stages, job->process_id, get_text (&values[PILOT_CANDIDATE_STATUS]),
                                      get_text (&values[PILOT_CANDIDATE_SUB_STATUS])) == NULL,
                id);
}

static void
add_candidate (PilotPreflight *self, const PilotValue *values, PilotScopeVerdict verdict)
{
  const char *id = get_text (&values[PILOT_FIELD_ID]);
  const char *status = get_text (&values[PILOT_CANDIDATE_STATUS]);
  gboolean moved = get_text (&values[PILOT_CANDIDATE_RUN_ID]) != NULL;
  const Item *agency = get_item (self->agency_items, self->agencies, &values[PILOT_CANDIDATE_AGENCY_ID]);
  const Item *job = get_item (self->job_items, self->jobs, &values[PILOT_CANDIDATE_JOB_ID]);
  gboolean light = verdict == PILOT_SCOPE_LIGHT || (job != NULL && job->light);

  if (agency != NULL && !agency->goes)
    return;
  if (!moved)
    {
      judge_text (self, PILOT_RULE_TRANSFERRED_UNDECIDED,
                  verdict == PILOT_SCOPE_UNDECIDED && is_open (self, status, "transferred", self->transferred) &&
                    (job == NULL || !job->stays),
                  id);
      judge_text (self, PILOT_RULE_HISTORY_UNDECIDED, is_open (self, status, "history", self->history), id);
    }
  if (verdict != PILOT_SCOPE_IN && verdict != PILOT_SCOPE_LIGHT)
    return;
  if (!moved)
    judge_candidate (self, values, agency, job, light);
  if (!light && job != NULL && job->goes && self->findings[PILOT_RULE_CANDIDATE_TWICE].enabled)
    add_application (self, values, job->id, !moved);
}

/* The company's two facts have no row: one thing checked, at most one found. */
static void
finish_company (PilotPreflight *self)
{
  Finding *published = &self->findings[PILOT_RULE_COMPANY_PUBLISHED_JOB];

  judge_text (self, PILOT_RULE_COMPANY_RENEWAL, !self->has_renewal, self->project_id);
  judge_text (self, PILOT_RULE_COMPANY_CSM, !self->has_csm, self->project_id);
  if (!published->enabled)
    return;
  published->n_checked = self->n_jobs;
  published->n_found = self->n_published == 0;
}

/* Every process of a job in scope needs a stage for every status that goes along as it is. */
static void
finish_mapping (PilotPreflight *self)
{
  guint n_rules;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);

  if (!self->findings[PILOT_RULE_MAPPING_MISSING].enabled)
    return;
  for (guint p = 0; p < self->used_processes->len; p++)
    for (guint r = 0; r < n_rules; r++)
      {
        const char *process_id = g_ptr_array_index (self->used_processes, p);
        g_autofree char *id = NULL;

        if (rules[r].entity != PILOT_ENTITY_CANDIDATE || pilot_scope_judge_rule (&self->options, &rules[r]) != PILOT_SCOPE_IN)
          continue;
        id = pilot_mapping_make_id (process_id, rules[r].status, NULL);
        judge_text (self, PILOT_RULE_MAPPING_MISSING, pilot_stage_map_find (self->stages, process_id, rules[r].status, NULL) == NULL, id);
      }
}

GPtrArray *
pilot_preflight_get_processes (PilotPreflight *self)
{
  return self->used_processes;
}

PilotPreflight *
pilot_preflight_new (const PilotScopeOptions *options, const char *const *rules)
{
  PilotPreflight *self = g_new0 (PilotPreflight, 1);
  guint n_rules;
  const PilotPreflightRule *table = pilot_preflight_get_rules (&n_rules);

  self->on_hold = g_strdup (options->on_hold);
  self->transferred = g_strdup (options->transferred);
  self->history = g_strdup (options->history);
  self->options = (PilotScopeOptions){ .on_hold = self->on_hold, .transferred = self->transferred, .history = self->history };
  self->limit = PILOT_PREFLIGHT_DEFAULT_LIMIT;
  for (guint i = 0; i < n_rules; i++)
    {
      self->findings[i].enabled = rules == NULL || g_strv_contains (rules, table[i].key);
      self->findings[i].ids = g_ptr_array_new_with_free_func (g_free);
    }
  self->stages = pilot_stage_map_new ();
  self->texts = g_string_chunk_new (4096);
  self->agencies = pilot_id_table_new ();
  self->recruiters = pilot_id_table_new ();
  self->jobs = pilot_id_table_new ();
  self->domains = pilot_id_table_new ();
  self->names = pilot_id_table_new ();
  self->emails = pilot_id_table_new ();
  self->processes = g_hash_table_new (g_str_hash, g_str_equal);
  self->people = pilot_id_table_new ();
  self->agency_items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->recruiter_items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->job_items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->used_processes = g_ptr_array_new ();
  self->applications = g_array_new (FALSE, FALSE, sizeof (Application));
  return self;
}

void
pilot_preflight_free (PilotPreflight *self)
{
  for (guint i = 0; i < PILOT_N_RULES; i++)
    g_ptr_array_unref (self->findings[i].ids);
  pilot_stage_map_free (self->stages);
  g_string_chunk_free (self->texts);
  pilot_id_table_free (self->agencies);
  pilot_id_table_free (self->recruiters);
  pilot_id_table_free (self->jobs);
  pilot_id_table_free (self->domains);
  pilot_id_table_free (self->names);
  pilot_id_table_free (self->emails);
  g_hash_table_unref (self->processes);
  pilot_id_table_free (self->people);
  g_array_unref (self->agency_items);
  g_array_unref (self->recruiter_items);
  g_array_unref (self->job_items);
  g_ptr_array_unref (self->used_processes);
  g_array_unref (self->applications);
  g_free (self->project_id);
  g_free (self->on_hold);
  g_free (self->transferred);
  g_free (self->history);
  g_free (self);
}

void
pilot_preflight_set_limit (PilotPreflight *self, guint limit)
{
  self->limit = limit;
}

void
pilot_preflight_set_project (PilotPreflight *self, const PilotRecord *project)
{
  g_free (self->project_id);
  self->project_id = project != NULL ? g_strdup (pilot_record_get_id (project)) : NULL;
  self->has_renewal = project != NULL && pilot_record_get_text (project, PILOT_PROJECT_RENEWAL_DATE) != NULL;
  self->has_csm = project != NULL && has_valid_email (pilot_record_get_value (project, PILOT_PROJECT_CSM_EMAIL));
}

/** is_portal: whether the row is of the other data set; @field: which says so. */
static gboolean
is_portal (const PilotValue *values, guint field)
{
  const char *dataset = get_text (&values[field]);

  return dataset != NULL && strcmp (dataset, "legacy") != 0;
}

void
pilot_preflight_add_judged (PilotPreflight *self, PilotEntity entity, const PilotValue *values, PilotScopeVerdict verdict)
{
  if (entity == PILOT_ENTITY_STAGE)
    pilot_stage_map_add_stage (self->stages, values);
  else if (entity == PILOT_ENTITY_MAPPING)
    pilot_stage_map_add_line (self->stages, values);
  else if (entity == PILOT_ENTITY_AGENCY && !is_portal (values, PILOT_AGENCY_DATASET))
    add_agency (self, values, verdict);
  else if (entity == PILOT_ENTITY_RECRUITER && !is_portal (values, PILOT_RECRUITER_DATASET))
    add_recruiter (self, values, verdict);
  else if (entity == PILOT_ENTITY_JOB && !is_portal (values, PILOT_JOB_DATASET))
    add_job (self, values, verdict);
  else if (entity == PILOT_ENTITY_CANDIDATE && !is_portal (values, PILOT_CANDIDATE_DATASET))
    add_candidate (self, values, verdict);
}

void
pilot_preflight_add (PilotPreflight *self, PilotEntity entity, const PilotValue *values)
{
  const char *status = NULL;

  if (entity == PILOT_ENTITY_JOB)
    status = get_text (&values[PILOT_JOB_STATUS]);
  else if (entity == PILOT_ENTITY_CANDIDATE)
    status = get_text (&values[PILOT_CANDIDATE_STATUS]);
  pilot_preflight_add_judged (self, entity, values, pilot_scope_judge (&self->options, entity, status));
}

void
pilot_preflight_finish (PilotPreflight *self)
{
  for (guint i = 0; i < self->agency_items->len; i++)
    {
      const Item *item = &g_array_index (self->agency_items, Item, i);

      if (!item->judged)
        continue;
      judge_key (self, PILOT_RULE_AGENCY_RECRUITER, !item->has_recruiter, item->id);
      judge_key (self, PILOT_RULE_AGENCY_ALIKE, item->alike, item->id);
    }
  for (guint i = 0; i < self->recruiter_items->len; i++)
    {
      const Item *item = &g_array_index (self->recruiter_items, Item, i);

      if (item->judged)
        judge_key (self, PILOT_RULE_RECRUITER_EMAIL_SHARED, item->alike, item->id);
    }
  for (guint i = 0; i < self->applications->len; i++)
    {
      const Application *application = &g_array_index (self->applications, Application, i);

      if (application->judged)
        judge_key (self, PILOT_RULE_CANDIDATE_TWICE, application->found, application->id);
    }
  finish_mapping (self);
  finish_company (self);
}

static const Finding *
get_finding (PilotPreflight *self, const char *key)
{
  const PilotPreflightRule *rule = pilot_preflight_find_rule (key);
  guint n_rules;

  g_return_val_if_fail (rule != NULL, NULL);
  return &self->findings[rule - pilot_preflight_get_rules (&n_rules)];
}

guint64
pilot_preflight_get_n_found (PilotPreflight *self, const char *rule)
{
  return get_finding (self, rule)->n_found;
}

guint64
pilot_preflight_get_n_checked (PilotPreflight *self, const char *rule)
{
  return get_finding (self, rule)->n_checked;
}

GPtrArray *
pilot_preflight_get_ids (PilotPreflight *self, const char *rule)
{
  return get_finding (self, rule)->ids;
}
