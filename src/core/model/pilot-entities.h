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
  PILOT_AGENCY_SOURCE_ID, /* moved by a run: the legacy record that it was */
  PILOT_AGENCY_RUN_ID,
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
  PILOT_RECRUITER_SOURCE_ID, /* moved by a run: the legacy record that it was */
  PILOT_RECRUITER_RUN_ID,
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
  PILOT_JOB_SOURCE_ID, /* moved by a run: the legacy record that it was */
  PILOT_JOB_RUN_ID,
  PILOT_JOB_READ_ONLY, /* went along as history */
  PILOT_JOB_N_FIELDS
};

/* A recruiter on a job in the legacy portal [Recruiter Portal help: assignment statuses]. */
enum {
  PILOT_ASSIGNMENT_JOB_ID = PILOT_FIELD_FIRST,
  PILOT_ASSIGNMENT_RECRUITER_ID,
  PILOT_ASSIGNMENT_STATUS, /* NEW, IN_PROGRESS, COMPLETED, CANCELLED */
  PILOT_ASSIGNMENT_ASSIGNED_AT,
  PILOT_ASSIGNMENT_RUN_ID, /* the run that made a share of it */
  PILOT_ASSIGNMENT_N_FIELDS
};

/* A job shared with one user of an agency in HirePort: per user, never per agency [Managing Large Agency Networks]. */
enum {
  PILOT_SHARE_JOB_ID = PILOT_FIELD_FIRST,
  PILOT_SHARE_RECRUITER_ID,
  PILOT_SHARE_SHARED_AT,
  PILOT_SHARE_SOURCE_ID, /* the legacy assignment that it was */
  PILOT_SHARE_RUN_ID,
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
  PILOT_CANDIDATE_SOURCE_ID, /* moved by a run: the legacy record that it was */
  PILOT_CANDIDATE_RUN_ID,
  PILOT_CANDIDATE_READ_ONLY, /* went along as history */
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

/* The migration of this company in this environment: there is exactly one. Read-only fields change by commands alone. */
enum {
  PILOT_PROJECT_RENEWAL_DATE = PILOT_FIELD_FIRST, /* the legacy portal is supported until the next renewal [Migrating Data, "When Will the Legacy Portal Be Shut Down?"] */
  PILOT_PROJECT_PREPARATION_DAYS, /* working days that phase A takes */
  PILOT_PROJECT_VENDOR_DAYS,      /* working days of phase B and of scheduling */
  PILOT_PROJECT_RESERVE_DAYS,
  PILOT_PROJECT_HOLIDAYS,         /* a line each: YYYY-MM-DD name; no downtime on these */
  PILOT_PROJECT_CSM_NAME,         /* customer success manager */
  PILOT_PROJECT_CSM_EMAIL,
  PILOT_PROJECT_HISTORY,          /* pilot_history_choices */
  PILOT_PROJECT_ON_HOLD,          /* pilot_decision_choices: jobs on hold; the document is silent */
  PILOT_PROJECT_TRANSFERRED,      /* pilot_decision_choices: candidates transferred; the document is silent */
  PILOT_PROJECT_CONSENT_NEEDED,   /* policy: a second admin consents to the gate */
  PILOT_PROJECT_CONSENT_BY,       /* read-only from here: member's id */
  PILOT_PROJECT_CONSENT_AT,
  PILOT_PROJECT_SUBSCRIBED_AT,    /* the operator added the HirePort subscription */
  PILOT_PROJECT_SNAPSHOT_AT,      /* a legacy snapshot was made and checked */
  PILOT_PROJECT_SNAPSHOT_BY,
  PILOT_PROJECT_SNAPSHOT_REVISION,
  PILOT_PROJECT_SNAPSHOT_SHA256,
  PILOT_PROJECT_SNAPSHOT_COUNTS,  /* "agency 12, recruiter 30, …" */
  PILOT_PROJECT_GATE_AT,          /* passed: the old portal can't be reached any more */
  PILOT_PROJECT_GATE_BY,
  PILOT_PROJECT_HIREPORT_ID,      /* the Company ID that the HirePort app shows; empty before the gate */
  PILOT_PROJECT_ACTIVATED_AT,
  PILOT_PROJECT_ACTIVATED_BY,
  PILOT_PROJECT_VISITED_JOB_ID,   /* a published job, visited after the activation */
  PILOT_PROJECT_VISITED_AT,
  PILOT_PROJECT_CONSENT_OFF_BY,   /* who switched the policy off before the gate: see pilot-consent.h */
  PILOT_PROJECT_CONSENT_OFF_AT,
  PILOT_PROJECT_N_FIELDS
};

/* Agency Portal Settings: there is exactly one [HirePort help: Agency Portal Settings Guide]. */
enum {
  PILOT_SETTINGS_LANGUAGE = PILOT_FIELD_FIRST,
  PILOT_SETTINGS_CURRENCY,
  PILOT_SETTINGS_DUPLICATE_SCOPE,  /* pilot_duplicate_scope_choices */
  PILOT_SETTINGS_LOOK_BACK_DAYS,   /* ownership time, for all jobs */
  PILOT_SETTINGS_CREDITS,          /* candidates that an agency may submit on a job; 0: no limit */
  PILOT_SETTINGS_BUSY_SPOTS,       /* candidates in progress at once on a job; 0: no limit */
  PILOT_SETTINGS_RECRUITERS_INVITE,/* an agency's users may invite colleagues */
  PILOT_SETTINGS_RECRUITERS_SEE_STAGE,
  PILOT_SETTINGS_RECRUITERS_WITHDRAW,
  PILOT_SETTINGS_CHAT,
  PILOT_SETTINGS_SCREENING,        /* a question on each line */
  PILOT_SETTINGS_REVIEWED_AT,      /* an admin looked at them all */
  PILOT_SETTINGS_N_FIELDS
};

/* Where a step of the plan stands; its id is made from its key, so that two admins who begin it meet in one record. */
enum {
  PILOT_STEP_KEY = PILOT_FIELD_FIRST, /* of the table in pilot-plan.h */
  PILOT_STEP_STATE,                   /* pilot_step_state_choices */
  PILOT_STEP_NOTE,
  PILOT_STEP_EVIDENCE_NAME,           /* a file's name */
  PILOT_STEP_EVIDENCE_SHA256,
  PILOT_STEP_REFERENCE,               /* number of a ticket or statement of work */
  PILOT_STEP_DUE,
  PILOT_STEP_DONE_AT,
  PILOT_STEP_DONE_BY,                 /* member's id */
  PILOT_STEP_N_FIELDS
};

/* Default stage mapping: where a legacy status lands in a hiring process; the id is made from the three. */
enum {
  PILOT_MAPPING_PROCESS_ID = PILOT_FIELD_FIRST,
  PILOT_MAPPING_STATUS,
  PILOT_MAPPING_SUB_STATUS, /* empty: the status itself, and every sub-status without a line of its own */
  PILOT_MAPPING_STAGE_ID,   /* empty: not decided */
  PILOT_MAPPING_N_FIELDS
};

/* What somebody outside is asked to do, as it was handed over: ticket, mail, notice. */
enum {
  PILOT_HANDOFF_KIND = PILOT_FIELD_FIRST, /* pilot_handoff_kind_choices */
  PILOT_HANDOFF_STATE,                    /* pilot_handoff_state_choices */
  PILOT_HANDOFF_RECIPIENT,
  PILOT_HANDOFF_LANGUAGE,
  PILOT_HANDOFF_SUBJECT,
  PILOT_HANDOFF_BODY,
  PILOT_HANDOFF_ATTACHMENTS,              /* names and SHA-256, a line each */
  PILOT_HANDOFF_SHA256,                   /* of the exact bytes that were handed over */
  PILOT_HANDOFF_REFERENCE,                /* the ticket's number */
  PILOT_HANDOFF_HANDED_AT,
  PILOT_HANDOFF_CONFIRMED_AT,
  PILOT_HANDOFF_RUN_ID,
  PILOT_HANDOFF_BATCH_ID,                 /* shared by the mails of one notice */
  PILOT_HANDOFF_N_FIELDS
};

/* A migration run. What the admin orders is writable while it is a draft; the rest is the portal's. */
enum {
  PILOT_RUN_NAME = PILOT_FIELD_FIRST,
  PILOT_RUN_KIND,         /* pilot_run_kind_choices */
  PILOT_RUN_STATE,        /* pilot_run_state_choices; by commands */
  PILOT_RUN_CHOICE,       /* pilot_run_choice_choices: who goes */
  PILOT_RUN_BASED_ON,     /* the run that it was duplicated from, or that it completes */
  PILOT_RUN_SOW,          /* statement of work: its reference */
  PILOT_RUN_EFFORT_KNOWN, /* full test: the document's warning on effort was accepted */
  PILOT_RUN_HISTORY,
  PILOT_RUN_ON_HOLD,
  PILOT_RUN_TRANSFERRED,
  PILOT_RUN_RULES_OFF,    /* "rule: reason", a line each; frozen with the request */
  PILOT_RUN_NOTE,
  PILOT_RUN_SCHEDULED_ON, /* read-only from here: a Friday in the company's zone */
  PILOT_RUN_REQUESTED_BY,
  PILOT_RUN_REQUESTED_AT,
  PILOT_RUN_STARTED_AT,
  PILOT_RUN_FINISHED_AT,  /* the last time; stays while what was skipped is tried again */
  PILOT_RUN_PAUSED,
  PILOT_RUN_N_EXPECTED,   /* records in scope, when it was requested */
  PILOT_RUN_N_DONE,
  PILOT_RUN_N_MOVED,
  PILOT_RUN_N_LINKED,
  PILOT_RUN_N_SKIPPED,
  PILOT_RUN_N_FAILED,
  PILOT_RUN_MANIFEST_SHA256,
  PILOT_RUN_APPROVED_BY,
  PILOT_RUN_APPROVED_AT,
  PILOT_RUN_REASON,       /* of the approval, cancellation or failure */
  PILOT_RUN_RETRY_ASKED_BY, /* who wants what stayed behind to be tried again; until it is */
  PILOT_RUN_N_FIELDS
};

/* One agency, or one of its users, that a run takes or leaves; counts where the run's choice is "chosen". */
enum {
  PILOT_SCOPE_CHOICE_RUN_ID = PILOT_FIELD_FIRST,
  PILOT_SCOPE_CHOICE_AGENCY_ID,
  PILOT_SCOPE_CHOICE_RECRUITER_ID, /* empty: the agency with all its users */
  PILOT_SCOPE_CHOICE_INCLUDED,
  PILOT_SCOPE_CHOICE_N_FIELDS
};

/* The result of a pre-flight rule; the id is made from run and rule. */
enum {
  PILOT_CHECK_RUN_ID = PILOT_FIELD_FIRST, /* empty: of the whole legacy data set */
  PILOT_CHECK_RULE,
  PILOT_CHECK_OUTCOME,      /* pilot_check_outcome_choices */
  PILOT_CHECK_N_FOUND,
  PILOT_CHECK_N_CHECKED,
  PILOT_CHECK_DATA_REVISION,/* the newest revision of the data that were checked */
  PILOT_CHECK_CHECKED_AT,
  PILOT_CHECK_REASON,       /* why the rule is switched off */
  PILOT_CHECK_DECISIONS,    /* what was decided when it was checked, e.g. "on_hold=in transferred=out history=legacy" */
  PILOT_CHECK_N_FIELDS
};

/* What became of one record of a run. Records that were moved also say so themselves (source_id, run_id). */
enum {
  PILOT_RESULT_RUN_ID = PILOT_FIELD_FIRST,
  PILOT_RESULT_RECORD_KIND, /* entity name */
  PILOT_RESULT_SOURCE_ID,
  PILOT_RESULT_TARGET_ID,   /* empty: not in the portal */
  PILOT_RESULT_OUTCOME,     /* pilot_result_outcome_choices */
  PILOT_RESULT_REASON,      /* pilot_result_reason_choices */
  PILOT_RESULT_STAGE_ID,    /* candidates: the expected stage */
  PILOT_RESULT_N_FIELDS
};

extern const PilotChoice pilot_history_choices[];          /* undecided, legacy, lightweight */
extern const PilotChoice pilot_decision_choices[];         /* undecided, in, out */
extern const PilotChoice pilot_duplicate_scope_choices[];  /* current_job, all_jobs */
extern const PilotChoice pilot_step_state_choices[];       /* open, waiting, done, skipped */
extern const PilotChoice pilot_handoff_kind_choices[];
extern const PilotChoice pilot_handoff_state_choices[];    /* draft, handed_over, confirmed */
extern const PilotChoice pilot_run_kind_choices[];         /* sandbox_practice, full_test, pilot, production */
extern const PilotChoice pilot_run_state_choices[];        /* draft … cancelled */
extern const PilotChoice pilot_run_choice_choices[];       /* all, chosen, rest */
extern const PilotChoice pilot_check_outcome_choices[];    /* error, warning, passed, off */
extern const PilotChoice pilot_result_outcome_choices[];   /* moved, linked, skipped, failed */
extern const PilotChoice pilot_result_reason_choices[];
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
