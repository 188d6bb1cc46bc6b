/* pilot-token.h: what a sign-in gives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/** pilot_token_free: overwrites and frees a token or another secret; %NULL is fine. Any thread. */
void pilot_token_free (char *token);

G_END_DECLS
