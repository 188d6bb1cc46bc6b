/* pilot-nesting.c: how deep a JSON text is nested, before anything parses it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-nesting.h"

gboolean
pilot_nesting_within (const char *json, gsize length_bytes, guint max)
{
  const char *end = json + length_bytes;
  guint depth = 0;

  for (const char *p = json; p < end; p++)
    switch (*p)
      {
      case '"':
        for (p++; p < end && *p != '"'; p++)
          if (*p == '\\')
            p++;
        break;
      case '[':
      case '{':
        if (++depth > max)
          return FALSE;
        break;
      case ']':
      case '}':
        if (depth > 0)
          depth--;
        break;
      default:
        break;
      }
  return TRUE;
}
