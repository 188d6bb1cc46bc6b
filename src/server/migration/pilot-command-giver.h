/* pilot-command-giver.h: commands that the portal gives to itself, for the people of the demo company
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** PilotCommandGiver: a plain struct: who gives commands, and over what. */
typedef struct
{
  PilotPortalDb *db;       /* not owned: the writing connection */
  const char *actor;       /* a member's id */
  gboolean before_the_day; /* doesn't wait for the day of a downtime */
} PilotCommandGiver;

/**
 * pilot_command_giver_give:
 * @values: (out) (optional) (transfer full) (element-type utf8 utf8): what the command told
 * @name: the command
 * @...: pairs of an argument and its value, then %NULL
 * @error: PILOT_ERROR_REJECTED: a rule stood against it, or an argument was wrong; the message says what
 *
 * The same code as over the API, in a transaction of its own, with its audit event.
 */
gboolean pilot_command_giver_give (const PilotCommandGiver *self, GHashTable **values, GError **error, const char *name, ...)
  G_GNUC_NULL_TERMINATED;

G_END_DECLS
