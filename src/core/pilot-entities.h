/* pilot-entities.h: the fields of every entity, by name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/* The enumerations below index the tables in pilot-entity-*.c; a test compares the two. */

enum {
  PILOT_COMPANY_NAME = PILOT_FIELD_FIRST,
  PILOT_COMPANY_ENVIRONMENT, /* "sandbox" or "production": one portal serves one environment */
  PILOT_COMPANY_COUNTRY,
  PILOT_COMPANY_TIME_ZONE, /* IANA; "Friday" is a day in it */
  PILOT_COMPANY_LANGUAGE,
  PILOT_COMPANY_CURRENCY,
  PILOT_COMPANY_N_FIELDS
};

enum {
  PILOT_MEMBER_NAME = PILOT_FIELD_FIRST,
  PILOT_MEMBER_EMAIL,
  PILOT_MEMBER_ROLE, /* pilot_role_choices */
  PILOT_MEMBER_ACTIVE,
  PILOT_MEMBER_N_FIELDS
};

enum {
  PILOT_PROCESS_NAME = PILOT_FIELD_FIRST,
  PILOT_PROCESS_ACTIVE,
  PILOT_PROCESS_N_FIELDS
};

enum {
  PILOT_STAGE_PROCESS_ID = PILOT_FIELD_FIRST,
  PILOT_STAGE_STATUS,     /* pilot_candidate_status_choices */
  PILOT_STAGE_SUB_STATUS, /* only under IN_REVIEW, INTERVIEW, OFFERED; NULL: the status itself */
  PILOT_STAGE_POSITION,
  PILOT_STAGE_N_FIELDS
};

enum {
  PILOT_AGENCY_DATASET = PILOT_FIELD_FIRST, /* pilot_dataset_choices */
  PILOT_AGENCY_NAME,
  PILOT_AGENCY_TRADING_NAME,
  PILOT_AGENCY_CONTACT_NAME,
  PILOT_AGENCY_EMAIL,
  PILOT_AGENCY_PHONE,
  PILOT_AGENCY_WEBSITE,
  PILOT_AGENCY_ADDRESS,
  PILOT_AGENCY_CITY,
  PILOT_AGENCY_REGION, /* county, state, canton */
  PILOT_AGENCY_COUNTRY,
  PILOT_AGENCY_LANGUAGE,
  PILOT_AGENCY_LICENCE_NUMBER,
  PILOT_AGENCY_SPECIALTIES,
  PILOT_AGENCY_STATUS,         /* active, invited, inactive */
  PILOT_AGENCY_CONTRACT_STATE, /* none, uploaded, accepted, expired */
  PILOT_AGENCY_EXTERNAL_ID,
  PILOT_AGENCY_NOTES,
  PILOT_AGENCY_N_FIELDS
};

enum {
  PILOT_RECRUITER_DATASET = PILOT_FIELD_FIRST,
  PILOT_RECRUITER_NAME,
  PILOT_RECRUITER_EMAIL,
  PILOT_RECRUITER_AGENCY_ID,
  PILOT_RECRUITER_PHONE,
  PILOT_RECRUITER_LANGUAGE,
  PILOT_RECRUITER_STATUS, /* active, invited, inactive */
  PILOT_RECRUITER_EXTERNAL_ID,
  PILOT_RECRUITER_NOTES,
  PILOT_RECRUITER_N_FIELDS
};

enum {
  PILOT_JOB_DATASET = PILOT_FIELD_FIRST,
  PILOT_JOB_TITLE,
  PILOT_JOB_REF_NUMBER,
  PILOT_JOB_DEPARTMENT,
  PILOT_JOB_CITY,
  PILOT_JOB_COUNTRY,
  PILOT_JOB_STATUS,         /* pilot_job_status_choices */
  PILOT_JOB_POSTING_STATUS, /* pilot_posting_status_choices */
  PILOT_JOB_PROCESS_ID,
  PILOT_JOB_EXTERNAL_ID,
  PILOT_JOB_NOTES,
  PILOT_JOB_N_FIELDS
};

