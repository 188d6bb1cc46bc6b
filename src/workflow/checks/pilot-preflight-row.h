/* pilot-preflight-row.h: a pre-flight rule with its result, for lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight.h"

G_BEGIN_DECLS

/** PilotPreflightOutcome: the first four in the order of pilot_check_outcome_choices. */
typedef enum {
  PILOT_PREFLIGHT_ERROR,
  PILOT_PREFLIGHT_WARNING,
  PILOT_PREFLIGHT_PASSED,
  PILOT_PREFLIGHT_OFF,
  PILOT_PREFLIGHT_NOT_CHECKED,
  PILOT_N_PREFLIGHT_OUTCOMES
} PilotPreflightOutcome;

/** PilotPreflightResult: a plain value. */
typedef struct
{
  PilotPreflightOutcome outcome;
  guint64 n_found;
  guint64 n_checked;
  gint64 data_revision;
  gint64 checked_unix_usec; /* 0: never */
  char *decisions;          /* (owned) (nullable) */
  char *reason;             /* (owned) (nullable): why it is switched off */
} PilotPreflightResult;

void pilot_preflight_result_clear (PilotPreflightResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotPreflightResult, pilot_preflight_result_clear)

/**
 * PilotPreflightRow:
 *
 * Main thread. Properties, read-only: "outcome" (uint), "n-found", "n-checked" (uint64), "checked-at" (int64 unix
 * microseconds, 0: never), "stale" (boolean): data of the kinds concerned changed since, "reason" (nullable string).
 */
#define PILOT_TYPE_PREFLIGHT_ROW (pilot_preflight_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotPreflightRow, pilot_preflight_row, PILOT, PREFLIGHT_ROW, GObject)

PilotPreflightRow *pilot_preflight_row_new (const PilotPreflightRule *rule);
const PilotPreflightRule *pilot_preflight_row_get_rule (PilotPreflightRow *self);

/** pilot_preflight_row_get_title: (transfer none): for people, translated: what is wrong, or, where it passed, what is in order. */
const char *pilot_preflight_row_get_title (PilotPreflightRow *self);
const PilotPreflightResult *pilot_preflight_row_get_result (PilotPreflightRow *self);
gboolean pilot_preflight_row_get_stale (PilotPreflightRow *self);

/** pilot_preflight_row_set: @result: copied. */
void pilot_preflight_row_set (PilotPreflightRow *self, const PilotPreflightResult *result, gboolean stale);

/** pilot_preflight_row_dup_summary: (transfer full): one line for people, e.g. “12 of 3,400 records, checked 5 minutes ago”. */
char *pilot_preflight_row_dup_summary (PilotPreflightRow *self, gint64 now_unix_usec);

/** pilot_preflight_dup_age: (transfer full): for people, e.g. “5 minutes ago”. */
char *pilot_preflight_dup_age (gint64 then_unix_usec, gint64 now_unix_usec);

G_END_DECLS
