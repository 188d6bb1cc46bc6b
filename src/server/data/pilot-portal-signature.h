/* pilot-portal-signature.h: who did what, as the portal itself writes it into a record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-row.h"

G_BEGIN_DECLS

/**
 * pilot_portal_signature_add:
 * @actor: who changes the record
 * @at: when, microseconds since 1970
 * @before: (nullable): the live record; %NULL: it is created
 * @merged: as it will be; its new texts are borrowed from @actor
 * @changed: (inout): one bit for each field that becomes another
 *
 * Who did a step, and when, is evidence: nobody signs for another, or for a day to come. And who switched the demand of a
 * second admin's consent off is kept, until it is switched on again: see pilot-consent.h. Other kinds stay as they are.
 */
void pilot_portal_signature_add (const PilotSchema *schema, const char *actor, gint64 at, const PilotPortalRow *before,
                                 PilotValue *merged, guint64 *changed);

G_END_DECLS
