/* pilot-collation.c: sort keys of texts, in the order of the locale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-collation.h"

#include <gnu/libc-version.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

/*
 * strxfrm() of glibc gives, for "Zoé", the primary weights of the letters, 01, their accents, 01, their case, 01, the
 * punctuation with its positions: five to eight bytes a letter. A key of ours says the same in about one:
 *
 *   primary weights, 00, accents, 00, case                          (the fourth level is left out)
 *
 * - a primary weight that an ASCII letter has is one even byte, in their order; any other is the odd byte between its
 *   neighbours, followed by glibc's own bytes;
 * - accents and case are mostly the lowest weight (02: no accent, lower case), and of a run of n of these before a
 *   higher one only FF − n is written, after the last higher one nothing: the later the first higher weight comes, the
 *   lower the text stands.
 *
 * Weights are written by glibc like UTF-8, so none is the beginning of another, and memcmp() orders them.
 */

#define FIRST_ASCII 0x20
#define N_ASCII (0x7f - FIRST_ASCII)
#define SEPARATOR 0x01 /* between strxfrm()'s levels */
#define LOWEST 0x02    /* the weight of no accent, and of lower case */
#define MAX_RUN 100
#define MAX_TEXT_BYTES PILOT_COLLATION_MAX_KEY_BYTES
#define N_LEVELS 3

typedef enum {
  PILOT_COLLATION_PLAIN,   /* code points: the C locale */
  PILOT_COLLATION_RAW,     /* strxfrm() as it is: a C library of another make */
  PILOT_COLLATION_COMPACT, /* as above */
} PilotCollationForm;

typedef struct
{
  guint8 bytes[8];
  guint8 length_bytes;
} Weight;

/** AsciiWeights: what one ASCII character adds to the key. */
typedef struct
{
  gboolean known;     /* %FALSE: more than one weight; left to strxfrm() */
  guint8 primary;     /* the byte of the key; 0: not ordered by (punctuation in most locales) */
  guint8 case_weight; /* %LOWEST or above; 0 where there is no primary */
} AsciiWeights;

struct _PilotCollation
{
  locale_t locale; /* (owned) */
  char *id;        /* (owned) */
  gsize prepared;  /* once: what follows is filled at the first key */
  PilotCollationForm form;
  guint n_primaries;
  Weight primaries[N_ASCII];            /* ascending */
  AsciiWeights ascii[N_ASCII];
  guint8 slow_pairs[N_ASCII][N_ASCII];  /* 1: two characters that are ordered as one, as Czech "ch" */
};

/** Levels: strxfrm()'s answer, cut at its separators. */
typedef struct
{
  guint8 bytes[MAX_TEXT_BYTES * 24];
  const guint8 *start[N_LEVELS];
  gsize length_bytes[N_LEVELS];
} Levels;

typedef struct
{
  guint8 *bytes;
  gsize length_bytes;
} Key;

static inline void
key_add (Key *key, guint8 byte)
{
  if (key->length_bytes < PILOT_COLLATION_MAX_KEY_BYTES)
    key->bytes[key->length_bytes++] = byte;
}

static void
key_add_bytes (Key *key, const guint8 *bytes, gsize length_bytes)
{
  for (gsize i = 0; i < length_bytes; i++)
    key_add (key, bytes[i]);
}

/* Before a weight above the lowest: how many of the lowest went ahead of it. */
static void
key_add_run (Key *key, guint run)
{
  for (; run >= MAX_RUN; run -= MAX_RUN)
    key_add (key, 0xff - MAX_RUN);
  key_add (key, 0xff - run);
}

static gsize
weight_length (const guint8 *bytes, gsize available)
{
  gsize length = bytes[0] < 0xc0 ? 1 : bytes[0] < 0xe0 ? 2 : bytes[0] < 0xf0 ? 3 : bytes[0] < 0xf8 ? 4 : bytes[0] < 0xfc ? 5 : 6;

  return MIN (length, available);
}

