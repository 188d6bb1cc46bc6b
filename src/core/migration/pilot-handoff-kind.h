/* pilot-handoff-kind.h: what a hand-off of a kind must have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-entities.h"

G_BEGIN_DECLS

/** PilotHandoffMeans: how a hand-off of a kind goes, and what it must have. */
typedef enum {
  PILOT_HANDOFF_NEEDS_RECIPIENT = 1 << 0, /* it is a mail; otherwise a ticket that is typed into a support form */
  PILOT_HANDOFF_NEEDS_REFERENCE = 1 << 1, /* confirmed by a ticket's number alone */
  PILOT_HANDOFF_HIDES_RECIPIENTS = 1 << 2,/* agencies don't see each other */
  PILOT_HANDOFF_NEEDS_RUN = 1 << 3,
  PILOT_HANDOFF_NEEDS_FILE = 1 << 4,      /* nothing without its attachment */
} PilotHandoffMeans;

/** pilot_handoff_kind_get_means: of a value of pilot_handoff_kind_choices; 0 for others and %NULL. */
PilotHandoffMeans pilot_handoff_kind_get_means (const char *kind);

G_END_DECLS
