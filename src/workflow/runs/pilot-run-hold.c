/* pilot-run-hold.c: what must not be changed while a run moves it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-hold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-downtime.h"
#include "pilot-name-uuid.h"
#include "pilot-run-company.h"
#include "pilot-run-rules.h"
#include "pilot-scope.h"
#include "pilot-workspace-private.h"

/* The kinds that a run moves, and what hangs on whom. 0: has none. */
static const struct
{
  PilotEntity entity;
  guint dataset;
  guint run_id;
  guint status;
  guint agency;
} moved[] = {
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_DATASET, PILOT_AGENCY_RUN_ID, 0, 0 },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_DATASET, PILOT_RECRUITER_RUN_ID, 0, PILOT_RECRUITER_AGENCY_ID },
  { PILOT_ENTITY_JOB, PILOT_JOB_DATASET, PILOT_JOB_RUN_ID, PILOT_JOB_STATUS, 0 },
  { PILOT_ENTITY_ASSIGNMENT, 0, PILOT_ASSIGNMENT_RUN_ID, PILOT_ASSIGNMENT_STATUS, 0 },
  { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_DATASET, PILOT_CANDIDATE_RUN_ID, PILOT_CANDIDATE_STATUS, PILOT_CANDIDATE_AGENCY_ID },
};

typedef struct
{
  PilotStore *store;
  GDate today;
  PilotRecord *run; /* (owned) (nullable): the first that holds */
} Finding;

static int
find_kind (PilotEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
    if (moved[i].entity == entity)
      return (int) i;
  return -1;
}

/* From the beginning of its day: an edit that waits in the outbox may arrive when the run has begun. */
static gboolean
run_cb (PilotRecord *run, gpointer user_data)
{
  Finding *finding = user_data;
  PilotRunState state = pilot_run_get_state (run);
  GDate day;

  if (state == PILOT_RUN_RUNNING
      || (state == PILOT_RUN_SCHEDULED && pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), &day)
          && g_date_compare (&day, &finding->today) == 0))
    finding->run = pilot_record_ref (run);
  return finding->run == NULL;
}

static PilotRecord *
find_run (PilotWorkspace *workspace)
{
  g_auto (PilotRunCompany) facts = { NULL };
  Finding finding = { 0 };

  pilot_run_company_load (workspace, &facts);
  finding.today = facts.today;
  pilot_store_scan (pilot_workspace_get_store (workspace), PILOT_ENTITY_RUN, run_cb, &finding, NULL, NULL);
  return finding.run;
}

static const char *
get_text (const PilotRecord *record, guint field)
{
  return record != NULL && field != 0 ? pilot_record_get_text (record, field) : NULL;
}

static gboolean
may_go_by_status (const PilotRecord *run, int kind, const PilotRecord *record)
{
  const char *status = get_text (record, moved[kind].status);
  PilotScopeOptions options;

  if (moved[kind].status == 0 || status == NULL)
    return moved[kind].status == 0;
  pilot_scope_options_from_record (&options, run);
  return pilot_scope_judge (&options, moved[kind].entity, status) != PILOT_SCOPE_OUT;
}

/* Whether the run's choice leaves the agency out; who has a choice of his own in any run is taken for chosen. */
static gboolean
may_go_by_agency (PilotWorkspace *workspace, const PilotRecord *run, const char *agency_id)
{
  return g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_CHOICE), "chosen") != 0 || agency_id == NULL
         || pilot_workspace_count (workspace, PILOT_ENTITY_SCOPE_CHOICE, PILOT_SCOPE_CHOICE_AGENCY_ID, agency_id) > 0;
}

static gboolean
may_go (PilotWorkspace *workspace, const PilotRecord *run, int kind, const PilotRecord *record)
{
  const char *agency = moved[kind].entity == PILOT_ENTITY_AGENCY ? pilot_record_get_id (record) : get_text (record, moved[kind].agency);

  return may_go_by_status (run, kind, record) && may_go_by_agency (workspace, run, agency);
}

