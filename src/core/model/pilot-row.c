/* pilot-row.c: a record as an item of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-row.h"

struct _PilotRow
{
  GObject parent_instance;

  PilotRecord *record; /* (owned) */
  char **ref_titles;   /* (owned) (nullable): n_fields entries, each (nullable) */
  gboolean pending;
};

G_DEFINE_FINAL_TYPE (PilotRow, pilot_row, G_TYPE_OBJECT)

static void
pilot_row_finalize (GObject *object)
{
  PilotRow *self = PILOT_ROW (object);

  for (guint i = 0; self->ref_titles != NULL && i < pilot_record_get_schema (self->record)->n_fields; i++)
    g_free (self->ref_titles[i]);
  g_free (self->ref_titles);
  pilot_record_unref (self->record);
  G_OBJECT_CLASS (pilot_row_parent_class)->finalize (object);
}

static void
pilot_row_class_init (PilotRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_row_finalize;
}

static void
pilot_row_init (PilotRow *self)
{
}

PilotRow *
pilot_row_new (PilotRecord *record, const char *const *ref_titles)
{
  PilotRow *self = g_object_new (PILOT_TYPE_ROW, NULL);

  self->record = pilot_record_ref (record);
  if (ref_titles != NULL)
    {
      guint n_fields = pilot_record_get_schema (record)->n_fields;

      self->ref_titles = g_new0 (char *, n_fields);
      for (guint i = 0; i < n_fields; i++)
        self->ref_titles[i] = g_strdup (ref_titles[i]);
    }
  return self;
}

PilotRecord *
pilot_row_get_record (PilotRow *self)
{
  g_return_val_if_fail (PILOT_IS_ROW (self), NULL);
  return self->record;
}

const char *
pilot_row_get_id (PilotRow *self)
{
  g_return_val_if_fail (PILOT_IS_ROW (self), NULL);
  return pilot_record_get_id (self->record);
}

char *
pilot_row_dup_display (PilotRow *self, guint field)
{
  g_return_val_if_fail (PILOT_IS_ROW (self), NULL);
  if (self->ref_titles != NULL && self->ref_titles[field] != NULL)
    return g_strdup (self->ref_titles[field]);
  return pilot_record_dup_display (self->record, field);
}

gboolean
pilot_row_get_pending (PilotRow *self)
{
  g_return_val_if_fail (PILOT_IS_ROW (self), FALSE);
  return self->pending;
}

void
pilot_row_set_pending (PilotRow *self, gboolean pending)
{
  g_return_if_fail (PILOT_IS_ROW (self));
  self->pending = pending;
}
