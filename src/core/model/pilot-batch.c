/* pilot-batch.c: many records at once, without an allocation for each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-batch.h"

#include <string.h>

#define CHUNK_BYTES (256 * 1024)

typedef struct
{
  gsize size_bytes;
  gsize used_bytes;
  char data[];
} Chunk;

struct _PilotBatch
{
  GPtrArray *chunks; /* (owned) (element-type Chunk): kept by clear for the next page */
  guint current;     /* chunk that is being filled */
  GPtrArray *rows;   /* (owned) (element-type PilotBatchRow): in the arena */
};

static gpointer
take_bytes (PilotBatch *self, gsize size_bytes, gsize align)
{
  Chunk *chunk;

  while (self->current < self->chunks->len)
    {
      gsize start;

      chunk = g_ptr_array_index (self->chunks, self->current);
      start = (chunk->used_bytes + align - 1) & ~(align - 1);
      if (start + size_bytes <= chunk->size_bytes)
        {
          chunk->used_bytes = start + size_bytes;
          return chunk->data + start;
        }
      if (self->current + 1 == self->chunks->len)
        break;
      self->current++;
    }
  chunk = g_malloc (sizeof *chunk + MAX (size_bytes, CHUNK_BYTES));
  chunk->size_bytes = MAX (size_bytes, CHUNK_BYTES);
  chunk->used_bytes = size_bytes;
  g_ptr_array_add (self->chunks, chunk);
  self->current = self->chunks->len - 1;
  return chunk->data;
}

PilotBatch *
pilot_batch_new (void)
{
  PilotBatch *self = g_new0 (PilotBatch, 1);

  self->chunks = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  return self;
}

void
pilot_batch_free (PilotBatch *self)
{
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

PilotBatchRow *
pilot_batch_add (PilotBatch *self, const PilotSchema *schema)
{
  PilotBatchRow *row = take_bytes (self, sizeof *row + schema->n_fields * sizeof (PilotValue), G_ALIGNOF (PilotValue));

  memset (row, 0, sizeof *row + schema->n_fields * sizeof (PilotValue));
  row->schema = schema;
  row->values = (PilotValue *) (row + 1);
  g_ptr_array_add (self->rows, row);
  return row;
}

void
pilot_batch_drop_last (PilotBatch *self)
{
  g_return_if_fail (self->rows->len > 0);
  g_ptr_array_set_size (self->rows, self->rows->len - 1);
}

const char *
pilot_batch_add_text (PilotBatch *self, const char *text, gsize length)
{
  char *copy = take_bytes (self, length + 1, 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

PilotBatchRow *
pilot_batch_add_record (PilotBatch *self, const PilotRecord *record)
{
  const PilotSchema *schema = pilot_record_get_schema (record);
  PilotBatchRow *row = pilot_batch_add (self, schema);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      row->values[i] = *pilot_record_get_value (record, i);
      if (row->values[i].kind == PILOT_VALUE_TEXT)
        row->values[i].text = pilot_batch_add_text (self, row->values[i].text, row->values[i].length_bytes);
    }
  return row;
}

guint
pilot_batch_get_length (const PilotBatch *self)
{
  return self->rows->len;
}

const PilotBatchRow *
pilot_batch_get (const PilotBatch *self, guint index)
{
  g_return_val_if_fail (index < self->rows->len, NULL);
  return g_ptr_array_index (self->rows, index);
}

PilotRecord *
pilot_batch_row_dup_record (const PilotBatchRow *row)
{
  PilotRecord *record = pilot_record_new (row->schema->entity);

  for (guint i = 0; i < row->schema->n_fields; i++)
    pilot_record_set_value (record, i, &row->values[i]);
  return record;
}

PilotRecord *
pilot_batch_dup_record (const PilotBatch *self, guint index)
{
  return pilot_batch_row_dup_record (pilot_batch_get (self, index));
}

void
pilot_batch_clear (PilotBatch *self)
{
  for (guint i = 0; i < self->chunks->len; i++)
    ((Chunk *) g_ptr_array_index (self->chunks, i))->used_bytes = 0;
  self->current = 0;
  g_ptr_array_set_size (self->rows, 0);
}
