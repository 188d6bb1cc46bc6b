/* pilot-request.c: what a handler is told of a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-request.h"

#include "pilot-router.h"

#include <string.h>

/* Reads one entity tag, `"12"` or with @weak allowed `W/"12"`, and moves @text behind it. FALSE where there is none. */
static gboolean
read_tag (const char **text, gboolean weak, gint64 *revision)
{
  const char *p = *text;
  const char *end;
  g_autofree char *digits = NULL;
  gint64 value = 0;

  if (weak && g_str_has_prefix (p, "W/"))
    p += 2;
  if (*p != '"')
    return FALSE;
  end = strchr (p + 1, '"');
  if (end == NULL)
    return FALSE;
  digits = g_strndup (p + 1, end - p - 1);
  /* A tag that is no number is a tag, of nothing that we ever sent. */
  if (!g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, &value, NULL))
    value = 0;
  *revision = value;
  *text = end + 1;
  return TRUE;
}

PilotRequest *
pilot_request_new (void)
{
  PilotRequest *self = g_new0 (PilotRequest, 1);

  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
pilot_request_free (PilotRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->path);
  g_strfreev (self->segments);
  g_hash_table_unref (self->query);
  g_free (self->if_match);
  g_free (self->if_none_match);
  g_free (self->idempotency_key);
  g_free (self->content_type);
  g_free (self->bearer);
  g_free (self->peer);
  g_free (self->id);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->member_id);
  g_free (self->recruiter_id);
  g_free (self->token_id);
  if (self->surveyed != NULL)
    self->surveyed_free (self->surveyed);
  g_free (self);
}

const char *
pilot_request_get_param (const PilotRequest *self, const char *name)
{
  g_auto (GStrv) pattern = NULL;

  if (self->route == NULL || self->segments == NULL)
    return NULL;
  pattern = g_strsplit (self->route->pattern + 1, "/", -1);
  for (guint i = 0; pattern[i] != NULL && self->segments[i] != NULL; i++)
    {
      gsize length = strlen (pattern[i]);

      if (pattern[i][0] == '{' && length == strlen (name) + 2 && strncmp (pattern[i] + 1, name, length - 2) == 0)
        return self->segments[i];
    }
  return NULL;
}

const char *
pilot_request_get_query (const PilotRequest *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

gboolean
pilot_request_get_query_number (const PilotRequest *self, const char *name, gint64 min, gint64 max, gint64 *value)
{
  const char *text = pilot_request_get_query (self, name);

  return text == NULL || g_ascii_string_to_signed (text, 10, min, max, value, NULL);
}

gboolean
pilot_request_get_if_match (const PilotRequest *self, gint64 *revision)
{
  const char *text = self->if_match;
  gint64 value = 0;

  if (text == NULL || !read_tag (&text, FALSE, &value) || *text != '\0' || value == 0)
    return FALSE;
  *revision = value;
  return TRUE;
}

gboolean
pilot_request_matches_etag (const PilotRequest *self, gint64 revision)
{
  const char *text = self->if_none_match;
  gint64 value = 0;

  if (text == NULL)
    return FALSE;
  if (strcmp (text, "*") == 0)
    return TRUE;
  while (read_tag (&text, TRUE, &value))
    {
      if (value == revision)
        return TRUE;
      text += strspn (text, " \t,");
    }
  return FALSE;
}

gboolean
pilot_request_is_create_only (const PilotRequest *self)
{
  return g_strcmp0 (self->if_none_match, "*") == 0;
}

const char *
pilot_request_get_actor (const PilotRequest *self)
{
  if (self->member_id != NULL)
    return self->member_id;
  if (self->recruiter_id != NULL)
    return self->recruiter_id;
  return "portal";
}
