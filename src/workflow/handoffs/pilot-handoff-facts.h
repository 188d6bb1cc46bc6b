/* pilot-handoff-facts.h: what a hand-off tells of a company, from the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/** PilotHandoffAgency: whom a notice goes to, and whose users are to be grouped. */
typedef struct
{
  char *id;       /* (owned) */
  char *name;     /* (owned) */
  char *email;    /* (owned) (nullable) */
  char *language; /* (owned) (nullable) */
} PilotHandoffAgency;

/** PilotHandoffUser: an agency's user. */
typedef struct
{
  char *agency_id; /* (owned) (nullable) */
  char *name;      /* (owned) */
  char *email;     /* (owned) (nullable) */
} PilotHandoffUser;

/** PilotHandoffMapping: a line of the stage mapping by names; the status is a value of its choices. */
typedef struct
{
  char *process;          /* (owned) */
  char *status;           /* (owned) */
  char *sub_status;       /* (owned) (nullable) */
  char *stage_status;     /* (owned) (nullable): %NULL: not decided */
  char *stage_sub_status; /* (owned) (nullable) */
} PilotHandoffMapping;

/** PilotHandoffFacts: plain values; all (owned). */
typedef struct
{
  PilotRecord *company;                 /* (nullable) */
  PilotRecord *project;                 /* (nullable) */
  PilotRecord *settings;                /* (nullable) */
  PilotRecord *run;                     /* (nullable) */
  guint64 n_legacy[PILOT_N_ENTITIES];   /* agencies, recruiters, jobs, candidates */
  GPtrArray *agencies;                  /* (element-type PilotHandoffAgency): by name; active ones */
  GPtrArray *users;                     /* (element-type PilotHandoffUser): by name */
  GPtrArray *mappings;                  /* (element-type PilotHandoffMapping): by process and status */
} PilotHandoffFacts;

/**
 * pilot_handoff_facts_read:
 * @run_id: (nullable): whose; a run of chosen agencies concerns those alone
 * @dataset: whose agencies and users: "legacy" or "portal"
 *
 * Blocks (a million candidates: some 50 ms); for a worker.
 * Returns: (transfer full) (nullable): PILOT_ERROR_NOT_FOUND where there is no such run
 */
PilotHandoffFacts *pilot_handoff_facts_read (PilotStore *store, const char *run_id, const char *dataset, GCancellable *cancellable,
                                             GError **error);
void pilot_handoff_facts_free (PilotHandoffFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotHandoffFacts, pilot_handoff_facts_free)

G_END_DECLS
