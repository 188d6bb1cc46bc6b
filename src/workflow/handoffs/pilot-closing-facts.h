/* pilot-closing-facts.h: what the closing report tells, from the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/** PilotClosingFact: a line of the report. The texts are translated. */
typedef struct
{
  const char *section; /* interned: "project", "step", "hand-off", "run", "skipped", "failed" */
  PilotEntity entity;  /* of a skipped or failed record: of which kind; otherwise 0 */
  char *record;        /* (owned) (nullable): of such a record: its title, or its id */
  char *name;          /* (owned): of the fact, the step, the run; of a record: kind and title or id */
  char *state;         /* (owned) (nullable) */
  char *when;          /* (owned) (nullable): RFC 3339, or a civil date */
  char *who;           /* (owned) (nullable): a member's name, or an address */
  char *detail;        /* (owned) (nullable): value, note, reason, counts */
  char *reference;     /* (owned) (nullable): ticket, statement of work, a record's id */
  char *sha256;        /* (owned) (nullable) */
} PilotClosingFact;

/** PilotClosingFunc: @fact lives for the call. Returns: %FALSE to stop, with @error. */
typedef gboolean (*PilotClosingFunc) (const PilotClosingFact *fact, gpointer user_data, GError **error);

/**
 * pilot_closing_facts_walk:
 * @company: (out) (transfer full) (nullable): whose they are
 *
 * Calls @func for each line, in the report's order. Blocks; for a worker. PILOT_ERROR_NOT_FOUND where there is no project.
 */
gboolean pilot_closing_facts_walk (PilotStore *store, PilotClosingFunc func, gpointer user_data, PilotRecord **company,
                                   GCancellable *cancellable, GError **error);

G_END_DECLS
