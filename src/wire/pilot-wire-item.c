/* pilot-wire-item.c: one item of a page, member by member
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wire-item.h"

#include "pilot-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_uuid (const char *text, gsize length)
{
  if (length != 36)
    return FALSE;
  for (guint i = 0; i < 36; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? text[i] != '-' : !(g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f')))
        return FALSE;
    }
  return TRUE;
}

static int
set_field (PilotWireParser *self, const Value *value)
{
  const PilotField *field = &self->row_schema->fields[self->field];
  PilotValue *to = &self->row->values[self->field];

  if (value->kind == KIND_NULL)
    {
      to->kind = PILOT_VALUE_NULL;
      return 1;
    }

  switch (field->type)
    {
    case PILOT_FIELD_INTEGER:
      if (value->kind != KIND_NUMBER || !pilot_wire_parse_integer (value->text, value->length, &to->integer))
        return pilot_wire_item_fail (self, _("a whole number is expected"));
      to->kind = PILOT_VALUE_INTEGER;
      return 1;

    case PILOT_FIELD_BOOLEAN:
      if (value->kind != KIND_BOOLEAN)
        return pilot_wire_item_fail (self, _("true or false is expected"));
      to->integer = value->boolean;
      to->kind = PILOT_VALUE_INTEGER;
      return 1;

    case PILOT_FIELD_TIME:
      if (value->kind != KIND_STRING || !pilot_time_parse (value->text, (gssize) value->length, &to->integer))
        return pilot_wire_item_fail (self, _("a point in time such as 2026-11-22T08:00:00Z is expected"));
      to->kind = PILOT_VALUE_INTEGER;
      return 1;

    case PILOT_FIELD_TEXT:
    case PILOT_FIELD_DATE:
    case PILOT_FIELD_CHOICE:
    case PILOT_FIELD_REF:
    default:
      if (value->kind != KIND_STRING)
        return pilot_wire_item_fail (self, _("a text is expected"));
      if (self->field == PILOT_FIELD_ID && !is_uuid (value->text, value->length))
        return pilot_wire_item_fail (self, _("a UUID in lower case is expected"));
      to->text = pilot_batch_add_text (self->batch, value->text, value->length);
      to->length_bytes = value->length;
      to->kind = PILOT_VALUE_TEXT;
      return 1;
    }
}

/* What a member of an item is. The fields usually come in the schema's order, so the next one is tried first. */
static void
find_member (PilotWireParser *self, const char *key, gsize length)
{
  const PilotSchema *schema = self->row_schema;
  guint guess = self->member == MEMBER_FIELD ? self->field + 1 : PILOT_FIELD_ID;
  int field;

  if (guess < schema->n_fields && strncmp (schema->fields[guess].json, key, length) == 0 &&
      schema->fields[guess].json[length] == '\0')
    field = (int) guess;
  else if ((field = pilot_schema_find_json (schema, key, length)) < 0)
    {
      if (length == 6 && memcmp (key, "entity", 6) == 0)
        self->member = MEMBER_ENTITY;
      else if (length == 7 && memcmp (key, "deleted", 7) == 0)
        self->member = MEMBER_DELETED;
      else if (length == 2 && memcmp (key, "op", 2) == 0)
        self->member = MEMBER_OP;
      else
        self->member = MEMBER_UNKNOWN;
      return;
    }
  self->field = (guint) field;
  self->member = MEMBER_FIELD;
}

/* The kind is known now: what came before it is put in its place. */
static int
replay_deferred (PilotWireParser *self)
{
  for (guint i = 0; i < self->deferred->len && self->place == AT_ITEM && self->skip_depth == 0; i++)
    {
      const Deferred *one = &g_array_index (self->deferred, Deferred, i);
      Value value = { one->kind, one->boolean, self->deferred_text->str + one->text, one->text_length };

      find_member (self, self->deferred_text->str + one->key, one->key_length);
      if (!pilot_wire_item_value (self, &value))
        return 0;
    }
  g_array_set_size (self->deferred, 0);
  self->member = MEMBER_UNKNOWN;
  return 1;
}

static int
set_entity (PilotWireParser *self, const Value *value)
{
  char name[32];
  const PilotSchema *schema = NULL;

  if (value->kind != KIND_STRING)
    return pilot_wire_item_fail (self, _("a text is expected"));
  if (value->length < sizeof name)
    {
      memcpy (name, value->text, value->length);
      name[value->length] = '\0';
      schema = pilot_schema_from_name (name);
    }

  if (self->row_schema != NULL)
    return schema == self->row_schema ? 1 : pilot_wire_item_fail (self, _("another kind of record is expected"));
  if (schema == NULL)
    {
      if (self->single)
        return pilot_wire_item_fail (self, _("not a known kind of record"));
      self->skip_depth = self->depth - 1;
      pilot_wire_item_leave (self);
      return 1;
    }
  self->row_schema = schema;
  self->row = pilot_batch_add (self->batch, schema);
  return replay_deferred (self);
}

