/* pilot-entity-count.c: how many of which kind, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-count.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NP_(one, many) one, many

/* Within a sentence; other kinds are told as records. */
static const struct
{
  const char *one; /* (nullable) */
  const char *many;
} nouns[PILOT_N_ENTITIES] = {
  [PILOT_ENTITY_STAGE] = { NP_ ("%s stage", "%s stages") },
  [PILOT_ENTITY_AGENCY] = { NP_ ("%s agency", "%s agencies") },
  [PILOT_ENTITY_RECRUITER] = { NP_ ("%s recruiter", "%s recruiters") },
  [PILOT_ENTITY_JOB] = { NP_ ("%s job", "%s jobs") },
  [PILOT_ENTITY_ASSIGNMENT] = { NP_ ("%s assignment", "%s assignments") },
  [PILOT_ENTITY_SHARE] = { NP_ ("%s share", "%s shares") },
  [PILOT_ENTITY_CANDIDATE] = { NP_ ("%s candidate", "%s candidates") },
};

char *
pilot_entity_dup_count (PilotEntity entity, guint64 count)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);

  if (nouns[entity].one != NULL)
    return g_strdup_printf (ngettext (nouns[entity].one, nouns[entity].many, (gulong) count), number);
  /* Translators: %s is a number with its digits grouped */
  return g_strdup_printf (ngettext ("%s record", "%s records", (gulong) count), number);
}

/* (transfer full) (nullable): "agency 120" in words. */
static char *
dup_part (const char *part)
{
  const char *blank = strchr (part, ' ');
  g_autofree char *name = blank != NULL ? g_strndup (part, blank - part) : NULL;
  const PilotSchema *schema = name != NULL ? pilot_schema_from_name (name) : NULL;
  guint64 count;

  if (schema == NULL || !g_ascii_string_to_unsigned (blank + 1, 10, 0, G_MAXUINT64, &count, NULL))
    return NULL;
  return pilot_entity_dup_count (schema->entity, count);
}

char *
pilot_entity_dup_counts (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ", ", -1);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = dup_part (parts[i]);

      if (part == NULL)
        return g_strdup (text);
      /* Translators: between the members of a list: “120 agencies, 300 recruiters” */
      g_string_append_printf (words, "%s%s", i > 0 ? _(", ") : "", part);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}
