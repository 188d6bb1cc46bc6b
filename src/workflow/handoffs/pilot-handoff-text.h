/* pilot-handoff-text.h: what tickets, mails and notices say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-catalog.h"
#include "pilot-handoff-facts.h"

G_BEGIN_DECLS

typedef struct
{
  char *recipient; /* (owned) (nullable) */
  char *subject;   /* (owned) */
  char *body;      /* (owned) */
} PilotHandoffText;

/**
 * pilot_handoff_text_new:
 * @kind: of pilot_handoff_kind_choices
 * @catalog: (nullable): in whose language; %NULL: English
 *
 * Pure. Any thread.
 * Returns: (transfer full) (nullable): PILOT_ERROR_INVALID where a fact is missing without which it says nothing
 */
PilotHandoffText *pilot_handoff_text_new (const char *kind, const PilotHandoffFacts *facts, PilotCatalog *catalog, GError **error);
void pilot_handoff_text_free (PilotHandoffText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotHandoffText, pilot_handoff_text_free)

/** pilot_handoff_text_is_translated: whether @catalog (nullable) has the text of @kind; English without one. */
gboolean pilot_handoff_text_is_translated (const char *kind, PilotCatalog *catalog);

/** pilot_handoff_text_make_calendar: (transfer full) (nullable): the downtime Friday of the facts' run as a calendar file. */
GBytes *pilot_handoff_text_make_calendar (const PilotHandoffFacts *facts, PilotCatalog *catalog, GError **error);

G_END_DECLS
