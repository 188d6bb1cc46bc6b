/* pilot-command-case.h: a command carried out: the rules asked, the record changed, one audit event
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-command.h"
#include "pilot-portal-change.h"

G_BEGIN_DECLS

/**
 * PilotCommandCase:
 *
 * A plain struct: one command on its way through the portal, whether it came over HTTP or from the demo's operator. Who may
 * give it has been judged. Made by pilot_command_case_init(); the writing thread.
 */
typedef struct
{
  const PilotCommandRule *rule;
  PilotPortalDb *db;
  PilotPortalChange *change; /* not owned: the open transaction */
  const char *actor;         /* as the audit event names it */
  GHashTable *arguments;     /* not owned: text → text */
  gboolean before_the_day;   /* the demo's operator doesn't wait for a Friday */

  PilotRecord *company;  /* (owned) */
  PilotRecord *project;  /* (owned): as it is now */
  PilotRecord *run;      /* (owned) (nullable): of "run_id", as it is now */
  PilotRecord *changes;  /* (owned): what becomes of the run, or of the project where there is no run */

  GHashTable *values;    /* (owned): text → text: what is told to who gave the command */
  GPtrArray *reasons;    /* (owned) (element-type utf8): what stands against it, for people; none: carried out */
  const char *lead;      /* (nullable): what the reasons are, where they don't say it themselves; translated, static */
  const char *invalid;   /* (nullable): the argument that is missing or wrong */
  const char *message;   /* (nullable): then: why; translated, static */
} PilotCommandCase;

/** pilot_command_case_init: @name: of a command that there is; @arguments: not copied. */
void pilot_command_case_init (PilotCommandCase *self, const char *name, GHashTable *arguments, const char *actor);
void pilot_command_case_clear (PilotCommandCase *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotCommandCase, pilot_command_case_clear)

/** pilot_command_case_check: the arguments' form. Returns: %FALSE: @invalid and @message say what is wrong. */
gboolean pilot_command_case_check (PilotCommandCase *self);

/**
 * pilot_command_case_run:
 * @change: the open transaction; committed by the caller, or given up where the command is refused
 *
 * Returns: %FALSE with @error where the database fails. %TRUE: see pilot_command_case_is_done()
 */
gboolean pilot_command_case_run (PilotCommandCase *self, PilotPortalDb *db, PilotPortalChange *change, GError **error);

/** pilot_command_case_is_long: whether a command looks at all records: then pilot_command_case_survey() is to go before it. */
gboolean pilot_command_case_is_long (const char *name);

/**
 * pilot_command_case_survey:
 * @db: a reading connection, in a transaction
 *
 * Reads all that @self will look at, and has it kept by @db: see pilot_kept_facts_carry(). Decides nothing.
 */
gboolean pilot_command_case_survey (PilotCommandCase *self, PilotPortalDb *db, GError **error);

/** pilot_command_case_is_done: neither an argument nor a rule stood against it. */
gboolean pilot_command_case_is_done (const PilotCommandCase *self);

/** pilot_command_case_dup_detail: (transfer full): what they are, where that is said, and the reasons, a line each. */
char *pilot_command_case_dup_detail (const PilotCommandCase *self);

/* For the families of commands. */

/**
 * PilotCommandCaseFunc: judges, and fills changes. Returns: %FALSE with @error where the database fails.
 */
typedef gboolean (*PilotCommandCaseFunc) (PilotCommandCase *self, GError **error);

/** PilotCommandCaseEntry: one line of a family's table. */
typedef struct
{
  const char *name;
  PilotCommandCaseFunc func;
  PilotCommandCaseFunc survey; /* (nullable): reads what takes long in a large company, and has it kept */
} PilotCommandCaseEntry;

/** pilot_command_plan_get_entries: (transfer none): the project's commands; ends with a %NULL name. */
const PilotCommandCaseEntry *pilot_command_plan_get_entries (void);

/** pilot_command_run_get_entries: (transfer none): the runs' commands; ends with a %NULL name. */
const PilotCommandCaseEntry *pilot_command_run_get_entries (void);

/** pilot_command_case_get: (transfer none) (nullable): the argument. */
const char *pilot_command_case_get (const PilotCommandCase *self, const char *argument);

/** pilot_command_case_refuse: a rule stands against it; @sentence: (transfer none): translated. */
void pilot_command_case_refuse (PilotCommandCase *self, const char *sentence);

/** pilot_command_case_refuse_argument: @message: translated, static. */
void pilot_command_case_refuse_argument (PilotCommandCase *self, const char *argument, const char *message);

/** pilot_command_case_tell: adds the field of @record to the values, by its column's name. */
void pilot_command_case_tell (PilotCommandCase *self, const PilotRecord *record, guint field);

/** pilot_command_case_get_now: the server's clock. */
gint64 pilot_command_case_get_now (const PilotCommandCase *self);

G_END_DECLS
