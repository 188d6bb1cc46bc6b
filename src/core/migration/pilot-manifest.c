/* pilot-manifest.c: what a run is expected to do, as text with a checksum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-manifest.h"

#include <string.h>

#define MAX_REASONS 16 /* and those that go, at the end */

struct _PilotManifest
{
  GChecksum *checksum; /* (owned) */
  GString *line;       /* (owned) */
  PilotManifestFunc func; /* (nullable) */
  gpointer user_data;
  guint64 counts[PILOT_N_ENTITIES][MAX_REASONS + 1];
};

/* MAX_REASONS: it goes. */
static guint
find_reason (const char *reason)
{
  guint i = 0;

  if (reason == NULL || *reason == '\0')
    return MAX_REASONS;
  while (pilot_result_reason_choices[i].value != NULL && strcmp (pilot_result_reason_choices[i].value, reason) != 0)
    i++;
  g_return_val_if_fail (pilot_result_reason_choices[i].value != NULL && i < MAX_REASONS, MAX_REASONS);
  return i;
}

static void
append_expected (GString *line, const PilotScopeFinding *finding)
{
  if (finding->reason == NULL)
    g_string_append (line, finding->verdict == PILOT_SCOPE_LIGHT ? "light" : "moved");
  else if (strcmp (finding->reason, "moved_before") == 0)
    g_string_append (line, "linked");
  else
    {
      g_string_append (line, "skipped:");
      g_string_append (line, finding->reason);
    }
}

PilotManifest *
pilot_manifest_new (PilotManifestFunc func, gpointer user_data)
{
  PilotManifest *self = g_new0 (PilotManifest, 1);

  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->line = g_string_sized_new (160);
  self->func = func;
  self->user_data = user_data;
  return self;
}

void
pilot_manifest_free (PilotManifest *self)
{
  g_checksum_free (self->checksum);
  g_string_free (self->line, TRUE);
  g_free (self);
}

void
pilot_manifest_add (PilotManifest *self, PilotEntity entity, const char *id, const PilotScopeFinding *finding)
{
  GString *line = self->line;

  if (finding->verdict != PILOT_SCOPE_IN && finding->verdict != PILOT_SCOPE_LIGHT)
    return;
  g_string_assign (line, pilot_schema_get (entity)->name);
  g_string_append_c (line, ',');
  g_string_append (line, id);
  g_string_append_c (line, ',');
  append_expected (line, finding);
  g_string_append_c (line, ',');
  if (finding->stage != NULL)
    g_string_append (line, finding->stage);
  g_string_append_c (line, '\n');
  g_checksum_update (self->checksum, (const guchar *) line->str, line->len);
  self->counts[entity][find_reason (finding->reason)]++;
  if (self->func != NULL)
    self->func (line->str, line->len, self->user_data);
}

guint64
pilot_manifest_count (PilotManifest *self, PilotEntity entity, const char *reason)
{
  PilotEntity first = entity == PILOT_N_ENTITIES ? 0 : entity;
  PilotEntity last = entity == PILOT_N_ENTITIES ? PILOT_N_ENTITIES - 1 : entity;
  guint64 count = 0;

  for (guint i = first; i <= last; i++)
    for (guint j = 0; j <= MAX_REASONS; j++)
      if (reason == NULL || j == find_reason (reason))
        count += self->counts[i][j];
  return count;
}

const char *
pilot_manifest_get_sha256 (PilotManifest *self)
{
  return g_checksum_get_string (self->checksum);
}
