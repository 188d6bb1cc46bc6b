/* pilot-demo-jobs.c: the demo company's jobs, and the recruiters assigned to them in the legacy portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-maker.h"

#include "pilot-entities.h"

enum {
  JOB_CREATED,
  JOB_SOURCING,
  JOB_INTERVIEW,
  JOB_OFFER,
  JOB_FILLED,
  JOB_CANCELLED,
  JOB_ON_HOLD,
};

enum {
  ASSIGNMENT_NEW,
  ASSIGNMENT_IN_PROGRESS,
  ASSIGNMENT_COMPLETED,
  ASSIGNMENT_CANCELLED,
};

static const int job_weights[] = { 6, 34, 18, 8, 18, 10, 6, -1 };
static const int process_weights[] = { 60, 28, 10, 2, -1 };
/* Posting: PUBLIC, INTERNAL, NOT_PUBLISHED, PRIVATE; a job that is not open is hardly ever published. */
static const int open_posting_weights[] = { 74, 10, 8, 8, -1 };
static const int closed_posting_weights[] = { 4, 2, 90, 4, -1 };
/* An assignment's state, by the job's. */
static const int assignment_weights[][5] = {
  [JOB_CREATED] = { 100, 0, 0, 0, -1 },     [JOB_SOURCING] = { 35, 58, 0, 7, -1 }, [JOB_INTERVIEW] = { 20, 70, 0, 10, -1 },
  [JOB_OFFER] = { 12, 76, 2, 10, -1 },      [JOB_FILLED] = { 0, 5, 25, 70, -1 },   [JOB_CANCELLED] = { 0, 0, 0, 100, -1 },
  [JOB_ON_HOLD] = { 40, 50, 0, 10, -1 },
};

static gboolean
is_open (guint status)
{
  return status == JOB_SOURCING || status == JOB_INTERVIEW || status == JOB_OFFER;
}

static gboolean
insert_job (PilotDemoMaker *maker, guint index, GError **error)
{
  PilotDemoJob *job = &maker->jobs[index];
  const PilotDemoPosition *position = &pilot_demo_positions[pilot_demo_random_below (&maker->random, pilot_demo_n_positions)];
  const PilotDemoCountry *country = &pilot_demo_countries[pilot_demo_random_below (&maker->random, pilot_demo_n_countries)];
  const PilotDemoCity *city = &country->cities[pilot_demo_random_below (&maker->random, 4)];
  g_autofree char *title = NULL;
  g_autofree char *ref_number = g_strdup_printf ("MF-%u-%04u", 2025 + (index % 3 == 0), 1 + index);
  g_autofree char *external_id = g_strdup_printf ("JOB-%06u", 200000 + index);
  PilotDemoRow row;

  job->opened_at = pilot_demo_maker_past (maker, 420);
  title = pilot_demo_random_chance (&maker->random, 20) ? g_strdup_printf ("Senior %s", position->title)
          : pilot_demo_random_chance (&maker->random, 12) ? g_strdup_printf ("%s (night shift)", position->title)
                                                          : g_strdup (position->title);
  /* The first seven show every state, however few there are. */
  job->status = index < 7 ? index : pilot_demo_random_pick (&maker->random, job_weights);
  job->process = pilot_demo_random_pick (&maker->random, process_weights);
  pilot_demo_row_begin (&row, maker, PILOT_ENTITY_JOB, job->opened_at + pilot_demo_random_below (&maker->random, 60) * G_TIME_SPAN_DAY);
  memcpy (job->id, row.id, sizeof row.id);
  pilot_demo_row_set_text (&row, PILOT_JOB_DATASET, "legacy");
  pilot_demo_row_set_text (&row, PILOT_JOB_TITLE, title);
  pilot_demo_row_set_text (&row, PILOT_JOB_REF_NUMBER, ref_number);
  pilot_demo_row_set_text (&row, PILOT_JOB_DEPARTMENT, position->department);
  pilot_demo_row_set_text (&row, PILOT_JOB_CITY, city->name);
  pilot_demo_row_set_text (&row, PILOT_JOB_COUNTRY, country->code);
  pilot_demo_row_set_text (&row, PILOT_JOB_STATUS, pilot_job_status_choices[job->status].value);
  pilot_demo_row_set_text (
    &row, PILOT_JOB_POSTING_STATUS,
    pilot_posting_status_choices[pilot_demo_random_pick (&maker->random, is_open (job->status) ? open_posting_weights : closed_posting_weights)]
      .value);
  pilot_demo_row_set_text (&row, PILOT_JOB_PROCESS_ID, pilot_demo_random_chance (&maker->random, 97) ? maker->processes[job->process] : NULL);
  pilot_demo_row_set_text (&row, PILOT_JOB_EXTERNAL_ID, external_id);
  pilot_demo_row_set_text (&row, PILOT_JOB_NOTES,
                           pilot_demo_random_chance (&maker->random, 6) ? "Agencies may submit three candidates each." : NULL);
  return pilot_demo_row_insert (&row, maker, error);
}

