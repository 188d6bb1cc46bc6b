/* pilot-schema.h: what is known of each entity, as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotEntity:
 *
 * The kinds of things that the Portal API serves and the cache holds. The order is the order in which a snapshot
 * sends them: what is referred to comes first. New kinds are added at the end, since the number is stored.
 */
typedef enum {
  PILOT_ENTITY_COMPANY,
  PILOT_ENTITY_MEMBER,
  PILOT_ENTITY_PROCESS,
  PILOT_ENTITY_STAGE,
  PILOT_ENTITY_AGENCY,
  PILOT_ENTITY_RECRUITER,
  PILOT_ENTITY_JOB,
  PILOT_ENTITY_ASSIGNMENT,
  PILOT_ENTITY_SHARE,
  PILOT_ENTITY_CANDIDATE,
  PILOT_ENTITY_AUDIT_EVENT,
  PILOT_ENTITY_PROJECT,
  PILOT_ENTITY_SETTINGS,
  PILOT_ENTITY_STEP,
  PILOT_ENTITY_MAPPING,
  PILOT_ENTITY_HANDOFF,
  PILOT_ENTITY_RUN,
  PILOT_ENTITY_SCOPE_CHOICE,
  PILOT_ENTITY_CHECK,
  PILOT_ENTITY_RESULT,
  PILOT_N_ENTITIES
} PilotEntity;

/**
 * PilotFieldType:
 * @PILOT_FIELD_TEXT: one line of text, or several with %PILOT_FIELD_MULTILINE
 * @PILOT_FIELD_INTEGER: a 64-bit number
 * @PILOT_FIELD_BOOLEAN: 0 or 1
 * @PILOT_FIELD_TIME: microseconds since 1970, UTC; RFC 3339 in JSON
 * @PILOT_FIELD_DATE: a civil date, text `YYYY-MM-DD`
 * @PILOT_FIELD_CHOICE: text, one of the field's choices
 * @PILOT_FIELD_REF: the UUID of another record
 */
typedef enum {
  PILOT_FIELD_TEXT,
  PILOT_FIELD_INTEGER,
  PILOT_FIELD_BOOLEAN,
  PILOT_FIELD_TIME,
  PILOT_FIELD_DATE,
  PILOT_FIELD_CHOICE,
  PILOT_FIELD_REF,
} PilotFieldType;

/**
 * PilotFieldFlags:
 * @PILOT_FIELD_REQUIRED: a record without it is invalid
 * @PILOT_FIELD_READ_ONLY: set by the portal alone
 * @PILOT_FIELD_MULTILINE: line breaks are allowed
 * @PILOT_FIELD_SORTED: lists sort by it at once: the cache keeps an index (for text: on its collation key)
 * @PILOT_FIELD_SEARCHED: part of the full-text index
 * @PILOT_FIELD_LISTED: a column of the list unless the person hides it
 * @PILOT_FIELD_PERSONAL: personal data: never in a log, never in the audit chain
 * @PILOT_FIELD_FILTERED: the API's list takes it as a filter, and the portal keeps an index
 * @PILOT_FIELD_OWNER: a reference: the record is part of the one it names, and is deleted with it
 */
typedef enum {
  PILOT_FIELD_REQUIRED = 1 << 0,
  PILOT_FIELD_READ_ONLY = 1 << 1,
  PILOT_FIELD_MULTILINE = 1 << 2,
  PILOT_FIELD_SORTED = 1 << 3,
  PILOT_FIELD_SEARCHED = 1 << 4,
  PILOT_FIELD_LISTED = 1 << 5,
  PILOT_FIELD_PERSONAL = 1 << 6,
  PILOT_FIELD_FILTERED = 1 << 7,
  PILOT_FIELD_OWNER = 1 << 8,
} PilotFieldFlags;

/** PilotCheck: the form that a text must have, judged by pilot_check_text(). */
typedef enum {
  PILOT_CHECK_NONE,
  PILOT_CHECK_EMAIL,
  PILOT_CHECK_URL,
  PILOT_CHECK_PHONE,
  PILOT_CHECK_COUNTRY,  /* ISO 3166 alpha-2 */
  PILOT_CHECK_LANGUAGE, /* BCP 47, e.g. "en", "pt-BR" */
  PILOT_CHECK_CURRENCY, /* ISO 4217 */
  PILOT_CHECK_TIME_ZONE, /* a zone that this computer knows, e.g. "Europe/Dublin" */
} PilotCheck;

/** PilotChoice: one value of a choice field; a table ends with a %NULL @value. */
struct _PilotChoice
{
  const char *value; /* as stored and sent, e.g. "IN_REVIEW" */
  const char *label; /* for people, untranslated (N_()) */
};

