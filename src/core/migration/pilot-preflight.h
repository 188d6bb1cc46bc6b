/* pilot-preflight.h: the checks before a migration, over rows that somebody hands in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-scope.h"

G_BEGIN_DECLS

typedef enum {
  PILOT_CHECK_GROUP_COMPANY,
  PILOT_CHECK_GROUP_AGENCIES,
  PILOT_CHECK_GROUP_RECRUITERS,
  PILOT_CHECK_GROUP_JOBS,
  PILOT_CHECK_GROUP_CANDIDATES,
  PILOT_CHECK_GROUP_MAPPING,
  PILOT_CHECK_GROUP_CONTRACTS,
  PILOT_N_CHECK_GROUPS
} PilotCheckGroup;

/** PilotPreflightRule: @blocks: an error, where something is found; otherwise a warning. */
typedef struct
{
  const char *key; /* stable, stored: e.g. "recruiter-email" */
  PilotCheckGroup group;
  PilotEntity entity; /* of the records that it finds */
  gboolean blocks;
  const char *title;  /* for people (N_()): what is wrong where it finds something */
  const char *passed; /* for people (N_()): what is in order where it finds nothing */
  const char *why;    /* why it matters (N_()) */
  const char *remedy; /* how to mend it (N_()) */
} PilotPreflightRule;

const PilotPreflightRule *pilot_preflight_get_rules (guint *n_rules);

/** pilot_preflight_find_rule: (transfer none) (nullable): the rule of that key. */
const PilotPreflightRule *pilot_preflight_find_rule (const char *key);

/** pilot_preflight_get_kinds: one bit for each kind of records that the rule looks at: when they change, its result is out of date. */
guint pilot_preflight_get_kinds (const char *key);
const char *pilot_check_group_get_title (PilotCheckGroup group); /* untranslated (N_()) */

/** What pilot_preflight_get_ids() keeps for each rule unless it is told otherwise. */
#define PILOT_PREFLIGHT_DEFAULT_LIMIT 10000

/**
 * PilotPreflight:
 *
 * Rows are handed in in the order of entities (stages, mappings, agencies, recruiters, jobs, candidates), then
 * pilot_preflight_finish(). Only the legacy data set's records: rows that say they are the portal's are passed over, as
 * are kinds of which pilot_preflight_get_fields() wants nothing. What is out of scope, or was moved by an earlier run
 * (its run_id is set), counts as there for what refers to it, but is not judged itself. Not thread-safe; any one thread.
 */
typedef struct _PilotPreflight PilotPreflight;

/**
 * pilot_preflight_new:
 * @options: what the admin decided; copied
 * @rules: (nullable): %NULL-terminated keys: only these
 */
PilotPreflight *pilot_preflight_new (const PilotScopeOptions *options, const char *const *rules);
void pilot_preflight_free (PilotPreflight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotPreflight, pilot_preflight_free)

/** pilot_preflight_set_limit: how many ids are kept for each rule; before rows are handed in. Counts are exact all the same. */
void pilot_preflight_set_limit (PilotPreflight *self, guint limit);

/** pilot_preflight_set_project: @project: (nullable): facts of the company's rules; %NULL, or not called: nothing is known. */
void pilot_preflight_set_project (PilotPreflight *self, const PilotRecord *project);

/** pilot_preflight_get_fields: one bit for each field that the rules look at; others may be unset; 0: rows of it are not needed. */
guint64 pilot_preflight_get_fields (PilotEntity entity);

/** pilot_preflight_add: @values: schema->n_fields; texts are copied where they are kept. The options say what is in scope. */
void pilot_preflight_add (PilotPreflight *self, PilotEntity entity, const PilotValue *values);

/** pilot_preflight_add_judged: the same where somebody else said what a run means to the record: see PilotScopeWalk. */
void pilot_preflight_add_judged (PilotPreflight *self, PilotEntity entity, const PilotValue *values, PilotScopeVerdict verdict);
void pilot_preflight_finish (PilotPreflight *self);

/** pilot_preflight_get_n_found: of a key in the table; 0 for rules that were left out. */
guint64 pilot_preflight_get_n_found (PilotPreflight *self, const char *rule);
guint64 pilot_preflight_get_n_checked (PilotPreflight *self, const char *rule);

/** pilot_preflight_get_processes: (transfer none) (element-type utf8): the hiring processes of the jobs in scope, once those were added. */
GPtrArray *pilot_preflight_get_processes (PilotPreflight *self);

/**
 * pilot_preflight_get_ids:
 *
 * Of "mapping-missing" they are those of pilot_mapping_make_id(), records that need not exist; of "company-published-job"
 * there are none.
 *
 * Returns: (transfer none) (element-type utf8): ids of the records that @rule found, as many as the limit lets
 */
GPtrArray *pilot_preflight_get_ids (PilotPreflight *self, const char *rule);

/**
 * pilot_preflight_find_off:
 * @run: (nullable)
 *
 * Returns: (transfer full) (nullable): why the run's admin switched @rule off; %NULL: it is on
 */
char *pilot_preflight_find_off (const PilotRecord *run, const char *rule);

/**
 * pilot_preflight_find_no_off:
 *
 * Returns: (transfer full) (nullable): what stands before the colon of the first of the run's lines that switches nothing
 *   off: it names no rule, or has no reason
 */
char *pilot_preflight_find_no_off (const PilotRecord *run);

/** pilot_preflight_make_off: (transfer full): the run's lines "rule: reason" with that of @rule set; @reason: (nullable): taken away. */
char *pilot_preflight_make_off (const PilotRecord *run, const char *rule, const char *reason);

G_END_DECLS
