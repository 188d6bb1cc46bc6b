/* pilot-error.c: the errors that cross a layer, named after their remedy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (pilot-error-quark, pilot_error)

static const char *const names[] = {
  [PILOT_ERROR_OFFLINE] = "offline",
  [PILOT_ERROR_TIMEOUT] = "timeout",
  [PILOT_ERROR_SERVER] = "server",
  [PILOT_ERROR_THROTTLED] = "throttled",
  [PILOT_ERROR_UNAUTHORIZED] = "unauthorized",
  [PILOT_ERROR_FORBIDDEN] = "forbidden",
  [PILOT_ERROR_NOT_FOUND] = "not-found",
  [PILOT_ERROR_CONFLICT] = "conflict",
  [PILOT_ERROR_REJECTED] = "rejected",
  [PILOT_ERROR_GONE] = "gone",
  [PILOT_ERROR_PROTOCOL] = "protocol",
  [PILOT_ERROR_CORRUPT] = "corrupt",
  [PILOT_ERROR_TOO_NEW] = "too-new",
  [PILOT_ERROR_NO_SPACE] = "no-space",
  [PILOT_ERROR_BUSY] = "busy",
  [PILOT_ERROR_INVALID] = "invalid",
  [PILOT_ERROR_UNSUPPORTED] = "unsupported",
  [PILOT_ERROR_FAILED] = "failed",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == PILOT_ERROR_FAILED + 1);

gboolean
pilot_error_is_transient (const GError *error)
{
  return g_error_matches (error, PILOT_ERROR, PILOT_ERROR_OFFLINE) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_TIMEOUT) ||
         g_error_matches (error, PILOT_ERROR, PILOT_ERROR_SERVER) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_THROTTLED) ||
         g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY);
}

const char *
pilot_error_get_name (const GError *error)
{
  if (error->domain == PILOT_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (names))
    return names[error->code];
  if (error->domain == G_IO_ERROR)
    {
      g_autoptr (GEnumClass) codes = g_type_class_ref (G_TYPE_IO_ERROR_ENUM);
      const GEnumValue *code = g_enum_get_value (codes, error->code);

      if (code != NULL)
        return code->value_nick;
    }
  return g_quark_to_string (error->domain);
}

const char *
pilot_error_get_message (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return _("The disk is full. Free some space, then try again.");
  return error->message;
}
