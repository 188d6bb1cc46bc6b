/* pilot-wire-parser.c: JSON text to records, as it comes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wire-parser.h"

#include "pilot-wire-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *name;
  Member member;
} head_members[] = {
  { "epoch", MEMBER_EPOCH }, { "revision", MEMBER_REVISION }, { "next", MEMBER_NEXT },
  { "more", MEMBER_MORE },   { "latest", MEMBER_LATEST },     { "items", MEMBER_ITEMS },
};

/* The path of the value that is being read, e.g. `items[12].email`; names of the schema only, never the other side's. */
static char *
dup_path (PilotWireParser *self)
{
  const char *name = NULL;

  if (self->place == AT_HEAD)
    {
      for (guint i = 0; i < G_N_ELEMENTS (head_members); i++)
        if (head_members[i].member == self->member)
          name = head_members[i].name;
      return g_strdup (name != NULL ? name : "");
    }
  if (self->place != AT_ITEM && self->place != AT_ITEMS)
    return g_strdup ("");

  if (self->member == MEMBER_FIELD && self->row_schema != NULL)
    name = self->row_schema->fields[self->field].json;
  else if (self->member == MEMBER_ENTITY)
    name = "entity";
  else if (self->member == MEMBER_DELETED)
    name = "deleted";
  else if (self->member == MEMBER_OP)
    name = "op";
  if (self->single)
    return g_strdup (name != NULL ? name : "");
  return g_strdup_printf (name != NULL ? "items[%u].%s" : "items[%u]", self->page.n_items, name);
}

int
pilot_wire_fail (PilotWireParser *self, const char *reason)
{
  if (self->error == NULL)
    {
      g_autofree char *path = dup_path (self);

      if (*path != '\0')
        self->error = g_error_new (PILOT_ERROR, self->code, "%s: %s", path, reason);
      else
        self->error = g_error_new_literal (PILOT_ERROR, self->code, reason);
    }
  return 0;
}

static inline gboolean
is_clean_text (const char *text, gsize length)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highs = G_GUINT64_CONSTANT (0x8080808080808080);
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      if (((word - ones) | word) & highs)
        return FALSE;
    }
  for (; i < length; i++)
    if (text[i] <= 0)
      return FALSE;
  return TRUE;
}

/* Plain ASCII goes the fast way. The lexer's own check is off: it lets overlong forms and lone surrogates pass. */
static gboolean
check_string (PilotWireParser *self, const char *text, gsize length)
{
  if (length > PILOT_WIRE_MAX_STRING_BYTES)
    return pilot_wire_fail (self, _("a text is too long")), FALSE;
  if (G_LIKELY (is_clean_text (text, length)))
    return TRUE;
  if (memchr (text, '\0', length) != NULL)
    return pilot_wire_fail (self, _("a text holds the character U+0000")), FALSE;
  if (!g_utf8_validate (text, length, NULL))
    return pilot_wire_fail (self, _("a text is not valid UTF-8")), FALSE;
  return TRUE;
}

static int
set_head (PilotWireParser *self, const Value *value)
{
  gint64 integer = 0;
  char **text = self->member == MEMBER_EPOCH ? &self->page.epoch : &self->page.next;

  switch (self->member)
    {
    case MEMBER_EPOCH:
    case MEMBER_NEXT:
      if (value->kind != KIND_STRING && value->kind != KIND_NULL)
        return pilot_wire_fail (self, _("a text is expected"));
      g_free (*text);
      *text = value->kind == KIND_STRING ? g_strndup (value->text, value->length) : NULL;
      return 1;

    case MEMBER_REVISION:
    case MEMBER_LATEST:
      if (value->kind != KIND_NUMBER || !pilot_wire_parse_integer (value->text, value->length, &integer) || integer < 0)
        return pilot_wire_fail (self, _("a whole number is expected"));
      *(self->member == MEMBER_REVISION ? &self->page.revision : &self->page.latest) = integer;
      return 1;

    case MEMBER_MORE:
      if (value->kind != KIND_BOOLEAN)
        return pilot_wire_fail (self, _("true or false is expected"));
      self->page.more = value->boolean;
      return 1;

    case MEMBER_ITEMS:
      return pilot_wire_fail (self, _("an array is expected"));

    case MEMBER_UNKNOWN:
    case MEMBER_ENTITY:
    case MEMBER_DELETED:
    case MEMBER_OP:
    case MEMBER_FIELD:
    default:
      return 1;
    }
}

static int
apply_value (PilotWireParser *self, const Value *value)
{
  if (self->skip_depth != 0)
    return 1;
  switch (self->place)
    {
    case AT_ITEM:
      return pilot_wire_item_value (self, value);
    case AT_HEAD:
      return set_head (self, value);
    case AT_ITEMS:
      return pilot_wire_item_fail (self, _("an object is expected"));
    case AT_TOP:
    case AT_END:
    default:
      return pilot_wire_fail (self, _("an object is expected"));
    }
}

