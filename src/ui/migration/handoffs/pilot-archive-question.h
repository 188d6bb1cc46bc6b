/* pilot-archive-question.h: with which password is an archive encrypted?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotArchiveQuestion:
 *
 * Asks whether a password is to be made, or a person's own is taken, which is typed twice with a hint of how good it is.
 * What was typed is given to the callback alone, and goes with the dialog.
 */
#define PILOT_TYPE_ARCHIVE_QUESTION (pilot_archive_question_get_type ())
G_DECLARE_FINAL_TYPE (PilotArchiveQuestion, pilot_archive_question, PILOT, ARCHIVE_QUESTION, AdwMessageDialog)

/** PilotArchiveQuestionFunc: @own: (nullable): the person's own password, for the length of the call; %NULL: make one. */
typedef void (*PilotArchiveQuestionFunc) (GtkWidget *widget, const char *own);

/** pilot_archive_question_ask: @func is called with @widget (alive still) unless the person cancels. */
GtkWidget *pilot_archive_question_ask (GtkWidget *widget, PilotArchiveQuestionFunc func);

G_END_DECLS