static char *
make_reason (const PilotRecord *run)
{
  g_autofree char *name = pilot_record_dup_title (run);

  if (pilot_run_get_state (run) == PILOT_RUN_RUNNING)
    /* Translators: %s is the name of a migration run */
    return g_strdup_printf (_("The migration run “%s” is moving the old portal’s records: this change would be lost. Make it when the "
                              "run has ended; the record is in the Advanced Agency Portal then."), name);
  /* Translators: %s is the name of a migration run */
  return g_strdup_printf (_("Today is the downtime of the migration run “%s”: this change would be lost. Make it when the run has "
                            "ended; the record is in the Advanced Agency Portal then."), name);
}

char *
pilot_runs_dup_notice (PilotWorkspace *workspace)
{
  g_autoptr (PilotRecord) run = find_run (workspace);
  g_autofree char *name = run != NULL ? pilot_record_dup_title (run) : NULL;

  if (run == NULL)
    return NULL;
  if (pilot_run_get_state (run) != PILOT_RUN_RUNNING)
    /* Translators: %s is the name of a migration run */
    return g_strdup_printf (_("Today is the downtime of the migration run “%s”. Records of the old portal that it moves can’t be changed."), name);
  if (pilot_record_get_integer (run, PILOT_RUN_PAUSED) != 0)
    /* Translators: %s is the name of a migration run */
    return g_strdup_printf (_("The migration run “%s” is paused. Records of the old portal that it moves can’t be changed."), name);
  /* Translators: %s is the name of a migration run */
  return g_strdup_printf (_("The migration run “%s” is running. Records of the old portal that it moves can’t be changed."), name);
}

/* @run: (nullable): the run that holds. */
static char *
judge (PilotWorkspace *workspace, const PilotRecord *run, int kind, const PilotRecord *before, const PilotRecord *after)
{
  g_autoptr (PilotRecord) whole = NULL;

  whole = pilot_record_copy (before != NULL ? before : after);
  if (before != NULL && after != NULL)
    pilot_record_merge (whole, after);
  if (moved[kind].dataset != 0 && g_strcmp0 (get_text (before != NULL ? before : whole, moved[kind].dataset), "legacy") != 0)
    return NULL;
  if (get_text (before, moved[kind].run_id) != NULL)
    return g_strdup (_("This record was moved to the Advanced Agency Portal: change it there. What stays here is the memory of what was moved."));
  if (run == NULL)
    return NULL;
  /* As it was or as it would be: either is enough. */
  if ((before != NULL && may_go (workspace, run, kind, before)) || (after != NULL && may_go (workspace, run, kind, whole)))
    return make_reason (run);
  return NULL;
}

char *
pilot_runs_dup_hold_reason (PilotWorkspace *workspace, const PilotRecord *before, const PilotRecord *after)
{
  int kind = find_kind (pilot_record_get_entity (before != NULL ? before : after));
  g_autoptr (PilotRecord) run = kind >= 0 ? find_run (workspace) : NULL;

  return kind >= 0 ? judge (workspace, run, kind, before, after) : NULL;
}

char *
pilot_runs_dup_delete_hold_reason (PilotWorkspace *workspace, PilotEntity entity, const char *const *ids)
{
  int kind = find_kind (entity);
  g_autoptr (PilotRecord) run = kind >= 0 ? find_run (workspace) : NULL;
  char *reason = NULL;

  for (guint i = 0; kind >= 0 && ids[i] != NULL && reason == NULL; i++)
    {
      g_autoptr (PilotRecord) record = pilot_workspace_get_record (workspace, entity, ids[i]);

      if (record != NULL)
        reason = judge (workspace, run, kind, record, NULL);
    }
  return reason;
}

char *
pilot_runs_dup_import_hold_reason (PilotWorkspace *workspace, PilotEntity entity)
{
  g_autoptr (PilotRecord) run = find_kind (entity) >= 0 ? find_run (workspace) : NULL;

  return run != NULL ? make_reason (run) : NULL;
}