static int
null_cb (void *user_data)
{
  PilotWireParser *self = user_data;
  Value value = { KIND_NULL, FALSE, NULL, 0 };

  self->token_bytes = 0;
  return apply_value (self, &value);
}

static int
boolean_cb (void *user_data, int boolean)
{
  PilotWireParser *self = user_data;
  Value value = { KIND_BOOLEAN, boolean != 0, NULL, 0 };

  self->token_bytes = 0;
  return apply_value (self, &value);
}

static int
number_cb (void *user_data, const char *text, size_t length)
{
  PilotWireParser *self = user_data;
  Value value = { KIND_NUMBER, FALSE, text, length };

  self->token_bytes = 0;
  return apply_value (self, &value);
}

static int
string_cb (void *user_data, const unsigned char *text, size_t length)
{
  PilotWireParser *self = user_data;
  Value value = { KIND_STRING, FALSE, (const char *) text, length };

  self->token_bytes = 0;
  if (!check_string (self, value.text, length))
    return 0;
  return apply_value (self, &value);
}

static int
map_key_cb (void *user_data, const unsigned char *key, size_t length)
{
  PilotWireParser *self = user_data;
  const char *text = (const char *) key;

  self->token_bytes = 0;
  if (!check_string (self, text, length))
    return 0;
  if (self->skip_depth != 0)
    return 1;

  if (self->place == AT_ITEM)
    pilot_wire_item_key (self, text, length);
  else
    {
      self->member = MEMBER_UNKNOWN;
      for (guint i = 0; i < G_N_ELEMENTS (head_members); i++)
        if (strlen (head_members[i].name) == length && memcmp (head_members[i].name, text, length) == 0)
          self->member = head_members[i].member;
    }
  return 1;
}

/* An array or object where a plain value belongs: skipped where the member is unknown, else wrong. */
static int
enter_nested (PilotWireParser *self)
{
  self->skip_depth = self->depth - 1;
  if (self->place == AT_ITEM)
    {
      if (self->row_schema == NULL && self->member == MEMBER_UNKNOWN)
        {
          /* Of a field it would be wrong, but whether it is one can't be told yet. */
          g_array_set_size (self->deferred, self->deferred->len - 1);
          return 1;
        }
      if (self->member == MEMBER_UNKNOWN)
        return 1;
      self->skip_depth = self->depth - 2;
      return pilot_wire_item_fail (self, _("a plain value is expected"));
    }
  if (self->place == AT_HEAD && self->member == MEMBER_UNKNOWN)
    return 1;
  if (self->place == AT_ITEMS)
    return pilot_wire_item_fail (self, _("an object is expected"));
  return pilot_wire_fail (self, _("a plain value is expected"));
}

static int
start_map_cb (void *user_data)
{
  PilotWireParser *self = user_data;

  self->token_bytes = 0;
  if (++self->depth > PILOT_WIRE_MAX_DEPTH)
    return pilot_wire_fail (self, _("the text is nested too deeply"));
  if (self->skip_depth != 0)
    return 1;

  if (self->place == AT_ITEMS || (self->place == AT_TOP && self->single))
    pilot_wire_item_enter (self);
  else if (self->place == AT_TOP)
    self->place = AT_HEAD;
  else
    return enter_nested (self);
  return 1;
}

static int
end_map_cb (void *user_data)
{
  PilotWireParser *self = user_data;

  self->token_bytes = 0;
  self->depth--;
  if (self->skip_depth != 0)
    {
      if (self->depth == self->skip_depth)
        self->skip_depth = 0;
      return 1;
    }
  if (self->place == AT_ITEM)
    {
      /* pilot_wire_item_fail() skips to the end of the item that it ends; this one has ended already. */
      self->depth++;
      self->member = MEMBER_UNKNOWN;
      if (self->row == NULL)
        {
          self->member = MEMBER_ENTITY;
          if (!pilot_wire_item_fail (self, _("the member “entity” is missing")))
            return 0;
        }
      else if (!self->single && self->row->values[PILOT_FIELD_ID].kind != PILOT_VALUE_TEXT)
        {
          self->member = MEMBER_FIELD;
          self->field = PILOT_FIELD_ID;
          if (!pilot_wire_item_fail (self, _("the id is missing")))
            return 0;
        }
      else
        pilot_wire_item_leave (self);
      self->depth--;
      self->skip_depth = 0;
    }
  else
    self->place = AT_END;
  return 1;
}

static int
start_array_cb (void *user_data)
{
  PilotWireParser *self = user_data;

  self->token_bytes = 0;
  if (++self->depth > PILOT_WIRE_MAX_DEPTH)
    return pilot_wire_fail (self, _("the text is nested too deeply"));
  if (self->skip_depth != 0)
    return 1;

  if (self->place == AT_TOP)
    return pilot_wire_fail (self, _("an object is expected"));
  if (self->place == AT_HEAD && self->member == MEMBER_ITEMS)
    {
      if (self->saw_items)
        return pilot_wire_fail (self, _("there are two lists of items"));
      self->saw_items = TRUE;
      self->place = AT_ITEMS;
      return 1;
    }
  return enter_nested (self);
}

