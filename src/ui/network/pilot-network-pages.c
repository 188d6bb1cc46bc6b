/* pilot-network-pages.c: agencies, recruiters, jobs, and what links them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"
#include "pilot-page-spec.h"

#include <glib/gi18n-lib.h>

static const PilotFieldGroup agency_groups[] = {
  { N_("Agency"),
    { PILOT_AGENCY_NAME, PILOT_AGENCY_TRADING_NAME, PILOT_AGENCY_STATUS, PILOT_AGENCY_CONTRACT_STATE, PILOT_AGENCY_DATASET } },
  { N_("Contact"), { PILOT_AGENCY_CONTACT_NAME, PILOT_AGENCY_EMAIL, PILOT_AGENCY_PHONE, PILOT_AGENCY_WEBSITE } },
  { N_("Address"), { PILOT_AGENCY_ADDRESS, PILOT_AGENCY_CITY, PILOT_AGENCY_REGION, PILOT_AGENCY_COUNTRY } },
  { N_("Details"),
    { PILOT_AGENCY_LANGUAGE, PILOT_AGENCY_LICENCE_NUMBER, PILOT_AGENCY_SPECIALTIES, PILOT_AGENCY_EXTERNAL_ID,
      PILOT_AGENCY_NOTES } },
  { NULL }
};

static const PilotRelation agency_relations[] = {
  { N_("Recruiters"), PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, PILOT_FIELD_ID },
  { N_("Candidates"), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_AGENCY_ID, PILOT_FIELD_ID },
  { NULL }
};

static const PilotFieldGroup recruiter_groups[] = {
  { N_("Recruiter"),
    { PILOT_RECRUITER_NAME, PILOT_RECRUITER_AGENCY_ID, PILOT_RECRUITER_STATUS, PILOT_RECRUITER_DATASET } },
  { N_("Contact"), { PILOT_RECRUITER_EMAIL, PILOT_RECRUITER_PHONE, PILOT_RECRUITER_LANGUAGE } },
  { N_("Details"), { PILOT_RECRUITER_EXTERNAL_ID, PILOT_RECRUITER_NOTES } },
  { NULL }
};

static const PilotRelation recruiter_relations[] = {
  { N_("Candidates"), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_RECRUITER_ID, PILOT_FIELD_ID },
  { N_("Jobs in the legacy portal"), PILOT_ENTITY_ASSIGNMENT, PILOT_ASSIGNMENT_RECRUITER_ID, PILOT_FIELD_ID },
  { N_("Jobs shared"), PILOT_ENTITY_SHARE, PILOT_SHARE_RECRUITER_ID, PILOT_FIELD_ID },
  { NULL }
};

static const PilotFieldGroup job_groups[] = {
  { N_("Job"), { PILOT_JOB_TITLE, PILOT_JOB_REF_NUMBER, PILOT_JOB_STATUS, PILOT_JOB_POSTING_STATUS, PILOT_JOB_DATASET } },
  { N_("Place"), { PILOT_JOB_DEPARTMENT, PILOT_JOB_CITY, PILOT_JOB_COUNTRY } },
  { N_("Details"), { PILOT_JOB_PROCESS_ID, PILOT_JOB_EXTERNAL_ID, PILOT_JOB_NOTES } },
  { NULL }
};

static const PilotRelation job_relations[] = {
  { N_("Candidates"), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_JOB_ID, PILOT_FIELD_ID },
  { N_("Recruiters in the legacy portal"), PILOT_ENTITY_ASSIGNMENT, PILOT_ASSIGNMENT_JOB_ID, PILOT_FIELD_ID },
  { N_("Shared with"), PILOT_ENTITY_SHARE, PILOT_SHARE_JOB_ID, PILOT_FIELD_ID },
  { NULL }
};

static const PilotRelation process_relations[] = {
  { N_("Statuses"), PILOT_ENTITY_STAGE, PILOT_STAGE_PROCESS_ID, PILOT_FIELD_ID },
  { N_("Jobs"), PILOT_ENTITY_JOB, PILOT_JOB_PROCESS_ID, PILOT_FIELD_ID },
  { NULL }
};

const PilotPageSpec pilot_network_pages[] = {
  { PILOT_ENTITY_AGENCY, N_("Network"), "x-office-address-book-symbolic", N_("New Agency"), N_("No Agencies Yet"),
    N_("Import a register of agencies from a file, or add the first one by hand."), 0, FALSE, agency_groups, agency_relations },
  { PILOT_ENTITY_RECRUITER, N_("Network"), "system-users-symbolic", N_("New Recruiter"), N_("No Recruiters Yet"),
    N_("Import the agencies’ users from a file, or add the first one by hand."), 0, FALSE, recruiter_groups,
    recruiter_relations },
  { PILOT_ENTITY_JOB, N_("Network"), "folder-documents-symbolic", N_("New Job"), N_("No Jobs Yet"),
    N_("Import jobs from a file, or add the first one by hand."), 0, FALSE, job_groups, job_relations },
  { PILOT_ENTITY_ASSIGNMENT, NULL, "folder-documents-symbolic", NULL, N_("No Assignments"),
    N_("No recruiter works on this job in the legacy portal."), PILOT_ASSIGNMENT_ASSIGNED_AT, TRUE, NULL, NULL },
  { PILOT_ENTITY_SHARE, NULL, "emblem-shared-symbolic", NULL, N_("Nothing Shared"),
    N_("Jobs are shared with each user of an agency, never with the agency."), PILOT_SHARE_SHARED_AT, TRUE, NULL, NULL },
  { PILOT_ENTITY_PROCESS, NULL, "view-list-symbolic", NULL, N_("No Hiring Processes"),
    N_("Hiring processes come from the portal."), 0, FALSE, NULL, process_relations },
  { PILOT_ENTITY_STAGE, NULL, "view-list-symbolic", NULL, N_("No Statuses"), N_("This hiring process has no statuses."),
    PILOT_STAGE_POSITION, FALSE, NULL, NULL },
  { PILOT_ENTITY_MEMBER, NULL, "avatar-default-symbolic", NULL, N_("No Members"), N_("The company’s people come from the portal."),
    0, FALSE, NULL, NULL },
  { PILOT_N_ENTITIES }
};
