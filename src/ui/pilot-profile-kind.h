/* pilot-profile-kind.h: the kinds of connections, for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection-provider.h"

G_BEGIN_DECLS

/** pilot_profile_kind_label: (transfer none): the kind for people, translated. */
const char *pilot_profile_kind_label (const char *kind);

/** pilot_profile_kind_dup_place: (transfer full): where a connection leads, for people: an address, a folder, or else its kind. */
char *pilot_profile_kind_dup_place (const PilotConnectionProfile *profile);

/** pilot_profile_kind_icon: (transfer none): an icon's name for the kind. */
const char *pilot_profile_kind_icon (const char *kind);

G_END_DECLS