static int
end_array_cb (void *user_data)
{
  PilotWireParser *self = user_data;

  self->token_bytes = 0;
  self->depth--;
  if (self->skip_depth != 0)
    {
      if (self->depth == self->skip_depth)
        self->skip_depth = 0;
      return 1;
    }
  self->place = AT_HEAD;
  self->member = MEMBER_UNKNOWN;
  return 1;
}

static const yajl_callbacks callbacks = {
  .yajl_null = null_cb,
  .yajl_boolean = boolean_cb,
  .yajl_number = number_cb,
  .yajl_string = string_cb,
  .yajl_start_map = start_map_cb,
  .yajl_map_key = map_key_cb,
  .yajl_end_map = end_map_cb,
  .yajl_start_array = start_array_cb,
  .yajl_end_array = end_array_cb,
};

/* What the lexer or a callback found wrong. The lexer's own words quote nothing of the text. */
static gboolean
report (PilotWireParser *self, yajl_status status, GError **error)
{
  if (self->error == NULL)
    {
      if (status == yajl_status_ok)
        return TRUE;
      pilot_wire_fail (self, _("the text is not valid JSON"));
    }
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

void
pilot_wire_page_clear (PilotWirePage *self)
{
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->next, g_free);
  memset (self, 0, sizeof *self);
}

PilotWireParser *
pilot_wire_parser_new (PilotBatch *batch, const PilotSchema *schema, PilotError code)
{
  PilotWireParser *self = g_new0 (PilotWireParser, 1);

  self->batch = batch;
  self->schema = schema;
  self->row_schema = schema;
  self->code = code;
  self->deferred = g_array_new (FALSE, FALSE, sizeof (Deferred));
  self->deferred_text = g_string_new (NULL);
  self->lexer = yajl_alloc (&callbacks, NULL, self);
  yajl_config (self->lexer, yajl_dont_validate_strings, 1);
  return self;
}

void
pilot_wire_parser_free (PilotWireParser *self)
{
  if (self == NULL)
    return;
  yajl_free (self->lexer);
  g_array_unref (self->deferred);
  g_string_free (self->deferred_text, TRUE);
  pilot_wire_page_clear (&self->page);
  g_clear_error (&self->error);
  g_free (self);
}

void
pilot_wire_parser_set_row_error_func (PilotWireParser *self, PilotWireRowErrorFunc func, gpointer user_data)
{
  self->row_error_func = func;
  self->row_error_data = user_data;
}

gboolean
pilot_wire_parser_feed (PilotWireParser *self, const char *data, gsize length, GError **error)
{
  yajl_status status = yajl_status_ok;

  while (length > 0 && self->error == NULL && status == yajl_status_ok)
    {
      gsize slice = MIN (length, SLICE_BYTES);

      self->token_bytes += slice;
      status = yajl_parse (self->lexer, (const unsigned char *) data, slice);
      if (status == yajl_status_ok && self->token_bytes > MAX_TOKEN_BYTES)
        pilot_wire_fail (self, _("a text is too long"));
      data += slice;
      length -= slice;
    }
  return report (self, status, error);
}

gboolean
pilot_wire_parser_finish (PilotWireParser *self, PilotWirePage *page, GError **error)
{
  if (self->error == NULL)
    {
      gboolean whole = self->place == AT_END;

      /* Outside of the last brace the lexer finds fault with what is there, within it with what is missing. */
      self->cut = !whole && self->error == NULL;
      if (yajl_complete_parse (self->lexer) != yajl_status_ok || !whole)
        pilot_wire_fail (self, _("the text ends too early or is not valid JSON"));
      else if (!self->single && !self->saw_items)
        pilot_wire_fail (self, _("the member “items” is missing"));
    }
  if (!report (self, yajl_status_ok, error))
    return FALSE;
  *page = self->page;
  memset (&self->page, 0, sizeof self->page);
  return TRUE;
}

gboolean
pilot_wire_parser_is_cut (const PilotWireParser *self)
{
  return self->cut;
}

PilotRecord *
pilot_wire_parse_record (const PilotSchema *schema, const char *json, gssize length, PilotError code, gboolean *deleted,
                         GError **error)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotWireParser) parser = pilot_wire_parser_new (batch, schema, code);
  g_auto (PilotWirePage) page = { 0 };

  parser->single = TRUE;
  if (!pilot_wire_parser_feed (parser, json, length < 0 ? strlen (json) : (gsize) length, error) ||
      !pilot_wire_parser_finish (parser, &page, error))
    return NULL;
  if (deleted != NULL)
    *deleted = pilot_batch_get (batch, 0)->deleted;
  return pilot_batch_dup_record (batch, 0);
}