static gboolean
insert_assignment (PilotDemoMaker *maker, const PilotDemoJob *job, guint recruiter, guint status, GError **error)
{
  gint64 assigned_at = job->opened_at + pilot_demo_random_below (&maker->random, 20) * G_TIME_SPAN_DAY;
  PilotDemoRow row;

  pilot_demo_row_begin (&row, maker, PILOT_ENTITY_ASSIGNMENT,
                        assigned_at + pilot_demo_random_below (&maker->random, 40) * G_TIME_SPAN_DAY);
  pilot_demo_row_set_text (&row, PILOT_ASSIGNMENT_JOB_ID, job->id);
  pilot_demo_row_set_text (&row, PILOT_ASSIGNMENT_RECRUITER_ID, maker->recruiters[recruiter].id);
  pilot_demo_row_set_text (&row, PILOT_ASSIGNMENT_STATUS, pilot_assignment_status_choices[status].value);
  pilot_demo_row_set_integer (&row, PILOT_ASSIGNMENT_ASSIGNED_AT, MIN (assigned_at, PILOT_DEMO_NOW));
  return pilot_demo_row_insert (&row, maker, error);
}

/* "New" says that nobody was submitted yet [Recruiter Portal help]: such a recruiter gets no candidates. */
static gboolean
make_assignments (PilotDemoMaker *maker, PilotDemoJob *job, GError **error)
{
  guint n_recruiters = maker->options.n_recruiters;
  guint usual = CLAMP (n_recruiters / maker->options.n_jobs, 3, 40);
  guint n = MIN (2 + pilot_demo_random_below (&maker->random, 2 * usual), n_recruiters);
  guint recruiter = pilot_demo_random_below (&maker->random, n_recruiters);

  job->first_assignment = maker->assigned->len;
  for (guint i = 0; i < n; i++)
    {
      guint status = pilot_demo_random_pick (&maker->random, assignment_weights[job->status]);

      if (i == 0 && job->status == JOB_FILLED)
        status = ASSIGNMENT_COMPLETED;
      else if (i == 0 && status == ASSIGNMENT_NEW && job->status != JOB_CREATED)
        status = ASSIGNMENT_IN_PROGRESS;
      if (!insert_assignment (maker, job, recruiter, status, error))
        return FALSE;
      if (status != ASSIGNMENT_NEW)
        g_array_append_val (maker->assigned, recruiter);
      recruiter = (recruiter + 1 + (n_recruiters > 50 * n ? pilot_demo_random_below (&maker->random, 40) : 0)) % n_recruiters;
    }
  job->n_assignments = maker->assigned->len - job->first_assignment;
  return TRUE;
}

gboolean
pilot_demo_make_jobs (PilotDemoMaker *maker, GError **error)
{
  maker->jobs = g_new0 (PilotDemoJob, maker->options.n_jobs);
  maker->assigned = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < maker->options.n_jobs; i++)
    if (!insert_job (maker, i, error))
      return FALSE;
  for (guint i = 0; i < maker->options.n_jobs; i++)
    if (!make_assignments (maker, &maker->jobs[i], error))
      return FALSE;
  return TRUE;
}
