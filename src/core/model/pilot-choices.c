/* pilot-choices.c: the values of the choice fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"

#include <glib/gi18n-lib.h>

const PilotChoice pilot_dataset_choices[] = {
  { "legacy", N_("Recruiter Portal") },
  { "portal", N_("Advanced Agency Portal") },
  { NULL },
};

const PilotChoice pilot_environment_choices[] = {
  { "sandbox", N_("Sandbox") },
  { "production", N_("Production") },
  { NULL },
};

const PilotChoice pilot_role_choices[] = {
  { "admin", N_("Admin") },
  /* Translators: TA is talent acquisition */
  { "ta_lead", N_("TA lead") },
  { "auditor", N_("Auditor") },
  { "operator", N_("Operator") },
  { "recruiter", N_("Recruiter") },
  { NULL },
};

const PilotChoice pilot_network_status_choices[] = {
  { "active", N_("Active") },
  { "invited", N_("Invited") },
  { "inactive", N_("Inactive") },
  { NULL },
};

const PilotChoice pilot_contract_state_choices[] = {
  { "none", N_("No contract") },
  { "uploaded", N_("Uploaded") },
  { "accepted", N_("Accepted") },
  { "expired", N_("Expired") },
  { NULL },
};

const PilotChoice pilot_job_status_choices[] = {
  { "CREATED", N_("Created") },
  { "SOURCING", N_("Sourcing") },
  { "INTERVIEW", N_("Interview") },
  { "OFFER", N_("Offer") },
  { "FILLED", N_("Filled") },
  { "CANCELLED", N_("Cancelled") },
  { "ON_HOLD", N_("On hold") },
  { NULL },
};

const PilotChoice pilot_posting_status_choices[] = {
  /* Translators: who can see a job's posting */
  { "PUBLIC", N_("Public") },
  { "INTERNAL", N_("Internal") },
  { "NOT_PUBLISHED", N_("Not published") },
  { "PRIVATE", N_("Private") },
  { NULL },
};

const PilotChoice pilot_assignment_status_choices[] = {
  { "NEW", N_("New") },
  { "IN_PROGRESS", N_("In progress") },
  { "COMPLETED", N_("Completed") },
  { "CANCELLED", N_("Cancelled") },
  { NULL },
};

const PilotChoice pilot_candidate_status_choices[] = {
  /* Translators: a candidate's status: a person of interest who has not applied */
  { "LEAD", N_("Lead") },
  { "NEW", N_("New") },
  { "IN_REVIEW", N_("In review") },
  { "INTERVIEW", N_("Interview") },
  { "OFFERED", N_("Offered") },
  { "HIRED", N_("Hired") },
  { "REJECTED", N_("Refused by company") },
  { "WITHDRAWN", N_("Withdrawn by applicant") },
  { "TRANSFERRED", N_("Transferred") },
  { NULL },
};

const PilotChoice pilot_legacy_status_choices[] = {
  { "ACTIVE", N_("Active") },
  { "HIRED", N_("Hired") },
  { "REJECTED", N_("Rejected") },
  { NULL },
};
