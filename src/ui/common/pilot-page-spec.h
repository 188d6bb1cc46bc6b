/* pilot-page-spec.h: what the generic list and detail pages know of each entity, as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

#define PILOT_GROUP_MAX_FIELDS 10

/** PilotFieldGroup: fields that a detail page shows together; a table ends with a %NULL @label. */
typedef struct
{
  const char *label; /* untranslated (N_()) */
  guint fields[PILOT_GROUP_MAX_FIELDS]; /* ends with 0 (PILOT_FIELD_ID) */
} PilotFieldGroup;

/** PilotRelation: a link from a record to a list of others; a table ends with a %NULL @label. */
typedef struct
{
  const char *label;   /* untranslated (N_()) */
  PilotEntity target;  /* whose list */
  guint target_field;  /* filtered by it */
  guint source_field;  /* for this value; PILOT_FIELD_ID: the record's id */
} PilotRelation;

/** PilotPageSpec: a page over one entity. */
typedef struct
{
  PilotEntity entity;
  const char *section;           /* untranslated (nullable): heading in the sidebar; NULL: reached by links alone */
  const char *icon;              /* icon name */
  const char *create_label;      /* untranslated (nullable): "New Agency" */
  const char *empty_title;       /* untranslated */
  const char *empty_description; /* untranslated: what to do */
  guint sort_field;              /* at first; PILOT_FIELD_ID: the title */
  gboolean descending;
  const PilotFieldGroup *groups;   /* (nullable): NULL: all in one */
  const PilotRelation *relations;  /* (nullable) */
} PilotPageSpec;

/** The tables of the feature folders, in the order of the sidebar; each ends with an entry whose icon is %NULL. */
extern const PilotPageSpec pilot_network_pages[];
extern const PilotPageSpec pilot_review_pages[];
extern const PilotPageSpec pilot_activity_pages[];

/** pilot_page_spec_get: (nullable): the spec of @entity, in whichever table. */
const PilotPageSpec *pilot_page_spec_get (PilotEntity entity);

G_END_DECLS
