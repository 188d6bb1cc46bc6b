/* pilot-scope-walk.c: what one run takes along, record by record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-scope-walk.h"

#include <string.h>

#include "pilot-check.h"
#include "pilot-stage-map.h"

/* What is remembered of an agency or a recruiter; 0: there is none. */
enum {
  KNOWN = 1 << 0,
  CHOSEN = 1 << 1,
  GOES = 1 << 2,       /* or is there already */
  LEFT_ALONE = 1 << 3, /* a user who was not chosen, of an agency that was */
};

/* What the choices say of an agency. */
enum {
  WHOLE_IN = 1 << 0,
  WHOLE_OUT = 1 << 1,
  SOME_USER = 1 << 2,
};

/* What the choices say of a user. */
enum {
  USER_IN = 1,
  USER_OUT,
};

typedef enum {
  JOB_UNKNOWN,
  JOB_STAYS,
  JOB_UNDECIDED,
  JOB_LIGHT,
  JOB_GOES,
} JobStanding;

typedef struct
{
  JobStanding standing;
  const char *process_id; /* (nullable) */
} Job;

struct _PilotScopeWalk
{
  PilotRecord *run; /* (owned) */
  PilotScopeOptions options;
  const char *run_id;
  gboolean by_choice;        /* only those with a choice */
  GStringChunk *texts;       /* (owned): ids */
  GHashTable *agency_choice; /* (owned): id → flags */
  GHashTable *user_choice;   /* (owned): id → USER_IN, USER_OUT */
  GHashTable *agencies;      /* (owned): id → flags */
  GHashTable *recruiters;    /* (owned): id → flags */
  GHashTable *jobs;          /* (owned) (element-type utf8 Job) */
  PilotStageMap *stages;     /* (owned) */
};

static const PilotEntity entities[] = {
  PILOT_ENTITY_SCOPE_CHOICE, PILOT_ENTITY_STAGE, PILOT_ENTITY_MAPPING,    PILOT_ENTITY_AGENCY,
  PILOT_ENTITY_RECRUITER,    PILOT_ENTITY_JOB,   PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE,
};

static const char *
get_text (const PilotValue *values, guint field)
{
  return values[field].kind == PILOT_VALUE_TEXT && values[field].length_bytes > 0 ? values[field].text : NULL;
}

static gboolean
is_legacy (const PilotValue *values, guint dataset_field)
{
  const char *dataset = get_text (values, dataset_field);

  return dataset != NULL && strcmp (dataset, "legacy") == 0;
}

static guint
get_flags (GHashTable *table, const char *id)
{
  return id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (table, id)) : 0;
}

static void
set_flags (PilotScopeWalk *self, GHashTable *table, const char *id, guint flags)
{
  gpointer key;

  if (!g_hash_table_lookup_extended (table, id, &key, NULL))
    key = g_string_chunk_insert (self->texts, id);
  g_hash_table_insert (table, key, GUINT_TO_POINTER (flags));
}

static gboolean
was_moved (const char *run_id)
{
  return run_id != NULL;
}

static gboolean
was_moved_before (PilotScopeWalk *self, const char *run_id)
{
  return run_id != NULL && g_strcmp0 (run_id, self->run_id) != 0;
}

static void
add_choice (PilotScopeWalk *self, const PilotValue *values)
{
  const char *agency_id = get_text (values, PILOT_SCOPE_CHOICE_AGENCY_ID);
  const char *recruiter_id = get_text (values, PILOT_SCOPE_CHOICE_RECRUITER_ID);
  gboolean included = values[PILOT_SCOPE_CHOICE_INCLUDED].kind == PILOT_VALUE_INTEGER && values[PILOT_SCOPE_CHOICE_INCLUDED].integer != 0;
  guint flags = recruiter_id != NULL ? (included ? SOME_USER : 0) : (included ? WHOLE_IN : WHOLE_OUT);

  if (g_strcmp0 (get_text (values, PILOT_SCOPE_CHOICE_RUN_ID), self->run_id) != 0 || agency_id == NULL)
    return;
  set_flags (self, self->agency_choice, agency_id, get_flags (self->agency_choice, agency_id) | flags);
  if (recruiter_id != NULL && get_flags (self->user_choice, recruiter_id) != USER_OUT)
    set_flags (self, self->user_choice, recruiter_id, included ? USER_IN : USER_OUT);
}

