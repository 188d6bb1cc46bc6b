/* pilot-guarded-output.h: the writing side of a guarded connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-guard.h"

G_BEGIN_DECLS

/** PilotGuardedOutput: tells a guard when the other side takes bytes. */
#define PILOT_TYPE_GUARDED_OUTPUT (pilot_guarded_output_get_type ())
G_DECLARE_FINAL_TYPE (PilotGuardedOutput, pilot_guarded_output, PILOT, GUARDED_OUTPUT, GFilterOutputStream)

/** pilot_guarded_output_new: @base: pollable. */
GOutputStream *pilot_guarded_output_new (GOutputStream *base, PilotGuard *guard);

G_END_DECLS
