/* pilot-event-parser.h: the text of an event stream to events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-error.h"

G_BEGIN_DECLS

/** How long one event may be, in bytes, all its lines together. */
#define PILOT_EVENT_MAX_BYTES (64 * 1024)

/** PilotEventFunc: @type is "message" where the stream names none; @data has no final line break. Both borrowed. */
typedef void (*PilotEventFunc) (const char *type, const char *data, gpointer user_data);

/**
 * PilotEventParser:
 *
 * A push parser of `text/event-stream` [HTML standard, 9.2.6]: comments are skipped, an event that is cut off at the
 * end is none. One thread at a time.
 */
typedef struct _PilotEventParser PilotEventParser;

/** pilot_event_parser_new: (transfer full): @func is called within pilot_event_parser_feed(). */
PilotEventParser *pilot_event_parser_new (PilotEventFunc func, gpointer user_data);
void pilot_event_parser_free (PilotEventParser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotEventParser, pilot_event_parser_free)

/**
 * pilot_event_parser_feed:
 * @data: the next bytes, cut anywhere
 * @length: how many
 * @error: PILOT_ERROR_PROTOCOL: an event is too long or not UTF-8
 */
gboolean pilot_event_parser_feed (PilotEventParser *self, const char *data, gsize length, GError **error);

G_END_DECLS
