/* pilot-collation.h: sort keys of texts, in the order of the locale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Bytes of a key at most: two texts that are equal so far are equal to the order. */
#define PILOT_COLLATION_MAX_KEY_BYTES 240

/**
 * PilotCollation:
 *
 * Turns texts into keys whose byte order (memcmp, SQLite's BLOB order) is the order of strcoll() in the process's
 * LC_COLLATE, but for differences that the locale itself puts last of all (punctuation between otherwise equal
 * texts). A key takes about as many bytes as the text. Immutable once made; any thread.
 */
typedef struct _PilotCollation PilotCollation;

/**
 * pilot_collation_get_default:
 *
 * The collation of the locale that was in force (setlocale()) at the first call. Takes some milliseconds the first time.
 *
 * Returns: (transfer none): lives as long as the process
 */
const PilotCollation *pilot_collation_get_default (void);

/**
 * pilot_collation_new:
 * @locale: name of a locale, e.g. "sv_SE.UTF-8"
 *
 * Returns: (transfer full) (nullable): its collation, or %NULL where this machine has no such locale
 */
PilotCollation *pilot_collation_new (const char *locale);
void pilot_collation_free (PilotCollation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotCollation, pilot_collation_free)

/**
 * pilot_collation_get_id:
 *
 * Names locale, C library and form of the keys. The store keeps it with the keys (meta "collation"); where it differs,
 * the keys are of another order and must be made anew.
 */
const char *pilot_collation_get_id (const PilotCollation *self);

/**
 * pilot_collation_make_key:
 * @text: valid UTF-8, not necessarily NUL-terminated
 * @length_bytes: of @text
 * @key: (out caller-allocates): room for %PILOT_COLLATION_MAX_KEY_BYTES
 *
 * No allocation for ASCII text (some 60 ns for a name).
 *
 * Returns: the bytes written to @key; never 0 unless @length_bytes is 0
 */
gsize pilot_collation_make_key (const PilotCollation *self, const char *text, gsize length_bytes, guint8 *key);

G_END_DECLS