static gboolean
transform (const PilotCollation *self, const char *text, Levels *levels)
{
  gsize length = strxfrm_l ((char *) levels->bytes, text, sizeof levels->bytes, self->locale);
  gsize start = 0;

  if (length >= sizeof levels->bytes)
    return FALSE;
  for (guint level = 0; level < N_LEVELS; level++)
    {
      gsize end = start;

      while (end < length && levels->bytes[end] != SEPARATOR)
        end++;
      levels->start[level] = levels->bytes + start;
      levels->length_bytes[level] = end - start;
      start = MIN (end + 1, length);
    }
  return TRUE;
}

static int
compare_weights (const guint8 *a, gsize a_length, const guint8 *b, gsize b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static void
add_primary (const PilotCollation *self, Key *key, const guint8 *bytes, gsize length_bytes)
{
  guint low = 0;
  guint high = self->n_primaries;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const Weight *weight = &self->primaries[middle];
      int order = compare_weights (weight->bytes, weight->length_bytes, bytes, length_bytes);

      if (order == 0)
        {
          key_add (key, 2 * middle + 4);
          return;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  key_add (key, 2 * low + 3);
  key_add_bytes (key, bytes, length_bytes);
}

static void
add_secondary (Key *key, const guint8 *bytes, gsize length_bytes)
{
  guint run = 0;

  for (gsize at = 0; at < length_bytes;)
    {
      gsize length = weight_length (bytes + at, length_bytes - at);

      if (length == 1 && bytes[at] == LOWEST)
        {
          run++;
        }
      else
        {
          key_add_run (key, run);
          key_add_bytes (key, bytes + at, length);
          run = 0;
        }
      at += length;
    }
}

static gsize
finish_levels (Key *key, gsize secondary_start)
{
  /* Neither accents nor capitals: the separators between nothing are left out, all but one. */
  while (key->length_bytes > secondary_start && key->bytes[key->length_bytes - 1] == 0)
    key->length_bytes--;
  return key->length_bytes;
}

static gsize
make_compact_key (const PilotCollation *self, const char *text, guint8 *bytes)
{
  Levels levels;
  Key key = { bytes, 0 };
  gsize secondary_start;

  if (!transform (self, text, &levels))
    return 0;
  for (gsize at = 0; at < levels.length_bytes[0];)
    {
      gsize length = weight_length (levels.start[0] + at, levels.length_bytes[0] - at);

      add_primary (self, &key, levels.start[0] + at, length);
      at += length;
    }
  key_add (&key, 0);
  secondary_start = key.length_bytes;
  add_secondary (&key, levels.start[1], levels.length_bytes[1]);
  key_add (&key, 0);
  add_secondary (&key, levels.start[2], levels.length_bytes[2]);
  return finish_levels (&key, secondary_start);
}

/* The same key without strxfrm(). Returns 0 where the text holds anything that the table doesn't know. */
static gsize
make_ascii_key (const PilotCollation *self, const char *text, gsize length_bytes, guint8 *bytes)
{
  guint8 upper[MAX_TEXT_BYTES * 2];
  Key key = { bytes, 0 };
  Key cases = { upper, 0 };
  guint run = 0;
  guint previous = N_ASCII;
  gsize secondary_start;

  for (gsize i = 0; i < length_bytes; i++)
    {
      guint c = (guint8) text[i] - FIRST_ASCII;
      const AsciiWeights *weights;

      if (c >= N_ASCII)
        return 0;
      weights = &self->ascii[c];
      if (!weights->known || (previous != N_ASCII && self->slow_pairs[previous][c] != 0))
        return 0;
      previous = c;
      if (weights->primary == 0)
        continue;
      key_add (&key, weights->primary);
      if (weights->case_weight == LOWEST)
        {
          run++;
          continue;
        }
      key_add_run (&cases, run);
      key_add (&cases, weights->case_weight);
      run = 0;
    }
  key_add (&key, 0);
  secondary_start = key.length_bytes;
  key_add (&key, 0);
  key_add_bytes (&key, cases.bytes, cases.length_bytes);
  return finish_levels (&key, secondary_start);
}

static gsize
make_raw_key (const PilotCollation *self, const char *text, guint8 *bytes)
{
  char whole[MAX_TEXT_BYTES * 24];
  gsize length = strxfrm_l (whole, text, sizeof whole, self->locale);

  length = MIN (length, PILOT_COLLATION_MAX_KEY_BYTES);
  memcpy (bytes, whole, length);
  return length;
}

static int
compare_weights_cb (gconstpointer a, gconstpointer b)
{
  const Weight *weight_a = a;
  const Weight *weight_b = b;

  return compare_weights (weight_a->bytes, weight_a->length_bytes, weight_b->bytes, weight_b->length_bytes);
}

/* One weight on each level, or none on any. */
static gboolean
levels_are_simple (const Levels *levels)
{
  if (levels->length_bytes[0] == 0)
    return levels->length_bytes[1] == 0 && levels->length_bytes[2] == 0;
  return weight_length (levels->start[0], levels->length_bytes[0]) == levels->length_bytes[0] &&
         levels->length_bytes[1] == 1 && levels->start[1][0] == LOWEST && levels->length_bytes[2] == 1;
}

static void
prepare_primaries (PilotCollation *self)
{
  Weight found[N_ASCII];
  guint n_found = 0;

  for (guint c = 0; c < N_ASCII; c++)
    {
      char text[2] = { (char) (c + FIRST_ASCII), '\0' };
      Levels levels;

      self->ascii[c].known = transform (self, text, &levels) && levels_are_simple (&levels);
      if (!self->ascii[c].known || levels.length_bytes[0] == 0)
        continue;
      memcpy (found[n_found].bytes, levels.start[0], levels.length_bytes[0]);
      found[n_found++].length_bytes = levels.length_bytes[0];
      self->ascii[c].case_weight = levels.start[2][0];
    }
  qsort (found, n_found, sizeof found[0], compare_weights_cb);
  for (guint i = 0; i < n_found; i++)
    if (self->n_primaries == 0 || compare_weights_cb (&self->primaries[self->n_primaries - 1], &found[i]) != 0)
      self->primaries[self->n_primaries++] = found[i];
}

static void
prepare_ascii (PilotCollation *self)
{
  for (guint c = 0; c < N_ASCII; c++)
    {
      char text[2] = { (char) (c + FIRST_ASCII), '\0' };
      guint8 key[PILOT_COLLATION_MAX_KEY_BYTES];

      if (self->ascii[c].known && self->ascii[c].case_weight != 0 && make_compact_key (self, text, key) > 0)
        self->ascii[c].primary = key[0];
    }
  for (guint first = 0; first < N_ASCII; first++)
    for (guint second = 0; second < N_ASCII; second++)
      {
        char text[3] = { (char) (first + FIRST_ASCII), (char) (second + FIRST_ASCII), '\0' };
        guint8 fast[PILOT_COLLATION_MAX_KEY_BYTES];
        guint8 slow[PILOT_COLLATION_MAX_KEY_BYTES];
        gsize length = make_ascii_key (self, text, 2, fast);

        if (length == 0 || length != make_compact_key (self, text, slow) || memcmp (fast, slow, length) != 0)
          self->slow_pairs[first][second] = 1;
      }
}

/* Whether the compact form says the same as the C library, tried on texts of all sorts. */
static gboolean
compact_form_holds (PilotCollation *self)
{
  static const char *const samples[] = {
    "a", "A", "b", "ab", "Ab", "aB", "abc", "z", "Z", "1", "10", "2", "é", "e", "É", "eé", "ée", "côté", "cote", "coté",
    "Ångström", "Angstrom", "Zoë", "Zoe", "ß", "ss", "Łódź", "Lodz", "ch", "cz", "h", "i", "ö", "o", "oz", "Ø", "中", "文",
    "Ж", "ж", "α", "Ω", "ab cd", "abcd", "o'brien", "Obrien", "OBRIEN", "aaaaaaaaaaaaaaaaB", "aaaaaaaaaaaaaaaab", "",
  };
  guint8 keys[G_N_ELEMENTS (samples)][PILOT_COLLATION_MAX_KEY_BYTES];
  gsize lengths[G_N_ELEMENTS (samples)];

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    lengths[i] = make_compact_key (self, samples[i], keys[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    for (gsize j = 0; j < i; j++)
      {
        int order = compare_weights (keys[i], lengths[i], keys[j], lengths[j]);

        if (order != 0 && (order < 0) != (strcoll_l (samples[i], samples[j], self->locale) < 0))
          return FALSE;
      }
  return TRUE;
}

static void
prepare (PilotCollation *self)
{
  Levels levels;

  if (!transform (self, "bA", &levels) || memcmp (levels.bytes, "bA", 3) == 0)
    {
      self->form = PILOT_COLLATION_PLAIN;
      return;
    }
  prepare_primaries (self);
  self->form = compact_form_holds (self) ? PILOT_COLLATION_COMPACT : PILOT_COLLATION_RAW;
  if (self->form == PILOT_COLLATION_COMPACT)
    prepare_ascii (self);
}

PilotCollation *
pilot_collation_new (const char *locale)
{
  PilotCollation *self;
  locale_t handle = newlocale (LC_COLLATE_MASK | LC_CTYPE_MASK, locale, (locale_t) 0);

  if (handle == (locale_t) 0)
    return NULL;
  self = g_new0 (PilotCollation, 1);
  /* Our texts are UTF-8; a locale of another charset would read them wrong. */
  if (strcmp (nl_langinfo_l (CODESET, handle), "UTF-8") != 0)
    {
      freelocale (handle);
      handle = newlocale (LC_COLLATE_MASK | LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);
      if (handle == (locale_t) 0)
        handle = newlocale (LC_COLLATE_MASK | LC_CTYPE_MASK, "C", (locale_t) 0);
    }
  self->locale = handle;
  self->id = g_strdup_printf ("%s/glibc-%s/1", locale, gnu_get_libc_version ());
  return self;
}

void
pilot_collation_free (PilotCollation *self)
{
  freelocale (self->locale);
  g_free (self->id);
  g_free (self);
}

const PilotCollation *
pilot_collation_get_default (void)
{
  static PilotCollation *collation;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      collation = pilot_collation_new (setlocale (LC_COLLATE, NULL));
      if (collation == NULL)
        collation = pilot_collation_new ("C");
      g_once_init_leave (&once, 1);
    }
  return collation;
}

const char *
pilot_collation_get_id (const PilotCollation *self)
{
  return self->id;
}

gsize
pilot_collation_make_key (const PilotCollation *self, const char *text, gsize length_bytes, guint8 *key)
{
  PilotCollation *preparing = (PilotCollation *) self;
  char clipped[MAX_TEXT_BYTES + 1];
  gboolean ascii = TRUE;
  gsize length;

  if (g_once_init_enter (&preparing->prepared))
    {
      prepare (preparing);
      g_once_init_leave (&preparing->prepared, 1);
    }
  if (length_bytes > MAX_TEXT_BYTES)
    for (length_bytes = MAX_TEXT_BYTES; length_bytes > 0 && (text[length_bytes] & 0xc0) == 0x80;)
      length_bytes--;
  if (length_bytes == 0)
    return 0;
  if (self->form == PILOT_COLLATION_PLAIN)
    {
      memcpy (key, text, length_bytes);
      return length_bytes;
    }
  if (self->form == PILOT_COLLATION_COMPACT && (length = make_ascii_key (self, text, length_bytes, key)) > 0)
    return length;

  memcpy (clipped, text, length_bytes);
  clipped[length_bytes] = '\0';
  for (gsize i = 0; i < length_bytes && ascii; i++)
    ascii = (clipped[i] & 0x80) == 0;
  if (!ascii)
    {
      g_autofree char *composed = g_utf8_normalize (clipped, -1, G_NORMALIZE_DEFAULT_COMPOSE);

      if (composed != NULL)
        g_strlcpy (clipped, composed, sizeof clipped);
    }
  length = self->form == PILOT_COLLATION_COMPACT ? make_compact_key (self, clipped, key) : make_raw_key (self, clipped, key);
  if (length == 0)
    {
      /* A text that the locale gives no order at all still gets a key. */
      memcpy (key, clipped, length_bytes);
      return length_bytes;
    }
  return length;
}
