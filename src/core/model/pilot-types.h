/* pilot-types.h: forward declarations of the core library's types
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PilotBatch PilotBatch;
typedef struct _PilotChangeSink PilotChangeSink;
typedef struct _PilotClock PilotClock;
typedef struct _PilotConnection PilotConnection;
typedef struct _PilotOperation PilotOperation;
typedef struct _PilotRecord PilotRecord;
typedef struct _PilotSchema PilotSchema;
typedef struct _PilotField PilotField;
typedef struct _PilotChoice PilotChoice;

G_END_DECLS
