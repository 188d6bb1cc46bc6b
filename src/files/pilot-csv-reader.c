/* pilot-csv-reader.c: reads rows of a CSV file as they stream by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-csv-reader.h"

#include "pilot-text-decoder.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_BYTES (256 * 1024)
/* libcsv gets a long line in pieces, so that a cell over the limit is seen before it fills the memory. */
#define PIECE_BYTES (64 * 1024)

/* U+2400: what is written in the place of a NUL, which no text can hold and no spreadsheet reads. */
#define NUL_SIGN "\xE2\x90\x80"

/* A strict parser tells us of stray quotes; we then decide what they mean. */
#define STRICT (CSV_STRICT | CSV_STRICT_FINI)

struct _PilotCsvReader
{
  GObject parent_instance;

  GInputStream *stream; /* (owned): decoded text */
  gboolean can_seek;
  gsize read_bytes; /* at a time */
  char delimiter;
  GCancellable *cancellable; /* (nullable): of the call that runs */

  char *buffer;           /* (owned) */
  gsize position;         /* in @buffer */
  gsize length;           /* bytes in @buffer */
  guint64 buffer_offset;  /* of the buffer's first byte in the text */
  gboolean at_end;
  gboolean plain;         /* the buffer holds nothing but ASCII, and no NUL */
  guint64 line;           /* of the position */
  gboolean line_moved;    /* @line was set anew while a line was fed */

  struct csv_parser parser;
  GArray *cells;     /* (owned) (element-type PilotCsvCell): text is an offset into @text until the row is whole */
  GByteArray *text;  /* (owned): all cells, each with a final NUL */
  gboolean row_done;
  PilotCsvRow row;

  guint open_cell;           /* the cell whose quote was open at the end of a line; G_MAXUINT: none */
  guint64 open_line;         /* where that quote opened */
  guint64 open_end_offset;   /* of the line after it */
};

G_DEFINE_FINAL_TYPE (PilotCsvReader, pilot_csv_reader, G_TYPE_OBJECT)

static void
set_fault (PilotCsvReader *self, PilotCsvFault fault, guint64 line)
{
  if (self->row.fault != PILOT_CSV_NO_FAULT)
    return;
  self->row.fault = fault;
  self->row.fault_line = line;
}

/* (transfer full): the text with each NUL as the sign that stands for it. */
static char *
show_nuls (const char *text, gsize length, gsize *shown_length)
{
  GString *shown = g_string_sized_new (length + 2);

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0')
      g_string_append (shown, NUL_SIGN);
    else
      g_string_append_c (shown, text[i]);
  *shown_length = shown->len;
  return g_string_free (shown, FALSE);
}

static void
add_cell (PilotCsvReader *self, const char *text, gsize length)
{
  g_autofree char *shown = NULL;
  g_autofree char *valid = NULL;
  PilotCsvCell cell;

  if (self->cells->len >= PILOT_CSV_MAX_CELLS || self->text->len + length > PILOT_CSV_MAX_ROW_BYTES)
    {
      set_fault (self, PILOT_CSV_ROW_TOO_LARGE, self->line);
      return;
    }
  if (length > PILOT_CSV_MAX_CELL_BYTES)
    {
      set_fault (self, PILOT_CSV_CELL_TOO_LARGE, self->line);
      length = PILOT_CSV_MAX_CELL_BYTES;
    }
  if (!self->plain)
    {
      if (length > 0 && memchr (text, '\0', length) != NULL)
        {
          set_fault (self, PILOT_CSV_NUL, self->line);
          text = shown = show_nuls (text, length, &length);
        }
      if (!g_utf8_validate_len (text, length, NULL))
        {
          /* A cell that was cut may end in half a character: that is no other fault. */
          set_fault (self, PILOT_CSV_BAD_ENCODING, self->line);
          valid = g_utf8_make_valid (text, length);
          text = valid;
          length = strlen (valid);
        }
    }
  cell.text = GSIZE_TO_POINTER (self->text->len);
  cell.length_bytes = length;
  g_byte_array_append (self->text, (const guint8 *) text, length);
  g_byte_array_append (self->text, (const guint8 *) "", 1);
  g_array_append_val (self->cells, cell);
}

