/* pilot-cli-run-find.c: migration runs: found, told, followed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli-run.h"

#include "pilot-cli-print.h"

#include "pilot-error.h"
#include "pilot-run-order.h"
#include "pilot-run-progress.h"
#include "pilot-runs.h"
#include "pilot-wire.h"
#include "pilot-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *name;
  PilotRecord *found; /* (owned) (nullable) */
  guint n_found;
} Finding;

static gboolean
find_cb (PilotRecord *run, gpointer user_data)
{
  Finding *finding = user_data;
  gboolean by_id = g_strcmp0 (pilot_record_get_id (run), finding->name) == 0;

  if (!by_id && g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_NAME), finding->name) != 0)
    return TRUE;
  g_clear_pointer (&finding->found, pilot_record_unref);
  finding->found = pilot_record_ref (run);
  finding->n_found = by_id ? 1 : finding->n_found + 1;
  return !by_id;
}

PilotRecord *
pilot_cli_find_run (PilotCli *self, const char *name, GError **error)
{
  Finding finding = { .name = name };

  if (!pilot_cli_foreach_run (self, find_cb, &finding, error))
    return NULL;
  if (finding.n_found == 1)
    return finding.found;
  if (finding.n_found > 1)
    /* Translators: %s is a name that was typed */
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _ ("Several runs are called “%s”: take the id."), name);
  else
    /* Translators: %s is a name that was typed */
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _ ("There is no run “%s”: “run list” tells them."), name);
  g_clear_pointer (&finding.found, pilot_record_unref);
  return NULL;
}

gboolean
pilot_cli_foreach_run (PilotCli *self, PilotCliRunFunc func, gpointer user_data, GError **error)
{
  return pilot_store_scan (pilot_workspace_get_store (self->workspace), PILOT_ENTITY_RUN, func, user_data, self->cancellable, error);
}

int
pilot_cli_send (PilotCli *self)
{
  int status = self->offline ? PILOT_CLI_DONE : pilot_cli_wait_synced (self, TRUE);

  return status == PILOT_CLI_DONE ? status : pilot_cli_fail_sync (self, status);
}

void
pilot_cli_print_run (PilotCli *self, PilotRecord *run)
{
  const PilotRunNext *next = pilot_run_order_get_next (self->workspace, run);
  g_autoptr (GPtrArray) cells = NULL;
  static const guint fields[] = { PILOT_FIELD_ID, PILOT_RUN_NAME, PILOT_RUN_KIND, PILOT_RUN_STATE, PILOT_RUN_SCHEDULED_ON, PILOT_RUN_N_EXPECTED,
                                  PILOT_RUN_N_DONE, PILOT_RUN_N_MOVED, PILOT_RUN_N_LINKED, PILOT_RUN_N_SKIPPED, PILOT_RUN_N_FAILED };

  if (self->json)
    {
      g_autofree char *text = pilot_wire_record_to_json (run);

      puts (text);
      fflush (stdout);
      return;
    }
  cells = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_ptr_array_add (cells, pilot_record_dup_display (run, fields[i]));
  g_ptr_array_add (cells, g_strdup (pilot_runs_is_list (run) ? _ ("A saved list of agencies.") : g_dgettext (GETTEXT_PACKAGE, next->text)));
  g_ptr_array_add (cells, NULL);
  pilot_cli_print_cells ((const char *const *) cells->pdata);
  fflush (stdout);
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* What a script is told of a run that goes no further by itself; -1: it goes on. */
static int
judge_end (PilotCli *self, const PilotRecord *run)
{
  PilotRunState state = pilot_run_get_state (run);

  if (state == PILOT_RUN_FAILED || state == PILOT_RUN_CANCELLED)
    return PILOT_CLI_FAILED;
  /* It is an admin's turn. */
  if (pilot_run_order_get_next (self->workspace, run)->command != NULL)
    return PILOT_CLI_NEEDS_PERSON;
  return state == PILOT_RUN_COMPLETED || state == PILOT_RUN_COMPLETED_WITH_SKIPPED ? PILOT_CLI_DONE : -1;
}

int
pilot_cli_run_follow (PilotCli *self, const char *run_id, int timeout_secs)
{
  gint64 until = timeout_secs > 0 ? g_get_monotonic_time () + timeout_secs * G_TIME_SPAN_SECOND : G_MAXINT64;
  g_autoptr (PilotRunProgress) progress = pilot_run_progress_new (NULL);
  g_autoptr (PilotRecord) last = NULL;
  guint tick = g_timeout_add (100, tick_cb, NULL);
  int status = -1;

  while (status < 0)
    {
      g_autoptr (PilotRecord) run = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_RUN, run_id);

      if (run == NULL)
        {
          pilot_cli_print_error (self->json, _ ("The run was deleted."));
          status = PILOT_CLI_BAD_INPUT;
          break;
        }
      if (last == NULL || !pilot_value_equal (pilot_record_get_value (last, PILOT_FIELD_REVISION), pilot_record_get_value (run, PILOT_FIELD_REVISION)))
        {
          g_autofree char *text = NULL;

          pilot_run_progress_add (progress, run);
          pilot_cli_print_run (self, run);
          text = pilot_run_progress_dup_text (progress);
          if (*text != '\0')
            pilot_cli_note (self, "%s", text);
          g_clear_pointer (&last, pilot_record_unref);
          last = pilot_record_ref (run);
        }
      status = judge_end (self, run);
      if (status < 0 && (g_cancellable_is_cancelled (self->cancellable) || g_get_monotonic_time () > until))
        {
          pilot_cli_print_error (self->json, g_cancellable_is_cancelled (self->cancellable) ? _ ("Interrupted.") : _ ("The run has not ended in this time."));
          status = PILOT_CLI_FAILED;
        }
      if (status < 0)
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
  return status;
}
