/* pilot-wire-parser.c: JSON text to records, as it comes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wire-parser.h"

#include "pilot-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

/* How much is handed to the lexer at once: it bounds what an endless string can make it hold. */
#define SLICE_BYTES (64 * 1024)

/* A string of the longest allowed length takes six bytes a character at worst (\u00XX). */
#define MAX_TOKEN_BYTES (6 * PILOT_WIRE_MAX_STRING_BYTES + SLICE_BYTES)

typedef enum {
  AT_TOP,   /* nothing read yet */
  AT_HEAD,  /* among the page's own members */
  AT_ITEMS, /* between items */
  AT_ITEM,  /* among an item's members */
  AT_END,
} Place;

typedef enum {
  KIND_NULL,
  KIND_BOOLEAN,
  KIND_NUMBER,
  KIND_STRING,
} Kind;

/* A value as the lexer gives it: text is not NUL-terminated and lives as long as the callback. */
typedef struct
{
  Kind kind;
  gboolean boolean;
  const char *text;
  gsize length;
} Value;

typedef enum {
  MEMBER_UNKNOWN,
  MEMBER_ENTITY,
  MEMBER_DELETED,
  MEMBER_OP,
  MEMBER_EPOCH,
  MEMBER_REVISION,
  MEMBER_NEXT,
  MEMBER_MORE,
  MEMBER_LATEST,
  MEMBER_ITEMS,
  MEMBER_FIELD, /* a field of the schema */
} Member;

/* A member of an item whose kind isn't known yet. */
typedef struct
{
  gsize key;
  gsize key_length;
  gsize text;
  gsize text_length;
  Kind kind;
  gboolean boolean;
} Deferred;

struct _PilotWireParser
{
  yajl_handle lexer;         /* (owned) */
  PilotBatch *batch;
  const PilotSchema *schema; /* (nullable): of all items */
  PilotError code;
  gboolean single; /* the document is one record */
  PilotWireRowErrorFunc row_error_func;
  gpointer row_error_data;
  GError *error; /* (owned) (nullable) */

  Place place;
  guint depth;
  guint skip_depth; /* 0: not skipping; else the depth to come back to */
  gsize token_bytes; /* fed since the last token */

  Member member; /* whose value comes next */
  guint field;   /* with MEMBER_FIELD */

  PilotWirePage page;
  gboolean saw_items;
  gboolean cut; /* the document ended too early, and nothing else was wrong */

  PilotBatchRow *row;           /* (nullable): the item that is being read */
  const PilotSchema *row_schema; /* (nullable): not known yet */
  gboolean row_unknown;          /* of a kind that this version doesn't know */
  GArray *deferred;   /* (owned) (element-type Deferred) */
  GString *deferred_text; /* (owned) */
};

static const struct
{
  const char *name;
  Member member;
} head_members[] = {
  { "epoch", MEMBER_EPOCH }, { "revision", MEMBER_REVISION }, { "next", MEMBER_NEXT },
  { "more", MEMBER_MORE },   { "latest", MEMBER_LATEST },     { "items", MEMBER_ITEMS },
};

static int apply_value (PilotWireParser *self, const Value *value);

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

/* Ends the parse. Returns: 0, as the lexer wants it. */
static int
fail (PilotWireParser *self, const char *reason)
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

static void
leave_item (PilotWireParser *self)
{
  self->row = NULL;
  self->row_schema = self->schema;
  self->row_unknown = FALSE;
  self->page.n_items++;
  g_array_set_size (self->deferred, 0);
  g_string_truncate (self->deferred_text, 0);
  self->member = MEMBER_UNKNOWN;
  self->place = self->single ? AT_END : AT_ITEMS;
}

/* An item that can't be read: told and left out where somebody listens, else the end. */
static int
fail_item (PilotWireParser *self, const char *reason)
{
  const char *id = NULL, *name = NULL;

  if (self->row_error_func == NULL)
    return fail (self, reason);

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
  leave_item (self);
  return 1;
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
    return fail (self, _("a text is too long")), FALSE;
  if (G_LIKELY (is_clean_text (text, length)))
    return TRUE;
  if (memchr (text, '\0', length) != NULL)
    return fail (self, _("a text holds the character U+0000")), FALSE;
  if (!g_utf8_validate (text, length, NULL))
    return fail (self, _("a text is not valid UTF-8")), FALSE;
  return TRUE;
}

