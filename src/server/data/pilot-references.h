/* pilot-references.h: whether what a record refers to is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/**
 * PilotReferences: remembers within one write transaction what it looked up, since thousands of candidates name the
 * same few agencies and jobs.
 */
typedef struct _PilotReferences PilotReferences;

PilotReferences *pilot_references_new (PilotPortalDb *db);
void pilot_references_free (PilotReferences *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotReferences, pilot_references_free)

/**
 * pilot_references_check:
 * @values: the record as it will be
 * @fields: one bit for each field to look at
 * @field: (out): the first that fails, -1: none
 * @message: (out) (transfer full) (nullable): why, for people
 *
 * A reference must name a live record, of the data set of the one that refers (assignments are of the legacy, shares of
 * the portal data set).
 */
gboolean pilot_references_check (PilotReferences *self, const PilotSchema *schema, const PilotValue *values, guint64 fields,
                                 int *field, char **message, GError **error);

/** pilot_references_forget: what is remembered of @id no longer holds. */
void pilot_references_forget (PilotReferences *self, const char *id);

/** pilot_references_find_user: @user: (out): a kind of which a live record refers to this one and is no part of it, %NULL: none. */
gboolean pilot_references_find_user (PilotReferences *self, const PilotSchema *schema, const char *id, const PilotSchema **user,
                                     GError **error);

G_END_DECLS
