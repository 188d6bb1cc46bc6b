/* pilot-preflight-private.h: the pre-flight's rules by name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight.h"

G_BEGIN_DECLS

/* In the order of the table in pilot-preflight-rules.c; a test compares the two. */
typedef enum {
  PILOT_RULE_COMPANY_RENEWAL,
  PILOT_RULE_COMPANY_CSM,
  PILOT_RULE_COMPANY_PUBLISHED_JOB,
  PILOT_RULE_HISTORY_UNDECIDED,
  PILOT_RULE_AGENCY_EMAIL,
  PILOT_RULE_AGENCY_RECRUITER,
  PILOT_RULE_AGENCY_ALIKE,
  PILOT_RULE_RECRUITER_EMAIL,
  PILOT_RULE_RECRUITER_EMAIL_SHARED,
  PILOT_RULE_RECRUITER_AGENCY,
  PILOT_RULE_JOB_POSTING,
  PILOT_RULE_ON_HOLD_UNDECIDED,
  PILOT_RULE_CANDIDATE_OWNER,
  PILOT_RULE_CANDIDATE_JOB,
  PILOT_RULE_CANDIDATE_JOB_LEFT,
  PILOT_RULE_CANDIDATE_TWICE,
  PILOT_RULE_TRANSFERRED_UNDECIDED,
  PILOT_RULE_MAPPING_MISSING,
  PILOT_RULE_JOB_PROCESS,
  PILOT_RULE_CANDIDATE_STAGE,
  PILOT_RULE_CONTRACT_MISSING,
  PILOT_RULE_CONTRACT_NOT_ACCEPTED,
  PILOT_N_RULES
} PilotRule;

/** pilot_preflight_find_domain: @email: (nullable); @domain: (out) (transfer none). Returns: %FALSE where there is none, or it is a public mail service’s. */
gboolean pilot_preflight_find_domain (const char *email, const char **domain);

/** pilot_preflight_normalise_name: (transfer full): without case, marks, punctuation and legal forms; "" where nothing is left. */
char *pilot_preflight_normalise_name (const char *name);

G_END_DECLS
