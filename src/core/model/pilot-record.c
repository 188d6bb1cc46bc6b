/* pilot-record.c: one record of any entity, as a value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (PilotRecord, pilot_record, pilot_record_ref, pilot_record_unref)

/* How long the machine's time zone is taken to be the same. */
#define ZONE_USEC (5 * G_USEC_PER_SEC)

#define FIGURE_SPACE "\u2007"

/* (transfer full): Where TZ is not set, GLib reads the machine's zone from the disk each time, and a list shows hundreds of times at once. */
static GTimeZone *
dup_local_zone (void)
{
  static GMutex lock;
  static GTimeZone *zone; /* (owned) (nullable) */
  static gint64 read_usec;
  gint64 now = g_get_monotonic_time ();
  GTimeZone *result;

  if (g_getenv ("TZ") != NULL)
    return g_time_zone_new_local ();
  g_mutex_lock (&lock);
  if (zone == NULL || now > read_usec + ZONE_USEC)
    {
      g_clear_pointer (&zone, g_time_zone_unref);
      zone = g_time_zone_new_local ();
      read_usec = now;
    }
  result = g_time_zone_ref (zone);
  g_mutex_unlock (&lock);
  return result;
}

static char *
display_time (gint64 unix_usec)
{
  g_autoptr (GTimeZone) zone = dup_local_zone ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  /* Translators: a date and a time of day, see g_date_time_format() */
  g_autofree char *padded = local != NULL ? g_date_time_format (local, _("%e %b %Y, %H:%M")) : NULL;
  g_autoptr (GString) text = g_string_new (padded);

  /* A day of one digit comes with a space as wide as another: a row that begins with it would not stand in line. */
  g_string_replace (text, FIGURE_SPACE, "", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
pilot_value_equal (const PilotValue *a, const PilotValue *b)
{
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == PILOT_VALUE_INTEGER)
    return a->integer == b->integer;
  if (a->kind == PILOT_VALUE_TEXT)
    return a->length_bytes == b->length_bytes && memcmp (a->text, b->text, a->length_bytes) == 0;
  return TRUE;
}

PilotRecord *
pilot_record_new (PilotEntity entity)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  PilotRecord *self = g_malloc0 (sizeof *self + schema->n_fields * sizeof (PilotValue));

  g_atomic_ref_count_init (&self->ref_count);
  self->schema = schema;
  return self;
}

PilotRecord *
pilot_record_ref (PilotRecord *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pilot_record_unref (PilotRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->schema->n_fields; i++)
    g_free ((char *) self->values[i].text);
  g_free (self);
}

PilotRecord *
pilot_record_copy (const PilotRecord *self)
{
  PilotRecord *copy = pilot_record_new (self->schema->entity);

  for (guint i = 0; i < self->schema->n_fields; i++)
    pilot_record_set_value (copy, i, &self->values[i]);
  return copy;
}

const PilotSchema *
pilot_record_get_schema (const PilotRecord *self)
{
  return self->schema;
}

PilotEntity
pilot_record_get_entity (const PilotRecord *self)
{
  return self->schema->entity;
}

const char *
pilot_record_get_id (const PilotRecord *self)
{
  return self->values[PILOT_FIELD_ID].text;
}

const PilotValue *
pilot_record_get_value (const PilotRecord *self, guint field)
{
  g_return_val_if_fail (field < self->schema->n_fields, NULL);
  return &self->values[field];
}

const char *
pilot_record_get_text (const PilotRecord *self, guint field)
{
  g_return_val_if_fail (field < self->schema->n_fields, NULL);
  return self->values[field].text;
}

gint64
pilot_record_get_integer (const PilotRecord *self, guint field)
{
  g_return_val_if_fail (field < self->schema->n_fields, 0);
  return self->values[field].integer;
}

gboolean
pilot_record_is_set (const PilotRecord *self, guint field)
{
  g_return_val_if_fail (field < self->schema->n_fields, FALSE);
  return self->values[field].kind != PILOT_VALUE_UNSET;
}

void
pilot_record_unset (PilotRecord *self, guint field)
{
  g_return_if_fail (field < self->schema->n_fields);
  g_free ((char *) self->values[field].text);
  self->values[field] = (PilotValue){ .kind = PILOT_VALUE_UNSET };
}