/* A recruiter on a job in the legacy portal [Recruiter Portal help: assignment statuses]. */
enum {
  PILOT_ASSIGNMENT_JOB_ID = PILOT_FIELD_FIRST,
  PILOT_ASSIGNMENT_RECRUITER_ID,
  PILOT_ASSIGNMENT_STATUS, /* NEW, IN_PROGRESS, COMPLETED, CANCELLED */
  PILOT_ASSIGNMENT_ASSIGNED_AT,
  PILOT_ASSIGNMENT_N_FIELDS
};

/* A job shared with one user of an agency in HirePort: per user, never per agency [Managing Large Agency Networks]. */
enum {
  PILOT_SHARE_JOB_ID = PILOT_FIELD_FIRST,
  PILOT_SHARE_RECRUITER_ID,
  PILOT_SHARE_SHARED_AT,
  PILOT_SHARE_N_FIELDS
};

/* A candidate on one job: one row for each application; person_id ties together the applications of one person. */
enum {
  PILOT_CANDIDATE_DATASET = PILOT_FIELD_FIRST,
  PILOT_CANDIDATE_NAME,
  PILOT_CANDIDATE_EMAIL,
  PILOT_CANDIDATE_PHONE,
  PILOT_CANDIDATE_AGENCY_ID,
  PILOT_CANDIDATE_RECRUITER_ID,
  PILOT_CANDIDATE_JOB_ID,
  PILOT_CANDIDATE_STATUS,        /* pilot_candidate_status_choices */
  PILOT_CANDIDATE_SUB_STATUS,    /* (nullable) */
  PILOT_CANDIDATE_LEGACY_STATUS, /* ACTIVE, HIRED, REJECTED: what the legacy portal shows its recruiter */
  PILOT_CANDIDATE_SUBMITTED_AT,
  PILOT_CANDIDATE_PERSON_ID, /* UUID as text; no entity of its own */
  PILOT_CANDIDATE_EXTERNAL_ID,
  PILOT_CANDIDATE_NOTES,
  PILOT_CANDIDATE_N_FIELDS
};

enum {
  PILOT_AUDIT_EVENT_AT = PILOT_FIELD_FIRST,
  PILOT_AUDIT_EVENT_ACTOR,  /* member's id, or "portal" */
  PILOT_AUDIT_EVENT_ACTION, /* e.g. "agency.update", "import.commit" */
  PILOT_AUDIT_EVENT_ENTITY,
  PILOT_AUDIT_EVENT_ENTITY_ID,
  PILOT_AUDIT_EVENT_COUNT, /* records concerned */
  PILOT_AUDIT_EVENT_DETAIL, /* no personal data, e.g. the names of the changed fields */
  PILOT_AUDIT_EVENT_HASH,   /* SHA-256 over the previous event's hash and this event */
  PILOT_AUDIT_EVENT_N_FIELDS
};

extern const PilotChoice pilot_dataset_choices[];          /* legacy, portal */
extern const PilotChoice pilot_environment_choices[];      /* sandbox, production */
extern const PilotChoice pilot_role_choices[];             /* admin, ta_lead, auditor, operator, recruiter */
extern const PilotChoice pilot_network_status_choices[];   /* active, invited, inactive */
extern const PilotChoice pilot_contract_state_choices[];   /* none, uploaded, accepted, expired */
extern const PilotChoice pilot_job_status_choices[];       /* CREATED … ON_HOLD [SmartRecruiters Job API] */
extern const PilotChoice pilot_posting_status_choices[];   /* PUBLIC, INTERNAL, NOT_PUBLISHED, PRIVATE */
extern const PilotChoice pilot_assignment_status_choices[];
extern const PilotChoice pilot_candidate_status_choices[]; /* LEAD … TRANSFERRED [SmartRecruiters Candidate API] */
extern const PilotChoice pilot_legacy_status_choices[];

G_END_DECLS
