/* pilot-connect-dialog.h: the address of a portal and who signs in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotConnectDialog: asks for a portal, tests the connection, opens it. */
#define PILOT_TYPE_CONNECT_DIALOG (pilot_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotConnectDialog, pilot_connect_dialog, PILOT, CONNECT_DIALOG, AdwWindow)

/** pilot_connect_dialog_new: @profile (nullable): to sign in again; %NULL: a new connection. */
GtkWidget *pilot_connect_dialog_new (PilotContext *context, const PilotConnectionProfile *profile);

/** pilot_connect_dialog_fill: types into the form as a person would; used by tests. */
void pilot_connect_dialog_fill (PilotConnectDialog *self, const char *address, const char *email, const char *password);

/** pilot_connect_dialog_test: as the button does. */
void pilot_connect_dialog_test (PilotConnectDialog *self);

/** pilot_connect_dialog_get_result: the result of the last test, "" while there is none. */
const char *pilot_connect_dialog_get_result (PilotConnectDialog *self);

G_END_DECLS
