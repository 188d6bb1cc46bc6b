/* pilot-run-question.h: which run is it about?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunQuestionFunc: @run_id lives for the call. */
typedef void (*PilotRunQuestionFunc) (GtkWidget *widget, const char *run_id, gpointer user_data);

/**
 * pilot_run_question_ask:
 * @widget: who asks; not called any more once it is gone
 * @runs: (element-type PilotRecord): to choose from; of a single one nobody is asked
 * @destroy: (nullable): for @user_data, after the answer or without one
 */
void pilot_run_question_ask (GtkWidget *widget, GPtrArray *runs, PilotRunQuestionFunc func, gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