static void
cell_cb (void *text, size_t length, void *user_data)
{
  add_cell (user_data, text, length);
}

static void
row_cb (int terminator, void *user_data)
{
  PILOT_CSV_READER (user_data)->row_done = TRUE;
}

/* libcsv takes blanks off unquoted cells; the default function does so for tabs too, which may be delimiters. */
static int
is_space_cb (unsigned char c)
{
  return c == ' ';
}

static void
reset_parser (PilotCsvReader *self)
{
  csv_free (&self->parser);
  csv_init (&self->parser, STRICT);
  csv_set_delim (&self->parser, self->delimiter);
  csv_set_space_func (&self->parser, is_space_cb);
  csv_set_blk_size (&self->parser, 4096);
}

static gboolean
is_plain (const char *text, gsize length)
{
  guint64 high = 0;
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      high |= word;
    }
  for (; i < length; i++)
    high |= (guint8) text[i];
  return (high & G_GUINT64_CONSTANT (0x8080808080808080)) == 0 && memchr (text, '\0', length) == NULL;
}

/* Reads the next piece of the file; keeps what is left of the one before. */
static gboolean
fill (PilotCsvReader *self, GError **error)
{
  gsize left = self->length - self->position;
  gssize n;

  memmove (self->buffer, self->buffer + self->position, left);
  self->buffer_offset += self->position;
  self->position = 0;
  self->length = left;
  n = g_input_stream_read (self->stream, self->buffer + left, MIN (BUFFER_BYTES - left, self->read_bytes), self->cancellable, error);
  if (n < 0)
    return FALSE;
  self->at_end = n == 0;
  self->length += n;
  /* A cell may have begun in the buffer before. */
  self->plain = is_plain (self->buffer, self->length) && (self->plain || self->parser.entry_pos == 0);
  return TRUE;
}

/* What stands before the first row: a byte order mark, and the line with which Excel is told the delimiter. */
static gboolean
skip_mark (PilotCsvReader *self, GError **error)
{
  gsize length;
  char delimiter;

  while (self->length < 3 + PILOT_CSV_SEP_LINE_BYTES && !self->at_end)
    if (!fill (self, error))
      return FALSE;
  if (self->length >= 3 && memcmp (self->buffer, "\xEF\xBB\xBF", 3) == 0)
    self->position = 3;
  length = pilot_csv_format_find_sep_line (self->buffer + self->position, self->length - self->position, &delimiter);
  self->position += length;
  self->line += length > 0;
  return TRUE;
}

/*
 * How long the line is that begins at the position, with its CR, LF or CRLF. Fills the buffer until the line is whole
 * in it, if it has room for that; @whole is %FALSE for a piece of a longer line.
 */
static gboolean
find_line (PilotCsvReader *self, gsize *length, gboolean *whole, GError **error)
{
  for (;;)
    {
      const char *start = self->buffer + self->position;
      gsize left = self->length - self->position;
      const char *lf = memchr (start, '\n', left);
      const char *cr;

      *length = lf != NULL ? (gsize) (lf - start) + 1 : left;
      cr = memchr (start, '\r', *length);
      *whole = lf != NULL || cr != NULL;
      if (cr != NULL && cr + 1 == start + left && !self->at_end)
        {
          /* This may be half a CRLF. */
          *whole = FALSE;
          *length = left - 1;
        }
      else if (cr != NULL && !(cr + 1 < start + *length && cr[1] == '\n'))
        *length = cr - start + 1;
      if (*whole || self->at_end || (left == BUFFER_BYTES && *length > 0))
        return TRUE;
      if (!fill (self, error))
        return FALSE;
    }
}

