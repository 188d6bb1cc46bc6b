/* pilot-command.h: what changes the world at once: a command to the portal, and who may give it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-role.h"

G_BEGIN_DECLS

/**
 * PilotCommand:
 *
 * A plain struct. A command needs the portal online and is never queued. It carries a key by which a lost answer is
 * looked up: the same command sent again under its @id is carried out once and answered twice. Arguments and values are
 * texts by name (numbers in decimal, times RFC 3339, dates YYYY-MM-DD, booleans "true" and "false").
 */
typedef struct
{
  char *id;         /* (owned): UUID: the Idempotency-Key */
  const char *name; /* of the table below, e.g. "pass-gate" */
  GHashTable *arguments; /* (owned): text → text */
} PilotCommand;

/** pilot_command_new: (transfer full): a command with an id of its own and no arguments; @name: copied. */
PilotCommand *pilot_command_new (const char *name);
void pilot_command_free (PilotCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotCommand, pilot_command_free)

/** pilot_command_set: @value (nullable): %NULL takes the argument away. */
void pilot_command_set (PilotCommand *self, const char *argument, const char *value);

/** pilot_command_get: (transfer none) (nullable): the argument; valid until it is set again. */
const char *pilot_command_get (const PilotCommand *self, const char *argument);

/**
 * PilotCommandRule: one line of the table of commands.
 * @name: as in the path: `POST /v1/commands/{name}`
 * @roles: one bit for each PilotRole that may give it
 * @arguments: names of the arguments, those that must be there first, then "" and those that may; %NULL-terminated
 * @action: the audit event's action, e.g. "gate.pass"
 */
typedef struct
{
  const char *name;
  guint roles;
  const char *const *arguments;
  const char *action;
} PilotCommandRule;

/** pilot_command_get_rules: (transfer none): the table; @n_rules: (out). Default deny: what isn't in it does not exist. */
const PilotCommandRule *pilot_command_get_rules (guint *n_rules);

/** pilot_command_find_rule: (transfer none) (nullable): the line of the command @name (nullable). */
const PilotCommandRule *pilot_command_find_rule (const char *name);

/** pilot_command_may: whether @role may give the command @name. */
gboolean pilot_command_may (PilotRole role, const char *name);

G_END_DECLS
