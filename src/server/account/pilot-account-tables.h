/* pilot-account-tables.h: where tokens and passwords are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** pilot_account_tables: the second step of the portal's migrations. */
extern const char pilot_account_tables[];

G_END_DECLS