struct _PilotField
{
  const char *name;  /* column name, e.g. "contract_state" */
  const char *json;  /* name in JSON, e.g. "contractState" */
  const char *label; /* for people, untranslated (N_()) */
  PilotFieldType type;
  PilotFieldFlags flags;
  PilotCheck check;
  guint max_chars;            /* 0: the default for the type (text 500, multi-line 20,000) */
  const PilotChoice *choices; /* (nullable) */
  PilotEntity ref;            /* for PILOT_FIELD_REF */
};

/** The first fields of every entity. */
enum {
  PILOT_FIELD_ID,         /* UUID, lower case */
  PILOT_FIELD_REVISION,   /* integer, by the portal; 0: never seen by it */
  PILOT_FIELD_UPDATED_AT, /* time, by the portal */
  PILOT_FIELD_FIRST,      /* where the entity's own begin */
};

#define PILOT_MAX_FIELDS 32

struct _PilotSchema
{
  PilotEntity entity;
  const char *name;       /* table name and JSON "entity", e.g. "agency" */
  const char *collection; /* path segment of the API, e.g. "agencies" */
  const char *label;      /* one, for people (N_()) */
  const char *label_many; /* several, for people (N_()) */
  const PilotField *fields;
  guint n_fields;
  guint title_field; /* index of the field that names a record */
  guint title_else;  /* index of the one that names it where that one is empty; PILOT_FIELD_ID: none */
  gboolean writable; /* clients may create, change and delete it */
};

/**
 * pilot_schema_get:
 * @entity: a kind, below %PILOT_N_ENTITIES
 *
 * Any thread.
 *
 * Returns: (transfer none): its table, static
 */
const PilotSchema *pilot_schema_get (PilotEntity entity);

/**
 * pilot_schema_from_name:
 * @name: (nullable): an entity's name, e.g. "agency"
 *
 * Returns: (transfer none) (nullable): its table, or %NULL where there is no such kind
 */
const PilotSchema *pilot_schema_from_name (const char *name);

/**
 * pilot_schema_from_collection:
 * @collection: (nullable): a path segment of the API, e.g. "agencies"
 *
 * Returns: (transfer none) (nullable): its table
 */
const PilotSchema *pilot_schema_from_collection (const char *collection);

/**
 * pilot_schema_find_field:
 * @self: a schema
 * @name: (nullable): a column name
 *
 * Returns: the field's index, or -1
 */
int pilot_schema_find_field (const PilotSchema *self, const char *name);

/**
 * pilot_schema_find_json:
 * @self: a schema
 * @json: a JSON member's name, not necessarily NUL-terminated
 * @length: its bytes
 *
 * Made for the bulk path: no allocation.
 *
 * Returns: the field's index, or -1
 */
int pilot_schema_find_json (const PilotSchema *self, const char *json, gsize length);

/**
 * pilot_schema_find_owner:
 * @self: a schema
 *
 * Returns: the field that names the record which one of this kind is part of, or -1
 */
int pilot_schema_find_owner (const PilotSchema *self);

/** pilot_schema_get_part_mask: one bit for each kind whose records are parts of records of @entity. */
guint pilot_schema_get_part_mask (PilotEntity entity);

/** pilot_schema_find_part: the first kind from @from on whose records are parts of records of @entity; %PILOT_N_ENTITIES: none. */
PilotEntity pilot_schema_find_part (PilotEntity entity, PilotEntity from);

/** PILOT_SCHEMA_FOREACH_PART: the statement that follows is done for each such kind, as @part. */
#define PILOT_SCHEMA_FOREACH_PART(part, entity)                                                                                  \
  for (PilotEntity part = pilot_schema_find_part (entity, 0); part < PILOT_N_ENTITIES; part = pilot_schema_find_part (entity, part + 1))

/** pilot_field_is_number: whether a column of @self holds integers, not texts: numbers, booleans and times. */
gboolean pilot_field_is_number (const PilotField *self);

/**
 * pilot_choice_label:
 * @choices: a table
 * @value: (nullable): a value
 *
 * Returns: (transfer none): the untranslated label, or @value itself where the table has none, or ""
 */
const char *pilot_choice_label (const PilotChoice *choices, const char *value);

/** pilot_choice_find: where @value (nullable) is in the table (nullable), or -1. */
int pilot_choice_find (const PilotChoice *choices, const char *value);

/** pilot_choice_contains: whether @value is in the table. */
gboolean pilot_choice_contains (const PilotChoice *choices, const char *value);

G_END_DECLS
