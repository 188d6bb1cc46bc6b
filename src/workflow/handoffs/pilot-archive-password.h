/* pilot-archive-password.h: the password of an archive: made, or a person's own, and how good it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/** PilotPasswordStrength: against somebody who has the archive and tries passwords. */
typedef enum {
  PILOT_PASSWORD_TOO_SHORT, /* refused */
  PILOT_PASSWORD_WEAK,      /* taken: the person was told */
  PILOT_PASSWORD_FAIR,
  PILOT_PASSWORD_STRONG,
} PilotPasswordStrength;

/**
 * pilot_archive_password_judge:
 * @hint: (out) (optional) (transfer none): for people, translated: what it is and what would make it better
 *
 * A hint, not a proof: it counts what differs, and knows runs such as "aaaa" and "1234", but no dictionary.
 */
PilotPasswordStrength pilot_archive_password_judge (const char *password, const char **hint);

/**
 * pilot_archive_password_check:
 *
 * What was typed twice: PILOT_ERROR_INVALID where the two differ, or it is too short.
 */
gboolean pilot_archive_password_check (const char *password, const char *again, GError **error);

G_END_DECLS
