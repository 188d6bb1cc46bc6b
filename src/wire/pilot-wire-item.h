/* pilot-wire-item.h: one item of a page, member by member; within the parser only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-wire-parser.h"

#include <yajl/yajl_parse.h>

G_BEGIN_DECLS

/* How much is handed to the lexer at once: it bounds what an endless string can make it hold. */
#define SLICE_BYTES (64 * 1024)

/* A string of the longest allowed length takes six bytes a character at worst (\u00XX). */
#define MAX_TOKEN_BYTES (6 * PILOT_WIRE_MAX_STRING_BYTES + SLICE_BYTES)

typedef enum {
  AT_TOP,   /* nothing read yet */
  AT_HEAD,  /* among the page's own members */
  AT_ITEMS, /* between items */
  AT_ITEM,  /* among an item's members */
  AT_END,
} Place;

typedef enum {
  KIND_NULL,
  KIND_BOOLEAN,
  KIND_NUMBER,
  KIND_STRING,
} Kind;

/* A value as the lexer gives it: text is not NUL-terminated and lives as long as the callback. */
typedef struct
{
  Kind kind;
  gboolean boolean;
  const char *text;
  gsize length;
} Value;

typedef enum {
  MEMBER_UNKNOWN,
  MEMBER_ENTITY,
  MEMBER_DELETED,
  MEMBER_OP,
  MEMBER_EPOCH,
  MEMBER_REVISION,
  MEMBER_NEXT,
  MEMBER_MORE,
  MEMBER_LATEST,
  MEMBER_ITEMS,
  MEMBER_FIELD, /* a field of the schema */
} Member;

/* A member of an item whose kind isn't known yet. */
typedef struct
{
  gsize key;
  gsize key_length;
  gsize text;
  gsize text_length;
  Kind kind;
  gboolean boolean;
} Deferred;

struct _PilotWireParser
{
  yajl_handle lexer;         /* (owned) */
  PilotBatch *batch;
  const PilotSchema *schema; /* (nullable): of all items */
  PilotError code;
  gboolean single; /* the document is one record */
  PilotWireRowErrorFunc row_error_func;
  gpointer row_error_data;
  GError *error; /* (owned) (nullable) */

  Place place;
  guint depth;
  guint skip_depth; /* 0: not skipping; else the depth to come back to */
  gsize token_bytes; /* fed since the last token */

  Member member; /* whose value comes next */
  guint field;   /* with MEMBER_FIELD */

  PilotWirePage page;
  gboolean saw_items;
  gboolean cut; /* the document ended too early, and nothing else was wrong */

  PilotBatchRow *row;           /* (nullable): the item that is being read */
  const PilotSchema *row_schema; /* (nullable): not known yet */
  GArray *deferred;   /* (owned) (element-type Deferred) */
  GString *deferred_text; /* (owned) */
};

/** pilot_wire_fail: ends the parse with the path of the member that is being read. Returns: 0, as the lexer wants it. */
int pilot_wire_fail (PilotWireParser *self, const char *reason);

/** pilot_wire_item_fail: an item that can't be read: told and left out where somebody listens, else the end. */
int pilot_wire_item_fail (PilotWireParser *self, const char *reason);

/** pilot_wire_item_enter: an item begins; of a kind that is known from outside, it gets its row at once. */
void pilot_wire_item_enter (PilotWireParser *self);

/** pilot_wire_item_leave: an item has ended, read or not. */
void pilot_wire_item_leave (PilotWireParser *self);

/** pilot_wire_item_key: the name of the next member. */
void pilot_wire_item_key (PilotWireParser *self, const char *key, gsize length);

/** pilot_wire_item_value: its value. */
int pilot_wire_item_value (PilotWireParser *self, const Value *value);

/** pilot_wire_parse_integer: a number as it stands in JSON. FALSE: it is not whole, or beyond 64 bits. */
gboolean pilot_wire_parse_integer (const char *text, gsize length, gint64 *integer);

G_END_DECLS