/* With all its users, but for those who are taken out. */
static gboolean
is_whole (PilotScopeWalk *self, const char *agency_id)
{
  return !self->by_choice || (get_flags (self->agency_choice, agency_id) & (WHOLE_IN | WHOLE_OUT)) == WHOLE_IN;
}

static gboolean
is_agency_chosen (PilotScopeWalk *self, const char *agency_id)
{
  return is_whole (self, agency_id) || (get_flags (self->agency_choice, agency_id) & SOME_USER) != 0;
}

static gboolean
is_user_chosen (PilotScopeWalk *self, const char *recruiter_id, const char *agency_id)
{
  guint choice = get_flags (self->user_choice, recruiter_id);

  return !self->by_choice || choice == USER_IN || (choice != USER_OUT && is_whole (self, agency_id));
}

static void
judge_agency (PilotScopeWalk *self, const PilotValue *values, PilotScopeFinding *finding)
{
  const char *id = get_text (values, PILOT_FIELD_ID);
  const char *run_id = get_text (values, PILOT_AGENCY_RUN_ID);
  gboolean chosen = is_agency_chosen (self, id);

  if (chosen)
    finding->verdict = PILOT_SCOPE_IN;
  if (chosen && was_moved_before (self, run_id))
    finding->reason = "moved_before";
  set_flags (self, self->agencies, id, KNOWN | (chosen ? CHOSEN : 0) | (chosen || was_moved (run_id) ? GOES : 0));
}

/* (nullable): why a recruiter who was chosen can't go. */
static const char *
find_recruiter_reason (PilotScopeWalk *self, const PilotValue *values)
{
  const char *email = get_text (values, PILOT_RECRUITER_EMAIL);
  guint agency = get_flags (self->agencies, get_text (values, PILOT_RECRUITER_AGENCY_ID));

  if (was_moved_before (self, get_text (values, PILOT_RECRUITER_RUN_ID)))
    return "moved_before";
  if (agency == 0)
    return "no_agency";
  if ((agency & GOES) == 0)
    return "agency_not_moved";
  return email == NULL || pilot_check_text (PILOT_CHECK_EMAIL, email) != NULL ? "no_email" : NULL;
}

static void
judge_recruiter (PilotScopeWalk *self, const PilotValue *values, PilotScopeFinding *finding)
{
  const char *id = get_text (values, PILOT_FIELD_ID);
  const char *agency_id = get_text (values, PILOT_RECRUITER_AGENCY_ID);
  guint flags = KNOWN | (was_moved (get_text (values, PILOT_RECRUITER_RUN_ID)) ? GOES : 0);

  if (is_user_chosen (self, id, agency_id))
    {
      finding->verdict = PILOT_SCOPE_IN;
      finding->reason = find_recruiter_reason (self, values);
      flags |= CHOSEN | (finding->reason == NULL ? GOES : 0);
    }
  else if (get_flags (self->user_choice, id) == USER_OUT || (get_flags (self->agencies, agency_id) & CHOSEN) != 0)
    flags |= LEFT_ALONE;
  set_flags (self, self->recruiters, id, flags);
}

static JobStanding
find_job_standing (PilotScopeVerdict verdict, gboolean moved, const char *status)
{
  const PilotScopeRule *rule = pilot_scope_find_rule (PILOT_ENTITY_JOB, status);

  if (moved)
    return rule != NULL && g_strcmp0 (rule->option, "history") == 0 ? JOB_LIGHT : JOB_GOES;
  switch (verdict)
    {
    case PILOT_SCOPE_IN:
      return JOB_GOES;
    case PILOT_SCOPE_LIGHT:
      return JOB_LIGHT;
    case PILOT_SCOPE_UNDECIDED:
      return JOB_UNDECIDED;
    case PILOT_SCOPE_OUT:
    default:
      return JOB_STAYS;
    }
}

