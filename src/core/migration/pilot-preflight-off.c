/* pilot-preflight-off.c: rules that an admin switched off for a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight.h"

#include <string.h>

static gboolean
is_of_rule (const char *line, const char *rule)
{
  gsize length = strlen (rule);

  return strncmp (line, rule, length) == 0 && line[length] == ':';
}

/* @line: "rule: reason". (nullable): the reason, if the line is of @rule; without one it switches nothing off. */
static const char *
match_line (const char *line, const char *rule)
{
  if (!is_of_rule (line, rule))
    return NULL;
  line += strlen (rule) + 1;
  line += strspn (line, " \t\r");
  return *line != '\0' ? line : NULL;
}

char *
pilot_preflight_find_off (const PilotRecord *run, const char *rule)
{
  const char *text = run != NULL ? pilot_record_get_text (run, PILOT_RUN_RULES_OFF) : NULL;
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (match_line (lines[i], rule) != NULL)
      return g_strdup (match_line (lines[i], rule));
  return NULL;
}

/* Whether the line is empty, or switches off the rule that it names. */
static gboolean
is_sound (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ":", 2);

  if (line[strspn (line, " \t\r")] == '\0')
    return TRUE;
  return pilot_preflight_find_rule (parts[0]) != NULL && match_line (line, parts[0]) != NULL;
}

char *
pilot_preflight_find_no_off (const PilotRecord *run)
{
  const char *text = pilot_record_get_text (run, PILOT_RUN_RULES_OFF);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!is_sound (lines[i]))
      {
        lines[i][strcspn (lines[i], ":")] = '\0';
        return g_strdup (g_strstrip (lines[i]));
      }
  return NULL;
}

char *
pilot_preflight_make_off (const PilotRecord *run, const char *rule, const char *reason)
{
  const char *text = pilot_record_get_text (run, PILOT_RUN_RULES_OFF);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  GString *off = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !is_of_rule (lines[i], rule))
      g_string_append_printf (off, "%s%s", off->len > 0 ? "\n" : "", lines[i]);
  if (reason != NULL)
    {
      g_autofree char *line = g_strdelimit (g_strdup (reason), "\r\n", ' ');

      g_string_append_printf (off, "%s%s: %s", off->len > 0 ? "\n" : "", rule, g_strstrip (line));
    }
  return g_string_free (off, FALSE);
}
