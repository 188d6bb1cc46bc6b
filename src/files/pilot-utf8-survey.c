/* pilot-utf8-survey.c: which lines of a file are UTF-8, and which are not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-utf8-survey.h"

#include <string.h>

#define PIECE_BYTES (64 * 1024)

/** Line: the one that is being read. */
typedef struct
{
  guint64 number;
  gboolean utf8;     /* it has a character of several bytes */
  gboolean other;    /* it has a byte of none */
  gboolean after_cr; /* a LF now ends no other line */
} Line;

static void
end_line (PilotUtf8Survey *self, Line *line)
{
  if (line->other && self->n_other_lines++ == 0)
    self->first_other_line = line->number;
  self->n_utf8_lines += line->utf8 && !line->other;
  line->utf8 = line->other = FALSE;
  line->number++;
}

static void
look_at_valid (PilotUtf8Survey *self, Line *line, const char *from, const char *to)
{
  for (const char *c = from; c < to; c++)
    {
      if (*c == '\r' || (*c == '\n' && !line->after_cr))
        end_line (self, line);
      line->after_cr = *c == '\r';
      line->utf8 |= (guint8) *c >= 0x80;
    }
}

/* Returns: how many bytes at the end are the beginning of a character that the piece cut */
static gsize
look_at (PilotUtf8Survey *self, Line *line, const char *bytes, gsize length, gboolean at_end)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *valid = bytes;

      g_utf8_validate_len (bytes, end - bytes, &bytes);
      look_at_valid (self, line, valid, bytes);
      if (bytes == end)
        break;
      if (!at_end && end - bytes < 4 && g_utf8_get_char_validated (bytes, end - bytes) == (gunichar) -2)
        return end - bytes;
      /* A NUL is a fault of its own. */
      line->other |= *bytes != '\0';
      line->after_cr = FALSE;
      bytes++;
    }
  return 0;
}

gboolean
pilot_utf8_survey_run (PilotUtf8Survey *self, PilotSpool *spool, GCancellable *cancellable, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE_BYTES);
  Line line = { .number = 1 };
  guint64 offset = 0;
  gsize kept = 0;

  *self = (PilotUtf8Survey){ 0 };
  for (;;)
    {
      gssize n = pilot_spool_read (spool, offset, piece + kept, PIECE_BYTES - kept, error);
      gsize length;

      if (n < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      offset += n;
      length = kept + n;
      kept = look_at (self, &line, piece, length, n == 0);
      if (n == 0)
        break;
      memmove (piece, piece + length - kept, kept);
    }
  end_line (self, &line);
  return TRUE;
}
