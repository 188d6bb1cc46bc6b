/* migration-fixture.h: the plan before the tests of its pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-migration-page.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

/* The company's name, what HirePort calls it, and an admin of it. */
#define MIGRATION_COMPANY "Example Foods"
#define MIGRATION_HIREPORT_ID "33333333-3333-4333-8333-333333333333"
#define MIGRATION_ANNA "11111111-1111-4111-8111-111111111111"

/** migration_set_up: a company whose portal takes commands; _local: nobody takes what is written; _files: it takes edits, and no commands;
 * _reader: who is signed in may only read. */
void migration_set_up (UiFixture *self, gconstpointer data);
void migration_set_up_reader (UiFixture *self, gconstpointer data);
void migration_set_up_local (UiFixture *self, gconstpointer data);
void migration_set_up_files (UiFixture *self, gconstpointer data);

PilotMigration *migration_get (UiFixture *self);

/** migration_judge: how the step of @key stands. */
PilotStepStanding migration_judge (UiFixture *self, const char *key);

/** migration_put_project: somebody else writes @field: @text, or (%NULL) that it is now. */
void migration_put_project (UiFixture *self, guint field, const char *text);
void migration_put_step (UiFixture *self, const char *key, const char *state);
void migration_put_snapshot (UiFixture *self);

/** migration_prepare_gate: all that comes before it, but for the snapshot. */
void migration_prepare_gate (UiFixture *self);

/** migration_show_plan: the page, shown. */
PilotMigrationPage *migration_show_plan (UiFixture *self);

/** migration_find_button: (nullable): by its label with its mnemonic, once @dialog is on the screen. */
GtkWidget *migration_find_button (gpointer dialog, const char *label);

G_END_DECLS