void
pilot_record_set_null (PilotRecord *self, guint field)
{
  pilot_record_unset (self, field);
  self->values[field].kind = PILOT_VALUE_NULL;
}

void
pilot_record_set_text (PilotRecord *self, guint field, const char *text)
{
  char *copy = g_strdup (text); /* @text may be the field's own */

  pilot_record_set_null (self, field);
  if (copy != NULL)
    self->values[field] = (PilotValue){ .kind = PILOT_VALUE_TEXT, .length_bytes = strlen (copy), .text = copy };
}

void
pilot_record_set_integer (PilotRecord *self, guint field, gint64 value)
{
  pilot_record_unset (self, field);
  self->values[field].kind = PILOT_VALUE_INTEGER;
  self->values[field].integer = value;
}

void
pilot_record_set_value (PilotRecord *self, guint field, const PilotValue *value)
{
  switch (value->kind)
    {
    case PILOT_VALUE_UNSET:
      pilot_record_unset (self, field);
      break;
    case PILOT_VALUE_NULL:
      pilot_record_set_null (self, field);
      break;
    case PILOT_VALUE_INTEGER:
      pilot_record_set_integer (self, field, value->integer);
      break;
    case PILOT_VALUE_TEXT:
    default:
      pilot_record_set_text (self, field, value->text);
      break;
    }
}

void
pilot_record_merge (PilotRecord *self, const PilotRecord *changes)
{
  g_return_if_fail (self->schema == changes->schema);
  for (guint i = PILOT_FIELD_ID + 1; i < self->schema->n_fields; i++)
    if (changes->values[i].kind != PILOT_VALUE_UNSET)
      pilot_record_set_value (self, i, &changes->values[i]);
}

PilotRecord *
pilot_record_diff (const PilotRecord *before, const PilotRecord *after)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (after->schema->entity);
  gboolean any = FALSE;

  for (guint i = PILOT_FIELD_FIRST; i < after->schema->n_fields; i++)
    {
      static const PilotValue null_value = { .kind = PILOT_VALUE_NULL };
      const PilotValue *old = before != NULL ? &before->values[i] : &null_value;

      if (after->schema->fields[i].flags & PILOT_FIELD_READ_ONLY || after->values[i].kind == PILOT_VALUE_UNSET)
        continue;
      if (pilot_value_equal (old->kind == PILOT_VALUE_UNSET ? &null_value : old, &after->values[i]))
        continue;
      pilot_record_set_value (changes, i, &after->values[i]);
      any = TRUE;
    }
  if (!any)
    return NULL;
  pilot_record_set_value (changes, PILOT_FIELD_ID, &after->values[PILOT_FIELD_ID]);
  return g_steal_pointer (&changes);
}

char *
pilot_record_dup_title (const PilotRecord *self)
{
  const char *title = pilot_record_get_text (self, self->schema->title_field);

  if ((title == NULL || *title == '\0') && self->schema->title_else != PILOT_FIELD_ID)
    return pilot_record_dup_display (self, self->schema->title_else);
  return g_strdup (title != NULL ? title : "");
}

char *
pilot_record_dup_display (const PilotRecord *self, guint field)
{
  const PilotField *info = &self->schema->fields[field];
  const PilotValue *value = &self->values[field];

  if (value->kind == PILOT_VALUE_UNSET || value->kind == PILOT_VALUE_NULL)
    return g_strdup ("");
  switch (info->type)
    {
    case PILOT_FIELD_TIME:
      /* What no portal has seen yet has no time there. */
      return value->integer != 0 ? display_time (value->integer) : g_strdup ("");
    case PILOT_FIELD_BOOLEAN:
      return g_strdup (value->integer != 0 ? _("Yes") : _("No"));
    case PILOT_FIELD_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case PILOT_FIELD_CHOICE:
      return g_strdup (g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (info->choices, value->text)));
    case PILOT_FIELD_TEXT:
    case PILOT_FIELD_DATE:
    case PILOT_FIELD_REF:
    default:
      return g_strdup (value->text != NULL ? value->text : "");
    }
}
