/* pilot-manifest-lines.c: a manifest's lines, from records in any order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-manifest-lines.h"

#include <string.h>

#include "pilot-error.h"

#define UUID_BYTES 16
#define UUID_CHARS 36
/* By the first byte of their ids: so that they are sorted a little at a time. */
#define N_BUCKETS 256

/* One line of the manifest, as small as it goes: there are as many as records. */
typedef struct
{
  guint8 id[UUID_BYTES];
  guint32 expected; /* its place among those */
} Line;

/* What many lines have in common. The texts are static or the walk's: the same text is at the same place. */
typedef struct
{
  PilotScopeVerdict verdict;
  const char *reason; /* (nullable) */
  const char *stage;  /* (nullable) */
} Expected;

struct _PilotManifestLines
{
  PilotManifest *manifest;    /* not owned */
  GArray *buckets[N_BUCKETS]; /* (owned) (element-type Line): of the kind that is coming in */
  guint n_ended;              /* buckets that were handed over, of the kind that is being ended */
  GPtrArray *expected;        /* (owned) (element-type Expected) */
  GHashTable *places;         /* (owned) (element-type Expected): its place in expected; keys are expected's */
};

static gboolean
parse_uuid (const char *text, guint8 *bytes)
{
  guint n = 0;

  for (guint i = 0; i < UUID_CHARS && text[i] != '\0' && n < 2 * UUID_BYTES; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (text[i] == '-')
        continue;
      if (digit < 0)
        return FALSE;
      bytes[n / 2] = (guint8) (n % 2 == 0 ? digit << 4 : bytes[n / 2] | digit);
      n++;
    }
  return n == 2 * UUID_BYTES;
}

static void
format_uuid (const guint8 *bytes, char *text)
{
  static const char digits[] = "0123456789abcdef";

  for (guint i = 0; i < UUID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *text++ = '-';
      *text++ = digits[bytes[i] >> 4];
      *text++ = digits[bytes[i] & 15];
    }
  *text = '\0';
}

/* The bytes of lower-case UUIDs have the order of their texts. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return memcmp (((const Line *) a)->id, ((const Line *) b)->id, UUID_BYTES);
}

static guint
hash_expected (gconstpointer key)
{
  const Expected *self = key;

  return g_direct_hash (self->reason) * 31 + g_direct_hash (self->stage) + self->verdict;
}

static gboolean
equal_expected (gconstpointer a, gconstpointer b)
{
  const Expected *one = a;
  const Expected *other = b;

  return one->verdict == other->verdict && one->reason == other->reason && one->stage == other->stage;
}

static guint
find_place (PilotManifestLines *self, const PilotScopeFinding *finding)
{
  Expected expected = { finding->verdict, finding->reason, finding->stage };
  gpointer place;

  if (g_hash_table_lookup_extended (self->places, &expected, NULL, &place))
    return GPOINTER_TO_UINT (place);
  place = GUINT_TO_POINTER (self->expected->len);
  g_ptr_array_add (self->expected, g_memdup2 (&expected, sizeof expected));
  g_hash_table_insert (self->places, g_ptr_array_index (self->expected, GPOINTER_TO_UINT (place)), place);
  return GPOINTER_TO_UINT (place);
}

static void
hand_over (PilotManifestLines *self, PilotEntity entity, GArray *lines)
{
  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      const Expected *expected = g_ptr_array_index (self->expected, line->expected);
      PilotScopeFinding finding = { .verdict = expected->verdict, .reason = expected->reason, .stage = expected->stage };
      char id[UUID_CHARS + 1];

      format_uuid (line->id, id);
      pilot_manifest_add (self->manifest, entity, id, &finding);
    }
}

PilotManifestLines *
pilot_manifest_lines_new (PilotManifest *manifest)
{
  PilotManifestLines *self = g_new0 (PilotManifestLines, 1);

  self->manifest = manifest;
  self->expected = g_ptr_array_new_with_free_func (g_free);
  self->places = g_hash_table_new (hash_expected, equal_expected);
  return self;
}

void
pilot_manifest_lines_free (PilotManifestLines *self)
{
  for (guint i = 0; i < N_BUCKETS; i++)
    g_clear_pointer (&self->buckets[i], g_array_unref);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->expected);
  g_free (self);
}

gboolean
pilot_manifest_lines_add (PilotManifestLines *self, const char *id, const PilotScopeFinding *finding, GError **error)
{
  GArray **bucket;
  Line line;

  if (finding->verdict != PILOT_SCOPE_IN && finding->verdict != PILOT_SCOPE_LIGHT)
    return TRUE;
  if (!parse_uuid (id, line.id))
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, "A record’s id is no UUID.");
      return FALSE;
    }
  line.expected = find_place (self, finding);
  bucket = &self->buckets[line.id[0]];
  if (*bucket == NULL)
    *bucket = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_append_val (*bucket, line);
  return TRUE;
}

guint
pilot_manifest_lines_end_some (PilotManifestLines *self, PilotEntity entity)
{
  for (; self->n_ended < N_BUCKETS; self->n_ended++)
    {
      g_autoptr (GArray) lines = g_steal_pointer (&self->buckets[self->n_ended]);

      if (lines == NULL)
        continue;
      hand_over (self, entity, lines);
      return lines->len;
    }
  self->n_ended = 0;
  return 0;
}

void
pilot_manifest_lines_end (PilotManifestLines *self, PilotEntity entity)
{
  while (pilot_manifest_lines_end_some (self, entity) > 0)
    ;
}
