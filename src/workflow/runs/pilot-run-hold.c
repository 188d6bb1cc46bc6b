/* pilot-run-hold.c: what must not be changed while a run moves it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-hold.h"

#include <glib/gi18n-lib.h>

#include "pilot-hold.h"
#include "pilot-run-company.h"
#include "pilot-run-rules.h"
#include "pilot-workspace-private.h"

typedef struct
{
  GDate today;
  GPtrArray *runs; /* (owned) (element-type PilotRecord): those that hold */
} Holding;

static void
holding_clear (Holding *self)
{
  g_clear_pointer (&self->runs, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Holding, holding_clear)

static gboolean
run_cb (PilotRecord *run, gpointer user_data)
{
  Holding *holding = user_data;

  if (pilot_hold_run_holds (run, &holding->today))
    g_ptr_array_add (holding->runs, pilot_record_ref (run));
  return TRUE;
}

static void
holding_load (Holding *self, PilotWorkspace *workspace)
{
  g_auto (PilotRunCompany) facts = { NULL };

  pilot_run_company_load (workspace, &facts);
  self->today = facts.today;
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  pilot_store_scan (pilot_workspace_get_store (workspace), PILOT_ENTITY_RUN, run_cb, self, NULL, NULL);
}

static gboolean
chosen_cb (const char *agency_id, gpointer user_data)
{
  return pilot_workspace_count (user_data, PILOT_ENTITY_SCOPE_CHOICE, PILOT_SCOPE_CHOICE_AGENCY_ID, agency_id) > 0;
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
  g_auto (Holding) holding = { 0 };
  g_autofree char *name = NULL;
  const PilotRecord *run;

  holding_load (&holding, workspace);
  if (holding.runs->len == 0)
    return NULL;
  run = g_ptr_array_index (holding.runs, 0);
  name = pilot_record_dup_title (run);
  if (pilot_run_get_state (run) != PILOT_RUN_RUNNING)
    /* Translators: %s is the name of a migration run */
    return g_strdup_printf (_("Today is the downtime of the migration run “%s”. Records of the old portal that it moves can’t be changed."), name);
  if (pilot_record_get_integer (run, PILOT_RUN_PAUSED) != 0)
    /* Translators: %s is the name of a migration run */
    return g_strdup_printf (_("The migration run “%s” is paused. Records of the old portal that it moves can’t be changed."), name);
  /* Translators: %s is the name of a migration run */
  return g_strdup_printf (_("The migration run “%s” is running. Records of the old portal that it moves can’t be changed."), name);
}

static char *
judge (PilotWorkspace *workspace, const Holding *holding, const PilotRecord *before, const PilotRecord *after)
{
  for (guint i = 0; i < MAX (holding->runs->len, 1); i++)
    {
      const PilotRecord *run = i < holding->runs->len ? g_ptr_array_index (holding->runs, i) : NULL;
      PilotHold hold = pilot_hold_judge (run, before, after, chosen_cb, workspace);

      if (hold == PILOT_HOLD_MOVED)
        return g_strdup (_("This record was moved to the Advanced Agency Portal: change it there. What stays here is the memory of what was moved."));
      if (hold == PILOT_HOLD_RUN)
        return make_reason (run);
    }
  return NULL;
}

char *
pilot_runs_dup_hold_reason (PilotWorkspace *workspace, const PilotRecord *before, const PilotRecord *after)
{
  g_auto (Holding) holding = { 0 };

  if (!pilot_hold_concerns (pilot_record_get_entity (before != NULL ? before : after)))
    return NULL;
  holding_load (&holding, workspace);
  return judge (workspace, &holding, before, after);
}

char *
pilot_runs_dup_delete_hold_reason (PilotWorkspace *workspace, PilotEntity entity, const char *const *ids)
{
  g_auto (Holding) holding = { 0 };
  char *reason = NULL;

  if (!pilot_hold_concerns (entity))
    return NULL;
  holding_load (&holding, workspace);
  for (guint i = 0; ids[i] != NULL && reason == NULL; i++)
    {
      g_autoptr (PilotRecord) record = pilot_workspace_get_record (workspace, entity, ids[i]);

      if (record != NULL)
        reason = judge (workspace, &holding, record, NULL);
    }
  return reason;
}

char *
pilot_runs_dup_import_hold_reason (PilotWorkspace *workspace, PilotEntity entity)
{
  g_auto (Holding) holding = { 0 };

  if (!pilot_hold_concerns (entity))
    return NULL;
  holding_load (&holding, workspace);
  return holding.runs->len > 0 ? make_reason (g_ptr_array_index (holding.runs, 0)) : NULL;
}
