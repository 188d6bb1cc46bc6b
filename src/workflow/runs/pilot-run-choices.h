/* pilot-run-choices.h: which agencies and users a run takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-query.h"
#include "pilot-run-choice.h"

G_BEGIN_DECLS

/** PilotRunChosen: @PILOT_RUN_CHOSEN_PARTLY: single users of it, or all but some. */
typedef enum {
  PILOT_RUN_CHOSEN_NOT,
  PILOT_RUN_CHOSEN_PARTLY,
  PILOT_RUN_CHOSEN_WHOLE,
} PilotRunChosen;

/**
 * PilotRunChoices:
 *
 * The choices of one run, read from the cache and followed. They count where the run's choice is "chosen". Main thread.
 * Signal "changed": read anew. Property "n-agencies" (uint): agencies that go, as a whole or partly.
 */
#define PILOT_TYPE_RUN_CHOICES (pilot_run_choices_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunChoices, pilot_run_choices, PILOT, RUN_CHOICES, GObject)

/** pilot_run_choices_new: "changed" follows when they are read. */
PilotRunChoices *pilot_run_choices_new (PilotWorkspace *workspace, const char *run_id);
const char *pilot_run_choices_get_run_id (PilotRunChoices *self);

/** pilot_run_choices_get_loaded: %FALSE until they were read once. */
gboolean pilot_run_choices_get_loaded (PilotRunChoices *self);

PilotRunChosen pilot_run_choices_get_agency (PilotRunChoices *self, const char *agency_id);

/** pilot_run_choices_get_user: whether the user goes, by a choice of its own or with the agency. */
gboolean pilot_run_choices_get_user (PilotRunChoices *self, const char *agency_id, const char *recruiter_id);
guint pilot_run_choices_get_n_agencies (PilotRunChoices *self);

/** pilot_run_choices_dup_all: (transfer full) (element-type PilotRunChoice): all of them, those that take nothing too. */
GPtrArray *pilot_run_choices_dup_all (PilotRunChoices *self);

/**
 * pilot_run_choices_add_agency:
 * @changes: (element-type PilotRunChoice): the changes that it takes are added
 *
 * The agency with all its users goes, or stays; what was chosen of its users before is overruled.
 */
void pilot_run_choices_add_agency (PilotRunChoices *self, GPtrArray *changes, const char *agency_id, gboolean included);

/** pilot_run_choices_new_changes: (transfer full): an empty array for pilot_run_choices_add_agency(). */
GPtrArray *pilot_run_choices_new_changes (void);

/**
 * pilot_run_choices_collect_async:
 * @query: of agencies: search and filters count
 *
 * The ids of all agencies that @query finds, on a worker: for “all found”.
 */
void pilot_run_choices_collect_async (PilotWorkspace *workspace, const PilotQuery *query, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);

/** pilot_run_choices_collect_finish: (transfer full) (nullable) (element-type utf8). */
GPtrArray *pilot_run_choices_collect_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