static void
judge_job (PilotScopeWalk *self, const PilotValue *values, PilotScopeFinding *finding)
{
  const char *status = get_text (values, PILOT_JOB_STATUS);
  const char *run_id = get_text (values, PILOT_JOB_RUN_ID);
  const char *process_id = get_text (values, PILOT_JOB_PROCESS_ID);
  const char *id = get_text (values, PILOT_FIELD_ID);
  Job *job = g_hash_table_lookup (self->jobs, id);

  if (job == NULL)
    {
      job = g_new0 (Job, 1);
      g_hash_table_insert (self->jobs, g_string_chunk_insert (self->texts, id), job);
    }
  finding->verdict = pilot_scope_judge (&self->options, PILOT_ENTITY_JOB, status);
  if ((finding->verdict == PILOT_SCOPE_IN || finding->verdict == PILOT_SCOPE_LIGHT) && was_moved_before (self, run_id))
    finding->reason = "moved_before";
  job->standing = find_job_standing (finding->verdict, was_moved (run_id), status);
  job->process_id = process_id != NULL ? g_string_chunk_insert_const (self->texts, process_id) : NULL;
}

static const Job *
find_job (PilotScopeWalk *self, const char *id)
{
  static const Job unknown = { JOB_UNKNOWN, NULL };
  const Job *job = id != NULL ? g_hash_table_lookup (self->jobs, id) : NULL;

  return job != NULL ? job : &unknown;
}

static void
judge_assignment (PilotScopeWalk *self, const PilotValue *values, PilotScopeFinding *finding)
{
  guint recruiter = get_flags (self->recruiters, get_text (values, PILOT_ASSIGNMENT_RECRUITER_ID));
  JobStanding job = find_job (self, get_text (values, PILOT_ASSIGNMENT_JOB_ID))->standing;
  PilotScopeVerdict verdict = pilot_scope_judge (&self->options, PILOT_ENTITY_ASSIGNMENT, get_text (values, PILOT_ASSIGNMENT_STATUS));

  if (recruiter == 0 ? self->by_choice : (recruiter & CHOSEN) == 0)
    return;
  if (job == JOB_STAYS || job == JOB_LIGHT)
    return;
  finding->verdict = verdict == PILOT_SCOPE_IN && job == JOB_UNDECIDED ? PILOT_SCOPE_UNDECIDED : verdict;
  if (finding->verdict != PILOT_SCOPE_IN)
    return;
  if (was_moved_before (self, get_text (values, PILOT_ASSIGNMENT_RUN_ID)))
    finding->reason = "moved_before";
  else if (recruiter == 0)
    finding->reason = "no_recruiter";
  else if (job == JOB_UNKNOWN)
    finding->reason = "no_job";
  else if ((recruiter & GOES) == 0)
    finding->reason = "recruiter_not_moved";
}

static gboolean
is_candidate_chosen (PilotScopeWalk *self, const char *agency_id, guint agency, guint recruiter)
{
  if (!self->by_choice)
    return TRUE;
  if ((recruiter & LEFT_ALONE) != 0)
    return FALSE;
  if (agency == 0)
    return (recruiter & CHOSEN) != 0;
  return (agency & CHOSEN) != 0 && ((recruiter & CHOSEN) != 0 || is_whole (self, agency_id));
}

/* (nullable): why a candidate in scope can't go; @light: it needs neither recruiter nor stage. */
static const char *
find_candidate_reason (PilotScopeWalk *self, const PilotValue *values, const Job *job, gboolean light, PilotScopeFinding *finding)
{
  guint recruiter = get_flags (self->recruiters, get_text (values, PILOT_CANDIDATE_RECRUITER_ID));
  const PilotStagePlace *place;

  if (was_moved_before (self, get_text (values, PILOT_CANDIDATE_RUN_ID)))
    return "moved_before";
  if (get_flags (self->agencies, get_text (values, PILOT_CANDIDATE_AGENCY_ID)) == 0)
    return "no_agency";
  if (!light && recruiter == 0)
    return "no_recruiter";
  if (job->standing == JOB_UNKNOWN)
    return "no_job";
  if (!light && (recruiter & GOES) == 0)
    return "recruiter_not_moved";
  if (job->standing == JOB_STAYS)
    return "job_not_moved";
  if (light)
    return NULL;
  place = pilot_stage_map_find (self->stages, job->process_id, get_text (values, PILOT_CANDIDATE_STATUS),
                                get_text (values, PILOT_CANDIDATE_SUB_STATUS));
  if (place == NULL)
    return "no_mapping";
  finding->stage = place->id;
  finding->status = place->status;
  finding->sub_status = place->sub_status;
  return NULL;
}

