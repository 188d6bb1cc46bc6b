/* pilot-event-parser.c: the text of an event stream to events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-event-parser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PilotEventParser
{
  PilotEventFunc func;
  gpointer user_data;
  GString *line;     /* (owned): what has come of the line so far */
  GString *type;     /* (owned) */
  GString *data;     /* (owned) */
  gboolean has_data; /* a "data" line was seen, even an empty one */
  gboolean after_cr; /* the last byte was a carriage return: a line feed now belongs to it */
};

static void
dispatch (PilotEventParser *self)
{
  if (self->has_data)
    self->func (self->type->len > 0 ? self->type->str : "message", self->data->str, self->user_data);
  g_string_truncate (self->type, 0);
  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
}

static gboolean
end_line (PilotEventParser *self, GError **error)
{
  char *value;
  gsize value_length;

  if (self->line->len == 0)
    {
      dispatch (self);
      return TRUE;
    }
  if (!g_utf8_validate (self->line->str, (gssize) self->line->len, NULL))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL, _("The portal’s event stream is not valid text."));
      return FALSE;
    }

  value = strchr (self->line->str, ':');
  if (value == NULL)
    value = self->line->str + self->line->len;
  else
    {
      *value++ = '\0';
      if (*value == ' ')
        value++;
    }
  value_length = (gsize) (self->line->str + self->line->len - value);

  if (strcmp (self->line->str, "data") == 0)
    {
      if (self->has_data)
        g_string_append_c (self->data, '\n');
      g_string_append_len (self->data, value, (gssize) value_length);
      self->has_data = TRUE;
    }
  else if (strcmp (self->line->str, "event") == 0)
    g_string_assign (self->type, value);
  g_string_truncate (self->line, 0);
  return TRUE;
}

PilotEventParser *
pilot_event_parser_new (PilotEventFunc func, gpointer user_data)
{
  PilotEventParser *self = g_new0 (PilotEventParser, 1);

  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->type = g_string_new (NULL);
  self->data = g_string_new (NULL);
  return self;
}

void
pilot_event_parser_free (PilotEventParser *self)
{
  if (self == NULL)
    return;
  g_string_free (self->line, TRUE);
  g_string_free (self->type, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self);
}

gboolean
pilot_event_parser_feed (PilotEventParser *self, const char *data, gsize length, GError **error)
{
  for (gsize i = 0; i < length; i++)
    {
      gboolean after_cr = self->after_cr;

      self->after_cr = data[i] == '\r';
      if (data[i] == '\n' && after_cr)
        continue;
      if (data[i] == '\n' || data[i] == '\r')
        {
          if (!end_line (self, error))
            return FALSE;
          continue;
        }
      if (self->line->len + self->data->len >= PILOT_EVENT_MAX_BYTES)
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL, _("An event of the portal is too long."));
          return FALSE;
        }
      g_string_append_c (self->line, data[i]);
    }
  return TRUE;
}
