/* pilot-handoff-maker.h: makes hand-offs from what the cache knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff-batch.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/** At most so many addresses in one mail: mail servers refuse more. */
#define PILOT_HANDOFF_MAX_RECIPIENTS 100

/** pilot_handoff_list_languages: (transfer full): in which languages a text of @kind can be written, sorted. */
char **pilot_handoff_list_languages (const char *kind);

/**
 * pilot_handoff_make_async:
 * @kind: of pilot_handoff_kind_choices
 * @run_id: (nullable): the run that it is about
 * @language: (nullable): in which language; %NULL: what suits the kind: English for the vendors, the company's for the
 *   customer success manager, each agency's own for a notice. English where there is no translation
 *
 * Makes drafts: one, or for a notice to the agencies one for each language and hundred addresses. Nothing is saved yet.
 * PILOT_ERROR_INVALID: a fact is missing, e.g. the Friday; _NOT_FOUND: the run is gone.
 */
void pilot_handoff_make_async (PilotWorkspace *workspace, const char *kind, const char *run_id, const char *language,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PilotHandoffBatch *pilot_handoff_make_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

/**
 * pilot_handoff_resume_async:
 *
 * As pilot_handoff_make_async() in the language that suits; but where hand-offs of this kind and run are there that nobody
 * confirmed yet, those, so that who comes again goes on with them.
 */
void pilot_handoff_resume_async (PilotWorkspace *workspace, const char *kind, const char *run_id, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
PilotHandoffBatch *pilot_handoff_resume_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

/**
 * pilot_handoff_open_async:
 *
 * A hand-off of the cache; of a notice all mails that were made together, that one as the batch's first, and whom they reach.
 * With the files that were kept on this computer, byte for byte. A draft's files that Pilotage made are made anew, and it
 * takes them where they come out otherwise. What another computer handed over is without bytes here,
 * unless it can be made again as it was.
 */
void pilot_handoff_open_async (PilotWorkspace *workspace, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
PilotHandoffBatch *pilot_handoff_open_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

/** pilot_handoff_make_calendar_async: a run's downtime Friday as a calendar file, in the program's own language. */
void pilot_handoff_make_calendar_async (PilotWorkspace *workspace, const char *run_id, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GBytes *pilot_handoff_make_calendar_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
