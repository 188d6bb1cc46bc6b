/* pilot-query.h: what a list shows, in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

#define PILOT_QUERY_MAX_FILTERS 8

/** PilotFilter: the field equals the value; a %NULL value: the field is empty. Of %PILOT_FIELD_ID: any of the ids, parted by commas. */
typedef struct
{
  guint field;
  char *value; /* (owned) (nullable) */
} PilotFilter;

/** PilotQuery: a plain value. Zeroed but for @entity, it shows everything by id. */
typedef struct
{
  PilotEntity entity;
  char *search;     /* (owned) (nullable): words as typed; each matches the beginning of a word */
  guint n_filters;
  PilotFilter filters[PILOT_QUERY_MAX_FILTERS];
  guint sort_field; /* PILOT_FIELD_ID: no order of its own */
  gboolean descending;
  gboolean once;    /* see pilot_query_hides_moved() */
} PilotQuery;

void pilot_query_init (PilotQuery *self, PilotEntity entity); /* sorted by the title, ascending */
void pilot_query_copy (const PilotQuery *from, PilotQuery *to); /* @to need not be initialised */
void pilot_query_clear (PilotQuery *self);
gboolean pilot_query_equal (const PilotQuery *a, const PilotQuery *b);

/** pilot_query_set_filter: sets, replaces or (with @remove) takes away the filter on @field. */
void pilot_query_set_filter (PilotQuery *self, guint field, const char *value, gboolean remove);

/**
 * pilot_query_set_dataset:
 * @dataset: (nullable): "legacy" or "portal"; %NULL: wherever records are
 *
 * Narrows to the records that live in a data set. A legacy record that a run moved has gone: it stays as the memory of what
 * was moved, and lives in the portal's data set. Does nothing for entities that have no data sets.
 */
void pilot_query_set_dataset (PilotQuery *self, const char *dataset);

/**
 * pilot_query_hides_moved:
 *
 * Of a record that a run moved there are two: the legacy one, which is the memory of it, and the one in the portal's data
 * set. A person who asks for neither is to see the latter alone. So a query with @once set hides legacy records that have
 * gone, unless it says itself which it wants: by its data set, its run, its ids, or by a record that it refers to, which is
 * in one data set as well.
 *
 * Returns: whether the query hides them
 */
gboolean pilot_query_hides_moved (const PilotQuery *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotQuery, pilot_query_clear)

G_END_DECLS
