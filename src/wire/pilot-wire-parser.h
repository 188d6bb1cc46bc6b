/* pilot-wire-parser.h: JSON text to records, as it comes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-batch.h"
#include "pilot-error.h"

G_BEGIN_DECLS

/** How deep arrays and objects may lie in each other. */
#define PILOT_WIRE_MAX_DEPTH 32

/** How long one string may be, in bytes of UTF-8; longer than the longest field that the rules allow. */
#define PILOT_WIRE_MAX_STRING_BYTES (256 * 1024)

/** PilotWirePage: what a page says beside its items. */
typedef struct
{
  char *epoch;      /* (owned) (nullable) */
  gint64 revision;  /* 0 where the page tells none */
  char *next;       /* (owned) (nullable): the cursor of the next page */
  gboolean more;    /* changes: another page can be had at once */
  gint64 latest;    /* changes: the newest revision there */
  guint n_items;    /* items read, those too that were left out */
} PilotWirePage;

void pilot_wire_page_clear (PilotWirePage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotWirePage, pilot_wire_page_clear)

/**
 * PilotWireRowErrorFunc:
 * @index: which item, counted from 0 over all items of the page
 * @id: (nullable): the item's id where it was read already
 * @member: (nullable): the member that is wrong, by its name in JSON
 * @reason: for people, translated
 *
 * Told of an item that can't be read; it is left out of the batch and the parser goes on.
 */
typedef void (*PilotWireRowErrorFunc) (guint index, const char *id, const char *member, const char *reason, gpointer user_data);

/**
 * PilotWireParser:
 *
 * A push parser of one JSON document: `{epoch, revision, next, more, latest, items: [{entity, …}]}` with the members
 * in any order, or one record. Unknown members are skipped, and so are items of a kind that this version does not
 * know (where no kind is given from outside). The last of several members of one name counts. Refused: a value of
 * the wrong type, more than %PILOT_WIRE_MAX_DEPTH levels, strings over %PILOT_WIRE_MAX_STRING_BYTES, U+0000, invalid
 * UTF-8, an id that is no UUID.
 *
 * One thread at a time.
 */
typedef struct _PilotWireParser PilotWireParser;

/**
 * pilot_wire_parser_new:
 * @batch: takes the items; not cleared; must outlive the parser
 * @schema: (nullable): the kind of all items (an "entity" in them must say the same); %NULL: each item says its own
 * @code: what a document that can't be read is: %PILOT_ERROR_PROTOCOL for an answer, %PILOT_ERROR_INVALID for a request
 *
 * Returns: (transfer full)
 */
PilotWireParser *pilot_wire_parser_new (PilotBatch *batch, const PilotSchema *schema, PilotError code);
void pilot_wire_parser_free (PilotWireParser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotWireParser, pilot_wire_parser_free)

/** pilot_wire_parser_set_row_error_func: unreadable items are told to @func and left out, instead of ending the parse. */
void pilot_wire_parser_set_row_error_func (PilotWireParser *self, PilotWireRowErrorFunc func, gpointer user_data);

/**
 * pilot_wire_parser_feed:
 * @data: the next bytes, cut anywhere
 * @length: how many
 * @error: the code given to pilot_wire_parser_new(), with the path of the member, e.g. `items[12].email`
 *
 * Returns: %FALSE with @error set; then the batch may hold items already and is not to be used
 */
gboolean pilot_wire_parser_feed (PilotWireParser *self, const char *data, gsize length, GError **error);

/**
 * pilot_wire_parser_finish:
 * @page: (out caller-allocates): filled on success
 *
 * Says that the document ends here. A document that is cut short is an error.
 */
gboolean pilot_wire_parser_finish (PilotWireParser *self, PilotWirePage *page, GError **error);

/**
 * pilot_wire_parser_is_cut:
 *
 * After pilot_wire_parser_finish() failed: whether all that came was right and only the rest is missing, as when the
 * connection broke. The same request may succeed then.
 */
gboolean pilot_wire_parser_is_cut (const PilotWireParser *self);

/**
 * pilot_wire_parse_record:
 * @schema: (nullable): its kind; %NULL: the record says its own
 * @json: the document
 * @length: bytes of @json, or -1
 * @code: as in pilot_wire_parser_new()
 * @deleted: (out) (optional): whether it is a tombstone
 *
 * Reads one record, from beginning to end. Its id may be missing (it is in the address then).
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with @error set
 */
PilotRecord *pilot_wire_parse_record (const PilotSchema *schema, const char *json, gssize length, PilotError code,
                                      gboolean *deleted, GError **error);

G_END_DECLS