/* Leaves out the rest of a cell that is over the limit, up to the byte that ends it. */
static gboolean
skip_cell (PilotCsvReader *self, GError **error)
{
  gboolean quoted = self->parser.quoted;
  gboolean after_cr = FALSE;

  set_fault (self, PILOT_CSV_CELL_TOO_LARGE, self->line);
  for (;;)
    {
      char c;

      if (self->length - self->position < 2 && !self->at_end)
        {
          if (!fill (self, error))
            return FALSE;
          continue;
        }
      if (self->position == self->length)
        return TRUE;
      c = self->buffer[self->position];
      if (quoted && c == '"')
        {
          if (self->position + 1 == self->length || self->buffer[self->position + 1] != '"')
            return TRUE;
          self->position++;
        }
      else if (!quoted && (c == self->delimiter || c == '\n' || c == '\r'))
        return TRUE;
      else if (c == '\r' || (c == '\n' && !after_cr))
        self->line++;
      after_cr = c == '\r';
      self->position++;
    }
}

static gboolean
go_to (PilotCsvReader *self, guint64 offset, guint64 line, GError **error)
{
  reset_parser (self);
  self->line = line;
  self->line_moved = TRUE;
  if (offset >= self->buffer_offset && offset <= self->buffer_offset + self->length)
    {
      self->position = offset - self->buffer_offset;
      return TRUE;
    }
  self->position = self->length = 0;
  self->buffer_offset = offset;
  self->at_end = FALSE;
  return g_seekable_seek (G_SEEKABLE (self->stream), offset, G_SEEK_SET, self->cancellable, error);
}

/* The row ends with the line in which the quote opened; what follows are rows of their own. */
static gboolean
end_at_open_quote (PilotCsvReader *self, GError **error)
{
  const char *entry = (const char *) self->parser.entry_buf;
  gsize length = self->parser.entry_pos;
  const char *lf = length > 0 ? memchr (entry, '\n', length) : NULL;
  const char *cr = length > 0 ? memchr (entry, '\r', length) : NULL;
  g_autofree char *last = NULL;

  /* Nothing of the row is worth more than knowing where the fault is. */
  self->row.fault = PILOT_CSV_NO_FAULT;
  set_fault (self, PILOT_CSV_UNCLOSED_QUOTE, self->open_line);
  if (lf != NULL)
    length = lf - entry;
  if (cr != NULL && (gsize) (cr - entry) < length)
    length = cr - entry;
  length = MIN (length, PILOT_CSV_MAX_CELL_BYTES - 1);
  last = g_malloc (length + 1);
  last[0] = '"';
  if (length > 0)
    memcpy (last + 1, entry, length);
  add_cell (self, last, length + 1);
  self->row_done = TRUE;
  if (self->can_seek)
    return go_to (self, self->open_end_offset, self->open_line + 1, error);
  reset_parser (self);
  return TRUE;
}

/* A strict parser has stopped at @at, which is in the line that ends at @end. */
static gboolean
handle_stray_quote (PilotCsvReader *self, gsize at, gsize end, GError **error)
{
  g_autoptr (GByteArray) rest = NULL;
  gsize stop = end;

  if (self->open_cell == self->cells->len)
    {
      if (self->can_seek)
        return end_at_open_quote (self, error);
      set_fault (self, PILOT_CSV_UNCLOSED_QUOTE, self->open_line);
    }
  set_fault (self, PILOT_CSV_TEXT_AFTER_QUOTE, self->line);
  while (stop > at && (self->buffer[stop - 1] == '\n' || self->buffer[stop - 1] == '\r'))
    stop--;
  rest = g_byte_array_new ();
  if (self->parser.entry_pos > 0)
    g_byte_array_append (rest, self->parser.entry_buf, self->parser.entry_pos);
  g_byte_array_append (rest, (const guint8 *) self->buffer + at, stop - at);
  add_cell (self, (const char *) rest->data, rest->len);
  self->position = end;
  self->row_done = TRUE;
  reset_parser (self);
  return TRUE;
}

