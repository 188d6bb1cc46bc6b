/* pilot-id-table.h: a hash table from ids to numbers, for millions of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** PilotIdKey: a UUID's bytes, or a hash of that width over several things; all zero: no key. */
typedef struct
{
  guint64 high;
  guint64 low;
} PilotIdKey;

/** pilot_id_key_parse: @text: (nullable). Returns: %FALSE where it is no UUID (then @key is all zero). */
gboolean pilot_id_key_parse (const char *text, PilotIdKey *key);

/** pilot_id_key_format: (transfer full): the UUID in lower case; of keys that were parsed. */
char *pilot_id_key_format (PilotIdKey key);
gboolean pilot_id_key_equal (PilotIdKey a, PilotIdKey b);

/**
 * pilot_id_key_hash:
 * @key: what the text belongs to; zeroed: nothing
 * @text: (array length=length_bytes): compared without regard to case in ASCII letters
 *
 * Both as one key. Not made against people who seek collisions.
 */
PilotIdKey pilot_id_key_hash (PilotIdKey key, const char *text, gsize length_bytes);

/** What pilot_id_table_get() returns where there is nothing. */
#define PILOT_ID_TABLE_NONE G_MAXUINT32

/** PilotIdTable: 24 bytes for each entry at a load of at most two thirds, no allocation for each. One thread. */
typedef struct _PilotIdTable PilotIdTable;

PilotIdTable *pilot_id_table_new (void);
void pilot_id_table_free (PilotIdTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotIdTable, pilot_id_table_free)

/**
 * pilot_id_table_add:
 * @number: below %PILOT_ID_TABLE_NONE
 *
 * Returns: %PILOT_ID_TABLE_NONE if the key is new; otherwise the number that it has, which it keeps
 */
guint32 pilot_id_table_add (PilotIdTable *self, PilotIdKey key, guint32 number);
guint32 pilot_id_table_get (const PilotIdTable *self, PilotIdKey key);

G_END_DECLS