static void
judge_candidate (PilotScopeWalk *self, const PilotValue *values, PilotScopeFinding *finding)
{
  const char *agency_id = get_text (values, PILOT_CANDIDATE_AGENCY_ID);
  const Job *job = find_job (self, get_text (values, PILOT_CANDIDATE_JOB_ID));
  PilotScopeVerdict verdict = pilot_scope_judge (&self->options, PILOT_ENTITY_CANDIDATE, get_text (values, PILOT_CANDIDATE_STATUS));

  if (verdict == PILOT_SCOPE_OUT ||
      !is_candidate_chosen (self, agency_id, get_flags (self->agencies, agency_id),
                            get_flags (self->recruiters, get_text (values, PILOT_CANDIDATE_RECRUITER_ID))))
    return;
  if (job->standing == JOB_UNDECIDED)
    verdict = PILOT_SCOPE_UNDECIDED;
  else if (job->standing == JOB_LIGHT && verdict == PILOT_SCOPE_IN)
    verdict = PILOT_SCOPE_LIGHT;
  finding->verdict = verdict;
  if (verdict != PILOT_SCOPE_UNDECIDED)
    finding->reason = find_candidate_reason (self, values, job, verdict == PILOT_SCOPE_LIGHT, finding);
}

gboolean
pilot_scope_finding_goes (const PilotScopeFinding *self)
{
  return (self->verdict == PILOT_SCOPE_IN || self->verdict == PILOT_SCOPE_LIGHT) && self->reason == NULL;
}

PilotScopeWalk *
pilot_scope_walk_new (const PilotRecord *run)
{
  PilotScopeWalk *self = g_new0 (PilotScopeWalk, 1);

  self->run = pilot_record_copy (run);
  pilot_scope_options_from_record (&self->options, self->run);
  self->run_id = pilot_record_get_id (self->run);
  self->by_choice = g_strcmp0 (pilot_record_get_text (self->run, PILOT_RUN_CHOICE), "chosen") == 0;
  self->texts = g_string_chunk_new (64 * 1024);
  self->agency_choice = g_hash_table_new (g_str_hash, g_str_equal);
  self->user_choice = g_hash_table_new (g_str_hash, g_str_equal);
  self->agencies = g_hash_table_new (g_str_hash, g_str_equal);
  self->recruiters = g_hash_table_new (g_str_hash, g_str_equal);
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->stages = pilot_stage_map_new ();
  return self;
}

void
pilot_scope_walk_free (PilotScopeWalk *self)
{
  pilot_stage_map_free (self->stages);
  g_hash_table_unref (self->jobs);
  g_hash_table_unref (self->recruiters);
  g_hash_table_unref (self->agencies);
  g_hash_table_unref (self->user_choice);
  g_hash_table_unref (self->agency_choice);
  g_string_chunk_free (self->texts);
  pilot_record_unref (self->run);
  g_free (self);
}

#define BIT(field) (1ull << (field))

