/* pilot-portal-address.h: where a portal is, as people write it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pilot_portal_address_normalize:
 * @typed: what a person typed, pasted or gave on a command line
 *
 * The one way in which an address is kept: who connects there again finds what is kept here. Without blanks around it and
 * without slashes at its end; a bare host means https. Whether it is one at all pilot_portal_address_check() tells. Any thread.
 *
 * Returns: (transfer full)
 */
char *pilot_portal_address_normalize (const char *typed);

/**
 * pilot_portal_address_check:
 * @address: as pilot_portal_address_normalize() gave it
 * @error: PILOT_ERROR_INVALID, in words for people
 *
 * Whether a portal can be there: http or https, a host, and nothing that belongs to a page or a person. Any thread.
 */
gboolean pilot_portal_address_check (const char *address, GError **error);

G_END_DECLS
