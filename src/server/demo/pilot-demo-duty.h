/* pilot-demo-duty.h: what the demo's operator does next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/**
 * pilot_demo_duty_do:
 * @delay_usec: how long a request is left lying, so that a person sees it wait
 * @revision: (out): the newest, if something was done; otherwise 0
 *
 * At most one thing, as the operator: the subscription once its ticket was handed over, SmartRecruiters' own steps once phase
 * A was confirmed, a requested run accepted, an accepted one executed: a production run once its Friday is chosen, but
 * without waiting for it; and what was left behind run again some seconds after it was mended. By the same commands as over the API; what is refused waits.
 *
 * Returns: %FALSE with @error where the database fails
 */
gboolean pilot_demo_duty_do (PilotPortalDb *db, gint64 delay_usec, gint64 *revision, GError **error);

G_END_DECLS