/* Feeds one line, or as much of it as the buffer holds. */
static gboolean
feed (PilotCsvReader *self, gsize end, GError **error)
{
  while (self->position < end)
    {
      gsize piece = MIN (end - self->position, PIECE_BYTES);
      gsize used = csv_parse (&self->parser, self->buffer + self->position, piece, cell_cb, row_cb, self);

      if (used < piece)
        {
          if (self->parser.status != CSV_EPARSE)
            g_error ("Out of memory in a CSV cell");
          if (self->parser.quoted)
            return handle_stray_quote (self, self->position + used, end, error);
          /* A quote inside a cell that isn't quoted, as in 12" pipe, can mean nothing else: let it stand. */
          self->position += used;
          csv_set_opts (&self->parser, CSV_STRICT_FINI);
          used = csv_parse (&self->parser, self->buffer + self->position, 1, cell_cb, row_cb, self);
          csv_set_opts (&self->parser, STRICT);
        }
      self->position += used;
      if (self->parser.entry_pos > PILOT_CSV_MAX_CELL_BYTES && self->position < end && self->buffer[self->position - 1] != '"')
        {
          if (!skip_cell (self, error))
            return FALSE;
          /* The buffer may have moved; the rest of the line is found anew. */
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
finish_last_row (PilotCsvReader *self, GError **error)
{
  gboolean open = self->parser.quoted && csv_fini (&self->parser, cell_cb, row_cb, self) != 0;

  if (open)
    {
      if (self->open_cell != self->cells->len)
        {
          self->open_line = self->line;
          self->open_end_offset = self->buffer_offset + self->position;
        }
      return end_at_open_quote (self, error);
    }
  csv_fini (&self->parser, cell_cb, row_cb, self);
  if (!self->row_done && self->cells->len > 0)
    self->row_done = TRUE;
  return TRUE;
}

static gboolean
in_row (PilotCsvReader *self)
{
  return self->cells->len > 0 || self->parser.entry_pos > 0 || self->parser.quoted || self->row.fault != PILOT_CSV_NO_FAULT;
}

/* Feeds the line at the position, or a piece of it. */
static gboolean
read_line (PilotCsvReader *self, gsize length, gboolean whole, GError **error)
{
  guint64 end_offset = self->buffer_offset + self->position + length;

  if (!in_row (self))
    {
      self->row.offset = self->buffer_offset + self->position;
      self->row.line = self->line;
    }
  if (!feed (self, self->position + length, error))
    return FALSE;
  /* The reader went back, or left out the rest of a cell: then it is in another line already. */
  if (self->buffer_offset + self->position != end_offset || self->line_moved)
    return TRUE;
  if (self->parser.quoted && !self->row_done && whole && self->open_cell != self->cells->len)
    {
      self->open_cell = self->cells->len;
      self->open_line = self->line;
      self->open_end_offset = end_offset;
    }
  if (whole)
    self->line++;
  return TRUE;
}

static void
pilot_csv_reader_finalize (GObject *object)
{
  PilotCsvReader *self = PILOT_CSV_READER (object);

  csv_free (&self->parser);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->buffer, g_free);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->text, g_byte_array_unref);
  G_OBJECT_CLASS (pilot_csv_reader_parent_class)->finalize (object);
}

static void
pilot_csv_reader_class_init (PilotCsvReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_csv_reader_finalize;
}

static void
pilot_csv_reader_init (PilotCsvReader *self)
{
  csv_init (&self->parser, STRICT);
  self->buffer = g_malloc (BUFFER_BYTES);
  self->cells = g_array_new (FALSE, FALSE, sizeof (PilotCsvCell));
  self->text = g_byte_array_new ();
  self->line = 1;
  self->read_bytes = BUFFER_BYTES;
  self->plain = TRUE;
}

PilotCsvReader *
pilot_csv_reader_new (GInputStream *stream, const PilotCsvFormat *format)
{
  PilotCsvReader *self = g_object_new (PILOT_TYPE_CSV_READER, NULL);

  if (format->encoding == PILOT_ENCODING_UTF8)
    {
      self->stream = g_object_ref (stream);
      self->can_seek = G_IS_SEEKABLE (stream) && g_seekable_can_seek (G_SEEKABLE (stream)) && g_seekable_tell (G_SEEKABLE (stream)) == 0;
    }
  else
    {
      g_autoptr (GConverter) decoder = pilot_text_decoder_new (format->encoding);

      self->stream = g_converter_input_stream_new (stream, decoder);
      g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (self->stream), FALSE);
    }
  self->delimiter = format->delimiter;
  reset_parser (self);
  return self;
}

