/* runs-fixture.h: a run before the tests of its pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-runs-page.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

/* The run that runs_put() makes. */
#define RUN_ID "0000aaaa-0000-4000-8000-000000000001"

/** runs_set_up: a company whose portal takes commands. */
void runs_set_up (UiFixture *fixture, gconstpointer data);

/** runs_put: somebody else writes the run. */
void runs_put (UiFixture *fixture, const char *state, guint n_expected, guint n_done, guint n_skipped);

/** runs_get: (transfer full) (nullable): the run as it is here. */
PilotRecord *runs_get (UiFixture *fixture);
gboolean runs_is_here (UiFixture *fixture);
gboolean runs_has_text (UiFixture *fixture, guint field, const char *text);

/** runs_open_page: the page of all runs, shown; runs_open: the run on it. */
PilotRunsPage *runs_open_page (UiFixture *fixture);
PilotRunsPage *runs_open (UiFixture *fixture);

/** runs_find_window: (nullable): the first window of a type that is open. */
GtkWidget *runs_find_window (GType type);

/** runs_wait_widget: the first widget of a type in the window, once there is one. */
GtkWidget *runs_wait_widget (UiFixture *fixture, GType type);

/** runs_has_label: whether a label below @root has @text in it. */
gboolean runs_has_label (GtkWidget *root, const char *text);

/** runs_find_button: (nullable): the button of this label, where it is in sight. */
GtkWidget *runs_find_button (UiFixture *fixture, const char *label);

/** runs_focus_is_in: whether the keyboard is at a widget of the type, or in one. */
gboolean runs_focus_is_in (GtkWidget *window, GType type);

G_END_DECLS
