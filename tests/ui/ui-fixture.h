/* ui-fixture.h: a window over a connection in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-application.h"
#include "pilot-entities.h"
#include "pilot-fake-connection.h"
#include "pilot-test.h"
#include "pilot-window.h"

G_BEGIN_DECLS

#define UI_N_AGENCIES 12
#define UI_PASSWORD "right"

/* The address of a portal for which no sign-in is kept. */
#define UI_SIGNED_OUT "https://signed-out.example"

/* The address of another company's portal. */
#define UI_OTHER "https://other.example"

/** ui_n_forgotten: how many kept sign-ins were ended since the program began; atomic. */
extern int ui_n_forgotten;

/** ui_n_kept: how many tokens were kept since then; ui_n_signed_out: how many that nobody kept were ended; atomic. */
extern int ui_n_kept;
extern int ui_n_signed_out;

typedef struct
{
  PilotFakeConnection *connection; /* (owned) */
  PilotFakeConnection *other;      /* (owned): at %UI_OTHER */
  PilotConnectionProvider *provider; /* (owned) */
  PilotContext *context;           /* (owned) */
  PilotWindow *window;
} UiFixture;

/** ui_init: as pilot_test_init(), and the display. */
void ui_init (int *argc, char ***argv);

/** ui_fixture_set_up: a window on the first run, nothing open. */
void ui_fixture_set_up (UiFixture *self, gconstpointer data);

/** ui_fixture_set_up_open: a window with a company: twelve agencies, recruiters, jobs, candidates; synced. */
void ui_fixture_set_up_open (UiFixture *self, gconstpointer data);

/** ui_fixture_set_up_with: the same, but the connection can only do what @capabilities say. */
void ui_fixture_set_up_with (UiFixture *self, PilotCapabilities capabilities);
/** ui_fixture_open: opens the company as its connection was set up by then. */
void ui_fixture_open (UiFixture *self);
void ui_fixture_tear_down (UiFixture *self, gconstpointer data);

/** ui_set_company: another company answers at @connection; number 1 is whose data are open. */
void ui_set_company (PilotFakeConnection *connection, guint n, const char *name);

/** ui_agency_id: (transfer full): the id of an agency; recruiter and candidate @n carry the same number. */
char *ui_agency_id (guint n);

PilotWorkspace *ui_workspace (UiFixture *self);

/** ui_wait_idle: until nothing is to be done but to wait. */
void ui_wait_idle (void);

/** ui_wait_rows: until the visible list has @n rows and is no longer loading. */
void ui_wait_rows (UiFixture *self, guint n);

/** ui_dup_cell: (transfer full): a field of a row of the visible list as a person reads it. */
char *ui_dup_cell (UiFixture *self, guint row, guint field);

/** ui_number: a number that the workspace tells. */
guint ui_number (UiFixture *self, const char *property);

/** UiVisitFunc: called for each widget that is mapped. */
typedef void (*UiVisitFunc) (GtkWidget *widget, gpointer user_data);
void ui_walk (GtkWidget *widget, UiVisitFunc func, gpointer user_data);

/** ui_press: does what the widget's own shortcuts do for a key, as gtk_shortcut_trigger_to_string() spells it; whether any did. */
gboolean ui_press (GtkWidget *widget, const char *key);

/** ui_find: (nullable): the first mapped widget of the type below @root. */
GtkWidget *ui_find (GtkWidget *root, GType type);

/** ui_find_entry: (nullable): the mapped entry row below @root in which @text stands. */
GtkWidget *ui_find_entry (GtkWidget *root, const char *text);

/** ui_check_names: fails for each control of a window that a screen reader has no name for. */
void ui_check_names (GtkWidget *window, const char *where);

/** ui_check_spinners: none turns where it is not seen: each of its turns would have a frame made, for ever. */
void ui_check_spinners (GtkWidget *widget);

/** ui_find_dialog: (nullable): the question that is open. */
AdwMessageDialog *ui_find_dialog (void);

/** ui_answer: answers it as its buttons do. */
void ui_answer (const char *response);

G_END_DECLS
