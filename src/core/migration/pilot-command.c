/* pilot-command.c: what changes the world at once: a command to the portal, and who may give it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-command.h"

#include <string.h>

#define ADMIN (1u << PILOT_ROLE_ADMIN)
#define OPERATOR (1u << PILOT_ROLE_OPERATOR)
#define ARGUMENTS(...) (const char *const[]) { __VA_ARGS__, NULL }

static const char *const no_arguments[] = { NULL };

/* What is not here does not exist. The plan's commands are judged by pilot-plan.c, the runs' by pilot-run-rules.c. */
static const PilotCommandRule rules[] = {
  { "enable-subscription", OPERATOR, no_arguments, "subscription.enable" },
  { "record-snapshot", ADMIN, ARGUMENTS ("revision", "sha256", "counts"), "snapshot.record" },
  { "consent-gate", ADMIN, ARGUMENTS ("company_name"), "gate.consent" },
  { "pass-gate", ADMIN, ARGUMENTS ("company_name"), "gate.pass" },
  { "activate-portal", ADMIN, ARGUMENTS ("company_id"), "portal.activate" },
  { "visit-job", ADMIN, ARGUMENTS ("job_id"), "job.visit" },
  { "check-run", ADMIN, ARGUMENTS ("run_id"), "run.check" },
  { "request-run", ADMIN, ARGUMENTS ("run_id", "", "manifest_sha256"), "run.request" },
  { "accept-run", OPERATOR, ARGUMENTS ("run_id"), "run.accept" },
  { "schedule-run", ADMIN, ARGUMENTS ("run_id", "date", "", "scheduled_on"), "run.schedule" },
  { "start-run", OPERATOR, ARGUMENTS ("run_id"), "run.start" },
  { "pause-run", ADMIN | OPERATOR, ARGUMENTS ("run_id"), "run.pause" },
  { "resume-run", ADMIN | OPERATOR, ARGUMENTS ("run_id"), "run.resume" },
  { "request-retry", ADMIN, ARGUMENTS ("run_id"), "run.request-retry" },
  { "retry-run", OPERATOR, ARGUMENTS ("run_id"), "run.retry" },
  { "approve-run", ADMIN, ARGUMENTS ("run_id", "reason"), "run.approve" },
  { "cancel-run", ADMIN | OPERATOR, ARGUMENTS ("run_id", "reason"), "run.cancel" },
};

PilotCommand *
pilot_command_new (const char *name)
{
  PilotCommand *self = g_new0 (PilotCommand, 1);

  self->id = g_uuid_string_random ();
  self->name = g_intern_string (name);
  self->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
pilot_command_free (PilotCommand *self)
{
  g_free (self->id);
  g_hash_table_unref (self->arguments);
  g_free (self);
}

void
pilot_command_set (PilotCommand *self, const char *argument, const char *value)
{
  if (value == NULL)
    g_hash_table_remove (self->arguments, argument);
  else
    g_hash_table_replace (self->arguments, g_strdup (argument), g_strdup (value));
}

const char *
pilot_command_get (const PilotCommand *self, const char *argument)
{
  return g_hash_table_lookup (self->arguments, argument);
}

const PilotCommandRule *
pilot_command_get_rules (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (rules);
  return rules;
}

const PilotCommandRule *
pilot_command_find_rule (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].name, name) == 0)
      return &rules[i];
  return NULL;
}

gboolean
pilot_command_may (PilotRole role, const char *name)
{
  const PilotCommandRule *rule = pilot_command_find_rule (name);

  return rule != NULL && role < PILOT_N_ROLES && (rule->roles & (1u << role)) != 0;
}
