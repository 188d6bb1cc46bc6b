/* pilot-review-pages.c: candidates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"
#include "pilot-page-spec.h"

#include <glib/gi18n-lib.h>

static const PilotFieldGroup candidate_groups[] = {
  { N_("Candidate"), { PILOT_CANDIDATE_NAME, PILOT_CANDIDATE_EMAIL, PILOT_CANDIDATE_PHONE } },
  { N_("Application"),
    { PILOT_CANDIDATE_JOB_ID, PILOT_CANDIDATE_STATUS, PILOT_CANDIDATE_SUB_STATUS, PILOT_CANDIDATE_LEGACY_STATUS,
      PILOT_CANDIDATE_SUBMITTED_AT, PILOT_CANDIDATE_DATASET } },
  { N_("Submitted by"), { PILOT_CANDIDATE_AGENCY_ID, PILOT_CANDIDATE_RECRUITER_ID } },
  { N_("Details"), { PILOT_CANDIDATE_EXTERNAL_ID, PILOT_CANDIDATE_NOTES } },
  { NULL }
};

static const PilotRelation candidate_relations[] = {
  { N_("All applications of this person"), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_PERSON_ID, PILOT_CANDIDATE_PERSON_ID },
  { N_("All candidates for this job"), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_JOB_ID, PILOT_CANDIDATE_JOB_ID },
  { NULL }
};

const PilotPageSpec pilot_review_pages[] = {
  { PILOT_ENTITY_CANDIDATE, N_("Review"), "avatar-default-symbolic", N_("New Candidate"), N_("No Candidates Yet"),
    N_("Candidates come from the portal, or from a file that you import."), 0, FALSE, candidate_groups, candidate_relations },
  { PILOT_N_ENTITIES }
};
