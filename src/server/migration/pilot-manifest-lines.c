/* pilot-manifest-lines.c: a manifest's lines, from records in any order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-manifest-lines.h"

#include <string.h>

#include "pilot-error.h"

#define UUID_BYTES 16
#define UUID_CHARS 36

/* One line of the manifest, as small as it goes. */
typedef struct
{
  guint8 id[UUID_BYTES];
  PilotScopeVerdict verdict;
  const char *reason; /* (nullable) */
  const char *stage;  /* (nullable): the walk's */
} Line;

struct _PilotManifestLines
{
  PilotManifest *manifest; /* not owned */
  GArray *lines;           /* (owned) (element-type Line): of the kind that is coming in */
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

PilotManifestLines *
pilot_manifest_lines_new (PilotManifest *manifest)
{
  PilotManifestLines *self = g_new0 (PilotManifestLines, 1);

  self->manifest = manifest;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  return self;
}

void
pilot_manifest_lines_free (PilotManifestLines *self)
{
  g_array_unref (self->lines);
  g_free (self);
}

gboolean
pilot_manifest_lines_add (PilotManifestLines *self, const char *id, const PilotScopeFinding *finding, GError **error)
{
  Line line = { .verdict = finding->verdict, .reason = finding->reason, .stage = finding->stage };

  if (finding->verdict != PILOT_SCOPE_IN && finding->verdict != PILOT_SCOPE_LIGHT)
    return TRUE;
  if (!parse_uuid (id, line.id))
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, "A record’s id is no UUID.");
      return FALSE;
    }
  g_array_append_val (self->lines, line);
  return TRUE;
}

void
pilot_manifest_lines_end (PilotManifestLines *self, PilotEntity entity)
{
  g_array_sort (self->lines, compare_lines);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      PilotScopeFinding finding = { .verdict = line->verdict, .reason = line->reason, .stage = line->stage };
      char id[UUID_CHARS + 1];

      format_uuid (line->id, id);
      pilot_manifest_add (self->manifest, entity, id, &finding);
    }
  g_array_set_size (self->lines, 0);
}
