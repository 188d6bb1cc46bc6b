/* pilot-operator-client.h: `pilotage-portal operator …`: the operator's commands, from a terminal or a script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** PilotOperatorOptions: borrowed. */
typedef struct
{
  const char *portal;     /* (nullable): address of the running portal; %NULL: http://127.0.0.1:8480 */
  const char *token_file; /* (nullable): holds the operator's token */
  const char *reason;     /* (nullable): of "cancel" */
} PilotOperatorOptions;

/** pilot_operator_client_get_usage: (transfer none): what can be said, for people, translated. */
const char *pilot_operator_client_get_usage (void);

/**
 * pilot_operator_client_run:
 * @words: (array zero-terminated=1): "runs", "enable", or "accept", "start", "pause", "resume", "retry", "cancel" and a run: its
 *   id or its name
 * @error: PILOT_ERROR_INVALID: the words are wrong; PILOT_ERROR_REJECTED: the portal refuses, the message says why;
 *   PILOT_ERROR_OFFLINE: it does not answer
 *
 * Talks to the portal as any client does, with the rights of the token; blocks. What the portal told is printed, a line for
 * each value. A connection without TLS is made to this computer only.
 */
gboolean pilot_operator_client_run (const PilotOperatorOptions *options, const char *const *words, GError **error);

G_END_DECLS