static int
set_item (PilotWireParser *self, const Value *value)
{
  switch (self->member)
    {
    case MEMBER_FIELD:
      return set_field (self, value);

    case MEMBER_ENTITY:
      return set_entity (self, value);

    case MEMBER_DELETED:
      if (value->kind != KIND_BOOLEAN)
        return pilot_wire_item_fail (self, _("true or false is expected"));
      self->row->deleted = value->boolean;
      return 1;

    case MEMBER_OP:
      if (value->kind == KIND_NULL)
        self->row->op = NULL;
      else if (value->kind == KIND_STRING)
        self->row->op = pilot_batch_add_text (self->batch, value->text, value->length);
      else
        return pilot_wire_item_fail (self, _("a text is expected"));
      return 1;

    case MEMBER_UNKNOWN:
    case MEMBER_EPOCH:
    case MEMBER_REVISION:
    case MEMBER_NEXT:
    case MEMBER_MORE:
    case MEMBER_LATEST:
    case MEMBER_ITEMS:
    default:
      return 1;
    }
}

/* Keeps a member until the item says what kind it is. Its name was put into deferred_text by pilot_wire_item_key(). */
static int
defer_value (PilotWireParser *self, const Value *value)
{
  Deferred *one = &g_array_index (self->deferred, Deferred, self->deferred->len - 1);

  if (self->deferred_text->len > MAX_TOKEN_BYTES || self->deferred->len > 4 * PILOT_MAX_FIELDS)
    return pilot_wire_item_fail (self, _("the member “entity” is missing or comes too late"));
  one->kind = value->kind;
  one->boolean = value->boolean;
  one->text = self->deferred_text->len;
  one->text_length = value->length;
  if (value->length > 0)
    g_string_append_len (self->deferred_text, value->text, (gssize) value->length);
  return 1;
}

void
pilot_wire_item_leave (PilotWireParser *self)
{
  self->row = NULL;
  self->row_schema = self->schema;
  self->page.n_items++;
  g_array_set_size (self->deferred, 0);
  g_string_truncate (self->deferred_text, 0);
  self->member = MEMBER_UNKNOWN;
  self->place = self->single ? AT_END : AT_ITEMS;
}

int
pilot_wire_item_fail (PilotWireParser *self, const char *reason)
{
  const char *id = NULL, *name = NULL;

  if (self->row_error_func == NULL)
    return pilot_wire_fail (self, reason);

  if (self->row != NULL && self->row->values[PILOT_FIELD_ID].kind == PILOT_VALUE_TEXT)
    id = self->row->values[PILOT_FIELD_ID].text;
  if (self->member == MEMBER_FIELD && self->row_schema != NULL)
    name = self->row_schema->fields[self->field].json;
  else if (self->member == MEMBER_ENTITY)
    name = "entity";
  self->row_error_func (self->page.n_items, id, name, reason, self->row_error_data);

  if (self->row != NULL)
    pilot_batch_drop_last (self->batch);
  if (self->place == AT_ITEM && self->skip_depth == 0)
    self->skip_depth = self->depth - 1;
  pilot_wire_item_leave (self);
  return 1;
}

gboolean
pilot_wire_parse_integer (const char *text, gsize length, gint64 *integer)
{
  gboolean negative = length > 0 && *text == '-';
  guint64 limit = negative ? (guint64) G_MAXINT64 + 1 : G_MAXINT64;
  guint64 number = 0;

  if (negative)
    text++, length--;
  if (length == 0 || length > 19)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      number = number * 10 + (guint64) (text[i] - '0');
    }
  if (number > limit)
    return FALSE;
  *integer = negative ? (gint64) (-number) : (gint64) number;
  return TRUE;
}

void
pilot_wire_item_enter (PilotWireParser *self)
{
  self->place = AT_ITEM;
  self->member = MEMBER_UNKNOWN;
  self->row_schema = self->schema;
  self->row = self->schema != NULL ? pilot_batch_add (self->batch, self->schema) : NULL;
}

void
pilot_wire_item_key (PilotWireParser *self, const char *key, gsize length)
{
  if (self->row_schema != NULL)
    find_member (self, key, length);
  else
    {
      self->member = length == 6 && memcmp (key, "entity", 6) == 0 ? MEMBER_ENTITY : MEMBER_UNKNOWN;
      if (self->member == MEMBER_UNKNOWN)
        {
          Deferred one = { self->deferred_text->len, length, 0, 0, KIND_NULL, FALSE };

          g_string_append_len (self->deferred_text, key, (gssize) length);
          g_array_append_val (self->deferred, one);
        }
    }
}

int
pilot_wire_item_value (PilotWireParser *self, const Value *value)
{
  if (self->row_schema == NULL && self->member != MEMBER_ENTITY)
    return defer_value (self, value);
  return set_item (self, value);
}
