/* pilot-demo-candidates.c: the demo company's candidates, as recruiters submitted them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-maker.h"

#include "pilot-entities.h"

/* LEAD, NEW, IN_REVIEW, INTERVIEW, OFFERED, HIRED, REJECTED, WITHDRAWN, TRANSFERRED; a row for each state of a job:
 * CREATED, SOURCING, INTERVIEW, OFFER, FILLED, CANCELLED, ON_HOLD. */
static const int status_weights[][10] = {
  { 60, 40, 0, 0, 0, 0, 0, 0, 0, -1 },   { 8, 30, 26, 8, 0, 0, 20, 6, 2, -1 }, { 3, 14, 20, 28, 2, 0, 24, 7, 2, -1 },
  { 1, 5, 10, 16, 18, 1, 38, 9, 2, -1 }, { 0, 0, 1, 1, 0, 4, 76, 15, 3, -1 },  { 0, 2, 3, 1, 0, 0, 74, 18, 2, -1 },
  { 6, 28, 30, 14, 0, 0, 16, 5, 1, -1 },
};

enum {
  CANDIDATE_NEW = 1,
  CANDIDATE_HIRED = 5,
  CANDIDATE_REJECTED,
  CANDIDATE_WITHDRAWN,
};
#define JOB_FILLED 4

static const char *const notes[] = {
  "Available from the first of next month.", "Asked for a call in the afternoon.", "Salary above the band; check with finance.",
  "Interview feedback is missing.", "Would relocate.", "Second reference still open.", NULL,
};

/* A person, who may be on several jobs, or be submitted for one by two agencies. */
typedef struct
{
  char name[96];
  char email[128];
  char phone[32];
  char id[PILOT_DEMO_UUID_LENGTH_BYTES];
} DemoPerson;

static void
make_person (PilotDemoMaker *maker, const PilotDemoCountry *country, guint index, DemoPerson *person)
{
  static const char *const hosts[] = { "inbox.example", "post.example", "mymail.example", NULL };
  const char *first = pilot_demo_maker_word (maker, country->first_names);
  const char *last = pilot_demo_maker_word (maker, country->last_names);
  char folded_first[40], folded_last[40];

  pilot_demo_fold (first, folded_first, sizeof folded_first);
  pilot_demo_fold (last, folded_last, sizeof folded_last);
  g_snprintf (person->name, sizeof person->name, "%s %s", first, last);
  person->email[0] = '\0';
  if (pilot_demo_random_chance (&maker->random, 94))
    g_snprintf (person->email, sizeof person->email, "%s.%s%u@%s", folded_first, folded_last, index,
                pilot_demo_maker_word (maker, hosts));
  person->phone[0] = '\0';
  if (pilot_demo_random_chance (&maker->random, 70))
    pilot_demo_maker_phone (maker, country, person->phone, sizeof person->phone);
  pilot_demo_random_uuid (&maker->random, person->id);
}

/* Jobs on which somebody works; one that was just created has hardly any candidates. */
static PilotDemoJob *
pick_job (PilotDemoMaker *maker)
{
  for (guint attempt = 0; attempt < 50; attempt++)
    {
      PilotDemoJob *job = &maker->jobs[pilot_demo_random_below (&maker->random, maker->options.n_jobs)];

      if (job->n_assignments > 0)
        return job;
    }
  return &maker->jobs[0];
}

static const char *
legacy_status (guint status)
{
  if (status == CANDIDATE_HIRED)
    return "HIRED";
  return status == CANDIDATE_REJECTED || status == CANDIDATE_WITHDRAWN ? "REJECTED" : "ACTIVE";
}

static guint
pick_status (PilotDemoMaker *maker, const PilotDemoJob *job)
{
  if (job->status == JOB_FILLED && job->n_candidates == 0)
    return CANDIDATE_HIRED;
  return pilot_demo_random_pick (&maker->random, status_weights[job->status]);
}

static gboolean
insert_candidate (PilotDemoMaker *maker, PilotDemoJob *job, const DemoPerson *person, guint index, GError **error)
{
  gint64 submitted_at = job->opened_at + pilot_demo_random_below (&maker->random, 90) * G_TIME_SPAN_DAY +
                        pilot_demo_random_below (&maker->random, 6 * 3600) * G_TIME_SPAN_SECOND;
  guint status = pick_status (maker, job);
  const char *status_name = pilot_candidate_status_choices[status].value;
  const PilotDemoRecruiter *recruiter = NULL;
  char external_id[24];
  PilotDemoRow row;

  if (job->n_assignments > 0)
    recruiter = &maker->recruiters[g_array_index (maker->assigned, guint,
                                                  job->first_assignment + pilot_demo_random_below (&maker->random, job->n_assignments))];
  submitted_at = MIN (submitted_at, PILOT_DEMO_NOW - pilot_demo_random_below (&maker->random, 72) * G_TIME_SPAN_HOUR);
  g_snprintf (external_id, sizeof external_id, "CND-%07u", 3000000 + index);
  pilot_demo_row_begin (&row, maker, PILOT_ENTITY_CANDIDATE,
                        submitted_at + pilot_demo_random_below (&maker->random, 45 * 24) * G_TIME_SPAN_HOUR);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_DATASET, "legacy");
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_NAME, person->name);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_EMAIL, person->email);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_PHONE, person->phone);
  /* Of some nobody remembers the agency, or who it was there: the person had applied before [Recruiter Portal help]. */
  if (recruiter != NULL && !pilot_demo_random_chance (&maker->random, 4))
    {
      pilot_demo_row_set_text (&row, PILOT_CANDIDATE_AGENCY_ID, maker->agencies[recruiter->agency].id);
      if (!pilot_demo_random_chance (&maker->random, 3))
        pilot_demo_row_set_text (&row, PILOT_CANDIDATE_RECRUITER_ID, recruiter->id);
    }
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_JOB_ID, job->id);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_STATUS, status_name);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_SUB_STATUS,
                           pilot_demo_random_chance (&maker->random, 85) ? pilot_demo_sub_status (maker, job->process, status_name) : NULL);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_LEGACY_STATUS, legacy_status (status));
  pilot_demo_row_set_integer (&row, PILOT_CANDIDATE_SUBMITTED_AT, submitted_at);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_PERSON_ID, person->id);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_EXTERNAL_ID, external_id);
  pilot_demo_row_set_text (&row, PILOT_CANDIDATE_NOTES,
                           pilot_demo_random_chance (&maker->random, 6) ? pilot_demo_maker_word (maker, notes) : NULL);
  job->n_candidates++;
  return pilot_demo_row_insert (&row, maker, error);
}

gboolean
pilot_demo_make_candidates (PilotDemoMaker *maker, GError **error)
{
  DemoPerson person = { 0 };
  PilotDemoJob *job = NULL;

  for (guint i = 0; i < maker->options.n_candidates; i++)
    {
      guint how = i > 0 ? pilot_demo_random_below (&maker->random, 100) : 99;

      /* 0, 1: the same person for the same job once more; 2 to 5: for another job */
      if (how >= 2)
        job = pick_job (maker);
      if (how >= 6)
        make_person (maker, &pilot_demo_countries[pilot_demo_random_below (&maker->random, pilot_demo_n_countries)], i, &person);
      if (!insert_candidate (maker, job, &person, i, error))
        return FALSE;
    }
  return TRUE;
}
