/* pilot-guarded-input.h: the reading side of a guarded connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-guard.h"

G_BEGIN_DECLS

/** PilotGuardedInput: tells a guard of each byte read; a read after a header that grew too large fails. */
#define PILOT_TYPE_GUARDED_INPUT (pilot_guarded_input_get_type ())
G_DECLARE_FINAL_TYPE (PilotGuardedInput, pilot_guarded_input, PILOT, GUARDED_INPUT, GFilterInputStream)

/** pilot_guarded_input_new: @base: pollable. */
GInputStream *pilot_guarded_input_new (GInputStream *base, PilotGuard *guard);

G_END_DECLS