static gboolean
parse_integer (const char *text, gsize length, gint64 *integer)
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
      if (value->kind != KIND_NUMBER || !parse_integer (value->text, value->length, &to->integer))
        return fail_item (self, _("a whole number is expected"));
      to->kind = PILOT_VALUE_INTEGER;
      return 1;

    case PILOT_FIELD_BOOLEAN:
      if (value->kind != KIND_BOOLEAN)
        return fail_item (self, _("true or false is expected"));
      to->integer = value->boolean;
      to->kind = PILOT_VALUE_INTEGER;
      return 1;

    case PILOT_FIELD_TIME:
      if (value->kind != KIND_STRING || !pilot_time_parse (value->text, (gssize) value->length, &to->integer))
        return fail_item (self, _("a point in time such as 2026-11-22T08:00:00Z is expected"));
      to->kind = PILOT_VALUE_INTEGER;
      return 1;

    case PILOT_FIELD_TEXT:
    case PILOT_FIELD_DATE:
    case PILOT_FIELD_CHOICE:
    case PILOT_FIELD_REF:
    default:
      if (value->kind != KIND_STRING)
        return fail_item (self, _("a text is expected"));
      if (self->field == PILOT_FIELD_ID && !is_uuid (value->text, value->length))
        return fail_item (self, _("a UUID in lower case is expected"));
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
      if (!apply_value (self, &value))
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
    return fail_item (self, _("a text is expected"));
  if (value->length < sizeof name)
    {
      memcpy (name, value->text, value->length);
      name[value->length] = '\0';
      schema = pilot_schema_from_name (name);
    }

  if (self->row_schema != NULL)
    return schema == self->row_schema ? 1 : fail_item (self, _("another kind of record is expected"));
  if (schema == NULL)
    {
      if (self->single)
        return fail_item (self, _("not a known kind of record"));
      self->row_unknown = TRUE;
      self->skip_depth = self->depth - 1;
      leave_item (self);
      return 1;
    }
  self->row_schema = schema;
  self->row = pilot_batch_add (self->batch, schema);
  return replay_deferred (self);
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
        return fail (self, _("a text is expected"));
      g_free (*text);
      *text = value->kind == KIND_STRING ? g_strndup (value->text, value->length) : NULL;
      return 1;

    case MEMBER_REVISION:
    case MEMBER_LATEST:
      if (value->kind != KIND_NUMBER || !parse_integer (value->text, value->length, &integer) || integer < 0)
        return fail (self, _("a whole number is expected"));
      *(self->member == MEMBER_REVISION ? &self->page.revision : &self->page.latest) = integer;
      return 1;

    case MEMBER_MORE:
      if (value->kind != KIND_BOOLEAN)
        return fail (self, _("true or false is expected"));
      self->page.more = value->boolean;
      return 1;

    case MEMBER_ITEMS:
      return fail (self, _("an array is expected"));

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
        return fail_item (self, _("true or false is expected"));
      self->row->deleted = value->boolean;
      return 1;

    case MEMBER_OP:
      if (value->kind == KIND_NULL)
        self->row->op = NULL;
      else if (value->kind == KIND_STRING)
        self->row->op = pilot_batch_add_text (self->batch, value->text, value->length);
      else
        return fail_item (self, _("a text is expected"));
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

/* Keeps a member until the item says what kind it is. Its name was put into deferred_text by map_key_cb(). */
static int
defer_value (PilotWireParser *self, const Value *value)
{
  Deferred *one = &g_array_index (self->deferred, Deferred, self->deferred->len - 1);

  if (self->deferred_text->len > MAX_TOKEN_BYTES || self->deferred->len > 4 * PILOT_MAX_FIELDS)
    return fail_item (self, _("the member “entity” is missing or comes too late"));
  one->kind = value->kind;
  one->boolean = value->boolean;
  one->text = self->deferred_text->len;
  one->text_length = value->length;
  if (value->length > 0)
    g_string_append_len (self->deferred_text, value->text, (gssize) value->length);
  return 1;
}

