/* portal-puller.h: pulls and remembers, as a cache would
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection.h"

G_BEGIN_DECLS

/** PortalPuller: what was pulled so far, and where to go on. */
typedef struct
{
  PilotPull at;
  GHashTable *records; /* (owned) (element-type utf8 PilotRecord): live ones by id */
  GHashTable *ops;     /* (owned) (element-type utf8): operations that changes were caused by */
  guint n_pages;
} PortalPuller;

void portal_puller_init (PortalPuller *self);
void portal_puller_clear (PortalPuller *self);

/**
 * portal_puller_run: pulls until there is no more; asserts that a snapshot sends no record twice. FALSE with @error:
 * what came before is kept, and the next call goes on.
 */
gboolean portal_puller_run (PortalPuller *self, PilotConnection *connection, GError **error);

/** portal_puller_count: live records of one kind. */
guint portal_puller_count (PortalPuller *self, PilotEntity entity);

/** portal_puller_get: (nullable): borrowed. */
PilotRecord *portal_puller_get (PortalPuller *self, const char *id);

/** portal_puller_find_first: (transfer none): some record of the kind. */
PilotRecord *portal_puller_find_first (PortalPuller *self, PilotEntity entity);

/** portal_puller_assert_equal: both hold the same records at the same revisions. */
void portal_puller_assert_equal (PortalPuller *a, PortalPuller *b);

G_END_DECLS
