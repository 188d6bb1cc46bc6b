/* pilot-password.h: passwords, hashed with yescrypt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Bytes of a password at most; what libxcrypt takes. */
#define PILOT_PASSWORD_MAX_BYTES 511

/** Bytes of a new password at least. */
#define PILOT_PASSWORD_MIN_BYTES 8

/** pilot_password_check: whether it may be set. @error: PILOT_ERROR_INVALID: too short, too long. */
gboolean pilot_password_check (const char *password, GError **error);

/**
 * pilot_password_hash:
 * @password: at most %PILOT_PASSWORD_MAX_BYTES bytes
 * @error: PILOT_ERROR_INVALID (too long), PILOT_ERROR_FAILED
 *
 * Takes tens of milliseconds and some megabytes, on purpose. Any thread.
 *
 * Returns: (transfer full) (nullable): the hash with its salt and cost
 */
char *pilot_password_hash (const char *password, GError **error);

/**
 * pilot_password_verify:
 * @hash: (nullable): what pilot_password_hash() made; %NULL: there is no such account
 *
 * Takes the same time whether there is an account or not. Any thread.
 */
gboolean pilot_password_verify (const char *password, const char *hash);

G_END_DECLS
