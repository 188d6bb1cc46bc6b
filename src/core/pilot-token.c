/* pilot-token.c: what a sign-in gives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-token.h"

#include <string.h>

void
pilot_token_free (char *token)
{
  if (token == NULL)
    return;
  explicit_bzero (token, strlen (token));
  g_free (token);
}