guint64
pilot_scope_walk_get_fields (PilotEntity entity)
{
  static const guint64 fields[PILOT_N_ENTITIES] = {
    [PILOT_ENTITY_SCOPE_CHOICE] = BIT (PILOT_FIELD_ID) | BIT (PILOT_SCOPE_CHOICE_RUN_ID) | BIT (PILOT_SCOPE_CHOICE_AGENCY_ID) |
                                  BIT (PILOT_SCOPE_CHOICE_RECRUITER_ID) | BIT (PILOT_SCOPE_CHOICE_INCLUDED),
    [PILOT_ENTITY_STAGE] = BIT (PILOT_FIELD_ID) | BIT (PILOT_STAGE_PROCESS_ID) | BIT (PILOT_STAGE_STATUS) | BIT (PILOT_STAGE_SUB_STATUS),
    [PILOT_ENTITY_MAPPING] = BIT (PILOT_FIELD_ID) | BIT (PILOT_MAPPING_PROCESS_ID) | BIT (PILOT_MAPPING_STATUS) |
                             BIT (PILOT_MAPPING_SUB_STATUS) | BIT (PILOT_MAPPING_STAGE_ID),
    [PILOT_ENTITY_AGENCY] = BIT (PILOT_FIELD_ID) | BIT (PILOT_AGENCY_DATASET) | BIT (PILOT_AGENCY_RUN_ID),
    [PILOT_ENTITY_RECRUITER] = BIT (PILOT_FIELD_ID) | BIT (PILOT_RECRUITER_DATASET) | BIT (PILOT_RECRUITER_EMAIL) |
                               BIT (PILOT_RECRUITER_AGENCY_ID) | BIT (PILOT_RECRUITER_RUN_ID),
    [PILOT_ENTITY_JOB] = BIT (PILOT_FIELD_ID) | BIT (PILOT_JOB_DATASET) | BIT (PILOT_JOB_STATUS) | BIT (PILOT_JOB_PROCESS_ID) |
                         BIT (PILOT_JOB_RUN_ID),
    [PILOT_ENTITY_ASSIGNMENT] = BIT (PILOT_FIELD_ID) | BIT (PILOT_ASSIGNMENT_JOB_ID) | BIT (PILOT_ASSIGNMENT_RECRUITER_ID) |
                                BIT (PILOT_ASSIGNMENT_STATUS) | BIT (PILOT_ASSIGNMENT_RUN_ID),
    [PILOT_ENTITY_CANDIDATE] = BIT (PILOT_FIELD_ID) | BIT (PILOT_CANDIDATE_DATASET) | BIT (PILOT_CANDIDATE_AGENCY_ID) |
                               BIT (PILOT_CANDIDATE_RECRUITER_ID) | BIT (PILOT_CANDIDATE_JOB_ID) | BIT (PILOT_CANDIDATE_STATUS) |
                               BIT (PILOT_CANDIDATE_SUB_STATUS) | BIT (PILOT_CANDIDATE_RUN_ID),
  };

  g_return_val_if_fail (entity < PILOT_N_ENTITIES, 0);
  return fields[entity];
}

void
pilot_scope_walk_add (PilotScopeWalk *self, PilotEntity entity, const PilotValue *values, PilotScopeFinding *finding)
{
  PilotScopeFinding found = { .verdict = PILOT_SCOPE_OUT };

  if (get_text (values, PILOT_FIELD_ID) == NULL)
    g_warn_if_reached ();
  else if (entity == PILOT_ENTITY_SCOPE_CHOICE)
    add_choice (self, values);
  else if (entity == PILOT_ENTITY_STAGE)
    pilot_stage_map_add_stage (self->stages, values);
  else if (entity == PILOT_ENTITY_MAPPING)
    pilot_stage_map_add_line (self->stages, values);
  else if (entity == PILOT_ENTITY_AGENCY && is_legacy (values, PILOT_AGENCY_DATASET))
    judge_agency (self, values, &found);
  else if (entity == PILOT_ENTITY_RECRUITER && is_legacy (values, PILOT_RECRUITER_DATASET))
    judge_recruiter (self, values, &found);
  else if (entity == PILOT_ENTITY_JOB && is_legacy (values, PILOT_JOB_DATASET))
    judge_job (self, values, &found);
  else if (entity == PILOT_ENTITY_ASSIGNMENT)
    judge_assignment (self, values, &found);
  else if (entity == PILOT_ENTITY_CANDIDATE && is_legacy (values, PILOT_CANDIDATE_DATASET))
    judge_candidate (self, values, &found);
  if (finding != NULL)
    *finding = found;
}

const PilotEntity *
pilot_scope_walk_entities (guint *n_entities)
{
  *n_entities = G_N_ELEMENTS (entities);
  return entities;
}
