/* pilot-portal-acts.h: what the program pilotage-portal does at once, instead of serving
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-new-company.h"

G_BEGIN_DECLS

/** pilot_portal_acts_open_input: (transfer full): standard input, by lines. */
GDataInputStream *pilot_portal_acts_open_input (void);

/** pilot_portal_acts_read_line: (transfer full) (nullable): one line, without blanks at its ends. */
char *pilot_portal_acts_read_line (GDataInputStream *input, GError **error);

/**
 * pilot_portal_acts_create_company:
 * @data_dir: made where it is missing; nothing is, where it all comes to nothing
 *
 * Reads the first admin's password from standard input.
 */
gboolean pilot_portal_acts_create_company (const char *data_dir, const PilotNewCompany *company, GError **error);

/** pilot_portal_acts_create_token: (transfer full) (nullable): its secret. @email: of a member, or an agency's user. */
char *pilot_portal_acts_create_token (PilotPortalDb *db, const char *email, GError **error);

/** pilot_portal_acts_set_password: to a line of standard input. Who had signed in with the old one is signed out. */
gboolean pilot_portal_acts_set_password (PilotPortalDb *db, const char *email, GError **error);

G_END_DECLS