gboolean
pilot_csv_reader_next (PilotCsvReader *self, const PilotCsvRow **row, GCancellable *cancellable, GError **error)
{
  *row = NULL;
  self->cancellable = cancellable;
  self->row_done = FALSE;
  self->open_cell = G_MAXUINT;
  self->row.fault = PILOT_CSV_NO_FAULT;
  g_array_set_size (self->cells, 0);
  g_byte_array_set_size (self->text, 0);
  if (self->buffer_offset + self->position == 0 && !skip_mark (self, error))
    return FALSE;
  while (!self->row_done)
    {
      gboolean whole;
      gsize length;

      self->line_moved = FALSE;
      if (!find_line (self, &length, &whole, error))
        return FALSE;
      if (length == 0)
        {
          if (!finish_last_row (self, error))
            return FALSE;
          break;
        }
      if (!read_line (self, length, whole, error))
        return FALSE;
    }
  if (!self->row_done)
    return TRUE;
  self->row.n_cells = self->cells->len;
  self->row.cells = (const PilotCsvCell *) self->cells->data;
  for (guint i = 0; i < self->cells->len; i++)
    {
      PilotCsvCell *cell = &g_array_index (self->cells, PilotCsvCell, i);

      cell->text = (const char *) self->text->data + GPOINTER_TO_SIZE (cell->text);
    }
  *row = &self->row;
  return TRUE;
}

gboolean
pilot_csv_reader_seek (PilotCsvReader *self, guint64 offset, guint64 line, GError **error)
{
  g_return_val_if_fail (self->can_seek, FALSE);
  self->plain = FALSE;
  return go_to (self, offset, line, error);
}

void
pilot_csv_reader_set_read_bytes (PilotCsvReader *self, gsize read_bytes)
{
  self->read_bytes = CLAMP (read_bytes, 512, BUFFER_BYTES);
}

guint64
pilot_csv_reader_get_offset (PilotCsvReader *self)
{
  return self->buffer_offset + self->position;
}

char *
pilot_csv_fault_dup_message (PilotCsvFault fault, guint64 fault_line)
{
  g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT, fault_line);

  switch (fault)
    {
    case PILOT_CSV_UNCLOSED_QUOTE:
      return g_strdup_printf (_ ("A quotation mark opens on line %s and is never closed."), line);
    case PILOT_CSV_TEXT_AFTER_QUOTE:
      return g_strdup_printf (_ ("On line %s, text follows a closing quotation mark."), line);
    case PILOT_CSV_CELL_TOO_LARGE:
      return g_strdup_printf (_ ("On line %s, a cell holds more than a mebibyte."), line);
    case PILOT_CSV_ROW_TOO_LARGE:
      return g_strdup_printf (_ ("The row that ends on line %s has too many cells."), line);
    case PILOT_CSV_NUL:
      return g_strdup_printf (_ ("On line %s, a cell holds a NUL character."), line);
    case PILOT_CSV_BAD_ENCODING:
      return g_strdup_printf (_ ("On line %s, a cell holds bytes that don't belong to the chosen encoding."), line);
    case PILOT_CSV_NO_FAULT:
    default:
      return g_strdup ("");
    }
}
