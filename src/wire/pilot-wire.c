/* pilot-wire.c: records as JSON text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wire.h"

#include "pilot-time.h"

#include <string.h>

/* `,"contractState":` of each field, made once: the bulk path copies it instead of measuring and quoting the name. */
typedef struct
{
  char *text; /* (owned) */
  gsize length;
} MemberName;

static MemberName member_names[PILOT_N_ENTITIES][PILOT_MAX_FIELDS];
static MemberName entity_names[PILOT_N_ENTITIES]; /* `{"entity":"agency"` */

static gpointer
make_names_cb (gpointer unused)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);
      MemberName *name = &entity_names[entity];

      name->text = g_strdup_printf ("{\"entity\":\"%s\"", schema->name);
      name->length = strlen (name->text);
      for (guint i = 0; i < schema->n_fields; i++)
        {
          name = &member_names[entity][i];
          name->text = g_strdup_printf (",\"%s\":", schema->fields[i].json);
          name->length = strlen (name->text);
        }
    }
  return NULL;
}

static void
ensure_names (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, make_names_cb, NULL);
}

/* Makes room for @n_bytes more and returns where they go; the caller moves out->len. */
static inline char *
reserve (GString *out, gsize n_bytes)
{
  if (out->len + n_bytes >= out->allocated_len)
    {
      gsize length = out->len;

      g_string_set_size (out, length + n_bytes);
      out->len = length;
    }
  return out->str + out->len;
}

static inline void
append_raw (GString *out, const char *text, gsize length)
{
  memcpy (reserve (out, length), text, length);
  out->len += length;
}

/* How many bytes from the beginning need no escape: eight at a time, since hardly any text has one. */
static inline gsize
clean_run (const char *text, gsize length)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highs = G_GUINT64_CONSTANT (0x8080808080808080);
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word, quote, slash, control;

      memcpy (&word, text + i, 8);
      quote = word ^ (ones * '"');
      slash = word ^ (ones * '\\');
      control = (word - ones * 0x20) & ~word;
      if ((((quote - ones) & ~quote) | ((slash - ones) & ~slash) | control) & highs)
        break;
    }
  while (i < length && (guchar) text[i] >= 0x20 && text[i] != '"' && text[i] != '\\')
    i++;
  return i;
}

static gsize
write_escape (char *to, guchar c)
{
  static const char digits[] = "0123456789abcdef";
  static const char from[] = "\"\\\b\f\n\r\t";
  static const char letter[] = "\"\\bfnrt";
  const char *at = c != '\0' ? strchr (from, c) : NULL;

  to[0] = '\\';
  if (at != NULL)
    {
      to[1] = letter[at - from];
      return 2;
    }
  to[1] = 'u';
  to[2] = '0';
  to[3] = '0';
  to[4] = digits[c >> 4];
  to[5] = digits[c & 15];
  return 6;
}

static void
append_text (GString *out, const char *text, gsize length)
{
  char *to = reserve (out, length + 2);
  gsize run = clean_run (text, length);

  if (G_LIKELY (run == length))
    {
      *to = '"';
      memcpy (to + 1, text, length);
      to[length + 1] = '"';
      out->len += length + 2;
      return;
    }

  append_raw (out, "\"", 1);
  while (TRUE)
    {
      append_raw (out, text, run);
      text += run;
      length -= run;
      if (length == 0)
        break;
      out->len += write_escape (reserve (out, 6), (guchar) *text);
      text++;
      length--;
      run = clean_run (text, length);
    }
  append_raw (out, "\"", 1);
}

static void
append_value (GString *out, const PilotField *field, const PilotValue *value)
{
  char *to;

  if (value->kind == PILOT_VALUE_TEXT)
    append_text (out, value->text, value->length_bytes);
  else if (value->kind != PILOT_VALUE_INTEGER)
    append_raw (out, "null", 4);
  else if (field->type == PILOT_FIELD_BOOLEAN)
    append_raw (out, value->integer != 0 ? "true" : "false", value->integer != 0 ? 4 : 5);
  else if (field->type == PILOT_FIELD_TIME)
    {
      gsize length;

      to = reserve (out, PILOT_TIME_LENGTH_BYTES + 2);
      to[0] = '"';
      length = pilot_time_format (value->integer, to + 1);
      to[length + 1] = '"';
      out->len += length + 2;
    }
  else
    pilot_wire_append_integer (out, value->integer);
}

static inline void
append_field (GString *out, const PilotSchema *schema, guint field, const PilotValue *value)
{
  const MemberName *name = &member_names[schema->entity][field];

  append_raw (out, name->text, name->length);
  append_value (out, &schema->fields[field], value);
}

void
pilot_wire_append_string (GString *out, const char *text, gssize length)
{
  if (text == NULL)
    append_raw (out, "null", 4);
  else
    append_text (out, text, length < 0 ? strlen (text) : (gsize) length);
  out->str[out->len] = '\0';
}

void
pilot_wire_append_integer (GString *out, gint64 value)
{
  char digits[24];
  guint at = sizeof digits;
  guint64 left = value < 0 ? -(guint64) value : (guint64) value;

  do
    {
      digits[--at] = '0' + left % 10;
      left /= 10;
    }
  while (left != 0);
  if (value < 0)
    digits[--at] = '-';
  append_raw (out, digits + at, sizeof digits - at);
  out->str[out->len] = '\0';
}

void
pilot_wire_append_values (GString *out, const PilotSchema *schema, const PilotValue *values, gboolean with_op,
                          const char *op, gboolean deleted)
{
  guint n_fields = deleted ? PILOT_FIELD_FIRST : schema->n_fields;

  ensure_names ();
  append_raw (out, entity_names[schema->entity].text, entity_names[schema->entity].length);
  for (guint i = 0; i < n_fields; i++)
    if (values[i].kind != PILOT_VALUE_UNSET)
      append_field (out, schema, i, &values[i]);
  if (deleted)
    append_raw (out, ",\"deleted\":true", 15);
  if (with_op)
    {
      append_raw (out, ",\"op\":", 6);
      pilot_wire_append_string (out, op, -1);
    }
  append_raw (out, "}", 1);
  out->str[out->len] = '\0';
}

void
pilot_wire_append_row (GString *out, const PilotBatchRow *row, gboolean with_op)
{
  pilot_wire_append_values (out, row->schema, row->values, with_op, row->op, row->deleted);
}

void
pilot_wire_append_content (GString *out, const PilotSchema *schema, const PilotValue *values, gboolean with_id)
{
  gsize start = out->len;

  ensure_names ();
  append_raw (out, "{", 1);
  for (guint i = 0; i < schema->n_fields; i++)
    {
      gboolean own = i >= PILOT_FIELD_FIRST && (schema->fields[i].flags & PILOT_FIELD_READ_ONLY) == 0;

      if (values[i].kind != PILOT_VALUE_UNSET && (own || ((i == PILOT_FIELD_ID || i == PILOT_FIELD_REVISION) && with_id)))
        append_field (out, schema, i, &values[i]);
    }
  append_raw (out, "}", 1);
  out->str[out->len] = '\0';
  /* Each member brings its comma; the first has nothing to be parted from. */
  if (out->str[start + 1] == ',')
    g_string_erase (out, start + 1, 1);
}

char *
pilot_wire_record_to_json (const PilotRecord *record)
{
  GString *out = g_string_sized_new (512);

  pilot_wire_append_values (out, record->schema, record->values, FALSE, NULL, FALSE);
  return g_string_free (out, FALSE);
}
