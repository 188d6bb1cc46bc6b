/* pilot-error.c: the errors that cross a layer, named after their remedy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"

G_DEFINE_QUARK (pilot-error-quark, pilot_error)

gboolean
pilot_error_is_transient (const GError *error)
{
  return g_error_matches (error, PILOT_ERROR, PILOT_ERROR_OFFLINE) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_TIMEOUT) ||
         g_error_matches (error, PILOT_ERROR, PILOT_ERROR_SERVER) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_THROTTLED) ||
         g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY);
}
