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
  const char *title;  /* for people (N_()) */
  const char *why;    /* why it matters (N_()) */
  const char *remedy; /* how to mend it (N_()) */
} PilotPreflightRule;

const PilotPreflightRule *pilot_preflight_get_rules (guint *n_rules);

/** pilot_preflight_find_rule: (transfer none) (nullable): the rule of that key. */
const PilotPreflightRule *pilot_preflight_find_rule (const char *key);
const char *pilot_check_group_get_title (PilotCheckGroup group);

/**
 * PilotPreflight:
 *
 * Rows are handed in in the order of entities (stages and mappings, agencies, recruiters, jobs, assignments, candidates),
 * then pilot_preflight_finish(). Only the legacy data set's records. Not thread-safe; any one thread.
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

/** pilot_preflight_set_company: facts of the company's rules. */
void pilot_preflight_set_project (PilotPreflight *self, const PilotRecord *company, const PilotRecord *project);

/** PilotPreflightFields: one bit for each field that the rules of an entity look at; others may be left NULL. */
guint64 pilot_preflight_get_fields (PilotEntity entity);

/** pilot_preflight_add: @values: schema->n_fields; texts are copied where they are kept. */
void pilot_preflight_add (PilotPreflight *self, PilotEntity entity, const PilotValue *values);
void pilot_preflight_finish (PilotPreflight *self);

guint64 pilot_preflight_get_n_found (PilotPreflight *self, const char *rule);
guint64 pilot_preflight_get_n_checked (PilotPreflight *self, const char *rule);

/** pilot_preflight_get_ids: (transfer none) (element-type utf8): ids of the records that @rule found; at most @limit kept. */
GPtrArray *pilot_preflight_get_ids (PilotPreflight *self, const char *rule);

G_END_DECLS