static int
apply_value (PilotWireParser *self, const Value *value)
{
  if (self->skip_depth != 0)
    return 1;
  switch (self->place)
    {
    case AT_ITEM:
      if (self->row_schema == NULL && self->member != MEMBER_ENTITY)
        return defer_value (self, value);
      return set_item (self, value);
    case AT_HEAD:
      return set_head (self, value);
    case AT_ITEMS:
      return fail_item (self, _("an object is expected"));
    case AT_TOP:
    case AT_END:
    default:
      return fail (self, _("an object is expected"));
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

  if (self->place == AT_ITEM && self->row_schema != NULL)
    find_member (self, text, length);
  else if (self->place == AT_ITEM)
    {
      self->member = length == 6 && memcmp (text, "entity", 6) == 0 ? MEMBER_ENTITY : MEMBER_UNKNOWN;
      if (self->member == MEMBER_UNKNOWN)
        {
          Deferred one = { self->deferred_text->len, length, 0, 0, KIND_NULL, FALSE };

          g_string_append_len (self->deferred_text, text, (gssize) length);
          g_array_append_val (self->deferred, one);
        }
    }
  else
    {
      self->member = MEMBER_UNKNOWN;
      for (guint i = 0; i < G_N_ELEMENTS (head_members); i++)
        if (strlen (head_members[i].name) == length && memcmp (head_members[i].name, text, length) == 0)
          self->member = head_members[i].member;
    }
  return 1;
}

static void
enter_item (PilotWireParser *self)
{
  self->place = AT_ITEM;
  self->member = MEMBER_UNKNOWN;
  self->row_schema = self->schema;
  self->row = self->schema != NULL ? pilot_batch_add (self->batch, self->schema) : NULL;
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
      return fail_item (self, _("a plain value is expected"));
    }
  if (self->place == AT_HEAD && self->member == MEMBER_UNKNOWN)
    return 1;
  return self->place == AT_ITEMS ? fail_item (self, _("an object is expected")) : fail (self, _("a plain value is expected"));
}

static int
start_map_cb (void *user_data)
{
  PilotWireParser *self = user_data;

  self->token_bytes = 0;
  if (++self->depth > PILOT_WIRE_MAX_DEPTH)
    return fail (self, _("the text is nested too deeply"));
  if (self->skip_depth != 0)
    return 1;

  if (self->place == AT_ITEMS || (self->place == AT_TOP && self->single))
    enter_item (self);
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
      /* fail_item() skips to the end of the item that it ends; this one has ended already. */
      self->depth++;
      self->member = MEMBER_UNKNOWN;
      if (self->row == NULL)
        {
          self->member = MEMBER_ENTITY;
          if (!fail_item (self, _("the member “entity” is missing")))
            return 0;
        }
      else if (!self->single && self->row->values[PILOT_FIELD_ID].kind != PILOT_VALUE_TEXT)
        {
          self->member = MEMBER_FIELD;
          self->field = PILOT_FIELD_ID;
          if (!fail_item (self, _("the id is missing")))
            return 0;
        }
      else
        leave_item (self);
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
    return fail (self, _("the text is nested too deeply"));
  if (self->skip_depth != 0)
    return 1;

  if (self->place == AT_TOP)
    return fail (self, _("an object is expected"));
  if (self->place == AT_HEAD && self->member == MEMBER_ITEMS)
    {
      if (self->saw_items)
        return fail (self, _("there are two lists of items"));
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
      fail (self, _("the text is not valid JSON"));
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
        fail (self, _("a text is too long"));
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
        fail (self, _("the text ends too early or is not valid JSON"));
      else if (!self->single && !self->saw_items)
        fail (self, _("the member “items” is missing"));
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
